"""Puts panels into a scene: free places, legibility of bare letters, perspective and light; and panels without words."""

from __future__ import annotations

import cv2
import numpy as np

from .quads import transform
from .scene_camera import view_homography, warp
from .sign_panel import Panel
from .textures import random_colour

OCCUPANCY_STRIDE = 4
LUMA = np.array([0.299, 0.587, 0.114])
MIN_CONTRAST = 30
"""Grey levels between bare letters and the scene beneath them."""


def occupancy(height: int, width: int) -> np.ndarray:
    """An empty map of the places taken, uint8, one cell for OCCUPANCY_STRIDE pixels each way."""
    return np.zeros((height // OCCUPANCY_STRIDE + 1, width // OCCUPANCY_STRIDE + 1), np.uint8)


def place_panel(rng: np.random.Generator, scene: np.ndarray, occupied: np.ndarray, panel: Panel) -> np.ndarray | None:
    """Puts the panel where nothing else stands; the words' quads in the scene, or None when no free place was found."""
    height, width = scene.shape[:2]
    panel_h, panel_w = panel.alpha.shape
    outline = np.array([[(0, 0), (panel_w, 0), (panel_w, panel_h), (0, panel_h)]], np.float64)
    for _ in range(5):
        matrix = view_homography(rng, panel_w, panel_h, width, height)
        corners = transform(outline, matrix)[0]
        region = np.zeros_like(occupied)
        cv2.fillConvexPoly(region, np.round(corners / OCCUPANCY_STRIDE).astype(np.int32), 1)
        if not np.any(region & occupied) and (not panel.bare or _legible(scene, panel, corners)):
            occupied |= region
            composite(rng, scene, panel, matrix, corners)
            return transform(panel.quads.astype(np.float64), matrix)
    return None


def _legible(scene: np.ndarray, panel: Panel, corners: np.ndarray) -> bool:
    """Whether bare letters differ enough from what lies beneath them, by mean luma."""
    height, width = scene.shape[:2]
    left, top = np.clip(corners.min(0).astype(int), 0, (width - 2, height - 2))
    right, bottom = np.clip(corners.max(0).astype(int), (left + 1, top + 1), (width, height))
    beneath = scene[top:bottom:2, left:right:2].mean((0, 1))
    ink = (panel.rgb * panel.alpha[..., None]).sum((0, 1)) / max(panel.alpha.sum(), 1e-3)
    return abs(LUMA @ (ink - beneath)) >= MIN_CONTRAST


def composite(rng: np.random.Generator, scene: np.ndarray, panel: Panel, matrix: np.ndarray, corners: np.ndarray) -> None:
    """Warps the panel over the scene within its bounding box, lit by the brightness that the scene has there."""
    height, width = scene.shape[:2]
    left, top = np.clip(np.floor(corners.min(0)).astype(int), 0, (width - 1, height - 1))
    right, bottom = np.clip(np.ceil(corners.max(0)).astype(int) + 1, 1, (width, height))
    shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]], np.float64)
    layers = np.dstack([panel.rgb * panel.alpha[..., None], panel.alpha])
    if rng.random() < 0.5:
        layers = cv2.GaussianBlur(layers, (0, 0), rng.uniform(0.3, 0.9))
    layers = warp(layers, shift @ matrix, int(right - left), int(bottom - top))
    target = scene[top:bottom, left:right]
    alpha = layers[..., 3:]
    light = 1.0 if rng.random() < 0.5 else rng.uniform(0.7, 1.1) * (0.6 + 0.4 * target.mean() / max(scene.mean(), 1.0))
    target *= 1 - alpha
    target += layers[..., :3] * min(light, 1.3)


def distractor(rng: np.random.Generator, height: int) -> Panel:
    """A board without a word: bars, a grid, arrows and rings, barcodes. What is drawn here must not be found."""
    h, w = (int(height * rng.uniform(0.03, 0.25)) + 4 for _ in range(2))
    rgb = np.empty((h, w, 3), np.float32)
    rgb[:] = random_colour(rng)
    ink = random_colour(rng).tolist()
    kind, thick = rng.integers(4), max(1, int(min(h, w) * rng.uniform(0.02, 0.12)))
    if kind == 0:
        for x in np.cumsum(rng.integers(thick + 1, 4 * thick + 2, w)):
            if x < w:
                rgb[h // 8 : -h // 8, x : x + int(rng.integers(1, thick + 2))] = ink
    elif kind == 1:
        rgb[:: max(3, h // int(rng.integers(2, 9)))] = ink
        rgb[:, :: max(3, w // int(rng.integers(2, 9)))] = ink
    elif kind == 2:
        cv2.arrowedLine(rgb, (w // 8, h // 2), (w * 7 // 8, h // 2), ink, thick, cv2.LINE_AA, 0, 0.4)
    else:
        for _ in range(int(rng.integers(1, 7))):
            centre, radius = (int(rng.integers(w)), int(rng.integers(h))), int(rng.integers(2, max(3, min(h, w) // 2)))
            cv2.circle(rgb, centre, radius, random_colour(rng).tolist(), int(rng.choice((-1, thick))), cv2.LINE_AA)
    return Panel(rgb, np.ones((h, w), np.float32), [], np.zeros((0, 4, 2), np.float32))
