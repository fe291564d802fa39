"""Drawings of vehicles, buildings and plants: each function adds the shapes of one kind to a sketch."""
from __future__ import annotations

import math

from .sketch import Sketch


def wheel(s: Sketch, x: float, y: float, radius: float) -> None:
    s.oval(x, y, radius, radius, "dark")
    s.oval(x, y, radius * 0.5, radius * 0.5, "metal")


def car(s: Sketch) -> None:
    roof, tail = s.between(0.28, 0.4), s.between(0.3, 0.6)
    s.fill([(tail, 0), (tail + 0.25, -roof), (1.35, -roof), (1.7, 0)], "body")
    s.fill([(tail + 0.08, -0.02), (tail + 0.28, -roof + 0.06), (0.92, -roof + 0.06), (0.92, -0.02)], "glass")
    s.fill([(0.99, -0.02), (0.99, -roof + 0.06), (1.32, -roof + 0.06), (1.58, -0.02)], "glass")
    s.fill([(0.04, 0.05), (tail, -0.01), (1.7, -0.01), (2.14, 0.12), (2.2, 0.42), (0, 0.42)], "body")
    s.box(0, 0.34, 2.2, 0.44, "side")
    s.oval(2.12, 0.2, 0.06, 0.06, "paper")
    s.stroke([(0.95, 0.02), (0.95, 0.33)], 0.02, "dark")
    for x in (0.45, 1.72):
        wheel(s, x, 0.45, s.between(0.2, 0.24))


def bus(s: Sketch) -> None:
    wide, high = s.between(1.9, 2.6), s.between(0.85, 1.15)
    s.box(0, 0, wide, high, "body", 0.1)
    count = s.rng.randint(3, 5)
    step = (wide - 0.5) / count
    for i in range(count):
        s.box(0.12 + step * i, 0.15, 0.12 + step * i + step * 0.78, 0.48 * high, "glass")
    s.box(wide - 0.34, 0.15, wide - 0.06, high - 0.1, "glass")
    s.box(0, 0.62 * high, wide - 0.36, 0.7 * high, "trim")
    for x in (0.4, wide - 0.55):
        wheel(s, x, high, s.between(0.16, 0.2))


def truck(s: Sketch) -> None:
    load, high = s.between(1.1, 1.6), s.between(0.8, 1.1)
    if s.variant(3) == 2:
        s.box(0, 0.3 * high, load, high, "body")
        s.slice(load / 2, 0.32 * high, load * 0.42, 0.3, 180, 360, "wood")
    else:
        s.box(0, 0, load, high, "body")
    s.fill([(load + 0.05, 0.25 * high), (load + 0.4, 0.25 * high), (load + 0.62, 0.6 * high), (load + 0.66, high), (load + 0.05, high)],
           "body")
    s.fill([(load + 0.14, 0.33 * high), (load + 0.36, 0.33 * high), (load + 0.52, 0.6 * high), (load + 0.14, 0.6 * high)], "glass")
    s.box(0, high - 0.04, load + 0.66, high + 0.05, "dark")
    for x in (0.3, load - 0.15, load + 0.42):
        wheel(s, x, high + 0.06, 0.17)


def bicycle(s: Sketch) -> None:
    radius = s.between(0.36, 0.44)
    rear, front, crank = (0.4, 1.0), (1.55, 1.0), (0.9, 1.02)
    for x, y in (rear, front):
        s.curve(x, y, radius, radius, 0, 360, 0.055, "dark")
        s.oval(x, y, 0.05, 0.05, "metal")
    seat, head = (0.72, 0.48), (1.35, 0.45)
    for line in ([rear, crank, head, seat, rear], [seat, crank], [head, front]):
        s.stroke(line, 0.08, "body")
    s.stroke([(1.35, 0.45), (1.32, 0.28), (1.48, 0.24)], 0.055, "dark")
    s.stroke([(0.58, 0.42), (0.84, 0.42)], 0.09, "dark")
    s.oval(*crank, 0.09, 0.09, "metal")


def boat(s: Sketch) -> None:
    deep = s.between(0.3, 0.45)
    variant = s.variant(3)
    if variant == 0:
        s.stroke([(0.95, 0.05), (0.95, -1.2)], 0.05, "wood")
        s.fill([(1.02, -1.15), (1.02, -0.1), (1.7, -0.1)], "paper")
        s.fill([(0.88, -0.95), (0.88, -0.1), (0.4, -0.1)], "paper")
    elif variant == 1:
        s.box(0.6, -0.4, 1.3, 0.05, "paper")
        for x in (0.7, 0.94, 1.16):
            s.oval(x, -0.2, 0.07, 0.07, "glass")
    else:
        s.box(0.3, -0.1, 1.6, 0.05, "wood")
        s.stroke([(0.8, -0.25), (0.3, 0.5)], 0.05, "wood")
    s.fill([(-0.1, 0), (2.05, 0), (1.75, deep), (0.25, deep)], "body")
    s.fill([(-0.1, 0), (2.05, 0), (2.0, 0.07), (-0.03, 0.07)], "trim")


def airplane(s: Sketch) -> None:
    s.fill([(0.1, -0.05), (-0.08, -0.42), (0.12, -0.42), (0.45, -0.08)], "body")
    s.fill([(0.9, 0.0), (0.62, -0.4), (0.8, -0.4), (1.35, -0.02)], "side")
    s.fill([(0.0, -0.05), (0.3, -0.15), (1.8, -0.15), (2.1, -0.02), (2.15, 0.06), (1.9, 0.14), (0.3, 0.1)], "body")
    s.fill([(0.85, 0.05), (0.5, 0.5), (0.72, 0.5), (1.4, 0.08)], "side")
    for i in range(5):
        s.oval(0.55 + 0.22 * i, -0.04, 0.04, 0.045, "glass")
    s.fill([(1.85, -0.12), (2.02, -0.05), (1.86, -0.03)], "glass")


def house(s: Sketch) -> None:
    wide, high, peak = s.between(0.9, 1.4), s.between(0.6, 0.9), s.between(0.35, 0.65)
    if s.chance(0.5):
        s.box(wide * 0.7, -peak, wide * 0.82, -0.1, "brick")
    s.box(0, 0, wide, high, "body")
    variant = s.variant(3)
    roof = {0: [(-0.12, 0.02), (wide / 2, -peak), (wide + 0.12, 0.02)],
            1: [(-0.12, 0.02), (wide * 0.2, -peak * 0.8), (wide * 0.8, -peak * 0.8), (wide + 0.12, 0.02)],
            2: [(-0.08, 0.02), (-0.08, -peak * 0.35), (wide + 0.08, -peak * 0.8), (wide + 0.08, 0.02)]}[variant]
    s.fill(roof, "roof")
    middle = wide * s.rng.choice((0.25, 0.5, 0.72))
    s.box(middle - 0.1, high - 0.42, middle + 0.1, high, "wood")
    for x in (0.22, 0.5, 0.78):
        if abs(wide * x - middle) > 0.2:
            s.box(wide * x - 0.1, 0.14, wide * x + 0.1, 0.14 + 0.24, "glass")
            s.stroke([(wide * x, 0.14), (wide * x, 0.38)], 0.02, "paper")


def tent(s: Sketch) -> None:
    high, out = s.between(0.7, 1.0), s.between(0.4, 0.8)
    s.fill([(0.6, 0), (1.2 + out, 0.06), (1.5 + out, high), (1.2, high)], "side")
    s.fill([(0.6, 0), (1.2, high), (0, high)], "body")
    s.fill([(0.6, high * 0.35), (0.78, high), (0.42, high)], "dark")


def tree(s: Sketch) -> None:
    trunk, high = s.between(0.06, 0.11), s.between(0.35, 0.6)
    variant = s.variant(4)
    if variant == 1:
        s.box(0.5 - trunk, 1.0, 0.5 + trunk, 1.05 + high * 0.6, "wood")
        for i in range(3):
            wide = 0.3 + 0.1 * i
            s.fill([(0.5, 0.28 * i), (0.5 + wide, 0.5 + 0.27 * i), (0.5 - wide, 0.5 + 0.27 * i)], "body")
        return
    s.fill([(0.5 - trunk, 0.6), (0.5 + trunk, 0.6), (0.5 + 1.5 * trunk, 1.0 + high), (0.5 - 1.5 * trunk, 1.0 + high)], "wood")
    if variant == 2:
        s.oval(0.5, 0.42, s.between(0.3, 0.4), 0.55, "body")
        return
    if variant == 3:
        for turn in (-150, -120, -60, -30, 180, 0):
            angle = math.radians(turn)
            s.oval(0.5 + 0.3 * math.cos(angle), 0.6 + 0.3 * math.sin(angle), 0.34, 0.1, "body", turn)
        return
    for i in range(7):
        angle = 2 * math.pi * i / 7 + s.rng.uniform(-0.3, 0.3)
        reach, radius = s.rng.uniform(0.2, 0.32), s.between(0.2, 0.28)
        s.oval(0.5 + 1.1 * reach * math.cos(angle), 0.45 + reach * math.sin(angle), radius, radius, ("body", "side", "lit")[i % 3])
    s.oval(0.5, 0.42, 0.27, 0.27, "body")


def flower(s: Sketch) -> None:
    stem, count = s.between(0.7, 1.3), (5, 6, 8)[s.variant(3)]
    s.stroke([(0.5, 0.5), (0.5 + s.between(-0.08, 0.1), 0.5 + stem)], 0.06, "leaf")
    s.oval(0.66, 0.6 + stem * 0.6, 0.2, 0.07, "leaf", -35)
    for i in range(count):
        angle = 360 * i / count
        x, y = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        s.oval(0.5 + 0.29 * x, 0.5 + 0.29 * y, 0.22, 0.95 / count, "body", angle)
    s.oval(0.5, 0.5, 0.14, 0.14, "centre")


def mushroom(s: Sketch) -> None:
    high = s.between(0.5, 0.8)
    s.fill([(0.36, 0.4), (0.64, 0.4), (0.7, 0.5 + high), (0.3, 0.5 + high)], "paper")
    s.slice(0.5, 0.52, s.between(0.45, 0.6), 0.5, 180, 360, "body")


def apple(s: Sketch) -> None:
    s.round = True
    s.stroke([(0.5, 0.1), (0.56, -0.14)], 0.05, "wood")
    s.oval(0.34, 0.48, 0.34, 0.42, "body")
    s.oval(0.66, 0.48, 0.34, 0.42, "body")
    s.oval(0.5, 0.55, 0.36, 0.36, "body")
    if s.chance(0.7):
        s.oval(0.7, -0.06, 0.15, 0.06, "leaf", -20)
