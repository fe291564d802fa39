"""The two towers with what only training needs: the instance classifier, the word vectors, the scale of the softmax."""
from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from .image_tower import DIMENSIONS, WIDTHS, Trunk, pooled, unit_length
from .scene_map import MapHead, SceneMap
from .sentence_tower import SentenceTower

POOLED = WIDTHS[2] + WIDTHS[3]


class Towers(nn.Module):
    """`image` and `sentence` give unit vectors [n, 256] of one space."""

    def __init__(self, words: int, content_words: int, pictures: int) -> None:
        super().__init__()
        self.trunk = Trunk()
        # Fully connected, batch norm, ReLU, fully connected: Dual-Path's image head.
        self.head = nn.Sequential(nn.BatchNorm1d(POOLED), nn.Dropout(0.2), nn.Linear(POOLED, 512), nn.BatchNorm1d(512), nn.ReLU(),
                                  nn.Dropout(0.2), nn.Linear(512, DIMENSIONS))
        self.short = nn.Sequential(nn.BatchNorm1d(POOLED), nn.Linear(POOLED, DIMENSIONS))
        self.map = MapHead()
        self.texts = SentenceTower(words)
        self.words = nn.Linear(DIMENSIONS, content_words)
        self.word_scale = nn.Parameter(torch.tensor(math.log(8.0)))
        self.objects = nn.Parameter(torch.zeros(content_words, DIMENSIONS))
        self.classes = nn.Linear(DIMENSIONS, pictures, bias=False)
        self.class_scale = nn.Parameter(torch.tensor(math.log(16.0)))
        self.log_scale = nn.Parameter(torch.tensor(math.log(14.0)))

    def features(self, pictures: Tensor) -> Tensor:
        return pooled(self.trunk(pictures))

    def image(self, x: Tensor, pooled_already: bool = False) -> Tensor:
        features = x if pooled_already else self.features(x)
        return unit_length(self.head(features) + self.short(features))

    def image_and_map(self, pictures: Tensor) -> tuple[Tensor, SceneMap]:
        """Unit vectors [n, 256] and the dense map, from one pass of the trunk."""
        features = self.trunk(pictures)
        flat = pooled(features)
        return unit_length(self.head(flat) + self.short(flat)), self.map(features)

    def sentence(self, ids: Tensor) -> Tensor:
        return self.texts(ids)

    def classify(self, vectors: Tensor) -> Tensor:
        return self.class_scale.exp() * (vectors @ unit_length(self.classes.weight).T)

    def word_logits(self, images: Tensor) -> Tensor:
        return self.word_scale.exp() * (images @ self.words.weight.T) + self.words.bias

    def object_loss(self, images: Tensor, shares: Tensor) -> Tensor:
        """Image2Vec: the vector of a picture is the sum of those of its words. Squared distance, not the inner product: words that show
        nothing shrink, because any length of theirs is an error."""
        return ((images - shares @ self.objects) ** 2).sum(1).mean()

    def start_from(self, pretrained: dict[str, Tensor]) -> None:
        """Takes the trunk over from `pretrain_image_tower`."""
        self.trunk.load_state_dict({name.removeprefix("trunk."): value for name, value in pretrained.items() if name.startswith("trunk.")})
