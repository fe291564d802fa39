"""Runs the detector on whole photographs the way the product does: longer side at most 1280, padded to multiples of 64 with black."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import torch

from .detector import INPUT_MULTIPLE, OUTPUT_STRIDE, Detector
from .detector_postprocess import PostProcessing, find_words

LONGER_SIDE = 1280


@dataclass(frozen=True)
class ProbabilityMap:
    """``probability`` float32 ``[h/2, w/2]`` of a picture shrunk by ``scale`` to ``height`` x ``width`` (without padding)."""

    probability: np.ndarray
    height: int
    width: int
    scale: float

    def words(self, options: PostProcessing) -> tuple[np.ndarray, np.ndarray]:
        """Quads float32 ``[n, 4, 2]`` in source pixels and scores ``[n]``."""
        quads, scores = find_words(self.probability, self.height, self.width, options)
        return quads / self.scale, scores


@torch.inference_mode()
def probability_map(model: Detector, rgb: np.ndarray) -> ProbabilityMap:
    """Network output for a photograph, uint8 ``[h, w, 3]`` RGB of any size."""
    scale = min(1.0, LONGER_SIDE / max(rgb.shape[:2]))
    if scale < 1:
        size = max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale))
        rgb = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    height, width = rgb.shape[:2]
    padded = np.zeros((_round_up(height), _round_up(width), 3), np.uint8)
    padded[:height, :width] = rgb
    probability = torch.sigmoid(model(torch.from_numpy(padded)[None]).float())[0, 0].numpy()
    visible = probability[: -(-height // OUTPUT_STRIDE), : -(-width // OUTPUT_STRIDE)]
    return ProbabilityMap(np.ascontiguousarray(visible), height, width, scale)


def _round_up(length: int) -> int:
    return -(-length // INPUT_MULTIPLE) * INPUT_MULTIPLE
