"""Devices, data processes and what of the losses depends on them: python3 -m unittest discover -s tests (from shared/training)."""

from __future__ import annotations

import argparse
import itertools
import json
import random
import tempfile
import unittest
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import cv2
import numpy as np
import torch
from torch.utils.data import IterableDataset

from scenetext import detector_loss, word_batches
from scenetext.detector_crops import CropBatch, CropStream, ShareSchedule
from scenetext.device import WORKER_SEEDS, Device, Feed, on_host, worker_seed
from scenetext.train_detector import Trainer
from scenetext.train_word_encoder import WordTraining
from scenetext.word_batches import WordBatches
from scenetext.word_renderer import Crop
from scenetext.word_targets import WordTargets

TWO_WORKERS = Device(workers=2)


def options(device: str, workers: int | None = None, batch_factor: int | None = None) -> argparse.Namespace:
    return argparse.Namespace(device=device, workers=workers, batch_factor=batch_factor)


def gpu(capability: tuple[int, int]) -> mock._patch:
    answers = {"is_available": lambda: True, "get_device_capability": lambda: capability, "get_device_name": lambda: "GPU"}
    return mock.patch.multiple(torch.cuda, **answers)


class DeviceTest(unittest.TestCase):
    def test_a_cpu_has_one_data_process_and_the_batches_of_the_publication(self) -> None:
        self.assertEqual(Device.chosen(options("cpu")), Device("cpu", 1, 1))
        self.assertEqual(Device().rate_factor, 1.0)

    @mock.patch("os.sched_getaffinity", lambda _: range(8))
    @mock.patch.object(Device, "_prepare", lambda _: None)
    def test_cuda_has_a_data_process_on_every_other_core_and_twice_the_rate_for_four_times_the_batch(self) -> None:
        with gpu((9, 0)):
            device = Device.chosen(options("cuda"))
        self.assertEqual(device, Device("cuda", 7, 4))
        self.assertEqual(device.rate_factor, 2.0)

    def test_what_cannot_be_had_is_an_error_that_says_so(self) -> None:
        with mock.patch("torch.cuda.is_available", lambda: False), self.assertRaisesRegex(SystemExit, "finds no CUDA GPU"):
            Device.chosen(options("cuda"))
        with gpu((7, 5)), self.assertRaisesRegex(SystemExit, "no bf16"):
            Device.chosen(options("cuda"))
        with self.assertRaisesRegex(SystemExit, "--workers 0"):
            Device.chosen(options("cpu", workers=0))

    def test_on_host_keeps_everything_else(self) -> None:
        state = {"a": torch.ones(2), "b": [{"betas": (0.9, 0.999), "c": None}], "steps": 3}
        self.assertEqual(str(on_host(state)), str(state))


class Seeds(IterableDataset):
    def __iter__(self) -> Iterator[int]:
        yield from itertools.repeat(worker_seed(5))


class DataProcessTest(unittest.TestCase):
    """Streams on a tiny data folder: two photographs of noise with a word each, the second of which may be trained on."""

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.data = Path(folder.name)
        rng = np.random.default_rng(1)
        for images in ("icdar2015_train/images", "backgrounds/images"):
            (cls.data / images).mkdir(parents=True)
            for name in ("0.png", "1.png"):
                cv2.imwrite(str(cls.data / images / name), rng.integers(0, 255, (160, 160, 3), np.uint8))
        word = {"text": "Hotel", "quad": [[40, 40], [120, 40], [120, 70], [40, 70]], "ignore": False}
        lines = (json.dumps({"image": name, "instances": [word]}) for name in ("0.png", "1.png"))
        (cls.data / "icdar2015_train/gt.jsonl").write_text("\n".join(lines))

    def test_every_process_has_its_own_seed_and_the_first_the_given_one(self) -> None:
        self.assertEqual(list(itertools.islice(Feed(Seeds(), TWO_WORKERS, 8), 4)), [5, 5 + WORKER_SEEDS] * 2)
        self.assertEqual(worker_seed(5), 5)

    def test_crops_differ_between_processes_and_do_not_depend_on_their_number(self) -> None:
        stream = CropStream(self.data, 1, 2, 64, ShareSchedule(1.0, 1.0, 0.0, 60.0))
        alone = [batch.image.numpy() for batch in itertools.islice(Feed(stream, Device(), 2), 2)]
        first, second, third = (batch.image.numpy() for batch in itertools.islice(Feed(stream, TWO_WORKERS, 2), 3))
        np.testing.assert_array_equal(alone, [first, third])
        self.assertFalse(np.array_equal(first, second))

    @mock.patch.dict(word_batches.BATCH_OF_WIDTH, {128: 3, 256: 3, 384: 3})
    def test_words_differ_between_processes_and_batches_grow_by_the_factor(self) -> None:
        batches = WordBatches(self.data, 1, [(0.0, 0.5)], 0.2, batch_factor=2)
        first, second = itertools.islice(Feed(batches, TWO_WORKERS, 2), 2)
        self.assertEqual(len(first.crops), 6)
        self.assertFalse(first.crops.shape == second.crops.shape and bool((first.crops == second.crops).all()))


class DetectorLossTest(unittest.TestCase):
    def test_without_waiting_for_a_count_the_loss_is_the_same(self) -> None:
        generator = torch.Generator().manual_seed(1)
        core = (torch.rand(2, 32, 32, generator=generator) < 0.1).to(torch.uint8)
        weight = (torch.rand(2, 32, 32, generator=generator) < 0.9).float()
        positives = int(((core > 0) & (weight > 0)).sum())
        results = []
        for waits in (False, True):
            logits = torch.randn(2, 1, 32, 32, generator=torch.Generator().manual_seed(2)).requires_grad_()
            with mock.patch.object(detector_loss, "_counting_waits", lambda _: waits):
                loss, _ = detector_loss.detector_loss(logits, core, weight, positives)
            loss.backward()
            results.append((loss.detach(), logits.grad))
        torch.testing.assert_close(results[0], results[1], rtol=1e-5, atol=1e-7)


class NoValues(Device):
    """Tensors of the device "meta" have no values, so whatever would make the host wait for a GPU (reading one, a mask as index) fails."""

    def autocast(self) -> torch.autocast:
        return torch.autocast("cpu", dtype=torch.bfloat16)


class WaitingTest(unittest.TestCase):
    device = NoValues("meta")

    def test_the_device_refuses_what_waits(self) -> None:
        values = torch.ones(3, device="meta")
        for wait in (lambda: float(values.sum()), lambda: values[values > 0], lambda: values.nonzero()):
            self.assertRaises((NotImplementedError, RuntimeError), wait)

    def test_the_detector_waits_for_nothing(self) -> None:
        trainer = Trainer(argparse.Namespace(out=Path("/nowhere"), rate=1e-3, minutes=1.0, from_weights=None), self.device)
        pixels, core = torch.zeros(2, 64, 64, 3, dtype=torch.uint8), torch.zeros(2, 32, 32, dtype=torch.uint8)
        image, *targets = CropBatch(pixels, core, torch.ones(2, 32, 32), 5).on("meta")
        loss, _ = detector_loss.detector_loss(trainer.forward(image), *targets)
        self.assertEqual(loss.device.type, "meta")

    def test_the_word_encoder_waits_for_nothing(self) -> None:
        def ctc(log_posteriors: torch.Tensor, letters: torch.Tensor, *lengths: torch.Tensor, **_: object) -> torch.Tensor:
            self.assertEqual((letters.device.type, {each.device.type for each in lengths}), ("meta", {"cpu"}))
            return log_posteriors.sum((0, 2))

        crops = [Crop(np.zeros((32, 128), np.uint8), text, text) for text in ("horse", "horses", "", "24")]
        batch = WordTargets().batch(crops, random.Random(1)).on("meta")
        with mock.patch("torch.nn.functional.ctc_loss", ctc):
            losses = WordTraining(1, self.device)._losses(batch)
        self.assertEqual({loss.device.type for loss in losses.values()}, {"meta"})


if __name__ == "__main__":
    unittest.main()
