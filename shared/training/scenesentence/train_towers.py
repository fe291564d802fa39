"""Trains the image tower and the text tower on captioned pictures, by one of the recipes that are compared.

    python3 -m scenesentence.train_towers --data ../../../shared/data --recipe combined --start-from runs/sentences/words/checkpoint.pt \
        --out runs/sentences/towers --epochs 26
    ... --recipe both --frozen FILE   the heads only, on features of a few views of every picture that are computed once

The learning rate follows one cosine over the given epochs. A killed run goes on from its last checkpoint; options then apply from there on.
"""
from __future__ import annotations

import argparse
import copy
import json
import math
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from .augmentation import coloured, views, whole
from .captioned_scenes import drawn
from .captions import SIDE, CaptionedSet
from .pretrain_image_tower import word_loss
from .retrieval import recalls
from .scene_map import SceneMap, intersection_over_union, located, phrase_losses, soft_similarity
from .sentence_losses import contrastive, hardest_ranking, instance, sentence_structure, top_ranking
from .sentence_tower import shifted
from .towers import Towers
from .vocabulary import Vocabulary, word_shares

AVERAGE_DECAY = 0.999
CACHED_VIEWS = 6
HELD_OUT_SCENES = 300

RECIPES: dict[str, list[tuple[float, dict[str, float]]]] = {
    "instance": [(0.0, {"instance": 1})],
    "ranking": [(0.0, {"ranking": 1})],
    "both": [(0.0, {"instance": 1}), (0.4, {"instance": 1, "ranking": 3})],
    "structure": [(0.0, {"structure": 1})],
    "contrastive": [(0.0, {"contrastive": 1})],
    "combined": [(0.0, {"contrastive": 1, "instance": 0.3, "words": 0.5, "objects": 0.3}),
                 (0.6, {"contrastive": 1, "instance": 0.3, "words": 0.5, "objects": 0.3, "structure": 0.5})],
}
"""For each recipe what is added up from which share of the schedule on."""


class SceneBatch(NamedTuple):
    """Synthetic scenes: pictures float [n, 3, 160, 160], captions [n * each, 32], phrases [p, 32] of pictures [p] with boxes [p, 4]."""

    pictures: Tensor
    texts: Tensor
    phrases: Tensor
    picture: Tensor
    boxes: Tensor


class Scenes:
    """A pool of captioned scenes with boxes, a random part at a time."""

    def __init__(self, pool: CaptionedSet, vocabulary: Vocabulary, size: int) -> None:
        self._data = Captioned.of(pool, vocabulary)
        self._phrases = [[(torch.from_numpy(vocabulary.ids(words)), torch.tensor(box)) for words, box in picture] for picture in pool.phrases]
        self._size = size

    def batch(self, generator: torch.Generator, each: int, phrases_each: int = 3) -> SceneBatch:
        chosen = torch.randint(0, len(self._phrases), (self._size,), generator=generator)
        texts = [self._data.ids[i][torch.randperm(self._data.ids.shape[1], generator=generator)[:each]] for i in chosen]
        picked = [(row, *self._phrases[i][j]) for row, i in enumerate(chosen.tolist())
                  for j in torch.randperm(len(self._phrases[i]), generator=generator)[:phrases_each].tolist()]
        pictures = coloured(whole(self._data.pictures[chosen]), generator).contiguous(memory_format=torch.channels_last)
        return SceneBatch(pictures, shifted(torch.cat(texts), generator), shifted(torch.stack([ids for _, ids, _ in picked]), generator, 0.0),
                          torch.tensor([row for row, _, _ in picked]), torch.stack([box for _, _, box in picked]))


@dataclass(frozen=True)
class Captioned:
    """A set with what the losses need: caption ids int64 [n, captions, 32] and word shares [n, words]."""

    pictures: Tensor
    ids: Tensor
    shares: Tensor

    @classmethod
    def of(cls, captioned: CaptionedSet, vocabulary: Vocabulary) -> Captioned:
        ids = np.stack([np.stack([vocabulary.ids(caption) for caption in picture]) for picture in captioned.captions])
        return cls(torch.from_numpy(captioned.pictures), torch.from_numpy(ids),
                   torch.from_numpy(word_shares(captioned.captions, vocabulary)))


class TowerTraining:
    """Networks, optimiser, running average; `step` learns from one batch."""

    def __init__(self, networks: Towers, rate: float, trunk_rate: float, weight_decay: float, frozen: bool) -> None:
        self.networks, self.frozen = networks, frozen
        self.average = copy.deepcopy(networks).eval()
        groups = []
        for trunk in (True, False):
            if trunk and frozen:
                continue
            named = [p for name, p in networks.named_parameters() if name.startswith("trunk.") == trunk]
            for decayed in (True, False):
                groups.append({"params": [p for p in named if (p.dim() > 1) == decayed], "weight_decay": weight_decay if decayed else 0.0,
                               "rate": trunk_rate if trunk else rate})
        self.optimiser = torch.optim.AdamW(groups, lr=rate)
        self.steps = 0

    def step(self, features: Tensor, texts: Tensor, picture: Tensor, shares: Tensor, weights: dict[str, float], progress: float,
             scenes: SceneBatch | None = None) -> dict[str, float]:
        """`features`: views or pooled features [n, ...]; `texts` [n * each, 32], those of a picture side by side; `picture` [n] its class."""
        for group in self.optimiser.param_groups:
            group["lr"] = group["rate"] * min(1, (self.steps + 1) / 200) * 0.5 * (1 + math.cos(math.pi * progress))
        self.networks.train()
        with torch.autocast("cpu", torch.bfloat16):
            sentences = self.networks.sentence(texts).float()
            if scenes is None:
                images, seen = self.networks.image(features, pooled_already=self.frozen), None
            else:
                images, seen = self.networks.image_and_map(features)
        images = images.float()
        owner = torch.arange(len(images)).repeat_interleave(len(texts) // len(images))
        same = owner[:, None] == torch.arange(len(images))[None, :]
        similarity = sentences @ images.T
        losses = {}
        for name, weight in weights.items():
            losses[name] = weight * self._loss(name, images, sentences, similarity, same, owner, picture, shares)
        if scenes is not None:
            losses |= self._scene_losses(scenes, seen, sentences, same)
        total = sum(losses.values())
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()
        nn.utils.clip_grad_norm_(self.networks.parameters(), 5.0)
        self.optimiser.step()
        self.steps += 1
        decay = min(AVERAGE_DECAY, (1 + self.steps) / (20 + self.steps))
        with torch.no_grad():
            for slow, now in zip(self.average.state_dict().values(), self.networks.state_dict().values()):
                slow.lerp_(now, 1 - decay) if slow.dtype.is_floating_point else slow.copy_(now)
        return {name: float(value) for name, value in losses.items()}

    def _scene_losses(self, scenes: SceneBatch, seen: SceneMap, sentences: Tensor, same: Tensor) -> dict[str, Tensor]:
        """Of the drawn scenes (phrases and boxes), and of the map of the photographs, whose captions have no boxes."""
        networks = self.networks
        with torch.autocast("cpu", torch.bfloat16):
            images, scene_map = networks.image_and_map(scenes.pictures)
            texts, phrases = networks.sentence(scenes.texts).float(), networks.sentence(scenes.phrases).float()
        scale = networks.log_scale.exp().clamp(max=50)
        own = torch.arange(len(images)).repeat_interleave(len(texts) // len(images))[:, None] == torch.arange(len(images))[None, :]
        losses = {name: 0.3 * value for name, value in phrase_losses(scene_map, phrases, scenes.picture, scenes.boxes).items()}
        losses["drawn"] = 0.15 * contrastive(texts @ images.float().T, own, scale)
        losses["map"] = 0.3 * contrastive(soft_similarity(seen, sentences), same, scale)
        return losses

    def _loss(self, name: str, images: Tensor, sentences: Tensor, similarity: Tensor, same: Tensor, owner: Tensor, picture: Tensor,
              shares: Tensor) -> Tensor:
        networks = self.networks
        if name == "instance":
            return instance(networks.classify(images), networks.classify(sentences), picture, picture[owner])
        if name == "ranking":
            return hardest_ranking(similarity, same)
        if name == "structure":
            return top_ranking(similarity, same) + 0.1 * sentence_structure(sentences, owner)
        if name == "contrastive":
            return contrastive(similarity, same, networks.log_scale.exp().clamp(max=50))
        if name == "objects":
            return networks.object_loss(images, shares)
        return word_loss(networks.word_logits(images), shares)


@torch.no_grad()
def evaluated(networks: Towers, data: Captioned) -> dict[str, float]:
    """Retrieval over all pictures and captions, pictures whole and mirrored once."""
    networks.eval()
    images = []
    with torch.autocast("cpu", torch.bfloat16):
        for part in data.pictures.split(100):
            x = whole(part).contiguous(memory_format=torch.channels_last)
            images.append(networks.image(x).float())
        sentences = torch.cat([networks.sentence(part).float() for part in data.ids.flatten(0, 1).split(500)])
    return recalls((sentences @ torch.cat(images).T).numpy(), data.ids.shape[1])


@torch.no_grad()
def localised(networks: Towers, pool: CaptionedSet, vocabulary: Vocabulary) -> dict[str, float]:
    """Of all phrases of a set: how often the best place lies in the right box, and how often the best box overlaps it by half."""
    networks.eval()
    hits, right, total = 0, 0, 0
    for start in range(0, len(pool), 50):
        pictures = whole(torch.from_numpy(pool.pictures[start:start + 50])).contiguous(memory_format=torch.channels_last)
        flat = [(row, vocabulary.ids(words), box) for row, phrases in enumerate(pool.phrases[start:start + 50]) for words, box in phrases]
        with torch.autocast("cpu", torch.bfloat16):
            scene = networks.image_and_map(pictures)[1]
            phrases = networks.sentence(torch.from_numpy(np.stack([ids for _, ids, _ in flat]))).float()
        rows, boxes = torch.tensor([row for row, _, _ in flat]), torch.tensor([box for _, _, box in flat])
        found, places = located(SceneMap(*(part[rows].float() for part in scene)), phrases)
        hits += int(((places >= boxes[:, :2]) & (places <= boxes[:, 2:])).all(1).sum())
        right += int((intersection_over_union(found, boxes) >= 0.5).sum())
        total += len(flat)
    return {"pointing": hits / total, "R@1 IoU 0.5": right / total}


@torch.no_grad()
def cached_features(networks: Towers, pictures: Tensor, generator: torch.Generator, file: Path) -> Tensor:
    """float [views, n, width]: the pooled features of random views; the frozen trunk need not see them again."""
    if file.exists():
        return torch.load(file)
    networks.eval()
    out = []
    with torch.autocast("cpu", torch.bfloat16):
        for _ in range(CACHED_VIEWS):
            out.append(torch.cat([networks.features(views(part, generator, SIDE, 0.5).contiguous(memory_format=torch.channels_last)).float()
                                  for part in pictures.split(100)]))
    torch.save(torch.stack(out), file)
    return torch.load(file)


def weights_at(recipe: str, progress: float) -> dict[str, float]:
    return [weights for start, weights in RECIPES[recipe] if progress >= start][-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--recipe", choices=RECIPES, default="combined")
    parser.add_argument("--start-from", type=Path, help="checkpoint of pretrain_image_tower")
    parser.add_argument("--scenes", type=int, default=0, metavar="N", help="drawn scenes that the map is learned from; 0: no map")
    parser.add_argument("--scenes-batch", type=int, default=24)
    parser.add_argument("--frozen", type=Path, metavar="FILE", help="train the heads only, on features that are kept in this file")
    parser.add_argument("--epochs", type=float, default=26)
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--each", type=int, default=2, help="captions of a picture in a batch")
    parser.add_argument("--learning-rate", type=float, default=1e-3)
    parser.add_argument("--trunk-rate", type=float, default=5e-4)
    parser.add_argument("--weight-decay", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    torch.manual_seed(arguments.seed)
    train_set = CaptionedSet.read(arguments.data / "flickr8k_160", "train")
    pool = drawn(arguments.data, arguments.scenes, arguments.seed) if arguments.scenes else None
    vocabulary = Vocabulary.of(train_set.captions + (pool.captions if pool else []))
    data = Captioned.of(train_set, vocabulary)
    dev = Captioned.of(CaptionedSet.read(arguments.data / "flickr8k_160", "dev"), vocabulary)
    networks = Towers(len(vocabulary), data.shares.shape[1], len(train_set)).to(memory_format=torch.channels_last)
    if arguments.start_from:
        networks.start_from(torch.load(arguments.start_from, map_location="cpu")["average"])
    training = TowerTraining(networks, arguments.learning_rate, arguments.trunk_rate, arguments.weight_decay,
                             arguments.frozen is not None)
    arguments.out.mkdir(parents=True, exist_ok=True)
    checkpoint = arguments.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint)
        networks.load_state_dict(state["networks"])
        training.average.load_state_dict(state["average"])
        training.optimiser.load_state_dict(state["optimiser"])
        training.steps = state["steps"]
    generator = torch.Generator().manual_seed(arguments.seed + training.steps)
    scenes = Scenes(pool, vocabulary, arguments.scenes_batch) if pool else None
    held_out = drawn(arguments.data, HELD_OUT_SCENES, arguments.seed, held_out=True) if pool else None
    cache = cached_features(networks, data.pictures, generator, arguments.frozen) if arguments.frozen else None
    per_epoch = len(data.pictures) // arguments.batch
    total, means, started, first = int(arguments.epochs * per_epoch), {}, time.monotonic(), training.steps
    while training.steps < total:
        for chosen in torch.randperm(len(data.pictures), generator=generator)[:per_epoch * arguments.batch].split(arguments.batch):
            progress = training.steps / total
            if cache is not None:
                features = cache[torch.randint(0, len(cache), (len(chosen),), generator=generator), chosen]
            else:
                features = views(data.pictures[chosen], generator).contiguous(memory_format=torch.channels_last)
            picked = torch.rand(len(chosen), data.ids.shape[1], generator=generator).argsort(1)[:, :arguments.each]
            texts = shifted(data.ids[chosen[:, None], picked].flatten(0, 1), generator)
            losses = training.step(features, texts, chosen, data.shares[chosen], weights_at(arguments.recipe, progress), progress,
                                   scenes.batch(generator, arguments.each) if scenes else None)
            means = {name: means.get(name, value) * 0.98 + 0.02 * value for name, value in losses.items()}
            if training.steps >= total:
                break
        done, line = training.steps >= total, f"epoch {training.steps / per_epoch:.1f}"
        line += "".join(f" {name} {value:.3f}" for name, value in means.items())
        line += f" {(time.monotonic() - started) / (training.steps - first) * 1000:.0f} ms a step"
        if done or round(training.steps / per_epoch) % 5 == 0:
            scores = evaluated(training.average, dev)
            if held_out:
                scores |= localised(training.average, held_out, vocabulary)
            line += " |" + "".join(f" {name} {value:.3f}" for name, value in scores.items())
            torch.save({"networks": networks.state_dict(), "average": training.average.state_dict(), "steps": training.steps,
                        "optimiser": training.optimiser.state_dict(), "words": vocabulary.words, "scores": scores},
                       checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").rename(checkpoint)
            if done:
                (arguments.out / "scores.json").write_text(json.dumps({"recipe": arguments.recipe, "frozen": arguments.frozen is not None} | scores, indent=1))
        print(line, flush=True)


if __name__ == "__main__":
    main()
