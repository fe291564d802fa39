"""Writes detector.onnx, its description detector.json and the golden tensors that the product's parity tests compare with.

    python3 -m scenetext.export_detector --checkpoint runs/detector/checkpoint.pt --scores runs/detector/scores.json \\
        --out ../models/scene-text/2
"""

from __future__ import annotations

import argparse
import json
import warnings
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from .detector import INPUT_MULTIPLE, OUTPUT_STRIDE, Detector, count_macs
from .detector_inference import LONGER_SIDE, ProbabilityMap, probability_map
from .detector_postprocess import PostProcessing
from .detector_targets import UNCLIP_RATIO
from .scene_generator import generate_scene
from .train_detector import load_averaged

OPSET = 17
GOLDEN_WIDTH, GOLDEN_HEIGHT = 192, 128
GOLDEN_WORDS = ["Harbour", "OPEN", "Tea", "1904"]
MIN_GOLDEN_WORDS = 2


class ProbabilityGraph(nn.Module):
    """What the product runs: bytes ``[n, h, w, 3]`` to probabilities ``[n, h/2, w/2]``."""

    def __init__(self, model: Detector) -> None:
        super().__init__()
        self.model = model

    def forward(self, image: Tensor) -> Tensor:
        return torch.sigmoid(self.model(image)).squeeze(1)


def export_onnx(model: Detector, path: Path) -> None:
    """ONNX with dynamic n, h, w; the exporter folds BatchNorm into the convolutions."""
    axes = {"image": {0: "n", 1: "h", 2: "w"}, "probability": {0: "n", 1: "map_h", 2: "map_w"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            ProbabilityGraph(model).eval(),
            torch.zeros(1, 2 * INPUT_MULTIPLE, 3 * INPUT_MULTIPLE, 3, dtype=torch.uint8),
            str(path),
            opset_version=OPSET,
            input_names=["image"],
            output_names=["probability"],
            dynamic_axes=axes,
        )


def write_golden(model: Detector, folder: Path, options: PostProcessing) -> None:
    """detector.bin: the picture (uint8 h x w x 3), then the map (float32, little endian).

    detector.json: shapes, offsets, tolerances; ``quads`` and ``scores`` of one level, ``levels`` the same for all.
    """
    picture, result = _golden_case(model, options)
    expected = result.probability
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "detector.bin").write_bytes(picture.tobytes() + expected.astype("<f4").tobytes())
    record = {
        "image": {"dtype": "uint8", "shape": list(picture.shape), "offset": 0},
        "probability": {"dtype": "float32", "shape": list(expected.shape), "offset": picture.nbytes},
        **_rounded(result, options.at_one_level()),
        "levels": _rounded(result, options),
        "tolerance": {"probability": 1e-3, "quads": 0.5, "scores": 5e-3},
    }
    (folder / "detector.json").write_text(json.dumps(record, indent=1) + "\n")


def _rounded(result: ProbabilityMap, options: PostProcessing) -> dict[str, list]:
    quads, scores = result.words(options)
    return {"quads": quads.astype(float).round(3).tolist(), "scores": scores.astype(float).round(5).tolist()}


def _golden_case(model: Detector, options: PostProcessing) -> tuple[np.ndarray, ProbabilityMap]:
    """The first seeded scene on a procedural texture in which the network finds a few words."""
    for seed in range(200):
        picture, _ = generate_scene(np.random.default_rng(seed), GOLDEN_WIDTH, GOLDEN_HEIGHT, texts=GOLDEN_WORDS)
        result = probability_map(model, picture)
        if len(result.words(options)[0]) >= MIN_GOLDEN_WORDS:
            return picture, result
    raise RuntimeError("the network finds no words in any golden scene")


def describe(model: Detector, checkpoint: Path, options: PostProcessing, scores: dict) -> dict:
    """Everything the product and the model card need to know about the weights."""
    trained = torch.load(checkpoint, map_location="cpu")
    (single,) = options.at_one_level().levels
    return {
        "input": {"name": "image", "dtype": "uint8", "shape": ["n", "h", "w", 3], "layout": "RGB row-major", "multiple": INPUT_MULTIPLE},
        "output": {"name": "probability", "dtype": "float32", "shape": ["n", "h/2", "w/2"], "stride": OUTPUT_STRIDE, "range": [0, 1]},
        "longerSide": LONGER_SIDE,
        "padding": "black, right and below",
        "opset": OPSET,
        "targetUnclipRatio": UNCLIP_RATIO,
        "postProcessing": {
            "pixelThreshold": single.threshold,
            "unclipRatio": single.unclip_ratio,
            "levels": [{"threshold": level.threshold, "unclipRatio": level.unclip_ratio} for level in options.levels],
            "duplicateIou": options.duplicate_iou,
            "boxThreshold": options.box_threshold,
            "minCore": options.min_core,
            "maxRegions": options.max_regions,
        },
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "macs1280x960": count_macs(model, 960, 1280),
        "widths": asdict(model.widths),
        "training": {"steps": trained["step"], "minutes": round(trained["seconds"] / 60, 1), "crops": trained["crops"]},
        "scores": scores,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--scores", type=Path, help="scores.json of evaluate_detector")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model, options = load_averaged(arguments.checkpoint), PostProcessing()
    measured = json.loads(arguments.scores.read_text())["scores"] if arguments.scores else {}
    arguments.out.mkdir(parents=True, exist_ok=True)
    write_golden(model, arguments.out / "golden", options)
    export_onnx(model.to(memory_format=torch.contiguous_format), arguments.out / "detector.onnx")
    description = describe(model, arguments.checkpoint, options, measured)
    (arguments.out / "detector.json").write_text(json.dumps(description, indent=2) + "\n")
    print(f"wrote {arguments.out / 'detector.onnx'}, {(arguments.out / 'detector.onnx').stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
