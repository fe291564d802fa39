"""Weights stored as bytes: a quarter of the file, the same float32 arithmetic."""
from __future__ import annotations

import numpy as np
import onnx
from onnx import NodeProto, helper

from scenetext.onnx_graph import Graph, cast

STORED_FROM = 1024
"""Weights with at least as many elements are stored as bytes; biases and scales are not worth an error."""


def store_in_bytes(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same network with weights rounded to 255 levels, one scale for each row of the first axis (output channel, word): a Cast and a Mul,
    which ONNX Runtime folds at load, restore them. A matrix that multiplies from the right has its channels in the last axis."""
    graph = Graph(model)
    from_right = {node.input[1] for node in graph.nodes if node.op_type == "MatMul"}
    restored: list[NodeProto] = []
    for name, value in list(graph.constants.items()):
        if value.dtype != np.float32 or value.size < STORED_FROM or value.ndim < 2:
            continue
        axes = tuple(range(value.ndim - 1)) if name in from_right else tuple(range(1, value.ndim))
        scale = np.maximum(np.abs(value).max(axis=axes, keepdims=True), 1e-12).astype(np.float32) / 127
        del graph.constants[name]
        stored = graph.constant(f"{name}/bytes", np.rint(value / scale).astype(np.int8))
        restored.append(cast(stored, f"{name}/levels"))
        restored.append(helper.make_node("Mul", [f"{name}/levels", graph.constant(f"{name}/scale", scale)], [name], name=f"{name}/restored"))
    graph.nodes = restored + graph.nodes
    return graph.model()
