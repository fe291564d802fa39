"""The variants of a pack's networks: python3 -m unittest discover -s tests (from shared/training)."""

from __future__ import annotations

import hashlib
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch.nn import functional as F

from scenetext.assemble_pack import network
from scenetext.calibration import Calibration
from scenetext.column_groups import COLUMNS, doubled, grouped, regroup
from scenetext.detector import Detector, DetectorWidths
from scenetext.export_detector import ProbabilityGraph, export_onnx
from scenetext.half_precision import compute_in_half, store_in_half
from scenetext.int8_precision import WEIGHT_LEVELS, Quantiser, Span, convolutions
from scenetext.onnx_in_torch import OnnxInTorch
from scenetext.weight_rounding import rounded


def small_detector() -> tuple[Detector, onnx.ModelProto]:
    """Of the shipped form with random weights whose logits are spread, and its export."""
    torch.manual_seed(1)
    detector = Detector(DetectorWidths(stem=16, stride4=16, stride8=16, stride16=32, stride32=32, pyramid=16, head=16)).eval()
    with torch.no_grad():
        detector.logits.weight *= 300
    with TemporaryDirectory() as folder:
        export_onnx(detector, Path(folder) / "detector.onnx")
        return detector, onnx.load(str(Path(folder) / "detector.onnx"))


def picture(seed: int) -> torch.Tensor:
    coarse = np.random.default_rng(seed).integers(0, 256, (1, 3, 16, 24), dtype=np.uint8)
    return torch.from_numpy(coarse.repeat(8, 2).repeat(8, 3).transpose(0, 2, 3, 1).copy())


def initialiser_types(model: onnx.ModelProto) -> dict[str, int]:
    return {tensor.name: tensor.data_type for tensor in model.graph.initializer}


def evaluated(nodes: list[onnx.NodeProto], constants: dict[str, np.ndarray], x: torch.Tensor) -> torch.Tensor:
    """What nodes from "x" to "y" make of a tensor."""
    graph = helper.make_graph(nodes, "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, None)],
                              [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
                              [numpy_helper.from_array(value, name) for name, value in constants.items()])
    return OnnxInTorch(helper.make_model(graph))(x)["y"]


class NetworkVariantsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.detector, cls.model = small_detector()
        cls.exact = OnnxInTorch(cls.model)(picture(0))["probability"]

    def quantised(self, floats: tuple[str, ...] = ()) -> onnx.ModelProto:
        quantiser = Quantiser(self.model, floats)
        calibration = Calibration(OnnxInTorch(self.model), quantiser, [picture(seed) for seed in range(1, 5)])
        return quantiser.write(calibration.span, calibration.moments)

    def error(self, model: onnx.ModelProto) -> float:
        return float((OnnxInTorch(model)(picture(0))["probability"] - self.exact).abs().max())

    def test_evaluation_of_the_graph_gives_what_the_module_gives(self) -> None:
        with torch.no_grad():
            expected = ProbabilityGraph(self.detector)(picture(0))
        torch.testing.assert_close(self.exact, expected, atol=1e-5, rtol=0)
        self.assertGreater(float(expected.std()), 0.02)

    def test_stored_in_half_computes_in_float_and_stays_close(self) -> None:
        stored = store_in_half(self.model)
        self.assertLess(len(stored.SerializeToString()), 0.6 * len(self.model.SerializeToString()))
        self.assertLess(self.error(stored), 2e-3)
        self.assertEqual({node.op_type for node in stored.graph.node if any("/half" in name for name in node.input)}, {"Cast"})

    def test_stored_in_half_twice_changes_nothing(self) -> None:
        once = store_in_half(self.model)
        twice = store_in_half(once)
        weights = [{tensor.name: numpy_helper.to_array(tensor).tobytes() for tensor in model.graph.initializer} for model in (once, twice)]
        self.assertEqual(*weights)

    def test_computed_in_half_ends_in_float_and_stays_close(self) -> None:
        half = compute_in_half(self.model)
        types = initialiser_types(half)
        used = {types[name] for node in half.graph.node if node.op_type == "Conv" for name in node.input if name in types}
        self.assertEqual(used, {TensorProto.FLOAT16})
        self.assertEqual(OnnxInTorch(half)(picture(0))["probability"].dtype, torch.float32)
        self.assertLess(self.error(half), 1e-2)

    def test_int8_reads_the_bytes_themselves_and_stays_close(self) -> None:
        model = self.quantised()
        operators = {node.op_type for node in model.graph.node}
        self.assertFalse(operators & {"Sub", "Div", "Resize"})
        self.assertLess(self.error(model), 0.05)

    def test_int8_weights_cannot_overflow_sums_of_two_in_16_bits(self) -> None:
        levels = [numpy_helper.to_array(tensor) for tensor in self.quantised().graph.initializer if tensor.name.endswith("weight/levels")]
        self.assertEqual(len(levels), len(convolutions(self.model)))
        self.assertLessEqual(255 * 2 * max(int(np.abs(level.astype(int)).max()) for level in levels), 32767)
        self.assertEqual(WEIGHT_LEVELS, max(int(np.abs(level.astype(int)).max()) for level in levels))

    def test_int8_leaves_named_convolutions_in_float(self) -> None:
        name = convolutions(self.model)[-1]
        model = self.quantised((name,))
        types = initialiser_types(model)
        last = next(node for node in model.graph.node if node.output[0] == name)
        self.assertEqual(types[last.input[1]], TensorProto.FLOAT)
        self.assertLess(self.error(model), 0.05)


class SpanTest(unittest.TestCase):
    def test_zero_is_a_level_even_where_all_values_are_positive(self) -> None:
        for span in (Span(-1.3, 2.9), Span(0.5, 3.0), Span(0.0, 0.0)):
            self.assertEqual(span.rounded(np.zeros(1))[0], 0)

    def test_values_outside_are_cut_off(self) -> None:
        np.testing.assert_allclose(Span(0, 2.55).rounded(np.array([-1, 0.504, 9])), [0, 0.5, 2.55], atol=1e-6)


class ColumnGroupsTest(unittest.TestCase):
    def test_grouped_convolution_gives_the_same_sums(self) -> None:
        rng = np.random.default_rng(3)
        for stride in (1, 2):
            with self.subTest(stride=stride):
                weight, x = rng.normal(size=(5, 3, 3, 3)), torch.from_numpy(rng.normal(size=(2, 3, 8, 16)))
                columns = grouped(weight, stride, 1)
                expected = F.conv2d(x, torch.from_numpy(weight), stride=stride, padding=1)
                wide = evaluated(regroup("x", "y", "c"), {"c": np.int64([0, 0, -1, 3 * COLUMNS])}, x)
                wide = F.conv2d(F.pad(wide, (columns.left, columns.right, 1, 1)), torch.from_numpy(columns.weight), stride=(stride, 1))
                torch.testing.assert_close(evaluated(regroup("x", "y", "c"), {"c": np.int64([0, 0, -1, 5])}, wide), expected)

    def test_doubled_repeats_every_pixel(self) -> None:
        x = torch.rand(2, 4, 3, 5)
        y = evaluated(doubled("x", "y", "c", "f"), {"c": np.int64([0, 0, -1, 4]), "f": np.int64([1, 2, 2, 1])}, x)
        torch.testing.assert_close(y, F.interpolate(x, scale_factor=2.0, mode="nearest"))


class WeightRoundingTest(unittest.TestCase):
    def test_results_change_less_than_by_rounding_to_nearest(self) -> None:
        rng = np.random.default_rng(4)
        inputs = rng.normal(size=(2000, 8)) @ rng.normal(size=(8, 24)) + 0.1 * rng.normal(size=(2000, 24))
        weight = rng.normal(size=(6, 24))
        scale = np.abs(weight).max(axis=1) / 8
        nearest = np.clip(np.rint(weight / scale[:, None]), -8, 8)
        levels = rounded(weight, scale, 8, inputs.T @ inputs / len(inputs))
        errors = [np.square(inputs @ (weight - kind * scale[:, None]).T).mean() for kind in (levels, nearest)]
        self.assertLess(errors[0], 0.5 * errors[1])
        self.assertLessEqual(np.abs(levels).max(), 8)


class AssembledVariantsTest(unittest.TestCase):
    def test_lists_the_variants_that_are_there(self) -> None:
        with TemporaryDirectory() as folder:
            pack = Path(folder)
            (pack / "detector.onnx").write_bytes(b"full")
            self.assertEqual(network(pack, "detector"), {"file": "detector.onnx", "sha256": hashlib.sha256(b"full").hexdigest()})
            (pack / "detector.int8.onnx").write_bytes(b"bytes")
            described = network(pack, "detector")
        self.assertEqual(described["variants"], [
            {"precision": "int8", "file": "detector.int8.onnx", "sha256": hashlib.sha256(b"bytes").hexdigest()}])
        self.assertEqual(described["preferred"], {"cpu": "int8"})


if __name__ == "__main__":
    unittest.main()
