"""Reader of the annotated photographs (``gt.jsonl`` of a scene-text set; see the data folder's README for the format)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

HELD_OUT_EVERY = 5
"""Every fifth photograph of icdar2015_train by file name order is never trained on."""


@dataclass(frozen=True)
class AnnotatedPhoto:
    """A photograph with its words.

    ``quads`` is float32 ``[words, 4, 2]``: x, y in source pixels, clockwise from the top left corner of the *text*.
    ``ignore`` is bool ``[words]``: neither a hit nor an error when detected. ``texts`` has one string a word.
    """

    path: Path
    texts: tuple[str, ...]
    quads: np.ndarray
    ignore: np.ndarray

    def read_rgb(self) -> np.ndarray:
        """Pixels, uint8 ``[height, width, 3]``, RGB."""
        pixels = cv2.imread(str(self.path), cv2.IMREAD_COLOR)
        if pixels is None:
            raise FileNotFoundError(f"cannot decode {self.path}")
        return cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB)


def read_annotated_photos(folder: Path) -> list[AnnotatedPhoto]:
    """All photographs of a scene-text set, in file name order."""
    photos = []
    with open(folder / "gt.jsonl", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            words = record["instances"]
            photos.append(
                AnnotatedPhoto(
                    path=folder / "images" / record["image"],
                    texts=tuple(word["text"] for word in words),
                    quads=np.array([word["quad"] for word in words], np.float32).reshape(-1, 4, 2),
                    ignore=np.array([word["ignore"] for word in words], bool),
                )
            )
    return sorted(photos, key=lambda photo: photo.path.name)


def icdar_training_photos(data: Path) -> list[AnnotatedPhoto]:
    """The four fifths of icdar2015_train that may be trained on."""
    photos = read_annotated_photos(data / "icdar2015_train")
    return [photo for index, photo in enumerate(photos) if index % HELD_OUT_EVERY != 0]


def icdar_heldout_photos(data: Path) -> list[AnnotatedPhoto]:
    """The fifth of icdar2015_train that is only measured on."""
    return read_annotated_photos(data / "icdar2015_train")[::HELD_OUT_EVERY]
