"""Delivery papers: a week after an order whose papers are missing, until they are in (S4)."""

from __future__ import annotations

from datetime import time, timedelta

from kjournal.care.doorstep import phone_line, phones
from kjournal.care.reminder import Alarm, Line, Reminder
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import worked
from kjournal.words import N_, _

MISSING = "未交"


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    found = []
    for visit in case.happened:
        goods = [line.product for line in visit.visit.orders if line.papers == MISSING]
        if not goods:
            continue
        due = visit.date + timedelta(days=settings.days or 0)
        why = _("order of {day}: the papers are missing; by {due}").format(
            day=visit.date.isoformat(), due=due.isoformat()
        )
        lines = (*phone_line(phones(case)), *(Line(product) for product in goods if product))
        found.append(
            case.reminder(
                "delivery", visit.id, worked(due, case.settings.calendar), _("Get the delivery papers"), why,
                kind="money", start=settings.time, alarms=(Alarm(0),), due=due, lines=lines,
            )
        )  # fmt: skip
    return found


RULE = Rule(
    "delivery",
    "money",
    _remind,
    RuleSettings(on=True, days=7, time=time(9)),
    "S4",
    N_("the papers of an order 7 days after it, while they are missing"),
    closed=True,
)
