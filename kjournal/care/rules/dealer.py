"""Dealer's list: half a year after the first visit to a dealer the list of those it supplies is to be complete (S0)."""

from __future__ import annotations

from datetime import timedelta

from kjournal.care.doorstep import phone_line, phones
from kjournal.care.reminder import Alarm, Reminder
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.ledger.grades import WHOLESALE
from kjournal.words import N_, _


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    card, first = case.dossier.customer, case.facts.first
    if card.class_ != WHOLESALE or card.downstream_complete or first is None:
        return []
    due = first + timedelta(days=settings.days or 0)
    why = _("first visit {day}; the list of those it supplies by {due}").format(
        day=first.isoformat(), due=due.isoformat()
    )
    return [
        case.reminder(
            "dealer", first.isoformat(), case.settings.calendar.on_or_after(due), _("Complete the list of customers"), why,
            kind="visit", alarms=(Alarm(900),), due=due, lines=tuple(phone_line(phones(case))),
        )
    ]  # fmt: skip


RULE = Rule(
    "dealer",
    "visit",
    _remind,
    RuleSettings(on=True, days=180),
    "S0",
    N_(
        "a dealer's list of those it supplies 180 days after the first visit, until the card says that it is complete"
    ),
)
