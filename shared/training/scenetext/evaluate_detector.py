"""Scores the detector: precision, recall, F1 on the held-out fifth of icdar2015_train; recall of svt_train's tagged words.

    python3 -m scenetext.evaluate_detector --data ../../../shared/data --checkpoint runs/detector/checkpoint.pt \\
        --out runs/detector/scores.json

A detection is right when its IoU with a word not yet taken is at least 0.5; detections with more than half of their area inside
an ignored region do not count. svt_train tags only some of the visible words, so only its recall means anything.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch

from .detector_inference import ProbabilityMap, probability_map
from .detector_postprocess import Level, PostProcessing
from .icdar import AnnotatedPhoto, icdar_heldout_photos, read_annotated_photos
from .quads import area, intersection, iou
from .train_detector import load_averaged

MATCH_IOU = 0.5
BOX_THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


def match(photo: AnnotatedPhoto, quads: np.ndarray) -> tuple[int, int, int]:
    """Hits, counted detections and words to be found; ``quads`` best first."""
    words, ignored = photo.quads[~photo.ignore], photo.quads[photo.ignore]
    free, hits, counted = set(range(len(words))), 0, 0
    for quad in quads:
        overlaps = {index: iou(quad, words[index]) for index in free}
        best = max(overlaps, key=overlaps.get, default=None)
        if best is not None and overlaps[best] >= MATCH_IOU:
            free.remove(best)
            hits, counted = hits + 1, counted + 1
        elif not any(intersection(quad, region) > 0.5 * area(quad) for region in ignored):
            counted += 1
    return hits, counted, len(words)


Found = tuple[np.ndarray, np.ndarray]
"""Quads and scores of one photograph, best first."""


def score(photos: list[AnnotatedPhoto], found: list[Found], box_threshold: float) -> dict[str, float]:
    """Precision, recall, f1 (0..1) and mean boxes per picture over a set, for detections that score at least the threshold."""
    kept = [quads[scores >= box_threshold] for quads, scores in found]
    hits, counted, wanted = np.sum([match(photo, quads) for photo, quads in zip(photos, kept)], axis=0)
    precision, recall = hits / max(counted, 1), hits / max(wanted, 1)
    return {
        "precision": round(float(precision), 4),
        "recall": round(float(recall), 4),
        "f1": round(float(2 * precision * recall / max(precision + recall, 1e-9)), 4),
        "boxesPerPicture": round(float(np.mean([len(quads) for quads in kept])), 1),
        "boxThreshold": box_threshold,
    }


def report(photos: list[AnnotatedPhoto], maps: list[ProbabilityMap], options: PostProcessing) -> dict[str, dict[str, float]]:
    """The scores at the product's own box threshold (made for recall) and at the threshold with the best F1."""
    found = [probability.words(options) for probability in maps]
    scores = [score(photos, found, threshold) for threshold in (options.box_threshold, *BOX_THRESHOLDS)]
    return {"product": scores[0], "bestF1": max(scores, key=lambda entry: entry["f1"])}


def sweep(photos: list[AnnotatedPhoto], maps: list[ProbabilityMap], base: PostProcessing) -> None:
    """Prints the scores over a grid of single levels and over the product's levels."""
    single = [(Level(*level),) for level in itertools.product((0.3, 0.4, 0.5, 0.6, 0.7, 0.85), (0.9, 1.1, 1.3, 1.5))]
    for levels in (*single, base.levels):
        for kind, entry in report(photos, maps, replace(base, levels=levels)).items():
            print(f"  {[tuple(level) for level in levels]} {kind} {entry}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--sweep", action="store_true", help="also try a grid of post-processing constants")
    parser.add_argument("--out", type=Path, help="write the scores as JSON")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model = load_averaged(arguments.checkpoint)
    options, results = PostProcessing(), {}
    for name, photos in (
        ("icdar2015_heldout", icdar_heldout_photos(arguments.data)),
        ("svt_train", read_annotated_photos(arguments.data / "svt_train")),
    ):
        start = time.monotonic()
        maps = [probability_map(model, photo.read_rgb()) for photo in photos]
        rate = len(photos) / (time.monotonic() - start)
        results[name] = {
            "allLevels": report(photos, maps, options),
            "oneLevel": report(photos, maps, options.at_one_level()),
        }
        print(f"{name}: {results[name]}, {rate:.1f} pictures/s in torch", flush=True)
        if arguments.sweep:
            sweep(photos, maps, options)
    if arguments.out:
        arguments.out.write_text(json.dumps({"postProcessing": asdict(options), "scores": results}, indent=2) + "\n")


if __name__ == "__main__":
    main()
