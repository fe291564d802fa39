"""Synthetic pictures with sentences and boxes: drawn things on photographs and textures, what is said of them, and where each is.

Weak supervision by whole captions tells a network that there is a dog in the picture; these scenes tell where, and that `the red ball` is
not the blue one: most show several things of one kind that differ in colour, pattern, size or the word on them.
"""
from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from scenetext.fonts import heldout_fonts, training_fonts
from scenetext.sign_panel import plain_fonts
from scenetext.textures import random_texture

from .captions import SIDE, CaptionedSet, words_of
from .drawn_things import AIR, KINDS, PLAIN, SIGN_WORDS, WALL, Kind, digest, look_of, pair_is_held_out, word_is_held_out
from .scene_grammar import Box, Thing, captions_of, phrases_of
from .sketch import Look, Shape, Sketch, extent, paint

OVERSAMPLING = 2
TEXTURE_SHARE = 0.15
CONFUSABLE_SHARE = 0.6
"""Scenes in which several things are of one kind."""

SMALL, LARGE = 0.17, 0.36
"""A thing whose longer side is below (above) this share of the picture's shorter side is called small (large)."""

LARGEST = (0.6, 0.5, 0.42, 0.36)
"""By the number of things."""

LETTER_SHARE = 0.16
HELD_OUT_BACKGROUNDS = 5
"""One background photograph in five, with all crops of it, stays out of the training."""


class CaptionedScene(NamedTuple):
    """`picture`: uint8 [h, w, 3] RGB; `phrases`: a phrase that means exactly one thing of the scene, and its box (x0, y0, x1, y1).

    Boxes are in shares of the picture, 0..1."""

    picture: np.ndarray
    captions: list[str]
    phrases: list[tuple[str, Box]]


class _Placed(NamedTuple):
    """A thing with its drawing: posed shapes, `side` shares of the shorter side long, box starting at `left`, `top` (same unit)."""

    thing: Thing
    shapes: list[Shape]
    look: Look
    left: float
    top: float
    side: float


class SceneSource:
    """An endless source of scenes; the same seed gives the same scenes.

    Held-out scenes have other background photographs, fonts and sign words, shapes from another part of their range, and pairs of a kind
    and a colour that the training never sees; no scene of the training has any of these.
    """

    def __init__(self, data: Path, seed: int, held_out: bool = False, full_size: bool = False) -> None:
        """`data`: the folder with `backgrounds`; `full_size` keeps the photographs at 800 pixels, for pictures larger than 160."""
        self.seed, self.held_out = seed, held_out
        self.backgrounds = [_read(path, full_size) for path in background_paths(data, held_out)]
        self.fonts = plain_fonts(heldout_fonts() if held_out else training_fonts())
        self.words = [word for word in SIGN_WORDS if word_is_held_out(word) == held_out]

    def __iter__(self) -> Iterator[CaptionedScene]:
        index = 0
        while True:
            yield self.scene(index)
            index += 1

    def scene(self, index: int) -> CaptionedScene:
        """Scene number `index`, squashed to 160 x 160."""
        picture, captions, phrases = self.large(index, 2 * SIDE)
        return CaptionedScene(cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA), captions, phrases)

    def large(self, index: int, long_side: int) -> CaptionedScene:
        """Scene number `index` in its own shape (3:4 to 4:3) with a longer side of `long_side` pixels."""
        rng = random.Random(f"scene {self.seed} {index} {self.held_out}")
        aspect = math.exp(rng.uniform(math.log(3 / 4), math.log(4 / 3)))
        width, height = round(long_side * min(1.0, aspect)), round(long_side * min(1.0, 1 / aspect))
        placed = self._layout(rng, width / min(width, height), height / min(width, height))
        things = [one.thing for one in placed]
        captions = captions_of(things, rng)
        phrases = [(phrase, thing.box) for thing in things for phrase in phrases_of(thing, things, rng)]
        scale = OVERSAMPLING if long_side > 2 * SIDE else 1  # squashing to 160 averages already
        canvas = self._background(rng, height * scale, width * scale)
        for one in placed:
            _draw(canvas, one, min(width, height) * scale, rng)
        if scale > 1:
            canvas = cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA)
        return CaptionedScene(_camera(canvas, rng), captions, phrases)

    def _layout(self, rng: random.Random, wide: float, high: float) -> list[_Placed]:
        """Things that do not hide one another, those further down in front; a picture of `wide` x `high`, the shorter side is 1."""
        kinds = self._kinds(rng)
        placed: list[_Placed] = []
        for kind in kinds:
            new = self._place(kind, [one for one in placed if one.thing.kind is kind], placed, len(kinds), rng, wide, high)
            placed += [] if new is None else [new]
        placed.sort(key=lambda one: one.thing.box[3])
        return [one._replace(thing=Thing(**{**vars(one.thing), "depth": depth})) for depth, one in enumerate(placed)]

    def _kinds(self, rng: random.Random) -> list[Kind]:
        count = rng.choices((1, 2, 3, 4), (0.15, 0.3, 0.33, 0.22))[0]
        letters = [kind for kind in KINDS if kind.letters]
        kinds = [rng.choice(letters) if rng.random() < LETTER_SHARE else rng.choice(KINDS) for _ in range(count)]
        if count > 1 and rng.random() < CONFUSABLE_SHARE:
            for i in range(1, 3 if count > 2 and rng.random() < 0.3 else 2):
                kinds[i] = kinds[0]
        return kinds

    def _place(self, kind: Kind, same: list[_Placed], placed: list[_Placed], count: int, rng: random.Random, wide: float,
               high: float) -> _Placed | None:
        """One thing at a free place, None when there is none; it differs from others of its kind in more than the place."""
        for _ in range(12):
            colour, second, pattern = self._colours(kind, rng)
            if same and rng.random() < 0.3:  # one colour, so that the pattern, the size or the word tells them apart
                colour = same[0].thing.colour
            word = rng.choice(self.words) if kind.letters else ""
            size = math.exp(rng.uniform(math.log(kind.least), math.log(LARGEST[count - 1])))
            named = "small" if size < SMALL and kind.least < 0.15 else "large" if size > LARGE else ""
            if (second == colour or any(one.thing.word == word != "" for one in placed)
                    or any((one.thing.colours, one.thing.pattern) == (frozenset((colour, second or colour)), pattern)
                           and (one.thing.size == named or not named) and not word for one in same)):
                continue
            sketch = Sketch(rng, self.held_out)
            if kind.letters:
                kind.draw(sketch, rng.choice((word.upper(), word.upper(), word.title(), word)))
            else:
                kind.draw(sketch)
            shapes = sketch.posed(rng.uniform(-kind.turn, kind.turn), rng.random() < 0.5)
            _, _, right, bottom = extent(shapes)
            spot = _spot(kind, size * right, size * bottom, placed, rng, wide, high)
            if spot is None:
                continue
            box = (spot[0] / wide, spot[1] / high, (spot[0] + size * right) / wide, (spot[1] + size * bottom) / high)
            look = look_of(colour, second, pattern, self.fonts, rng)._replace(round=sketch.round)
            return _Placed(Thing(kind, colour, second, pattern, named, word, box, 0), shapes, look, *spot, size)
        return None

    def _colours(self, kind: Kind, rng: random.Random) -> tuple[str, str | None, str]:
        unseen = [colour for colour in kind.colours if pair_is_held_out(kind, colour)]
        seen = [colour for colour in kind.colours if colour not in unseen]
        colour = rng.choice(unseen if self.held_out and unseen and rng.random() < 0.4 else seen)
        pattern = rng.choice(kind.patterns) if rng.random() < 0.4 else PLAIN
        if pattern == PLAIN:
            return colour, None, PLAIN
        contrasts = ("black", "red", "blue", "green", "brown") if colour in ("white", "yellow", "pink") else ("white", "yellow", "black")
        usable = [other for other in contrasts if other in seen and other != colour]
        return (colour, rng.choice(usable), pattern) if usable else (colour, None, PLAIN)

    def _background(self, rng: random.Random, height: int, width: int) -> np.ndarray:
        if rng.random() < TEXTURE_SHARE:
            longer = max(height, width)
            small = random_texture(np.random.default_rng(rng.getrandbits(32)), height * SIDE // longer, width * SIDE // longer)
            return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
        photograph = rng.choice(self.backgrounds)
        zoom = min(photograph.shape[0] / height, photograph.shape[1] / width) * rng.uniform(0.6, 1.0)
        rows, columns = max(2, int(height * zoom)), max(2, int(width * zoom))
        top, left = rng.randint(0, photograph.shape[0] - rows), rng.randint(0, photograph.shape[1] - columns)
        part = photograph[top:top + rows, left:left + columns]
        part = part[:, ::-1] if rng.random() < 0.5 else part
        canvas = cv2.resize(part, (width, height), interpolation=cv2.INTER_LINEAR)
        return cv2.GaussianBlur(canvas, (0, 0), rng.uniform(0.002, 0.008) * width) if rng.random() < 0.35 else canvas


def background_paths(data: Path, held_out: bool) -> list[Path]:
    """Photographs of one side; crops of a photograph are on its side.

    :raises FileNotFoundError: there is no `backgrounds/meta.jsonl` in `data`
    """
    folder = data / "backgrounds"
    lines = (json.loads(line) for line in (folder / "meta.jsonl").read_text(encoding="utf-8").splitlines() if line.strip())
    return [folder / "images" / line["image"] for line in lines
            if (digest(line["crop_of"] or line["image"]) % HELD_OUT_BACKGROUNDS == 0) == held_out]


def _read(path: Path, full_size: bool) -> np.ndarray:
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR if full_size else cv2.IMREAD_REDUCED_COLOR_2)
    if picture is None:
        raise FileNotFoundError(f"{path}: missing, or not a picture")
    return cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)


def _spot(
    kind: Kind, w: float, h: float, placed: list[_Placed], rng: random.Random, wide: float, high: float
) -> tuple[float, float] | None:
    """Left and top of a free place for a box of `w` x `h`: what stands on the ground mostly in the lower half, what flies in the upper."""
    if w > 0.98 * wide or h > 0.98 * high:
        return None
    hidden = 0.3 if rng.random() < 0.25 else 0.06
    for _ in range(25):
        left = rng.uniform(0.01, 0.99) * (wide - w)
        low, top = (0.0, high - h) if rng.random() < 0.2 else ((high - h) * 0.45, high - h)
        if kind.place in (AIR, WALL) and low > 0:
            low, top = 0.0, (high - h) * 0.6
        y = rng.uniform(low + 0.01 * (top - low), low + 0.99 * (top - low))
        if all(_hidden((left, y, left + w, y + h), other, wide, high) <= hidden for other in placed):
            return left, y
    return None


def _hidden(box: Box, other: _Placed, wide: float, high: float) -> float:
    """The common part of two boxes as a share of the smaller one."""
    x0, y0, x1, y1 = np.multiply(other.thing.box, (wide, high, wide, high))
    across, down = min(box[2], x1) - max(box[0], x0), min(box[3], y1) - max(box[1], y0)
    smaller = min((box[2] - box[0]) * (box[3] - box[1]), (x1 - x0) * (y1 - y0))
    return max(0.0, across) * max(0.0, down) / smaller


def _draw(canvas: np.ndarray, one: _Placed, unit: float, rng: random.Random) -> None:
    left, top, scale = one.left * unit, one.top * unit, one.side * unit
    _, _, right, bottom = extent(one.shapes)
    look = one.look
    beneath = canvas[int(top):int(top + bottom * scale) + 1, int(left):int(left + right * scale) + 1].mean((0, 1))
    if look.outline is None and np.linalg.norm(beneath - look.paints["body"]) < 75:
        dark = float(look.paints["body"].mean()) < 90
        look = look._replace(outline=np.float32((236, 236, 236) if dark else (30, 28, 32)))
    if one.thing.kind.place not in (AIR, WALL) and rng.random() < 0.7:
        _shadow(canvas, left + right * scale / 2, top + bottom * scale, right * scale * rng.uniform(0.4, 0.6), rng.uniform(0.25, 0.5))
    paint(canvas, one.shapes, look, left, top, scale)


def _shadow(canvas: np.ndarray, x: float, y: float, wide: float, strength: float) -> None:
    """A soft dark ellipse on the ground."""
    high = max(2.0, 0.16 * wide)
    rows, columns = np.arange(canvas.shape[0]), np.arange(canvas.shape[1])
    rows, columns = rows[abs(rows - y) < 1.2 * high], columns[abs(columns - x) < 1.2 * wide]
    if len(rows) == 0 or len(columns) == 0:
        return
    distance = ((columns - x) / wide)[None, :] ** 2 + ((rows - y) / high)[:, None] ** 2
    part = canvas[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    part[:] = (part * (1 - strength * np.clip(1.3 - distance, 0, 1))[..., None]).astype(np.uint8)


def _camera(picture: np.ndarray, rng: random.Random) -> np.ndarray:
    """Defocus, exposure and sensor noise of a photograph."""
    if rng.random() < 0.4:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 0.9) * max(picture.shape) / (2 * SIDE))
    gain, lift = rng.uniform(0.85, 1.12), rng.uniform(-10, 10)
    noise = np.random.default_rng(rng.getrandbits(32)).standard_normal(picture.shape[:2], np.float32) * rng.uniform(0, 6)
    return np.clip(picture * np.float32(gain) + (noise + np.float32(lift))[..., None], 0, 255).astype(np.uint8)


def drawn(data: Path, count: int, seed: int, held_out: bool = False) -> CaptionedSet:
    """The first `count` scenes of a source, as a set; about 120 scenes/s on one core."""
    source = SceneSource(data, seed, held_out)
    scenes = [source.scene(index) for index in range(count)]
    return CaptionedSet([str(index) for index in range(count)], np.stack([scene.picture for scene in scenes]),
                        [[words_of(caption) for caption in scene.captions] for scene in scenes],
                        [[(words_of(phrase), list(box)) for phrase, box in scene.phrases] for scene in scenes])
