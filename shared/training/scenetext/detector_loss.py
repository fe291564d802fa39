"""Loss of the detector: balanced cross entropy with hard negatives plus dice (DB, Liao et al. 2020, equations 6 - 8)."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

NEGATIVE_RATIO = 3
"""Background pixels in the cross entropy per core pixel, the hardest ones."""

CROSS_ENTROPY_WEIGHT = 5.0


def detector_loss(logits: Tensor, core: Tensor, weight: Tensor, positives: int) -> tuple[Tensor, dict[str, Tensor]]:
    """Total loss and its parts, on the device. ``logits`` float ``[n, 1, h, w]``, ``core`` uint8 and ``weight`` float ``[n, h, w]``
    (0 = not counted); ``positives`` is the number of core pixels that count, known beforehand so that nothing waits for the device."""
    logits = logits.squeeze(1).float()
    target = core.float()
    losses = F.binary_cross_entropy_with_logits(logits, target, reduction="none") * weight
    positive = core.bool() & (weight > 0)
    positive_loss = _chosen(losses, positive, 0.0).sum() / torch.clamp(_chosen(weight, positive, 0.0).sum(), min=64.0)
    hard = min(NEGATIVE_RATIO * max(positives, 64), losses.numel() - positives)
    hardest = torch.topk(_chosen(losses, ~positive, -torch.inf), hard, sorted=False).values.mean()
    cross_entropy = positive_loss + hardest
    dice = _dice(torch.sigmoid(logits), target, weight)
    total = CROSS_ENTROPY_WEIGHT * cross_entropy + dice
    return total, {"positive": positive_loss.detach(), "negative": hardest.detach(), "dice": dice.detach()}


def _chosen(values: Tensor, mask: Tensor, other: float) -> Tensor:
    """The values under the mask, flat. On a GPU all values, ``other`` in place of the rest: their number would have to be waited for."""
    return (values.masked_fill(~mask, other) if _counting_waits(values) else values[mask]).flatten()


def _counting_waits(values: Tensor) -> bool:
    return values.device.type != "cpu"


def _dice(probability: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    overlap = (probability * target * weight).sum()
    return 1 - (2 * overlap + 1) / ((probability * weight).sum() + (target * weight).sum() + 1)
