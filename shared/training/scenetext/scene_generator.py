"""Synthetic photographs full of words, each word with its quad: what the detector learns the shape of text from.

Panels (boards, labels, bare lettering; sign_panel.py) are put on a photograph without text or on a procedural texture by a random
view of a plane in space, then light, lens and sensor have their say.
"""

from __future__ import annotations

import random
from functools import lru_cache

import cv2
import numpy as np

from .fonts import training_fonts
from .lexicon import Lexicon
from .quads import transform
from .scene_camera import photograph, set_homography, view_homography, warp
from .sign_panel import Panel, draw_panel, plain_fonts, random_style
from .staged_scenes import ALL_STAGES, Slot
from .textures import random_colour, random_texture

OCCUPANCY_STRIDE = 4
LUMA = np.array([0.299, 0.587, 0.114])
MIN_CONTRAST = 30
"""Grey levels between bare letters and the scene beneath them."""

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
        return _staged_scene(rng, width, height, _WordSource(rng, texts))
    scene = _background(rng, height, width, backgrounds).astype(np.float32)
    occupied = np.zeros((height // OCCUPANCY_STRIDE + 1, width // OCCUPANCY_STRIDE + 1), np.uint8)
    words: list[dict] = []
    source = _WordSource(rng, texts)
    crowd = rng.random() < 0.2
    for _ in range(int(rng.integers(12, 26)) if crowd else int(rng.integers(3, 11))):
        if source.exhausted:
            break
        if texts is None and rng.random() < 0.15:
            _place(rng, scene, occupied, _distractor(rng, height))
            continue
        _place_text(rng, scene, occupied, source, crowd, words)
    return photograph(rng, scene), words


def _staged_scene(rng: np.random.Generator, width: int, height: int, source: "_WordSource") -> tuple[np.ndarray, list[dict]]:
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


def _fill_slot(rng: np.random.Generator, scene: np.ndarray, slot: Slot, source: "_WordSource") -> list[tuple[str, np.ndarray]]:
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
    _composite(rng, scene, panel, matrix, outline)
    return list(zip(panel.texts, panel.quads + offset.astype(np.float32)))


class _WordSource:
    """Words from a given list, or without end from the lexicon."""

    def __init__(self, rng: np.random.Generator, texts: list[str] | None) -> None:
        self._given = list(texts) if texts is not None else None
        self._random = random.Random(int(rng.integers(1 << 62)))

    @property
    def exhausted(self) -> bool:
        return self._given is not None and not self._given

    def take(self, count: int) -> list[str]:
        if self._given is None:
            return [_lexicon().sample(self._random) for _ in range(count)]
        taken, self._given = self._given[:count], self._given[count:]
        return taken

    def put_back(self, words: list[str]) -> None:
        if self._given is not None:
            self._given = words + self._given


@lru_cache(maxsize=1)
def _fonts() -> list[str]:
    return training_fonts()


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(0)


def _place_text(
    rng: np.random.Generator, scene: np.ndarray, occupied: np.ndarray, source: _WordSource, crowd: bool, words: list[dict]
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
    quads = _place(rng, scene, occupied, panel) if panel is not None else None
    if quads is None:
        source.put_back([word for line in lines for word in line])
        return
    words += [{"text": text, "quad": quad.tolist()} for text, quad in zip(panel.texts, quads)]


def _place(rng: np.random.Generator, scene: np.ndarray, occupied: np.ndarray, panel: Panel) -> np.ndarray | None:
    """Puts the panel where nothing else stands; the words' quads in the scene, or None when no free place was found."""
    height, width = scene.shape[:2]
    panel_h, panel_w = panel.alpha.shape
    outline = np.array([[(0, 0), (panel_w, 0), (panel_w, panel_h), (0, panel_h)]], np.float64)
    for _ in range(5):
        matrix = view_homography(rng, panel_w, panel_h, width, height)
        corners = transform(outline, matrix)[0]
        region = np.zeros_like(occupied)
        cv2.fillConvexPoly(region, np.round(corners / OCCUPANCY_STRIDE).astype(np.int32), 1)
        if not np.any(region & occupied) and (not panel.bare or _legible(scene, panel, corners)):
            occupied |= region
            _composite(rng, scene, panel, matrix, corners)
            return transform(panel.quads.astype(np.float64), matrix)
    return None


def _legible(scene: np.ndarray, panel: Panel, corners: np.ndarray) -> bool:
    """Whether bare letters differ enough from what lies beneath them, by mean luma."""
    height, width = scene.shape[:2]
    left, top = np.clip(corners.min(0).astype(int), 0, (width - 2, height - 2))
    right, bottom = np.clip(corners.max(0).astype(int), (left + 1, top + 1), (width, height))
    beneath = scene[top:bottom:2, left:right:2].mean((0, 1))
    ink = (panel.rgb * panel.alpha[..., None]).sum((0, 1)) / max(panel.alpha.sum(), 1e-3)
    return abs(LUMA @ (ink - beneath)) >= MIN_CONTRAST


def _composite(rng: np.random.Generator, scene: np.ndarray, panel: Panel, matrix: np.ndarray, corners: np.ndarray) -> None:
    """Warps the panel over the scene within its bounding box, lit by the brightness that the scene has there."""
    height, width = scene.shape[:2]
    left, top = np.clip(np.floor(corners.min(0)).astype(int), 0, (width - 1, height - 1))
    right, bottom = np.clip(np.ceil(corners.max(0)).astype(int) + 1, 1, (width, height))
    shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]], np.float64)
    layers = np.dstack([panel.rgb * panel.alpha[..., None], panel.alpha])
    if rng.random() < 0.5:
        layers = cv2.GaussianBlur(layers, (0, 0), rng.uniform(0.3, 0.9))
    layers = warp(layers, shift @ matrix, int(right - left), int(bottom - top))
    target = scene[top:bottom, left:right]
    alpha = layers[..., 3:]
    light = 1.0 if rng.random() < 0.5 else rng.uniform(0.7, 1.1) * (0.6 + 0.4 * target.mean() / max(scene.mean(), 1.0))
    target *= 1 - alpha
    target += layers[..., :3] * min(light, 1.3)


def _distractor(rng: np.random.Generator, height: int) -> Panel:
    """A board without a word: bars, a grid, arrows and rings, barcodes. What is drawn here must not be found."""
    h, w = (int(height * rng.uniform(0.03, 0.25)) + 4 for _ in range(2))
    rgb = np.empty((h, w, 3), np.float32)
    rgb[:] = random_colour(rng)
    ink = random_colour(rng).tolist()
    kind, thick = rng.integers(4), max(1, int(min(h, w) * rng.uniform(0.02, 0.12)))
    if kind == 0:
        for x in np.cumsum(rng.integers(thick + 1, 4 * thick + 2, w)):
            if x < w:
                rgb[h // 8 : -h // 8, x : x + int(rng.integers(1, thick + 2))] = ink
    elif kind == 1:
        rgb[:: max(3, h // int(rng.integers(2, 9)))] = ink
        rgb[:, :: max(3, w // int(rng.integers(2, 9)))] = ink
    elif kind == 2:
        cv2.arrowedLine(rgb, (w // 8, h // 2), (w * 7 // 8, h // 2), ink, thick, cv2.LINE_AA, 0, 0.4)
    else:
        for _ in range(int(rng.integers(1, 7))):
            centre = int(rng.integers(w)), int(rng.integers(h))
            cv2.circle(rgb, centre, int(rng.integers(2, max(3, min(h, w) // 2))), random_colour(rng).tolist(), int(rng.choice((-1, thick))), cv2.LINE_AA)
    return Panel(rgb, np.ones((h, w), np.float32), [], np.zeros((0, 4, 2), np.float32))


def _background(rng: np.random.Generator, height: int, width: int, photographs: list[np.ndarray] | None) -> np.ndarray:
    if not photographs or rng.random() < TEXTURE_SHARE:
        return random_texture(rng, height, width)
    photo = photographs[rng.integers(len(photographs))]
    fit = max(height / photo.shape[0], width / photo.shape[1])
    scale = fit * rng.uniform(1.0, 2.0)
    cut_h, cut_w = min(photo.shape[0], int(height / scale)), min(photo.shape[1], int(width / scale))
    top, left = int(rng.integers(photo.shape[0] - cut_h + 1)), int(rng.integers(photo.shape[1] - cut_w + 1))
    return cv2.resize(photo[top : top + cut_h, left : left + cut_w], (width, height), interpolation=cv2.INTER_LINEAR)
