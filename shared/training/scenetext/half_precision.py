"""Half-precision variants of a network: weights only stored in half, and the whole trunk computed in half for GPUs."""
from __future__ import annotations

import numpy as np
import onnx
from onnx import NodeProto, TensorProto

from .onnx_graph import Graph, attribute, cast

STORED_FROM = 256
"""Weights with at least as many elements are stored in half; scales, biases and the like are not worth an error."""

STARTS = {"Conv", "Gemm"}
"""Where half precision begins: the operators that take the time."""

FOLLOWS = {"Add", "DepthToSpace", "Flatten", "ReduceMean", "Relu", "Reshape", "Resize", "Squeeze", "Transpose", "Unsqueeze"}
"""Operators that stay in half when their data is. All others (softmax, unit length, sigmoid) compute in float32."""


def store_in_half(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same network in float32 with its weights rounded to half: a Cast, which ONNX Runtime folds at load, restores the type."""
    graph = Graph(model)
    casts: list[NodeProto] = []
    for name, value in list(graph.constants.items()):
        if value.dtype == np.float32 and value.size >= STORED_FROM:
            del graph.constants[name]
            casts.append(cast(graph.constant(f"{name}/half", value.astype(np.float16)), name))
    graph.nodes = casts + graph.nodes
    return graph.model()


def compute_in_half(model: onnx.ModelProto) -> onnx.ModelProto:
    """The network with convolutions and linear layers in half; inputs, outputs and everything that divides or takes logarithms in float32.

    A variant for GPUs: on a CPU without half-precision kernels ONNX Runtime computes it in float32 between casts.
    """
    graph = Graph(model)
    made_half: set[str] = set()
    halves: dict[str, str] = {}
    floats: dict[str, str] = {}
    nodes: list[NodeProto] = []

    def half(name: str) -> str:
        if name in halves:
            return halves[name]
        if name in graph.constants:
            halves[name] = graph.constant(f"{name}/half", graph.constants[name].astype(np.float16))
        else:
            halves[name] = f"{name}/half"
            nodes.append(cast(name, halves[name], TensorProto.FLOAT16))
        return halves[name]

    def full(name: str) -> str:
        if name not in made_half:
            return name
        if name not in floats:
            floats[name] = f"{name}/float"
            nodes.append(cast(name, floats[name]))
        return floats[name]

    for node in graph.nodes:
        read = list(node.input)
        if node.op_type in STARTS or node.op_type in FOLLOWS and read[0] in made_half:
            # The shape of a Reshape, the scales of a Resize and the axes of a Squeeze keep their types.
            data = 2 if node.op_type == "Add" else len(read) if node.op_type in STARTS else 1
            node.input[:] = [half(name) if index < data else name for index, name in enumerate(read)]
            made_half.update(node.output)
            halves.update({name: name for name in node.output})
        elif not (node.op_type == "Shape" or node.op_type == "Cast" and attribute(node, "to") == TensorProto.FLOAT):
            node.input[:] = [full(name) for name in read]
        nodes.append(node)
    graph.nodes = nodes
    if made_half & set(graph.outputs):
        raise ValueError(f"outputs {made_half & set(graph.outputs)} would be half: the network must end in float32")
    return graph.model()
