"""The text tower: a query's letters become a unit vector in the word encoder's lexical space.

TDSL interpolates character embeddings to fixed positions before a recurrent network; here convolutions come first and only their
outputs at valid characters are interpolated, because a GRU is slow on CPU.
"""
from __future__ import annotations

import torch
from torch import Tensor, nn

from .alphabet import CLASSES
from .word_encoder import BINS, LEXICAL_DIMENSIONS, unit_length

EMBEDDING, CHANNELS = 64, (128, 128, 96)


class TextTower(nn.Module):
    """Class ids int64 [n, L] (1..37, 0 pads at the end) to unit vectors float [n, 256]."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(CLASSES, EMBEDDING, padding_idx=0)
        inputs = (EMBEDDING, *CHANNELS[:-1])
        self.convolutions = nn.ModuleList(nn.Conv1d(i, o, 3, padding=1) for i, o in zip(inputs, CHANNELS))
        self.lexical = nn.Linear(CHANNELS[-1] * BINS, LEXICAL_DIMENSIONS)

    def forward(self, characters: Tensor) -> Tensor:
        valid = (characters > 0).float().unsqueeze(1)
        x = self.embedding(characters).transpose(1, 2)
        for convolution in self.convolutions:
            x = torch.relu(convolution(x)) * valid
        bins = x @ interpolation(valid)
        return unit_length(self.lexical(bins.flatten(1)))


def interpolation(valid: Tensor) -> Tensor:
    """Weights [n, L, 8] that read the characters 0..length-1 (`valid` [n, 1, L]) linearly at the 8 bin centres."""
    length = valid.sum(2, keepdim=True)
    centres = (torch.arange(BINS, device=valid.device) + 0.5) / BINS
    places = torch.minimum(torch.relu(centres * length - 0.5), torch.relu(length - 1))
    index = valid.cumsum(2).transpose(1, 2) - 1
    return torch.relu(1 - (places - index).abs()) * valid.transpose(1, 2)
