"""The pages of the calendar: a month a page, and where they grow too large a calendar for each rep."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from functools import partial
from itertools import pairwise
from typing import get_args

import msgspec

from kjournal.care.festivals import between
from kjournal.care.reminder import Kind
from kjournal.dates.grid import grid, grid_end, grid_start, next_month
from kjournal.graph.months import Counts, RepMonth, entries, refresh
from kjournal.graph.pages.asked import Asked, Sheet
from kjournal.outputs.feeds.feedset import file_stem
from kjournal.outputs.pages.calendar import Entry, Owner, render_calendar
from kjournal.outputs.pages.compose.calendar import Around, month_view
from kjournal.outputs.pages.links import page_file
from kjournal.outputs.pages.marks import month_title
from kjournal.outputs.pages.parts import Link
from kjournal.outputs.pages.site import CALENDAR
from kjournal.words import _

AHEAD = 12
"""Months ahead that have a page; one behind has too. The feeds reach as far."""
MOST_ENTRIES = 500
"""Entries of a month above which each rep has a calendar of its own."""
MOST_REPS = 8
"""Reps that can be switched on one page."""
Known = Mapping[tuple[str, date], RepMonth]
_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}


def calendar(asked: Asked) -> Iterator[Sheet]:
    """`calendar.html` is this month's page; every other has its month in its name, a rep's its rep."""
    months = window(asked.today)
    known = refresh(asked.engine, months)
    names = _names(asked, sorted({rep for rep, _month in known}))
    whole = {month: sum(one.total for (_rep, of), one in known.items() if of == month) for month in months}
    apart = len(names) > MOST_REPS or (len(names) > 1 and max(whole.values(), default=0) > MOST_ENTRIES)
    made = _Calendars(asked, months, known, names, apart=apart)
    for month in months:
        yield made.everybody(month)
        if apart:
            for rep in names:
                yield made.own(month, rep)


def window(today: date) -> list[date]:
    """The months that have a page, by their first days."""
    found = [(today.replace(day=1) - timedelta(days=1)).replace(day=1)]
    while len(found) < AHEAD + 2:
        found.append(next_month(found[-1]))
    return found


def _names(asked: Asked, reps: Sequence[str]) -> dict[str, str]:
    """The reps' names by their ids, in the settings' order, whoever else a reminder names behind."""
    known = {rep.id: rep.shown for rep in asked.settings.reps.values() if rep.id in reps}
    return {**known, **{rep: rep or _("Nobody's customers") for rep in reps if rep not in known}}


class _Calendars:
    """Everybody's calendar and the reps' own."""

    def __init__(
        self, asked: Asked, months: Sequence[date], known: Known, names: Mapping[str, str], *, apart: bool
    ) -> None:
        self.asked, self.months, self.known, self.names, self.apart = asked, months, known, names, apart
        self.work = asked.settings.care.calendar
        found = between(asked.settings.care.festivals, grid_start(months[0]), grid_end(months[-1]))
        self.festivals: dict[date, tuple[str, ...]] = {}
        self._worked: dict[date, list[bool]] = {}  # the same for all reps of a month
        self._beside: dict[date, tuple[Link, ...]] = {}
        self._keys: dict[date, bytes] = {}
        self._earlier = {after: before for before, after in pairwise(months)}
        self._later = dict(pairwise(months))
        for one in found:
            self.festivals[one.day] = (*self.festivals.get(one.day, ()), one.festival.name)

    def file(self, month: date, rep: str | None = None) -> str:
        """The file of a month's page; this month's has no month in its name, so that it can be kept in mind."""
        now = month == self.asked.today.replace(day=1)
        parts = ["" if now else f"-{month:%Y-%m}", "" if rep is None else f"-{file_stem(rep)}"]
        return f"{CALENDAR.removesuffix('.html')}{''.join(parts)}.html"

    def everybody(self, month: date) -> Sheet:
        """A month of all reps: each entry, or how many a rep has where each has a calendar."""
        file = self.file(month)
        rows = {rep: self.known[rep, month] for rep in self.names}
        key = [one.counts if self.apart else one.digest for one in rows.values()]
        made = (
            partial(self._counted, month, rows)
            if self.apart
            else partial(self._whole, month, list(self.names), None)
        )
        return Sheet(file, (self._common(month), file, key), made)

    def own(self, month: date, rep: str) -> Sheet:
        """A month of one rep."""
        file = self.file(month, rep)
        key = [self.names[rep], self.known[rep, month].digest]
        return Sheet(file, (self._common(month), file, key), partial(self._whole, month, [rep], rep))

    def _common(self, month: date) -> bytes:
        """The hash of all that a month's pages are made from beside their entries and whose they are."""
        if month not in self._keys:
            near = (self._earlier.get(month), self._later.get(month), self.asked.today.replace(day=1))
            data = msgspec.json.encode((month, near, self._around(month, None), self._marks(month)))
            self._keys[month] = hashlib.blake2b(data, digest_size=16).digest()
        return self._keys[month]

    def _marks(self, month: date) -> list[bool]:
        """Which days are worked: the law may be told anew without a change in the settings."""
        if month not in self._worked:
            self._worked[month] = [self.work.is_workday(day) for day in grid(month)]
        return self._worked[month]

    def _around(self, month: date, rep: str | None) -> Around:
        today = self.asked.today
        return Around(
            file=self.file(month, rep),
            today=today if grid_start(month) <= today < grid_end(month) else None,
            calendar=self.work,
            festivals={day: self.festivals[day] for day in grid(month) if day in self.festivals},
            reps=tuple(self.names.values()) if len(self.names) > 1 and not self.apart else (),
            calendars=self._calendars(month) if self.apart else (),
            whose="" if rep is None else self.names[rep],
            earlier=self._link(self._earlier.get(month), rep),
            later=self._link(self._later.get(month), rep),
        )

    def _calendars(self, month: date) -> tuple[Link, ...]:
        if month not in self._beside:
            own = (Link(name, self.file(month, rep)) for rep, name in self.names.items())
            self._beside[month] = (Link(_("Everybody"), self.file(month)), *own)
        return self._beside[month]

    def _link(self, month: date | None, rep: str | None) -> Link | None:
        return None if month is None else Link(month_title(month), self.file(month, rep))

    def _whole(self, month: date, reps: Sequence[str], whose: str | None) -> str:
        found = [
            (
                date.fromisoformat(one.day),
                Entry(
                    kind=_KINDS[one.kind],
                    verb=one.verb,
                    name=one.name,
                    page=page_file(one.customer) if one.customer else "",
                    start=time.fromisoformat(one.start) if one.start else None,
                    rep=n,
                ),
            )
            for n, rep in enumerate(reps)
            for one in entries(self.asked.connection, rep, month)
            if self._told(one.kind)
        ]
        return render_calendar(self.asked.site, month_view(month, found, self._around(month, whose)))

    def _told(self, kind: str) -> bool:
        """To others nobody's birthday is told, nor the festivals that stand among them."""
        return not self.asked.masked or kind != "birthday"

    def _counted(self, month: date, rows: Mapping[str, RepMonth]) -> str:
        counts: dict[date, dict[Kind, int]] = {}
        owners: dict[date, list[Owner]] = {}
        for rep, row in rows.items():
            page = self.file(month, rep)
            for text, of_day in msgspec.json.decode(row.counts, type=Counts).items():
                day = date.fromisoformat(text)
                told = {kind: count for kind, count in of_day.items() if self._told(kind)}
                owners.setdefault(day, []).append(Owner(self.names[rep], page, sum(told.values())))
                for kind, count in told.items():
                    on = counts.setdefault(day, {})
                    on[_KINDS[kind]] = on.get(_KINDS[kind], 0) + count
        around = self._around(month, None)
        return render_calendar(self.asked.site, month_view(month, (), around, counts=counts, owners=owners))
