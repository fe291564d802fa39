"""Sentence-image retrieval as it is published: R@1, 5, 10 in both directions and the median rank; any of a picture's captions counts."""
from __future__ import annotations

import numpy as np

AT = (1, 5, 10)


def recalls(scores: np.ndarray, captions_each: int = 5) -> dict[str, float]:
    """`scores` float [captions, pictures]; captions `captions_each * i` and following belong to picture i. Ties count against."""
    owner = np.arange(len(scores)) // captions_each
    right = scores[np.arange(len(scores)), owner]
    to_image = (scores >= right[:, None]).sum(1)
    best = np.stack([1 + (scores[:, i] > scores[owner == i, i].max()).sum() for i in range(scores.shape[1])])
    out = {}
    for name, ranks in (("sentence-image", to_image), ("image-sentence", best)):
        out |= {f"{name} R@{at}": float((ranks <= at).mean()) for at in AT}
        out[f"{name} median rank"] = float(np.median(ranks))
    return out
