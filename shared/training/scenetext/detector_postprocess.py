"""From the probability map to word quads (DB, Liao et al. 2020, section 3.3, for rectangles). The C# side implements the same steps.

1. Pixels with probability > the level's threshold are text; pixels are unit squares [i, i + 1], 8-connected regions are candidates.
2. Per region: smallest rectangle around its squares (any angle); its shorter side must reach ``min_core`` map pixels.
3. Score: mean probability of the map pixels whose centres lie inside the rectangle; must reach ``box_threshold``.
4. Unclip: a w x h rectangle grows on every side by w h ratio / (2 (w + h)), ratio the level's.
5. Reading direction: the longer side, left to right; steep sides mean upright letters (see ``_reading_axis``).
6. Source pixels: map coordinates times the stride, clipped to the picture; corners clockwise from the text's top left.
7. Steps 1 to 6 run once per level: a low threshold finds faint words, a high one parts neighbours that touch at the low one.
   A quad of a later level is dropped when its bounding box has an IoU above ``duplicate_iou`` with that of a quad found before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import cv2
import numpy as np

from .detector import OUTPUT_STRIDE

ELONGATED = 1.3
"""Above this ratio of the sides the longer one is the reading direction."""

STEEP_COSINE = 0.342
"""Cosine of 70 degrees: a steeper longer side is taken for vertical text."""

# findContours gives pixel indices; these are the corners of such a pixel's unit square.
_SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)


class Level(NamedTuple):
    """One cut through the map: the probability from which a pixel is text, and the unclip ratio of the regions found there."""

    threshold: float
    unclip_ratio: float


@dataclass(frozen=True)
class PostProcessing:
    """Constants of the steps above, chosen by ``evaluate_detector --sweep`` for recall; detector.json carries them to the product."""

    levels: tuple[Level, ...] = (Level(0.5, 1.3), Level(0.85, 1.3))
    box_threshold: float = 0.1
    min_core: float = 2.0
    duplicate_iou: float = 0.7
    max_regions: int = 1000

    def at_one_level(self) -> "PostProcessing":
        """The best single level of the sweep: half the regions, a little less recall, by far the better precision."""
        return replace(self, levels=(Level(0.6, 1.1),))


def find_words(probability: np.ndarray, height: int, width: int, options: PostProcessing) -> tuple[np.ndarray, np.ndarray]:
    """Quads float32 ``[n, 4, 2]`` in pixels of the height x width network input and their scores ``[n]``, best first."""
    quads, scores = np.zeros((0, 4, 2), np.float32), np.zeros(0, np.float32)
    for index, level in enumerate(options.levels):
        boxes, box_scores = _regions(probability, level, options)
        for box, score in zip(np.clip(boxes * OUTPUT_STRIDE, 0, (width, height)).astype(np.float32), box_scores):
            if index == 0 or not _is_known(box, quads, options.duplicate_iou):
                quads, scores = np.append(quads, box[None], axis=0), np.append(scores, score)
    order = np.argsort(-scores, kind="stable")[: options.max_regions]
    return quads[order], scores[order]


def _regions(probability: np.ndarray, level: Level, options: PostProcessing) -> tuple[np.ndarray, np.ndarray]:
    """Steps 1 to 5 at one level: unclipped boxes ``[n, 4, 2]`` in map coordinates and scores ``[n]``."""
    mask = (probability > level.threshold).astype(np.uint8)
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
        grow = 1 + w * h * level.unclip_ratio / (w + h) / np.array([w, h])
        along, across = along * grow[0], across * grow[1]
        boxes.append([centre - along - across, centre + along - across, centre + along + across, centre - along + across])
        scores.append(score)
    return np.array(boxes, np.float32).reshape(-1, 4, 2), np.array(scores, np.float32)


def _is_known(box: np.ndarray, quads: np.ndarray, duplicate_iou: float) -> bool:
    """Whether the bounding box of one of the quads is nearly that of the box."""
    if len(quads) == 0:
        return False
    low, high, other_low, other_high = box.min(0), box.max(0), quads.min(1), quads.max(1)
    shared = np.clip(np.minimum(high, other_high) - np.maximum(low, other_low), 0, None).prod(axis=1)
    union = (high - low).prod() + (other_high - other_low).prod(axis=1) - shared
    return bool((shared > duplicate_iou * union).any())


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
