"""Writes the small and the fast variants of a pack's networks beside them, and says how far each is from the network in float32.

    python3 -m scenetext.quantize_pack --data ../../../shared/data --pack ../models/scene-text/2
    python3 -m scenetext.assemble_pack --pack ../models/scene-text/2        # pack.json with the variants

`<network>.onnx` is replaced by the same network with its weights stored in half (it still computes in float32), `<network>.fp16.onnx`
computes in half on a GPU, `<network>.int8.onnx` in bytes on a CPU. The goldens are brought up to date. Needs nothing but the pack and the
photographs; may be run again.
"""
from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import onnx
import torch
from torch import Tensor

from .calibration import Calibration, pictures, word_crops
from .half_precision import compute_in_half, store_in_half
from .int8_precision import Quantiser, convolutions
from .onnx_in_torch import OnnxInTorch
from .stored_goldens import refresh


@dataclass(frozen=True)
class Plan:
    """What a network is calibrated with, and which of its convolutions stay in float32 in INT8."""

    inputs: Callable[[Path], list[Tensor]]
    floats: Callable[[list[str]], list[str]] = lambda _: []


PLANS = {
    "detector": Plan(pictures),
    # The first layer and the letters: they alone took the error of the lexical vectors from .0016 to .0005 (1 - cosine) and that of the
    # posteriors from .0040 to .0024, for 10 % of the time. No layer of the detector stands out like that.
    "word_encoder": Plan(word_crops, lambda names: [names[0], *(name for name in names if "characters" in name)]),
}
"""Networks with variants. The text tower runs once a query, in 0.05 ms: it is only stored in half."""

COMPARED_EVERY = 4
"""Every so many inputs are kept from calibration and compared."""


def write_variants(pack: Path, name: str, plan: Plan, data: Path) -> None:
    """The three files of a network with variants."""
    inputs = plan.inputs(data)
    calibrated = [x for index, x in enumerate(inputs) if index % COMPARED_EVERY]
    full = onnx.load(str(pack / f"{name}.onnx"))
    # The others are made from the rounded weights, which is all that a second run has.
    stored = store_in_half(full)
    quantiser = Quantiser(stored, plan.floats(convolutions(stored)))
    calibration = Calibration(OnnxInTorch(stored), quantiser, calibrated)
    variants = {
        f"{name}.onnx": stored,
        f"{name}.fp16.onnx": compute_in_half(stored),
        f"{name}.int8.onnx": store_in_half(quantiser.write(calibration.span, calibration.moments)),
    }
    for file, variant in variants.items():
        write(pack / file, variant)
        for line in differences(full, variant, inputs[::COMPARED_EVERY]):
            print(f"  {line}", flush=True)


def differences(full: onnx.ModelProto, variant: onnx.ModelProto, inputs: list[Tensor]) -> list[str]:
    """How far each output is from that of the float32 network, in words."""
    networks = OnnxInTorch(full), OnnxInTorch(variant)
    pairs = [[network(x) for network in networks] for x in inputs]
    lines = []
    for name in pairs[0][0]:
        errors = torch.cat([(a[name] - b[name]).abs().flatten() for a, b in pairs])
        if errors.is_floating_point():
            lines.append(f"{name}: largest difference {errors.max():.4f}, mean {errors.mean():.5f}")
        else:
            lines.append(f"{name}: {(errors > 0).float().mean():.3%} differ")
    return lines


def write(path: Path, model: onnx.ModelProto) -> None:
    path.write_bytes(model.SerializeToString())
    print(f"{path.name}: {path.stat().st_size} bytes", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with icdar2015_train")
    parser.add_argument("--pack", type=Path, required=True, help="directory models/<name>/<version>")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    for name, plan in PLANS.items():
        write_variants(arguments.pack, name, plan, arguments.data)
    tower = arguments.pack / "text_tower.onnx"
    write(tower, store_in_half(onnx.load(str(tower))))
    refresh(arguments.pack)


if __name__ == "__main__":
    main()
