"""What the word encoder learns from a batch of crops. Computed in the data processes: the training only moves and multiplies."""
from __future__ import annotations

import random
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from .alphabet import DISPLAY_LETTERS, encode
from .concepts import all_concepts
from .edit_distance import edit_similarity, mutated
from .lexicon import Lexicon, singular_forms
from .word_neighbours import WordNeighbours
from .word_renderer import Crop

MUTATED_WORDS, NEIGHBOUR_WORDS = 32, 32
"""Words beside those of the crops: random edits, and dictionary words one letter away. As many for each `CROPS_PER_DRAW` crops."""

CROPS_PER_DRAW = 96

ON_HOST = {"lengths", "display_lengths"}
"""CTC wants them in main memory."""


class Batch(NamedTuple):
    """n crops of one width with their targets. Class ids are padded with 0 at the end; lengths count letters."""

    crops: Tensor
    """uint8 [n, 1, 32, W]"""

    letters: Tensor
    """int64 [n, L], class ids of the labels; `lengths` int64 [n], 0 = no text"""

    lengths: Tensor
    display_rows: Tensor
    """int64 [m], the crops of which it is known letter by letter what is written there; `display_letters` int64 [m, L'] with their lengths.
    Crops without text are among them; crops with text of which that is not known do not count."""

    display_letters: Tensor
    display_lengths: Tensor
    words: Tensor
    """int64 [w, L''], class ids of the words that the crops are compared with; `between_words` float32 [w, w], their edit similarities"""

    between_words: Tensor
    word_of_crop: Tensor
    """int64 [n], a row of `words`, -1 = no text"""

    concept_rows: Tensor
    """int64 [p] with `concepts` int64 [p]: crop and concept of every pair that belongs together"""

    concepts: Tensor

    def on(self, device: str) -> Batch:
        """The same on a device; does not wait for the copies."""
        return Batch(*(part if name in ON_HOST else part.to(device, non_blocking=True) for name, part in zip(self._fields, self)))


class ConceptLabels:
    """The concepts of the words that may be trained on, plural forms included.

    The last concept is "none": of names, numbers, several words, no text. It gives a search for a concept something to lose against.
    """

    def __init__(self) -> None:
        concepts = all_concepts()
        self.own, self.none = concepts.split(held_out=False), len(concepts.all)

    def pairs(self, texts: list[str]) -> tuple[Tensor, Tensor]:
        """Row and concept of every pair, int64 [p] each, in order."""
        own = [sorted({*next((self.own[form] for form in singular_forms(text) if form in self.own), [self.none])}) for text in texts]
        rows = [row for row, concepts in enumerate(own) for _ in concepts]
        return torch.tensor(rows), torch.tensor([concept for concepts in own for concept in concepts])


class WordTargets:
    """Makes batches of crops; everything random comes from `rng`."""

    def __init__(self) -> None:
        self.labels = ConceptLabels()
        self.neighbours = WordNeighbours(Lexicon(0).lemmas)

    def batch(self, crops: list[Crop], rng: random.Random) -> Batch:
        texts, displays = [crop.text for crop in crops], [crop.display for crop in crops]
        words = self._words(texts, rng)
        place = {word: index for index, word in enumerate(words)}
        known = [index for index, (text, display) in enumerate(zip(texts, displays)) if display or not text]
        return Batch(
            torch.from_numpy(np.stack([crop.image for crop in crops])[:, None]),
            *encode(texts),
            torch.tensor(known), *encode([displays[index] for index in known], DISPLAY_LETTERS),
            encode(words)[0], torch.from_numpy(edit_similarity(words, words)),
            torch.tensor([place.get(text, -1) for text in texts]),
            *self.labels.pairs(texts))

    def _words(self, texts: list[str], rng: random.Random) -> list[str]:
        """The crops' own words, edited ones and neighbours."""
        drawn, draws = sorted({text for text in texts if text}), max(1, len(texts) // CROPS_PER_DRAW)
        edited = (mutated(rng.choice(drawn), rng) for _ in range(draws * MUTATED_WORDS))
        return sorted({*drawn, *edited, *self.neighbours.draw(drawn, draws * NEIGHBOUR_WORDS, rng)})
