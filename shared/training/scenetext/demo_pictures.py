"""Paints the pictures that the product's ``demo`` command indexes: no photograph, no foreign material.

    python3 -m scenetext.demo_pictures --out ../../services/Standalone/demo
"""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from .scene_generator import generate_scene
from .staged_scenes import ALL_STAGES

WIDTH, HEIGHT = 1024, 768
JPEG_QUALITY = 82
MARGIN = 24
"""Pixels between every word and the edge of the picture."""

PICTURES: dict[str, tuple[str, list[str]]] = {
    "street-cafe": ("street", ["Corner", "CAFE", "open", "daily"]),
    "street-harbour": ("street", ["Harbour", "Station", "EXIT", "Museum"]),
    "street-market": ("street", ["Market", "Square", "Library"]),
    "street-parking": ("street", ["PARKING", "Garden", "Bridge"]),
    "shop-bakery": ("shop_front", ["Bakery", "fresh", "bread"]),
    "shop-coffee": ("shop_front", ["COFFEE", "House", "since", "1987"]),
    "shop-books": ("shop_front", ["Books", "Maps", "Prints"]),
    "shop-pharmacy": ("shop_front", ["Pharmacy", "OPEN", "Sunday"]),
    "parcel-fragile": ("parcel", ["FRAGILE", "handle", "with", "care", "BX2291"]),
    "parcel-express": ("parcel", ["EXPRESS", "Rotterdam", "PRE16A", "2 kg"]),
    "parcel-return": ("parcel", ["RETURN", "Lisbon", "ORDER", "40718"]),
    "books-novels": ("book_stack", ["Winter", "Lighthouse", "Rivers", "Coffee", "Atlas"]),
    "books-science": ("book_stack", ["Geometry", "Optics", "Harbours", "Genetics"]),
    "shelf-tea": ("shelf", ["Green", "Mint", "Ginger", "Lemon", "Jasmine"]),
    "shelf-pantry": ("shelf", ["Flour", "Sugar", "Honey", "Toffee", "Pasta"]),
}
"""File name, stage and words of each picture."""

QUERIES = [
    {"query": "coffee", "note": "a shop sign and the spine of a book"},
    {"query": "harbour", "note": "and what is written almost so"},
    {"query": "library", "note": "one board of three on a pole"},
    {"query": "fragile", "note": "a label on a parcel"},
    {"query": "lighthuose", "mode": "similar", "note": "typed wrong: near spellings are found"},
    {"query": "zeppelin", "note": "nowhere: the answer is nothing"},
]


def paint(stage: str, texts: list[str]) -> np.ndarray:
    """The first seeded scene of this stage that had room for every word, RGB uint8."""
    wanted = [builder.__name__ for builder in ALL_STAGES].index(stage)
    start = sum(map(ord, "".join(texts)))
    for seed in range(start, start + 500):
        if _stage_of(seed) != wanted:
            continue
        picture, words = generate_scene(np.random.default_rng(seed), WIDTH, HEIGHT, texts=list(texts))
        if len(words) == len(texts) and all(_inside(word["quad"]) for word in words):
            return picture
    raise RuntimeError(f"no scene of {stage} has room for {texts}")


def _stage_of(seed: int) -> int:
    """The stage that ``generate_scene`` will choose: its second draw, after the seed of its words."""
    rng = np.random.default_rng(seed)
    rng.integers(1 << 62)
    return int(rng.integers(len(ALL_STAGES)))


def _inside(quad: list[list[float]]) -> bool:
    corners = np.array(quad)
    return bool((corners > MARGIN).all() and (corners < (WIDTH - MARGIN, HEIGHT - MARGIN)).all())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for name, (stage, texts) in PICTURES.items():
        encoded = cv2.imencode(".jpg", paint(stage, texts)[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])[1]
        total += (folder / f"{name}.jpg").write_bytes(encoded.tobytes())
    (folder / "queries.json").write_text(json.dumps(QUERIES, indent=2) + "\n")
    print(f"{len(PICTURES)} pictures, {total / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
