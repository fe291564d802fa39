"""The word encoder: a word crop becomes a unit vector in the space of spelling, one in the space of concepts, and CTC log-posteriors.

One dense convolutional network with four heads. Channel counts are multiples of 16, convolutions dense
and activations ReLU because bf16 kernels on CPU (oneDNN, channels last) are 2.5x faster than float32 only for such layers.
"""
from __future__ import annotations

from typing import NamedTuple

from torch import Tensor, nn
from torch.nn import functional as F

from .alphabet import CLASSES, DISPLAY_CLASSES

LEXICAL_DIMENSIONS = CONCEPT_DIMENSIONS = 256
CONCEPT_HIDDEN = 384
FRAME_CHANNELS, BINS = 128, 8
"""The heads for vectors average 128 channels of the frames in eight equal parts of the word."""


def conv_bn_relu(inputs: int, outputs: int, kernel: int | tuple[int, int] = 3, stride: int | tuple[int, int] = 1,
                 padding: int | tuple[int, int] = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Residual(nn.Module):
    """x + F(x), F = convolution - BN - ReLU - convolution - BN, then ReLU."""

    def __init__(self, channels: int, kernel: int | tuple[int, int] = 3, padding: int | tuple[int, int] = 1) -> None:
        super().__init__()
        self.first = conv_bn_relu(channels, channels, kernel, 1, padding)
        self.second = nn.Sequential(nn.Conv2d(channels, channels, kernel, 1, padding, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.second(self.first(x)))


class EncodedWords(NamedTuple):
    """What the heads say of n crops of width W: unit vectors [n, 256] of spelling and of meaning, log-posteriors [n, W/4, 38] of the letters
    that are matched and [n, W/4, 96] of those that are shown."""

    lexical: Tensor
    concept: Tensor
    log_posteriors: Tensor
    display_log_posteriors: Tensor


class Bins(nn.Module):
    """Frames [n, 256, 1, T] to their means over eight equal parts of the word, [n, 1024]."""

    def __init__(self) -> None:
        super().__init__()
        self.frames = conv_bn_relu(256, FRAME_CHANNELS, 1, padding=0)

    def forward(self, features: Tensor) -> Tensor:
        frames = self.frames(features)
        return frames.reshape(frames.shape[0], FRAME_CHANNELS * BINS, -1).mean(-1)


class WordEncoder(nn.Module):
    """Crops float [n, 1, 32, W], luma 0..255, W a multiple of 32, to `EncodedWords`."""

    def __init__(self) -> None:
        super().__init__()
        self.trunk = nn.Sequential(
            conv_bn_relu(1, 32, stride=2),               # 16 x W/2
            conv_bn_relu(32, 32),
            conv_bn_relu(32, 80, stride=2),              # 8 x W/4
            Residual(80),
            conv_bn_relu(80, 128, stride=(2, 1)),        # 4 x W/4
            Residual(128),
            conv_bn_relu(128, 256, (4, 1), padding=0),   # 1 x W/4
            Residual(256, (1, 3), (0, 1)))
        self.characters = nn.Conv2d(256, CLASSES, 1)
        self.display_characters = nn.Conv2d(256, DISPLAY_CLASSES, 1)
        self.lexical_bins = Bins()
        self.lexical = nn.Linear(FRAME_CHANNELS * BINS, LEXICAL_DIMENSIONS)
        self.concept_bins = Bins()
        self.concept = nn.Sequential(
            nn.Linear(FRAME_CHANNELS * BINS, CONCEPT_HIDDEN), nn.ReLU(inplace=True), nn.Linear(CONCEPT_HIDDEN, CONCEPT_DIMENSIONS))

    def forward(self, crops: Tensor) -> EncodedWords:
        features = self.trunk(normalised_contrast(crops))
        return EncodedWords(
            unit_length(self.lexical(self.lexical_bins(features)).float()),
            unit_length(self.concept(self.concept_bins(features)).float()),
            _log_posteriors(self.characters(features)),
            _log_posteriors(self.display_characters(features)))


def _log_posteriors(scores: Tensor) -> Tensor:
    """[n, C, 1, T] to [n, T, C]."""
    return F.log_softmax(scores.squeeze(2).transpose(1, 2).float(), dim=-1)


def normalised_contrast(crops: Tensor) -> Tensor:
    """Every crop with mean 0 and deviation 1; the floor of 4 grey levels keeps a flat surface from becoming pure noise."""
    centred = crops - crops.mean((1, 2, 3), keepdim=True)
    return centred / (centred.square().mean((1, 2, 3), keepdim=True) + 16.0).sqrt()


def unit_length(vectors: Tensor) -> Tensor:
    return vectors / (vectors.square().sum(-1, keepdim=True) + 1e-12).sqrt()
