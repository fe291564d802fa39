"""Synthetic photographs full of words, each word with its quad: what the detector learns the shape of text from.

Panels (boards, labels, bare lettering; sign_panel.py) are put on a photograph without text or on a procedural texture by a random
view of a plane in space, then light, lens and sensor have their say.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from .fonts import training_fonts
from .panel_placement import OCCUPANCY_STRIDE, composite, distractor, occupancy, place_panel
from .quads import transform
from .scene_camera import photograph, set_homography, warp
from .sign_panel import draw_panel, plain_fonts, random_style
from .staged_scenes import ALL_STAGES, Slot
from .textures import random_texture
from .word_source import WordSource

STAGED_SHARE = 0.1
"""Painted sets among the scenes that are free to choose."""

TEXTURE_SHARE = 0.25
"""Scenes on procedural textures even when photographs are given."""


def generate_scene(
    rng: np.random.Generator,
    width: int,
    height: int,
    backgrounds: list[np.ndarray] | None = None,
    texts: list[str] | None = None,
) -> tuple[np.ndarray, list[dict]]:
    """A picture and its words.

    ``backgrounds``: photographs without text (uint8 RGB), None for procedural textures only. ``texts``: words to show, each once
    and in this order as far as there is room; None draws from the training lexicon. Texts without backgrounds make a painted set
    (staged_scenes.py), which needs no photograph and looks most like one. Returns RGB uint8 ``[height, width, 3]`` and
    ``{"text": str, "quad": [[x, y] * 4]}`` per word, pixel coordinates, clockwise from the top left corner of the text.
    """
    if (texts is not None and backgrounds is None) or rng.random() < STAGED_SHARE:
        return _staged_scene(rng, width, height, WordSource(rng, texts))
    scene = _background(rng, height, width, backgrounds).astype(np.float32)
    occupied = occupancy(height, width)
    words: list[dict] = []
    source = WordSource(rng, texts)
    crowd = rng.random() < 0.2
    for _ in range(int(rng.integers(12, 26)) if crowd else int(rng.integers(3, 11))):
        if source.exhausted:
            break
        if texts is None and rng.random() < 0.15:
            place_panel(rng, scene, occupied, distractor(rng, height))
            continue
        _place_text(rng, scene, occupied, source, crowd, words)
    return photograph(rng, scene), words


def add_words(rng: np.random.Generator, rgb: np.ndarray, quads: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A photograph with text in it, and more words where it has none: the backgrounds that a detector meets, with letters it has not seen.

    ``rgb`` uint8 ``[h, w, 3]``, ``quads`` float ``[n, 4, 2]`` of all text in it, legible or not. Returns the picture and the quads of the
    added words, float32 ``[m, 4, 2]``.
    """
    height, width = rgb.shape[:2]
    scene, occupied, words = rgb.astype(np.float32), occupancy(height, width), []
    for quad in quads:
        cv2.fillConvexPoly(occupied, np.round(quad / OCCUPANCY_STRIDE).astype(np.int32), 1)
    occupied = cv2.dilate(occupied, np.ones((5, 5), np.uint8))
    source = WordSource(rng, None)
    for _ in range(int(rng.integers(3, 12))):
        if rng.random() < 0.2:
            place_panel(rng, scene, occupied, distractor(rng, height))
        else:
            _place_text(rng, scene, occupied, source, False, words)
    added = np.array([word["quad"] for word in words], np.float32).reshape(-1, 4, 2)
    return np.clip(scene, 0, 255).astype(np.uint8), added


def _staged_scene(rng: np.random.Generator, width: int, height: int, source: WordSource) -> tuple[np.ndarray, list[dict]]:
    """A painted set with its slots filled, seen by a slightly turned camera."""
    stage = ALL_STAGES[rng.integers(len(ALL_STAGES))](rng, height, width)
    words: list[tuple[str, np.ndarray]] = []
    for slot in stage.slots:
        if source.exhausted:
            break
        words += _fill_slot(rng, stage.rgb, slot, source)
    view = set_homography(rng, width, height)
    scene = warp(stage.rgb, view, width, height, cv2.BORDER_REPLICATE)
    seen = [(text, transform(quad[None].astype(np.float64), view)[0]) for text, quad in words]
    return photograph(rng, scene), [{"text": text, "quad": quad.tolist()} for text, quad in seen]


def _fill_slot(rng: np.random.Generator, scene: np.ndarray, slot: Slot, source: WordSource) -> list[tuple[str, np.ndarray]]:
    """Sets words into a slot, as large as they fit; words and quads on the flat set."""
    lines = [line for line in (source.take(slot.words_per_line) for _ in range(slot.lines)) if line]
    style = random_style(rng, plain_fonts(_fonts()), 40, np.zeros(3))
    style.board = None if slot.board is None else np.array(slot.board, np.float32)
    style.ink, style.bend, style.margin = np.array(slot.ink, np.float32), 0.0, 0.35
    style.word_gap = max(style.word_gap, 0.4 + style.tracking)
    trial = draw_panel(rng, style, lines)
    if trial is None:
        return []
    height, width = trial.alpha.shape
    style.letter_height = max(8, int(40 * min(slot.w / width, slot.h / height)))
    panel = draw_panel(rng, style, lines)
    if panel is None:
        return []
    height, width = panel.alpha.shape
    offset = np.array([slot.x + (slot.w - width) / 2, slot.y + (slot.h - height) / 2])
    matrix = np.array([[1, 0, offset[0]], [0, 1, offset[1]], [0, 0, 1.0]])
    outline = np.array([(0, 0), (width, 0), (width, height), (0, height)]) + offset
    composite(rng, scene, panel, matrix, outline)
    return list(zip(panel.texts, panel.quads + offset.astype(np.float32)))


@lru_cache(maxsize=1)
def _fonts() -> list[str]:
    return training_fonts()


def _place_text(
    rng: np.random.Generator, scene: np.ndarray, occupied: np.ndarray, source: WordSource, crowd: bool, words: list[dict]
) -> None:
    height, width = scene.shape[:2]
    largest = height * (0.05 if crowd else 0.3)
    letters = int(np.exp(rng.uniform(np.log(7.0), np.log(max(largest, 12.0)))))
    lines_wanted = int(rng.choice((1, 2, 3, 5), p=(0.4, 0.3, 0.2, 0.1)))
    lines = [source.take(int(rng.choice((1, 2, 3, 5), p=(0.4, 0.3, 0.2, 0.1)))) for _ in range(lines_wanted)]
    longest = max(sum(len(word) + 1 for word in line) for line in lines)
    letters = max(7, min(letters, int(1.3 * width / longest), int(0.6 * height / lines_wanted)))
    style = random_style(rng, _fonts(), letters, scene[:: max(1, height // 16), :: max(1, height // 16)].mean((0, 1)))
    panel = draw_panel(rng, style, lines)
    quads = place_panel(rng, scene, occupied, panel) if panel is not None else None
    if quads is None:
        source.put_back([word for line in lines for word in line])
        return
    words += [{"text": text, "quad": quad.tolist()} for text, quad in zip(panel.texts, quads)]


def _background(rng: np.random.Generator, height: int, width: int, photographs: list[np.ndarray] | None) -> np.ndarray:
    if not photographs or rng.random() < TEXTURE_SHARE:
        return random_texture(rng, height, width)
    photo = photographs[rng.integers(len(photographs))]
    fit = max(height / photo.shape[0], width / photo.shape[1])
    scale = fit * rng.uniform(1.0, 2.0)
    cut_h, cut_w = min(photo.shape[0], int(height / scale)), min(photo.shape[1], int(width / scale))
    top, left = int(rng.integers(photo.shape[0] - cut_h + 1)), int(rng.integers(photo.shape[1] - cut_w + 1))
    return cv2.resize(photo[top : top + cut_h, left : left + cut_w], (width, height), interpolation=cv2.INTER_LINEAR)
