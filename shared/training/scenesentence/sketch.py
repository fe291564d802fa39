"""Drawn things as lists of flat shapes, and how a list is painted: colours, pattern, light, outline, letters."""
from __future__ import annotations

import functools
import math
import random
from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

SUBPIXEL_BITS = 4
BODY, SIDE_FACE = "body", "side"
TONE = {BODY: 1.0, SIDE_FACE: 0.72, "lit": 1.14}
"""Paints made of the thing's own colour, and how bright they are."""

Point = tuple[float, float]


class Shape(NamedTuple):
    """A filled outline, a stroke (`width` > 0, in units of the sketch) or letters in a quadrilateral (`text`, from its top left)."""

    points: np.ndarray
    paint: str
    width: float = 0.0
    text: str = ""


class Look(NamedTuple):
    """How a sketch is painted. Colours are RGB 0..255; `second` is None for plain things."""

    paints: dict[str, np.ndarray]
    second: np.ndarray | None
    pattern: str
    period: float
    angle: float
    light: Point
    shade: float
    round: bool
    outline: np.ndarray | None
    font: str


class Sketch:
    """Collects shapes in any units, y downwards.

    Held-out sketches draw their sizes from another part of each range, which overlaps the part of the training, and their variants from
    all of them, where the training never sees the last of three or more.
    """

    def __init__(self, rng: random.Random, held_out: bool) -> None:
        self.rng, self.held_out = rng, held_out
        self.shapes: list[Shape] = []
        self.round = False

    def between(self, low: float, high: float) -> float:
        part = self.rng.uniform(0.45, 1.0) if self.held_out else self.rng.uniform(0.0, 0.75)
        return low + (high - low) * part

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def variant(self, count: int) -> int:
        if count < 3 or not self.held_out:
            return self.rng.randrange(count if count < 3 else count - 1)
        return count - 1 if self.chance(0.5) else self.rng.randrange(count)

    def fill(self, points: Sequence[Point], paint: str) -> None:
        self.shapes.append(Shape(np.array(points, np.float32), paint))

    def box(self, x0: float, y0: float, x1: float, y1: float, paint: str, corner: float = 0.0) -> None:
        if corner <= 0:
            self.fill([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], paint)
            return
        corner = min(corner, (x1 - x0) / 2, (y1 - y0) / 2)
        right, left, low, high = x1 - corner, x0 + corner, y1 - corner, y0 + corner
        centres = ((right, high, -90), (right, low, 0), (left, low, 90), (left, high, 180))
        self.fill([point for x, y, start in centres for point in _arc(x, y, corner, corner, start, start + 90, 5)], paint)

    def oval(self, x: float, y: float, wide: float, high: float, paint: str, turn: float = 0.0) -> None:
        """A whole ellipse with half axes `wide` and `high`, turned by `turn` degrees."""
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        points = [(px * cos - py * sin + x, px * sin + py * cos + y) for px, py in _arc(0, 0, wide, high, 0, 345, 24)]
        self.fill(points, paint)

    def slice(self, x: float, y: float, wide: float, high: float, start: float, end: float, paint: str) -> None:
        """The part of an ellipse between two angles (degrees, clockwise from the right), closed by a chord."""
        self.fill(_arc(x, y, wide, high, start, end, 18), paint)

    def stroke(self, points: Sequence[Point], width: float, paint: str) -> None:
        self.shapes.append(Shape(np.array(points, np.float32), paint, width))

    def curve(self, x: float, y: float, wide: float, high: float, start: float, end: float, width: float, paint: str) -> None:
        self.stroke(_arc(x, y, wide, high, start, end, 18), width, paint)

    def letters(self, x0: float, y0: float, x1: float, y1: float, text: str) -> None:
        self.shapes.append(Shape(np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32), "ink", text=text))

    def posed(self, turn: float, mirror: bool) -> list[Shape]:
        """The shapes turned by `turn` degrees and mirrored, moved and scaled so that their box starts at 0, 0 and its longer side is 1.

        Letters are never mirrored.
        """
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        matrix = np.array([[cos, sin], [-sin, cos]], np.float32)
        middle = sum(extent(self.shapes)[::2]) / 2
        turned = []
        for shape in self.shapes:
            points = shape.points
            if mirror:
                points = points * np.float32([-1, 1]) + np.float32([2 * middle, 0])
                points = points[[1, 0, 3, 2]] if shape.text else points
            turned.append(shape._replace(points=points @ matrix))
        x0, y0, x1, y1 = extent(turned)
        side = max(x1 - x0, y1 - y0)
        return [shape._replace(points=(shape.points - np.float32([x0, y0])) / side, width=shape.width / side) for shape in turned]


def extent(shapes: list[Shape]) -> tuple[float, float, float, float]:
    """The box around all shapes, half of the strokes' widths included."""
    low = np.min([shape.points.min(0) - shape.width / 2 for shape in shapes], 0)
    high = np.max([shape.points.max(0) + shape.width / 2 for shape in shapes], 0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def paint(canvas: np.ndarray, shapes: list[Shape], look: Look, left: float, top: float, scale: float) -> None:
    """Draws posed shapes into the canvas (uint8 RGB), `scale` pixels a unit, their box starting at `left`, `top` (pixels)."""
    x0, y0, x1, y1 = extent(shapes)
    room = 2 + round(0.02 * scale)
    column, row = max(0, int(left + x0 * scale) - room), max(0, int(top + y0 * scale) - room)
    right, bottom = min(canvas.shape[1], int(left + x1 * scale) + room), min(canvas.shape[0], int(top + y1 * scale) + room)
    if right <= column or bottom <= row:
        return
    patch = np.ascontiguousarray(canvas[row:bottom, column:right])
    tones, cover = np.zeros(patch.shape[:2], np.uint8), np.zeros(patch.shape[:2], np.uint8)
    edge = max(1, round(0.012 * scale))
    for shape in shapes:
        points = shape.points * scale + np.float32([left - column, top - row])
        if shape.text:
            _letters(patch, points, shape.text, look)
            continue
        raw = [np.round(points * (1 << SUBPIXEL_BITS)).astype(np.int32)]
        colour = tuple(int(value) for value in look.paints[shape.paint])
        tone = round(200 * TONE[shape.paint]) if shape.paint in TONE else 0
        for target, value in ((patch, colour), (tones, tone), (cover, 255)):
            if shape.width > 0:
                cv2.polylines(target, raw, False, value, max(1, round(shape.width * scale)), shift=SUBPIXEL_BITS)
            else:
                cv2.fillPoly(target, raw, value, shift=SUBPIXEL_BITS)
        if look.outline is not None and shape.width == 0:
            cv2.polylines(patch, raw, True, look.outline.tolist(), edge, shift=SUBPIXEL_BITS)
    _light(patch, tones, cover, look, np.float32([left - column, top - row]), scale)
    canvas[row:bottom, column:right] = patch


def _light(patch: np.ndarray, tones: np.ndarray, cover: np.ndarray, look: Look, origin: np.ndarray, scale: float) -> None:
    """The second colour of a pattern on all that has the thing's own colour, then light from one side on all of it."""
    x = (np.arange(patch.shape[1], dtype=np.float32) - origin[0])[None, :] / scale
    y = (np.arange(patch.shape[0], dtype=np.float32) - origin[1])[:, None] / scale
    if look.second is not None:
        mask = _pattern(look, x, y) & (tones > 0)
        patch[mask] = np.clip(tones[mask].astype(np.float32)[:, None] / 200 * look.second, 0, 255)
    if look.round:
        shade = 1.18 - 1.1 * look.shade * ((x - 0.5 - 0.22 * look.light[0]) ** 2 + (y - 0.42 - 0.22 * look.light[1]) ** 2) / 0.25
    else:
        shade = 1 + look.shade * ((x - 0.5) * look.light[0] + (y - 0.5) * look.light[1])
    lit = np.clip(patch * np.clip(shade, 0.35, 1.25)[..., None], 0, 255).astype(np.uint8)
    np.copyto(patch, lit, where=cover[..., None] > 0)


def _pattern(look: Look, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    cos, sin = math.cos(look.angle), math.sin(look.angle)
    along, across = (x * cos + y * sin) / look.period, (y * cos - x * sin) / look.period
    if look.pattern == "striped":
        return along % 1.0 < 0.5
    shifted = along + 0.5 * (np.floor(across) % 2)
    return (shifted % 1.0 - 0.5) ** 2 + (across % 1.0 - 0.5) ** 2 < 0.085


def _letters(patch: np.ndarray, quad: np.ndarray, text: str, look: Look) -> None:
    """The text as large as it fits into the quadrilateral."""
    wide, high = float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))
    ink = _ink(text, look.font)
    if ink is None or min(wide, high) < 2:
        return
    factor = min(wide / ink.shape[1], high / ink.shape[0])
    part = np.float32([ink.shape[1] * factor / wide, ink.shape[0] * factor / high]) / 2
    corners = [quad[0] + (quad[1] - quad[0]) * (0.5 + sx * part[0]) + (quad[3] - quad[0]) * (0.5 + sy * part[1])
               for sx, sy in ((-1, -1), (1, -1), (-1, 1))]
    source = np.float32([(0, 0), (ink.shape[1], 0), (0, ink.shape[0])])
    if factor < 0.7:  # an affine sampling does not average
        ink = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        source = np.float32([(0, 0), (ink.shape[1], 0), (0, ink.shape[0])])
    mask = cv2.warpAffine(ink, cv2.getAffineTransform(source, np.float32(corners)), patch.shape[1::-1], flags=cv2.INTER_LINEAR)
    share = mask[..., None].astype(np.float32) / 255
    patch[:] = (patch * (1 - share) + look.paints["ink"] * share).astype(np.uint8)


@functools.lru_cache(maxsize=4096)
def _ink(text: str, font: str) -> np.ndarray | None:
    """Coverage 0..255 of the text cut to its ink, None when the font draws nothing."""
    drawn = _font(font)
    sheet = Image.new("L", (int(drawn.getlength(text)) + 80, 120))
    ImageDraw.Draw(sheet).text((30, 20), text, fill=255, font=drawn)
    inked = sheet.getbbox()
    return None if inked is None else np.asarray(sheet.crop(inked))


@functools.lru_cache(maxsize=512)
def _font(path: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, 56, layout_engine=ImageFont.Layout.BASIC)


def _arc(x: float, y: float, wide: float, high: float, start: float, end: float, steps: int) -> list[Point]:
    angles = (math.radians(start + (end - start) * i / (steps - 1)) for i in range(steps))
    return [(x + wide * math.cos(angle), y + high * math.sin(angle)) for angle in angles]
