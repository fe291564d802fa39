"""Grey surfaces: pieces of photographs, gradients and drawn patterns; behind words, inside letters, and as crops without text."""
from __future__ import annotations

import math
import random
from pathlib import Path

import cv2
import numpy as np

from .degradation import noise


class Backdrops:
    """Grey photographs (uint8, longest side at most 800) from which random pieces are cut."""

    def __init__(self, folder: Path) -> None:
        paths = sorted((folder / "images").glob("*.*"))
        photographs = (cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) for path in paths)
        self.photographs = [_at_most(photograph, 800) for photograph in photographs if photograph is not None]
        if not self.photographs:
            raise FileNotFoundError(f"no pictures in {folder / 'images'}")

    def piece(self, height: int, width: int, rng: random.Random) -> np.ndarray:
        """A random part of a photograph at a random scale, float32 [height, width], 0..255."""
        photograph = rng.choice(self.photographs)
        zoom = math.exp(rng.uniform(math.log(0.4), math.log(4.0)))
        rows, columns = min(photograph.shape[0], max(4, round(height * zoom))), min(photograph.shape[1], max(4, round(width * zoom)))
        top, left = rng.randint(0, photograph.shape[0] - rows), rng.randint(0, photograph.shape[1] - columns)
        part = photograph[top:top + rows, left:left + columns]
        return cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA if zoom > 1 else cv2.INTER_LINEAR).astype(np.float32)

    def behind_word(self, height: int, width: int, rng: random.Random) -> np.ndarray:
        """Float32 [height, width] around 0 with largest magnitude about 1: the relief of a surface, to be scaled and shifted."""
        draw = rng.random()
        if draw < 0.30:
            return np.zeros((height, width), np.float32)
        if draw < 0.55:
            return ramp(height, width, rng)
        if draw < 0.90:
            part = self.piece(height, width, rng)
            part -= part.mean()
            return part / max(1.0, 2.0 * float(part.std()))
        return pattern(height, width, rng) / 127.5 - 1.0

    def non_text(self, height: int, width: int, rng: random.Random) -> np.ndarray:
        """A crop on which a detector might wrongly fire, float32 [height, width], 0..255."""
        draw = rng.random()
        if draw < 0.6:
            return self.piece(height, width, rng)
        drawn = pattern(height, width, rng)
        if draw < 0.8:
            mix = rng.uniform(0.2, 0.8)
            return mix * drawn + (1 - mix) * self.piece(height, width, rng)
        low, high = sorted((rng.uniform(0, 255), rng.uniform(0, 255)))
        return low + drawn / 255.0 * (high - low) + 12.0 * rng.random() * noise((height, width), rng)


def ramp(height: int, width: int, rng: random.Random) -> np.ndarray:
    """A linear gradient from -1 to 1 in a random direction, float32 [height, width]."""
    angle = rng.uniform(0, 2 * math.pi)
    across = np.linspace(-1, 1, width, dtype=np.float32) * math.cos(angle)
    down = np.linspace(-1, 1, height, dtype=np.float32) * math.sin(angle)
    return (down[:, None] + across[None, :]) / (abs(math.cos(angle)) + abs(math.sin(angle)))


def pattern(height: int, width: int, rng: random.Random) -> np.ndarray:
    """Fences, windows, bricks, branches and rings: what is most often taken for letters. Float32 [height, width], 0..255."""
    canvas = np.full((height, width), rng.choice((0, 255)), np.uint8)
    ink = 255 - int(canvas[0, 0])
    draw = rng.choice((_bars, _bars, _windows, _bricks, _branches, _rings, _rails))
    draw(canvas, ink, rng)
    return cv2.GaussianBlur(canvas, (0, 0), rng.uniform(0.3, 1.2)).astype(np.float32)


def _bars(canvas: np.ndarray, ink: int, rng: random.Random) -> None:
    height, width = canvas.shape
    step, thick, lean = rng.uniform(0.12, 0.8) * height, max(1, round(rng.uniform(0.04, 0.25) * height)), rng.uniform(-0.4, 0.4) * height
    for i in range(-1, int(width / step) + 2):
        x = (i + rng.uniform(-0.1, 0.1)) * step
        cv2.line(canvas, (int(x), 0), (int(x + lean), height), ink, thick, cv2.LINE_AA)
    _rails(canvas, ink, rng, count=rng.randint(0, 2))


def _rails(canvas: np.ndarray, ink: int, rng: random.Random, count: int | None = None) -> None:
    height, width = canvas.shape
    for _ in range(rng.randint(1, 4) if count is None else count):
        thick = max(1, round(rng.uniform(0.04, 0.2) * height))
        cv2.line(canvas, (0, rng.randint(0, height)), (width, rng.randint(0, height)), ink, thick, cv2.LINE_AA)


def _windows(canvas: np.ndarray, ink: int, rng: random.Random) -> None:
    height, width = canvas.shape
    pitch_x, pitch_y = rng.uniform(0.25, 1.2) * height, rng.uniform(0.3, 1.2) * height
    pane_x, pane_y = rng.uniform(0.4, 0.85) * pitch_x, rng.uniform(0.4, 0.85) * pitch_y
    shift = rng.uniform(0, pitch_y)
    for row in range(-1, int(height / pitch_y) + 2):
        for column in range(-1, int(width / pitch_x) + 2):
            x, y = column * pitch_x, row * pitch_y + shift
            cv2.rectangle(canvas, (int(x), int(y)), (int(x + pane_x), int(y + pane_y)), ink, rng.choice((-1, -1, 1)))


def _bricks(canvas: np.ndarray, ink: int, rng: random.Random) -> None:
    height, width = canvas.shape
    course, length = max(3.0, rng.uniform(0.15, 0.5) * height), rng.uniform(0.4, 1.2) * height
    for row in range(int(height / course) + 2):
        y = int(row * course)
        cv2.line(canvas, (0, y), (width, y), ink, 1)
        for column in range(int(width / length) + 2):
            x = int((column + 0.5 * (row % 2)) * length)
            cv2.line(canvas, (x, y), (x, int(y + course)), ink, 1)


def _branches(canvas: np.ndarray, ink: int, rng: random.Random) -> None:
    height, width = canvas.shape
    for _ in range(rng.randint(3, 14)):
        x, y, points = rng.uniform(0, width), rng.uniform(0, height), []
        for _ in range(rng.randint(2, 6)):
            points.append((int(x), int(y)))
            x, y = x + rng.gauss(0, 0.4) * height, y + rng.gauss(0, 0.4) * height
        cv2.polylines(canvas, [np.int32(points)], False, ink, max(1, round(rng.uniform(0.02, 0.12) * height)), cv2.LINE_AA)


def _rings(canvas: np.ndarray, ink: int, rng: random.Random) -> None:
    height, width = canvas.shape
    for _ in range(rng.randint(1, 5)):
        axes = (max(1, int(rng.uniform(0.1, 0.6) * height)), max(1, int(rng.uniform(0.1, 0.6) * height)))
        start, thick = rng.randint(0, 360), rng.choice((-1, 1, 2, 3, 4))
        centre = (rng.randint(0, width), rng.randint(0, height))
        cv2.ellipse(canvas, centre, axes, rng.randint(0, 180), start, start + rng.choice((360, 360, 180, 270)), ink, thick, cv2.LINE_AA)


def _at_most(image: np.ndarray, side: int) -> np.ndarray:
    scale = side / max(image.shape)
    return image if scale >= 1 else cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
