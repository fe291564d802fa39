"""The camera of the synthetic scenes: how it sees a flat panel, and what light, lens and sensor do to the picture."""

from __future__ import annotations

import cv2
import numpy as np

from .textures import fractal_noise


def view_homography(rng: np.random.Generator, panel_w: int, panel_h: int, width: int, height: int) -> np.ndarray:
    """Projective ``[3, 3]`` map from panel to scene pixels: the panel turned in space, wholly inside the scene.

    Mostly nearly frontal; the focal length is 1.2 to 3 times the panel's longer side.
    """
    steep = rng.random() < 0.3
    yaw, pitch = (np.radians(rng.normal(0, 30 if steep else 10)), np.radians(rng.normal(0, 15 if steep else 6)))
    roll = np.radians(rng.uniform(-45, 45) if rng.random() < 0.15 else rng.normal(0, 4))
    yaw, pitch = np.clip(yaw, -1.0, 1.0), np.clip(pitch, -0.7, 0.7)
    focal = max(panel_w, panel_h) * rng.uniform(1.2, 3)
    to_plane = np.array([[1, 0, -panel_w / 2], [0, 1, -panel_h / 2], [0, 0, 1]])
    rotation = _rotation(yaw, pitch, roll)
    # Columns of [r1 r2 t]: the panel's plane z = 0 seen from the distance of the focal length, so its centre keeps its size.
    plane = np.column_stack([rotation[:, 0], rotation[:, 1], np.array([0, 0, focal])])
    matrix = np.diag([focal, focal, 1.0]) @ plane @ to_plane
    corners = np.array([(0, 0, 1), (panel_w, 0, 1), (panel_w, panel_h, 1), (0, panel_h, 1)]) @ matrix.T
    corners = corners[:, :2] / corners[:, 2:]
    low, high = corners.min(0), corners.max(0)
    scale = min(1.0, (0.98 * np.array([width, height]) / (high - low)).min())
    room = np.array([width, height]) - scale * (high - low)
    offset = room * rng.random(2) - scale * low
    return np.array([[scale, 0, offset[0]], [0, scale, offset[1]], [0, 0, 1]]) @ matrix


def set_homography(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """Projective ``[3, 3]`` map of a frontal picture to a slightly turned view of it that still fills the frame."""
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    outwards = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * rng.uniform(0, 0.06, (4, 2)) * (width, height)
    return cv2.getPerspectiveTransform(corners, (corners + outwards).astype(np.float32))


def warp(picture: np.ndarray, matrix: np.ndarray, width: int, height: int, border: int = cv2.BORDER_CONSTANT) -> np.ndarray:
    """Applies a homography given for our coordinates (pixel i covers [i, i + 1]); OpenCV samples at integers."""
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    sampling = np.linalg.inv(half) @ matrix @ half
    return cv2.warpPerspective(picture, sampling, (width, height), flags=cv2.INTER_LINEAR, borderMode=border)


def _rotation(yaw: float, pitch: float, roll: float) -> np.ndarray:
    cy, sy, cp, sp, cr, sr = np.cos(yaw), np.sin(yaw), np.cos(pitch), np.sin(pitch), np.cos(roll), np.sin(roll)
    around_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    around_x = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
    around_z = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
    return around_z @ around_x @ around_y


def photograph(rng: np.random.Generator, scene: np.ndarray) -> np.ndarray:
    """Uneven light, vignette, defocus and sensor noise; float32 ``[h, w, 3]`` 0..255 in, uint8 out."""
    height, width = scene.shape[:2]
    if rng.random() < 0.5:
        scene *= (1 + rng.uniform(0.05, 0.3) * fractal_noise(rng, height, width, 1, 2))[..., None]
    if rng.random() < 0.3:
        y, x = np.linspace(-1, 1, height, dtype=np.float32)[:, None], np.linspace(-1, 1, width, dtype=np.float32)
        scene *= (1 - rng.uniform(0.1, 0.3) * (x**2 + y**2))[..., None]
    if rng.random() < 0.3:
        scene = cv2.GaussianBlur(scene, (0, 0), rng.uniform(0.4, 1.0))
    if rng.random() < 0.5:
        noise = np.empty((height, width), np.float32)
        cv2.setRNGSeed(int(rng.integers(1 << 30)))
        cv2.randn(noise, 0, rng.uniform(1, 6))
        scene += noise[..., None]
    return np.clip(scene, 0, 255).astype(np.uint8)
