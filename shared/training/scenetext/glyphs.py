"""Letters as coverage masks: drawn in a font, spaced, bent on arcs and waves, with neighbouring words around."""
from __future__ import annotations

import functools
import math
import random
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .lexicon import Lexicon

FONT_SIZES = (18, 30, 48)


class Glyphs(NamedTuple):
    """Drawn letters: coverage 0..1 float32 with room around, and the ink box of the labelled text (x0, y0, x1, y1)."""

    coverage: np.ndarray
    box: tuple[int, int, int, int]


def draw_glyphs(text: str, fonts: list[str], native: float, lexicon: Lexicon, rng: random.Random) -> Glyphs | None:
    """Letters in a random font at a size a little above the `native` height, at times bent or among other words of the lexicon.

    None when the font draws nothing for the text.
    """
    size = next((size for size in FONT_SIZES if size * 0.7 >= native * 0.8), FONT_SIZES[-1])
    path = rng.choice(fonts)
    ink = draw_ink(text, path, size, rng)
    if ink is None:
        return None
    if rng.random() < 0.2 and ink.shape[1] > 1.5 * ink.shape[0]:
        ink = bent(ink, rng)
    height, width = ink.shape
    room = round(0.45 * height) + 4
    coverage = np.zeros((height + 2 * room, width + 2 * room), np.float32)
    coverage[room:room + height, room:room + width] = ink
    if rng.random() < 0.30:
        for side in rng.sample(("left", "right", "above", "below"), rng.choice((1, 1, 2, 3))):
            other = draw_ink(lexicon.sample(rng), path, size, rng)
            if other is not None:
                _add_neighbour(coverage, room, other, side, rng)
    return Glyphs(coverage, (room, room, room + width, room + height))


def _add_neighbour(coverage: np.ndarray, room: int, other: np.ndarray, side: str, rng: random.Random) -> None:
    """Puts as much of another word as fits into the room at one side, a word space or line gap away."""
    height, width = coverage.shape[0] - 2 * room, coverage.shape[1] - 2 * room
    gap = round(rng.uniform(0.12, 0.40) * height)
    reach = room - gap
    if reach <= 0:
        return
    if side in ("left", "right"):
        part = other[:coverage.shape[0] - room, -reach:] if side == "left" else other[:coverage.shape[0] - room, :reach]
        row, column = room, reach - part.shape[1] if side == "left" else room + width + gap
    else:
        column = rng.randint(0, room)
        part = other[-reach:, :coverage.shape[1] - column] if side == "above" else other[:reach, :coverage.shape[1] - column]
        row = reach - part.shape[0] if side == "above" else room + height + gap
    coverage[row:row + part.shape[0], column:column + part.shape[1]] = part


def draw_ink(text: str, path: str, size: int, rng: random.Random) -> np.ndarray | None:
    """Coverage 0..1 cut to the ink, at times with spaced or dancing letters; None when nothing was drawn."""
    font = _font(path, size)
    _, _, right, bottom = font.getbbox(text)
    spaced = rng.random() < 0.18
    spacing = size * (rng.uniform(-0.06, 0.1) if rng.random() < 0.6 else rng.uniform(0.1, 0.5)) if spaced else 0.0
    extra = round(max(0.0, spacing * len(text))) + 8
    sheet = Image.new("L", (max(1, right + extra), max(1, bottom + size // 4 + 8)))
    pencil = ImageDraw.Draw(sheet)
    if spaced:
        x, dance = 4.0, size * (0.06 if rng.random() < 0.2 else 0.0)
        for letter in text:
            pencil.text((x, 4 + rng.uniform(0, dance)), letter, fill=255, font=font)
            x += max(1.0, font.getlength(letter) + spacing)
    else:
        pencil.text((4, 4), text, fill=255, font=font)
    inked = sheet.getbbox()
    if inked is None or inked[3] - inked[1] < 4 or inked[2] - inked[0] < 2:
        return None
    return np.asarray(sheet.crop(inked), np.float32) * (1 / 255)


def bent(ink: np.ndarray, rng: random.Random) -> np.ndarray:
    """Letters on an arc or a wave: every column shifted up or down, cut to the ink again."""
    height, width = ink.shape
    depth = rng.uniform(0.1, 0.45) * height * rng.choice((-1, 1))
    position = np.linspace(0, 1, width, dtype=np.float32)
    shift = np.sin(math.pi * position) if rng.random() < 0.75 else 0.5 * np.sin(2 * math.pi * position + rng.uniform(0, 6.28))
    shift = depth * (shift - shift.min())
    room = math.ceil(abs(depth)) + 1
    rows = np.arange(height + 2 * room, dtype=np.float32)[:, None] - room - shift[None, :]
    columns = np.broadcast_to(np.arange(width, dtype=np.float32), rows.shape)
    curved = cv2.remap(ink, np.ascontiguousarray(columns), rows, cv2.INTER_LINEAR)
    inked = np.flatnonzero(curved.max(axis=1) > 0.1)
    return curved[inked[0]:inked[-1] + 1] if len(inked) else ink


@functools.lru_cache(maxsize=4096)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
