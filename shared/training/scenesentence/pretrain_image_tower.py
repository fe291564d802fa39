"""Trains the image tower to predict the words of a picture's captions (Image2Vec's objective), from nothing but the pictures.

    python3 -m scenesentence.pretrain_image_tower --data ../../../shared/data --out runs/sentences/words --epochs 60

The learning rate follows one cosine over the given epochs. A killed run goes on from its last checkpoint.
"""
from __future__ import annotations

import argparse
import copy
import math
import os
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .augmentation import CROP, views, whole
from .captions import CaptionedSet
from .image_tower import WIDTHS, Trunk, pooled
from .retrieval import recalls
from .vocabulary import Vocabulary, word_shares

BATCH = 64
AVERAGE_DECAY = 0.999


class WordPredictor(nn.Module):
    """Trunk and the vectors of the words: logits [n, words]."""

    def __init__(self, words: int, drop: float) -> None:
        super().__init__()
        self.trunk = Trunk(drop)
        width = WIDTHS[2] + WIDTHS[3]
        self.embed = nn.Sequential(nn.BatchNorm1d(width), nn.Dropout(0.2), nn.Linear(width, 256))
        self.words = nn.Linear(256, words)

    def forward(self, pictures: Tensor) -> Tensor:
        return self.words(self.embed(pooled(self.trunk(pictures))))


def word_loss(logits: Tensor, shares: Tensor) -> Tensor:
    """Cross-entropy of the softmax over the words against the picture's word shares (Mahajan et al. 2018)."""
    target = shares / shares.sum(1, keepdim=True).clamp(min=1e-6)
    return -(target * F.log_softmax(logits, 1)).sum(1).mean()


def sentence_scores(network: WordPredictor, pictures: Tensor, captions: list[list[list[str]]], vocabulary: Vocabulary) -> np.ndarray:
    """[captions, pictures]: sum over the caption's words of their log probability, less its mean over the pictures; no text tower."""
    network.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        logits = torch.cat([network(whole(part).contiguous(memory_format=torch.channels_last)).float() + network(
            whole(part).flip(3).contiguous(memory_format=torch.channels_last)).float() for part in pictures.split(100)]) / 2
    log_p = F.log_softmax(logits, 1)
    log_p = log_p - log_p.mean(0)
    column = {id_: index for index, id_ in enumerate(vocabulary.content())}
    bag = torch.zeros(sum(len(picture) for picture in captions), len(column))
    for row, caption in zip(bag, (caption for picture in captions for caption in picture)):
        for id_ in {vocabulary.id(word) for word in caption}:
            if id_ in column:
                row[column[id_]] = 1
    return (bag @ log_p.T).numpy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=60)
    parser.add_argument("--learning-rate", type=float, default=2e-3)
    parser.add_argument("--weight-decay", type=float, default=0.05)
    parser.add_argument("--side", type=int, default=CROP)
    parser.add_argument("--drop", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    torch.manual_seed(arguments.seed)
    train_set = CaptionedSet.read(arguments.data / "flickr8k_160", "train")
    dev = CaptionedSet.read(arguments.data / "flickr8k_160", "dev")
    vocabulary = Vocabulary.of(train_set.captions)
    shares = torch.from_numpy(word_shares(train_set.captions, vocabulary))
    network = WordPredictor(shares.shape[1], arguments.drop).to(memory_format=torch.channels_last)
    nn.init.zeros_(network.words.weight)
    network.words.bias.data = (shares.mean(0) + 1e-4).log()
    average = copy.deepcopy(network).eval()
    decayed = [p for p in network.parameters() if p.dim() > 1]
    others = [p for p in network.parameters() if p.dim() <= 1]
    optimiser = torch.optim.AdamW([{"params": decayed, "weight_decay": arguments.weight_decay}, {"params": others, "weight_decay": 0.0}])
    arguments.out.mkdir(parents=True, exist_ok=True)
    checkpoint = arguments.out / "checkpoint.pt"
    generator = torch.Generator().manual_seed(arguments.seed)
    pictures, dev_pictures = torch.from_numpy(train_set.pictures), torch.from_numpy(dev.pictures)
    per_epoch = len(train_set) // BATCH
    total, step = int(arguments.epochs * per_epoch), 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step = state["step"]
        generator.manual_seed(arguments.seed + step)
    print(f"{len(train_set)} pictures, {shares.shape[1]} words, {total} steps", flush=True)
    mean, started, first = None, time.monotonic(), step
    while step < total:
        for chosen in torch.randperm(len(pictures), generator=generator)[:per_epoch * BATCH].split(BATCH):
            network.train()
            rate = arguments.learning_rate * min(1, (step + 1) / 300) * 0.5 * (1 + math.cos(math.pi * step / total))
            for group in optimiser.param_groups:
                group["lr"] = rate
            batch = views(pictures[chosen], generator, arguments.side).contiguous(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16):
                logits = network(batch)
            loss = word_loss(logits.float(), shares[chosen])
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            step += 1
            decay = min(AVERAGE_DECAY, (1 + step) / (20 + step))
            with torch.no_grad():
                for slow, now in zip(average.state_dict().values(), network.state_dict().values()):
                    slow.lerp_(now, 1 - decay) if slow.dtype.is_floating_point else slow.copy_(now)
            mean = float(loss) if mean is None else 0.98 * mean + 0.02 * float(loss)
            if step >= total:
                break
        epoch = step / per_epoch
        line = f"epoch {epoch:.1f} loss {mean:.3f} {(time.monotonic() - started) / (step - first) * 1000:.0f} ms a step"
        if int(epoch) % 5 == 0 or step >= total:
            scores = recalls(sentence_scores(average, dev_pictures, dev.captions, vocabulary))
            line += " " + " ".join(f"{name} {value:.3f}" for name, value in scores.items() if "R@10" in name or "median" in name)
            torch.save({"network": network.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(),
                        "step": step, "words": vocabulary.words}, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").rename(checkpoint)
        print(line, flush=True)


if __name__ == "__main__":
    main()
