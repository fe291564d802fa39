"""Words of the lexicon that differ in one letter: coffee and toffee are what a search must tell apart."""
from __future__ import annotations

import random
from collections import defaultdict


class WordNeighbours:
    """For every word the others at edit distance 1, found by what is left of a word when one letter is taken out."""

    def __init__(self, words: list[str]) -> None:
        self.remains: dict[str, list[str]] = defaultdict(list)
        for word in words:
            for remain in _remains(word):
                self.remains[remain].append(word)

    def of(self, word: str) -> list[str]:
        """Words at distance 1, and transpositions of two neighbouring letters; not the word itself."""
        found = {other for remain in _remains(word) for other in self.remains.get(remain, ()) if abs(len(other) - len(word)) <= 1}
        return sorted(found - {word})

    def draw(self, words: list[str], count: int, rng: random.Random) -> list[str]:
        """At most `count` neighbours of random words of the list."""
        drawn = (self.of(rng.choice(words)) for _ in range(count))
        return [rng.choice(others) for others in drawn if others]


def _remains(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1:] for place in range(len(word)))}
