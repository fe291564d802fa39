"""Writes word_encoder.onnx, text_tower.onnx, the concepts, a JSON beside each, and golden tensors for numeric parity tests of other runtimes.

    python3 -m scenetext.evaluate_words --data ../../../shared/data --checkpoint runs/words/main/checkpoint.pt --json runs/words/scores.json
    python3 -m scenetext.export_word_encoder --checkpoint runs/words/main/checkpoint.pt \\
        --scores runs/words/scores.json --out ../models/scene-text/2
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

from .alphabet import CLASSES, DISPLAY_LETTERS, LETTERS, encode
from .backdrops import Backdrops
from .concepts import all_concepts
from .fonts import heldout_fonts
from .lexicon import Lexicon
from .textures import random_texture
from .train_word_encoder import WordTraining
from .word_encoder import CONCEPT_DIMENSIONS, LEXICAL_DIMENSIONS, WordEncoder, unit_length
from .word_renderer import HEIGHT, LONG, LONG_ASPECT, NARROW, WIDE, WIDE_ASPECT, WordRenderer

OPSET = 17
GOLDEN_CROPS = {NARROW: 3, WIDE: 1, LONG: 1}
BUCKETS = [{"width": NARROW, "aspectTo": WIDE_ASPECT}, {"width": WIDE, "aspectTo": LONG_ASPECT}, {"width": LONG}]
ENCODER_OUTPUTS = ["lexical", "concept", "log_posteriors", "display_classes"]
GOLDEN_QUERIES = ["a", "hotel", "hotels", "24", "coffee shop", "internationalisation"]


class Exported(nn.Module):
    """The encoder as it is shipped: of the letters that are only shown nothing but the best class of each frame leaves the network."""

    def __init__(self, encoder: WordEncoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        encoded = self.encoder(crops)
        return encoded.lexical, encoded.concept, encoded.log_posteriors, encoded.display_log_posteriors.argmax(-1)


def export_encoder(network: nn.Module, path: Path) -> None:
    """Batch norms are folded into the convolutions by the exporter (evaluation mode)."""
    torch.onnx.export(network, torch.rand(2, 1, HEIGHT, NARROW) * 255, path, opset_version=OPSET, input_names=["crops"],
                      output_names=ENCODER_OUTPUTS,
                      dynamic_axes={"crops": {0: "n", 3: "w"}, "lexical": {0: "n"}, "concept": {0: "n"},
                                    "log_posteriors": {0: "n", 1: "t"}, "display_classes": {0: "n", 1: "t"}})
    onnx.checker.check_model(str(path))


def export_tower(network: nn.Module, path: Path) -> None:
    torch.onnx.export(network, encode(["hotel", "bar"])[0], path, opset_version=OPSET, input_names=["characters"], output_names=["lexical"],
                      dynamic_axes={"characters": {0: "n", 1: "l"}, "lexical": {0: "n"}})
    onnx.checker.check_model(str(path))


def write_concepts(training: WordTraining, folder: Path) -> None:
    """`concepts.txt`: a line for each concept (c, names, gloss) and each dictionary word (w, word, numbers of its concepts), tab-separated;
    `concept_vectors.bin`: float16, a unit vector for each concept and a last one for "none"."""
    concepts = all_concepts()
    lines = [f"c\t{'|'.join(concept.words)}\t{concept.gloss}" for concept in concepts.all]
    lines += [f"w\t{word}\t{' '.join(map(str, own))}" for word, own in concepts.of_word.items()]
    (folder / "concepts.txt").write_text("\n".join(lines) + "\n")
    vectors = unit_length(training.average["concepts"].weight.float())
    (folder / "concept_vectors.bin").write_bytes(vectors.numpy().astype("<f2").tobytes())


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
        outputs = Exported(training.average["encoder"]).eval()(crops)
        tensors |= {f"crops_{width}": crops} | {f"{name}_{width}": output.float() for name, output in zip(ENCODER_OUTPUTS, outputs)}
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
                  "content": "luma (Rec.601), stretched to the width of its bucket", "normalisation": "inside the graph"},
        "buckets": BUCKETS,
        "outputs": {"lexical": {"shape": ["n", LEXICAL_DIMENSIONS], "norm": 1},
                    "concept": {"shape": ["n", CONCEPT_DIMENSIONS], "norm": 1},
                    "log_posteriors": {"shape": ["n", "w/4", CLASSES], "classes": "0 = blank, then the letters of 'alphabet'"},
                    "display_classes": {"shape": ["n", "w/4"], "classes": "0 = blank, then the letters of 'displayAlphabet'"}},
        "alphabet": LETTERS,
        "displayAlphabet": DISPLAY_LETTERS,
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        "megaMultiplyAccumulates": {
            str(width): round(multiply_accumulates(network, torch.zeros(1, 1, HEIGHT, width)) / 1e6, 1) for width in (NARROW, WIDE, LONG)},
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
    export_encoder(Exported(training.average["encoder"]).eval(), arguments.out / "word_encoder.onnx")
    export_tower(training.average["tower"], arguments.out / "text_tower.onnx")
    write_concepts(training, arguments.out)
    write_golden(golden_tensors(training), arguments.out / "golden")
    scores = json.loads(arguments.scores.read_text())
    descriptions = {"word_encoder": encoder_description(training, scores), "text_tower": tower_description(training)}
    for name, description in descriptions.items():
        (arguments.out / f"{name}.json").write_text(json.dumps(description, indent=2) + "\n")


if __name__ == "__main__":
    main()
