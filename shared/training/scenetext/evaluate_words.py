"""Measures a word encoder checkpoint on word crops: IIIT5K, held-out ICDAR words among non-text, unseen synthetic words and fonts.

    python3 -m scenetext.evaluate_words --data ../../../shared/data --checkpoint runs/words/main/checkpoint.pt [--json FILE]
"""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import torch

from .alphabet import encode
from .backdrops import Backdrops
from .crops import RealCrops, cut
from .fonts import heldout_fonts
from .icdar import icdar_heldout_photos
from .lexicon import Lexicon
from .train_word_encoder import WordTraining
from .word_renderer import HEIGHT, Crop, WordRenderer, bucket_width
from .word_retrieval import Gallery

SYNTHETIC_WORDS = 1000


def evaluate(data: Path, training: WordTraining, sets: list[str]) -> dict[str, dict[str, float]]:
    makers = {"iiit5k": lambda: iiit5k(data / "iiit5k_train"), "icdar": lambda: icdar(data),
              "synthetic": lambda: synthetic(data / "backgrounds")}
    return {name: measure(training, makers[name]()) for name in sets}


def iiit5k(folder: Path) -> list[Crop]:
    """Crops of the set, stretched to their bucket."""
    crops = []
    for line in map(json.loads, (folder / "gt.jsonl").read_text().splitlines()):
        image = cv2.imread(str(folder / "images" / line["image"]), cv2.IMREAD_GRAYSCALE)
        height, width = image.shape
        quad = np.float32([(0, 0), (width, 0), (width, height), (0, height)])
        crops.append(Crop(cut(image, quad), line["text"]))
    return crops


def icdar(data: Path) -> list[Crop]:
    """Legible words of the held-out photographs, cut by their annotation, and two and a half times as many non-text regions (label '')."""
    real = RealCrops(icdar_heldout_photos(data), seed=0)
    return [Crop(cut(region.patch, region.quad), region.text) for region in real.words + real.non_texts]


def synthetic(backgrounds: Path) -> list[Crop]:
    """Unseen words in unseen fonts; the surfaces are those of the training."""
    renderer = WordRenderer(heldout_fonts(), Lexicon(0, "heldout"), Backdrops(backgrounds), seed=0)
    return [renderer.word() for _ in range(SYNTHETIC_WORDS)]


@torch.no_grad()
def measure(training: WordTraining, crops: list[Crop]) -> dict[str, float]:
    """Accuracy, and mAP of every method over the distinct labels; non-text crops are part of the gallery."""
    networks = training.average.eval()
    lexical, log_posteriors = [None] * len(crops), [None] * len(crops)
    for width in {crop.image.shape[1] for crop in crops}:
        chosen = [index for index, crop in enumerate(crops) if crop.image.shape[1] == width]
        for start in range(0, len(chosen), 64):
            part = chosen[start:start + 64]
            images = torch.from_numpy(np.stack([crops[index].image for index in part])[:, None]).float()
            encoded = networks["encoder"](images.contiguous(memory_format=torch.channels_last))
            for index, vector, posteriors in zip(part, encoded.lexical, encoded.log_posteriors):
                lexical[index], log_posteriors[index] = vector, posteriors
    gallery = Gallery(torch.stack(lexical), log_posteriors, [crop.text for crop in crops])
    queries = gallery.queries()
    result = {"crops": len(crops), "queries": len(queries), "accuracy": gallery.accuracy()}
    precisions = gallery.mean_average_precision(networks["tower"](encode(queries)[0]), queries)
    return result | {f"mAP {name}": value for name, value in precisions.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--sets", nargs="+", default=["iiit5k", "icdar", "synthetic"], choices=["iiit5k", "icdar", "synthetic"])
    parser.add_argument("--json", type=Path, help="also write the scores here")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    training = WordTraining(seed=0)
    training.load(torch.load(arguments.checkpoint), weights_only=True)
    scores = evaluate(arguments.data, training, arguments.sets)
    for name, values in scores.items():
        print(name, " ".join(f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in values.items()))
    if arguments.json:
        arguments.json.write_text(json.dumps(scores, indent=2) + "\n")


if __name__ == "__main__":
    main()
