"""A month of the calendar from what stands on its days."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from kjournal.care.reminder import Kind
from kjournal.dates import lunar
from kjournal.dates.grid import grid, grid_end, grid_start
from kjournal.dates.workdays import WorkCalendar
from kjournal.outputs.pages.calendar import KINDS, SHOWN, Day, Entry, MonthView, Owner, Share, Week
from kjournal.outputs.pages.parts import Link

_WEEK = timedelta(days=7)


class Around(msgspec.Struct, frozen=True):
    """What a month's page says beside its entries."""

    file: str
    today: date | None  # where it stands on the page
    calendar: WorkCalendar
    festivals: Mapping[date, tuple[str, ...]] = {}
    reps: tuple[str, ...] = ()
    calendars: tuple[Link, ...] = ()
    whose: str = ""
    earlier: Link | None = None
    later: Link | None = None


def anchor(day: date) -> str:
    """The anchor of the week of a day: `w-2026-47`."""
    year, week, _weekday = day.isocalendar()
    return f"w-{year}-{week:02}"


def month_view(
    month: date,
    entries: Iterable[tuple[date, Entry]],
    around: Around,
    *,
    counts: Mapping[date, Mapping[Kind, int]] = {},
    owners: Mapping[date, Sequence[Owner]] = {},
) -> MonthView:
    """A month with its entries; or with `counts` and `owners` alone, where each rep has a calendar of its own."""
    on: dict[date, list[Entry]] = {}
    for day, entry in entries:
        on.setdefault(day, []).append(entry)
    days = [
        _day(
            day, month, sorted(on.get(day, []), key=_order), around, counts.get(day, {}), owners.get(day, ())
        )
        for day in grid(month)
    ]
    weeks = [tuple(days[n : n + 7]) for n in range(0, len(days), 7)]
    begin = around.today if around.today and around.today.replace(day=1) == month else month
    return MonthView(
        file=around.file,
        month=month,
        weeks=tuple(_week(week, month, around) for week in weeks),
        reps=around.reps,
        calendars=around.calendars,
        whose=around.whose,
        earlier=around.earlier,
        later=around.later,
        week=anchor(begin),
    )


def _order(entry: Entry) -> tuple[int, str, int, str, str]:
    """What has no hour first: birthdays, festivals, money; then by the clock."""
    clock = entry.start.isoformat() if entry.start else ""
    return (int(bool(clock)), clock, KINDS.index(entry.kind), entry.name, entry.verb)


def _week(days: tuple[Day, ...], month: date, around: Around) -> Week:
    monday = days[0].day
    return Week(
        monday.isocalendar().week,
        anchor(monday),
        days,
        _beside(monday - _WEEK, month, around.file, around.earlier),
        _beside(monday + _WEEK, month, around.file, around.later),
    )


def _beside(monday: date, month: date, file: str, other: Link | None) -> Link | None:
    """The way to another week: on the same page, else on that of the month beside."""
    if grid_start(month) <= monday < grid_end(month):
        return Link(anchor(monday), file)
    return Link(anchor(monday), other.page) if other else None


def _day(
    day: date,
    month: date,
    entries: Sequence[Entry],
    around: Around,
    counts: Mapping[Kind, int],
    owners: Sequence[Owner],
) -> Day:
    works = around.calendar.is_workday(day)
    usual = day.weekday() in around.calendar.workdays
    return Day(
        day=day,
        lunar=_lunar(day),
        festivals=around.festivals.get(day, ()),
        inside=(day.year, day.month) == (month.year, month.month),
        now=day == around.today,
        free=not works,
        rest=usual and not works,
        makeup=works and not usual,
        entries=tuple(entries),
        dots=_dots(entries)
        if entries
        else tuple(Share(kind, counts[kind]) for kind in KINDS if counts.get(kind)),
        left=_left(entries[SHOWN:]),
        owners=tuple(owners),
    )


def _lunar(day: date) -> str:
    if not lunar.covers(day):
        return ""
    found = lunar.from_solar(day)
    return lunar.month_name(found.month, leap=found.leap) if found.day == 1 else lunar.day_name(found.day)


def _dots(entries: Sequence[Entry]) -> tuple[Share, ...]:
    """How much of each kind, and whose where it is one rep's alone."""
    found = []
    for kind in KINDS:
        whose = [entry.rep for entry in entries if entry.kind == kind]
        if whose:
            found.append(Share(kind, len(whose), whose[0] if len(set(whose)) == 1 else None))
    return tuple(found)


def _left(entries: Sequence[Entry]) -> tuple[Share, ...]:
    """What a month does not show of a day, so that what is switched off is not counted."""
    counted = Counter((KINDS.index(entry.kind), entry.rep) for entry in entries)
    return tuple(Share(KINDS[kind], count, rep) for (kind, rep), count in sorted(counted.items()))
