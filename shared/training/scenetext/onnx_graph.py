"""Small edits of ONNX graphs that every variant of a network needs."""
from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import onnx
from onnx import NodeProto, TensorProto, helper, mapping, numpy_helper


class Graph:
    """The nodes of a model in order, its constants as arrays, and who reads what. Built from a copy; `model` writes it back."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._model = onnx.ModelProto()
        self._model.CopyFrom(model)
        graph = self._model.graph
        self.constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        self.nodes: list[NodeProto] = []
        for node in graph.node:
            if node.op_type == "Constant":
                self.constants[node.output[0]] = numpy_helper.to_array(helper.get_attribute_value(node.attribute[0]))
            elif node.op_type == "Identity" and node.input[0] in self.constants:
                # torch exports equal weights once.
                self.constants[node.output[0]] = self.constants[node.input[0]]
            elif node.op_type == "Cast" and node.input[0] in self.constants:
                target = mapping.TENSOR_TYPE_TO_NP_TYPE[attribute(node, "to")]
                self.constants[node.output[0]] = self.constants[node.input[0]].astype(target)
            else:
                self.nodes.append(node)
        self.input_types = {value.name: value.type.tensor_type.elem_type for value in graph.input}
        self.outputs = [value.name for value in graph.output]

    def readers(self) -> dict[str, list[NodeProto]]:
        """Nodes by the tensors they read."""
        readers = defaultdict(list)
        for node in self.nodes:
            for name in node.input:
                readers[name].append(node)
        return readers

    def makers(self) -> dict[str, NodeProto]:
        """Nodes by the tensor they make."""
        return {name: node for node in self.nodes for name in node.output}

    def constant(self, name: str, value: np.ndarray) -> str:
        """Adds or replaces a constant."""
        self.constants[name] = value
        return name

    def model(self) -> onnx.ModelProto:
        """The checked model; constants that no node reads are left out."""
        used = {name for node in self.nodes for name in node.input}
        graph = self._model.graph
        del graph.node[:], graph.initializer[:], graph.value_info[:]
        graph.node.extend(self.nodes)
        graph.initializer.extend(numpy_helper.from_array(np.asarray(value), name) for name, value in self.constants.items() if name in used)
        onnx.checker.check_model(self._model)
        return self._model


def attribute(node: NodeProto, name: str) -> Any:
    """An attribute that the node has."""
    return next(helper.get_attribute_value(a) for a in node.attribute if a.name == name)


def cast(source: str, target: str, to: int = TensorProto.FLOAT) -> NodeProto:
    """A node that converts element types."""
    return helper.make_node("Cast", [source], [target], name=f"{target}/cast", to=to)
