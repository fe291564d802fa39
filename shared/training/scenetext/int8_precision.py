"""INT8 variants: the convolutions of a network between QuantizeLinear and DequantizeLinear nodes (QDQ), which ONNX Runtime fuses.

Weights: signed, symmetric, a scale for each output channel. Activations: unsigned, one scale and zero point a tensor, from observed spans.
"""
from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import onnx
from onnx import NodeProto, TensorProto, helper

from .column_groups import COLUMNS, doubled, grouped, regroup, wants_groups
from .onnx_graph import Graph, attribute
from .weight_rounding import InputMoments, rounded

FOLLOWS = {"Add": 2, "Resize": 1}
"""Operators that are quantised when their data (this many inputs) is: ONNX Runtime has them for bytes."""

WEIGHT_LEVELS = 64
"""Largest level of a weight. Processors without VNNI add two products of a byte and a weight in 16 bits, which 127 would overflow; with
64 the files are right on all of them. 127 measured no better: retrieval mAP .864 on held-out ICDAR photographs, .868 with 64 and in
float32."""


@dataclass(frozen=True)
class Span:
    """Values that the 256 levels of a tensor cover; 0 is always one of them, so that padding and ReLU are exact."""

    low: float
    high: float

    @property
    def scale(self) -> np.ndarray:
        return np.float32(max(max(self.high, 0.0) - min(self.low, 0.0), 1e-6) / 255)

    @property
    def zero(self) -> np.ndarray:
        return np.uint8(np.clip(np.rint(-min(self.low, 0.0) / self.scale), 0, 255))

    def rounded(self, values: np.ndarray) -> np.ndarray:
        """Each value's nearest level."""
        return (np.clip(np.rint(values / self.scale) + self.zero, 0, 255) - self.zero) * self.scale


class ByteInput(NamedTuple):
    """A tensor that is the network's bytes, cast, divided and shifted by `nodes`."""

    bytes: str
    nodes: list[NodeProto]
    span: Span


def convolutions(model: onnx.ModelProto) -> list[str]:
    """Names of the convolutions (their outputs), in order."""
    return [node.output[0] for node in model.graph.node if node.op_type == "Conv"]


class Quantiser:
    """Writes the INT8 variant of one network; used once.

    `floats` names convolutions (by their output) that stay in float32. `quantised` are the tensors whose span must be
    known, `layers` the convolutions the moments of whose inputs must be.
    """

    def __init__(self, model: onnx.ModelProto, floats: Collection[str] = ()) -> None:
        self._graph = Graph(model)
        self._floats = set(floats)
        self._readers = self._graph.readers()
        self._bytes_in = self._byte_inputs()
        self._shared: dict[str, str] = {}
        self._grouped: dict[str, int] = {}
        self._channels: dict[str, int] = {}
        self.quantised = self._chosen_tensors()
        self.layers = [node for node in self._graph.nodes if self._is_quantised(node)]

    def write(self, span_of: Callable[[str], Span], moments_of: Callable[[str], InputMoments]) -> onnx.ModelProto:
        """The variant, with the span of every tensor of `quantised` and the moments of the inputs of every convolution of `layers`."""
        spans = {name: span_of(self._shared.get(name, name)) for name in self.quantised}
        spans |= {name: source.span for name, source in self._bytes_in.items()}
        dropped = {id(node) for source in self._bytes_in.values() for node in source.nodes}
        nodes: list[NodeProto] = []
        for node in self._graph.nodes:
            if id(node) in dropped:
                continue
            if self._is_quantised(node):
                nodes += self._convolution(node, spans[node.input[0]], moments_of(node.output[0]))
            elif node.output[0] in self._shared:
                nodes += self._doubled(node, spans[node.output[0]])
                continue
            else:
                node.input[:] = [_dequantised(name) if name in spans else name for name in node.input]
                nodes.append(node)
            for name in node.output:
                if name in spans:
                    nodes += self._rounded(name, spans[name])
        self._graph.nodes = nodes
        return self._graph.model()

    def _is_quantised(self, node: NodeProto) -> bool:
        return node.op_type == "Conv" and node.output[0] not in self._floats

    def _chosen_tensors(self) -> list[str]:
        """Inputs and results of the quantised operators; a ReLU is part of what it follows."""
        chosen: dict[str, None] = {}
        for node in self._graph.nodes:
            if self._is_quantised(node):
                if node.input[0] not in self._bytes_in:
                    chosen[node.input[0]] = None
                chosen[self._result(node)] = None
                weight = self._graph.constants[node.input[1]]
                self._channels[self._result(node)] = len(weight)
                if wants_groups(weight):
                    self._grouped[self._result(node)] = len(weight)
            elif node.op_type in FOLLOWS and all(name in chosen for name in node.input[:FOLLOWS[node.op_type]]):
                chosen[self._result(node)] = None
                if node.op_type == "Resize":
                    self._shared[node.output[0]] = self._shared.get(node.input[0], node.input[0])
        return list(chosen)

    def _result(self, node: NodeProto) -> str:
        readers = self._readers[node.output[0]]
        return readers[0].output[0] if len(readers) == 1 and readers[0].op_type == "Relu" else node.output[0]

    def _byte_inputs(self) -> dict[str, ByteInput]:
        """Inputs of quantised convolutions that are bytes already, before they are cast, divided and shifted."""
        makers, found = self._graph.makers(), {}
        for node in filter(self._is_quantised, self._graph.nodes):
            chain, name = [], node.input[0]
            for operator in ("Sub", "Div", "Cast"):
                if name not in makers or makers[name].op_type != operator or len(self._readers[name]) != 1:
                    break
                chain.append(makers[name])
                name = makers[name].input[0]
            if len(chain) == 3 and self._is_bytes(name, makers):
                shift, divisor = (float(self._graph.constants[maker.input[1]]) for maker in chain[:2])
                found[node.input[0]] = ByteInput(name, chain, Span(-shift, 255 / divisor - shift))
        return found

    def _is_bytes(self, name: str, makers: dict[str, NodeProto]) -> bool:
        while name in makers and makers[name].op_type == "Transpose":
            name = makers[name].input[0]
        return self._graph.input_types.get(name) == TensorProto.UINT8

    def _convolution(self, node: NodeProto, span: Span, moments: InputMoments) -> list[NodeProto]:
        graph, source, name = self._graph, node.input[0], node.output[0]
        weight = graph.constants[node.input[1]].astype(np.float64)
        flat = weight.reshape(len(weight), -1)
        scale = np.float32(np.maximum(np.abs(flat).max(axis=1) / WEIGHT_LEVELS, 1e-12))
        levels = rounded(flat, scale, WEIGHT_LEVELS, moments.second)
        exact = levels * scale[:, None]
        # What rounding changes in the mean of the results is known, and taken back.
        bias = graph.constants[node.input[2]] + (flat - exact) @ moments.mean
        if source in self._bytes_in:
            # The bytes' zero falls between two levels: rounding it moves every input by the same.
            bias = bias + (float(span.zero) * float(span.scale) + span.low) * exact.sum(axis=1)
        levels = levels.reshape(weight.shape)
        data = self._bytes_in[source].bytes if source in self._bytes_in else f"{source}/levels"
        nodes = []
        if self._result(node) in self._grouped:
            inputs = weight.shape[1]
            columns = grouped(levels, attribute(node, "strides")[1], attribute(node, "pads")[1])
            levels, scale, bias = columns.weight, np.tile(scale, columns.copies), np.tile(bias, columns.copies)
            nodes += regroup(data, f"{name}/groups", graph.constant(f"{name}/groups/channels", np.int64([0, 0, -1, COLUMNS * inputs])))
            data = f"{name}/groups"
            top, _, bottom, _ = attribute(node, "pads")
            node = helper.make_node("Conv", node.input, node.output, name=node.name, kernel_shape=levels.shape[2:],
                                    pads=[top, columns.left, bottom, columns.right], strides=[attribute(node, "strides")[0], 1])
        bias_scale = np.float32(scale * span.scale)
        zeros = np.zeros(len(scale), np.int32)
        graph.constant(f"{name}/weight/levels", levels.astype(np.int8))
        graph.constant(f"{name}/bias/levels", np.clip(np.rint(bias / bias_scale), -2**31, 2**31 - 1).astype(np.int32))
        node.input[:] = [f"{name}/input", f"{name}/weight", f"{name}/bias"]
        return nodes + [
            self._dequantise(data, f"{name}/input", span.scale, span.zero),
            self._dequantise(f"{name}/weight/levels", f"{name}/weight", scale, zeros.astype(np.int8)),
            self._dequantise(f"{name}/bias/levels", f"{name}/bias", bias_scale, zeros),
            node,
        ]

    def _doubled(self, node: NodeProto, span: Span) -> list[NodeProto]:
        name, graph = node.output[0], self._graph
        channels = graph.constant(f"{name}/channels", np.int64([0, 0, -1, self._channels[node.input[0]]]))
        nodes = doubled(f"{node.input[0]}/levels", f"{name}/levels", channels, graph.constant(f"{name}/factors", np.int64([1, 2, 2, 1])))
        return [*nodes, self._dequantise(f"{name}/levels", _dequantised(name), span.scale, span.zero)]

    def _rounded(self, name: str, span: Span) -> list[NodeProto]:
        """Levels of a tensor, and their values for the operators in float that read it."""
        graph = self._graph
        constants = [graph.constant(f"{name}/scale", span.scale), graph.constant(f"{name}/zero", span.zero)]
        levels, nodes = f"{name}/levels", []
        if name in self._grouped:
            levels = f"{name}/grouped"
            nodes = regroup(levels, f"{name}/levels", graph.constant(f"{name}/channels", np.int64([0, 0, -1, self._grouped[name]])))
        nodes.insert(0, helper.make_node("QuantizeLinear", [name, *constants], [levels], name=f"{name}/quantise"))
        if not all(self._is_quantised(reader) for reader in self._readers[name]):
            nodes.append(self._dequantise(f"{name}/levels", _dequantised(name), span.scale, span.zero))
        return nodes

    def _dequantise(self, levels: str, target: str, scale: np.ndarray, zero: np.ndarray) -> NodeProto:
        constants = [self._graph.constant(f"{target}/scale", scale), self._graph.constant(f"{target}/zero", zero)]
        axis = {"axis": 0} if scale.ndim else {}
        return helper.make_node("DequantizeLinear", [levels, *constants], [target], name=f"{target}/dequantise", **axis)


def _dequantised(name: str) -> str:
    return f"{name}/dequantised"
