"""Trains the word encoder and the text tower together.

    python3 -m scenetext.train_word_encoder --data ../../../shared/data --out runs/words/main --minutes 75

Runs on one core next to one data process, or on a GPU (--device cuda). The learning rate follows a cosine over the given minutes, so a
run must be given the time it really has. A killed run goes on from its last checkpoint when started again with the same --out; other
options then apply from there on. `../train.sh` has the whole chain. The weights published first (793,248 crops in 86 minutes on two cores
shared with the detector's training and builds) are one schedule in three parts, the last on the detector's own boxes:

    ... --out runs/words/main --minutes 78 --real 0.3:0.15 0.6:0.25 0.85:0.4                      (stopped after 57 minutes)
    ... --out runs/words/main --minutes 84.5 --real 0:0.25 0.75:0.3 0.87:0.4 --non-text 0.14      (stopped after 73 minutes)
    ... --out runs/words/main --minutes 86 --real 0:0.45 --non-text 0.18 --learning-rate 4e-3 --boxes runs/detector/boxes.jsonl
"""
from __future__ import annotations

import argparse
import copy
import math
import time
from pathlib import Path

import torch
from torch import nn

from .concepts import all_concepts
from .device import Device, Feed, add_device_arguments, on_host
from .text_tower import TextTower
from .word_batches import WordBatches
from .word_encoder import CONCEPT_DIMENSIONS, WordEncoder, unit_length
from .word_losses import concept_ranking, contrastive, ctc, similarity_regression
from .word_targets import Batch

WARM_UP_STEPS = 300
AVERAGE_DECAY = 0.998
LOG_EVERY = 100


class WordTraining:
    """Networks, optimiser and running average; `step` learns from one batch."""

    def __init__(self, seed: int, device: Device = Device()) -> None:
        torch.manual_seed(seed)
        self.device = device
        self.networks = nn.ModuleDict({
            "encoder": WordEncoder(), "tower": TextTower(), "concepts": nn.Embedding(len(all_concepts().all) + 1, CONCEPT_DIMENSIONS)})
        self.networks.to(device.name)
        self.networks["encoder"].to(memory_format=torch.channels_last)
        self.encoder = device.compiled(self.networks["encoder"])
        self.average = copy.deepcopy(self.networks).eval()
        decayed = [p for p in self.networks.parameters() if p.dim() > 1]
        others = [p for p in self.networks.parameters() if p.dim() <= 1]
        groups = [{"params": decayed, "weight_decay": 1e-2}, {"params": others, "weight_decay": 0.0}]
        self.optimiser = torch.optim.AdamW(groups, foreach=True)
        self.steps = self.crops = 0

    def step(self, batch: Batch, learning_rate: float) -> dict[str, torch.Tensor]:
        """One update; returns the value of every loss term, on the device (reading it waits for the step)."""
        for group in self.optimiser.param_groups:
            group["lr"] = learning_rate * min(1.0, (self.steps + 1) / WARM_UP_STEPS)
        losses = self._losses(batch.on(self.device.name))
        total = sum(losses.values())
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()
        nn.utils.clip_grad_norm_(self.networks.parameters(), 5.0)
        self.optimiser.step()
        self.steps += 1
        self.crops += len(batch.crops)
        self._update_average()
        return {name: value.detach() for name, value in losses.items()}

    def _losses(self, batch: Batch) -> dict[str, torch.Tensor]:
        crops = batch.crops.float().contiguous(memory_format=torch.channels_last)
        with self.device.autocast():
            encoded = self.encoder(crops)
        images, texts = encoded.lexical, self.networks["tower"](batch.words)
        between_words, of_crop = batch.between_words, batch.word_of_crop
        has_text = of_crop >= 0
        similarity = between_words[of_crop] * has_text[:, None]
        between_crops = similarity[:, of_crop] * has_text[None, :]
        counted = (has_text[:, None] | has_text[None, :]).float()
        cosines = images @ texts.T
        concept_scores = encoded.concept @ unit_length(self.networks["concepts"].weight).T
        shown = encoded.display_log_posteriors[batch.display_rows]
        return {
            "ctc": ctc(encoded.log_posteriors, batch.letters, batch.lengths),
            "display": 0.3 * ctc(shown, batch.display_letters, batch.display_lengths),
            "concept": 0.3 * concept_ranking(concept_scores, batch.concept_rows, batch.concepts),
            "image-text": 10 * similarity_regression(cosines, similarity),
            "text-text": 5 * similarity_regression(texts @ texts.T, between_words),
            "image-image": 3 * similarity_regression(images @ images.T, between_crops, counted),
            "contrastive": 0.3 * contrastive(cosines, (similarity == 1.0).float()),
        }

    @torch.no_grad()
    def _update_average(self) -> None:
        decay = min(AVERAGE_DECAY, (1 + self.steps) / (20 + self.steps))
        for mean, now in zip(self.average.state_dict().values(), self.networks.state_dict().values()):
            if mean.dtype.is_floating_point:
                mean.lerp_(now, 1 - decay)
            else:
                mean.copy_(now)

    def state(self) -> dict:
        """Whatever the device: all tensors in main memory."""
        return on_host({"networks": self.networks.state_dict(), "average": self.average.state_dict(),
                        "optimiser": self.optimiser.state_dict(), "steps": self.steps, "crops": self.crops})

    def load(self, state: dict, weights_only: bool = False) -> None:
        self.networks.load_state_dict(state["average" if weights_only else "networks"])
        self.average.load_state_dict(state["average"])
        if not weights_only:
            self.optimiser.load_state_dict(state["optimiser"])
            self.steps = state["steps"]
        self.crops = state["crops"]


def train(arguments: argparse.Namespace) -> None:
    checkpoint, device = arguments.out / "checkpoint.pt", Device.chosen(arguments)
    arguments.out.mkdir(parents=True, exist_ok=True)
    training, trained_before, budget = WordTraining(arguments.seed, device), 0.0, 60 * arguments.minutes
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location="cpu")
        training.load(state)
        trained_before = state["seconds"]
        if trained_before >= budget:
            print(f"nothing left of {arguments.minutes:g} minutes after {training.steps} steps", flush=True)
            return
    elif arguments.start_from:
        training.load(torch.load(arguments.start_from, map_location="cpu"), weights_only=True)
    batches = WordBatches(arguments.data, arguments.seed + training.steps, arguments.real, arguments.non_text, arguments.boxes,
                          device.batch_factor)
    learning_rate, feed = arguments.learning_rate * device.rate_factor, Feed(batches, device, ahead=6)
    started = saved = time.monotonic()
    means: dict[str, torch.Tensor] = {}
    for batch in feed:
        seconds = trained_before + time.monotonic() - started
        batches.progress.value = progress = min(1.0, seconds / budget)
        losses = training.step(batch, learning_rate * 0.5 * (1 + math.cos(math.pi * progress)))
        means = {name: torch.lerp(means.get(name, value), value, 0.02) for name, value in losses.items()}
        if training.steps % LOG_EVERY == 0:
            _report(training, means, seconds, budget, feed.waited())
        if progress == 1.0 or time.monotonic() - saved > 60 * arguments.save_minutes:
            saved = time.monotonic()
            torch.save(training.state() | {"seconds": seconds}, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").rename(checkpoint)
        if progress == 1.0:
            return


def _report(training: WordTraining, means: dict[str, torch.Tensor], seconds: float, budget: float, waited: float) -> None:
    terms = " ".join(f"{name} {float(value):.3f}" for name, value in means.items())
    speed, left = training.crops / seconds, (budget - seconds) / 60
    waits = f"waited {1000 * waited / LOG_EVERY:.0f} ms a step"
    print(f"step {training.steps} crops {training.crops} ({speed:.0f}/s) {terms} {waits} left {left:.1f} min", flush=True)


def _stage(text: str) -> tuple[float, float]:
    start, share = text.split(":")
    return float(start), float(share)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with icdar2015_train and backgrounds")
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--minutes", type=float, required=True, help="time of the whole schedule, earlier runs of the same --out included")
    parser.add_argument("--learning-rate", type=float, default=1.5e-3)
    parser.add_argument("--real", type=_stage, nargs="+", default=[(0.4, 0.2), (0.8, 0.35)], metavar="START:SHARE",
                        help="share of real crops from a point of the schedule (0..1) on")
    parser.add_argument("--non-text", type=float, default=0.12, metavar="SHARE", help="share of crops without text")
    parser.add_argument("--boxes", type=Path, help="detected quads of the ICDAR training photographs, JSON lines")
    parser.add_argument("--start-from", type=Path, help="checkpoint whose averaged weights a new schedule starts from")
    parser.add_argument("--save-minutes", type=float, default=4)
    parser.add_argument("--seed", type=int, default=1)
    add_device_arguments(parser)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
