"""The words that the towers know."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

PAD, UNKNOWN = 0, 1
LENGTH = 32
"""Word positions of the text tower."""

FEWEST = 3
"""Occurrences in the training captions that make a word known."""

FUNCTION_WORDS = frozenset(
    "a an the and or but if of at by for with about into onto to from in on off out over under up down then than as is are was were be been "
    "being has have had having do does did doing will would can could should may might must this that these those there here it its he she "
    "they them their his her him who whom which what when where while some any each other another both all very so too just not no near next "
    "through during before after above below between against around along across behind toward towards among away upon them themselves "
    "himself herself itself one s t".split())
"""Words that show nothing by themselves; they are tokens, but no word vectors."""


class Vocabulary:
    """Known words, by falling frequency; ids 0 (padding) and 1 (unknown) come first."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self._ids = {word: index + 2 for index, word in enumerate(words)}

    def __len__(self) -> int:
        return len(self.words) + 2

    @classmethod
    def of(cls, captions: Iterable[list[list[str]]], fewest: int = FEWEST) -> Vocabulary:
        counts = Counter(word for picture in captions for caption in picture for word in caption)
        return cls([word for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if count >= fewest])

    def id(self, word: str) -> int:
        return self._ids.get(word, UNKNOWN)

    def ids(self, caption: list[str]) -> np.ndarray:
        """int64 [32]; further words are cut off."""
        ids = np.zeros(LENGTH, np.int64)
        known = [self.id(word) for word in caption[:LENGTH]]
        ids[:len(known)] = known
        return ids

    def content(self) -> list[int]:
        """Ids of the words that may show something."""
        return [index + 2 for index, word in enumerate(self.words) if word not in FUNCTION_WORDS and not word.isdigit()]


def word_shares(captions: list[list[list[str]]], vocabulary: Vocabulary) -> np.ndarray:
    """float32 [pictures, words]: the share of a picture's captions that contain the word; columns are `vocabulary.content()`."""
    column = {id_: index for index, id_ in enumerate(vocabulary.content())}
    shares = np.zeros((len(captions), len(column)), np.float32)
    for row, picture in zip(shares, captions):
        for caption in picture:
            for id_ in {vocabulary.id(word) for word in caption}:
                if id_ in column:
                    row[column[id_]] += 1 / len(picture)
    return shares
