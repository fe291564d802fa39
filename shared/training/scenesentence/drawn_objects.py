"""Drawings of things that people make: each function adds the shapes of one kind to a sketch."""
from __future__ import annotations

import math

from .sketch import Sketch


def ball(s: Sketch) -> None:
    s.round = True
    s.oval(0.5, 0.5, 0.5, 0.5, "body")
    variant = s.variant(4)
    if variant == 1:
        s.curve(0.5, 0.5, 0.22, 0.48, -90, 270, 0.025, "dark")
        s.stroke([(0.02, 0.5), (0.98, 0.5)], 0.025, "dark")
    elif variant == 2:
        s.curve(0.0, 0.5, 0.35, 0.5, -52, 52, 0.03, "paper")
        s.curve(1.0, 0.5, 0.35, 0.5, 128, 232, 0.03, "paper")
    elif variant == 3:
        s.box(0.03, 0.42, 0.97, 0.58, "trim")


def balloon(s: Sketch) -> None:
    s.round = True
    high = s.between(0.48, 0.62)
    s.stroke([(0.5, 2 * high), (0.5 + s.between(-0.1, 0.1), 2 * high + 0.2), (0.5, 2 * high + s.between(0.3, 0.6))], 0.02, "dark")
    s.fill([(0.5, 2 * high - 0.04), (0.43, 2 * high + 0.06), (0.57, 2 * high + 0.06)], "side")
    s.oval(0.5, high, 0.5, high, "body")


def box(s: Sketch) -> None:
    high, depth = s.between(0.55, 1.0), s.between(0.15, 0.35)
    s.box(0, 0, 1, high, "body")
    s.fill([(0, 0), (depth, -depth), (1 + depth, -depth), (1, 0)], "lit")
    s.fill([(1, 0), (1 + depth, -depth), (1 + depth, high - depth), (1, high)], "side")
    variant = s.variant(3)
    if variant == 1:
        s.box(0.42, 0, 0.58, high, "trim")
    elif variant == 2:
        s.box(0, high * 0.4, 1, high * 0.55, "trim")


def cup(s: Sketch) -> None:
    high, foot = s.between(0.8, 1.2), s.between(0.28, 0.45)
    if s.chance(0.8):
        s.curve(0.92, high * 0.45, 0.22, high * 0.26, -110, 110, 0.09, "body")
    s.fill([(0, 0.08), (1, 0.08), (0.5 + foot, high), (0.5 - foot, high)], "body")
    s.oval(0.5, 0.08, 0.5, 0.09, "side")
    s.oval(0.5, 0.09, 0.42, 0.06, "dark")


def bottle(s: Sketch) -> None:
    neck, shoulder, high = s.between(0.11, 0.18), s.between(0.5, 0.7), s.between(1.5, 2.2)
    s.fill([(0.5 - neck, 0.1), (0.5 + neck, 0.1), (0.5 + neck, shoulder - 0.2), (0.95, shoulder + 0.1), (0.95, high), (0.05, high),
            (0.05, shoulder + 0.1), (0.5 - neck, shoulder - 0.2)], "body")
    s.box(0.5 - neck - 0.03, 0, 0.5 + neck + 0.03, 0.14, "trim")
    if s.chance(0.6):
        s.box(0.05, shoulder + 0.3, 0.95, shoulder + 0.3 + s.between(0.3, 0.5), "paper")
    s.box(0.16, shoulder + 0.15, 0.24, high - 0.12, "lit")


def book(s: Sketch) -> None:
    if s.variant(3) == 1:
        s.fill([(0, 0.1), (0.75, 0.2), (1.5, 0.1), (1.5, 1.0), (0.75, 1.12), (0, 1.0)], "body")
        s.fill([(0.06, 0.06), (0.75, 0.18), (0.75, 1.04), (0.06, 0.93)], "paper")
        s.fill([(1.44, 0.06), (0.75, 0.18), (0.75, 1.04), (1.44, 0.93)], "paper")
        for i in range(4):
            s.stroke([(0.15, 0.25 + 0.16 * i), (0.65, 0.33 + 0.16 * i)], 0.03, "dark")
            s.stroke([(0.85, 0.33 + 0.16 * i), (1.35, 0.25 + 0.16 * i)], 0.03, "dark")
        return
    high = s.between(1.1, 1.4)
    s.box(0.08, 0.05, 1.06, high + 0.05, "paper")
    s.box(0, 0, 1, high, "body")
    s.box(0, 0, 0.12, high, "side")
    s.box(0.25, 0.15, 0.87, 0.35, "trim")
    s.stroke([(0.3, 0.5), (0.82, 0.5)], 0.04, "trim")


def umbrella(s: Sketch) -> None:
    high = s.between(0.42, 0.58)
    s.stroke([(0.5, 0), (0.5, 1.15)], 0.04, "dark")
    s.curve(0.42, 1.13, 0.08, 0.1, 0, 180, 0.04, "dark")
    s.slice(0.5, high + 0.05, 0.62, high, 180, 360, "body")
    for i in range(4):
        x = -0.12 + 0.31 * (i + 0.5)
        s.slice(x, high + 0.06, 0.155, 0.06, 180, 360, "side")
    if s.chance(0.6):
        for x in (0.22, 0.5, 0.78):
            s.stroke([(0.5, 0.06), (x, high)], 0.015, "dark")


def flag(s: Sketch) -> None:
    high, wave = s.between(0.5, 0.7), s.between(0.03, 0.12)
    s.stroke([(0, -0.06), (0, 1.5)], 0.05, "metal")
    top = [(i / 10, wave * math.sin(i * 0.7)) for i in range(11)]
    variant = s.variant(3)
    if variant == 2:
        s.fill([(0, 0), (1.0, high / 2), (0, high)], "body")
        return
    s.fill(top + [(x, y + high) for x, y in reversed(top)], "body")
    if variant == 1:
        s.fill([(x, y + high * 0.36) for x, y in top] + [(x, y + high * 0.64) for x, y in reversed(top)], "trim")


def star(s: Sketch) -> None:
    inner, tips = s.between(0.36, 0.5), (5, 5, 6)[s.variant(3)]
    points = []
    for i in range(2 * tips):
        radius, angle = (1.0, inner)[i % 2], math.pi * i / tips - math.pi / 2
        points.append((radius * math.cos(angle), radius * math.sin(angle)))
    s.fill(points, "body")


def bench(s: Sketch) -> None:
    wide = s.between(1.6, 2.4)
    for x in (0.12, wide - 0.2):
        s.box(x, 0.5, x + 0.09, 1.0, "dark")
        s.box(x + 0.02, 0.0, x + 0.09, 0.6, "dark")
    for i in range(s.rng.randint(2, 3)):
        s.box(0, 0.02 + 0.19 * i, wide, 0.15 + 0.19 * i, "body")
    s.fill([(0, 0.58), (wide, 0.58), (wide + 0.1, 0.72), (-0.1, 0.72)], "body")
    s.box(-0.1, 0.72, wide + 0.1, 0.78, "side")


def door(s: Sketch) -> None:
    high = s.between(1.8, 2.3)
    s.box(-0.1, -0.1, 1.1, high, "trim")
    if s.variant(3) == 2:
        s.slice(0.5, 0.0, 0.6, 0.4, 180, 360, "trim")
        s.slice(0.5, 0.02, 0.5, 0.3, 180, 360, "glass")
    s.box(0, 0, 1, high, "body")
    for y0, y1 in ((0.12, 0.42), (0.5, 0.92)):
        for x0, x1 in ((0.12, 0.44), (0.56, 0.88)):
            s.box(x0, high * y0, x1, high * y1, "glass" if y0 < 0.2 and high > 2.0 else "side")
    s.oval(0.9, high * 0.5, 0.06, 0.06, "metal")


def clock(s: Sketch) -> None:
    if s.variant(3) == 1:
        s.box(-0.02, -0.02, 1.02, 1.02, "body", 0.1)
    else:
        s.oval(0.5, 0.5, 0.54, 0.54, "body")
    s.oval(0.5, 0.5, 0.43, 0.43, "paper")
    for i in range(12):
        angle = math.pi * i / 6
        s.oval(0.5 + 0.36 * math.cos(angle), 0.5 + 0.36 * math.sin(angle), 0.025, 0.025, "dark")
    for reach, width in ((0.2, 0.06), (0.32, 0.04)):
        angle = s.rng.uniform(0, 2 * math.pi)
        s.stroke([(0.5, 0.5), (0.5 + reach * math.cos(angle), 0.5 + reach * math.sin(angle))], width, "dark")


def chair(s: Sketch) -> None:
    back, lean = s.between(0.75, 1.0), s.between(0.0, 0.1)
    s.stroke([(0.12, 0), (0.02, 1.0)], 0.08, "side")
    s.stroke([(0.88, 0), (0.98, 1.0)], 0.08, "side")
    if s.variant(3) == 1:
        for i in range(4):
            s.box(0.16 + 0.2 * i, -back, 0.24 + 0.2 * i, 0, "body")
        s.box(0.08, -back - 0.08, 0.92, -back + 0.1, "body", 0.04)
    else:
        s.box(0.08, -back, 0.92, 0, "body", 0.14)
    s.fill([(0.08, -0.02), (0.92, -0.02), (1.06, 0.2), (-0.06, 0.2)], "lit")
    s.box(-0.06, 0.2, 1.06, 0.29, "body")
    s.stroke([(0.0, 0.25), (-0.02 - lean, 1.15)], 0.09, "body")
    s.stroke([(1.0, 0.25), (1.02 + lean, 1.15)], 0.09, "body")


def table(s: Sketch) -> None:
    wide, leg = s.between(1.5, 2.3), s.between(0.07, 0.13)
    if s.variant(3) == 2:
        s.box(wide / 2 - leg, 0.15, wide / 2 + leg, 0.95, "side")
        s.fill([(wide / 2 - 0.4, 1.0), (wide / 2, 0.88), (wide / 2 + 0.4, 1.0)], "side")
        s.oval(wide / 2, 0.15, wide / 2, 0.17, "side")
        s.oval(wide / 2, 0.1, wide / 2, 0.17, "body")
        return
    for x in (0.2, wide - 0.2 - leg):
        s.box(x, 0.2, x + leg, 0.8, "side")
    s.fill([(0.2, 0), (wide - 0.2, 0), (wide, 0.25), (0, 0.25)], "body")
    s.box(0, 0.25, wide, 0.36, "side")
    for x in (0.05, wide - 0.05 - leg):
        s.box(x, 0.36, x + leg, 1.0, "side")


def hat(s: Sketch) -> None:
    high, brim = s.between(0.4, 0.7), s.between(0.25, 0.4)
    if s.variant(3) == 1:
        s.slice(0.5, high, 0.45, high, 180, 360, "body")
        s.fill([(0.5, high - 0.05), (0.95 + brim, high - 0.02), (0.98 + brim, high + 0.1), (0.1, high + 0.05)], "side")
        return
    s.oval(0.5, high, 0.5 + brim, 0.13, "side")
    s.fill([(0.1, high), (0.18, 0.05), (0.5, 0), (0.82, 0.05), (0.9, high), (0.5, high + 0.08)], "body")
    s.fill([(0.11, high - 0.14), (0.89, high - 0.14), (0.9, high), (0.5, high + 0.07), (0.1, high)], "trim")


def lamp(s: Sketch) -> None:
    wide, stem = s.between(0.35, 0.5), s.between(0.5, 1.3)
    s.stroke([(0.5, 0.5), (0.5, 0.6 + stem)], 0.07, "metal")
    s.slice(0.5, 0.66 + stem, 0.3, 0.12, 180, 360, "metal")
    s.fill([(0.5 - wide * 0.5, 0), (0.5 + wide * 0.5, 0), (0.5 + wide * 1.2, 0.6), (0.5 - wide * 1.2, 0.6)], "body")


def kite(s: Sketch) -> None:
    low = s.between(0.9, 1.3)
    tail = [(0.5 + 0.12 * math.sin(i * 1.3), low + 0.12 * i) for i in range(6)]
    s.stroke(tail, 0.025, "dark")
    for x, y in tail[1::2]:
        s.fill([(x - 0.09, y - 0.05), (x + 0.09, y + 0.05), (x + 0.09, y - 0.05), (x - 0.09, y + 0.05)], "trim")
    s.fill([(0.5, 0), (1, 0.42), (0.5, low), (0, 0.42)], "body")
    s.stroke([(0.5, 0.02), (0.5, low)], 0.025, "dark")
    s.stroke([(0.02, 0.42), (0.98, 0.42)], 0.025, "dark")


def guitar(s: Sketch) -> None:
    s.box(0.44, -0.75, 0.56, 0.2, "wood")
    s.box(0.4, -0.98, 0.6, -0.74, "dark", 0.04)
    upper = s.between(0.26, 0.34)
    s.oval(0.5, 0.28, upper, 0.26, "body")
    s.oval(0.5, 0.72, 0.42, 0.36, "body")
    s.oval(0.5, 0.5, 0.13, 0.13, "dark")
    s.box(0.36, 0.82, 0.64, 0.88, "dark")
    s.stroke([(0.5, -0.9), (0.5, 0.84)], 0.02, "paper")


def shirt(s: Sketch) -> None:
    sleeve, long = s.between(0.25, 0.45), s.between(1.0, 1.25)
    s.fill([(0.3, 0), (0.5, 0.1), (0.7, 0), (1.0, 0.1), (1.0 + sleeve, 0.2 + sleeve), (0.98 + sleeve * 0.6, 0.35 + sleeve), (0.92, 0.4),
            (0.92, long), (0.08, long), (0.08, 0.4), (0.02 - sleeve * 0.6, 0.35 + sleeve), (-sleeve, 0.2 + sleeve), (0, 0.1)], "body")
    s.curve(0.5, 0.0, 0.2, 0.12, 0, 180, 0.03, "side")


def sign(s: Sketch, word: str) -> None:
    """A board with a word, on one or two posts."""
    wide = max(1.3, 0.36 * len(word))
    high, posts = s.between(0.7, 0.95), s.variant(3)
    for x in ((wide / 2,), (0.12 * wide, 0.88 * wide), (0.3 * wide, 0.7 * wide))[posts]:
        s.box(x - 0.05, 0, x + 0.05, high + s.between(0.5, 1.0), "metal")
    s.box(0, 0, wide, high, "body", (0, 0.12)[s.rng.randrange(2)])
    if s.chance(0.5):
        s.stroke([(0.05, 0.05), (wide - 0.05, 0.05), (wide - 0.05, high - 0.05), (0.05, high - 0.05), (0.05, 0.05)], 0.035, "ink")
    s.letters(0.12, 0.16, wide - 0.12, high - 0.16, word)


def poster(s: Sketch, word: str) -> None:
    """A sheet on a wall: a word, a drawing or lines below it."""
    wide = max(1.0, 0.26 * len(word))
    high = s.between(1.25, 1.6) * max(1.0, 0.8 * wide)
    s.box(0, 0, wide, high, "body")
    s.letters(0.07, 0.1, wide - 0.07, 0.1 + 0.36 * high, word)
    if s.variant(3) == 1:
        s.oval(wide / 2, 0.7 * high, 0.24 * wide, 0.2 * high, "trim")
    else:
        for i in range(3):
            s.stroke([(0.14, (0.58 + 0.14 * i) * high), (wide - 0.14 - 0.1 * i, (0.58 + 0.14 * i) * high)], 0.045, "ink")


def banner(s: Sketch, word: str) -> None:
    """A strip of cloth with a word, hung between two points."""
    wide, sag = max(1.8, 0.5 * len(word)), s.between(0.0, 0.12)
    for x, out in ((0, -0.15), (wide, 0.15)):
        s.stroke([(x, 0.05), (x + out, -0.15)], 0.03, "dark")
    s.fill([(0, 0), (wide / 2, sag), (wide, 0), (wide, 0.65), (wide / 2, 0.65 + sag), (0, 0.65)], "body")
    s.letters(0.12, 0.12 + sag, wide - 0.12, 0.58 + sag * 0.5, word)
