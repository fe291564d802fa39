"""The dense map: a vector, a box and an objectness for each of the 10 x 10 places of a picture, and the loss that phrases and boxes give."""
from __future__ import annotations

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .image_tower import DIMENSIONS, WIDTHS, Features, unit_length

WIDTH = 192
PHRASE_SCALE = 16.0
CENTRE = 0.6
"""Share of a box's sides within which a place answers for the box."""


class SceneMap(NamedTuple):
    """`vectors` unit [n, 256, r, c]; `boxes` [n, 4, r, c]: distances from the place's centre to the left, top, right and bottom side in
    shares of the picture; `objectness` logits [n, 1, r, c]."""

    vectors: Tensor
    boxes: Tensor
    objectness: Tensor


class MapHead(nn.Module):
    """`Features` to `SceneMap`."""

    def __init__(self) -> None:
        super().__init__()
        inputs = WIDTHS[2] + WIDTHS[3]
        self.join = nn.Sequential(nn.Conv2d(inputs, WIDTH, 1, bias=False), nn.BatchNorm2d(WIDTH), nn.ReLU())
        self.around = nn.Sequential(nn.Conv2d(WIDTH, WIDTH, 3, padding=1, groups=WIDTH // 16, bias=False), nn.BatchNorm2d(WIDTH), nn.ReLU(),
                                    nn.Conv2d(WIDTH, WIDTH, 3, padding=1, groups=WIDTH // 16, bias=False), nn.BatchNorm2d(WIDTH), nn.ReLU())
        self.vectors = nn.Conv2d(2 * WIDTH, DIMENSIONS, 1)
        self.boxes = nn.Conv2d(2 * WIDTH, 5, 1)
        nn.init.constant_(self.boxes.bias, -1.5)

    def forward(self, features: Features) -> SceneMap:
        last = F.interpolate(features.last, scale_factor=2.0, mode="nearest")
        near = self.join(torch.cat([features.middle, last], 1))
        x = torch.cat([near, self.around(near)], 1)
        vectors, rest = self.vectors(x), self.boxes(x).float()
        return SceneMap(unit_length(vectors), torch.sigmoid(rest[:, :4]), rest[:, 4:])


def centres(rows: int, columns: int, device: torch.device | str = "cpu") -> Tensor:
    """[rows * columns, 2]: x and y of the places' centres, 0..1."""
    y, x = torch.meshgrid((torch.arange(rows, device=device) + 0.5) / rows, (torch.arange(columns, device=device) + 0.5) / columns, indexing="ij")
    return torch.stack([x.flatten(), y.flatten()], 1)


def phrase_losses(scene: SceneMap, phrases: Tensor, picture: Tensor, boxes: Tensor) -> dict[str, Tensor]:
    """`phrases` unit [p, 256] of pictures `picture` [p] with `boxes` [p, 4] (x0, y0, x1, y1 in 0..1).

    A phrase must find the places of its box among those of its picture (other things with like names are there), and its picture among the
    batch; the box regression follows FCOS (Tian et al. 2019), with GIoU.
    """
    n, dims, rows, columns = scene.vectors.shape
    cells = scene.vectors.flatten(2).transpose(1, 2)
    places = centres(rows, columns, phrases.device)
    middle, size = (boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]
    away = (places[None] - middle[:, None]).abs() / size[:, None].clamp(min=1e-3)
    inside = (away <= CENTRE / 2).all(2)
    nearest = ((places[None] - middle[:, None]) ** 2).sum(2).argmin(1)
    inside[torch.arange(len(boxes)), nearest] = True

    similarity = torch.einsum("pd,pcd->pc", phrases, cells[picture]) * PHRASE_SCALE
    target = inside.float() / inside.sum(1, keepdim=True)
    pointing = -(target * F.log_softmax(similarity, 1)).sum(1).mean()

    best = torch.einsum("pd,ncd->pnc", phrases, cells).mul(PHRASE_SCALE).logsumexp(2)
    presence = F.cross_entropy(best, picture)

    chosen, cell = inside.nonzero(as_tuple=True)
    distances = scene.boxes.flatten(2).transpose(1, 2)[picture[chosen], cell]
    predicted = torch.cat([places[cell] - distances[:, :2], places[cell] + distances[:, 2:]], 1)
    regression = (1 - generalised_iou(predicted, boxes[chosen])).mean()

    things = torch.zeros(n, rows * columns, device=phrases.device)
    things[picture[chosen], cell] = 1
    covered = ((places[None] >= boxes[:, None, :2]) & (places[None] <= boxes[:, None, 2:])).all(2)
    unsure = torch.zeros_like(things, dtype=torch.bool)
    for index, cover in zip(picture, covered):
        unsure[index] |= cover
    counted = ((things > 0) | ~unsure).float()
    objectness = (F.binary_cross_entropy_with_logits(scene.objectness.flatten(1), things, reduction="none") * counted).sum() / counted.sum()
    return {"pointing": pointing, "presence": 0.3 * presence, "box": regression, "objectness": objectness}


def _common_and_union(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    area = lambda low, high: (high - low).clamp(min=0).prod(1)
    common = area(torch.maximum(a[:, :2], b[:, :2]), torch.minimum(a[:, 2:], b[:, 2:]))
    return common, (area(a[:, :2], a[:, 2:]) + area(b[:, :2], b[:, 2:]) - common).clamp(min=1e-6)


def intersection_over_union(a: Tensor, b: Tensor) -> Tensor:
    """Row by row, boxes [n, 4]; 0..1."""
    common, union = _common_and_union(a, b)
    return common / union


def generalised_iou(a: Tensor, b: Tensor) -> Tensor:
    """Row by row, boxes [n, 4]; -1..1 (Rezatofighi et al. 2019)."""
    common, union = _common_and_union(a, b)
    hull = (torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])).clamp(min=0).prod(1).clamp(min=1e-6)
    return common / union - (hull - union) / hull


def located(scene: SceneMap, phrases: Tensor) -> tuple[Tensor, Tensor]:
    """For phrase p in picture p: the box of the place that answers best [p, 4] and the place's centre [p, 2]."""
    cells = scene.vectors.flatten(2).transpose(1, 2)
    score = torch.einsum("pd,pcd->pc", phrases, cells) * PHRASE_SCALE + F.logsigmoid(scene.objectness.flatten(1))
    best = score.argmax(1)
    places = centres(*scene.vectors.shape[2:], phrases.device)[best]
    distances = scene.boxes.flatten(2)[torch.arange(len(best)), :, best]
    return torch.cat([places - distances[:, :2], places + distances[:, 2:]], 1).clamp(0, 1), places


def soft_similarity(scene: SceneMap, sentences: Tensor) -> Tensor:
    """[sentences, n]: how well the places that fit a sentence best fit it; teaches the map on pictures that have no boxes."""
    cells = scene.vectors.flatten(2)
    similarity = torch.einsum("sd,ndc->snc", sentences, cells)
    return (torch.softmax(similarity * PHRASE_SCALE, 2) * similarity).sum(2)
