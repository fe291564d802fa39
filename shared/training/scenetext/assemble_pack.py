"""Writes pack.json of a model pack from its networks, their descriptions and the fitted relevance.

    python3 -m scenetext.assemble_pack --pack ../models/scene-text/1

Reads detector.json, word_encoder.json, text_tower.json and relevance.json beside the networks; pack.json names every network with its
SHA-256, which the product checks before it loads one. Without relevance.json (a first pack, before there is evidence to fit) the cosine
alone decides.
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
    "exactThreshold": 0.5,
    "similarThreshold": 0.6,
}


LEVELS = [(0.6, 1.1), (0.15, 0.9), (0.3, 1.0), (0.45, 1.1), (0.75, 1.3), (0.88, 1.6)]
"""Thresholds at which the product cuts the text map, with their unclip ratios; the first gives the words, the others alternatives.
Retrieval mAP on the held-out fifth of icdar2015_train: one level at 0.5 .760, three (0.6, 0.4, 0.85) .833, five .850, these six .858,
eight .855."""

BOX_THRESHOLD = 0.2
"""Mean probability below which a region is dropped. Held-out ICDAR mAP / words a picture of svt_train: 0.1 .868 / 85, 0.2 .864 / 72,
0.3 .863 / 64, 0.4 .853."""

DISPLAY_THRESHOLD = 0.7
"""Score from which a region counts as a word by itself: best F1 on the held-out fifth of the ICDAR training photographs."""


def network(pack: Path, name: str) -> dict:
    path = pack / f"{name}.onnx"
    return {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def description(pack: Path, name: str) -> dict:
    return json.loads((pack / f"{name}.json").read_text())


def assemble(pack: Path) -> dict:
    detector, encoder = description(pack, "detector"), description(pack, "word_encoder")
    post = detector["postProcessing"]
    relevance = description(pack, "relevance") if (pack / "relevance.json").exists() else COSINE_ONLY
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
        "wordEncoder": network(pack, "word_encoder") | {"lexicalDimension": encoder["outputs"]["lexical"]["shape"][1]},
        "textTower": network(pack, "text_tower"),
        "relevance": relevance,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path, required=True, help="directory models/<name>/<version>")
    arguments = parser.parse_args()
    (arguments.pack / "pack.json").write_text(json.dumps(assemble(arguments.pack.resolve()), indent=2) + "\n")


if __name__ == "__main__":
    main()
