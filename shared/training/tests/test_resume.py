"""A training goes on where its checkpoint was written: python3 -m unittest discover -s tests (from shared/training)."""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import numpy as np
import torch

from scenetext import train_detector, train_word_encoder
from scenetext.detector_crops import CropBatch
from scenetext.edit_distance import edit_similarity
from scenetext.train_detector import Trainer
from scenetext.train_word_encoder import WordTraining
from scenetext.word_renderer import Crop
from scenetext.word_targets import Batch, WordTargets

TEXTS = ["horse", "horses", "hotel", "", "24"]


def crop_batch(seed: int) -> CropBatch:
    rng = torch.Generator().manual_seed(seed)
    core = (torch.rand(2, 32, 32, generator=rng) < 0.1).to(torch.uint8)
    return CropBatch(torch.randint(0, 256, (2, 64, 64, 3), generator=rng, dtype=torch.uint8), core, torch.ones(2, 32, 32), int(core.sum()))


def weights(network: torch.nn.Module) -> list[torch.Tensor]:
    return [parameter.detach().clone() for parameter in network.parameters()]


class ResumeTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        torch.set_num_threads(1)
        torch.manual_seed(1)

    def run_main(self, module: object, minutes: str) -> str:
        arguments = ["program", "--data", "/nowhere", "--out", str(self.folder), "--minutes", minutes]
        with mock.patch("sys.argv", arguments), contextlib.redirect_stdout(io.StringIO()) as printed:
            module.main()
        return printed.getvalue()


class DetectorResumeTest(ResumeTest):
    def setUp(self) -> None:
        super().setUp()
        self.arguments = argparse.Namespace(out=self.folder, rate=1e-3, minutes=1.0, from_weights=None)

    def test_a_checkpoint_is_all_that_the_next_step_depends_on(self) -> None:
        trainer = Trainer(self.arguments)
        trainer.update(crop_batch(1))
        trainer.seconds = 30.0
        trainer.save()
        with contextlib.redirect_stdout(io.StringIO()):
            resumed = Trainer(self.arguments)
        self.assertEqual((resumed.step, resumed.crops, resumed.seconds), (1, 2, 30.0))
        for each in (trainer, resumed):
            each.update(crop_batch(2))
        torch.testing.assert_close(weights(resumed.model), weights(trainer.model), rtol=0, atol=0)
        torch.testing.assert_close(weights(resumed.average), weights(trainer.average), rtol=0, atol=0)

    def test_a_finished_training_leaves_its_checkpoint_alone(self) -> None:
        trainer = Trainer(self.arguments)
        trainer.seconds = 61.0
        trainer.save()
        before = trainer.path.stat().st_mtime_ns
        self.assertIn("nothing left", self.run_main(train_detector, "1"))
        self.assertEqual(trainer.path.stat().st_mtime_ns, before)


class WordResumeTest(ResumeTest):
    @classmethod
    def setUpClass(cls) -> None:
        cls.targets = WordTargets()

    def batch(self, seed: int) -> Batch:
        pixels = np.random.default_rng(seed)
        crops = [Crop(pixels.integers(0, 255, (32, 128), np.uint8), text, text.title()) for text in TEXTS]
        return self.targets.batch(crops, random.Random(seed))

    def test_a_checkpoint_is_all_that_the_next_step_depends_on(self) -> None:
        training, file = WordTraining(1), io.BytesIO()
        training.step(self.batch(1), 1e-3)
        torch.save(training.state(), file)
        file.seek(0)
        resumed = WordTraining(2)
        resumed.load(torch.load(file))
        self.assertEqual((resumed.steps, resumed.crops), (1, len(TEXTS)))
        for each in (training, resumed):
            each.step(self.batch(2), 1e-3)
        torch.testing.assert_close(weights(resumed.networks), weights(training.networks), rtol=0, atol=0)

    def test_a_finished_training_leaves_its_checkpoint_alone(self) -> None:
        path = self.folder / "checkpoint.pt"
        torch.save(WordTraining(1).state() | {"seconds": 61.0}, path)
        before = path.stat().st_mtime_ns
        self.assertIn("nothing left", self.run_main(train_word_encoder, "1"))
        self.assertEqual(path.stat().st_mtime_ns, before)

    def test_targets_name_every_crop_its_words_and_concepts(self) -> None:
        batch = self.batch(1)
        own = batch.word_of_crop.tolist()
        self.assertEqual(own[TEXTS.index("")], -1)
        letters = {text: batch.words[row][batch.words[row] > 0].tolist() for text, row in zip(TEXTS, own) if text}
        for row, text in enumerate(TEXTS):
            self.assertEqual(batch.letters[row][:batch.lengths[row]].tolist(), letters.get(text, []))
        self.assertAlmostEqual(float(batch.between_words[own[0], own[1]]), float(edit_similarity(["horse"], ["horses"])[0, 0]))
        concepts = [batch.concepts[batch.concept_rows == row].tolist() for row in range(len(TEXTS))]
        none = self.targets.labels.none
        self.assertEqual(concepts[0], concepts[1], "the plural means the same")
        self.assertNotIn(none, concepts[0])
        self.assertEqual(concepts[3:], [[none], [none]])


if __name__ == "__main__":
    unittest.main()
