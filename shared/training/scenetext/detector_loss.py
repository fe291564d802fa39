"""Loss of the detector: balanced cross entropy with hard negatives plus dice (DB, Liao et al. 2020, equations 6 - 8)."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

NEGATIVE_RATIO = 3
"""Background pixels in the cross entropy per core pixel, the hardest ones."""

CROSS_ENTROPY_WEIGHT = 5.0


def detector_loss(logits: Tensor, core: Tensor, weight: Tensor) -> tuple[Tensor, dict[str, float]]:
    """Total loss and its parts. ``logits`` float ``[n, 1, h, w]``, ``core`` uint8 and ``weight`` float ``[n, h, w]`` (0 = not counted)."""
    logits = logits.squeeze(1).float()
    target = core.float()
    losses = F.binary_cross_entropy_with_logits(logits, target, reduction="none") * weight
    positive = core.bool() & (weight > 0)
    count = max(int(positive.sum()), 64)
    positive_loss = losses[positive].sum() / torch.clamp(weight[positive].sum(), min=64.0)
    negatives = losses[~positive]
    hardest = torch.topk(negatives.flatten(), min(NEGATIVE_RATIO * count, negatives.numel()), sorted=False).values
    cross_entropy = positive_loss + hardest.mean()
    dice = _dice(torch.sigmoid(logits), target, weight)
    total = CROSS_ENTROPY_WEIGHT * cross_entropy + dice
    return total, {"positive": positive_loss.item(), "negative": hardest.mean().item(), "dice": dice.item()}


def _dice(probability: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    overlap = (probability * target * weight).sum()
    return 1 - (2 * overlap + 1) / ((probability * weight).sum() + (target * weight).sum() + 1)
