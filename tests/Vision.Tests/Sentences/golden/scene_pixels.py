"""Writes scene_pixels.json: what OpenCV and Pillow make of made-up pictures, for ScenePixelsTests.

Run: python3 scene_pixels.py (needs cv2, PIL, numpy).
"""
from __future__ import annotations

import base64
import json
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

SIZE = 32
CASES = [
    ("squash", "area", 640, 427), ("squash", "area", 64, 96), ("squash", "area", 33, 70), ("squash", "area", 32, 32),
    ("squash", "area", 20, 15), ("squash", "area", 100, 20), ("squash", "area", 20, 300), ("squash", "area", 1, 7),
    ("crop", "area", 100, 77),
    ("squash", "bicubic", 100, 77), ("squash", "bicubic", 20, 15), ("squash", "bilinear", 100, 77), ("squash", "bilinear", 20, 100),
    ("crop", "bicubic", 640, 427), ("crop", "bicubic", 427, 640), ("crop", "bicubic", 33, 32), ("crop", "bicubic", 20, 31),
    ("crop", "bicubic", 35, 33), ("crop", "bilinear", 65, 131),
]


def picture(width: int, height: int) -> np.ndarray:
    """RGB uint8 [height, width, 3]: slopes, hard edges and a fine pattern; the tests make the same."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    return ((x * 7 + y * 13 + c * 60 + (x // 5 + y // 4) % 2 * 90 + x * y % 17) % 256).astype(np.uint8)


def resized(pixels: np.ndarray, width: int, height: int, interpolation: str) -> np.ndarray:
    if interpolation == "area":
        return cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.BICUBIC if interpolation == "bicubic" else Image.BILINEAR))


def expected(resize: str, interpolation: str, width: int, height: int) -> np.ndarray:
    pixels = picture(width, height)
    if resize == "squash":
        return resized(pixels, SIZE, SIZE, interpolation)
    # torchvision's Resize and CenterCrop
    shorter = min(width, height)
    width, height = SIZE * width // shorter, SIZE * height // shorter
    left, top = round((width - SIZE) / 2), round((height - SIZE) / 2)
    return resized(pixels, width, height, interpolation)[top:top + SIZE, left:left + SIZE]


def main() -> None:
    cases = [
        {"resize": r, "interpolation": i, "width": w, "height": h, "pixels": base64.b64encode(expected(r, i, w, h).tobytes()).decode()}
        for r, i, w, h in CASES]
    lines = ",\n".join(json.dumps(case) for case in cases)
    Path(__file__).with_suffix(".json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"cv2 {cv2.__version__}, {len(cases)} cases")


if __name__ == "__main__":
    main()
