"""Losses that tie word images, words and edit distance together (science.md sections 2 and 7)."""
from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

CONTRASTIVE_SCALE = 20.0
HARDEST_PAIR_WEIGHT = 0.1


def ctc(log_posteriors: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    """Mean CTC loss a letter. `log_posteriors` [n, T, C]; `targets` padded [n, L]. Crops without text (length 0) want all blanks."""
    frames = torch.full((len(lengths),), log_posteriors.shape[1])
    each = F.ctc_loss(log_posteriors.transpose(0, 1), targets, frames, lengths, reduction="none", zero_infinity=True)
    return (each / lengths.clamp(min=5)).mean()


def similarity_regression(cosines: Tensor, similarity: Tensor, counts: Tensor | None = None) -> Tensor:
    """Cosines [a, b] shall equal the edit similarities S: SmoothL1 (beta 0.1) over all pairs and, TDSL's idea, the hardest of every row.

    `counts` 0/1 [a, b] leaves pairs out (two crops without text need not look alike).
    """
    errors = F.smooth_l1_loss(cosines, similarity, beta=0.1, reduction="none")
    if counts is not None:
        errors = errors * counts
    return errors.mean() + HARDEST_PAIR_WEIGHT * errors.amax(1).mean()


def contrastive(cosines: Tensor, same: Tensor) -> Tensor:
    """Soft-max over all words for every crop with text, and over all crops for every word that has one; equal words share the target.

    `cosines` [crops, words], `same` 0/1 [crops, words].
    """
    logits = CONTRASTIVE_SCALE * cosines
    return (_multi_positive(logits, same) + _multi_positive(logits.T, same.T)) / 2


def _multi_positive(logits: Tensor, same: Tensor) -> Tensor:
    positives = same.sum(1)
    target = same / positives.clamp(min=1)[:, None]
    each = -(target * F.log_softmax(logits, 1)).sum(1)
    return each.sum() / (positives > 0).sum().clamp(min=1)
