"""Real word crops and real non-text crops from annotated photographs (ICDAR 2015 training part, CC BY 4.0), cut as the product cuts them.

Words marked `###` are neither words nor non-text.
"""
from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from .degradation import degrade, low_resolution
from .icdar import AnnotatedPhoto
from .word_renderer import HEIGHT, Crop, bucket_width, ctc_frames_needed, label_of

TURN_ABOVE = 1.75
"""Quads taller than this times their width hold vertical text and are turned, as RegionCropper.cs does."""

COVERED = 0.75
"""A detected box that covers this part of several legible words holds them all; the label has spaces then."""

UNTOUCHED = 0.1
"""A detected box holds no text when less than this part of it lies on annotated words, illegible ones included."""

DETECTED_SHARE, DETECTED_JITTER = 0.6, 0.4
"""Once there are detected boxes most crops come from them; they are badly cut already and need less jitter."""

CANDIDATES, BUSIEST, ANY = 40, 8, 4
"""Non-text regions a photograph: random rectangles tried, kept for their many edges, kept at random."""


class Region(NamedTuple):
    """A quad (float32 [4, 2], clockwise from top-left) in a grey cut-out with room around, its label ('' = no text), and what is written
    there in printable ASCII ('' = not known)."""

    patch: np.ndarray
    quad: np.ndarray
    text: str
    display: str = ""


class RealCrops:
    """Words and non-text regions of the photographs, drawn anew with jitter each time.

    `boxes` is an optional JSON-lines file of detected quads ({"image", "quads"}): detections that hit one legible word (IoU >= 0.5),
    cover several, or lie on none are added; those in between say nothing clear.
    """

    def __init__(self, photos: list[AnnotatedPhoto], seed: int, boxes: Path | None = None) -> None:
        self.rng = random.Random(seed)
        self.words: list[Region] = []
        self.non_texts: list[Region] = []
        self.detected_words: list[Region] = []
        self.detected_non_texts: list[Region] = []
        detections = _detections(boxes) if boxes else {}
        for photo in photos:
            grey = cv2.imread(str(photo.path), cv2.IMREAD_GRAYSCALE)
            labels = ["" if ignored else label_of(text) for text, ignored in zip(photo.texts, photo.ignore)]
            displays = [text if text.isascii() and text.isprintable() else "" for text in photo.texts]
            self.words += [_region(grey, quad, label, display) for quad, label, display in zip(photo.quads, labels, displays)
                           if label and _sides(quad)[1] >= 6]
            self.non_texts += _non_text_regions(grey, photo.quads, self.rng)
            for box in detections.get(photo.path.name, []):
                label = detected_label(box, photo.quads, labels)
                if label is not None:
                    display = (detected_label(box, photo.quads, displays) or "") if label else ""
                    (self.detected_words if label else self.detected_non_texts).append(_region(grey, box, label, display))

    def word(self) -> Crop:
        """A word, cut by its annotation (enlarged and jittered) or by the detector."""
        while True:
            crop = self._crop(self.words, self.detected_words)
            if ctc_frames_needed(crop.text) <= crop.image.shape[1] // 4:
                return crop

    def non_text(self) -> Crop:
        """A region without text: any, or one on which the detector erred."""
        return self._crop(self.non_texts, self.detected_non_texts)

    def _crop(self, annotated: list[Region], detected: list[Region]) -> Crop:
        rng = self.rng
        by_detector = bool(detected) and rng.random() < DETECTED_SHARE
        region = rng.choice(detected if by_detector else annotated)
        quad = _jittered(region.quad, rng, DETECTED_JITTER if by_detector else 1.0)
        return Crop(varied(cut(region.patch, quad), rng), region.text, region.display)


def detected_label(box: np.ndarray, quads: np.ndarray, labels: list[str]) -> str | None:
    """What a detected box holds: a word or words in reading order, '' for nothing, None when the annotation cannot tell."""
    size = cv2.contourArea(box)
    shared = np.array([cv2.intersectConvexConvex(box, quad)[0] for quad in quads], np.float32)
    if shared.sum() < UNTOUCHED * size:
        return ""
    areas = np.array([cv2.contourArea(quad) for quad in quads], np.float32)
    covered = np.flatnonzero(shared >= COVERED * areas)
    if len(covered) > 1 and all(labels[index] for index in covered) and shared.sum() >= 0.5 * size:
        along, down = box[1] - box[0], box[3] - box[0]
        centres = quads[covered].mean(axis=1) - box[0]
        rows = centres @ down / max(float(down @ down), 1e-6)
        if np.ptp(rows) < 0.35:
            return " ".join(labels[index] for index in covered[np.argsort(centres @ along)])
        return None
    overlaps = shared / (size + areas - shared)
    best = int(overlaps.argmax())
    return labels[best] if overlaps[best] >= 0.5 and labels[best] else None


def cut(grey: np.ndarray, quad: np.ndarray) -> np.ndarray:
    """The quad rectified by perspective and stretched to uint8 [32, 128, 256 or 384] as RegionCropper.cs does: vertical text turned, words
    larger than the crop averaged over several bilinear samples a pixel."""
    width, height = _sides(quad)
    if height > TURN_ABOVE * width:
        quad, width, height = np.roll(quad, -1, axis=0), height, width
    columns = bucket_width(width / max(height, 1e-6))
    across, down = (max(1, min(8, math.ceil(ratio - 0.25))) for ratio in (width / columns, height / HEIGHT))
    size = (columns * across, HEIGHT * down)
    target = np.float32([(0, 0), (size[0], 0), size, (0, size[1])]) - 0.5
    matrix = cv2.getPerspectiveTransform(np.float32(quad) - 0.5, target)
    samples = cv2.warpPerspective(grey, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return samples if across == down == 1 else cv2.resize(samples, (columns, HEIGHT), interpolation=cv2.INTER_AREA)


def varied(crop: np.ndarray, rng: random.Random) -> np.ndarray:
    """Another light and another camera: contrast, brightness, inversion, gamma, resolution, blur, noise, JPEG. uint8 in and out."""
    height, width = crop.shape
    light = crop.astype(np.float32)
    if rng.random() < 0.3:
        light = 255.0 * (light / 255.0) ** rng.uniform(0.5, 2.0)
    light = (light - 128.0) * rng.uniform(0.5, 1.3) + 128.0 + rng.uniform(-40, 40)
    if rng.random() < 0.35:
        light = 255.0 - light
    if rng.random() < 0.25:
        light = cv2.resize(low_resolution(light, rng, 0.4), (width, height), interpolation=cv2.INTER_LINEAR)
    return degrade(light, rng, 0.6)


def _jittered(quad: np.ndarray, rng: random.Random, strength: float) -> np.ndarray:
    """Each side moved by -10 .. +25 % of the height, each corner by 5 %, the whole tilted a little."""
    width, height = _sides(quad)
    along, down = (quad[1] - quad[0] + quad[2] - quad[3]) / 2, (quad[3] - quad[0] + quad[2] - quad[1]) / 2
    along, down = along / max(width, 1e-6) * height, down / max(height, 1e-6) * height
    left, top, right, bottom = (strength * rng.uniform(-0.10, 0.25) for _ in range(4))
    above, below = -top * down, bottom * down
    moved = quad + np.float32([above - left * along, above + right * along, below + right * along, below - left * along])
    corner = 0.05 * strength * height
    moved = moved + np.float32([[rng.gauss(0, corner), rng.gauss(0, corner)] for _ in range(4)])
    tilt = strength * rng.gauss(0, 0.04) * min(width, 3 * height) / max(height, 1e-6)
    return np.float32(moved + 0.5 * tilt * np.outer([-1, 1, 1, -1], down))


def _non_text_regions(grey: np.ndarray, quads: np.ndarray, rng: random.Random) -> list[Region]:
    """Rectangles away from all quads (also from illegible words): the busiest ones, where a detector errs, and any ones."""
    taken = np.zeros(grey.shape, np.uint8)
    cv2.fillPoly(taken, [np.int32(quad) for quad in quads], 1)
    taken = cv2.dilate(taken, np.ones((9, 9), np.uint8))
    candidates = []
    for _ in range(CANDIDATES):
        height = int(10 * 8 ** rng.random())
        width = int(height * 8 ** rng.uniform(-0.1, 1.0))
        if width >= grey.shape[1] or height >= grey.shape[0]:
            continue
        x, y = rng.randrange(grey.shape[1] - width), rng.randrange(grey.shape[0] - height)
        if not taken[y:y + height, x:x + width].any():
            part = cv2.resize(grey[y:y + height, x:x + width], (64, 16), interpolation=cv2.INTER_AREA).astype(np.float32)
            candidates.append((float(np.abs(np.diff(part, axis=1)).mean()), (x, y, width, height)))
    candidates.sort(reverse=True)
    kept = candidates[:BUSIEST] + rng.sample(candidates[BUSIEST:], min(ANY, max(0, len(candidates) - BUSIEST)))
    return [_region(grey, np.float32([(x, y), (x + w, y), (x + w, y + h), (x, y + h)]), "") for _, (x, y, w, h) in kept]


def _region(grey: np.ndarray, quad: np.ndarray, text: str, display: str = "") -> Region:
    room = 0.5 * _sides(quad)[1] + 4
    x0, y0 = np.maximum(0, np.floor(quad.min(axis=0) - room)).astype(int)
    x1, y1 = np.ceil(quad.max(axis=0) + room).astype(int)
    return Region(grey[y0:y1, x0:x1].copy(), np.float32(quad - (x0, y0)), text, display)


def _sides(quad: np.ndarray) -> tuple[float, float]:
    """Mean width and mean height of a quad."""
    width = np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])
    height = np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])
    return float(width / 2), float(height / 2)


def _detections(path: Path) -> dict[str, list[np.ndarray]]:
    lines = (json.loads(line) for line in path.read_text().splitlines())
    return {line["image"]: [np.float32(quad) for quad in line["quads"]] for line in lines}
