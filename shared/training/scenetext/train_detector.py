"""Trains the word detector within a time budget; resumes by itself from the newest checkpoint in the output folder.

    python3 -m scenetext.train_detector --data ../../../shared/data --out runs/detector --minutes 75

Runs on one core next to one data process, or on a GPU (--device cuda); ``../train.sh`` has the whole chain.
"""

from __future__ import annotations

import argparse
import copy
import math
import time
from dataclasses import asdict
from pathlib import Path

import torch
from torch import nn

from .detector import Detector, DetectorWidths
from .detector_crops import CropBatch, CropStream, ShareSchedule
from .detector_loss import detector_loss
from .device import Device, Feed, add_device_arguments, on_host

EMA_DECAY = 0.998
WARM_UP_SECONDS = 90
CHECKPOINT_SECONDS = 120
LOG_EVERY = 25


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the data folder (icdar2015_train, backgrounds)")
    parser.add_argument("--out", type=Path, required=True, help="folder of checkpoints")
    parser.add_argument("--minutes", type=float, default=75, help="the whole budget; the learning rate reaches zero at its end")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--size", type=int, default=384, help="side of a crop in pixels")
    parser.add_argument("--rate", type=float, default=2e-3, help="highest learning rate of AdamW")
    parser.add_argument("--first-real", type=float, default=0.35, help="share of photographs in the batches at the start")
    parser.add_argument("--last-real", type=float, default=0.7, help="the same at the end")
    parser.add_argument("--from-weights", type=Path, help="start from the averaged weights of this checkpoint, with a fresh schedule")
    parser.add_argument("--seed", type=int, default=1)
    add_device_arguments(parser)
    return parser.parse_args()


class Trainer:
    """Network, averaged network, optimiser, and the steps, seconds and crops so far: all that a checkpoint holds."""

    def __init__(self, arguments: argparse.Namespace, device: Device = Device()) -> None:
        self.arguments, self.device = arguments, device
        self.model = Detector().to(device.name, memory_format=torch.channels_last)
        self.forward = device.compiled(self.model)
        self.average = copy.deepcopy(self.model).eval()
        self.optimiser = torch.optim.AdamW(_groups(self.model), lr=arguments.rate)
        self.step, self.seconds, self.crops = 0, 0.0, 0
        self.path = arguments.out / "checkpoint.pt"
        if self.path.exists():
            self._load(torch.load(self.path, map_location="cpu"))
        elif arguments.from_weights:
            weights = torch.load(arguments.from_weights, map_location="cpu")["average"]
            self.model.load_state_dict(weights)
            self.average.load_state_dict(weights)

    def rate(self) -> float:
        """Linear warm-up, then cosine to zero at the end of the budget (by wall clock)."""
        budget = self.arguments.minutes * 60
        warm = min(1.0, (self.seconds + 1) / min(WARM_UP_SECONDS, budget / 10))
        highest = self.arguments.rate * self.device.rate_factor
        return highest * warm * 0.5 * (1 + math.cos(math.pi * min(1.0, self.seconds / budget)))

    def update(self, batch: CropBatch) -> dict[str, torch.Tensor]:
        """One step; returns the parts of the loss, on the device (reading them waits for the step)."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        image, core, weight, positives = batch.on(self.device.name)
        with self.device.autocast():
            logits = self.forward(image)
        loss, parts = detector_loss(logits, core, weight, positives)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimiser.step()
        self.step += 1
        self.crops += len(image)
        self._average_weights()
        return parts

    def save(self) -> None:
        """Whatever the device: all tensors in main memory."""
        state = {
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "crops": self.crops,
            "widths": asdict(self.model.widths),
        }
        partial = self.path.with_suffix(".partial")
        torch.save(on_host(state), partial)
        partial.replace(self.path)

    def _load(self, state: dict) -> None:
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.seconds, self.crops = state["step"], state["seconds"], state["crops"]
        print(f"resumed at step {self.step}, {self.seconds / 60:.1f} min", flush=True)

    @torch.no_grad()
    def _average_weights(self) -> None:
        decay = min(EMA_DECAY, (1 + self.step) / (10 + self.step))
        for averaged, current in zip(self.average.state_dict().values(), self.model.state_dict().values()):
            if averaged.dtype.is_floating_point:
                averaged.lerp_(current, 1 - decay)
            else:
                averaged.copy_(current)


def load_averaged(checkpoint: Path) -> Detector:
    """The averaged network of a checkpoint, ready for inference."""
    state = torch.load(checkpoint, map_location="cpu")
    model = Detector(DetectorWidths(**state["widths"]))
    model.load_state_dict(state["average"])
    return model.eval().to(memory_format=torch.channels_last)


def _groups(model: nn.Module) -> list[dict]:
    """Weight decay on convolution weights only."""
    decayed = [p for p in model.parameters() if p.ndim > 1]
    plain = [p for p in model.parameters() if p.ndim <= 1]
    return [{"params": decayed, "weight_decay": 1e-2}, {"params": plain, "weight_decay": 0.0}]


def main() -> None:
    arguments = parse_arguments()
    arguments.out.mkdir(parents=True, exist_ok=True)
    device = Device.chosen(arguments)
    torch.manual_seed(arguments.seed)
    trainer = Trainer(arguments, device)
    budget = arguments.minutes * 60
    if trainer.seconds >= budget:
        print(f"nothing left of {arguments.minutes:g} minutes", flush=True)
        return
    shares = ShareSchedule(arguments.first_real, arguments.last_real, trainer.seconds, budget)
    stream = CropStream(arguments.data, arguments.seed + trainer.step, arguments.batch * device.batch_factor, arguments.size, shares)
    feed = Feed(stream, device, ahead=8)
    last = saved = time.monotonic()
    crops, sums = 0, {}
    for batch in feed:
        parts = trainer.update(batch)
        crops += batch.image.shape[0] * batch.image.shape[1] ** 2 / arguments.size**2
        sums = {name: sums.get(name, 0.0) + value / LOG_EVERY for name, value in parts.items()}
        if trainer.step % LOG_EVERY == 0:
            losses = " ".join(f"{name} {float(value):.3f}" for name, value in sums.items())
            now = time.monotonic()
            elapsed, last = now - last, now
            trainer.seconds += elapsed
            left = budget - trainer.seconds
            progress = f"step {trainer.step} {crops / elapsed:.1f} crops/s {losses} rate {trainer.rate():.2e}"
            print(f"{progress} waited {1000 * feed.waited() / LOG_EVERY:.0f} ms a step left {left / 60:.1f} min", flush=True)
            crops, sums = 0, {}
            if now - saved > CHECKPOINT_SECONDS or left <= 0:
                trainer.save()
                saved = now
            if left <= 0:
                break


if __name__ == "__main__":
    main()
