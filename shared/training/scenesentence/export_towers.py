"""Writes the networks of a sentence pack, its words, its goldens and pack.json.

    python3 -m scenesentence.export_towers --checkpoint runs/sentences/towers/checkpoint.pt --data ../../../shared/data \
        --out ../models/scene-sentence/1

Weights are stored as bytes with a scale for each output channel; the networks compute in float32. Batch norms are folded in.
"""
from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from scenetext.onnx_in_torch import OnnxInTorch

from . import fit_calibration, fit_word_vectors
from .augmentation import whole
from .byte_weights import store_in_bytes
from .captions import SIDE, CaptionedSet, words_of
from .image_tower import DEVIATION, DIMENSIONS, MEAN
from .towers import Towers
from .vocabulary import LENGTH, Vocabulary, word_shares
from .word_classes import picture_words

OPSET = 17
IMAGE_OUTPUTS = ["scene", "map_vectors", "map_boxes", "map_objectness"]
GOLDEN_SENTENCES = ["a brown dog runs on the beach", "Two children, playing!", "a sign that says xyzzy", "snow"]
CREDITS = ("Trained by this project on Flickr8k (6,000 pictures and their captions, research use only) and on scenes drawn by itself; "
           "see MODEL_CARD.md.")


class ExportedImage(nn.Module):
    """float [n, 3, 160, 160], mean and deviation taken out already, to scene vectors and the map; boxes are in shares of the picture."""

    def __init__(self, towers: Towers) -> None:
        super().__init__()
        self.towers = towers
        towers.trunk.mean.zero_()
        towers.trunk.deviation.fill_(1)

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        vectors, scene_map = self.towers.image_and_map(pictures)
        return vectors, *scene_map


class ExportedText(nn.Module):
    def __init__(self, towers: Towers) -> None:
        super().__init__()
        self.towers = towers

    def forward(self, ids: Tensor) -> Tensor:
        return self.towers.sentence(ids)


def export(network: nn.Module, example: Tensor, inputs: list[str], outputs: list[str], path: Path) -> None:
    with TemporaryDirectory() as folder:
        full = Path(folder) / path.name
        torch.onnx.export(network.eval(), example, full, opset_version=OPSET, input_names=inputs, output_names=outputs,
                          dynamic_axes={name: {0: "n"} for name in inputs + outputs})
        onnx.save(store_in_bytes(onnx.load(str(full))), str(path))
    onnx.checker.check_model(str(path))


def scene_vectors(towers: Towers, pictures: np.ndarray) -> np.ndarray:
    """float32 [n, 256]"""
    return torch.cat([towers.image(whole(part)) for part in torch.from_numpy(pictures).split(100)]).numpy()


def checked(path: Path) -> dict:
    return {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def write_golden(folder: Path, image: Path, text: Path, ids: Tensor) -> None:
    """Two pictures of random colours (no photograph is published) and sentences with what the written networks make of them: `sentences.bin`, little-endian
    float32, and `sentences.json` with name, shape and offset of each tensor."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(7)
    coarse = rng.random((2, 3, 5, 5)).astype(np.float32)
    pictures = nn.functional.interpolate(torch.from_numpy(coarse), (SIDE, SIDE), mode="bilinear", align_corners=False)
    normalised = (pictures - torch.tensor(MEAN).view(1, 3, 1, 1)) / torch.tensor(DEVIATION).view(1, 3, 1, 1)
    seen = OnnxInTorch(onnx.load(str(image)))(normalised)
    tensors = {"pictures": pictures} | seen | {"sentences": OnnxInTorch(onnx.load(str(text)))(ids)["sentence"]}
    entries, offset = [], 0
    with (folder / "sentences.bin").open("wb") as file:
        for name, tensor in tensors.items():
            entries.append({"name": name, "shape": list(tensor.shape), "dtype": "float32", "offset": offset})
            offset += file.write(tensor.numpy().astype("<f4").tobytes())
    document = {"tolerance": 1e-3, "sentences": GOLDEN_SENTENCES, "ids": ids.tolist(), "tensors": entries}
    (folder / "sentences.json").write_text(json.dumps(document, indent=1) + "\n")


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    state, out = torch.load(arguments.checkpoint, map_location="cpu"), arguments.out
    out.mkdir(parents=True, exist_ok=True)
    vocabulary = Vocabulary(state["words"])
    average = state["average"]
    towers = Towers(len(vocabulary), average["words.weight"].shape[0], average["classes.weight"].shape[0])
    towers.load_state_dict(average)
    towers.eval()
    photographs = arguments.data / "flickr8k_160"
    calibration = fit_calibration.fitted(towers, CaptionedSet.read(photographs, "dev"), vocabulary)

    seen = CaptionedSet.read(photographs, "train")
    shares = word_shares(seen.captions, vocabulary)
    names = [vocabulary.words[id_ - 2] for id_ in vocabulary.content()]
    kept = [index for index, name in enumerate(names)
            if name in picture_words() and (shares[:, index] > 0).sum() >= fit_word_vectors.FEWEST_PICTURES]
    vectors = fit_word_vectors.fitted(scene_vectors(towers, seen.pictures), shares[:, kept])
    (out / "tokens.txt").write_text("\n".join(vocabulary.words) + "\n")
    (out / "words.txt").write_text("\n".join(names[index] for index in kept) + "\n")
    (out / "word_vectors.bin").write_bytes(vectors.astype("<f2").tobytes())

    export(ExportedText(towers), torch.zeros(2, LENGTH, dtype=torch.int64) + 2, ["ids"], ["sentence"], out / "text_tower.onnx")
    export(ExportedImage(towers), torch.rand(2, 3, SIDE, SIDE), ["pictures"], IMAGE_OUTPUTS, out / "image_tower.onnx")
    ids = torch.from_numpy(np.stack([vocabulary.ids(words_of(sentence)) for sentence in GOLDEN_SENTENCES]))
    write_golden(out / "golden", out / "image_tower.onnx", out / "text_tower.onnx", ids)
    pack = {
        "kind": "sentence", "name": out.resolve().parent.name, "version": out.resolve().name, "licence": "research-use", "credits": CREDITS,
        "image": checked(out / "image_tower.onnx") | {
            "input": "pictures", "output": "scene", "size": SIDE, "resize": "squash", "interpolation": "area",
            "mean": list(MEAN), "std": list(DEVIATION),
            "map": {"vectors": "map_vectors", "boxes": "map_boxes", "objectness": "map_objectness"}},
        "text": checked(out / "text_tower.onnx") | {"input": "ids", "output": "sentence", "length": LENGTH, "elementType": "int64"},
        "tokenizer": {"kind": "words", "words": checked(out / "tokens.txt"), "pad": 0},
        "dimension": DIMENSIONS, "normalised": True, "logitScale": round(float(towers.log_scale.exp()), 3),
        "wordVectors": {"words": checked(out / "words.txt"), "vectors": checked(out / "word_vectors.bin")},
        "calibration": calibration,
    }
    (out / "pack.json").write_text(json.dumps(pack, indent=2) + "\n")


if __name__ == "__main__":
    main()
