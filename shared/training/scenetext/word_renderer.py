"""Synthetic word crops, cut as a text detector cuts them, and crops without a word.

A crop is a grey picture of 32 rows, stretched to the width of its bucket: 128 up to an aspect (width / height) of 4, 256 up to 8, else 384.
Everything random comes from one `random.Random`, so a seed fixes the stream.
"""
from __future__ import annotations

import math
import random
from typing import NamedTuple

import cv2
import numpy as np

from .backdrops import Backdrops, ramp
from .degradation import degrade
from .glyphs import draw_glyphs
from .lexicon import Lexicon, normalise

HEIGHT, NARROW, WIDE, LONG = 32, 128, 256, 384
WIDE_ASPECT, LONG_ASPECT = 4.0, 8.0
"""Aspects above which a region needs the next bucket. The letters of a narrow word get more frames than its aspect asks for, on purpose:
the first frame a letter loses costs more than the pixels that stretching invents."""

WIDE_WORDS_KEPT = 0.35
"""Single words that need a wider bucket are often drawn anew: one in ten of a detector's boxes does, but a third of the drawn words, at
twice the cost of training."""


class Crop(NamedTuple):
    """A word crop: `image` uint8 [32, 128, 256 or 384]; `text` of 0-9a-z with single spaces, empty for a crop without text; `display` as it
    is written, in printable ASCII, empty where that is not known."""

    image: np.ndarray
    text: str
    display: str = ""


def label_of(text: str) -> str:
    """The label of drawn text: every word normalised, single spaces between words that are not empty."""
    return " ".join(filter(None, (normalise(word) for word in text.split())))


def bucket_width(aspect: float) -> int:
    """Width to which a region of this aspect (width / height) is stretched."""
    return NARROW if aspect <= WIDE_ASPECT else WIDE if aspect <= LONG_ASPECT else LONG


def ctc_frames_needed(text: str) -> int:
    """Frames a CTC path of `text` takes at least: one a letter and a blank between equal neighbours."""
    return len(text) + sum(a == b for a, b in zip(text, text[1:]))


class WordRenderer:
    """Draws words of a lexicon in random fonts onto random surfaces."""

    def __init__(self, fonts: list[str], lexicon: Lexicon, backdrops: Backdrops, seed: int) -> None:
        self.fonts, self.lexicon, self.backdrops = fonts, lexicon, backdrops
        self.rng = random.Random(seed)

    def word(self) -> Crop:
        """A crop with one word, at times two or three words."""
        while True:
            count = self.rng.choices((1, 2, 3), (0.93, 0.05, 0.02))[0]
            words = [self.lexicon.sample(self.rng) for _ in range(count)]
            text = label_of(" ".join(words))
            image = self._draw(" ".join(words)) if text else None
            if image is not None and ctc_frames_needed(text) <= image.shape[1] // 4:
                return Crop(image, text, " ".join(words))

    def non_text(self) -> Crop:
        """A crop without a readable word: surfaces, patterns, or a thin slice of a word."""
        rng = self.rng
        if rng.random() < 0.2:
            image = self._draw(self.lexicon.sample(rng), sliver=True)
            if image is not None:
                return Crop(image, "")
        height, aspect = rng.randint(9, 40), math.exp(rng.uniform(math.log(0.7), math.log(9.0)))
        surface = self.backdrops.non_text(height, max(8, round(height * aspect)), rng)
        return Crop(_stretched(degrade(surface, rng), aspect), "")

    def _draw(self, text: str, sliver: bool = False) -> np.ndarray | None:
        """One finished crop; None when the font or the proportions do not suit."""
        rng = self.rng
        native = math.exp(rng.uniform(math.log(10.5), math.log(48)))
        glyphs = draw_glyphs(text, self.fonts, native, self.lexicon, rng)
        if glyphs is None:
            return None
        x0, y0, x1, y1 = glyphs.box
        ink_height, ink_width = y1 - y0, (x1 - x0) * math.exp(rng.gauss(-0.1, 0.15))
        left, top, right, bottom = _sliver(rng) if sliver else _margins(rng)
        width_in_heights = ink_width / ink_height + left + right
        height_in_heights = 1.0 + top + bottom
        rows = max(8, round(native * min(1.0, height_in_heights)))
        scale = rows / height_in_heights
        columns = max(8, round(width_in_heights * scale))
        if columns > 12 * rows + 40 or (columns > WIDE_ASPECT * rows and " " not in text and rng.random() > WIDE_WORDS_KEPT):
            return None
        target = _jittered_quad(left * scale, top * scale, ink_width / ink_height * scale, scale, rng)
        matrix = cv2.getPerspectiveTransform(np.float32([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]), target)
        return _stretched(degrade(self._paint(glyphs.coverage, matrix, rows, columns), rng), columns / rows)

    def _paint(self, coverage: np.ndarray, matrix: np.ndarray, rows: int, columns: int) -> np.ndarray:
        """Letters with their effects on a surface, float32 [rows, columns]; `matrix` maps the coverage into the crop."""
        rng = self.rng
        contrast = 25.0 + 205.0 * rng.random() ** 1.3
        paper = rng.uniform(0, 255 - contrast)
        pen = paper + contrast
        if rng.random() < 0.5:
            paper, pen = pen, paper
        relief = contrast * (rng.uniform(0.05, 0.5) if rng.random() < 0.8 else rng.uniform(0.5, 1.0))
        canvas = paper + relief * self.backdrops.behind_word(rows, columns, rng)
        if rng.random() < 0.08:
            _draw_frame(canvas, pen, rng)
        letters = _with_effect(canvas, coverage, matrix, (paper + pen) / 2, rng)
        if rng.random() < 0.3:
            along_line = rng.random() < 0.6
            pen = pen + 0.35 * contrast * (ramp if along_line else self.backdrops.behind_word)(rows, columns, rng)
        canvas += letters * rng.uniform(0.8, 1.0) * (pen - canvas)
        if rng.random() < 0.2:
            canvas *= 1.0 + rng.uniform(0.1, 0.4) * ramp(rows, columns, rng)
        return np.clip(canvas, 0, 255)


def _with_effect(canvas: np.ndarray, coverage: np.ndarray, matrix: np.ndarray, middle: float, rng: random.Random) -> np.ndarray:
    """Paints shadow, outline or depth under the letters; returns the letters' coverage in the crop (hollow at times)."""
    rows, columns = canvas.shape

    def warped(layer: np.ndarray, dx: float = 0.0, dy: float = 0.0) -> np.ndarray:
        moved = matrix if dx == dy == 0 else np.array([[1, 0, dx], [0, 1, dy], [0, 0, 1]]) @ matrix
        return cv2.warpPerspective(layer, moved, (columns, rows), flags=cv2.INTER_LINEAR)

    letters, square, effect = warped(coverage), np.ones((3, 3), np.uint8), rng.random()
    if effect < 0.12:  # shadow
        reach = rows * 0.08
        shadow = warped(coverage, rng.uniform(-reach, reach), rng.uniform(-reach, reach))
        canvas += shadow * rng.uniform(0.3, 0.9) * (rng.choice((0.0, 0.0, 255.0)) - canvas)
    elif effect < 0.22:  # outline
        grown = warped(cv2.dilate(coverage, square, iterations=rng.choice((1, 2, 3))))
        canvas += grown * (rng.uniform(0, 255) - canvas)
    elif effect < 0.29:  # depth
        side = middle + rng.uniform(-40, 40)
        step_x, step_y = rng.uniform(-1, 1) * rows * 0.04, rng.uniform(-1, 1) * rows * 0.04
        for i in range(3, 0, -1):
            canvas += warped(coverage, i * step_x, i * step_y) * (side - canvas)
    elif effect < 0.32:  # hollow
        letters = np.clip(letters - rng.uniform(0.6, 1.0) * warped(cv2.erode(coverage, square)), 0, 1)
    return letters


def _margins(rng: random.Random) -> list[float]:
    """Left, top, right, bottom distance of the cut from the ink in ink heights: jitter of a real detector's box."""
    draw = rng.random()
    if draw < 0.25:
        return [rng.uniform(0.0, 0.08) for _ in range(4)]
    margins = [rng.uniform(-0.10, 0.25) for _ in range(4)]
    if draw > 0.95:
        margins[rng.choice((0, 2))] = rng.uniform(-0.3, -0.1)
    return margins


def _sliver(rng: random.Random) -> list[float]:
    """Margins that leave less than 30 % of the letters' height: no word can be read from it."""
    margins = [rng.uniform(-0.1, 0.25) for _ in range(4)]
    kept = rng.uniform(0.08, 0.25)
    lost_above = rng.random() < 0.5
    margins[1 if lost_above else 3] = kept - 1.0
    margins[3 if lost_above else 1] = rng.uniform(0.0, 0.4)
    return margins


def _jittered_quad(x: float, y: float, width: float, height: float, rng: random.Random) -> np.ndarray:
    """Corners of the ink in the crop: rectangle, then shear, small rotation and perspective to 25 % of the height."""
    corners = np.float32([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
    if rng.random() < 0.7:
        amount = rng.choice((0.06, 0.12, 0.25)) * height
        corners += np.float32([[rng.uniform(-amount, amount) for _ in range(2)] for _ in range(4)]) * np.float32([1.0, 0.7])
    if rng.random() < 0.25:
        corners[:2, 0] += rng.uniform(-0.35, 0.35) * height
    if rng.random() < 0.3:
        tilt = rng.uniform(-0.12, 0.12) * min(height, width)
        corners[(0, 3), 1] -= tilt
        corners[(1, 2), 1] += tilt
    return corners


def _draw_frame(canvas: np.ndarray, value: float, rng: random.Random) -> None:
    """Edges of a sign: lines along one or two sides of the crop."""
    rows, columns = canvas.shape
    for _ in range(rng.choice((1, 2))):
        along, lean, thick = rng.uniform(0.0, 0.14), rng.uniform(-0.05, 0.05), max(1, round(rng.uniform(0.02, 0.08) * rows))
        if rng.random() < 0.7:
            y = rows * (along if rng.random() < 0.5 else 1 - along)
            cv2.line(canvas, (0, int(y)), (columns, int(y + lean * rows)), float(value), thick)
        else:
            x = columns - rows * along if rng.random() < 0.5 else rows * along
            cv2.line(canvas, (int(x), 0), (int(x + lean * rows), rows), float(value), thick)


def _stretched(image: np.ndarray, aspect: float) -> np.ndarray:
    size = (bucket_width(aspect), HEIGHT)
    shrinks = image.shape[0] > HEIGHT
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
