"""The losses that pull sentences and their pictures together. All similarities are cosines."""
from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def instance(logits_image: Tensor, logits_text: Tensor, of_image: Tensor, of_text: Tensor) -> Tensor:
    """Every training picture with its captions is a class of its own (Dual-Path); one classifier for both kinds of vectors."""
    return F.cross_entropy(logits_image, of_image, label_smoothing=0.1) + F.cross_entropy(logits_text, of_text, label_smoothing=0.1)


def hardest_ranking(similarity: Tensor, same: Tensor, margin: float = 0.15) -> Tensor:
    """Hinge against the hardest negative of the batch, both ways (Faghri et al. 2018); `similarity` [texts, images], `same` likewise."""
    right = (similarity * same).sum(1, keepdim=True)
    wrong = similarity.masked_fill(same, -2)
    to_image = (margin + wrong.amax(1, keepdim=True) - right).relu().mean()
    owner = same.float().argmax(1)
    to_text = (margin + wrong.amax(0)[owner] - right.squeeze(1)).relu().mean()
    return to_image + to_text


def top_ranking(similarity: Tensor, same: Tensor, margin: float = 0.1, most: int = 10, image_factor: float = 1.5) -> Tensor:
    """Hinge against the `most` hardest violations, the image side weighted (Wang et al. 2016, structure-preserving embedding)."""
    right = (similarity * same).sum(1)
    wrong = similarity.masked_fill(same, -2)
    most = min(most, wrong.shape[0] - 1, wrong.shape[1] - 1)
    to_image = (margin + wrong.topk(most, 1).values - right[:, None]).relu().sum(1).mean()
    owner = same.float().argmax(1)
    to_text = (margin + wrong.topk(most, 0).values[:, owner].T - right[:, None]).relu().sum(1).mean()
    return (to_image + image_factor * to_text) / most


def sentence_structure(texts: Tensor, group: Tensor, margin: float = 0.1, most: int = 10) -> Tensor:
    """Captions of one picture lie closer together than to captions of another (structure-preserving)."""
    similarity = texts @ texts.T
    same = group[:, None] == group[None, :]
    same.fill_diagonal_(False)
    right = similarity.masked_fill(~same, 2).amin(1)
    other = similarity.masked_fill(group[:, None] == group[None, :], -2).topk(most, 1).values
    return (margin + other - right[:, None]).relu().mean() * (same.any(1).float().mean())


def contrastive(similarity: Tensor, same: Tensor, scale: Tensor) -> Tensor:
    """Softmax over the batch, both ways (InfoNCE); a picture's own captions share its probability."""
    logits = similarity * scale
    target = same.float()
    by_text = -(F.log_softmax(logits, 1) * target / target.sum(1, keepdim=True)).sum(1).mean()
    by_image = -(F.log_softmax(logits, 0) * target / target.sum(0, keepdim=True)).sum(0).mean()
    return by_text + by_image
