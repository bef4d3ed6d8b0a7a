"""Today: every rep's day from the reminders of all customers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from kjournal.care.reminder import Kind, Reminder
from kjournal.dates import lunar
from kjournal.dates.workdays import WorkCalendar
from kjournal.outputs.pages.compose.items import item, items
from kjournal.outputs.pages.customers import CustomerRow
from kjournal.outputs.pages.parts import Item, phones
from kjournal.outputs.pages.site import Tally
from kjournal.outputs.pages.today import RepDay, TodayView, WeekDay
from kjournal.records.rep import Rep
from kjournal.words import _

KINDS: tuple[Kind, ...] = ("visit", "birthday", "promise", "money")
SOON = timedelta(days=14)
"""How far ahead promises and birthdays are shown."""
NEAR = timedelta(days=90)
"""How long before its end a paper is shown."""
WEEK = 7
_OVERVIEWS = frozenset({"daily"})
"""Rules whose entries only sum up others for the phone."""


def today_view(
    reminders: Iterable[Reminder],
    rows: Mapping[str, CustomerRow],
    reps: Sequence[Rep],
    today: date,
    *,
    calendar: WorkCalendar,
    problems: Tally,
) -> TodayView:
    """Today; `reps` in the settings' order, only those who have something, then whoever else a reminder names."""
    of_rep: dict[str, list[Reminder]] = {}
    for one in reminders:
        if one.rule not in _OVERVIEWS:
            of_rep.setdefault(one.rep, []).append(one)
    looked_after = {row.rep_id for row in rows.values() if row.band}
    known = [rep for rep in reps if rep.id in of_rep or rep.id in looked_after]
    others = [
        Rep(name, name or _("Nobody's customers"))
        for name in sorted(of_rep.keys() - {rep.id for rep in reps})
    ]
    return TodayView(
        today=today,
        reps=tuple(_day(rep, of_rep.get(rep.id, []), rows, today, calendar) for rep in (*known, *others)),
        problems=problems,
        lunar=_("lunar {day}").format(day=lunar.from_solar(today).spoken()) if lunar.covers(today) else "",
        free=not calendar.is_workday(today),
    )


def _day(
    rep: Rep, mine: Sequence[Reminder], rows: Mapping[str, CustomerRow], today: date, calendar: WorkCalendar
) -> RepDay:
    late = [one for one in mine if one.day < today and one.open]
    return RepDay(
        id=rep.id,
        name=rep.shown,
        phones=phones(rep.phone),
        due=items((one for one in mine if one.day == today), rows),
        open=items(late, rows),
        promises=items(
            (one for one in mine if one.kind == "promise" and one.open and today < one.day <= today + SOON),
            rows,
        ),
        birthdays=items(
            (one for one in mine if one.kind == "birthday" and today < one.day <= today + SOON), rows
        ),
        licences=_licences(mine, rows, today, {one.uid for one in late}),
        week=tuple(_week_day(today + timedelta(days=n), mine, calendar) for n in range(WEEK)),
    )


def _licences(
    mine: Iterable[Reminder], rows: Mapping[str, CustomerRow], today: date, shown: set[str]
) -> tuple[Item, ...]:
    """Each paper near its end once, by the day it ends; what is open already stands above."""
    found: dict[tuple[str, str], Item] = {}
    for one in mine:
        if one.rule == "licence" and one.due is not None and one.due <= today + NEAR and one.uid not in shown:
            paper = item(one, rows.get(one.customer))
            found[one.customer, one.name] = _ending(paper, one.due)
    return tuple(sorted(found.values(), key=lambda paper: (paper.day, paper.name)))


def _ending(paper: Item, day: date) -> Item:
    return replace(paper, day=day, due=None, why="")


def _week_day(day: date, mine: Iterable[Reminder], calendar: WorkCalendar) -> WeekDay:
    kinds = [one.kind for one in mine if one.day == day]
    counts = tuple((kind, count) for kind in KINDS if (count := kinds.count(kind)))
    return WeekDay(day, counts, free=not calendar.is_workday(day))
