"""The image tower: residual convolutions from pixels to one unit vector, and to a vector for every place.

Pictures are squashed to a square; the network sees 128 x 128 crops of them in training and all of the 160 x 160 afterwards.
"""
from __future__ import annotations

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WIDTHS = (48, 96, 192, 320)
DIMENSIONS = 256
MEAN, DEVIATION = (0.45, 0.44, 0.41), (0.27, 0.26, 0.28)


class Features(NamedTuple):
    """What the trunk sees: `middle` [n, 192, h/16, w/16] and `last` [n, 320, h/32, w/32]."""

    middle: Tensor
    last: Tensor


def _convolution(inputs: int, outputs: int, size: int = 3, stride: int = 1) -> list[nn.Module]:
    return [nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False), nn.BatchNorm2d(outputs)]


class Residual(nn.Module):
    """Two 3 x 3 convolutions beside a short cut, the channels weighted by what is in all of the picture (squeeze and excitation)."""

    def __init__(self, inputs: int, outputs: int, stride: int, drop: float) -> None:
        super().__init__()
        self.body = nn.Sequential(*_convolution(inputs, outputs, 3, stride), nn.ReLU(), *_convolution(outputs, outputs))
        same = inputs == outputs and stride == 1
        self.short = nn.Identity() if same else nn.Sequential(*_convolution(inputs, outputs, 1, stride))
        self.excite = nn.Sequential(nn.Conv2d(outputs, outputs // 8, 1), nn.ReLU(), nn.Conv2d(outputs // 8, outputs, 1))
        self.drop = drop
        nn.init.zeros_(self.body[-1].weight)

    def forward(self, x: Tensor) -> Tensor:
        y = self.body(x)
        y = y * torch.sigmoid(self.excite(y.mean((2, 3), keepdim=True)))
        if self.training and self.drop:
            kept = torch.rand(len(y), 1, 1, 1, device=y.device) >= self.drop
            y = y * (kept / (1 - self.drop)).to(y.dtype)
        return torch.relu(self.short(x) + y)


class Trunk(nn.Module):
    """Pictures float [n, 3, h, w] (0..1, h and w multiples of 32) to `Features`."""

    def __init__(self, drop: float = 0.1) -> None:
        super().__init__()
        a, b, c, d = WIDTHS
        self.stem = nn.Sequential(*_convolution(3, a // 2, 3, 2), nn.ReLU(), *_convolution(a // 2, a, 3, 2), nn.ReLU())
        blocks = [(a, a, 1), (a, b, 2), (b, b, 1), (b, c, 2), (c, c, 1), (c, c, 1), (c, d, 2), (d, d, 1)]
        self.blocks = nn.ModuleList(Residual(i, o, s, drop * n / len(blocks)) for n, (i, o, s) in enumerate(blocks))
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor(DEVIATION).view(1, 3, 1, 1))

    def forward(self, pictures: Tensor) -> Features:
        x = self.stem((pictures - self.mean) / self.deviation)
        for block in self.blocks[:6]:
            x = block(x)
        middle = x
        for block in self.blocks[6:]:
            x = block(x)
        return Features(middle, x)


def pooled(features: Features) -> Tensor:
    """float [n, 512]: both levels' means; colours and materials live in the middle, things in the last."""
    return torch.cat([features.middle.float().mean((2, 3)), features.last.float().mean((2, 3))], 1)


def unit_length(x: Tensor) -> Tensor:
    return F.normalize(x.float(), dim=1, eps=1e-6)
