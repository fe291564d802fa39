"""What the networks are calibrated with: inputs that they were trained on, and the spans of values that they make of them.

Only the four fifths of icdar2015_train that may be trained on; never a picture that anything is measured with.
"""
from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .crops import RealCrops, cut
from .detector import INPUT_MULTIPLE
from .icdar import icdar_training_photos
from .onnx_in_torch import OnnxInTorch
from .weight_rounding import InputMoments
from .int8_precision import Quantiser, Span

PICTURES, WORDS, NON_TEXTS, BATCH = 24, 480, 160, 16
"""Photographs; words and regions without text, and how many of them a call of the encoder gets."""

VALUES = 16384
"""Of each tensor and input so many values are kept, drawn at random."""

SHARES = np.linspace(0.2, 1.0, 33)
"""Parts of the whole range that are tried as span."""


def pictures(data: Path) -> list[Tensor]:
    """Photographs as the detector gets them, uint8 [1, h, w, 3]."""
    photos = icdar_training_photos(data)
    return [_padded(photo.read_rgb()) for photo in photos[::len(photos) // PICTURES][:PICTURES]]


def word_crops(data: Path) -> list[Tensor]:
    """Words and regions without text in batches as the word encoder gets them, float32 [n, 1, 32, w]."""
    crops, rng = RealCrops(icdar_training_photos(data), seed=7), random.Random(7)
    by_width: dict[int, list[np.ndarray]] = defaultdict(list)
    for region in rng.sample(crops.words, WORDS) + rng.sample(crops.non_texts, NON_TEXTS):
        crop = cut(region.patch, region.quad)
        by_width[crop.shape[1]].append(crop)
    return [torch.from_numpy(np.stack(same[start:start + BATCH]))[:, None].float()
            for same in by_width.values() for start in range(0, len(same), BATCH)]


def _padded(rgb: np.ndarray) -> Tensor:
    below, right = (-length % INPUT_MULTIPLE for length in rgb.shape[:2])
    return torch.from_numpy(np.pad(rgb, ((0, below), (0, right), (0, 0))))[None]


class Calibration:
    """What a quantiser must know of a network's tensors, seen over many inputs."""

    def __init__(self, network: OnnxInTorch, quantiser: Quantiser, inputs: list[Tensor]) -> None:
        self._low, self._high = dict.fromkeys(quantiser.quantised, 0.0), dict.fromkeys(quantiser.quantised, 0.0)
        self._values: dict[str, list[np.ndarray]] = {name: [] for name in quantiser.quantised}
        self._moments = {node.output[0]: InputMoments(node) for node in quantiser.layers}
        self._read_by = defaultdict(list)
        for node in quantiser.layers:
            self._read_by[node.input[0]].append(self._moments[node.output[0]])
        self._rng = np.random.default_rng(1)
        for data in inputs:
            network(data, observe=self._observe)

    def span(self, name: str) -> Span:
        """The span with the smallest mean squared error of rounding: rare large values are cut off, the others get finer levels.

        Against the whole range that took the detector's error on text from .0163 to .0127 and the word encoder's (1 - cosine) from .0033
        to .0016.
        """
        values = np.concatenate(self._values[name])
        spans = [Span(share * self._low[name], share * self._high[name]) for share in SHARES]
        return min(spans, key=lambda span: float(np.square(span.rounded(values) - values).mean()))

    def moments(self, convolution: str) -> InputMoments:
        """What the convolution with this output is applied to."""
        return self._moments[convolution]

    def _observe(self, name: str, value: Tensor) -> None:
        if name in self._values:
            flat = value.numpy().ravel()
            self._low[name], self._high[name] = min(self._low[name], float(flat.min())), max(self._high[name], float(flat.max()))
            self._values[name].append(flat[self._rng.integers(0, flat.size, VALUES)])
        for moments in self._read_by.get(name, ()):
            moments.add(value)
