"""From the probability map to word quads (DB, Liao et al. 2020, section 3.3, for rectangles). The C# side implements the same steps.

1. Pixels with probability > ``pixel_threshold`` are text; pixels are unit squares [i, i + 1], 8-connected regions are candidates.
2. Per region: smallest rectangle around its squares (any angle); its shorter side must reach ``min_core`` map pixels.
3. Score: mean probability of the map pixels whose centres lie inside the rectangle; must reach ``box_threshold``.
4. Unclip: a w x h rectangle grows on every side by w h ratio / (2 (w + h)).
5. Reading direction: the longer side, left to right; steep sides mean upright letters (see ``_reading_axis``).
6. Source pixels: map coordinates times the stride, clipped to the picture; corners clockwise from the text's top left.
7. Steps 1 to 6 run once per pixel threshold: a low one finds faint words, a high one parts neighbours that touch at the low one.
   Of all rectangles, best score first, those stay whose IoU with every one kept before is below ``duplicate_iou``.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .detector import OUTPUT_STRIDE
from .quads import iou

ELONGATED = 1.3
"""Above this ratio of the sides the longer one is the reading direction."""

STEEP_COSINE = 0.342
"""Cosine of 70 degrees: a steeper longer side is taken for vertical text."""

# findContours gives pixel indices; these are the corners of such a pixel's unit square.
_SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)


@dataclass(frozen=True)
class PostProcessing:
    """Constants of the steps above; detector.json carries them to the product."""

    pixel_thresholds: tuple[float, ...] = (0.4, 0.7)
    box_threshold: float = 0.1
    unclip_ratio: float = 1.1
    min_core: float = 2.0
    duplicate_iou: float = 0.7
    max_regions: int = 1000


def find_words(probability: np.ndarray, height: int, width: int, options: PostProcessing) -> tuple[np.ndarray, np.ndarray]:
    """Quads float32 ``[n, 4, 2]`` in pixels of the height x width network input and their scores ``[n]``, best first."""
    levels = [_regions(probability, threshold, options) for threshold in options.pixel_thresholds]
    boxes = np.concatenate([boxes for boxes, _ in levels])
    scores = np.concatenate([scores for _, scores in levels])
    order = np.argsort(-scores, kind="stable")[: options.max_regions]
    quads = np.clip(boxes[order] * OUTPUT_STRIDE, 0, (width, height)).astype(np.float32)
    kept = _without_duplicates(quads, options.duplicate_iou) if len(levels) > 1 else slice(None)
    return quads[kept], scores[order][kept]


def _regions(probability: np.ndarray, pixel_threshold: float, options: PostProcessing) -> tuple[np.ndarray, np.ndarray]:
    """Steps 1 to 5 at one threshold: unclipped boxes ``[n, 4, 2]`` in map coordinates and scores ``[n]``."""
    mask = (probability > pixel_threshold).astype(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes, scores = [], []
    for contour in contours:
        centre, along, across = _smallest_rectangle(contour)
        w, h = 2 * np.linalg.norm(along), 2 * np.linalg.norm(across)
        if min(w, h) < options.min_core:
            continue
        score = _mean_inside(probability, centre, along, across)
        if score < options.box_threshold:
            continue
        grow = 1 + w * h * options.unclip_ratio / (w + h) / np.array([w, h])
        along, across = along * grow[0], across * grow[1]
        boxes.append([centre - along - across, centre + along - across, centre + along + across, centre - along + across])
        scores.append(score)
    return np.array(boxes, np.float32).reshape(-1, 4, 2), np.array(scores, np.float32)


def _without_duplicates(quads: np.ndarray, duplicate_iou: float) -> list[int]:
    """Indices of the quads (best first) that no better quad covers."""
    kept: list[int] = []
    low, high = quads.min(axis=1), quads.max(axis=1)
    for index, quad in enumerate(quads):
        near = [other for other in kept if (low[other] < high[index]).all() and (high[other] > low[index]).all()]
        if all(iou(quad, quads[other]) < duplicate_iou for other in near):
            kept.append(index)
    return kept


def _smallest_rectangle(contour: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Centre and the two half axes (reading direction, downwards) of the rectangle around a region's pixel squares."""
    corners = (contour.astype(np.float32) + _SQUARE).reshape(-1, 1, 2)
    centre, (w, h), degrees = cv2.minAreaRect(corners)
    radians = np.radians(degrees)
    axis = np.array([np.cos(radians), np.sin(radians)])
    axis, w, h = _reading_axis(axis, w, h)
    return np.array(centre), axis * w / 2, np.array([-axis[1], axis[0]]) * h / 2


def _reading_axis(axis: np.ndarray, w: float, h: float) -> tuple[np.ndarray, float, float]:
    """Unit vector of the reading direction, and the sides along and across it."""
    if h > w:
        axis, w, h = np.array([-axis[1], axis[0]]), h, w
    steep = abs(axis[0]) < STEEP_COSINE
    if (steep or w < ELONGATED * h) and abs(axis[0]) < abs(axis[1]):
        axis, w, h = np.array([-axis[1], axis[0]]), h, w
    return (axis if axis[0] >= 0 else -axis), w, h


def _mean_inside(probability: np.ndarray, centre: np.ndarray, along: np.ndarray, across: np.ndarray) -> float:
    """Mean over the pixels whose centres lie inside the rectangle; 0 when there is none."""
    reach = np.abs(along) + np.abs(across)
    left, top = np.clip(np.floor(centre - reach).astype(int), 0, None)
    right, bottom = np.ceil(centre + reach).astype(int)
    window = probability[top:bottom, left:right]
    x = np.arange(left, left + window.shape[1]) + 0.5 - centre[0]
    y = (np.arange(top, top + window.shape[0]) + 0.5 - centre[1])[:, None]
    inside = (np.abs(x * along[0] + y * along[1]) <= along @ along) & (np.abs(x * across[0] + y * across[1]) <= across @ across)
    return float(window[inside].mean()) if inside.any() else 0.0
