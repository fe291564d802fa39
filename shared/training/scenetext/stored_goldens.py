"""Brings a pack's golden tensors up to date with its networks once their weights are stored in half.

The exporters compute the goldens with the modules that were trained. Rounding the weights moves a log-posterior of -15 by .02, twenty times
what another order of additions does; so that parity tests may stay as strict, the goldens are what torch makes of the rounded weights.
"""
from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor

from .detector_inference import ProbabilityMap
from .detector_postprocess import PostProcessing
from .onnx_in_torch import OnnxInTorch


def refresh(pack: Path) -> None:
    """Rewrites golden/words.bin, golden/detector.bin and golden/detector.json; their inputs stay."""
    _refresh_words(pack, pack / "golden" / "words.json")
    _refresh_detector(pack, pack / "golden" / "detector.json")


def _network(pack: Path, name: str) -> OnnxInTorch:
    return OnnxInTorch(onnx.load(str(pack / f"{name}.onnx")))


def _refresh_words(pack: Path, description: Path) -> None:
    encoder, tower = _network(pack, "word_encoder"), _network(pack, "text_tower")
    document, binary = json.loads(description.read_text()), description.with_suffix(".bin")
    stored, entries = bytearray(binary.read_bytes()), {entry["name"]: entry for entry in document["tensors"]}
    outputs = {"text_lexical": tower(torch.tensor(document["characters"]))["lexical"]}
    for name in [name for name in entries if name.startswith("crops_")]:
        width = name.removeprefix("crops_")
        outputs |= {f"{output}_{width}": value for output, value in encoder(_read(stored, entries[name], np.float32)).items()}
    for name, value in outputs.items():
        data = value.float().numpy().astype("<f4").tobytes()
        offset = entries[name]["offset"]
        stored[offset:offset + len(data)] = data
    binary.write_bytes(stored)


def _refresh_detector(pack: Path, description: Path) -> None:
    record, binary = json.loads(description.read_text()), description.with_suffix(".bin")
    picture = _read(binary.read_bytes(), record["image"], np.uint8)
    probability = _network(pack, "detector")(picture[None])["probability"][0].numpy()
    found, options = ProbabilityMap(probability, *picture.shape[:2], 1.0), PostProcessing()
    record |= _words(found, options.at_one_level()) | {"levels": _words(found, options)}
    binary.write_bytes(picture.numpy().tobytes() + probability.astype("<f4").tobytes())
    description.write_text(json.dumps(record, indent=1) + "\n")


def _words(found: ProbabilityMap, options: PostProcessing) -> dict[str, list]:
    quads, scores = found.words(options)
    return {"quads": quads.astype(float).round(3).tolist(), "scores": scores.astype(float).round(5).tolist()}


def _read(stored: bytes | bytearray, entry: dict, kind: type) -> Tensor:
    count = int(np.prod(entry["shape"]))
    return torch.from_numpy(np.frombuffer(bytes(stored), kind, count, entry["offset"]).reshape(entry["shape"]).copy())
