"""The text tower: convolutions over the words of a sentence (Zheng et al. 2017, "Dual-Path Convolutional Image-Text Embeddings").

Their tower is deep because captions and pictures are many; with 30,000 captions two residual stages generalise better than four.
"""
from __future__ import annotations

import torch
from torch import Tensor, nn

from .image_tower import DIMENSIONS, unit_length
from .vocabulary import LENGTH

EMBEDDING, WIDTH = 256, 384


class ResidualWords(nn.Module):
    """Two convolutions over neighbouring words beside a short cut."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm1d(outputs), nn.ReLU(),
            nn.Conv1d(outputs, outputs, 3, padding=1, bias=False), nn.BatchNorm1d(outputs))
        self.short = nn.Identity() if inputs == outputs else nn.Conv1d(inputs, outputs, 1, bias=False)
        nn.init.zeros_(self.body[-1].weight)

    def forward(self, x: Tensor, valid: Tensor) -> Tensor:
        return torch.relu(self.short(x) + self.body(x)) * valid


class SentenceTower(nn.Module):
    """Word ids int64 [n, 32] (0 pads, before and after) to unit vectors float [n, 256]."""

    def __init__(self, words: int, drop: float = 0.3) -> None:
        super().__init__()
        self.embedding = nn.Embedding(words, EMBEDDING, padding_idx=0)
        nn.init.normal_(self.embedding.weight, std=0.05)
        self.drop = nn.Dropout(drop)
        self.stages = nn.ModuleList([ResidualWords(EMBEDDING, WIDTH), ResidualWords(WIDTH, WIDTH)])
        self.order = nn.Linear(2 * WIDTH, DIMENSIONS)
        self.bag = nn.Linear(EMBEDDING, DIMENSIONS)
        self.gate = nn.Linear(EMBEDDING, 1)

    def forward(self, ids: Tensor) -> Tensor:
        valid = (ids > 0).float().unsqueeze(1)
        words = self.drop(self.embedding(ids))
        # A weighted sum of the words carries most of the meaning and is learned first; order and neighbours are what it lacks.
        weight = torch.softmax(self.gate(words).squeeze(2).masked_fill(ids == 0, -1e4), 1).unsqueeze(2)
        x = words.transpose(1, 2) * valid
        for stage in self.stages:
            x = stage(x, valid)
        mean = x.sum(2) / valid.sum(2).clamp(min=1)
        most = x.masked_fill(valid == 0, 0).amax(2)
        return unit_length(self.bag((words * weight).sum(1)) + self.order(self.drop(torch.cat([mean, most], 1))))


def shifted(ids: Tensor, generator: torch.Generator, drop: float = 0.1) -> Tensor:
    """The sentences at a random position of the 32 (position shift), each word left out with probability `drop`, never the last one."""
    out = torch.zeros_like(ids)
    for row, source in zip(out, ids):
        words = source[source > 0]
        kept = words[torch.rand(len(words), generator=generator) >= drop]
        words = kept if len(kept) else words
        start = int(torch.randint(0, LENGTH - len(words) + 1, (), generator=generator))
        row[start:start + len(words)] = words
    return out
