"""Draws what `indexing summarize` says of eight photographs of nobody's training captions.

    python3 tests/Evaluation/scene_figure.py --data ../shared/data --out shared/Search/Scenes/summaries.jpg

The photographs are CC0 (budgie-backgrounds, see meta.jsonl) and were chosen before any of them had been summarised. Needs a build of
services/Standalone with a sentence pack (Inference__SentencePack names another than the configured one), python3-opencv and python3-numpy.
"""
from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "services/Standalone/bin/Release/net10.0/indexing"
PICTURES = ("d7036182_sunset-beach", "c6a34678_kitten-on-lawn", "0a8f1dc4_oakland-zoo-otters", "34a280eb_lake-sherburne",
            "da72fc5e_extreme-desert-hike", "cfa488ea_perched-osprey", "db6db408_san-francisco-skyline", "4306bd5f_fragrant-chamomile")
COLUMNS, WIDTH, HEIGHT, GAP = 4, 320, 214, 4


def summarised(program: Path, picture: Path, words: int, folder: Path) -> np.ndarray:
    """The picture in the size of the figure, so that its label can be read there, with its words."""
    small, out = folder / f"{picture.stem}.png", folder / f"{picture.stem}.jpg"
    cv2.imwrite(str(small), cv2.resize(cv2.imread(str(picture)), (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA))
    subprocess.run([str(program), "summarize", str(small), "--words", str(words), "--out", str(out)], check=True, stdout=subprocess.DEVNULL)
    return cv2.imread(str(out))


def sheet(pictures: list[np.ndarray]) -> np.ndarray:
    cells = [cv2.copyMakeBorder(picture, GAP, GAP, GAP, GAP, cv2.BORDER_CONSTANT, value=(255, 255, 255)) for picture in pictures]
    return np.vstack([np.hstack(cells[start:start + COLUMNS]) for start in range(0, len(cells), COLUMNS)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with backgrounds/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--words", type=int, default=4)
    parser.add_argument("--program", type=Path, default=PROGRAM)
    arguments = parser.parse_args()
    folder = arguments.data / "backgrounds" / "images"
    with tempfile.TemporaryDirectory() as work:
        drawn = [summarised(arguments.program, folder / f"{name}.jpg", arguments.words, Path(work)) for name in PICTURES]
    cv2.imwrite(str(arguments.out), sheet(drawn), [cv2.IMWRITE_JPEG_QUALITY, 82])


if __name__ == "__main__":
    main()
