"""The arithmetic under the word encoder: python3 -m unittest discover -s tests (from shared/training)."""

from __future__ import annotations

import itertools
import random
import unittest

import numpy as np
import torch

from scenetext.alphabet import CLASSES, encode, greedy_decode
from scenetext.crops import cut, detected_label
from scenetext.edit_distance import edit_similarity, mutated
from scenetext.lexicon import Lexicon, normalise
from scenetext.text_tower import TextTower, interpolation
from scenetext.word_retrieval import average_precision, log_probability


def rectangle(x: float, y: float, w: float, h: float) -> np.ndarray:
    return np.float32([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])


class EditSimilarityTest(unittest.TestCase):
    def test_known_pairs(self) -> None:
        similarity = edit_similarity(["kitten", "cafe", ""], ["sitting", "cafe", "c"])
        np.testing.assert_allclose(similarity, [[1 - 3 / 7, 1 - 5 / 6, 0], [0, 1, 0.25], [0, 0, 0]], atol=1e-6)

    def test_mutated_words_are_one_or_two_edits_away(self) -> None:
        rng = random.Random(1)
        for word in ("a", "hotel", "new york"):
            for _ in range(100):
                other = mutated(word, rng)
                self.assertTrue(other)
                self.assertGreaterEqual(edit_similarity([word], [other])[0, 0], 1 - 3 / max(len(word), len(other)))


class CtcTest(unittest.TestCase):
    def test_log_probability_sums_all_alignments(self) -> None:
        posteriors = torch.randn(1, 4, CLASSES).log_softmax(-1)
        a, b = encode(["a"])[0].item(), encode(["b"])[0].item()
        paths = (path for path in itertools.product((0, a, b), repeat=4) if _collapsed(path) == [a, b])
        total = sum(float(posteriors[0, range(4), path].sum().exp()) for path in paths)
        self.assertAlmostEqual(float(log_probability(posteriors, "ab").exp()), total, places=5)

    def test_greedy_decode_merges_repeats_and_trims_spaces(self) -> None:
        path = [0, *encode(["a"])[0][0].tolist() * 2, 0, *encode([" a b "])[0][0].tolist()]
        one_hot = torch.nn.functional.one_hot(torch.tensor([path]), CLASSES).float()
        self.assertEqual(greedy_decode(one_hot), ["a a b"])


class TextTowerTest(unittest.TestCase):
    def test_interpolation_reads_one_character_eight_times_and_eight_once(self) -> None:
        np.testing.assert_allclose(interpolation(torch.ones(1, 1, 1)), np.ones((1, 1, 8)), atol=1e-6)
        np.testing.assert_allclose(interpolation(torch.ones(1, 1, 8))[0], np.eye(8), atol=1e-6)

    def test_padding_does_not_change_a_vector(self) -> None:
        tower = TextTower().eval()
        alone, padded = tower(encode(["bar"])[0]), tower(encode(["bar", "internationalisation"])[0])
        torch.testing.assert_close(alone[0], padded[0], atol=1e-5, rtol=0)


class AveragePrecisionTest(unittest.TestCase):
    def test_ties_share_a_threshold(self) -> None:
        relevant, scores = np.array([1, 0, 1, 0]), np.array([0.9, 0.5, 0.5, 0.1])
        self.assertAlmostEqual(average_precision(relevant, scores), 0.5 * 1 + 0.5 * 2 / 3)


class DetectedLabelTest(unittest.TestCase):
    quads = np.stack([rectangle(0, 0, 60, 20), rectangle(70, 0, 60, 20), rectangle(0, 100, 60, 20)])
    labels = ["grand", "hotel", ""]

    def test_one_word_two_words_nothing_and_undecidable(self) -> None:
        for box, expected in ((rectangle(-2, -2, 64, 24), "grand"), (rectangle(-2, -2, 136, 24), "grand hotel"),
                              (rectangle(300, 0, 60, 20), ""), (rectangle(0, 100, 60, 20), None), (rectangle(0, 0, 20, 20), None)):
            self.assertEqual(detected_label(box, self.quads, self.labels), expected)


class CutTest(unittest.TestCase):
    def test_pixels_of_an_unscaled_word_are_kept_and_vertical_words_turned(self) -> None:
        picture = np.random.default_rng(1).integers(0, 255, (300, 300), np.uint8)
        np.testing.assert_array_equal(cut(picture, rectangle(20, 30, 128, 32)), picture[30:62, 20:148])
        np.testing.assert_array_equal(cut(picture, rectangle(20, 30, 32, 128)), np.rot90(picture[30:158, 20:52]))


class LexiconTest(unittest.TestCase):
    def test_splits_share_no_dictionary_word(self) -> None:
        train, held_out = Lexicon(1), Lexicon(1, "heldout")
        self.assertFalse(set(train.lemmas) & set(held_out.lemmas))
        self.assertTrue(all(normalise(train.sample()) for _ in range(500)))


def _collapsed(path: tuple[int, ...]) -> list[int]:
    return [symbol for symbol, _ in itertools.groupby(path) if symbol]


if __name__ == "__main__":
    unittest.main()
