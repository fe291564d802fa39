"""The word encoder: a word crop becomes a unit vector (lexical space) and CTC log-posteriors.

One dense convolutional network, 1.37 M parameters and 113 MMAC for a 32 x 128 crop. Channel counts are multiples of 16, convolutions dense
and activations ReLU because bf16 kernels on CPU (oneDNN, channels last) are 2.5x faster than float32 only for such layers.
"""
from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .alphabet import CLASSES

LEXICAL_DIMENSIONS = 256
FRAME_CHANNELS, BINS = 128, 8
"""The lexical head averages the frames' 128 channels in eight equal parts of the word."""


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


class WordEncoder(nn.Module):
    """Crops float [n, 1, 32, W], luma 0..255, W a multiple of 32, to the lexical vector [n, 256] and log-posteriors [n, W/4, 38]."""

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
        self.lexical_frames = conv_bn_relu(256, FRAME_CHANNELS, 1, padding=0)
        self.lexical = nn.Linear(FRAME_CHANNELS * BINS, LEXICAL_DIMENSIONS)

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor]:
        features = self.trunk(normalised_contrast(crops))
        log_posteriors = F.log_softmax(self.characters(features).squeeze(2).transpose(1, 2).float(), dim=-1)
        frames = self.lexical_frames(features)
        bins = frames.reshape(frames.shape[0], FRAME_CHANNELS * BINS, -1).mean(-1)
        return unit_length(self.lexical(bins).float()), log_posteriors


def normalised_contrast(crops: Tensor) -> Tensor:
    """Every crop with mean 0 and deviation 1; the floor of 4 grey levels keeps a flat surface from becoming pure noise."""
    centred = crops - crops.mean((1, 2, 3), keepdim=True)
    return centred / (centred.square().mean((1, 2, 3), keepdim=True) + 16.0).sqrt()


def unit_length(vectors: Tensor) -> Tensor:
    return vectors / (vectors.square().sum(-1, keepdim=True) + 1e-12).sqrt()
