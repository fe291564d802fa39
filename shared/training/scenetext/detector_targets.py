"""Training targets of the detector: shrink map and pixel weights.

DB (Liao et al. 2020, section 3.4) with an exact inverse of the shrinking and with a border band.
"""

from __future__ import annotations

import cv2
import numpy as np

from .detector import OUTPUT_STRIDE
from .quads import edge_lengths, inset, short_sides, signed_areas

UNCLIP_RATIO = 1.25
"""A core is what DB's unclip with this ratio turns back into the word: for a rectangle w x h of the core each side moves by
w h ratio / (2 (w + h)). DB's own shrink, A (1 - r^2) / L with r = 0.4, has no such inverse: the ratio that restores a word then
depends on its length (2.2 for 4 letters, 3 for 8). The height of a long word is (1 + ratio) times that of its core, so is its error:
a small ratio (thick cores) gives truer boxes, a large one wider gaps between neighbours."""

MIN_HEIGHT = 6.0
"""Words with a shorter side below this many pixels are masked out of the loss."""

MIN_CORE = 2.0
"""A core is never thinner than this many source pixels, one pixel of the map."""

BORDER_WEIGHTS = (1.0, 4.0)
"""Weight of the background around a core: what keeps neighbouring words apart (science.md, section 3). The band of a large word has
many pixels and no need to be that exact, so its weight falls like that of its core."""

BORDER_MARGIN = 0.2
"""The band reaches this share of the word's height beyond the quad."""

REFERENCE_CORE_AREA = 75.0
"""Map pixels of the core of a 20 x 60 word; positives weigh sqrt(reference / area), so small words count."""

POSITIVE_WEIGHTS = (0.5, 2.0)

_SUBPIXEL_BITS = 4


def shrink_distances(quads: np.ndarray) -> np.ndarray:
    """How far each edge moves inwards to the core, ``[n]`` source pixels.

    The smaller root d of 2 d (w' + h') = ratio w' h' with w' = w - 2 d, h' = h - 2 d.
    """
    lengths = edge_lengths(quads)
    w, h = (lengths[:, 0] + lengths[:, 2]) / 2, (lengths[:, 1] + lengths[:, 3]) / 2
    square, linear = 8 + 4 * UNCLIP_RATIO, 2 * (w + h) * (1 + UNCLIP_RATIO)
    distances = (linear - np.sqrt(linear**2 - 4 * square * UNCLIP_RATIO * w * h)) / (2 * square)
    return np.clip(distances, 0, np.maximum(np.minimum(w, h) / 2 - MIN_CORE / 2, 0))


def draw_targets(quads: np.ndarray, ignore: np.ndarray, height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Core map (uint8 0/1) and weights (float32, 0 = not in the loss), both ``[height/2, width/2]``.

    ``quads`` float ``[n, 4, 2]`` in pixels of the height x width crop (words may reach outside), ``ignore`` bool ``[n]``.
    """
    shape = (height // OUTPUT_STRIDE, width // OUTPUT_STRIDE)
    core = np.zeros(shape, np.uint8)
    weight = np.ones(shape, np.float32)
    if len(quads) == 0:
        return core, weight
    heights = short_sides(quads)
    masked = ignore | (heights < MIN_HEIGHT)
    bands = _to_map(inset(quads, -BORDER_MARGIN * heights))
    cores = inset(quads, shrink_distances(quads))
    # OpenCV also fills the pixels that the outline touches; a quarter of a map pixel less makes up for it.
    drawn = inset(cores, np.minimum(OUTPUT_STRIDE / 4, short_sides(cores) / 2))
    areas = np.maximum(np.abs(signed_areas(cores)) / OUTPUT_STRIDE**2, 1.0)
    balance = np.sqrt(REFERENCE_CORE_AREA / areas)
    positive, border = np.clip(balance, *POSITIVE_WEIGHTS), np.clip(BORDER_WEIGHTS[1] * balance, *BORDER_WEIGHTS)
    drawn = _to_map(drawn)
    for index in np.flatnonzero(~masked):
        _fill(weight, bands[index], float(border[index]))
    for index in np.flatnonzero(masked):
        _fill(weight, bands[index], 0.0)
    for index in np.flatnonzero(~masked):
        _fill(core, drawn[index], 1)
        _fill(weight, drawn[index], float(positive[index]))
    return core, weight


def _to_map(quads: np.ndarray) -> np.ndarray:
    """Source coordinates to fixed-point map coordinates (OpenCV puts integers at pixel centres)."""
    return np.round((quads / OUTPUT_STRIDE - 0.5) * (1 << _SUBPIXEL_BITS)).astype(np.int32)


def _fill(target: np.ndarray, polygon: np.ndarray, value: float) -> None:
    cv2.fillPoly(target, [polygon], value, lineType=cv2.LINE_8, shift=_SUBPIXEL_BITS)
