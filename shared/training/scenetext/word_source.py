"""Where a synthetic scene takes its words from."""

from __future__ import annotations

import random
from functools import lru_cache

import numpy as np

from .lexicon import Lexicon


class WordSource:
    """Words from a given list, or without end from the lexicon."""

    def __init__(self, rng: np.random.Generator, texts: list[str] | None) -> None:
        self._given = list(texts) if texts is not None else None
        self._random = random.Random(int(rng.integers(1 << 62)))

    @property
    def exhausted(self) -> bool:
        return self._given is not None and not self._given

    def take(self, count: int) -> list[str]:
        if self._given is None:
            return [_lexicon().sample(self._random) for _ in range(count)]
        taken, self._given = self._given[:count], self._given[count:]
        return taken

    def put_back(self, words: list[str]) -> None:
        if self._given is not None:
            self._given = words + self._given


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(0)
