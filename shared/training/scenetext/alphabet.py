"""Classes of the two CTC heads; 0 is the blank (padding in the text tower).

Matching: 1..36 = 0-9a-z, 37 = space. Display: 1..95 = printable ASCII, code minus 31.
"""
from __future__ import annotations

import torch

from .edit_distance import ALPHABET

LETTERS = ALPHABET + " "
CLASSES = len(LETTERS) + 1
DISPLAY_LETTERS = "".join(map(chr, range(32, 127)))
DISPLAY_CLASSES = len(DISPLAY_LETTERS) + 1


def encode(words: list[str], letters: str = LETTERS) -> tuple[torch.Tensor, torch.Tensor]:
    """Class ids int64 [n, longest], padded with 0 at the end (at least one column), and lengths int64 [n]."""
    lengths = torch.tensor([len(word) for word in words])
    ids = torch.zeros(len(words), max(1, int(lengths.max())), dtype=torch.int64)
    for row, word in zip(ids, words):
        row[:len(word)] = torch.tensor([letters.index(letter) + 1 for letter in word])
    return ids, lengths


def greedy_decode(log_posteriors: torch.Tensor, letters: str = LETTERS) -> list[str]:
    """Best-path transcriptions of [n, T, classes]: repeats merged, blanks removed, spaces trimmed."""
    texts = []
    for path in log_posteriors.argmax(-1).tolist():
        merged = (now for now, before in zip(path, [0] + path) if now != before and now != 0)
        texts.append(" ".join("".join(letters[index - 1] for index in merged).split()))
    return texts
