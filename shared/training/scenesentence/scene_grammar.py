"""What can be said of a scene: phrases that mean exactly one of its things, and whole sentences."""
from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

from .drawn_things import PLAIN, Kind

Box = tuple[float, float, float, float]

COLOUR, PATTERN, SIZE, WORD = "colour", "pattern", "size", "word"
SIDES = (("left", 0, -1), ("right", 0, 1), ("top", 1, -1), ("bottom", 1, 1))
CLEAR = 0.15
"""Shares of the picture by which one thing must be further left or lower than others of its kind to be called so."""


@dataclass(frozen=True)
class Thing:
    """Something in a scene. `box`: left, top, right, bottom as shares of the picture; `depth`: later things cover earlier ones."""

    kind: Kind
    colour: str
    second: str | None
    pattern: str
    size: str
    word: str
    box: Box
    depth: int

    @property
    def colours(self) -> frozenset[str]:
        return frozenset((self.colour,) if self.second is None else (self.colour, self.second))

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def means(thing: Thing, other: Thing, said: frozenset[str]) -> bool:
    """Whether what is said of `thing` (attributes besides the kind) holds for `other` too. A striped thing has both of its colours."""
    if other.kind is not thing.kind:
        return False
    if COLOUR in said and PATTERN in said and thing.pattern != PLAIN and thing.colours != other.colours:
        return False
    return ((COLOUR not in said or thing.colour in other.colours) and (PATTERN not in said or thing.pattern == other.pattern)
            and (SIZE not in said or thing.size == other.size) and (WORD not in said or thing.word == other.word))


def describe(thing: Thing, said: frozenset[str], rng: random.Random) -> str:
    """A noun phrase without article."""
    words = []
    if SIZE in said:
        words.append(rng.choice({"small": ("small", "little", "tiny"), "large": ("large", "big")}[thing.size]))
    paint = []
    if COLOUR in said:
        colour = rng.choice(("grey", "gray")) if thing.colour == "grey" else thing.colour
        paint += [colour, "and", thing.second] if PATTERN in said and thing.second else [colour]
    if PATTERN in said:
        paint = ["plain", *paint] if thing.pattern == PLAIN else [*paint, thing.pattern]
    noun = thing.kind.name if rng.random() < 0.8 else rng.choice(thing.kind.names)
    if not thing.kind.wear:
        words += [*paint, noun]
    elif paint:
        words += [noun, "in", with_article(" ".join([*paint, rng.choice(thing.kind.wear)]))]
    else:
        words.append(noun)
    if WORD in said:
        words.append(rng.choice(("that says", "that says", "that reads", "with the word", "saying")) + " " + thing.word)
    return " ".join(words)


def with_article(noun: str) -> str:
    return ("an " if noun[0] in "aeiou" else "a ") + noun


def phrases_of(thing: Thing, scene: list[Thing], rng: random.Random) -> list[str]:
    """Up to four phrases that mean this thing and no other of the scene; none when it cannot be told apart."""
    alone = [said for said in _attributes(thing) if _is_alone(thing, scene, said)]
    if thing.pattern == PLAIN:  # nobody says `plain` unless another one is not
        alone = [said for said in alone if PATTERN not in said or not _is_alone(thing, scene, said - {PATTERN})]
    found = []
    if alone:
        least = [said for said in alone if len(said) == len(alone[0])]
        found += [describe(thing, said, rng) for said in (rng.choice(least), rng.choice(alone), rng.choice(alone))]
    by_side = _side_among_its_kind(thing, scene)
    if by_side and (not alone or rng.random() < 0.6):
        found.append(f"{thing.kind.name} {by_side}")
    if not alone or rng.random() < 0.3:
        found += _relative(thing, scene, rng)
    return [rng.choice(("the ", "the ", "the ", "")) + phrase for phrase in dict.fromkeys(found)][:4]


def _is_alone(thing: Thing, scene: list[Thing], said: frozenset[str]) -> bool:
    return sum(means(thing, other, said) for other in scene) == 1


def _attributes(thing: Thing) -> list[frozenset[str]]:
    """All that can be said besides the kind, the shortest first."""
    usable = [COLOUR] + [PATTERN] * (len(thing.kind.patterns) > 1) + [SIZE] * (thing.size != "") + [WORD] * (thing.word != "")
    return [frozenset(said) for count in range(len(usable) + 1) for said in itertools.combinations(usable, count)
            if not (thing.pattern == PLAIN and set(said) == {PATTERN})]


def _side_among_its_kind(thing: Thing, scene: list[Thing]) -> str:
    others = [other for other in scene if other.kind is thing.kind and other is not thing]
    for name, axis, sign in SIDES if others else ():
        if all(sign * (thing.middle[axis] - other.middle[axis]) > CLEAR for other in others):
            return f"on the {name}" if axis == 0 else f"at the {name}"
    return ""


def _relative(thing: Thing, scene: list[Thing], rng: random.Random) -> list[str]:
    """`ball behind the house`, when one ball alone is behind it and there is one house."""
    for other in rng.sample(scene, len(scene)):
        if other.kind is thing.kind or sum(third.kind is other.kind for third in scene) > 1:
            continue
        for relation in relations(thing, other):
            if sum(third.kind is thing.kind and relation in relations(third, other) for third in scene) == 1:
                return [f"{thing.kind.name} {relation} the {other.kind.name}"]
    return []


def relations(a: Thing, b: Thing) -> list[str]:
    """How `a` lies to `b`; only what is clear from their boxes."""
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = a.box, b.box
    across, down = min(ax1, bx1) - max(ax0, bx0), min(ay1, by1) - max(ay0, by0)
    found = []
    if across > 0.02 and down > 0.02:
        found.append("behind" if a.depth < b.depth else "in front of")
    elif across <= 0.02 and down > 0.3 * min(ay1 - ay0, by1 - by0):
        found += [side for side, holds in (("left of", ax1 < bx1), ("right of", ax1 > bx1)) if holds]
        if -across < 0.15:
            found += ["next to", "beside", "near"]
    elif down <= 0.02 and across > 0.3 * min(ax1 - ax0, bx1 - bx0):
        found += ("above", "over") if ay0 < by0 else ("below", "under")
    return found


def captions_of(scene: list[Thing], rng: random.Random, count: int = 5) -> list[str]:
    """`count` different sentences, lower-case."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[rng.choice(_FORMS)(scene, rng)] = None
    return list(found)


def _said(thing: Thing, rng: random.Random) -> str:
    """`a small red ball`: mostly with its colour, at times with more."""
    said = {COLOUR} if rng.random() < 0.85 else set()
    if thing.pattern != PLAIN and rng.random() < 0.7:
        said.add(PATTERN)
    if thing.size and rng.random() < 0.5:
        said.add(SIZE)
    if thing.word and rng.random() < 0.75:
        said.add(WORD)
    return with_article(describe(thing, frozenset(said), rng))


def _where(thing: Thing, rng: random.Random) -> str:
    x, y = thing.middle
    places = [place for place, holds in (("on the left", x < 0.35), ("on the left side", x < 0.35), ("on the right", x > 0.65),
                                         ("on the right side", x > 0.65), ("in the middle", 0.4 < x < 0.6 and 0.3 < y < 0.7),
                                         ("at the top", y < 0.3), ("at the bottom", y > 0.75)) if holds]
    return rng.choice(places) if places else "in the picture"


def _alone(scene: list[Thing], rng: random.Random) -> str:
    thing = rng.choice(scene)
    said, verb = _said(thing, rng), rng.choice(thing.kind.verbs)
    return rng.choice((f"{said} {verb} {_where(thing, rng)}", f"there is {said} {_where(thing, rng)}", f"{said} {_where(thing, rng)}",
                       f"a picture of {said}", f"{said} is shown"))


def _pair(scene: list[Thing], rng: random.Random) -> str:
    if len(scene) < 2:
        return _alone(scene, rng)
    a, b = rng.sample(scene, 2)
    known = relations(a, b)
    if not known:
        return rng.choice((f"{_said(a, rng)} and {_said(b, rng)}", f"there is {_said(a, rng)} and {_said(b, rng)}"))
    relation = rng.choice(known)
    if relation in ("left of", "right of") and rng.random() < 0.5:
        relation = "to the " + relation
    verb = rng.choice(("", "", " is", " " + rng.choice(a.kind.verbs)))
    return f"{_said(a, rng)}{verb} {relation} {_said(b, rng)}"


def _all(scene: list[Thing], rng: random.Random) -> str:
    """Everything, with things of one kind counted at times."""
    left, parts = list(scene), []
    for thing in scene:
        same = [other for other in left if other.kind is thing.kind]
        if len(same) > 1 and rng.random() < 0.5:
            parts.append(_counted(same, rng))
            left = [other for other in left if other.kind is not thing.kind]
        elif thing in left:
            parts.append(_said(thing, rng))
            left.remove(thing)
    rng.shuffle(parts)
    said = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
    plural = parts[0].startswith(("two", "three", "four"))
    return rng.choice(("", "", "there are " if plural else "there is ", "a picture of ")) + said


def _counted(same: list[Thing], rng: random.Random) -> str:
    number = {2: "two", 3: "three", 4: "four"}[len(same)]
    one = same[0]
    if all(thing.colour == one.colour and thing.second is None for thing in same) and not one.kind.wear:
        return f"{number} {one.colour} {one.kind.plural}"
    if len(same) == 2 and same[0].colour != same[1].colour and not one.kind.wear and rng.random() < 0.5:
        return f"two {one.kind.plural} , one {same[0].colour} and one {same[1].colour}"
    return f"{number} {one.kind.plural}"


_FORMS = (_alone, _pair, _pair, _all, _all)
