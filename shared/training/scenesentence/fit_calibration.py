"""How a cosine becomes a relevance: a logistic function, fitted on pictures that the towers were not trained on."""
from __future__ import annotations

import numpy as np
import torch

from .augmentation import whole
from .captions import CaptionedSet
from .towers import Towers
from .vocabulary import Vocabulary

PRIOR = 0.01
"""Share of pictures that a sentence is taken to fit; relevance 0.5 means a hundred times as likely as among all pictures."""

STEPS = 400
MISSED = 0.05
"""Share of right pictures that lie below the threshold."""


@torch.no_grad()
def cosines(towers: Towers, data: CaptionedSet, vocabulary: Vocabulary) -> torch.Tensor:
    """[captions, pictures]"""
    pictures = torch.cat([towers.image(whole(part)) for part in torch.from_numpy(data.pictures).split(100)])
    ids = np.stack([vocabulary.ids(caption) for picture in data.captions for caption in picture])
    return torch.cat([towers.sentence(part) for part in torch.from_numpy(ids).split(500)]) @ pictures.T


def fitted(towers: Towers, data: CaptionedSet, vocabulary: Vocabulary) -> dict[str, float]:
    """`slope` and `intercept` of the logistic function, and the `threshold` below which few right pictures lie."""
    scores = cosines(towers, data, vocabulary)
    owner = torch.arange(len(scores)) // len(data.captions[0])
    right = scores[torch.arange(len(scores)), owner]
    wrong = scores[torch.arange(len(scores)).repeat_interleave(20), torch.randint(
        0, scores.shape[1], (20 * len(scores),), generator=torch.Generator().manual_seed(1))]
    x = torch.cat([right, wrong]).double()
    y = torch.cat([torch.ones_like(right), torch.zeros_like(wrong)]).double()
    weight = torch.where(y > 0, PRIOR / len(right), (1 - PRIOR) / len(wrong))
    with torch.enable_grad():
        line = torch.tensor([10.0, -5.0], dtype=torch.float64, requires_grad=True)
        optimiser = torch.optim.LBFGS([line], max_iter=STEPS, line_search_fn="strong_wolfe")

        def loss() -> torch.Tensor:
            optimiser.zero_grad()
            value = (torch.nn.functional.binary_cross_entropy_with_logits(line[0] * x + line[1], y, reduction="none") * weight).sum() * 100
            value.backward()
            return value

        optimiser.step(loss)
    slope, intercept = (float(value) for value in line.detach())
    threshold = 1 / (1 + np.exp(-(slope * float(right.quantile(MISSED)) + intercept)))
    return {"slope": round(slope, 4), "intercept": round(intercept, 4), "threshold": round(float(threshold), 4)}
