"""Painted sets with places for text: street signs, a shop front, a parcel, a stack of books, a supermarket shelf.

They serve where no photograph may be used (the product's demo pictures) and as a share of the training scenes. A set is painted
frontally; the camera's perspective is applied to the finished set (scene_camera.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from .textures import bricks, facade, foliage, fractal_noise, metal, plaster, random_colour, wood


@dataclass(frozen=True)
class Slot:
    """An upright rectangle that takes a panel: ``x, y, w, h`` in pixels; ``board`` None means letters straight on the set."""

    x: int
    y: int
    w: int
    h: int
    ink: tuple[float, float, float]
    board: tuple[float, float, float] | None = None
    lines: int = 1
    words_per_line: int = 1


@dataclass(frozen=True)
class Stage:
    """A painted set: ``rgb`` float32 ``[h, w, 3]`` and its slots, the most prominent first."""

    rgb: np.ndarray
    slots: list[Slot]


WHITE, BLACK = (242.0, 242.0, 236.0), (22.0, 22.0, 26.0)
BOARDS = ((0, 84, 60), (12, 58, 128), (150, 24, 30), (36, 36, 40), (92, 60, 34), (224, 178, 40), (236, 232, 220), (58, 92, 96))


def _ink_for(board: tuple[float, float, float]) -> tuple[float, float, float]:
    return BLACK if np.dot(board, (0.299, 0.587, 0.114)) > 130 else WHITE


def _any_board(rng: np.random.Generator) -> tuple[float, float, float]:
    return tuple(float(c) for c in np.clip(np.array(BOARDS[rng.integers(len(BOARDS))]) * rng.uniform(0.85, 1.1), 0, 255))


def _fill(rgb: np.ndarray, x: int, y: int, w: int, h: int, colour, shade: float = 0.12) -> None:
    """A rectangle lit from above: a little brighter at its top, darker at its foot."""
    target = rgb[max(y, 0) : max(y + h, 0), max(x, 0) : max(x + w, 0)]
    if target.size:
        target[:] = np.linspace(1 + shade, 1 - shade, target.shape[0], dtype=np.float32)[:, None, None] * np.asarray(colour, np.float32)


def _shadow(rgb: np.ndarray, x: int, y: int, w: int, h: int, reach: float) -> None:
    """Soft shadow of a box that stands off the surface, to the right and below."""
    height, width = rgb.shape[:2]
    dark = np.zeros((height, width), np.float32)
    offset = int(reach)
    cv2.rectangle(dark, (x + offset, y + offset), (x + w + offset, y + h + offset), 1.0, -1)
    rgb *= 1 - 0.45 * cv2.GaussianBlur(dark, (0, 0), max(1.0, reach * 0.6))[..., None]


def street(rng: np.random.Generator, height: int, width: int) -> Stage:
    """Sign boards on a pole before a house front and trees, both out of focus."""
    rgb = facade(rng, height, width).astype(np.float32)
    rgb[int(height * rng.uniform(0.7, 0.85)) :] = random_colour(rng, (0.0, 0.15), (0.25, 0.5))
    leaves = foliage(rng, height, width)
    shape = cv2.GaussianBlur((fractal_noise(rng, height, width, 4, 2) > 0.45).astype(np.float32), (0, 0), 6)[..., None]
    rgb = cv2.GaussianBlur(rgb * (1 - shape) + leaves * shape, (0, 0), height / 180)
    pole = int(width * rng.uniform(0.35, 0.6))
    thickness = max(4, width // 60)
    rgb[:, pole : pole + thickness] = np.interp(np.linspace(-1, 1, thickness), (-1, -0.3, 1), (70, 190, 80))[:, None]
    slots, y, board = [], int(height * rng.uniform(0.05, 0.12)), _any_board(rng)
    while y < height * 0.75:
        w, h = int(width * rng.uniform(0.4, 0.62)), int(height * rng.uniform(0.12, 0.2))
        x = int(np.clip(pole - w * rng.uniform(0.3, 0.7), 0, width - w))
        slots.append(Slot(x, y, w, h, _ink_for(board), board, 1, int(rng.integers(1, 3))))
        y += h + int(height * rng.uniform(0.02, 0.06))
        board = board if rng.random() < 0.6 else _any_board(rng)
    return Stage(rgb, slots)


def shop_front(rng: np.random.Generator, height: int, width: int) -> Stage:
    """A fascia with the shop's name, a window with lettering, a door with a plate, a hanging board."""
    wall = (bricks, plaster, wood)[rng.integers(3)](rng, height, width).astype(np.float32)
    board = _any_board(rng)
    top, fascia = int(height * 0.1), int(height * rng.uniform(0.17, 0.24))
    _shadow(wall, int(width * 0.06), top, int(width * 0.88), fascia, height / 90)
    _fill(wall, int(width * 0.06), top, int(width * 0.88), fascia, board, 0.18)
    window_y, window_h = top + fascia + int(height * 0.06), int(height * 0.5)
    panes = ((int(width * 0.08), int(width * 0.5)), (int(width * 0.66), int(width * 0.24)))
    for x, w in panes:
        _fill(wall, x - 8, window_y - 8, w + 16, window_h + 16, np.array(board) * 0.7)
        glass = cv2.GaussianBlur(facade(rng, window_h, w), (0, 0), 9).astype(np.float32) * 0.3 + 18
        wall[window_y : window_y + window_h, x : x + w] = glass
    slots = [
        Slot(int(width * 0.1), top, int(width * 0.8), fascia, _ink_for(board), None, 1, int(rng.integers(1, 3))),
        Slot(panes[0][0] + 20, window_y + window_h // 8, panes[0][1] - 40, window_h // 4, (250.0, 236.0, 190.0), None, 1, 1),
        Slot(panes[0][0] + 40, window_y + window_h // 2, panes[0][1] - 80, window_h // 3, WHITE, None, 2, 2),
        Slot(panes[1][0] + panes[1][1] // 6, window_y + window_h // 5, panes[1][1] * 2 // 3, window_h // 5, (190.0, 28.0, 30.0), WHITE),
        Slot(panes[1][0] + panes[1][1] // 5, window_y + window_h * 3 // 5, panes[1][1] * 3 // 5, window_h // 5, WHITE, None, 2, 1),
    ]
    return Stage(wall, slots)


def parcel(rng: np.random.Generator, height: int, width: int) -> Stage:
    """A cardboard box on a table with tape, an address label with a barcode and stamped words."""
    rgb = wood(rng, height, width).astype(np.float32) * 0.7
    x, y, w, h = int(width * 0.08), int(height * 0.08), int(width * 0.84), int(height * 0.84)
    _shadow(rgb, x, y, w, h, height / 40)
    ribs = 1 + 0.02 * np.sin(np.arange(w, dtype=np.float32) * 2 * np.pi / 7)
    card = np.array([186, 146, 100], np.float32) * rng.uniform(0.85, 1.08)
    rgb[y : y + h, x : x + w] = card * (ribs[None, :, None] + 0.05 * fractal_noise(rng, h, w, 5, 4)[..., None])
    tape = int(h * 0.1)
    rgb[y + h // 2 - tape // 2 : y + h // 2 + tape // 2, x : x + w] *= np.array([1.08, 1.04, 0.9], np.float32)
    label_x, label_y, label_w, label_h = x + int(w * 0.06), y + int(h * 0.07), int(w * 0.5), int(h * 0.62)
    _fill(rgb, label_x, label_y, label_w, label_h, WHITE, 0.03)
    bars_y, bars_h = label_y + int(label_h * 0.78), int(label_h * 0.16)
    for bar in np.cumsum(rng.integers(3, 11, 80)):
        if bar < label_w * 0.85:
            left = label_x + int(label_w * 0.07) + bar
            rgb[bars_y : bars_y + bars_h, left : left + int(rng.integers(1, 4))] = 25
    stamp = ((170.0, 30.0, 30.0), (40.0, 32.0, 26.0))[rng.integers(2)]
    slots = [
        Slot(label_x + 12, label_y + 10, label_w - 24, int(label_h * 0.26), BLACK, None, 1, 1),
        Slot(x + int(w * 0.6), y + int(h * 0.1), int(w * 0.36), int(h * 0.16), stamp, None),
        Slot(label_x + 12, label_y + int(label_h * 0.3), label_w - 24, int(label_h * 0.42), BLACK, None, 3, 2),
        Slot(x + int(w * 0.6), y + int(h * 0.66), int(w * 0.34), int(h * 0.22), stamp, None, 2, 1),
    ]
    return Stage(rgb, slots)


def book_stack(rng: np.random.Generator, height: int, width: int) -> Stage:
    """Books lying on each other, titles on the spines."""
    rgb = cv2.GaussianBlur(plaster(rng, height, width), (0, 0), 5).astype(np.float32)
    slots, foot = [], int(height * 0.93)
    rgb[foot:] = wood(rng, height, width)[: height - foot]
    while foot > height * 0.15:
        h, w = int(height * rng.uniform(0.085, 0.15)), int(width * rng.uniform(0.62, 0.85))
        x = int((width - w) * rng.uniform(0.3, 0.7))
        colour = tuple(random_colour(rng, (0.2, 0.8), (0.2, 0.85)).tolist())
        _shadow(rgb, x, foot - h, w, h, height / 120)
        _fill(rgb, x, foot - h, w, h, colour, 0.25)
        for band in (0.04, 0.94):
            _fill(rgb, x + int(w * band), foot - h, max(2, w // 60), h, np.array(_ink_for(colour)) * 0.8)
        slots.append(Slot(x + w // 12, foot - h + h // 6, w * 5 // 6, h * 2 // 3, _ink_for(colour), None, 1, int(rng.integers(1, 4))))
        foot -= h + 2
    return Stage(rgb, slots)


def shelf(rng: np.random.Generator, height: int, width: int) -> Stage:
    """Two boards of boxes and jars with names, price labels on the boards' edges."""
    rgb = metal(rng, height, width).astype(np.float32) * 0.5
    slots, tags, row_h = [], [], height // 2
    for row in range(2):
        edge = (row + 1) * row_h - row_h // 6
        x = int(width * 0.02)
        while x < width * 0.9:
            w, h = int(width * rng.uniform(0.14, 0.24)), int(row_h * rng.uniform(0.5, 0.75))
            w = min(w, width - x - 4)
            colour = tuple(random_colour(rng, (0.2, 0.9), (0.35, 1.0)).tolist())
            _shadow(rgb, x, edge - h, w, h, height / 100)
            _fill(rgb, x, edge - h, w, h, colour, 0.2)
            slots.append(Slot(x + w // 14, edge - h + h // 6, w * 6 // 7, h // 2, _ink_for(colour), None, int(rng.integers(1, 3)), 1))
            if rng.random() < 0.6:
                tags.append(Slot(x + w // 6, edge + row_h // 40, w * 2 // 3, row_h // 9, BLACK, (250.0, 240.0, 120.0)))
            x += w + int(width * rng.uniform(0.005, 0.03))
        _fill(rgb, 0, edge, width, row_h // 6, (205.0, 205.0, 200.0), 0.25)
    return Stage(rgb, slots[:4] + tags[:2] + slots[4:] + tags[2:])


ALL_STAGES: tuple[Callable[[np.random.Generator, int, int], Stage], ...] = (street, shop_front, parcel, book_stack, shelf)
