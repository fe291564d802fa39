"""Rewrites a convolution with few channels as one over groups of columns: the same sums, in a shape that INT8 kernels are fast for.

ONNX Runtime's fast INT8 convolution wants input channels in fours and at least 16 output channels; its pictures lie channels last. There,
four columns of three channels are one column of twelve without a byte being moved.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from onnx import NodeProto, helper

COLUMNS = 4
"""Input columns of a group; the width of the network's input is a multiple of it at every layer."""

FEWEST_OUTPUTS, INPUT_MULTIPLE = 16, 4


@dataclass(frozen=True)
class GroupedWeights:
    """Weights [outputs * copies, inputs * COLUMNS, h, groups] whose outputs are `copies` neighbouring columns; padding in groups."""

    weight: np.ndarray
    copies: int
    left: int
    right: int


def wants_groups(weight: np.ndarray) -> bool:
    """Whether a convolution [outputs, inputs, h, w] has too few channels for the fast kernel."""
    return weight.shape[0] < FEWEST_OUTPUTS or weight.shape[1] % INPUT_MULTIPLE != 0


def grouped(weight: np.ndarray, stride: int, padding: int) -> GroupedWeights:
    """The weights of the same convolution over groups; `stride` must divide COLUMNS."""
    outputs, inputs, height, width = weight.shape
    copies = COLUMNS // stride
    places = {(copy, k): divmod(stride * copy + k - padding, COLUMNS) for copy in range(copies) for k in range(width)}
    first, last = min(group for group, _ in places.values()), max(group for group, _ in places.values())
    result = np.zeros((copies, outputs, COLUMNS, inputs, height, last - first + 1), weight.dtype)
    for (copy, k), (group, column) in places.items():
        result[copy, :, column, :, :, group - first] = weight[:, :, :, k]
    return GroupedWeights(result.reshape(copies * outputs, COLUMNS * inputs, height, -1), copies, -first, last)


def regroup(source: str, target: str, channels: str) -> list[NodeProto]:
    """Nodes that give rows another number of channels, [n, c, h, w] to [n, c', h, w c / c']; `channels` names the shape [0, 0, -1, c']."""
    return [
        helper.make_node("Transpose", [source], [f"{target}/rows"], name=f"{target}/to_rows", perm=[0, 2, 3, 1]),
        helper.make_node("Reshape", [f"{target}/rows", channels], [f"{target}/regrouped"], name=f"{target}/regroup"),
        helper.make_node("Transpose", [f"{target}/regrouped"], [target], name=f"{target}/to_planes", perm=[0, 3, 1, 2]),
    ]


def doubled(source: str, target: str, channels: str, factors: str) -> list[NodeProto]:
    """Nodes that repeat every pixel of [n, c, h, w] twice in both directions; `channels` names the shape [0, 0, -1, c] and `factors`
    [1, 2, 2, 1]. Whole pixels and rows are copied, where ONNX Runtime's Resize looks for every byte by itself (2.5 of 26 ms)."""
    def node(operator: str, inputs: list[str], output: str, **attributes: object) -> NodeProto:
        return helper.make_node(operator, inputs, [output], name=output + "/" + operator.lower(), **attributes)

    rows, wide, columns, tall, shape = (f"{target}/{part}" for part in ("rows", "wide", "columns", "tall", "shape"))
    return [
        node("Transpose", [source], rows, perm=[0, 2, 3, 1]),
        node("Concat", [rows, rows], wide, axis=3),
        node("Reshape", [wide, channels], columns),
        node("Concat", [columns, columns], tall, axis=2),
        node("Shape", [rows], f"{rows}/shape"),
        node("Mul", [f"{rows}/shape", factors], shape),
        node("Reshape", [tall, shape], f"{target}/pixels"),
        node("Transpose", [f"{target}/pixels"], target, perm=[0, 3, 1, 2]),
    ]
