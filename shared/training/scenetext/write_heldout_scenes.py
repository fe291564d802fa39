"""Writes synthetic photographs of words that no training has seen, in the format of the evaluation sets, to fit the relevance on.

    python3 -m scenetext.write_heldout_scenes --data ../../../shared/data --out runs/heldout-scenes

The words are of the held-out part of the lexicon; photographs without text and fonts are those of the training.
"""
from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np

from .lexicon import Lexicon, normalise
from .scene_generator import generate_scene

WIDTH, HEIGHT, WORDS = 1280, 960, 12
SHORTEST_QUERY = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pictures", type=int, default=120)
    arguments = parser.parse_args()
    paths = sorted((arguments.data / "backgrounds" / "images").iterdir())
    backgrounds = [cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB) for path in paths]
    rng, lexicon = np.random.default_rng(71), Lexicon(71, "heldout")
    (arguments.out / "images").mkdir(parents=True, exist_ok=True)
    pictures_of, lines = defaultdict(set), []
    for number in range(arguments.pictures):
        rgb, words = generate_scene(rng, WIDTH, HEIGHT, backgrounds, [lexicon.sample() for _ in range(WORDS)])
        name = f"scene_{number:03}.jpg"
        cv2.imwrite(str(arguments.out / "images" / name), cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 90])
        instances = [{"text": word["text"], "quad": word["quad"], "ignore": False} for word in words]
        lines.append({"image": name, "width": WIDTH, "height": HEIGHT, "instances": instances})
        for word in words:
            if len(normalise(word["text"])) >= SHORTEST_QUERY:
                pictures_of[normalise(word["text"])].add(name)
    queries = [{"query": query, "relevant": sorted(pictures)} for query, pictures in sorted(pictures_of.items())]
    for name, records in (("gt.jsonl", lines), ("queries.jsonl", queries)):
        (arguments.out / name).write_text("".join(json.dumps(record) + "\n" for record in records))


if __name__ == "__main__":
    main()
