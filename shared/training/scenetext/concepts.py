"""Concepts of words: which kinds of thing a noun names, from WordNet's hypernyms (LEWIS; science.md section 4).

A concept is a noun synset general enough to have many words below it and special enough to say something. The labels of a word are the
concepts above its usual senses. WordNet 3.0 is Princeton's, free to use with its notice.
"""
from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from typing import NamedTuple

from .lexicon import WORDNET, is_held_out

DEPTHS = range(4, 11)
"""Shortest way from a concept to the root `entity`."""

FEWEST_WORDS, LARGEST_SHARE = 20, 0.05
"""Single words below a concept: at least so many, at most this share of all."""

MOST_SENSES, USUAL_SENSE = 2, 0.4
"""Senses of a word that count: the first, and the second when WordNet's tagged texts have it at least this often as the first."""


class Concept(NamedTuple):
    """A noun synset: its words, the first of which names it, what it is (the gloss), and how many lexicon words have it."""

    words: list[str]
    gloss: str
    size: int


class Concepts:
    """All concepts, and the words with their concepts.

    `all[c]` describes concept c; `of_word[word]` are the numbers of its concepts, special before general (deeper synsets first).
    """

    def __init__(self) -> None:
        words, glosses, parents = _synsets()
        depth = _depths(parents)
        above = {synset: _closure(synset, parents) for synset in words}
        senses = {word: usual for word, usual in _usual_senses().items() if usual}
        below: dict[str, set[str]] = defaultdict(set)
        for word, usual in senses.items():
            for ancestor in set().union(*(above[synset] for synset in usual)):
                below[ancestor].add(word)
        largest = LARGEST_SHARE * len(senses)
        kept = [synset for synset in sorted(words)
                if depth[synset] in DEPTHS and FEWEST_WORDS <= len(below.get(synset, ())) <= largest]
        number = {synset: index for index, synset in enumerate(kept)}
        self.all = [Concept(words[synset], glosses[synset], len(below[synset])) for synset in kept]
        self.of_word: dict[str, list[int]] = {}
        for word, usual in sorted(senses.items()):
            own = sorted(set().union(*(above[synset] for synset in usual)) & number.keys(), key=lambda synset: (-depth[synset], synset))
            if own:
                self.of_word[word] = [number[synset] for synset in own]

    def split(self, held_out: bool) -> dict[str, list[int]]:
        """The words that are (not) held out from every training, with their concepts."""
        return {word: own for word, own in self.of_word.items() if is_held_out(word) == held_out}


@functools.lru_cache(maxsize=1)
def all_concepts() -> Concepts:
    return Concepts()


def _synsets() -> tuple[dict[str, list[str]], dict[str, str], dict[str, list[str]]]:
    """Words, gloss and hypernyms (instances included) of every noun synset, by its offset (wndb(5WN))."""
    words, glosses, parents = {}, {}, {}
    for line in (WORDNET / "data.noun").read_text().splitlines():
        if line.startswith(" "):
            continue
        data, _, gloss = line.partition(" | ")
        fields = data.split(" ")
        count = int(fields[3], 16)
        words[fields[0]] = [word.replace("_", " ") for word in fields[4:4 + 2 * count:2]]
        pointers = fields[5 + 2 * count:]
        parents[fields[0]] = [pointers[i + 1] for i in range(0, len(pointers) - 3, 4) if pointers[i] in ("@", "@i")]
        glosses[fields[0]] = gloss.split(";")[0].strip()
    return words, glosses, parents


def _usual_senses() -> dict[str, list[str]]:
    """The synsets of the senses that count, for every noun of one word of the letters a-z."""
    tagged = _tag_counts()
    senses: dict[str, list[str]] = {}
    for line in (WORDNET / "index.noun").read_text().splitlines():
        fields = line.split()
        if line.startswith(" ") or not re.fullmatch("[a-z]{3,15}", fields[0]):
            continue
        offsets = fields[-int(fields[2]):]
        first = tagged[fields[0], 1] + 1
        senses[fields[0]] = [offset for rank, offset in enumerate(offsets[:MOST_SENSES], 1)
                             if rank == 1 or tagged[fields[0], rank] + 1 >= USUAL_SENSE * first and first > 1]
    return senses


def _tag_counts() -> Counter[tuple[str, int]]:
    """How often WordNet's tagged texts have sense n of a noun."""
    counts: Counter[tuple[str, int]] = Counter()
    for line in (WORDNET / "cntlist.rev").read_text().splitlines():
        key, sense, count = line.split()
        lemma, _, place = key.partition("%")
        if place.startswith("1:"):
            counts[lemma, int(sense)] = int(count)
    return counts


def _depths(parents: dict[str, list[str]]) -> dict[str, int]:
    depths: dict[str, int] = {}

    def depth(synset: str) -> int:
        if synset not in depths:
            depths[synset] = 1 + min((depth(parent) for parent in parents[synset]), default=-1)
        return depths[synset]

    return {synset: depth(synset) for synset in parents}


def _closure(synset: str, parents: dict[str, list[str]]) -> set[str]:
    """The synset itself and everything above it."""
    reached, open_ = {synset}, [synset]
    while open_:
        for parent in parents[open_.pop()]:
            if parent not in reached:
                reached.add(parent)
                open_.append(parent)
    return reached


if __name__ == "__main__":
    concepts = all_concepts()
    labels = sum(map(len, concepts.of_word.values()))
    print(f"{len(concepts.all)} concepts; {len(concepts.of_word)} words, {len(concepts.split(True))} of them held out; "
          f"{labels / len(concepts.of_word):.1f} concepts a word")
    for word in ("terrier", "coffee", "bank", "pharmacy", "daffodil", "museum"):
        print(word, [f"{concepts.all[c].words[0]} ({concepts.all[c].size})" for c in concepts.of_word.get(word, [])])
