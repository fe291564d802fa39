"""Drawings of people and animals: each function adds the shapes of one kind to a sketch; a person's own colour is that of the clothes."""
from __future__ import annotations

import math

from .sketch import Point, Sketch


def man(s: Sketch) -> None:
    _person(s, head=0.14, leg=s.between(0.62, 0.8), dress=False, long_hair=False)


def woman(s: Sketch) -> None:
    _person(s, head=0.14, leg=s.between(0.55, 0.7), dress=s.chance(0.75), long_hair=True)


def child(s: Sketch) -> None:
    _person(s, head=0.2, leg=s.between(0.3, 0.42), dress=False, long_hair=s.chance(0.4))


def _person(s: Sketch, head: float, leg: float, dress: bool, long_hair: bool) -> None:
    """Head at the origin, arms and legs in one of several poses."""
    wide, torso = s.between(0.16, 0.21), s.between(0.5, 0.6) * (0.75 if head > 0.18 else 1.0)
    shoulder, hip = head + 0.06, head + 0.06 + torso
    pose = s.variant(5)
    stride = (0.06, 0.3, 0.2, 0.1, 0.42)[pose]
    for side in (-1, 1):
        knee = (side * stride * 0.6, hip + leg * 0.5)
        foot = (side * stride * (0.7 if pose == 1 and side < 0 else 1.0), hip + leg)
        limb(s, [(side * wide * 0.5, hip - 0.03), knee, foot], 0.15, "skin" if dress else "trousers")
        s.oval(foot[0] + 0.05, foot[1] + 0.01, 0.11, 0.05, "dark")
    if long_hair:
        s.oval(0, 0.08, head * 1.2, head * 1.6, "hair")
    raise_left, raise_right = ((0, 0), (0.2, -0.1), (-1, 0), (-1, -1), (-0.6, 0.1))[pose]
    for side, lift in ((-1, raise_left), (1, raise_right)):
        elbow = (side * (wide + 0.14), shoulder + 0.25 + 0.25 * lift)
        hand = (side * (wide + 0.16 + 0.12 * abs(lift)), shoulder + 0.5 + 0.8 * lift)
        limb(s, [(side * (wide - 0.02), shoulder + 0.07), elbow], 0.12, "body")
        limb(s, [elbow, hand], 0.09, "skin")
        s.oval(*hand, 0.06, 0.06, "skin")
    s.box(-0.05, head * 0.6, 0.05, shoulder + 0.05, "skin")
    if dress:
        flare = wide + s.between(0.12, 0.24)
        waist, hem = shoulder + torso * 0.6, hip + leg * 0.35
        s.fill([(-wide, shoulder), (wide, shoulder), (wide * 0.8, waist), (flare, hem), (-flare, hem), (-wide * 0.8, waist)], "body")
    else:
        s.box(-wide, shoulder, wide, hip + 0.02, "body", 0.08)
    s.oval(0, 0, head, head * 1.15, "skin")
    if long_hair:
        s.slice(0, -0.01, head * 1.1, head * 1.25, 180, 360, "hair")
    elif s.chance(0.85):
        s.slice(0, -head * 0.2, head * 1.05, head, 180, 360, "hair")
    for x in (-0.4, 0.4):
        s.oval(x * head, 0.03, head * 0.12, head * 0.14, "dark")
    s.curve(0, head * 0.35, head * 0.4, head * 0.3, 20, 160, 0.02, "dark")


def limb(s: Sketch, points: list[Point], width: float, paint: str) -> None:
    """A bent strip of the width, with round joints."""
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        nx, ny = -(y1 - y0) / length * width / 2, (x1 - x0) / length * width / 2
        s.fill([(x0 + nx, y0 + ny), (x1 + nx, y1 + ny), (x1 - nx, y1 - ny), (x0 - nx, y0 - ny)], paint)
        s.oval(x1, y1, width / 2, width / 2, paint)


def dog(s: Sketch) -> None:
    long, leg = s.between(0.95, 1.3), s.between(0.4, 0.55)
    _four_legs(s, long, 0.25, leg, 0.12, s.variant(3))
    s.stroke([(-0.42 * long, -0.12), (-0.6 * long, -0.3), (-0.62 * long, -0.5)], 0.09, "body")
    s.oval(0, 0, long / 2, 0.25, "body")
    x, y = long * 0.5, -s.between(0.3, 0.42)
    s.fill([(x - 0.25, 0.05), (x - 0.12, y), (x + 0.12, y + 0.1), (x + 0.02, 0.12)], "body")
    s.oval(x + 0.28, y + 0.06, 0.2, 0.1, "body", 8)
    s.oval(x + 0.06, y - 0.02, 0.22, 0.2, "body")
    if s.chance(0.6):
        s.oval(x - 0.08, y + 0.04, 0.08, 0.2, "side", 15)
    else:
        s.fill([(x - 0.1, y - 0.12), (x - 0.06, y - 0.38), (x + 0.1, y - 0.16)], "side")
    s.oval(x + 0.46, y + 0.03, 0.05, 0.045, "dark")
    s.oval(x + 0.12, y - 0.06, 0.035, 0.035, "dark")
    if s.chance(0.4):
        s.stroke([(x - 0.14, 0.0), (x + 0.08, 0.08)], 0.06, "trim")


def cat(s: Sketch) -> None:
    if s.variant(3) == 1:
        s.oval(0, 0.55, 0.3, 0.48, "body")
        s.curve(0.3, 0.8, 0.35, 0.25, 60, -60, 0.1, "body")
        for x in (-0.13, 0.13):
            s.oval(x, 0.95, 0.1, 0.09, "body")
        x = 0.0
    else:
        x = s.between(0.45, 0.6)
        _four_legs(s, 1.0, 0.55, 0.35, 0.1, 0)
        s.curve(-0.5, 0.2, 0.2, 0.35, 90, 270, 0.08, "body")
        s.oval(0, 0.5, 0.52, 0.2, "body")
        s.fill([(x - 0.3, 0.4), (x - 0.1, 0.05), (x + 0.1, 0.1), (x - 0.05, 0.6)], "body")
    for side in (-1, 1):
        s.fill([(x + side * 0.24, -0.02), (x + side * 0.2, -0.36), (x + side * 0.04, -0.16)], "side")
    s.oval(x, 0, 0.25, 0.22, "body")
    for side in (-1, 1):
        s.oval(x + side * 0.1, -0.03, 0.045, 0.05, "centre")
        s.oval(x + side * 0.1, -0.03, 0.02, 0.045, "dark")
        s.stroke([(x + side * 0.05, 0.1), (x + side * 0.32, 0.06)], 0.015, "dark")
    s.fill([(x - 0.04, 0.06), (x + 0.04, 0.06), (x, 0.1)], "dark")


def horse(s: Sketch) -> None:
    leg = s.between(0.65, 0.8)
    _four_legs(s, 1.3, 0.22, leg, 0.12, s.variant(3))
    s.stroke([(-0.6, -0.12), (-0.8, 0.1), (-0.82, 0.5)], 0.12, "hair")
    s.oval(0, 0, 0.68, 0.27, "body")
    rise = s.between(0.55, 0.7)
    s.fill([(0.3, -0.12), (0.68, -rise - 0.1), (0.9, -rise + 0.02), (0.66, 0.12)], "body")
    s.fill([(0.66, -rise - 0.12), (0.88, -rise - 0.1), (1.2, -rise + 0.3), (1.1, -rise + 0.4), (0.78, -rise + 0.16)], "body")
    s.fill([(0.7, -rise - 0.08), (0.72, -rise - 0.28), (0.8, -rise - 0.1)], "side")
    s.stroke([(0.64, -rise - 0.08), (0.46, -rise * 0.5), (0.3, -0.15)], 0.12, "hair")
    s.oval(0.88, -rise + 0.02, 0.035, 0.035, "dark")


def _four_legs(s: Sketch, long: float, hip: float, leg: float, width: float, gait: int) -> None:
    """Legs below a body from -long/2 to long/2 whose lower edge is at `hip`; standing, walking or running."""
    swing = (0.0, 0.12, 0.32)[gait]
    for place, side, paint in ((-0.36, 1, "side"), (0.33, -1, "side"), (-0.4, -1, "body"), (0.38, 1, "body")):
        x, out = place * long, side * swing
        limb(s, [(x, hip - 0.12), (x + 0.6 * out, hip + leg * 0.5), (x + out, hip + leg * (1 - 0.3 * swing))], width, paint)


def bird(s: Sketch) -> None:
    if s.variant(3) == 1:
        s.oval(0, 0, 0.45, 0.17, "body", -8)
        s.fill([(-0.4, 0.0), (-0.75, -0.02), (-0.7, 0.2)], "side")
        s.fill([(0.16, -0.1), (-0.24, -0.05), (-0.3, -s.between(0.5, 0.8))], "lit")
        s.fill([(0.1, 0.0), (-0.2, 0.05), (-0.1, 0.5)], "side")
        s.oval(0.42, -0.12, 0.15, 0.14, "body")
        s.fill([(0.53, -0.16), (0.74, -0.1), (0.54, -0.05)], "beak")
        s.oval(0.46, -0.15, 0.03, 0.03, "dark")
        return
    for x in (-0.05, 0.1):
        s.stroke([(x, 0.25), (x, 0.55), (x + 0.1, 0.56)], 0.035, "beak")
    s.fill([(-0.35, 0.1), (-0.9, 0.32), (-0.75, 0.42), (-0.2, 0.25)], "side")
    s.oval(0, 0.05, 0.45, 0.28, "body", -18)
    s.oval(-0.1, 0.08, 0.28, 0.15, "side", 12)
    s.oval(0.38, -0.22, 0.2, 0.19, "body")
    s.fill([(0.55, -0.28), (0.82, -0.2), (0.55, -0.12)], "beak")
    s.oval(0.44, -0.26, 0.035, 0.035, "dark")


def fish(s: Sketch) -> None:
    high = s.between(0.24, 0.42)
    s.fill([(-0.45, 0), (-0.85, -0.3), (-0.75, 0), (-0.85, 0.3)], "side")
    s.fill([(-0.15, -high * 0.7), (0.05, -high - 0.2), (0.25, -high * 0.7)], "side")
    s.oval(0, 0, 0.58, high, "body")
    s.fill([(-0.02, 0.05), (-0.24, 0.22), (0.06, 0.18)], "side")
    s.oval(0.36, -0.08, 0.08, 0.08, "paper")
    s.oval(0.38, -0.08, 0.04, 0.04, "dark")
    if s.variant(3) == 1:
        s.curve(0.12, 0, 0.1, high * 0.85, -80, 80, 0.03, "dark")


def butterfly(s: Sketch) -> None:
    wide = s.between(0.36, 0.5)
    for side in (-1, 1):
        s.oval(side * wide, -0.22, wide, 0.3, "body", side * -28)
        s.oval(side * wide * 0.75, 0.3, wide * 0.75, 0.24, "side", side * 28)
        s.oval(side * wide * 1.1, -0.25, 0.12, 0.12, "trim")
        s.curve(side * 0.12, -0.5, 0.1, 0.22, 180 if side > 0 else 0, 270, 0.025, "dark")
    s.oval(0, 0.02, 0.07, 0.48, "dark")
