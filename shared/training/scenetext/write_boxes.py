"""Writes the detector's own boxes on the training photographs: what the word encoder is fine-tuned on.

    python3 -m scenetext.write_boxes --data ../../../shared/data --checkpoint runs/detector/checkpoint.pt --out runs/detector/boxes.jsonl

One JSON object a line: ``{"image": file name, "quads": [[[x, y] * 4]], "scores": [float]}``, source pixels, best first.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from .detector_inference import probability_map
from .detector_postprocess import PostProcessing
from .icdar import icdar_training_photos
from .train_detector import load_averaged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model, options = load_averaged(arguments.checkpoint), PostProcessing()
    photos = icdar_training_photos(arguments.data)
    partial = arguments.out.with_suffix(".partial")
    with open(partial, "w", encoding="utf-8") as lines:
        for done, photo in enumerate(photos, 1):
            quads, scores = probability_map(model, photo.read_rgb()).words(options)
            rounded = {"quads": quads.astype(float).round(1).tolist(), "scores": scores.astype(float).round(4).tolist()}
            lines.write(json.dumps({"image": photo.path.name, **rounded}) + "\n")
            if done % 100 == 0:
                print(f"{done}/{len(photos)} photographs", flush=True)
    partial.replace(arguments.out)


if __name__ == "__main__":
    main()
