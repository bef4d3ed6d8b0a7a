"""The geometry of a map without tiles: where points lie on the sheet, which fall together, a scale, names that do not overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, floor, hypot, log10, radians
from statistics import median
from typing import NamedTuple

Point = tuple[float, float]
"""Latitude and longitude in degrees."""
WIDTH = 640.0
"""Units across the sheet; a phone shows two of them in a pixel."""
MARGIN = 44.0
_FLATTEST, _TALLEST = 0.5, 1.2  # height by width
_DEGREE = 111.2  # kilometres
_SMALLEST = 0.4  # kilometres across: nearer nobody needs to look
_FAR_TIMES, _FAR = 12.0, 30.0
"""A point this many times further out than half of all, and at least so many kilometres, is a slip or another county."""


class Sheet(NamedTuple):
    """How kilometres lie on the sheet."""

    middle: Point
    scale: float  # units a kilometre
    left: float  # kilometres west of the middle
    top: float  # kilometres north of it
    height: float  # units

    def at(self, point: Point) -> tuple[float, float]:
        """Where a point lies."""
        x, y = _kilometres(point, self.middle)
        return round((x + self.left) * self.scale, 1), round((self.top - y) * self.scale, 1)


class Cluster(NamedTuple):
    """Points that fall together, by their places in the list, the first one leading."""

    x: float
    y: float
    members: tuple[int, ...]


class Bar(NamedTuple):
    """The bar of the scale."""

    length: float  # units
    kilometres: float


def near(points: Sequence[Point]) -> list[bool]:
    """Which points belong on the sheet; those far out would make it a sheet of nothing else."""
    if not points:
        return []
    middle = _middle(points)
    far = [hypot(*_kilometres(point, middle)) for point in points]
    most = max(_FAR, _FAR_TIMES * median(far))
    return [one <= most for one in far]


def sheet(points: Sequence[Point]) -> Sheet:
    """The sheet that shows all points, as large as they allow."""
    middle = _middle(points)
    flat = [_kilometres(point, middle) for point in points]
    west, east = min(x for x, _y in flat), max(x for x, _y in flat)
    south, north = min(y for _x, y in flat), max(y for _x, y in flat)
    across, up = max(east - west, _SMALLEST), max(north - south, _SMALLEST)
    ratio = min(max(up / across, _FLATTEST), _TALLEST)
    height = (WIDTH - 2 * MARGIN) * ratio + 2 * MARGIN
    scale = min((WIDTH - 2 * MARGIN) / across, (height - 2 * MARGIN) / up)
    return Sheet(
        middle,
        scale,
        left=WIDTH / 2 / scale - (west + east) / 2,
        top=height / 2 / scale + (south + north) / 2,
        height=round(height, 1),
    )


def clusters(places: Sequence[tuple[float, float]], together: float) -> list[Cluster]:
    """The points in their order, each one drawn to the first cluster nearer than `together`."""
    found: list[tuple[float, float, list[int]]] = []
    for n, (x, y) in enumerate(places):
        for cx, cy, members in found:
            if hypot(x - cx, y - cy) < together:
                members.append(n)
                break
        else:
            found.append((x, y, [n]))
    return [Cluster(x, y, tuple(members)) for x, y, members in found]


def bar(one: Sheet) -> Bar:
    """A scale of 1, 2 or 5 times a power of ten, up to a quarter of the sheet."""
    most = WIDTH / 4 / one.scale
    power = 10.0 ** floor(log10(most))
    kilometres = max(step * power for step in (1, 2, 5) if step * power <= most)
    return Bar(round(kilometres * one.scale, 1), kilometres)


class Name(NamedTuple):
    """A name beside a place."""

    text: str
    x: float
    y: float


def names(
    wanted: Iterable[tuple[str, float, float]],
    marks: Iterable[tuple[float, float]],
    size: float,
    height: float,
) -> list[Name]:
    """The names in their order, each where it covers no mark and no other name: above its place, below, or beside it.

    One that finds no free place stands above all the same where only a mark is under it, and is left out where a name is.
    """
    boxes = [_Box(x, y, size, size) for x, y in marks]
    taken: list[_Box] = []
    found = []
    for text, x, y in wanted:
        tried = [box for box in _beside(text, x, y, size) if box.inside(height)]
        free = [box for box in tried if not any(map(box.meets, taken))]
        clear = [box for box in free if not any(map(box.meets, boxes))]
        if box := next(iter(clear or free), None):
            taken.append(box)
            found.append(Name(text, round(box.x, 1), round(box.y + size * 0.35, 1)))
    return found


class _Box(NamedTuple):
    """A box by its middle."""

    x: float
    y: float
    wide: float
    high: float

    def meets(self, other: _Box) -> bool:
        return (
            abs(self.x - other.x) < (self.wide + other.wide) / 2
            and abs(self.y - other.y) < (self.high + other.high) / 2
        )

    def inside(self, height: float) -> bool:
        return (
            self.wide / 2 <= self.x <= WIDTH - self.wide / 2
            and self.high / 2 <= self.y <= height - self.high / 2
        )


def _beside(text: str, x: float, y: float, size: float) -> list[_Box]:
    wide, high = size * len(text), size * 1.2
    aside = wide / 2 + size * 0.9
    return [
        _Box(x, y - 1.4 * size, wide, high),
        _Box(x, y + 1.4 * size, wide, high),
        _Box(x + aside, y, wide, high),
        _Box(x - aside, y, wide, high),
    ]


def middle_of(points: Sequence[Point]) -> Point:
    """The median of some points: a slip among them does not move it."""
    return _middle(points)


def _middle(points: Sequence[Point]) -> Point:
    return median(point[0] for point in points), median(point[1] for point in points)


def _kilometres(point: Point, middle: Point) -> tuple[float, float]:
    """East and north of the middle; flat, which is right within a province."""
    return (point[1] - middle[1]) * _DEGREE * cos(radians(middle[0])), (point[0] - middle[0]) * _DEGREE
