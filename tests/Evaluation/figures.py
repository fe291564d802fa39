"""Draws the figures of the model card from the rankings that evaluate.py leaves behind.

    python3 tests/Evaluation/figures.py --data ../shared/data --work artifacts/evaluation --out shared/models/scene-text/2/figures

precision_recall.svg: pictures of all queries pooled by score. samples.jpg: words of the held-out ICDAR 2015 photographs (CC BY 4.0) whose
picture came first with the lowest scores, and words whose picture did not. Needs python3-opencv and python3-numpy for the samples.
"""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

SETS = {"svt_train": "#1f77b4", "icdar2015_heldout": "#d62728", "iiit5k_train": "#2ca02c"}
SIZE, MARGIN = 360, 46
ROWS, CELL_WIDTH, CELL_HEIGHT = 12, 260, 64


def curve(path: Path) -> list[tuple[float, float]]:
    """(recall, precision) over all pairs of a query and a picture, by descending score."""
    pairs = [(picture["score"], picture["relevant"])
             for line in path.read_text().splitlines() for picture in json.loads(line)["ranking"] if picture["score"] is not None or picture["relevant"]]
    wanted = sum(relevant for _, relevant in pairs)
    points, hits = [], 0
    for found, (_, relevant) in enumerate(sorted((pair for pair in pairs if pair[0] is not None), key=lambda pair: -pair[0]), 1):
        hits += relevant
        points.append((hits / wanted, hits / found))
    return points[::max(1, len(points) // 500)]


def svg(curves: dict[str, list[tuple[float, float]]]) -> str:
    def place(recall: float, precision: float) -> str:
        return f"{MARGIN + recall * SIZE:.1f},{MARGIN / 2 + (1 - precision) * SIZE:.1f}"

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE + 2 * MARGIN}" height="{SIZE + 2 * MARGIN}" font-family="sans-serif" font-size="11">',
             f'<rect width="100%" height="100%" fill="white"/>']
    for step in range(6):
        value = step / 5
        parts += [f'<polyline points="{place(0, value)} {place(1, value)}" stroke="#ddd" fill="none"/>',
                  f'<polyline points="{place(value, 0)} {place(value, 1)}" stroke="#ddd" fill="none"/>',
                  f'<text x="{MARGIN - 24}" y="{MARGIN / 2 + (1 - value) * SIZE + 4:.1f}">{value:.1f}</text>',
                  f'<text x="{MARGIN + value * SIZE - 8:.1f}" y="{MARGIN / 2 + SIZE + 16}">{value:.1f}</text>']
    for row, (name, points) in enumerate(curves.items()):
        line = " ".join(place(*point) for point in points)
        parts += [f'<polyline points="{line}" stroke="{SETS[name]}" stroke-width="1.6" fill="none"/>',
                  f'<text x="{MARGIN + 12}" y="{MARGIN / 2 + SIZE - 12 - 16 * row}" fill="{SETS[name]}">{name}</text>']
    parts += [f'<text x="{MARGIN + SIZE / 2 - 20}" y="{MARGIN + SIZE + 12}">recall</text>',
              f'<text x="12" y="{MARGIN / 2 + SIZE / 2}" transform="rotate(-90 12 {MARGIN / 2 + SIZE / 2})">precision</text>', "</svg>"]
    return "\n".join(parts) + "\n"


def samples(rankings: Path, photographs: Path) -> np.ndarray:
    """Two columns: words that came first for their query (the least certain ones), and pictures without the word that came first."""
    truth = {record["image"]: record["instances"] for record in map(json.loads, (photographs / "gt.jsonl").read_text().splitlines())}
    first = [(line["query"], line["ranking"][0]) for line in map(json.loads, rankings.read_text().splitlines())]
    hits = sorted((entry for entry in first if entry[1]["relevant"]), key=lambda entry: entry[1]["score"])[:ROWS]
    misses = [line for line in map(json.loads, rankings.read_text().splitlines()) if not line["ranking"][0]["relevant"]]
    columns = [[cell(photographs, truth, query, top["image"], f"{query}: first, {top['score']:.2f}") for query, top in hits],
               [cell(photographs, truth, line["query"], next(p["image"] for p in line["ranking"] if p["relevant"]),
                     f"{line['query']}: rank {1 + next(i for i, p in enumerate(line['ranking']) if p['relevant'])}") for line in misses[:ROWS]]]
    return np.hstack([np.vstack(column + [blank()] * (ROWS - len(column))) for column in columns])


def blank() -> np.ndarray:
    return np.full((CELL_HEIGHT, CELL_WIDTH, 3), 255, np.uint8)


def cell(photographs: Path, truth: dict, query: str, image: str, caption: str) -> np.ndarray:
    """The marked word cut out of its photograph, with a caption."""
    word = next(word for word in truth[image] if not word["ignore"] and "".join(filter(str.isalnum, word["text"].lower())) == query)
    quad = np.array(word["quad"], np.float32)
    (x0, y0), (x1, y1) = np.maximum(quad.min(0) - 4, 0).astype(int), (quad.max(0) + 4).astype(int)
    crop = cv2.imread(str(photographs / "images" / image))[y0:y1, x0:x1]
    scale = min((CELL_WIDTH - 8) / crop.shape[1], (CELL_HEIGHT - 22) / crop.shape[0])
    small = cv2.resize(crop, (max(1, int(crop.shape[1] * scale)), max(1, int(crop.shape[0] * scale))), interpolation=cv2.INTER_AREA)
    picture = blank()
    picture[18:18 + small.shape[0], 4:4 + small.shape[1]] = small
    cv2.putText(picture, caption, (4, 13), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (0, 0, 0), 1, cv2.LINE_AA)
    return picture


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    curves = {name: curve(arguments.work / f"{name}.jsonl") for name in SETS}
    (arguments.out / "precision_recall.svg").write_text(svg(curves))
    picture = samples(arguments.work / "icdar2015_heldout.jsonl", arguments.data / "icdar2015_train")
    cv2.imwrite(str(arguments.out / "samples.jpg"), picture, [cv2.IMWRITE_JPEG_QUALITY, 85])


if __name__ == "__main__":
    main()
