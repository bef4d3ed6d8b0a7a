"""What charts are drawn from: small frozen structs that stand in a view."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

Tone = Literal["ink", "soft", "visit", "birthday", "promise", "money", "fine", "near", "over", "long"]
"""A custom property of the style sheet."""

Shape = Literal["full", "ring", "tick", "cross"]
"""A disc, a ring, a short stroke, a cross: strong, weaker, weakest, in vain."""


class Mark(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Something on a day."""

    day: date
    said: str  # for the table
    shape: Shape = "full"
    value: float = 0  # of a strip whose marks stand on stems: their height


class Span(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Days in which something held, the last one not included."""

    first: date
    end: date
    tone: Tone = "fine"
    hatched: bool = False  # what is amiss is hatched, what is well is plain


class Key(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What a shape or a span of a strip means."""

    label: str
    shape: Shape | None = None  # none: a span
    tone: Tone = "fine"
    hatched: bool = False


class Strip(msgspec.Struct, frozen=True, omit_defaults=True):
    """Marks on a line of time."""

    title: str
    said: str  # one sentence with what is to be seen
    first: date
    end: date  # the day after the last one shown
    marks: tuple[Mark, ...] = ()
    spans: tuple[Span, ...] = ()
    keys: tuple[Key, ...] = ()
    heads: tuple[str, str] = ("", "")  # over the table: the day, and what was
    tone: Tone = "visit"


class Bar(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One figure."""

    label: str
    value: float
    said: str  # the figure in words
    goal: float | None = None  # what it should come to


class Bars(msgspec.Struct, frozen=True, omit_defaults=True):
    """Figures by name, one below the other in the order given."""

    title: str
    said: str
    bars: tuple[Bar, ...] = ()
    heads: tuple[str, str] = ("", "")
    tone: Tone = "visit"


class Columns(msgspec.Struct, frozen=True, omit_defaults=True):
    """Figures by month or another step, side by side; below zero they hang down."""

    title: str
    said: str
    bars: tuple[Bar, ...] = ()
    heads: tuple[str, str] = ("", "")
    tone: Tone = "money"
    goal: str = ""  # what the stroke across a column means; empty: there is none


class Stack(msgspec.Struct, frozen=True, omit_defaults=True):
    """The parts of one sum in their order: the first plain, the later the graver."""

    title: str
    said: str
    parts: tuple[Bar, ...] = ()
    heads: tuple[str, str] = ("", "")


class Cut(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A part of a curve: how many of all, and what they come to."""

    label: str
    count: int
    share: float  # of the sum, 0 to 1, of this part alone
    said: str  # the sum in words


class Curve(msgspec.Struct, frozen=True, omit_defaults=True):
    """The share of a sum that the best so many come to."""

    title: str
    said: str
    points: tuple[tuple[float, float], ...] = ()  # (share of all, share of the sum), from 0 to 1
    cuts: tuple[Cut, ...] = ()  # from the left
    heads: tuple[str, str, str, str] = ("", "", "", "")  # label, how many, sum, share


Chart = Strip | Bars | Columns | Stack | Curve
_MOST_POINTS = 120


def cumulated(values: Iterable[Decimal], most: int = _MOST_POINTS) -> tuple[tuple[float, float], ...]:
    """The points of a curve from what each one comes to, the largest first; at most about `most` of them.

    What is zero or less adds nothing: a curve that fell again could not be read.
    """
    sizes = sorted((max(float(value), 0.0) for value in values), reverse=True)
    whole = sum(sizes)
    if not whole:
        return ()
    step = max(1, -(-len(sizes) // most))
    found, so_far = [(0.0, 0.0)], 0.0
    for n, size in enumerate(sizes, 1):
        so_far += size
        if n % step == 0 or n == len(sizes):
            found.append((round(n / len(sizes), 4), round(so_far / whole, 4)))
    return tuple(found)


def largest(values: Sequence[float]) -> float:
    """The largest of them, at least something to divide by."""
    return max([*values, 0.0]) or 1.0
