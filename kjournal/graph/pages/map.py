"""The pages of the map: one for all, and where there are too many customers one for each region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from kjournal.graph.pages.asked import Asked, Sheet
from kjournal.outputs.feeds.text import ascii_made
from kjournal.outputs.pages.links import page_file
from kjournal.outputs.pages.map import Area, MapView, Missing, Spot, bands_of, missing, render_map
from kjournal.outputs.pages.parts import Link
from kjournal.outputs.pages.site import MAP
from kjournal.outputs.pages.survey import middle_of
from kjournal.patterns import regex

MOST = 500
"""Customers on one map."""
_SPOTS = "SELECT customer, name, region, band, grade, geo FROM spots WHERE closed = 0 ORDER BY customer"
_CLOSED = "SELECT customer, name FROM spots WHERE closed = 1"
_NUMBER = regex(r"-?\d+(?:\.\d+)?")
Placed = tuple[str, Spot]
"""A customer with the path of its region."""


def map_(asked: Asked) -> Iterator[Sheet]:
    """`map.html`, and the maps of regions it leads to."""
    placed = [
        (region, Spot(name, page_file(customer), _last(region), band, grade, _point(geo) if geo else None))
        for customer, name, region, band, grade, geo in asked.connection.execute(_SPOTS)
    ]
    gone = missing(Link(name, page_file(customer)) for customer, name in asked.connection.execute(_CLOSED))
    yield from _maps(asked, _common(placed), placed, MAP, None, gone)


def _point(text: str) -> tuple[float, float] | None:
    found = _NUMBER.findall(text)
    return (float(found[0]), float(found[1])) if len(found) == 2 else None


def _common(placed: Sequence[Placed]) -> str:
    """The region in which all customers lie."""
    parts: list[str] | None = None
    for path, _spot in placed:
        own = path.split("/")
        if parts is None:
            parts = own[:-1]
        parts = parts[
            : next((n for n, part in enumerate(parts) if n >= len(own) or own[n] != part), len(parts))
        ]
    return "/".join(parts or ())


def _maps(
    asked: Asked,
    region: str,
    placed: Sequence[Placed],
    file: str,
    up: Link | None,
    gone: Missing | None = None,
) -> Iterator[Sheet]:
    """The map of a region; of one with too many customers its parts, each with a map."""
    parts = _parts(region, placed) if len(placed) > MOST else {}
    datum = asked.settings.care.datum
    nowhere = missing(Link(spot.name, spot.page) for _path, spot in placed if spot.geo is None)
    if len(parts) < 2:
        spots = tuple(spot for _path, spot in placed)
        view = MapView(file, region, up, spots=spots, datum=datum, nowhere=nowhere, closed=gone)
        yield Sheet(file, view, partial(render_map, asked.site, view))
        return
    files = {part: f"map-{ascii_made(part)}.html" for part in parts}
    areas = tuple(_area(part, files[part], some) for part, some in parts.items())
    view = MapView(file, region, up, areas=areas, datum=datum, nowhere=nowhere, closed=gone)
    yield Sheet(file, view, partial(render_map, asked.site, view))
    for part, some in parts.items():
        inner = _common(some) if len(some) > MOST else part
        deeper = inner if inner.startswith(part) else part
        yield from _maps(asked, deeper, some, files[part], Link(_last(region), file))


def _parts(region: str, placed: Sequence[Placed]) -> dict[str, list[Placed]]:
    """The customers of a region by its parts, in the parts' order; those of no part under the region's own name."""
    depth = region.count("/") + 1 if region else 0
    found: dict[str, list[Placed]] = {}
    for path, spot in placed:
        part = "/".join(path.split("/")[: depth + 1])
        found.setdefault(part, []).append((path, spot))
    return dict(sorted(found.items()))


def _area(part: str, file: str, some: Sequence[Placed]) -> Area:
    points = [spot.geo for _path, spot in some if spot.geo]
    return Area(
        _last(part),
        file,
        len(some),
        bands_of(spot for _path, spot in some),
        middle_of(points) if points else None,
    )


def _last(region: str) -> str:
    return region.rpartition("/")[2]
