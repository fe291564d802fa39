"""Writes word_encoder.onnx, text_tower.onnx, a JSON beside each, and golden tensors for numeric parity tests of other runtimes.

    python3 -m scenetext.evaluate_words --data ../../../shared/data --checkpoint runs/words/main/checkpoint.pt --json runs/words/scores.json
    python3 -m scenetext.export_word_encoder --checkpoint runs/words/main/checkpoint.pt \\
        --scores runs/words/scores.json --out ../models/scene-text/1
"""
from __future__ import annotations

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
import onnx
import torch
from torch import Tensor, nn

from .alphabet import CLASSES, LETTERS, encode
from .backdrops import Backdrops
from .fonts import heldout_fonts
from .lexicon import Lexicon
from .textures import random_texture
from .train_word_encoder import WordTraining
from .word_encoder import LEXICAL_DIMENSIONS
from .word_renderer import HEIGHT, NARROW, WIDE, WIDE_ASPECT, WordRenderer

OPSET = 17
GOLDEN_CROPS = {NARROW: 3, WIDE: 1}
GOLDEN_QUERIES = ["a", "hotel", "hotels", "24", "coffee shop", "internationalisation"]


def export_encoder(network: nn.Module, path: Path) -> None:
    """Batch norms are folded into the convolutions by the exporter (evaluation mode)."""
    torch.onnx.export(network, torch.rand(2, 1, HEIGHT, NARROW) * 255, path, opset_version=OPSET, input_names=["crops"],
                      output_names=["lexical", "log_posteriors"],
                      dynamic_axes={"crops": {0: "n", 3: "w"}, "lexical": {0: "n"}, "log_posteriors": {0: "n", 1: "t"}})
    onnx.checker.check_model(str(path))


def export_tower(network: nn.Module, path: Path) -> None:
    torch.onnx.export(network, encode(["hotel", "bar"])[0], path, opset_version=OPSET, input_names=["characters"], output_names=["lexical"],
                      dynamic_axes={"characters": {0: "n", 1: "l"}, "lexical": {0: "n"}})
    onnx.checker.check_model(str(path))


def painted_backdrops() -> Backdrops:
    """Procedural textures instead of photographs: goldens are published with the networks."""
    with TemporaryDirectory() as folder:
        images = Path(folder) / "images"
        images.mkdir()
        for seed in range(4):
            cv2.imwrite(str(images / f"{seed}.png"), random_texture(np.random.default_rng(seed), 240, 320)[..., ::-1])
        return Backdrops(Path(folder))


def golden_tensors(training: WordTraining) -> dict[str, Tensor]:
    """Synthetic crops of both widths and queries with what the networks make of them (float32, evaluation mode)."""
    renderer = WordRenderer(heldout_fonts(), Lexicon(7, "heldout"), painted_backdrops(), seed=7)
    tensors: dict[str, Tensor] = {}
    for width, count in GOLDEN_CROPS.items():
        drawn = iter(renderer.word, None)
        images = [next(crop.image for crop in drawn if crop.image.shape[1] == width) for _ in range(count)]
        crops = torch.from_numpy(np.stack(images)[:, None]).float()
        lexical, log_posteriors = training.average["encoder"](crops)
        tensors |= {f"crops_{width}": crops, f"lexical_{width}": lexical, f"log_posteriors_{width}": log_posteriors}
    return tensors | {"text_lexical": training.average["tower"](encode(GOLDEN_QUERIES)[0])}


def write_golden(tensors: dict[str, Tensor], folder: Path) -> None:
    """`words.bin`: little-endian float32 one after the other; `words.json`: name, shape and byte offset of each, and the queries."""
    folder.mkdir(parents=True, exist_ok=True)
    entries, offset = [], 0
    with (folder / "words.bin").open("wb") as file:
        for name, tensor in tensors.items():
            data = tensor.numpy().astype("<f4").tobytes()
            entries.append({"name": name, "shape": list(tensor.shape), "dtype": "float32", "offset": offset})
            offset += file.write(data)
    ids = encode(GOLDEN_QUERIES)[0].tolist()
    document = {"tolerance": 1e-3, "queries": GOLDEN_QUERIES, "characters": ids, "tensors": entries}
    (folder / "words.json").write_text(json.dumps(document, indent=1) + "\n")


def multiply_accumulates(network: nn.Module, example: Tensor) -> int:
    """Of the convolutions and linear layers, for one example."""
    total = 0

    def count(module: nn.Module, _: tuple, output: Tensor) -> None:
        nonlocal total
        if isinstance(module, (nn.Conv1d, nn.Conv2d)):
            total += module.weight.numel() * output[0, 0].numel()
        elif isinstance(module, nn.Linear):
            total += module.weight.numel()

    hooks = [module.register_forward_hook(count) for module in network.modules()]
    network(example)
    for hook in hooks:
        hook.remove()
    return total


def encoder_description(training: WordTraining, scores: dict) -> dict:
    network = training.average["encoder"]
    return {
        "model": "word_encoder.onnx",
        "input": {"name": "crops", "type": "float32", "shape": ["n", 1, HEIGHT, "w"], "range": [0, 255],
                  "content": "luma (Rec.601), w = 128 or 256",
                  "stretch": f"to {NARROW} when width / height <= {WIDE_ASPECT:g}, else to {WIDE}", "normalisation": "inside the graph"},
        "outputs": {"lexical": {"shape": ["n", LEXICAL_DIMENSIONS], "norm": 1},
                    "log_posteriors": {"shape": ["n", "w/4", CLASSES], "classes": "0 = blank, then the letters of 'alphabet'"}},
        "alphabet": LETTERS,
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        "megaMultiplyAccumulates": {
            str(width): round(multiply_accumulates(network, torch.zeros(1, 1, HEIGHT, width)) / 1e6, 1) for width in (NARROW, WIDE)},
        "opset": OPSET,
        "training": {"cropsSeen": training.crops,
                     "data": "synthetic words (WordNet lexicon, Debian fonts, text-free photographs) and word crops of the ICDAR 2015 "
                             "training photographs, four fifths (CC BY 4.0)"},
        "scores": scores,
    }


def tower_description(training: WordTraining) -> dict:
    network = training.average["tower"]
    return {
        "model": "text_tower.onnx",
        "input": {"name": "characters", "type": "int64", "shape": ["n", "l"],
                  "content": "class ids 1..37 of 'alphabet', 0 pads at the end, l >= 1"},
        "outputs": {"lexical": {"shape": ["n", LEXICAL_DIMENSIONS], "norm": 1}},
        "alphabet": LETTERS,
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        "opset": OPSET,
        "training": {"with": "word_encoder.onnx; the two belong together"},
    }


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--scores", type=Path, required=True, help="JSON written by evaluate_words for the same checkpoint")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    training = WordTraining(seed=0)
    training.load(torch.load(arguments.checkpoint), weights_only=True)
    training.average.eval().to(memory_format=torch.contiguous_format)
    arguments.out.mkdir(parents=True, exist_ok=True)
    export_encoder(training.average["encoder"], arguments.out / "word_encoder.onnx")
    export_tower(training.average["tower"], arguments.out / "text_tower.onnx")
    write_golden(golden_tensors(training), arguments.out / "golden")
    scores = json.loads(arguments.scores.read_text())
    descriptions = {"word_encoder": encoder_description(training, scores), "text_tower": tower_description(training)}
    for name, description in descriptions.items():
        (arguments.out / f"{name}.json").write_text(json.dumps(description, indent=2) + "\n")


if __name__ == "__main__":
    main()
