"""Draws the words of `eval concepts --set synthetic`: nouns that no training has seen, in fonts that no training has seen.

    python3 -m scenetext.write_concept_words --out ../../services/Standalone/evaluation

Writes pictures of 32 x 128 cells, concept_words_1.png, ..., and concept_words.txt, the word of each cell, row by row and picture by picture.
Clean on purpose: the evaluation degrades them itself. With --crops it writes other held-out nouns, none of the above, as a set of word crops
(images/, gt.jsonl): what the weights of the concepts in pack.json are chosen on.
"""
from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import cv2
import numpy as np

from .concepts import all_concepts
from .fonts import heldout_fonts
from .glyphs import draw_ink
from .word_renderer import HEIGHT, NARROW

COLUMNS, ROWS, PICTURES = 10, 40, 2
"""1280 x 1280 pixels, what the product decodes without shrinking."""

INK_HEIGHT, INK_WIDTH = 24, 116
"""The letters stand in the middle of their cell with a margin as around a detector's box."""


def cell(word: str, fonts: list[str], rng: random.Random) -> np.ndarray:
    """The word, dark on light or light on dark, uint8 [32, 128]."""
    ink = None
    while ink is None:
        ink = draw_ink(rng.choice((word, word.upper(), word.capitalize())), rng.choice(fonts), 48, rng)
    letters = cv2.resize(ink, (min(INK_WIDTH, round(ink.shape[1] * 1.6 * INK_HEIGHT / ink.shape[0])), INK_HEIGHT), interpolation=cv2.INTER_AREA)
    paper, pen = rng.uniform(170, 250), rng.uniform(5, 80)
    if rng.random() < 0.4:
        paper, pen = pen, paper
    canvas = np.full((HEIGHT, NARROW), paper, np.float32)
    top, left = (HEIGHT - INK_HEIGHT) // 2, (NARROW - letters.shape[1]) // 2
    canvas[top:top + INK_HEIGHT, left:left + letters.shape[1]] += letters * (pen - paper)
    return np.clip(canvas, 0, 255).astype(np.uint8)


def write_pictures(cells: list[np.ndarray], words: list[str], out: Path) -> None:
    rows = [np.hstack(cells[start:start + COLUMNS]) for start in range(0, len(cells), COLUMNS)]
    for number in range(PICTURES):
        picture = np.vstack(rows[number * ROWS:(number + 1) * ROWS])
        cv2.imwrite(str(out / f"concept_words_{number + 1}.png"), picture, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    (out / "concept_words.txt").write_text("\n".join(words) + "\n")


def write_crops(cells: list[np.ndarray], words: list[str], out: Path) -> None:
    (out / "images").mkdir(exist_ok=True)
    for word, picture in zip(words, cells):
        cv2.imwrite(str(out / "images" / f"{word}.png"), picture)
    (out / "gt.jsonl").write_text("".join(json.dumps({"image": f"{word}.png", "text": word}) + "\n" for word in words))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--crops", action="store_true", help="other words, as a set of crops")
    arguments = parser.parse_args()
    rng = random.Random(11)
    held_out = sorted(word for word in all_concepts().split(held_out=True) if len(word) <= 12)
    words = sorted(rng.sample(held_out, COLUMNS * ROWS * PICTURES))
    if arguments.crops:
        words = sorted(set(held_out) - set(words))
    fonts = heldout_fonts()
    cells = [cell(word, fonts, rng) for word in words]
    arguments.out.mkdir(parents=True, exist_ok=True)
    (write_crops if arguments.crops else write_pictures)(cells, words, arguments.out)


if __name__ == "__main__":
    main()
