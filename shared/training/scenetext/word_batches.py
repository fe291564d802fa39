"""The stream of training batches for the word encoder: synthetic words, real words, non-text, in three width buckets."""
from __future__ import annotations

import random
from ctypes import c_double
from multiprocessing import Value
from pathlib import Path
from typing import Iterator

import cv2
from torch.utils.data import IterableDataset

from .backdrops import Backdrops
from .crops import RealCrops
from .degradation import cheap_variation
from .device import worker_seed
from .fonts import training_fonts
from .icdar import icdar_training_photos
from .lexicon import Lexicon
from .word_renderer import LONG, NARROW, WIDE, Crop, WordRenderer
from .word_targets import Batch, WordTargets

BATCH_OF_WIDTH = {NARROW: 96, WIDE: 48, LONG: 32}
REUSE_SHARE = 0.5
"""Half of the synthetic words are earlier ones in another light (0.2 instead of 0.9 ms): on one core rendering is a third of a step."""
RESERVOIR = 6000


class WordBatches(IterableDataset):
    """Endless batches; the share of real crops follows `progress` (0..1), which the trainer sets across the process border.

    Every data process draws from a seed of its own. Batches are larger by `batch_factor`.
    """

    def __init__(self, data: Path, seed: int, real_shares: list[tuple[float, float]], non_text_share: float,
                 boxes: Path | None = None, batch_factor: int = 1) -> None:
        self.data, self.seed, self.boxes = data, seed, boxes
        self.sizes = {width: batch_factor * count for width, count in BATCH_OF_WIDTH.items()}
        # Made once: the data processes are forks and share its dictionaries.
        self.targets = WordTargets()
        self.real_shares, self.non_text_share = real_shares, non_text_share
        self.progress = Value(c_double, 0.0)

    def __iter__(self) -> Iterator[Batch]:
        cv2.setNumThreads(0)
        seed = worker_seed(self.seed)
        self.rng, choices = random.Random(seed), random.Random(seed)
        self.renderer = WordRenderer(training_fonts(), Lexicon(seed), Backdrops(self.data / "backgrounds"), seed)
        self.real = RealCrops(icdar_training_photos(self.data), seed, self.boxes)
        self.reservoir: list[Crop] = []
        waiting: dict[int, list[Crop]] = {width: [] for width in self.sizes}
        while True:
            crop = self._draw()
            width = crop.image.shape[1]
            waiting[width].append(crop)
            if len(waiting[width]) == self.sizes[width]:
                yield self.targets.batch(waiting[width], choices)
                waiting[width] = []

    def _draw(self) -> Crop:
        rng, real_share = self.rng, self._real_share()
        real = rng.random() < real_share
        if rng.random() < self.non_text_share:
            return self.real.non_text() if real or rng.random() < 0.4 else self.renderer.non_text()
        if real:
            return self.real.word()
        if len(self.reservoir) == RESERVOIR and rng.random() < REUSE_SHARE:
            crop = rng.choice(self.reservoir)
            return crop._replace(image=cheap_variation(crop.image, rng))
        crop = self.renderer.word()
        if len(self.reservoir) < RESERVOIR:
            self.reservoir.append(crop)
        else:
            self.reservoir[rng.randrange(RESERVOIR)] = crop
        return crop

    def _real_share(self) -> float:
        """The share of the last stage that has begun."""
        return next((share for start, share in reversed(self.real_shares) if self.progress.value >= start), 0.0)
