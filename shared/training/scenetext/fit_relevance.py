"""Learns how the evidence of one word instance becomes a relevance: weights, bias and thresholds of ``pack.json``.

Input: JSON lines of ``indexing eval evidence`` on data the networks never saw: ``{"query", "image", "features", "editSimilarity",
"relevant"}``, one line per candidate word of each query. ``relevant`` says that the picture answers the query, not which of its words
does: the soft-max below finds that out, so a word cut badly by the detector still teaches.

Two steps, because ranking and calibration want different things:

1. weights: list-wise soft-max per query, ``-log(sum over relevant exp(s) / sum over all exp(s))``, which pushes the best word of a
   relevant picture above every word of the others, as mean average precision asks;
2. scale and bias: logistic regression (Platt 1999) of "the picture is relevant" on each picture's best score, so that the result is a
   probability. The threshold shown by default is the one with the best F1 over pictures.

    python3 -m scenetext.fit_relevance --evidence runs/evidence-*.jsonl --out ../models/scene-text/2/relevance.json
"""
from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from .word_retrieval import average_precision

FEATURES = ["cosine", "log_likelihood", "log_ratio_best", "log_ratio_non_text", "log_ratio_contained", "log_detection", "inverse_length"]
RIDGE = 1e-3
"""Weight decay of the standardised weights. Cross-validated mAP on the held-out ICDAR fifth: 1e-4 .869, 1e-3 .868, 1e-2 .863, 1e-1 .854."""


class Candidates:
    """All candidate words of all queries; rows of one query are contiguous."""

    def __init__(self, paths: list[Path]) -> None:
        features, relevant, queries, images = [], [], [], []
        for number, path in enumerate(paths):
            with path.open() as lines:
                for line in map(json.loads, lines):
                    features.append(line["features"])
                    relevant.append(line["relevant"])
                    queries.append(f"{number}/{line['query']}")
                    images.append(line["image"])
        self.features = np.asarray(features, np.float32)
        self.relevant = np.asarray(relevant, bool)
        self.query_names, self.query = np.unique(queries, return_inverse=True)
        _, self.picture = np.unique([f"{q}\n{i}" for q, i in zip(queries, images)], return_inverse=True)


def fit_weights(features: Tensor, relevant: Tensor, query: Tensor, queries: int) -> Tensor:
    """Weights [features] of the list-wise loss; features are standardised, queries without a relevant candidate do not count."""
    weights = torch.zeros(features.shape[1], requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")
    usable = torch.zeros(queries).index_add_(0, query, relevant.float()) > 0

    def loss() -> Tensor:
        optimiser.zero_grad()
        scores = features @ weights
        everything = log_sum_exp_by(scores, query, queries)
        hits = log_sum_exp_by(torch.where(relevant, scores, torch.full_like(scores, -1e4)), query, queries)
        value = (everything - hits)[usable].mean() + RIDGE * weights.square().sum()
        value.backward()
        return value

    optimiser.step(loss)
    return weights.detach()


def log_sum_exp_by(values: Tensor, group: Tensor, groups: int) -> Tensor:
    """Log-sum-exp of the values of each group, [groups]."""
    largest = torch.full((groups,), -1e4).scatter_reduce(0, group, values.detach(), "amax", include_self=True)
    sums = torch.zeros(groups).index_add_(0, group, (values - largest[group]).exp())
    return largest + (sums + 1e-30).log()


def best_of_pictures(scores: np.ndarray, data: Candidates) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Best score, relevance and query of every (query, picture) pair."""
    pairs = data.picture.max() + 1
    best = np.full(pairs, -np.inf, np.float32)
    np.maximum.at(best, data.picture, scores)
    relevant, query = np.zeros(pairs, bool), np.zeros(pairs, int)
    np.logical_or.at(relevant, data.picture, data.relevant)
    query[data.picture] = data.query
    return best, relevant, query


def mean_average_precision(scores: np.ndarray, data: Candidates) -> float:
    """Mean over the queries that have a relevant candidate; candidates only, so it compares weights, not systems."""
    best, relevant, query = best_of_pictures(scores, data)
    by_query = defaultdict(list)
    for row, name in enumerate(query):
        by_query[name].append(row)
    values = [average_precision(relevant[rows], best[rows]) for rows in by_query.values() if relevant[rows].any()]
    return float(np.mean(values))


def calibrate(best: np.ndarray, relevant: np.ndarray) -> tuple[float, float]:
    """Scale and bias of the logistic regression of relevance on the best score."""
    parameters = torch.tensor([1.0, 0.0], requires_grad=True)
    scores, target = torch.from_numpy(best), torch.from_numpy(relevant).float()
    optimiser = torch.optim.LBFGS([parameters], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        value = F.binary_cross_entropy_with_logits(parameters[0] * scores + parameters[1], target)
        value.backward()
        return value

    optimiser.step(loss)
    return float(parameters[0].detach()), float(parameters[1].detach())


def best_f1_threshold(probability: np.ndarray, relevant: np.ndarray, missed: int) -> tuple[float, float, float]:
    """Threshold with the best F1, its precision and recall; ``missed`` relevant pictures were no candidates at all."""
    order = np.argsort(-probability)
    hits = np.cumsum(relevant[order])
    precision, recall = hits / np.arange(1, len(order) + 1), hits / (relevant.sum() + missed)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    at = int(np.argmax(f1))
    return float(probability[order][at]), float(precision[at]), float(recall[at])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--evidence", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    arguments = parser.parse_args()
    torch.manual_seed(0)

    data = Candidates(arguments.evidence)
    mean, deviation = data.features.mean(0), data.features.std(0) + 1e-6
    standardised = torch.from_numpy((data.features - mean) / deviation)
    relevant, query = torch.from_numpy(data.relevant), torch.from_numpy(data.query)
    queries = len(data.query_names)
    print(f"{len(relevant)} candidates of {queries} queries, {int(relevant.sum())} relevant")

    held_out = np.zeros(len(relevant), np.float32)
    for fold in range(arguments.folds):
        test = data.query % arguments.folds == fold
        rows = torch.from_numpy(~test)
        weights = fit_weights(standardised[rows], relevant[rows], query[rows], queries)
        held_out[test] = (standardised[torch.from_numpy(test)] @ weights).numpy()
    for index, name in enumerate(FEATURES):
        print(f"  {name:20} alone: mAP {mean_average_precision(data.features[:, index], data):.4f}")
    cross_validated = mean_average_precision(held_out, data)
    print(f"  fused, cross-validated over queries: mAP {cross_validated:.4f}")

    weights = fit_weights(standardised, relevant, query, queries)
    scores = (standardised @ weights).numpy()
    best, best_relevant, _ = best_of_pictures(scores, data)
    scale, bias = calibrate(best, best_relevant)
    probability = 1 / (1 + np.exp(-(scale * best + bias)))
    threshold, precision, recall = best_f1_threshold(probability, best_relevant, missed=0)
    raw = scale * weights.numpy() / deviation
    result = {
        "features": FEATURES,
        "weights": [round(float(w), 6) for w in raw],
        "bias": round(float(bias - raw @ mean), 6),
        "threshold": round(threshold, 4),
        "fittedOn": {"candidates": len(relevant), "queries": queries, "mapCandidatesCrossValidated": round(cross_validated, 4),
                     "precisionAtThreshold": round(precision, 4), "recallOfCandidatesAtThreshold": round(recall, 4)},
    }
    arguments.out.write_text(json.dumps(result, indent=2) + "\n")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
