"""Captioned pictures of a set folder: `images/` and `gt.jsonl` (image, split, captions), as `../../../shared/data/README.md` has them."""
from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

SIDE = 160
"""Pixels; pictures are squashed to a square of this side."""

_WORD = re.compile(r"[a-z0-9]+")


def words_of(sentence: str) -> list[str]:
    """Lower-case runs of letters and digits; what the tokenizer of the pack does too."""
    return _WORD.findall(sentence.lower())


@dataclass(frozen=True)
class CaptionedSet:
    """Pictures uint8 [n, 160, 160, 3] (RGB) and their captions, as words."""

    names: list[str]
    pictures: np.ndarray
    captions: list[list[list[str]]]
    phrases: list[list[tuple[list[str], list[float]]]]
    """Of each picture: words and box (x0, y0, x1, y1 as shares of the picture); empty for sets without boxes."""

    def __len__(self) -> int:
        return len(self.names)

    @classmethod
    def read(cls, folder: Path, split: str | None = None) -> CaptionedSet:
        """All pictures of a split, in the order of the file.

        :raises SystemExit: a picture is missing or cannot be decoded; says which
        """
        lines = [json.loads(line) for line in (folder / "gt.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
        chosen = [line for line in lines if split is None or line.get("split") == split]
        pictures = np.empty((len(chosen), SIDE, SIDE, 3), np.uint8)
        for picture, line in zip(pictures, chosen):
            picture[:] = squashed(folder / "images" / line["image"])
        return cls([line["image"] for line in chosen], pictures, [[words_of(caption) for caption in line["captions"]] for line in chosen],
                   [[(words_of(one["phrase"]), one["box"]) for one in line.get("phrases", [])] for line in chosen])


def squashed(path: Path) -> np.ndarray:
    """The picture as RGB uint8 [160, 160, 3]; shrunk by area."""
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise SystemExit(f"{path}: missing, or not a picture")
    if picture.shape[:2] != (SIDE, SIDE):
        picture = cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
