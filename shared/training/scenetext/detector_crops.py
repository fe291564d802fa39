"""Training crops of the detector: random views of real photographs and synthetic scenes, with their targets."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.utils.data import IterableDataset

from .detector_targets import MIN_HEIGHT, draw_targets
from .device import worker_seed
from .icdar import icdar_training_photos
from .photometry import disturb
from .quads import short_sides, transform
from .scene_generator import add_words, generate_scene

SCENE_SIZE = 640
SCENES_KEPT = 48
MIXED_SHARE = 0.4
"""Scenes that are training photographs, their own text included, with more words added."""

CROPS_PER_SCENE = 12
"""A scene takes about 60 ms to make and is seen through this many different crops before it goes."""

STEEP_SHARE = 0.08
"""Crops turned by up to 45 degrees; the others turn by up to 15, most of them by a few."""

AIMED_SHARE = 0.75
"""Crops centred near a legible word; the rest fall anywhere."""


@dataclass(frozen=True)
class LabelledPicture:
    """RGB uint8 ``[h, w, 3]`` with quads float32 ``[n, 4, 2]`` and ignore bool ``[n]``."""

    rgb: np.ndarray
    quads: np.ndarray
    ignore: np.ndarray


class CropBatch(NamedTuple):
    """``image`` uint8 ``[n, s, s, 3]``, ``core`` uint8 and ``weight`` float32 ``[n, s/2, s/2]``; ``positives``: core pixels that count."""

    image: Tensor
    core: Tensor
    weight: Tensor
    positives: int

    def on(self, device: str) -> "CropBatch":
        """The same on a device; does not wait for the copies."""
        return CropBatch(*(part.to(device, non_blocking=True) for part in self[:3]), self.positives)


class CropStream(IterableDataset):
    """Endless batches; every data process draws from a seed of its own.

    ``real_share`` gives the share of photographs among the crops as a function of the seconds since the start.
    Every ``large_every``-th batch has fewer, larger crops (words of several hundred pixels need the room).
    """

    def __init__(self, data: Path, seed: int, batch: int, size: int, real_share: "ShareSchedule", large_every: int = 4) -> None:
        self.data, self.seed, self.batch, self.size = data, seed, batch, size
        self.real_share, self.large_every = real_share, large_every
        # Read once: the data processes are forks and share these 2.2 GB. OpenCV's threads would not survive the fork.
        cv2.setNumThreads(1)
        self.photos = [LabelledPicture(photo.read_rgb(), photo.quads, photo.ignore) for photo in icdar_training_photos(data)]
        paths = sorted((data / "backgrounds" / "images").iterdir())
        self.backgrounds = [cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB) for path in paths]

    def __iter__(self) -> Iterator[CropBatch]:
        cv2.setNumThreads(1)
        rng = np.random.default_rng(worker_seed(self.seed))
        photos, scenes = self.photos, SceneRing(rng, self.backgrounds, self.photos)
        step, start = 0, time.monotonic()
        while True:
            large = step % self.large_every == self.large_every - 1
            size, count = (self.size * 5 // 3, max(1, round(self.batch * 0.36))) if large else (self.size, self.batch)
            share = self.real_share.at(time.monotonic() - start)
            crops = [make_crop(rng, _any(rng, photos) if rng.random() < share else scenes.next(), size) for _ in range(count)]
            image, core, weight = (np.stack(parts) for parts in zip(*crops))
            positives = np.count_nonzero((core > 0) & (weight > 0))
            yield CropBatch(torch.from_numpy(image), torch.from_numpy(core), torch.from_numpy(weight), positives)
            step += 1


@dataclass(frozen=True)
class ShareSchedule:
    """The share of real crops: linear in time from ``first`` to ``last``, ``used`` of ``budget`` seconds being over at the start."""

    first: float
    last: float
    used: float
    budget: float

    def at(self, elapsed: float) -> float:
        return self.first + (self.last - self.first) * min(1.0, (self.used + elapsed) / self.budget)


class SceneRing:
    """The youngest synthetic scenes; a new one replaces the oldest after every CROPS_PER_SCENE crops."""

    def __init__(self, rng: np.random.Generator, backgrounds: list[np.ndarray], photos: list[LabelledPicture]) -> None:
        self._rng, self._backgrounds, self._photos = rng, backgrounds, photos
        self._scenes: deque[LabelledPicture] = deque(maxlen=SCENES_KEPT)
        self._taken = 0

    def next(self) -> LabelledPicture:
        if self._taken % CROPS_PER_SCENE == 0 or len(self._scenes) < SCENES_KEPT // 3:
            self._scenes.append(self._make())
        self._taken += 1
        return _any(self._rng, self._scenes)

    def _make(self) -> LabelledPicture:
        if self._rng.random() < MIXED_SHARE:
            photo = _any(self._rng, self._photos)
            rgb, added = add_words(self._rng, photo.rgb, photo.quads)
            return LabelledPicture(rgb, np.concatenate([photo.quads, added]), np.concatenate([photo.ignore, np.zeros(len(added), bool)]))
        rgb, words = generate_scene(self._rng, SCENE_SIZE, SCENE_SIZE, self._backgrounds)
        quads = np.array([word["quad"] for word in words], np.float32).reshape(-1, 4, 2)
        return LabelledPicture(rgb, quads, np.zeros(len(words), bool))


def make_crop(rng: np.random.Generator, picture: LabelledPicture, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A random view of the picture as ``(image, core, weight)``: turned, scaled, never mirrored, then disturbed."""
    matrix = _random_view(rng, picture, size)
    # OpenCV samples at integers, our coordinates put pixel i at [i, i + 1].
    sampling = matrix.copy()
    sampling[:, 2] += matrix[:, :2] @ (0.5, 0.5) - 0.5
    fill = rng.integers(0, 256, 3).tolist()
    rgb = cv2.warpAffine(picture.rgb, sampling, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=fill)
    quads = transform(picture.quads, matrix).astype(np.float32)
    near = (quads.max(1) > -size).all(1) & (quads.min(1) < 2 * size).all(1)
    core, weight = draw_targets(quads[near], picture.ignore[near], size, size)
    return disturb(rng, rgb), core, weight


def _random_view(rng: np.random.Generator, picture: LabelledPicture, size: int) -> np.ndarray:
    """Affine ``[2, 3]``: scale 0.5 - 2 (log-uniform), turn, slight stretch, aimed at a word or anywhere."""
    height, width = picture.rgb.shape[:2]
    angle = np.radians(rng.uniform(-45, 45) if rng.random() < STEEP_SHARE else np.clip(rng.normal(0, 5), -15, 15))
    scale = np.exp(rng.uniform(np.log(0.5), np.log(2.0)))
    legible = np.flatnonzero(~picture.ignore)
    if len(legible) and rng.random() < AIMED_SHARE:
        word = picture.quads[legible[rng.integers(len(legible))]]
        centre = word.mean(0) + rng.uniform(-0.4, 0.4, 2) * size / scale
        # Do not blow huge words up, nor shrink tiny ones to nothing.
        scale = float(np.clip(scale, MIN_HEIGHT / max(short_sides(word[None])[0], 1), 1.5 * size / max(np.ptp(word, axis=0).max(), 1)))
    else:
        centre = rng.random(2) * (width, height)
    margin = np.minimum(0.5 * size / scale, (width / 2, height / 2))
    centre = np.clip(centre, margin, np.array([width, height]) - margin)
    stretch = scale * np.exp(rng.uniform(-0.15, 0.15))
    cos, sin = np.cos(angle), np.sin(angle)
    linear = np.array([[cos * stretch, -sin * scale], [sin * stretch, cos * scale]])
    return np.column_stack([linear, size / 2 - linear @ centre])


def _any(rng: np.random.Generator, items):
    return items[int(rng.integers(len(items)))]
