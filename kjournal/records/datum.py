"""The datums of China's maps: coordinates as a map service shows them, told in WGS-84.

By law every map sold in China is drawn in GCJ-02, which moves each point by some hundred metres; Baidu moves that
once more (BD-09). What leaves the journal for other programs (`geo:` links, GEO of the feeds) is WGS-84, as RFC 5870
has it. The formulas are published and do not change; docs/decisions.md says why no library does this.
"""

from __future__ import annotations

from functools import lru_cache
from math import atan2, cos, hypot, pi, radians, sin, sqrt
from typing import Literal

Datum = Literal["GCJ-02", "WGS-84", "BD-09"]
Point = tuple[float, float]
"""Latitude and longitude in degrees."""

_AXIS, _EXCENTRICITY = 6378245.0, 0.00669342162296594323
"""Krasovsky's ellipsoid of 1940, in metres."""
_SOUTH, _NORTH, _WEST, _EAST = 0.8293, 55.8271, 72.004, 137.8347
"""Where maps are moved."""
_BAIDU = (0.0060, 0.0065)
_ROUNDS = 4
"""Each round of the way back is nearer by a factor of ten thousand: two are below a millimetre."""


@lru_cache(maxsize=64)  # a customer's page and its brief show the same place
def wgs84(point: Point, datum: str) -> Point:
    """A point of one of the datums in WGS-84; outside China all are the same."""
    if datum == "WGS-84" or not in_china(point):
        return point
    target = _from_baidu(point) if datum == "BD-09" else point
    latitude, longitude = target
    for _round in range(_ROUNDS):
        moved = gcj02((latitude, longitude))
        latitude += target[0] - moved[0]
        longitude += target[1] - moved[1]
    return latitude, longitude


def rounded(point: Point) -> Point:
    """A point to the decimetre, which is more than anybody who wrote it down knew."""
    return round(point[0], 6), round(point[1], 6)


def in_china(point: Point) -> bool:
    """Whether maps move a point."""
    return _SOUTH <= point[0] <= _NORTH and _WEST <= point[1] <= _EAST


def gcj02(point: Point) -> Point:
    """A point of WGS-84 as Chinese maps draw it.

    Waves are written out one by one: every customer's place is moved back and forth.
    """
    latitude, longitude = point
    x, y = longitude - 105, latitude - 35
    across, along = x * pi, y * pi
    short = 20 * sin(across / (1 / 6)) + 20 * sin(across / (1 / 2))
    high = 20 * sin(along) + 40 * sin(along / 3) + 160 * sin(along / 12) + 320 * sin(along / 30)
    wide = short + 20 * sin(across) + 40 * sin(across / 3) + 150 * sin(across / 12) + 300 * sin(across / 30)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += short * 2 / 3 + high * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += wide * 2 / 3
    flat = 1 - _EXCENTRICITY * sin(radians(latitude)) ** 2
    degree_up = radians(_AXIS * (1 - _EXCENTRICITY) / flat**1.5)
    degree_aside = radians(_AXIS * cos(radians(latitude)) / sqrt(flat))
    return latitude + north / degree_up, longitude + east / degree_aside


def _from_baidu(point: Point) -> Point:
    """A point of BD-09 in GCJ-02."""
    y, x = point[0] - _BAIDU[0], point[1] - _BAIDU[1]
    far = hypot(x, y) - 0.00002 * sin(radians(y * 3000))
    turn = atan2(y, x) - 0.000003 * cos(radians(x * 3000))
    return far * sin(turn), far * cos(turn)
