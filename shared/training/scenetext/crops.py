"""Real word crops and real non-text crops from the ICDAR 2015 training photographs (CC BY 4.0), cut as the product cuts them.

Only the training four fifths: every fifth photograph by file name order is held out for development.
Words marked `###` are neither words nor non-text.
"""
from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Iterator, NamedTuple

import cv2
import numpy as np

from .degradation import degrade, low_resolution
from .word_renderer import HEIGHT, Crop, bucket_width, ctc_frames_needed, label_of

HELD_OUT_EVERY = 5
CANDIDATES, BUSIEST, ANY = 40, 8, 4
"""Non-text regions a photograph: random rectangles tried, kept for their many edges, kept at random."""


class Region(NamedTuple):
    """A quad (float32 [4, 2], clockwise from top-left) in a grey cut-out with room around, and its label ('' = no text)."""

    patch: np.ndarray
    quad: np.ndarray
    text: str


class Photograph(NamedTuple):
    name: str
    grey: np.ndarray
    instances: list[dict]


def photographs(folder: Path, held_out: bool) -> Iterator[Photograph]:
    """Photographs of one split of a scene text folder (`images/`, `gt.jsonl`)."""
    lines = [json.loads(line) for line in (folder / "gt.jsonl").read_text().splitlines()]
    for index, line in enumerate(sorted(lines, key=lambda line: line["image"])):
        if (index % HELD_OUT_EVERY == 0) == held_out:
            grey = cv2.imread(str(folder / "images" / line["image"]), cv2.IMREAD_GRAYSCALE)
            yield Photograph(line["image"], grey, line["instances"])


class RealCrops:
    """Words and non-text regions of the photographs, drawn anew with jitter each time.

    `boxes` is an optional JSON-lines file of detected quads ({"image", "quads"}): detections that hit a legible word
    (IoU >= 0.5) and detections that hit nothing (IoU < 0.1 with every quad) are added as they are.
    """

    def __init__(self, folder: Path, seed: int, held_out: bool = False, boxes: Path | None = None) -> None:
        self.rng = random.Random(seed)
        self.words: list[Region] = []
        self.non_texts: list[Region] = []
        self.detected_words: list[Region] = []
        self.detected_non_texts: list[Region] = []
        detections = _detections(boxes) if boxes else {}
        for photograph in photographs(folder, held_out):
            quads = [np.float32(instance["quad"]) for instance in photograph.instances]
            for instance, quad in zip(photograph.instances, quads):
                text = "" if instance["ignore"] else label_of(instance["text"])
                if text and _sides(quad)[1] >= 6:
                    self.words.append(_region(photograph.grey, quad, text))
            self.non_texts += _non_text_regions(photograph.grey, quads, self.rng)
            self._add_detections(photograph, quads, detections.get(photograph.name, []))

    def word(self) -> Crop:
        """A word, cut by its annotation (enlarged and jittered) or by the detector."""
        rng = self.rng
        while True:
            detected = bool(self.detected_words) and rng.random() < 0.6
            region = rng.choice(self.detected_words if detected else self.words)
            image = varied(cut(region.patch, _jittered(region.quad, rng, 0.4 if detected else 1.0)), rng)
            if ctc_frames_needed(region.text) <= image.shape[1] // 4:
                return Crop(image, region.text)

    def non_text(self) -> Crop:
        rng = self.rng
        detected = bool(self.detected_non_texts) and rng.random() < 0.6
        region = rng.choice(self.detected_non_texts if detected else self.non_texts)
        return Crop(varied(cut(region.patch, _jittered(region.quad, rng, 0.4 if detected else 1.0)), rng), "")

    def _add_detections(self, photograph: Photograph, quads: list[np.ndarray], detected: list[np.ndarray]) -> None:
        for box in detected:
            overlaps = [iou(box, quad) for quad in quads]
            best = int(np.argmax(overlaps)) if overlaps else -1
            if best < 0 or overlaps[best] < 0.1:
                self.detected_non_texts.append(_region(photograph.grey, box, ""))
            elif overlaps[best] >= 0.5 and not photograph.instances[best]["ignore"]:
                text = label_of(photograph.instances[best]["text"])
                if text:
                    self.detected_words.append(_region(photograph.grey, box, text))


def cut(grey: np.ndarray, quad: np.ndarray) -> np.ndarray:
    """The quad rectified by perspective and stretched to uint8 [32, 128 or 256], exactly as the product's cropper does."""
    width, height = _sides(quad)
    columns = bucket_width(width / max(height, 1e-6))
    target = np.float32([(0, 0), (columns, 0), (columns, HEIGHT), (0, HEIGHT)]) - 0.5
    matrix = cv2.getPerspectiveTransform(np.float32(quad), target)
    return cv2.warpPerspective(grey, matrix, (columns, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


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


def iou(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union of two convex quads."""
    area, _ = cv2.intersectConvexConvex(np.float32(a), np.float32(b))
    union = abs(cv2.contourArea(np.float32(a))) + abs(cv2.contourArea(np.float32(b))) - area
    return float(area / union) if union > 0 else 0.0


def _jittered(quad: np.ndarray, rng: random.Random, strength: float) -> np.ndarray:
    """Each side moved by -10 .. +25 % of the height, each corner by 5 %, the whole tilted a little."""
    width, height = _sides(quad)
    along, down = (quad[1] - quad[0] + quad[2] - quad[3]) / 2, (quad[3] - quad[0] + quad[2] - quad[1]) / 2
    along, down = along / max(width, 1e-6) * height, down / max(height, 1e-6) * height
    left, top, right, bottom = (strength * rng.uniform(-0.10, 0.25) for _ in range(4))
    moved = quad + np.float32([-left * along - top * down, right * along - top * down, right * along + bottom * down, -left * along + bottom * down])
    corner = 0.05 * strength * height
    moved = moved + np.float32([[rng.gauss(0, corner), rng.gauss(0, corner)] for _ in range(4)])
    tilt = strength * rng.gauss(0, 0.04) * min(width, 3 * height) / max(height, 1e-6)
    return np.float32(moved + 0.5 * tilt * np.outer([-1, 1, 1, -1], down))


def _non_text_regions(grey: np.ndarray, quads: list[np.ndarray], rng: random.Random) -> list[Region]:
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


def _region(grey: np.ndarray, quad: np.ndarray, text: str) -> Region:
    room = 0.5 * _sides(quad)[1] + 4
    x0, y0 = np.maximum(0, np.floor(quad.min(axis=0) - room)).astype(int)
    x1, y1 = np.ceil(quad.max(axis=0) + room).astype(int)
    return Region(grey[y0:y1, x0:x1].copy(), np.float32(quad - (x0, y0)), text)


def _sides(quad: np.ndarray) -> tuple[float, float]:
    """Mean width and mean height of a quad."""
    width = np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])
    height = np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])
    return float(width / 2), float(height / 2)


def _detections(path: Path) -> dict[str, list[np.ndarray]]:
    lines = (json.loads(line) for line in path.read_text().splitlines())
    return {line["image"]: [np.float32(quad) for quad in line["quads"]] for line in lines}
