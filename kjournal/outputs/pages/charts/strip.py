"""A strip: marks on a line of time, with spans that say what held meanwhile."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Self

from markupsafe import Markup

from kjournal.outputs.pages.charts.data import Shape, Span, Strip, largest
from kjournal.outputs.pages.charts.frame import WIDTH, box, figure, hatch, keys, n, table, words

_EDGE = 8
_TRACK = 16  # height of the line with the marks
_STEM = 44  # height of the field in which stems stand
_BELOW = 18
_APART = 62  # the words of two months below need so much room
_ROOM = 40  # … and the last one
_RADII: dict[Shape, str] = {"full": "4.5", "ring": "4"}
_TICK, _CROSS = 6, 3.5


def draw(strip: Strip) -> Markup:
    """The strip."""
    stems = any(mark.value for mark in strip.marks)
    field = _STEM if stems else _TRACK
    middle, scale = 6 + field / 2, _Scale.of(strip.first, strip.end)
    parts = [_span(scale, span, 6, field) for span in strip.spans]
    parts += _axis(strip, 6 + field + 2)
    top = largest([mark.value for mark in strip.marks])
    for one in strip.marks:
        if not strip.first <= one.day < strip.end:
            continue
        x = scale.x(one.day)
        y = 6 + field - (field - 4) * max(one.value, 0) / top if stems else middle
        stem = f'<path class="stem" d="M{n(x)} {n(6 + field)}V{n(y)}"/>' if stems else ""
        parts.append(f'<g class="t-{strip.tone}">{stem}{mark(one.shape, x, y)}</g>')
    legend = keys((_swatch(key.shape, key.tone, hatched=key.hatched), key.label) for key in strip.keys)
    rows = ((one.day.isoformat(), one.said) for one in reversed(strip.marks))
    drawn = "".join(parts)
    height = 6 + field + 2 + _BELOW
    return figure(
        "strip", strip.title, strip.said, drawn, height=height, keys=legend, table=table(strip.heads, rows)
    )


def mark(shape: Shape, x: float, y: float) -> str:
    """One mark."""
    if shape in _RADII:
        return f'<circle class="{shape}" cx="{n(x)}" cy="{n(y)}" r="{_RADII[shape]}"/>'
    if shape == "tick":
        return f'<path class="line" d="M{n(x)} {n(y - _TICK)}V{n(y + _TICK)}"/>'
    left, right, above, below = n(x - _CROSS), n(x + _CROSS), n(y - _CROSS), n(y + _CROSS)
    return f'<path class="line" d="M{left} {above}L{right} {below}M{left} {below}L{right} {above}"/>'


class _Scale(NamedTuple):
    """Where days stand."""

    first: int
    whole: int

    @classmethod
    def of(cls, first: date, end: date) -> Self:
        """That of so many days."""
        return cls(first.toordinal(), max(1, end.toordinal() - first.toordinal()))

    def x(self, day: date) -> float:
        """Where a day stands; days before or after are at the edge."""
        share = min(max((day.toordinal() - self.first) / self.whole, 0.0), 1.0)
        return _EDGE + (WIDTH - 2 * _EDGE) * share


def _span(scale: _Scale, span: Span, y: float, height: float) -> str:
    left, right = scale.x(span.first), scale.x(span.end)
    if right - left < 0.1:
        return ""
    inside = hatch(left, y, right - left, height) if span.hatched else ""
    return f'<g class="t-{span.tone}">{box(left, y, right - left, height, "wash")}{inside}</g>'


def _axis(strip: Strip, y: float) -> Iterator[str]:
    """The line of time, a stroke a month, and the words of every so many months as have room."""
    low, months = n(y), _named(strip.first, strip.end)
    yield f'<path class="axis" d="M{_EDGE} {low}H{WIDTH - _EDGE}"/>'
    if months:
        strokes = "".join(f"M{n(x)} {low}v3" for x, _word in months)
        yield f'<path class="axis" d="{strokes}"/>'
    yield from (words(x, y + 14, word) for x, word in months if word)


@lru_cache(maxsize=16)  # the strips of a page show the same time
def _named(first: date, end: date) -> list[tuple[float, str]]:
    """Where each month begins, with its name where that has room."""
    scale, months = _Scale.of(first, end), list(_months(first, end))
    step = _step(len(months))
    return [
        (
            x := scale.x(one),
            f"{one:%Y-%m}" if (one.year * 12 + one.month - 1) % step == 0 and x < WIDTH - _ROOM else "",
        )
        for one in months
    ]


def _step(months: int) -> int:
    """Every how many months one is named: a part of the year, or whole years."""
    wanted = months * _APART / (WIDTH - 2 * _EDGE)
    return next((step for step in (1, 2, 3, 6, 12) if step >= wanted), 12 * -(-int(wanted) // 12))


def _months(first: date, end: date) -> Iterator[date]:
    """The first days of months in it."""
    year, month = first.year, first.month
    if first.day > 1:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    while year < date.max.year and (day := date(year, month, 1)) < end:
        yield day
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _swatch(shape: Shape | None, tone: str, *, hatched: bool) -> str:
    if shape is not None:
        return f'<g class="t-{tone}">{mark(shape, 9, 6)}</g>'
    inside = hatch(0, 0, 18, 12) if hatched else ""
    return f'<g class="t-{tone}">{box(0, 0, 18, 12, "wash")}{inside}</g>'
