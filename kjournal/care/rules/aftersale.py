"""After the sale: a week after the first order of a customer or of a product, and a year after the first of all (S1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from kjournal.care.channels import is_contact
from kjournal.care.doorstep import lines
from kjournal.care.reminder import Alarm, Reminder
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import likely
from kjournal.dates.periods import add_months
from kjournal.journal.dossier import DatedVisit
from kjournal.words import N_, _


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    visits = [visit for visit in case.happened if likely(visit.date)]
    last = _last_contact(case)
    found = [
        _reminder(case, day, products, settings)
        for day, products in _firsts(visits)
        if last is None or day >= last
    ]
    first = next((visit.date for visit in visits if visit.visit.orders), None)
    if first is not None:
        year = add_months(first, 12)
        if last is None or last < year:
            found.append(_thanks(case, first, year, settings))
    return found


def _last_contact(case: Case) -> date | None:
    """The day of the last real contact."""
    met = (visit.date for visit in reversed(case.dossier.visits) if is_contact(visit))
    return next((day for day in met if case.today.reached(day)), None)


def _firsts(visits: list[DatedVisit]) -> Iterator[tuple[date, list[str]]]:
    """The days on which a product was ordered for the first time; without names, the first order of all."""
    known: set[str] = set()
    for n, visit in enumerate(visit for visit in visits if visit.visit.orders):
        new = [line.product for line in visit.visit.orders if line.product and line.product not in known]
        known.update(new)
        if new or n == 0:
            yield visit.date, list(dict.fromkeys(new))


def _reminder(case: Case, day: date, products: list[str], settings: RuleSettings) -> Reminder:
    due = day + timedelta(days=settings.days or 0)
    why = _("first order of {products} on {day}: how do they get on with it?").format(
        products="、".join(products[:3]) or "…", day=day.isoformat()
    )
    return case.reminder(
        "aftersale", day.isoformat(), case.settings.calendar.on_or_after(due), _("Ask how it goes"), why,
        kind="visit", start=settings.time, alarms=(Alarm(0),), due=due, lines=lines(case), why_sensitivity="private",
    )  # fmt: skip


def _thanks(case: Case, first: date, year: date, settings: RuleSettings) -> Reminder:
    why = _("first order on {day}: thank them for the year").format(day=first.isoformat())
    return case.reminder(
        "aftersale", f"{first.isoformat()}\0year", case.settings.calendar.on_or_after(year), _("Say thanks"), why,
        rule="aftersale", kind="visit", start=settings.time, alarms=(Alarm(0),), due=year, lines=lines(case),
    )  # fmt: skip


RULE = Rule(
    "aftersale",
    "visit",
    _remind,
    RuleSettings(on=True, days=7, time=time(10)),
    "S1",
    N_(
        "7 days after a first order of the customer or of a product, and a year after the very first, until a contact"
    ),
    quiet=True,
)
