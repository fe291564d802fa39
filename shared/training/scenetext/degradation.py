"""What lens, sensor and codec do to a small grey picture; shared by synthetic and real crops."""
from __future__ import annotations

import math
import random

import cv2
import numpy as np

_NOISE = np.random.default_rng(7).standard_normal(1 << 20).astype(np.float32)
"""Drawn once: slices of it at random offsets cost a tenth of fresh normal numbers."""


def noise(shape: tuple[int, int], rng: random.Random) -> np.ndarray:
    """Standard normal noise, float32 of the given height and width."""
    size = shape[0] * shape[1]
    start = rng.randrange(len(_NOISE) - size)
    return _NOISE[start:start + size].reshape(shape)


def blur(image: np.ndarray, rng: random.Random, sigma_max: float) -> np.ndarray:
    """Gaussian blur of a random sigma, or motion blur along a random direction (one in five)."""
    if rng.random() < 0.2:
        length = rng.uniform(2.0, 2.0 + 3.0 * sigma_max)
        size = 2 * math.ceil(length / 2) + 1
        kernel = np.zeros((size, size), np.float32)
        angle, centre = rng.uniform(0, math.pi), size // 2
        along = (math.cos(angle) * length / 2, math.sin(angle) * length / 2)
        start, end = (tuple(int(round(16 * (centre + sign * part))) for part in along) for sign in (-1, 1))
        cv2.line(kernel, start, end, 1.0, 1, cv2.LINE_AA, 4)
        return cv2.filter2D(image, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT)
    return cv2.GaussianBlur(image, (0, 0), rng.uniform(0.2, sigma_max), borderType=cv2.BORDER_REFLECT)


def degrade(image: np.ndarray, rng: random.Random, strength: float = 1.0) -> np.ndarray:
    """Blur (sigma to 1.6), noise (sigma to 20) and JPEG (quality 15 - 70), each with some chance.

    `image` is float32 or uint8 luma 0..255 of any size; `strength` scales the chances. Returns uint8 of the same size.
    """
    image = image.astype(np.float32)
    if rng.random() < 0.5 * strength:
        image = blur(image, rng, 1.6 if rng.random() < 0.4 else 0.8)
    if rng.random() < 0.5 * strength:
        image = image + noise(image.shape, rng) * min(20.0 * rng.random() ** 2, 0.7 * float(image.std()))
    image = np.clip(image, 0, 255).astype(np.uint8)
    if rng.random() < 0.4 * strength:
        _, data = cv2.imencode(".jpg", image, (cv2.IMWRITE_JPEG_QUALITY, rng.randint(15, 70)))
        image = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
    return image


def low_resolution(image: np.ndarray, rng: random.Random, factor_min: float = 0.3) -> np.ndarray:
    """Scaled down by a random factor not below `factor_min` and at least 8 pixels high; the caller scales up again."""
    height, width = image.shape
    factor = max(rng.uniform(factor_min, 0.9), 8.0 / height)
    if factor >= 1.0:
        return image
    size = (max(8, round(width * factor)), max(8, round(height * factor)))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA)


def cheap_variation(crop: np.ndarray, rng: random.Random) -> np.ndarray:
    """Another look of a finished 32 x W crop (uint8): shifted, stretched and sheared a little, new light, new degradation."""
    height, width = crop.shape
    scale_x, scale_y, shear = rng.uniform(0.92, 1.06), rng.uniform(0.9, 1.1), rng.uniform(-0.12, 0.12)
    matrix = np.float32([
        [scale_x, shear, (1 - scale_x) * width * rng.random() - shear * height / 2],
        [0, scale_y, (1 - scale_y) * height * rng.random()]])
    varied = cv2.warpAffine(crop, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT).astype(np.float32)
    varied = varied * rng.uniform(0.6, 1.2) + rng.uniform(-25, 25)
    if rng.random() < 0.3:
        varied = 255.0 - varied
    varied = np.clip(varied, 0, 255)
    if rng.random() < 0.3:
        varied = cv2.resize(low_resolution(varied, rng, 0.45), (width, height), interpolation=cv2.INTER_LINEAR)
    return degrade(varied, rng)
