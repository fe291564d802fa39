"""Geometry of word quads: float ``[n, 4, 2]`` arrays of x, y corners, pixel i covering the interval [i, i + 1]."""

from __future__ import annotations

import cv2
import numpy as np


def signed_areas(quads: np.ndarray) -> np.ndarray:
    """Shoelace areas ``[n]``; positive for clockwise corners in image coordinates (y down)."""
    following = np.roll(quads, -1, axis=1)
    return 0.5 * np.sum(quads[..., 0] * following[..., 1] - following[..., 0] * quads[..., 1], axis=1)


def edge_lengths(quads: np.ndarray) -> np.ndarray:
    """Lengths ``[n, 4]`` of the edges that start at each corner."""
    return np.linalg.norm(np.roll(quads, -1, axis=1) - quads, axis=2)


def short_sides(quads: np.ndarray) -> np.ndarray:
    """The smaller of the two mean opposite sides, ``[n]``: the height of a horizontal word."""
    lengths = edge_lengths(quads)
    return np.minimum(lengths[:, 0] + lengths[:, 2], lengths[:, 1] + lengths[:, 3]) / 2


def inset(quads: np.ndarray, distances: np.ndarray) -> np.ndarray:
    """Moves every edge of convex quads inwards by ``distances`` (``[n]``, negative: outwards), perpendicular to itself."""
    edges = np.roll(quads, -1, axis=1) - quads
    lengths = np.maximum(np.linalg.norm(edges, axis=2, keepdims=True), 1e-6)
    orientation = np.where(signed_areas(quads) >= 0, 1.0, -1.0)[:, None, None]
    normals = np.stack([-edges[..., 1], edges[..., 0]], axis=2) / lengths * orientation
    before = np.roll(normals, 1, axis=1)
    # The corner of two offset lines; 0.3 bounds the mitre of needle-sharp corners.
    mitre = np.maximum(1.0 + np.sum(normals * before, axis=2, keepdims=True), 0.3)
    return quads + distances[:, None, None] * (normals + before) / mitre


def transform(quads: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Applies an affine ``[2, 3]`` or projective ``[3, 3]`` matrix to all corners."""
    points = np.concatenate([quads, np.ones((*quads.shape[:2], 1), quads.dtype)], axis=2) @ matrix.T
    return points if matrix.shape[0] == 2 else points[..., :2] / points[..., 2:]


def intersection(a: np.ndarray, b: np.ndarray) -> float:
    """Common area of two convex quads."""
    if (a.max(0) < b.min(0)).any() or (b.max(0) < a.min(0)).any():
        return 0.0
    return float(cv2.intersectConvexConvex(a.astype(np.float32), b.astype(np.float32))[0])


def area(quad: np.ndarray) -> float:
    return float(cv2.contourArea(quad.astype(np.float32)))


def iou(a: np.ndarray, b: np.ndarray) -> float:
    common = intersection(a, b)
    return common / max(area(a) + area(b) - common, 1e-6)
