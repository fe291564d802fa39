"""Losses that tie word images, words and edit distance together (science.md sections 2 and 7)."""
from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

CONTRASTIVE_SCALE = 20.0
HARDEST_PAIR_WEIGHT = 0.1
CONCEPT_MARGIN = 0.2


def ctc(log_posteriors: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    """Mean CTC loss a letter. `log_posteriors` [n, T, C]; `targets` padded [n, L]; `lengths` [n] in main memory (torch would fetch them
    from a GPU, and wait). Crops without text (length 0) want all blanks."""
    frames = torch.full((len(lengths),), log_posteriors.shape[1])
    each = F.ctc_loss(log_posteriors.transpose(0, 1), targets, frames, lengths, reduction="none", zero_infinity=True)
    return (each / lengths.clamp(min=5).to(each.device, non_blocking=True)).mean()


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


def concept_ranking(scores: Tensor, word: Tensor, concept: Tensor) -> Tensor:
    """Weighted approximate-rank loss (LEWIS; science.md section 4), exact since all concepts are at hand.

    `scores` [n, concepts] are cosines; `word` and `concept` int64 [p], the pairs that belong together. For a concept p of a word, r counts
    the foreign concepts that score above p's score less the margin; their excess counts l(r) / r, l(r) = 1 + 1/2 + ... + 1/r. Mean over the
    pairs.
    """
    if len(word) == 0:
        return scores.sum() * 0
    own = torch.zeros_like(scores, dtype=torch.bool)
    own[word, concept] = True
    excess = F.relu(CONCEPT_MARGIN - scores[word, concept][:, None] + scores[word]).masked_fill(own[word], 0.0)
    ranks = (excess > 0).sum(1)
    harmonic = torch.cumsum(1.0 / torch.arange(1, scores.shape[1] + 1, device=scores.device), 0)
    weights = torch.where(ranks > 0, harmonic[(ranks - 1).clamp(min=0)] / ranks.clamp(min=1), torch.zeros_like(excess[:, 0]))
    return (weights * excess.sum(1)).mean()


def _multi_positive(logits: Tensor, same: Tensor) -> Tensor:
    positives = same.sum(1)
    target = same / positives.clamp(min=1)[:, None]
    each = -(target * F.log_softmax(logits, 1)).sum(1)
    return each.sum() / (positives > 0).sum().clamp(min=1)
