"""Classes of the CTC head and of the text tower: 0 blank (padding in the tower), 1..36 = 0-9a-z, 37 = space."""
from __future__ import annotations

import torch

from .edit_distance import ALPHABET

LETTERS = ALPHABET + " "
CLASSES = len(LETTERS) + 1
_CLASS_OF = {letter: index + 1 for index, letter in enumerate(LETTERS)}


def encode(words: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Class ids int64 [n, longest], padded with 0 at the end (at least one column), and lengths int64 [n]."""
    lengths = torch.tensor([len(word) for word in words])
    ids = torch.zeros(len(words), max(1, int(lengths.max())), dtype=torch.int64)
    for row, word in zip(ids, words):
        row[:len(word)] = torch.tensor([_CLASS_OF[letter] for letter in word])
    return ids, lengths


def greedy_decode(log_posteriors: torch.Tensor) -> list[str]:
    """Best-path transcriptions of [n, T, classes]: repeats merged, blanks removed, spaces trimmed."""
    texts = []
    for path in log_posteriors.argmax(-1).tolist():
        merged = (now for now, before in zip(path, [0] + path) if now != before and now != 0)
        texts.append(" ".join("".join(LETTERS[index - 1] for index in merged).split()))
    return texts
