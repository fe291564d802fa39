"""Targets and post-processing are inverses of each other: python3 -m unittest discover -s tests (from shared/training)."""

from __future__ import annotations

import unittest

import numpy as np

from scenetext.detector_postprocess import Level, PostProcessing, find_words
from scenetext.detector_targets import UNCLIP_RATIO, draw_targets
from scenetext.quads import inset, iou, transform

HEIGHT, WIDTH = 512, 768
EXACT = PostProcessing(levels=(Level(0.5, UNCLIP_RATIO),), box_threshold=0.5)


def rectangle(x: float, y: float, w: float, h: float, degrees: float = 0.0) -> np.ndarray:
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle), x], [np.sin(angle), np.cos(angle), y]])
    return transform(np.array([[(0, 0), (w, 0), (w, h), (0, h)]], np.float32), turn)[0].astype(np.float32)


class DetectorGeometryTest(unittest.TestCase):
    def test_inset_moves_every_edge_by_the_distance(self) -> None:
        smaller = inset(rectangle(10, 20, 100, 40)[None], np.array([5.0]))[0]
        np.testing.assert_allclose(smaller, rectangle(15, 25, 90, 30), atol=1e-4)

    def test_words_come_back_from_their_targets(self) -> None:
        words = np.stack([
            rectangle(40, 30, 300, 100), rectangle(420, 40, 24, 9), rectangle(420, 90, 200, 22, 20), rectangle(60, 400, 120, 30, -30),
            rectangle(300, 300, 60, 60), rectangle(400, 300, 70, 20), rectangle(474, 300, 70, 20), rectangle(400, 324, 70, 20),
        ])  # fmt: skip
        core, _ = draw_targets(words, np.zeros(len(words), bool), HEIGHT, WIDTH)
        found, scores = find_words(core.astype(np.float32), HEIGHT, WIDTH, EXACT)
        self.assertEqual(len(found), len(words))
        self.assertGreater(scores.min(), 0.7)
        for word in words:
            best = max(found, key=lambda quad: iou(quad, word))
            self.assertGreater(iou(best, word), 0.7)
            self.assertLess(np.abs(best - word).max(), 0.15 * np.ptp(word, axis=0).max() + 3)

    def test_ignored_and_tiny_words_are_not_in_the_loss(self) -> None:
        words = np.stack([rectangle(40, 30, 200, 60), rectangle(300, 30, 30, 4)])
        core, weight = draw_targets(words, np.array([True, False]), HEIGHT, WIDTH)
        self.assertEqual(core.sum(), 0)
        self.assertEqual(weight[30, 60], 0)
        self.assertEqual(weight[16, 157], 0)


if __name__ == "__main__":
    unittest.main()
