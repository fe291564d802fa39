"""The word detector: a small fully convolutional network in the manner of DB (Liao et al., 2020).

Input: RGB bytes ``[n, H, W, 3]`` (H and W multiples of 64). Output: logits ``[n, 1, H/2, W/2]`` of the shrink map, the
probability that a pixel lies in the core of a word. Only dense 3x3 convolutions with channel counts that are multiples of 16:
they are what bf16 on the CPU and ONNX Runtime both run fastest. The full resolution is left at once (stride 4 after two layers);
the 1/32 stage has dilated convolutions, so that a word of 300 px still fits in the receptive field.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

OUTPUT_STRIDE = 2
"""Source pixels per pixel of the probability map."""

INPUT_MULTIPLE = 64
"""Height and width of the input must be multiples of this."""


@dataclass(frozen=True)
class DetectorWidths:
    """Channels of the stem (1/2) and of the stages at strides 4, 8, 16 and 32, and of the fused pyramid."""

    stem: int = 16
    stride4: int = 32
    stride8: int = 64
    stride16: int = 96
    stride32: int = 128
    pyramid: int = 48
    head: int = 32


class ConvBlock(nn.Sequential):
    """Convolution without bias, BatchNorm, ReLU."""

    def __init__(self, inputs: int, outputs: int, kernel: int = 3, stride: int = 1, dilation: int = 1) -> None:
        padding = dilation * (kernel // 2)
        super().__init__(
            nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(inplace=True),
        )


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut, ReLU after the sum."""

    def __init__(self, channels: int, dilation: int = 1) -> None:
        super().__init__()
        self.first = ConvBlock(channels, channels, dilation=dilation)
        self.second = nn.Sequential(
            nn.Conv2d(channels, channels, 3, padding=dilation, dilation=dilation, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.second(self.first(x)), inplace=True)


class Detector(nn.Module):
    """Shrink-map logits at half resolution from RGB bytes; see the module's description for shapes."""

    def __init__(self, widths: DetectorWidths = DetectorWidths()) -> None:
        super().__init__()
        w = widths
        self.widths = widths
        self.stem = ConvBlock(3, w.stem, stride=2)
        self.stage4 = nn.Sequential(ConvBlock(w.stem, w.stride4, stride=2), ConvBlock(w.stride4, w.stride4))
        self.stage8 = nn.Sequential(ConvBlock(w.stride4, w.stride8, stride=2), ResidualBlock(w.stride8))
        self.stage16 = nn.Sequential(ConvBlock(w.stride8, w.stride16, stride=2), ResidualBlock(w.stride16), ResidualBlock(w.stride16))
        self.stage32 = nn.Sequential(
            ConvBlock(w.stride16, w.stride32, stride=2),
            *(ResidualBlock(w.stride32, dilation=dilation) for dilation in (1, 2, 1, 4)),
        )
        self.lateral32 = ConvBlock(w.stride32, w.pyramid, kernel=1)
        self.lateral16 = ConvBlock(w.stride16, w.pyramid, kernel=1)
        self.lateral8 = ConvBlock(w.stride8, w.pyramid, kernel=1)
        self.lateral4 = ConvBlock(w.stride4, w.head, kernel=1)
        self.smooth16 = ConvBlock(w.pyramid, w.pyramid)
        self.smooth8 = ConvBlock(w.pyramid, w.head)
        self.smooth4 = ConvBlock(w.head, w.head)
        self.logits = nn.Conv2d(w.head, 4, 3, padding=1)
        nn.init.constant_(self.logits.bias, -2.0)

    def forward(self, image: Tensor) -> Tensor:
        x = image.permute(0, 3, 1, 2).float() / 127.5 - 1.0
        c4 = self.stage4(self.stem(x))
        c8 = self.stage8(c4)
        c16 = self.stage16(c8)
        c32 = self.stage32(c16)
        p16 = self.smooth16(self.lateral16(c16) + _double(self.lateral32(c32)))
        p8 = self.smooth8(self.lateral8(c8) + _double(p16))
        p4 = self.smooth4(self.lateral4(c4) + _double(p8))
        return F.pixel_shuffle(self.logits(p4).float(), 2)


def _double(x: Tensor) -> Tensor:
    return F.interpolate(x, scale_factor=2.0, mode="nearest")


def count_macs(model: Detector, height: int, width: int) -> int:
    """Multiply-accumulates of all convolutions for one picture of height x width."""
    total = 0

    def add(layer: nn.Conv2d, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
        nonlocal total
        total += output.shape[2] * output.shape[3] * layer.weight.numel()

    hooks = [m.register_forward_hook(add) for m in model.modules() if isinstance(m, nn.Conv2d)]
    with torch.no_grad():
        model.eval()(torch.zeros(1, height, width, 3, dtype=torch.uint8))
    for hook in hooks:
        hook.remove()
    return total
