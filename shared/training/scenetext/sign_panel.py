"""Flat pieces of text: boards, labels, bare lettering. A panel is drawn upright and later put into a scene by a homography."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .textures import fractal_noise, random_colour

QUAD_PADDING = 0.06
"""Word boxes stand off the ink by this share of the letter height, as annotators draw them."""


PLAIN_FAMILIES = (
    "arimo", "cabin", "dejavu", "freesans", "freeserif", "gentium", "inter", "karla", "lato", "leaguespartan", "liberation",
    "nationalpark", "nimbus", "notosans", "notoserif", "opensans", "oxygen", "pts", "roboto", "sora", "switzera", "texgyre", "tinos",
    "tuffy", "ubuntu", "urw", "vollkorn", "yanone",
)  # fmt: skip
PLAIN_SHARE = 0.5
"""Half of the panels use them: of the 900 training fonts most are display faces, real signs are mostly not."""


@dataclass
class Panel:
    """``rgb`` float32 ``[h, w, 3]`` (0..255) and ``alpha`` float32 ``[h, w]`` (0..1), with the words' ``quads`` ``[n, 4, 2]`` on it.

    ``bare``: letters without a ground of their own, legible only where the scene differs from their colour.
    """

    rgb: np.ndarray
    alpha: np.ndarray
    texts: list[str]
    quads: np.ndarray
    bare: bool = False


@dataclass
class PanelStyle:
    """What a panel looks like; ``board`` None paints the letters straight on the scene."""

    font: str
    letter_height: int
    ink: np.ndarray
    board: np.ndarray | None
    centred: bool = True
    word_gap: float = 0.35
    line_gap: float = 0.4
    tracking: float = 0.0
    margin: float = 0.6
    bend: float = 0.0


@lru_cache(maxsize=600)
def load_font(path: str, size: int) -> ImageFont.FreeTypeFont:
    """The font whose capital letters are about ``size`` pixels high (capitals are about 0.72 em)."""
    return ImageFont.truetype(path, max(6, round(size / 0.72)), layout_engine=ImageFont.Layout.BASIC)


def plain_fonts(fonts: list[str]) -> list[str]:
    """The fonts that most real signs resemble; all of them where none of these is installed."""
    plain = [path for path in fonts if Path(path).name.lower().startswith(PLAIN_FAMILIES)]
    return plain or fonts


def random_style(rng: np.random.Generator, fonts: list[str], letter_height: int, beneath: np.ndarray) -> PanelStyle:
    """A style whose ink stands out from its ground; ``beneath`` is the mean RGB of the scene there, for bare lettering."""
    pool = plain_fonts(fonts) if rng.random() < PLAIN_SHARE else fonts
    board = None if rng.random() < 0.45 else random_colour(rng, (0.0, 0.95), (0.05, 1.0))
    return PanelStyle(
        font=pool[rng.integers(len(pool))],
        letter_height=letter_height,
        ink=contrasting_colour(rng, beneath if board is None else board),
        board=board,
        centred=rng.random() < 0.5,
        word_gap=rng.uniform(0.22, 0.6),
        line_gap=rng.uniform(0.15, 0.9),
        tracking=rng.uniform(0.05, 0.4) if rng.random() < 0.15 else 0.0,
        margin=rng.uniform(0.25, 1.2),
        bend=rng.uniform(-0.25, 0.25) if rng.random() < 0.08 else 0.0,
    )


def contrasting_colour(rng: np.random.Generator, ground: np.ndarray) -> np.ndarray:
    """A colour whose luma differs from the ground's by at least 40, mostly by far more."""
    weights = np.array([0.299, 0.587, 0.114])
    wanted = 40 if rng.random() < 0.25 else 90
    for _ in range(20):
        colour = random_colour(rng, (0.0, 0.95), (0.0, 1.0)) if rng.random() < 0.6 else np.full(3, rng.choice([12.0, 240.0]), np.float32)
        if abs(weights @ (colour - ground)) >= wanted:
            return colour
    return np.full(3, 250.0 if weights @ ground < 128 else 8.0, np.float32)


def draw_panel(rng: np.random.Generator, style: PanelStyle, lines: list[list[str]]) -> Panel | None:
    """Sets the lines of words, then ground, outline or shadow and ink. None when nothing of the text is visible in this font."""
    mask, texts, quads = _set_lines(style, lines)
    if not texts:
        return None
    mask = mask.astype(np.float32) / 255
    if style.bend:
        mask, quads = _bend(mask, quads, style.bend)
    height, width = mask.shape
    rgb = np.empty((height, width, 3), np.float32)
    if style.board is None:
        rgb[:] = style.ink
        alpha = np.zeros_like(mask)
    else:
        rgb[:] = style.board
        rgb *= (1 + rng.uniform(0, 0.08) * fractal_noise(rng, height, width, 3, 2))[..., None]
        alpha = _board_shape(rng, rgb, style)
    _decorate(rng, rgb, alpha, mask, style)
    ink = style.ink
    if rng.random() < 0.2:
        ramp = np.linspace(rng.uniform(0.6, 1), rng.uniform(0.8, 1.3), height, dtype=np.float32)[:, None, None]
        ink = np.clip(style.ink * ramp, 0, 255)
    rgb += (ink - rgb) * mask[..., None]
    np.maximum(alpha, mask, out=alpha)
    return Panel(rgb, alpha, texts, quads, bare=style.board is None)


def _set_lines(style: PanelStyle, lines: list[list[str]]) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Coverage uint8 ``[h, w]`` of all ink, the words and their boxes."""
    font, size = load_font(style.font, style.letter_height), style.letter_height
    placed: list[tuple[str, np.ndarray, float, float]] = []
    widths, baseline = [], 0.0
    for line in lines:
        x, first = 0.0, len(placed)
        below = above = 0
        for word in line:
            glyphs, left, top = _draw_word(font, word, round(style.tracking * size))
            if glyphs is None:
                continue
            placed.append((word, glyphs, x, top))
            above, below = max(above, -top), max(below, glyphs.shape[0] + top)
            x += glyphs.shape[1] + style.word_gap * size
        baseline += above
        placed[first:] = [(word, glyphs, left, baseline + top) for word, glyphs, left, top in placed[first:]]
        widths += [x - style.word_gap * size] * (len(placed) - first)
        baseline += below + max(2.0, style.line_gap * size)
    margin = max(3, round(style.margin * size))
    if not placed:
        return np.zeros((1, 1), np.uint8), [], np.zeros((0, 4, 2), np.float32)
    total = max(widths)
    canvas = np.zeros((int(baseline - style.line_gap * size) + 2 * margin + 2, int(total) + 2 * margin + 2), np.uint8)
    quads = []
    for (_, glyphs, x, y), width in zip(placed, widths):
        left = margin + int(x + ((total - width) / 2 if style.centred else 0))
        top = margin + int(y)
        h, w = glyphs.shape
        target = canvas[top : top + h, left : left + w]
        np.maximum(target, glyphs[: target.shape[0], : target.shape[1]], out=target)
        pad = QUAD_PADDING * size
        box = left - pad, top - pad, left + w + pad, top + h + pad
        quads.append([(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])])
    return canvas, [word for word, *_ in placed], np.array(quads, np.float32)


def _draw_word(font: ImageFont.FreeTypeFont, word: str, tracking: int) -> tuple[np.ndarray | None, int, int]:
    """Coverage of the ink's bounding box and its left and top relative to the pen on the baseline."""
    pens = np.cumsum([0] + [font.getlength(letter) + tracking for letter in word[:-1]]) if tracking else [0]
    letters = list(word) if tracking else [word]
    boxes = [font.getbbox(letter, anchor="ls") for letter in letters]
    left, top = min(p + b[0] for p, b in zip(pens, boxes)), min(b[1] for b in boxes)
    right, bottom = max(p + b[2] for p, b in zip(pens, boxes)), max(b[3] for b in boxes)
    if right - left < 2 or bottom - top < 2:
        return None, 0, 0
    image = Image.new("L", (int(right - left) + 1, int(bottom - top) + 1))
    draw = ImageDraw.Draw(image)
    for pen, letter in zip(pens, letters):
        draw.text((pen - left, -top), letter, 255, font, anchor="ls")
    ink = np.asarray(image)
    rows, columns = np.flatnonzero(ink.max(1) > 60), np.flatnonzero(ink.max(0) > 60)
    if len(rows) < 2 or len(columns) < 2:
        return None, 0, 0
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], int(left) + columns[0], int(top) + rows[0]


def _bend(mask: np.ndarray, quads: np.ndarray, amount: float) -> tuple[np.ndarray, np.ndarray]:
    """Shifts columns along a parabola; quads become the smallest upright boxes around the bent words."""
    height, width = mask.shape
    depth = amount * min(width, 4 * height) / 2
    drop = depth * (np.arange(width, dtype=np.float32) / width * 2 - 1) ** 2
    drop -= drop.min()
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height + int(abs(depth)) + 1, dtype=np.float32))
    bent = cv2.remap(mask, x, y - drop, cv2.INTER_LINEAR, borderValue=0)
    moved = quads.copy()
    for quad in moved:
        left, middle, right = drop[np.clip((quad[0, 0], (quad[0, 0] + quad[1, 0]) / 2, quad[1, 0]), 0, width - 1).astype(int)]
        bulge = middle - (left + right) / 2
        quad[:, 1] += np.array([left, right, right, left]) + np.array([min(bulge, 0)] * 2 + [max(bulge, 0)] * 2)
    return bent, moved


def _board_shape(rng: np.random.Generator, rgb: np.ndarray, style: PanelStyle) -> np.ndarray:
    """The board's coverage (square or rounded corners), and a frame line on it now and then."""
    height, width = rgb.shape[:2]
    alpha = np.ones((height, width), np.float32)
    size = style.letter_height
    if rng.random() < 0.35:
        radius = int(min(height, width) * rng.uniform(0.05, 0.45))
        alpha[:] = 0
        cv2.rectangle(alpha, (radius, 0), (width - 1 - radius, height - 1), 1.0, -1)
        cv2.rectangle(alpha, (0, radius), (width - 1, height - 1 - radius), 1.0, -1)
        for x in (radius, width - 1 - radius):
            for y in (radius, height - 1 - radius):
                cv2.circle(alpha, (x, y), radius, 1.0, -1, cv2.LINE_AA)
    elif rng.random() < 0.4:
        line, gap = max(1, int(size * rng.uniform(0.04, 0.12))), int(size * rng.uniform(0.05, 0.15))
        cv2.rectangle(rgb, (gap, gap), (width - 1 - gap, height - 1 - gap), style.ink.tolist(), line, cv2.LINE_AA)
    return alpha


def _decorate(rng: np.random.Generator, rgb: np.ndarray, alpha: np.ndarray, mask: np.ndarray, style: PanelStyle) -> None:
    """An outline around the letters or a shadow beneath them, drawn in place."""
    kind, size = rng.random(), style.letter_height
    if kind > 0.3 or size < 14:
        return
    if kind < 0.15:
        thickness = max(3, int(size * rng.uniform(0.06, 0.2))) | 1
        halo = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (thickness, thickness)))
        colour, strength = contrasting_colour(rng, style.ink), 1.0
    else:
        shift = max(1, int(size * rng.uniform(0.04, 0.15)))
        halo = np.zeros_like(mask)
        halo[shift:, shift:] = mask[:-shift, :-shift]
        halo = cv2.GaussianBlur(halo, (0, 0), rng.uniform(0.4, 0.08 * size + 0.5))
        colour, strength = style.ink * 0.15 if style.ink.mean() > 90 else contrasting_colour(rng, style.ink), rng.uniform(0.4, 0.95)
    coverage = halo * strength
    rgb += (colour - rgb) * coverage[..., None] if style.board is not None else (colour - rgb) * (coverage > 0.02)[..., None]
    np.maximum(alpha, coverage, out=alpha)
