"""Random views of pictures, a batch at a time: crop, mirror, colours, erased rectangle."""
from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from .captions import SIDE

CROP = 128
"""Pixels of a training view; a whole picture is 160: what a network sees at 128 looks 1.25 times as large there on average (Touvron et al.
2019, "Fixing the train-test resolution discrepancy")."""


def views(pictures: Tensor, generator: torch.Generator, side: int = CROP, least: float = 0.35) -> Tensor:
    """uint8 [n, 160, 160, 3] to float [n, 3, side, side], 0..1: a random crop of `least` to all of the area, mirrored half of the time."""
    n = len(pictures)
    random = lambda low, high: torch.rand(n, generator=generator) * (high - low) + low
    area, log_aspect = random(least, 1.0), random(math.log(0.75), math.log(1 / 0.75))
    wide, high = torch.sqrt(area * log_aspect.exp()).clamp(max=1), torch.sqrt(area / log_aspect.exp()).clamp(max=1)
    x, y = random(-1, 1) * (1 - wide), random(-1, 1) * (1 - high)
    mirror = torch.where(random(0, 1) < 0.5, -1.0, 1.0)
    zero = torch.zeros(n)
    theta = torch.stack([torch.stack([wide * mirror, zero, x], 1), torch.stack([zero, high, y], 1)], 1)
    source = pictures.permute(0, 3, 1, 2).float().div_(255)
    out = F.grid_sample(source, F.affine_grid(theta, (n, 3, side, side), align_corners=False), mode="bilinear", padding_mode="reflection",
                        align_corners=False)
    return _erased(coloured(out, generator), generator)


def whole(pictures: Tensor) -> Tensor:
    """uint8 [n, 160, 160, 3] to float [n, 3, 160, 160], 0..1."""
    return pictures.permute(0, 3, 1, 2).float().div(255)


def coloured(x: Tensor, generator: torch.Generator) -> Tensor:
    """float [n, 3, h, w] in 0..1 with other saturation, contrast, brightness and cast."""
    n = len(x)
    factor = lambda spread: (torch.rand(n, 1, 1, 1, generator=generator) * 2 - 1) * spread + 1
    grey = x.mean(1, keepdim=True)
    x = grey + (x - grey) * factor(0.4)
    x = x.mean((1, 2, 3), keepdim=True) + (x - x.mean((1, 2, 3), keepdim=True)) * factor(0.35)
    cast = 1 + (torch.rand(n, 3, 1, 1, generator=generator) * 2 - 1) * 0.08
    return (x * factor(0.3) * cast).clamp_(0, 1)


def _erased(x: Tensor, generator: torch.Generator) -> Tensor:
    side = x.shape[-1]
    for picture in x:
        if torch.rand((), generator=generator) < 0.25:
            high, wide = (int(side * (0.15 + 0.25 * float(torch.rand((), generator=generator)))) for _ in range(2))
            top, left = (int((side - size) * float(torch.rand((), generator=generator))) for size in (high, wide))
            picture[:, top:top + high, left:left + wide] = picture.mean((1, 2), keepdim=True)
    return x
