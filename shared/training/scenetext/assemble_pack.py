"""Writes pack.json of a model pack from its networks, their descriptions and the fitted relevance.

    python3 -m scenetext.assemble_pack --pack ../models/scene-text/2

Reads detector.json, word_encoder.json, text_tower.json, relevance.json and similarity.json beside the networks; pack.json names every
network with its SHA-256, which the product checks before it loads one. Without relevance.json and similarity.json (a first pack, before
there is evidence to fit) the cosine, and the expected similarity of the readings, decide alone.
"""
from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

from .fit_relevance import FEATURES

COSINE_ONLY = {
    "features": FEATURES,
    "weights": [12.0] + [0.0] * (len(FEATURES) - 1),
    "bias": -9.0,
    "threshold": 0.5,
}

READING_ONLY = {"vectorWeight": 0.0, "certaintyWeight": 0.0, "detectionSlope": 4.0, "detectionMidpoint": -3.0, "threshold": 0.6}


LEVELS = [(0.6, 1.1), (0.15, 0.9), (0.3, 1.0), (0.45, 1.1), (0.75, 1.3), (0.88, 1.6)]
"""Thresholds at which the product cuts the text map, with their unclip ratios; the first gives the words, the others alternatives.
Retrieval mAP on the held-out fifth of icdar2015_train: one level at 0.5 .760, three (0.6, 0.4, 0.85) .833, five .850, these six .858,
eight .855."""

BOX_THRESHOLD = 0.2
"""Mean probability below which a region is dropped. Held-out ICDAR mAP / words a picture of svt_train: 0.1 .868 / 85, 0.2 .864 / 72,
0.3 .863 / 64, 0.4 .853."""

DISPLAY_THRESHOLD = 0.7
"""Score from which a region counts as a word by itself: best F1 on the held-out fifth of the ICDAR training photographs."""


VARIANTS = {"cpu": "int8", "cuda": "fp16"}
"""The best precision for each device. On a CPU with VNNI, INT8 takes .33 of the detector's time and .37 of the word encoder's; retrieval
mAP changed by -.004 on the held-out fifth of the ICDAR training photographs and by +.004 on svt_train."""

CONCEPTS = {"directWeight": 0.1, "unknownWeight": 0.02, "threshold": 0.5}
"""Chosen on 1,639 held-out nouns in held-out fonts (write_concept_words --crops), mAP clean / degraded: direct weight 0 .925 / .519, 0.1 .924 /
.520, 0.2 .923 / .519; unknown weight 0.01 .929 / .529, 0.02, 0.05 .914 / .497. Smaller is better on nouns, but gives a meaning to names.
The threshold is the one with the best F1 over pairs of a dictionary word, read without doubt, and a concept (precision .92, recall .87)."""


def checked(pack: Path, name: str) -> dict:
    path = pack / name
    return {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def network(pack: Path, name: str) -> dict:
    """The network in float32 and the variants that quantize_pack wrote beside it, with the best precision for each device."""
    variants = [{"precision": precision} | checked(pack, f"{name}.{precision}.onnx")
                for precision in VARIANTS.values() if (pack / f"{name}.{precision}.onnx").exists()]
    there = [variant["precision"] for variant in variants]
    preferred = {device: precision for device, precision in VARIANTS.items() if precision in there}
    return checked(pack, f"{name}.onnx") | ({"variants": variants, "preferred": preferred} if variants else {})


def description(pack: Path, name: str) -> dict:
    return json.loads((pack / f"{name}.json").read_text())


def assemble(pack: Path) -> dict:
    detector, encoder = description(pack, "detector"), description(pack, "word_encoder")
    post = detector["postProcessing"]
    relevance = description(pack, "relevance") if (pack / "relevance.json").exists() else COSINE_ONLY
    similarity = description(pack, "similarity") if (pack / "similarity.json").exists() else READING_ONLY
    return {
        "name": pack.parent.name,
        "version": pack.name,
        "licence": "Apache-2.0",
        "credits": "Trained by this project on synthetic pictures and on the ICDAR 2015 Incidental Scene Text training set (CC BY 4.0); see MODEL_CARD.md.",
        "detector": network(pack, "detector") | {
            "sizeMultiple": detector["input"]["multiple"],
            "outputStride": detector["output"]["stride"],
            "levels": [{"threshold": threshold, "unclipRatio": ratio} for threshold, ratio in LEVELS],
            "boxThreshold": BOX_THRESHOLD,
            "displayThreshold": DISPLAY_THRESHOLD,
        },
        "wordEncoder": network(pack, "word_encoder") | {
            "lexicalDimension": encoder["outputs"]["lexical"]["shape"][1],
            "conceptDimension": encoder["outputs"]["concept"]["shape"][1],
            "buckets": encoder["buckets"],
        },
        "textTower": network(pack, "text_tower"),
        "concepts": checked(pack, "concepts.txt") | {"vectors": checked(pack, "concept_vectors.bin")} | CONCEPTS,
        "relevance": relevance,
        "similarity": similarity,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path, required=True, help="directory models/<name>/<version>")
    arguments = parser.parse_args()
    (arguments.pack / "pack.json").write_text(json.dumps(assemble(arguments.pack.resolve()), indent=2) + "\n")


if __name__ == "__main__":
    main()
