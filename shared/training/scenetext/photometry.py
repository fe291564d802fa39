"""Photometric augmentation of uint8 RGB crops: exposure, colour, blur, sharpening, noise, JPEG. Geometry is untouched."""

from __future__ import annotations

import cv2
import numpy as np


def disturb(rng: np.random.Generator, rgb: np.ndarray) -> np.ndarray:
    """A crop as another camera might have taken it; uint8 ``[h, w, 3]`` in and out."""
    if rng.random() < 0.8:
        rgb = cv2.LUT(rgb, _tone_curves(rng))
    if rng.random() < 0.1:
        rgb = cv2.cvtColor(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    if rng.random() < 0.1:
        rgb = np.ascontiguousarray(rgb[..., rng.permutation(3)])
    if rng.random() < 0.2:
        rgb = _soften(rng, rgb)
    elif rng.random() < 0.1:
        rgb = cv2.addWeighted(rgb, 1.8, cv2.GaussianBlur(rgb, (0, 0), 1.5), -0.8, 0)
    if rng.random() < 0.2:
        noise = np.empty(rgb.shape, np.int16)
        cv2.setRNGSeed(int(rng.integers(1 << 30)))
        cv2.randn(noise, 0, rng.uniform(2, 14))
        rgb = cv2.add(rgb, noise, dtype=cv2.CV_8U)
    if rng.random() < 0.3:
        _, encoded = cv2.imencode(".jpg", rgb, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 90))])
        rgb = cv2.imdecode(encoded, cv2.IMREAD_COLOR)
    return rgb


def _tone_curves(rng: np.random.Generator) -> np.ndarray:
    """One look-up table per channel (uint8 ``[256, 1, 3]``): common gamma, contrast and brightness, slight colour cast, rarely negative."""
    levels = np.linspace(0, 1, 256)[:, None]
    gamma, contrast, brightness = np.exp(rng.normal(0, 0.3)), np.exp(rng.normal(0, 0.25)), rng.normal(0, 0.1)
    curve = ((levels**gamma - 0.5) * contrast + 0.5 + brightness) * np.exp(rng.normal(0, 0.08, 3))
    if rng.random() < 0.06:
        curve = 1 - curve
    return np.clip(curve * 255, 0, 255).astype(np.uint8).reshape(256, 1, 3)


def _soften(rng: np.random.Generator, rgb: np.ndarray) -> np.ndarray:
    """Defocus or motion along a line."""
    if rng.random() < 0.6:
        return cv2.GaussianBlur(rgb, (0, 0), rng.uniform(0.5, 1.6))
    length, angle = int(rng.integers(3, 8)), rng.uniform(0, np.pi)
    kernel = np.zeros((length, length), np.float32)
    middle = (length - 1) / 2
    offset = np.array([np.cos(angle), np.sin(angle)]) * middle
    start, end = np.round(middle - offset).astype(int), np.round(middle + offset).astype(int)
    cv2.line(kernel, start.tolist(), end.tolist(), 1.0)
    return cv2.filter2D(rgb, -1, kernel / kernel.sum())
