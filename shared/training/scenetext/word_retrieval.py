"""Word spotting in a gallery of crops: three ways to score a query, and the average precision that judges them."""
from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from .alphabet import encode, greedy_decode
from .edit_distance import edit_similarity
from .lexicon import normalise

CANDIDATES = 200
MINIMUM_QUERY_LETTERS = 3


def average_precision(relevant: np.ndarray, scores: np.ndarray) -> float:
    """sum (R_k - R_{k-1}) P_k over distinct score thresholds, as scikit-learn's `average_precision_score` (ties share a threshold)."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(relevant[order])
    last_of_tie = np.append(np.diff(scores[order]) != 0, True)
    precision = hits[last_of_tie] / (np.flatnonzero(last_of_tie) + 1)
    recall = hits[last_of_tie] / hits[-1]
    return float(np.sum(np.diff(recall, prepend=0.0) * precision))


def log_probability(log_posteriors: Tensor, query: str) -> Tensor:
    """log P(query | X), the CTC forward probability, for every crop of [n, T, C]."""
    count, frames, _ = log_posteriors.shape
    targets, lengths = encode([query])
    targets, lengths, frames = targets.expand(count, -1), lengths.expand(count), torch.full((count,), frames)
    return -F.ctc_loss(log_posteriors.transpose(0, 1), targets, frames, lengths, reduction="none")


def best_path(log_posteriors: Tensor) -> Tensor:
    """sum_t max_c log y_t(c) for every crop."""
    return log_posteriors.amax(-1).sum(-1)


class Gallery:
    """Encoded crops of one set and their labels. `log_posteriors` is one tensor [T, C] a crop, as T differs by width."""

    def __init__(self, lexical: Tensor, log_posteriors: list[Tensor], labels: list[str]) -> None:
        self.lexical, self.log_posteriors = lexical, log_posteriors
        self.labels = [normalise(label) for label in labels]
        self.transcriptions = [normalise(greedy_decode(each[None])[0]) for each in log_posteriors]

    def accuracy(self) -> float:
        """Share of crops whose normalised transcription equals the normalised label; crops without text are left out."""
        pairs = [(label, read) for label, read in zip(self.labels, self.transcriptions) if label]
        return sum(label == read for label, read in pairs) / len(pairs)

    def queries(self) -> list[str]:
        return sorted({label for label in self.labels if len(label) >= MINIMUM_QUERY_LETTERS})

    def scores(self, query: str, vector: Tensor) -> dict[str, np.ndarray]:
        """Scores [crops] of one query by every method; re-ranking reorders the embedding's best 200 and leaves the rest behind them."""
        cosine = self.lexical @ vector
        candidates = cosine.topk(min(CANDIDATES, len(cosine))).indices.tolist()
        log_p, ratio = torch.full_like(cosine, -1e3), torch.full_like(cosine, -1e3)
        for frames in {len(self.log_posteriors[index]) for index in candidates}:
            chosen = [index for index in candidates if len(self.log_posteriors[index]) == frames]
            posteriors = torch.stack([self.log_posteriors[index] for index in chosen])
            log_p[chosen] = log_probability(posteriors, query).clamp(min=-500) / len(query)
            ratio[chosen] = log_p[chosen] - best_path(posteriors) / len(query)
        return {
            "embedding": cosine.numpy(),
            "transcription": edit_similarity([query], self.transcriptions)[0],
            "likelihood ratio + 2 cos": (ratio + 2 * cosine).numpy(),
            "log P + 5 cos": (log_p + 5 * cosine).numpy(),
        }

    def mean_average_precision(self, vectors: Tensor, queries: list[str]) -> dict[str, float]:
        """mAP of every method; `vectors` [queries, 256] are the text tower's."""
        labels = np.array(self.labels)
        precisions: dict[str, list[float]] = {}
        for query, vector in zip(queries, vectors):
            for method, scores in self.scores(query, vector).items():
                precisions.setdefault(method, []).append(average_precision(labels == query, scores))
        return {method: float(np.mean(values)) for method, values in precisions.items()}
