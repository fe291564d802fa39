"""What there is to draw: kinds of things with their names, colours and places, and the colours behind the colour names."""
from __future__ import annotations

import colorsys
import hashlib
import random
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from . import drawn_beings as beings
from . import drawn_objects as objects
from . import drawn_outdoors as outdoors
from .sketch import Look

COLOURS: dict[str, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = {
    "black": ((0, 360), (0.0, 0.3), (0.03, 0.15)),
    "white": ((0, 360), (0.0, 0.05), (0.93, 1.0)),
    "grey": ((0, 360), (0.0, 0.06), (0.4, 0.66)),
    "red": ((-8, 6), (0.78, 1.0), (0.62, 0.95)),
    "orange": ((20, 32), (0.85, 1.0), (0.92, 1.0)),
    "yellow": ((49, 57), (0.75, 1.0), (0.9, 1.0)),
    "green": ((95, 148), (0.5, 1.0), (0.32, 0.75)),
    "blue": ((206, 240), (0.6, 1.0), (0.45, 0.95)),
    "purple": ((268, 288), (0.45, 0.9), (0.4, 0.75)),
    "pink": ((325, 345), (0.3, 0.58), (0.93, 1.0)),
    "brown": ((18, 30), (0.5, 0.8), (0.28, 0.48)),
}
"""Hue (degrees), saturation and value of the 11 basic colour names; wide enough that light and shade stay inside."""

ANY = tuple(COLOURS)
FUR = ("black", "white", "brown", "grey", "orange")
BRIGHT = ("white", "red", "orange", "yellow", "blue", "purple", "pink")
LEAVES = ("green", "green", "orange", "yellow", "red", "pink", "purple")
GROUND, AIR, WALL = "ground", "air", "wall"
PLAIN, STRIPED, SPOTTED = "plain", "striped", "spotted"


class Kind(NamedTuple):
    """`names`: nouns, the first of which the phrases use. `least`: the smallest share of the picture's shorter side that it takes.
    `wear`: what of it has its colour. `letters`: shows a word; its drawing takes the word too."""

    names: tuple[str, ...]
    plural: str
    draw: Callable[..., None]
    place: str
    verbs: tuple[str, ...]
    colours: tuple[str, ...] = ANY
    least: float = 0.12
    patterns: tuple[str, ...] = (PLAIN, STRIPED, SPOTTED)
    wear: tuple[str, ...] = ()
    letters: bool = False
    turn: float = 6.0

    @property
    def name(self) -> str:
        return self.names[0]


_LIES, _STANDS, _FLIES = ("lies", "is"), ("stands", "is"), ("flies", "floats")
KINDS: tuple[Kind, ...] = (
    Kind(("ball",), "balls", objects.ball, GROUND, _LIES, least=0.08, turn=180),
    Kind(("balloon",), "balloons", objects.balloon, AIR, ("floats", "flies"), turn=12),
    Kind(("box",), "boxes", objects.box, GROUND, ("sits", "stands", "is")),
    Kind(("cup",), "cups", objects.cup, GROUND, _STANDS),
    Kind(("bottle",), "bottles", objects.bottle, GROUND, _STANDS),
    Kind(("book",), "books", objects.book, GROUND, _LIES, turn=20),
    Kind(("umbrella",), "umbrellas", objects.umbrella, GROUND, _STANDS, turn=25),
    Kind(("flag",), "flags", objects.flag, AIR, ("waves", "flies")),
    Kind(("star",), "stars", objects.star, AIR, ("hangs", "is"), least=0.08, turn=30),
    Kind(("bench",), "benches", objects.bench, GROUND, _STANDS, least=0.16, patterns=(PLAIN,)),
    Kind(("door",), "doors", objects.door, GROUND, ("is",), least=0.16, patterns=(PLAIN,)),
    Kind(("clock",), "clocks", objects.clock, WALL, ("hangs", "is"), patterns=(PLAIN,)),
    Kind(("chair",), "chairs", objects.chair, GROUND, _STANDS, least=0.14, patterns=(PLAIN, STRIPED)),
    Kind(("table",), "tables", objects.table, GROUND, _STANDS, least=0.14, patterns=(PLAIN,)),
    Kind(("hat", "cap"), "hats", objects.hat, GROUND, _LIES, turn=15),
    Kind(("lamp",), "lamps", objects.lamp, GROUND, _STANDS),
    Kind(("kite",), "kites", objects.kite, AIR, _FLIES, turn=30),
    Kind(("guitar",), "guitars", objects.guitar, GROUND, ("stands", "leans"), least=0.18, patterns=(PLAIN,), turn=35),
    Kind(("shirt",), "shirts", objects.shirt, WALL, ("hangs", "is")),
    Kind(("car",), "cars", outdoors.car, GROUND, ("stands", "drives", "parks"), least=0.14),
    Kind(("bus",), "buses", outdoors.bus, GROUND, ("stands", "drives"), least=0.16, patterns=(PLAIN,)),
    Kind(("truck",), "trucks", outdoors.truck, GROUND, ("stands", "drives"), least=0.16, patterns=(PLAIN, STRIPED)),
    Kind(("bicycle", "bike"), "bicycles", outdoors.bicycle, GROUND, ("stands", "leans"), least=0.18, patterns=(PLAIN,)),
    Kind(("boat",), "boats", outdoors.boat, GROUND, ("floats", "sails"), least=0.14, patterns=(PLAIN, STRIPED)),
    Kind(("airplane", "plane"), "airplanes", outdoors.airplane, AIR, _FLIES, least=0.14, patterns=(PLAIN,), turn=15),
    Kind(("house", "building"), "houses", outdoors.house, GROUND, _STANDS, least=0.16, patterns=(PLAIN,)),
    Kind(("tent",), "tents", outdoors.tent, GROUND, _STANDS, least=0.14, patterns=(PLAIN, STRIPED)),
    Kind(("tree",), "trees", outdoors.tree, GROUND, ("stands", "grows"), LEAVES, least=0.14, patterns=(PLAIN,)),
    Kind(("flower",), "flowers", outdoors.flower, GROUND, ("grows", "stands"), BRIGHT, patterns=(PLAIN,)),
    Kind(("mushroom",), "mushrooms", outdoors.mushroom, GROUND, ("grows", "stands"), ("red", "brown", "white", "orange", "purple")),
    Kind(("apple",), "apples", outdoors.apple, GROUND, _LIES, ("red", "green", "yellow", "orange"), least=0.09, patterns=(PLAIN,)),
    Kind(("man",), "men", beings.man, GROUND, ("stands", "walks", "poses"), least=0.2, wear=("shirt", "jacket")),
    Kind(("woman", "lady"), "women", beings.woman, GROUND, ("stands", "walks", "poses"), least=0.2, wear=("dress", "top")),
    Kind(("child", "kid"), "children", beings.child, GROUND, ("stands", "plays", "walks"), least=0.18, wear=("shirt", "top")),
    Kind(("dog",), "dogs", beings.dog, GROUND, ("stands", "runs", "walks"), FUR, least=0.15, patterns=(PLAIN, SPOTTED)),
    Kind(("cat",), "cats", beings.cat, GROUND, ("sits", "rests"), FUR, least=0.15, patterns=(PLAIN, STRIPED)),
    Kind(("horse",), "horses", beings.horse, GROUND, ("stands", "runs"), ("black", "white", "brown", "grey"), 0.18, (PLAIN, SPOTTED)),
    Kind(("bird",), "birds", beings.bird, AIR, ("flies", "sits"), patterns=(PLAIN, SPOTTED), turn=15),
    Kind(("fish",), "fish", beings.fish, GROUND, ("swims", "lies"), turn=15),
    Kind(("butterfly",), "butterflies", beings.butterfly, AIR, ("flies", "sits"), turn=40),
    Kind(("sign",), "signs", objects.sign, GROUND, _STANDS, least=0.24, patterns=(PLAIN,), letters=True, turn=4),
    Kind(("poster",), "posters", objects.poster, WALL, ("hangs", "is"), least=0.28, patterns=(PLAIN,), letters=True, turn=4),
    Kind(("banner",), "banners", objects.banner, WALL, ("hangs", "is"), least=0.26, patterns=(PLAIN,), letters=True, turn=4),
)

HELD_OUT_PAIR = 7
"""Every seventh pair of a kind and a colour is never shown to the training."""

SIGN_WORDS = tuple("""open closed stop exit sale cafe bar hotel taxi bus park beach pizza coffee bakery bank shop market music cinema
theater museum school police fire danger slow go push pull enter start finish north south east west left right up down yes no free new
hot cold ice cream fresh fruit fish meat bread milk tea wine beer lunch dinner food snack books toys shoes flowers gifts art photo
zoo farm garden bridge river lake harbor boats bikes rent parking airport station train metro gate ticket welcome hello thanks please
quiet private public toilet water power gas oil tires repair wash dry clean salon barber beauty gym yoga pool sauna spa doctor dentist
pharmacy clinic help info office post mail news today tomorrow monday friday sunday summer winter spring party dance club jazz rock
team win goal race jump ride swim surf ski love peace happy lucky star moon sun sky king queen tiger lion eagle wolf bear dragon""".split())

_PAINTS = {
    "dark": ((34, 34, 38), (52, 44, 40), (20, 24, 32)),
    "paper": ((244, 242, 234), (250, 250, 250), (232, 228, 214)),
    "glass": ((176, 208, 226), (140, 176, 200), (206, 224, 232), (94, 120, 146)),
    "metal": ((168, 170, 174), (130, 134, 140), (198, 198, 200)),
    "wood": ((128, 84, 48), (102, 70, 44), (156, 112, 70)),
    "leaf": ((66, 130, 50), (88, 148, 62), (44, 104, 48)),
    "skin": ((240, 200, 170), (222, 172, 136), (176, 122, 86), (112, 74, 52)),
    "hair": ((40, 30, 26), (92, 60, 36), (196, 160, 96), (138, 134, 130)),
    "trousers": ((44, 56, 92), (60, 60, 64), (120, 104, 80), (30, 30, 34)),
    "roof": ((140, 60, 46), (96, 74, 62), (84, 86, 94), (168, 100, 60)),
    "brick": ((146, 78, 60), (120, 110, 104)),
    "beak": ((236, 156, 40), (214, 120, 40)),
    "centre": ((240, 200, 60), (120, 76, 40), (222, 150, 50)),
    "trim": ((246, 246, 242), (30, 30, 34), (196, 170, 96), (190, 190, 192)),
}


def digest(text: str) -> int:
    """The same number for the same text, in every process."""
    return int(hashlib.sha1(text.encode()).hexdigest()[:8], 16)


def pair_is_held_out(kind: Kind, colour: str) -> bool:
    """Held-out scenes alone show such a pair."""
    return (KINDS.index(kind) * len(ANY) + ANY.index(colour)) % HELD_OUT_PAIR == 3


def word_is_held_out(word: str) -> bool:
    """Held-out scenes alone show such a word; a fifth of the words."""
    return digest(word) % 5 == 0


def sample_colour(name: str, rng: random.Random) -> np.ndarray:
    """RGB 0..255, float32 [3]."""
    hue, saturation, value = (rng.uniform(*span) for span in COLOURS[name])
    return np.array(colorsys.hsv_to_rgb(hue / 360 % 1, saturation, value), np.float32) * 255


def look_of(colour: str, second: str | None, pattern: str, fonts: list[str], rng: random.Random) -> Look:
    """A random look of a thing; `second` is the other colour of a pattern."""
    body = sample_colour(colour, rng)
    if pattern != PLAIN or colour in ("red", "green", "blue", "brown"):
        body = np.clip(body * 1.05, 0, 255)
    paints = {name: np.float32(rng.choice(choices)) * rng.uniform(0.92, 1.04) for name, choices in _PAINTS.items()}
    trims = [np.float32(trim) for trim in _PAINTS["trim"] if np.linalg.norm(np.float32(trim) - body) > 110]
    luminance = float(body @ np.float32([0.299, 0.587, 0.114]))
    paints |= {"body": body, "side": body * 0.72 if luminance > 40 else body + 28, "lit": body * 1.14 + 8, "trim": rng.choice(trims),
               "ink": np.float32((252, 252, 248) if luminance < 130 else (24, 24, 30))}
    period = rng.uniform(0.13, 0.26) if pattern == STRIPED else rng.uniform(0.16, 0.26)
    return Look(
        paints={name: np.clip(paint, 0, 255) for name, paint in paints.items()},
        second=None if second is None else sample_colour(second, rng),
        pattern=pattern,
        period=period,
        angle=rng.choice((0.0, 0.0, 1.571, 1.571, 0.785, rng.uniform(0, 3.14))),
        light=(rng.choice((-0.8, 0.8)), rng.uniform(-1.0, -0.3)),
        shade=rng.uniform(0.1, 0.45),
        round=False,
        outline=np.float32((28, 26, 30)) if rng.random() < 0.4 else None,
        font=rng.choice(fonts),
    )
