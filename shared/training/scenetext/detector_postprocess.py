"""From the probability map to word quads (DB, Liao et al. 2020, section 3.3, for rectangles). The C# side implements the same steps.

1. Pixels with probability > ``pixel_threshold`` are text; 8-connected regions and their outer contours (pixel centres).
2. Per contour: smallest rectangle around it (any angle); its shorter side + 1 must reach ``min_core`` map pixels.
3. Score: mean probability over the map pixels inside the rectangle; must reach ``box_threshold``.
4. Unclip: a w x h rectangle grows on every side by w h ratio / (2 (w + h)), w and h with the extra pixel of step 2.
5. Map to source pixels: x = (map x + 0.5) * 2; clip to the picture; corners clockwise from the text's top left.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .detector import OUTPUT_STRIDE


@dataclass(frozen=True)
class PostProcessing:
    """Constants of the steps above; detector.json carries them to the product."""

    pixel_threshold: float = 0.25
    box_threshold: float = 0.1
    unclip_ratio: float = 1.25
    min_core: float = 2.0
    max_regions: int = 1000


def find_words(probability: np.ndarray, height: int, width: int, options: PostProcessing) -> tuple[np.ndarray, np.ndarray]:
    """Quads float32 ``[n, 4, 2]`` in pixels of the height x width network input and their scores ``[n]``, best first."""
    mask = (probability > options.pixel_threshold).astype(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    quads, scores = [], []
    for contour in contours[: options.max_regions]:
        centre, (w, h), angle = cv2.minAreaRect(contour)
        w, h = w + 1, h + 1
        if min(w, h) < options.min_core:
            continue
        score = _mean_inside(probability, cv2.boxPoints((centre, (w - 1, h - 1), angle)))
        if score < options.box_threshold:
            continue
        grow = w * h * options.unclip_ratio / (w + h)
        box = cv2.boxPoints((centre, (w - 1 + grow, h - 1 + grow), angle))
        box = (_from_top_left(box) + 0.5) * OUTPUT_STRIDE
        quads.append(np.clip(box, 0, (width, height)))
        scores.append(score)
    order = np.argsort(-np.array(scores), kind="stable")
    return np.array(quads, np.float32).reshape(-1, 4, 2)[order], np.array(scores, np.float32)[order]


def _mean_inside(probability: np.ndarray, box: np.ndarray) -> float:
    """Mean over the pixels whose centres lie in or on the outline of the box."""
    low = np.clip(np.floor(box.min(0)).astype(int), 0, None)
    high = np.ceil(box.max(0)).astype(int) + 1
    window = probability[low[1] : high[1], low[0] : high[0]]
    inside = np.zeros(window.shape, np.uint8)
    cv2.fillPoly(inside, [np.round(box - low).astype(np.int32)], 1)
    return float(window[inside > 0].mean())


def _from_top_left(box: np.ndarray) -> np.ndarray:
    """Clockwise corners from the one nearest to the picture's top left: the text's own top left while it leans by less than 45 degrees."""
    clockwise = box if _signed_area(box) > 0 else box[::-1]
    return np.roll(clockwise, -int(np.argmin(clockwise.sum(axis=1))), axis=0)


def _signed_area(box: np.ndarray) -> float:
    following = np.roll(box, -1, axis=0)
    return float(np.sum(box[:, 0] * following[:, 1] - following[:, 0] * box[:, 1]) / 2)
