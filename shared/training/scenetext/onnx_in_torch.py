"""Evaluates the ONNX networks of a pack with torch, node by node: to observe what flows in them and to compare variants of a network.

Knows the operators that the networks and their variants consist of. Half-precision nodes compute in float32 and round their result, as a
GPU's kernels do; quantised ones are evaluated as their definition says.
"""
from __future__ import annotations

from typing import Callable

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor
from torch.nn import functional as F

Observer = Callable[[str, Tensor], None]


class OnnxInTorch:
    """A network that can be called with its inputs; safe for repeated calls, not for concurrent ones."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._nodes = [(node, {a.name: helper.get_attribute_value(a) for a in node.attribute}) for node in model.graph.node]
        self._constants = {tensor.name: _tensor(tensor) for tensor in model.graph.initializer}
        self._inputs = [value.name for value in model.graph.input]
        self._outputs = [value.name for value in model.graph.output]

    @torch.inference_mode()
    def __call__(self, *inputs: Tensor, observe: Observer | None = None) -> dict[str, Tensor]:
        """Outputs by name; `observe` sees every float tensor that a node makes."""
        values = dict(zip(self._inputs, inputs), **self._constants)
        for node, attributes in self._nodes:
            arguments = [values[name] if name else None for name in node.input]
            halves = node.op_type != "Cast" and any(x is not None and x.dtype == torch.float16 for x in arguments)
            if halves:
                arguments = [x.float() if x is not None and x.dtype == torch.float16 else x for x in arguments]
            result = _OPERATORS[node.op_type](attributes, *arguments)
            if halves and result.is_floating_point():
                result = result.half()
            values[node.output[0]] = result
            if observe and result.is_floating_point():
                observe(node.output[0], result)
        return {name: values[name] for name in self._outputs}


def _tensor(proto: onnx.TensorProto) -> Tensor:
    return torch.from_numpy(numpy_helper.to_array(proto).copy())


def _convolution(attributes: dict, x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    axes = weight.dim() - 2
    pads = attributes.get("pads", [0] * 2 * axes)
    if pads[:axes] != pads[axes:]:
        x, pads = F.pad(x, [p for axis in reversed(range(axes)) for p in (pads[axis], pads[axis + axes])]), [0] * axes
    convolution = F.conv1d if axes == 1 else F.conv2d
    stride, dilation, groups = (attributes.get(name, 1) for name in ("strides", "dilations", "group"))
    return convolution(x, weight, bias, stride, list(pads[:axes]), dilation, groups)


def _resize(attributes: dict, x: Tensor, _roi: Tensor | None, scales: Tensor) -> Tensor:
    if attributes["mode"] != b"nearest" or attributes.get("coordinate_transformation_mode") != b"asymmetric":
        raise NotImplementedError("only nearest neighbours from the top left are known")
    return F.interpolate(x, scale_factor=tuple(scales[2:].tolist()), mode="nearest")


def _depth_to_space(attributes: dict, x: Tensor) -> Tensor:
    if attributes.get("mode") != b"CRD":
        raise NotImplementedError("only the order of torch's pixel_shuffle is known")
    return F.pixel_shuffle(x, attributes["blocksize"])


def _reduced(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def reduce(attributes: dict, x: Tensor, axes: Tensor | None = None) -> Tensor:
        over = attributes.get("axes") or axes.tolist()
        return function(x, dim=tuple(over), keepdim=bool(attributes.get("keepdims", 1)))
    return reduce


def _gemm(attributes: dict, a: Tensor, b: Tensor, bias: Tensor) -> Tensor:
    left, right = (a.t() if attributes.get("transA") else a), (b.t() if attributes.get("transB") else b)
    return attributes.get("alpha", 1.0) * (left @ right) + attributes.get("beta", 1.0) * bias


def _cast(attributes: dict, x: Tensor) -> Tensor:
    return torch.from_numpy(x.numpy().astype(onnx.mapping.TENSOR_TYPE_TO_NP_TYPE[attributes["to"]]))


def _gather(attributes: dict, x: Tensor, index: Tensor) -> Tensor:
    return torch.from_numpy(np.asarray(np.take(x.numpy(), index.numpy(), axis=attributes.get("axis", 0))))


def _squeeze(_attributes: dict, x: Tensor, axes: Tensor) -> Tensor:
    for axis in sorted((a % x.dim() for a in axes.tolist()), reverse=True):
        x = x.squeeze(axis)
    return x


def _slice(_attributes: dict, x: Tensor, starts: Tensor, ends: Tensor, axes: Tensor, steps: Tensor) -> Tensor:
    for start, end, axis, step in zip(starts.tolist(), ends.tolist(), axes.tolist(), steps.tolist()):
        kept = range(x.shape[axis])[start:end:step]
        x = x.index_select(axis, torch.tensor(list(kept)))
    return x


def _quantise(_attributes: dict, x: Tensor, scale: Tensor, zero: Tensor) -> Tensor:
    limits = torch.iinfo(zero.dtype)
    return (torch.round(x / scale) + zero).clamp(limits.min, limits.max).to(zero.dtype)


def _dequantise(attributes: dict, x: Tensor, scale: Tensor, zero: Tensor | None = None) -> Tensor:
    if scale.dim() == 1:
        shape = [-1 if axis == attributes.get("axis", 1) % x.dim() else 1 for axis in range(x.dim())]
        scale, zero = scale.view(shape), None if zero is None else zero.view(shape)
    return (x.float() - (0 if zero is None else zero.float())) * scale


_OPERATORS: dict[str, Callable[..., Tensor]] = {
    "Abs": lambda _, x: x.abs(),
    "Add": lambda _, a, b: a + b,
    "ArgMax": lambda at, x: x.argmax(at["axis"], keepdim=bool(at.get("keepdims", 1))),
    "BatchNormalization": lambda at, x, scale, bias, mean, variance: F.batch_norm(x, mean, variance, scale, bias, eps=at.get("epsilon", 1e-5)),
    "Cast": _cast,
    "Clip": lambda _, x, low=None, high=None: x.clamp(low, high),
    "Concat": lambda at, *parts: torch.cat(parts, at["axis"]),
    "Constant": lambda at: _tensor(at["value"]),
    "Conv": _convolution,
    "CumSum": lambda _, x, axis: x.cumsum(int(axis)),
    "DepthToSpace": _depth_to_space,
    "DequantizeLinear": _dequantise,
    "Div": lambda _, a, b: a / b,
    "Equal": lambda _, a, b: a == b,
    "Expand": lambda _, x, shape: x.expand(shape.tolist()),
    "Flatten": lambda at, x: x.flatten(at.get("axis", 1)),
    "Gather": _gather,
    "Gemm": _gemm,
    "Greater": lambda _, a, b: a > b,
    "Identity": lambda _, x: x,
    "LogSoftmax": lambda at, x: x.log_softmax(at["axis"]),
    "MatMul": lambda _, a, b: a @ b,
    "Min": lambda _, a, b: torch.minimum(a, b),
    "Mul": lambda _, a, b: a * b,
    "QuantizeLinear": _quantise,
    "ReduceL2": _reduced(lambda x, dim, keepdim: (x * x).sum(dim, keepdim).sqrt()),
    "ReduceMax": _reduced(torch.amax),
    "ReduceMean": _reduced(torch.mean),
    "ReduceSum": _reduced(torch.sum),
    "Relu": lambda _, x: x.relu(),
    "Reshape": lambda _, x, shape: x.reshape([x.shape[axis] if size == 0 else size for axis, size in enumerate(shape.tolist())]),
    "Resize": _resize,
    "Shape": lambda _, x: torch.tensor(x.shape),
    "Sigmoid": lambda _, x: x.sigmoid(),
    "Slice": _slice,
    "Softmax": lambda at, x: x.softmax(at["axis"]),
    "Sqrt": lambda _, x: x.sqrt(),
    "Squeeze": _squeeze,
    "Sub": lambda _, a, b: a - b,
    "Transpose": lambda at, x: x.permute(at["perm"]),
    "Where": lambda _, condition, a, b: torch.where(condition, a, b),
    "Unsqueeze": lambda _, x, axes: x.reshape([1] * len(axes) + list(x.shape)) if axes.tolist() == [0] else x.unsqueeze(int(axes)),
}
