"""Procedural surfaces that words are put on: what a generator without any photograph has for a background.

Every texture is ``(rng, height, width) -> uint8 [height, width, 3]`` RGB.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable

import cv2
import numpy as np

Texture = Callable[[np.random.Generator, int, int], np.ndarray]


def fractal_noise(rng: np.random.Generator, height: int, width: int, octaves: int = 4, base: int = 3) -> np.ndarray:
    """Sum of smoothly enlarged random grids, float32 ``[height, width]``, about -1..1."""
    total = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        cells = base * 2**octave
        grid = rng.normal(size=(cells + 2, cells + 2)).astype(np.float32)
        total += cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC) * 0.6**octave
    return total / 2.0


Range = tuple[float, float]

EARTHEN: Range = (0.01, 0.12)
"""Hues of brick, wood and cardboard."""


def random_colour(
    rng: np.random.Generator, saturation: Range = (0.0, 0.9), value: Range = (0.1, 1.0), hue: Range = (0.0, 1.0)
) -> np.ndarray:
    """RGB 0..255, float32 ``[3]``, drawn in HSV."""
    hsv = rng.uniform(*hue), rng.uniform(*saturation), rng.uniform(*value)
    return np.array(colorsys.hsv_to_rgb(*hsv), np.float32) * 255


def gradient(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    """Two to three colours blended along a direction, with faint large-scale unevenness."""
    angle = rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    ramp = np.cos(angle) * x / width + np.sin(angle) * y / height
    ramp = (ramp - ramp.min()) / np.ptp(ramp)
    stops = np.stack([random_colour(rng, (0.05, 0.6)) for _ in range(3)])
    picture = np.stack([np.interp(ramp, (0, 0.5, 1), stops[:, channel]) for channel in range(3)], axis=2)
    return _finish(picture + 6 * fractal_noise(rng, height, width, 3)[..., None])


def plaster(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    """A painted, stained wall."""
    stains = fractal_noise(rng, height, width, 5)[..., None]
    grain = rng.normal(0, rng.uniform(2, 9), (height, width, 1)).astype(np.float32)
    paint = random_colour(rng, (0.02, 0.45), (0.25, 0.95)) * (1 + rng.uniform(0.05, 0.25) * stains)
    return _finish(paint + cv2.GaussianBlur(grain, (0, 0), 0.8)[..., None])


def bricks(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    """A brick wall: courses offset by half a brick, each brick its own shade; its joints look like letter strokes."""
    course = int(rng.integers(14, 60))
    length = int(course * rng.uniform(1.8, 3.2))
    joint = max(1, int(course * rng.uniform(0.06, 0.16)))
    base, mortar = random_colour(rng, (0.25, 0.65), (0.3, 0.8), EARTHEN), random_colour(rng, (0.0, 0.2), (0.4, 0.9))
    picture = np.tile(mortar, (height, width, 1)).astype(np.float32)
    for row, top in enumerate(range(-int(rng.integers(course)), height, course)):
        for left in range(-length + (row % 2) * length // 2, width, length):
            shade = base * rng.uniform(0.75, 1.2)
            picture[max(top, 0) : max(top + course - joint, 0), max(left, 0) : max(left + length - joint, 0)] = shade
    return _finish(cv2.GaussianBlur(picture, (0, 0), 0.8) * (1 + 0.12 * fractal_noise(rng, height, width, 6, 6)[..., None]))


def wood(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    """Planks with grain along them."""
    grain = cv2.resize(rng.normal(size=(height, max(2, width // 40))).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    rings = np.arange(height, dtype=np.float32)[:, None] / rng.uniform(3, 9)
    waves = np.sin(fractal_noise(rng, height, width, 3, 2) * rng.uniform(4, 12) + rings)
    base = random_colour(rng, (0.3, 0.6), (0.3, 0.8), EARTHEN)
    picture = base * (1 + 0.08 * grain + 0.06 * waves)[..., None]
    plank = int(rng.integers(40, 160))
    for top in range(int(rng.integers(plank)), height, plank):
        picture[top : top + 2] *= 0.45
        picture[top + 2 : top + plank] *= rng.uniform(0.85, 1.1)
    picture = _finish(picture)
    return np.ascontiguousarray(picture.transpose(1, 0, 2)) if height == width and rng.random() < 0.4 else picture


def metal(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    """Brushed or corrugated sheet."""
    brush = cv2.blur(rng.normal(0, 1, (height, width)).astype(np.float32), (41, 1))
    period = rng.uniform(10, 50)
    ribs = np.sin(np.arange(width, dtype=np.float32) * 2 * np.pi / period) if rng.random() < 0.5 else np.zeros(width, np.float32)
    sheen = 0.15 * fractal_noise(rng, height, width, 2, 2)
    return _finish(random_colour(rng, (0.0, 0.35), (0.35, 0.9)) * (1 + 0.5 * brush + 0.12 * ribs + sheen)[..., None])


def facade(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    """A house front: rows of windows with frames, bars and dark panes (the classic false word of a street detector)."""
    picture = plaster(rng, height, width).astype(np.float32)
    cell_w, cell_h = int(rng.integers(40, 160)), int(rng.integers(50, 180))
    pane, frame = random_colour(rng, (0.1, 0.5), (0.05, 0.6)), random_colour(rng, (0, 0.2), (0.4, 1.0))
    bars = int(rng.integers(0, 4))
    for top in range(int(cell_h * 0.2), height, cell_h):
        for left in range(int(cell_w * 0.2), width, cell_w):
            right, bottom = left + int(cell_w * 0.6), top + int(cell_h * 0.65)
            cv2.rectangle(picture, (left, top), (right, bottom), (pane * rng.uniform(0.6, 1.4)).tolist(), -1)
            cv2.rectangle(picture, (left, top), (right, bottom), frame.tolist(), max(1, cell_w // 30))
            for bar in range(1, bars + 1):
                x = left + (right - left) * bar // (bars + 1)
                cv2.line(picture, (x, top), (x, bottom), frame.tolist(), max(1, cell_w // 50))
    return _finish(cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.6, 1.5)))


def fence(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    """Upright bars before a blurred background."""
    picture = gradient(rng, height, width).astype(np.float32)
    period, colour = rng.uniform(8, 40), random_colour(rng, (0, 0.3))
    top, bottom = sorted(rng.integers(0, height, 2))
    for x in np.arange(0, width, period):
        shade = (colour * rng.uniform(0.8, 1.2)).tolist()
        cv2.line(picture, (int(x), int(top)), (int(x), int(bottom)), shade, max(1, int(period * 0.25)), cv2.LINE_AA)
    for y in (top, bottom):
        cv2.line(picture, (0, int(y)), (width, int(y)), colour.tolist(), max(2, int(period * 0.3)))
    return _finish(picture)


def foliage(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    """Leaves: many small ellipses of related colours, out of focus at the back."""
    base = random_colour(rng, (0.3, 0.8), (0.15, 0.5), (0.15, 0.4))
    picture = np.tile(base, (height, width, 1)).astype(np.float32)
    for layer in range(3):
        for _ in range(90):
            centre = int(rng.integers(width)), int(rng.integers(height))
            axes = int(rng.integers(3, 9)) * (layer + 1), int(rng.integers(2, 5)) * (layer + 1)
            shade = base * rng.uniform(0.5, 1.9)
            cv2.ellipse(picture, centre, axes, float(rng.uniform(0, 180)), 0, 360, shade.tolist(), -1, cv2.LINE_AA)
        if layer < 2:
            picture = cv2.GaussianBlur(picture, (0, 0), 2.5 - layer)
    return _finish(picture)


ALL_TEXTURES: tuple[Texture, ...] = (gradient, plaster, bricks, wood, metal, facade, fence, foliage)


def random_texture(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    """Any of the textures above."""
    return ALL_TEXTURES[rng.integers(len(ALL_TEXTURES))](rng, height, width)


def _finish(picture: np.ndarray) -> np.ndarray:
    return np.clip(picture, 0, 255).astype(np.uint8)
