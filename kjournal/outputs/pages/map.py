"""The map: customers by band where their cards say they are, without tiles; behind it the same by town."""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import msgspec

from kjournal.outputs.pages import survey
from kjournal.outputs.pages.marks import BAND_ORDER, BANDS
from kjournal.outputs.pages.parts import Link
from kjournal.outputs.pages.site import Site
from kjournal.outputs.pages.templates import render
from kjournal.records.datum import rounded, wgs84
from kjournal.words import _, ngettext

TOGETHER = 22.0
"""Units between two marks that still can be told apart."""
_NAME_SIZE = 24.0
_TITLED = 8
"""Names that a cluster says when pointed at."""
_NAMED_MISSING = 20
"""Customers without a mark that are named."""
_OWN_MAP = 3
"""Customers with coordinates from which a town has a map of its own."""


class Spot(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One customer of the map."""

    name: str
    page: str
    town: str = ""
    band: str = ""
    grade: str = ""
    geo: survey.Point | None = None  # as the card has it, in the journal's datum


class Area(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A region that has a map of its own."""

    name: str
    page: str
    total: int
    bands: tuple[tuple[str, int], ...] = ()  # how many of each band, the longest unseen first
    geo: survey.Point | None = None  # the median of its customers


class Missing(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Customers that no mark on the map stands for."""

    count: int
    some: tuple[Link, ...] = ()  # the first of them by name


class MapView(msgspec.Struct, frozen=True, omit_defaults=True):
    """One map: of customers, or of regions with a map each."""

    file: str
    region: str = ""
    up: Link | None = None
    spots: tuple[Spot, ...] = ()
    areas: tuple[Area, ...] = ()
    datum: str = "GCJ-02"
    nowhere: Missing | None = None  # those whose cards say no coordinates
    closed: Missing | None = None  # those who are not visited any more: not in the total either

    @property
    def bands(self) -> tuple[tuple[str, int], ...]:
        """How many of each band."""
        counted = dict.fromkeys(BAND_ORDER, 0)
        for area in self.areas:
            for word, count in area.bands:
                counted[word] += count
        for spot in self.spots:
            if spot.band:
                counted[spot.band] = counted.get(spot.band, 0) + 1
        return tuple((word, count) for word, count in counted.items() if count)

    @property
    def unbanded(self) -> int:
        """Those without a band, whom the legend does not count: never to be visited, or cared for by nobody."""
        return self.total - sum(count for _word, count in self.bands)

    @property
    def total(self) -> int:
        """All customers."""
        return len(self.spots) + sum(area.total for area in self.areas)


class Mark(msgspec.Struct, frozen=True):
    """What is drawn at a place: a customer, several that fall together, or a region."""

    x: float
    y: float
    style: str  # of the band; `many` for several, `area` for a region
    href: str  # not encoded: a page, or an anchor on this one
    title: str
    count: int = 1
    radius: float = 0.0
    late: int = 0  # percent of several that were not seen for too long
    long: int = 0  # … and of them for very long
    worst: str = ""  # of several: the style of the longest unseen, unless all is well

    @property
    def arc(self) -> float:
        """How far the rim is drawn for that share."""
        return self._along(self.late)

    @property
    def long_arc(self) -> float:
        """How far of it in the colour of the longest unseen."""
        return self._along(self.long)

    def _along(self, percent: int) -> float:
        return round(percent / 100 * math.tau * self.radius, 1)


class Drawn(msgspec.Struct, frozen=True):
    """A map as it is drawn."""

    label: str
    height: float
    marks: tuple[Mark, ...]
    names: tuple[survey.Name, ...]
    bar: survey.Bar
    outside: tuple[str, ...] = ()  # customers too far out to be drawn


class Town(msgspec.Struct, frozen=True):
    """One town behind the map."""

    name: str
    anchor: str
    spots: tuple[Spot, ...]
    bands: tuple[tuple[str, int], ...]
    drawn: Drawn | None = None


def missing(links: Iterable[Link]) -> Missing | None:
    """Those that are missing, the first few by name; none where nobody is."""
    found = sorted(links, key=lambda link: (link.text, link.page))
    return Missing(len(found), tuple(found[:_NAMED_MISSING])) if found else None


def render_map(site: Site, view: MapView) -> str:
    """`map.html`, and a region's page where there are too many customers for one."""
    towns = _towns(view)
    return render(
        "map.html",
        view.file,
        site,
        view=view,
        towns=towns,
        drawn=_regions(view) if view.areas else _customers(view, towns),
        place=partial(_place, view.datum),
        order=tuple(BAND_ORDER),
    )


def _place(datum: str, spot: Spot) -> str:
    """`24.7,107.05`, as a `geo:` link has it."""
    point = rounded(wgs84(spot.geo, datum)) if spot.geo else (0.0, 0.0)
    return f"{point[0]},{point[1]}"


def _towns(view: MapView) -> tuple[Town, ...]:
    of: dict[str, list[Spot]] = {}
    for spot in view.spots:
        of.setdefault(spot.town, []).append(spot)
    found = []
    for n, (name, some) in enumerate(sorted(of.items(), key=lambda one: (one[0] == "", one[0]))):
        anchor = f"town-{n + 1}"
        located = [spot for spot in some if spot.geo]
        label = _("Map of {place}").format(place=name)
        own = len(of) > 1 and name and len(located) >= _OWN_MAP
        found.append(
            Town(
                name,
                anchor,
                tuple(sorted(some, key=_urgent)),
                bands_of(some),
                _drawn(label, located, {}) if own else None,
            )
        )
    return tuple(found)


def bands_of(spots: Iterable[Spot]) -> tuple[tuple[str, int], ...]:
    """How many of each band, the longest unseen first."""
    counted: dict[str, int] = {}
    for spot in spots:
        if spot.band:
            counted[spot.band] = counted.get(spot.band, 0) + 1
    return tuple(sorted(counted.items(), key=lambda one: BAND_ORDER.get(one[0], len(BAND_ORDER))))


def _urgent(spot: Spot) -> tuple[int, str, str]:
    return (BAND_ORDER.get(spot.band, len(BAND_ORDER)), spot.name, spot.page)


def _customers(view: MapView, towns: Sequence[Town]) -> Drawn | None:
    located = [spot for spot in view.spots if spot.geo]
    return (
        _drawn(
            _("Customers by how long they were not seen"), located, {town.name: town.anchor for town in towns}
        )
        if located
        else None
    )


def _drawn(label: str, spots: Sequence[Spot], anchors: Mapping[str, str]) -> Drawn:
    """A map of customers; where some fall together one mark leads to their town."""
    kept = survey.near([spot.geo for spot in spots if spot.geo])
    shown = sorted((spot for spot, on in zip(spots, kept, strict=True) if on), key=_urgent)
    sheet = survey.sheet([spot.geo for spot in shown if spot.geo])
    places = [sheet.at(spot.geo) for spot in shown if spot.geo]
    marks = [
        _mark(cluster, [shown[n] for n in cluster.members], anchors)
        for cluster in survey.clusters(places, TOGETHER)
    ]
    return Drawn(
        label,
        sheet.height,
        _stacked(marks),
        tuple(
            survey.names(_named(shown, sheet), [(mark.x, mark.y) for mark in marks], _NAME_SIZE, sheet.height)
        )
        if anchors
        else (),
        survey.bar(sheet),
        tuple(spot.name for spot, on in zip(spots, kept, strict=True) if not on),
    )


def _named(spots: Sequence[Spot], sheet: survey.Sheet) -> list[tuple[str, float, float]]:
    """The towns at the median of their customers, the largest first."""
    of: dict[str, list[survey.Point]] = {}
    for spot in spots:
        if spot.geo and spot.town:
            of.setdefault(spot.town, []).append(spot.geo)
    order = sorted(of, key=lambda town: (-len(of[town]), town))
    return [(town, *sheet.at(survey.middle_of(of[town]))) for town in order]


def _mark(cluster: survey.Cluster, members: Sequence[Spot], anchors: Mapping[str, str]) -> Mark:
    first = members[0]
    if len(members) == 1:
        style = BANDS.get(first.band, "none")
        title = " · ".join(filter(None, (first.name, first.band, first.grade)))
        return Mark(cluster.x, cluster.y, style, first.page, title)
    said = [" ".join(filter(None, (spot.name, spot.band))) for spot in members[:_TITLED]]
    if more := len(members) - len(said):
        said.append(ngettext("and one more", "and {count} more", more).format(count=more))
    anchor = anchors.get(first.town, "")
    href = f"#{anchor}" if anchor else first.page
    title = " · ".join((_("{count} customers").format(count=len(members)), "；".join(said)))
    radius = round(12 + min(len(members), 30) ** 0.5, 1)
    late, long = _late(bands_of(members), len(members))
    return Mark(cluster.x, cluster.y, "many", href, title, len(members), radius, late, long, _worst(first))


def _worst(first: Spot) -> str:
    style = BANDS.get(first.band, "")
    return "" if style == "fine" else style


def _stacked(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """As they are drawn: those of several lie below, since they are large; of each sort the longest unseen on top."""
    drawn = marks[::-1]
    return (*(mark for mark in drawn if mark.count > 1), *(mark for mark in drawn if mark.count == 1))


def _late(bands: Iterable[tuple[str, int]], total: int) -> tuple[int, int]:
    """How many percent were not seen for too long, and how many for very long."""
    of = dict(bands)
    long = of.get("久未联系", 0)
    return round(100 * (of.get("超期", 0) + long) / total), round(100 * long / total)


def _regions(view: MapView) -> Drawn | None:
    """A map of regions: how many customers, and which part was not seen for too long."""
    located = [area for area in view.areas if area.geo]
    if not located:
        return None
    sheet = survey.sheet([area.geo for area in located if area.geo])
    most = max(area.total for area in located)
    room = max(4, 18 - len(located) / 4)  # many regions have little room each
    marks = []
    for area in sorted(located, key=lambda one: -one.total):
        x, y = sheet.at(area.geo or (0.0, 0.0))
        said = [area.name, _("{count} customers").format(count=area.total)]
        said += [f"{word} {count}" for word, count in area.bands]
        radius = round(10 + room * (area.total / most) ** 0.5, 1)
        marks.append(
            Mark(
                x, y, "area", area.page, " · ".join(said), area.total, radius, *_late(area.bands, area.total)
            )
        )
    wanted = [(area.name, *sheet.at(area.geo)) for area in located if area.geo]
    return Drawn(
        _("Regions by their customers"),
        sheet.height,
        tuple(marks),
        tuple(survey.names(wanted, [(mark.x, mark.y) for mark in marks], _NAME_SIZE, sheet.height)),
        survey.bar(sheet),
    )
