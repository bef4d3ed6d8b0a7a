"""The calendar: a page a month with all that stands on its days, by kind, by rep, and a week at a time."""

from datetime import date, time

import msgspec

from kjournal.care.reminder import Kind
from kjournal.outputs.pages.parts import Link
from kjournal.outputs.pages.site import Site
from kjournal.outputs.pages.templates import render

SHOWN = 5
"""Entries of a day that a month shows; its other entries show when the day or its week is chosen."""


class Entry(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One thing on a day."""

    kind: Kind
    verb: str
    name: str
    page: str = ""  # the customer's, below the site's root
    start: time | None = None
    rep: int = 0  # whose, by its place among the page's reps


class Share(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """How much of a kind a day has, where not each thing is shown."""

    kind: Kind
    count: int
    rep: int | None = None  # whose alone it is


class Owner(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What a rep has on a day, in a journal in which each rep has a calendar."""

    name: str
    page: str
    total: int


class Day(msgspec.Struct, frozen=True, omit_defaults=True):
    """One day of the grid."""

    day: date
    lunar: str = ""  # small beside it: 十二, and the month on its first day
    festivals: tuple[str, ...] = ()
    inside: bool = True  # of the month itself, not of the one before or after
    now: bool = False
    free: bool = False  # not a working day
    rest: bool = False  # free by law on a day of the week that is worked
    makeup: bool = False  # worked on a day of the week that is free
    entries: tuple[Entry, ...] = ()
    dots: tuple[Share, ...] = ()  # by kind
    left: tuple[Share, ...] = ()  # by kind and rep, of the entries that a month does not show
    owners: tuple[Owner, ...] = ()

    @property
    def total(self) -> int:
        """All that stands on it."""
        return sum(one.count for one in self.dots)

    @property
    def sums(self) -> tuple[tuple[Share, tuple[Share, ...]], ...]:
        """What a month does not show, by kind; behind it by rep, where more than one has some of it."""
        kinds = {one.kind: [other for other in self.left if other.kind == one.kind] for one in self.left}
        return tuple(
            (some[0], ()) if len(some) == 1 else (Share(kind, sum(one.count for one in some)), tuple(some))
            for kind, some in kinds.items()
        )


class Week(msgspec.Struct, frozen=True, omit_defaults=True):
    """A week from Monday to Sunday."""

    number: int
    anchor: str
    days: tuple[Day, ...]
    earlier: Link | None = None  # the week before: its page and anchor
    later: Link | None = None


class MonthView(msgspec.Struct, frozen=True, omit_defaults=True):
    """One page of the calendar."""

    file: str
    month: date  # its first day
    weeks: tuple[Week, ...]
    reps: tuple[str, ...] = ()  # to be switched, by name
    calendars: tuple[Link, ...] = ()  # everybody's and each rep's, where a rep has one
    whose: str = ""  # the rep's name, on a calendar of one
    earlier: Link | None = None
    later: Link | None = None
    week: str = ""  # the anchor of the week to begin with

    @property
    def total(self) -> int:
        """All that stands on the month's own days."""
        return sum(day.total for week in self.weeks for day in week.days if day.inside)


def render_calendar(site: Site, view: MonthView) -> str:
    """`calendar.html`, `calendar-2026-12.html`, `calendar-2026-12-li.html`."""
    return render("calendar.html", view.file, site, view=view, shown=SHOWN, kinds=KINDS)


KINDS: tuple[Kind, ...] = ("visit", "birthday", "promise", "money")
"""In the order in which they are shown and switched."""
