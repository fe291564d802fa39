"""Writes a set of captioned scenes with phrase boxes, to measure sentences and localisation on.

    python3 -m scenesentence.write_captioned_scenes --data ../../../shared/data --out runs/captioned-scenes --count 500

`images/*.jpg` (longer side 640 pixels) and `gt.jsonl`: {"image", "split", "captions": [5], "phrases": [{"phrase", "box"}]}, boxes
[x0, y0, x1, y1] as shares of the picture. The same seed writes the same files.
"""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2

from .captioned_scenes import SceneSource

LONG_SIDE = 640


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", choices=("heldout", "train"), default="heldout", help="heldout: what no training has seen")
    arguments = parser.parse_args()
    source = SceneSource(arguments.data, arguments.seed, arguments.split == "heldout", full_size=True)
    (arguments.out / "images").mkdir(parents=True, exist_ok=True)
    with (arguments.out / "gt.jsonl").open("w", encoding="utf-8") as lines:
        for index in range(arguments.count):
            picture, captions, phrases = source.large(index, LONG_SIDE)
            name = f"scene_{index:05}.jpg"
            cv2.imwrite(str(arguments.out / "images" / name), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 88])
            boxes = [{"phrase": phrase, "box": [round(float(edge), 4) for edge in box]} for phrase, box in phrases]
            lines.write(json.dumps({"image": name, "split": arguments.split, "captions": captions, "phrases": boxes}) + "\n")


if __name__ == "__main__":
    main()
