"""Reconcile: the accounts are agreed a month after the last time, while something is owed (S4)."""

from __future__ import annotations

from datetime import date, time

from kjournal.care.doorstep import phone_line, phones
from kjournal.care.reminder import Alarm, Line, Reminder
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import likely, worked
from kjournal.dates.every import read_every
from kjournal.dates.periods import add_months
from kjournal.words import N_, _
from kjournal.words.numbers import number

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    account = case.facts.account
    since = _since(case)
    if since is None or not likely(since) or account.balance <= 0:
        return []
    due = add_months(since, _every(case.dossier.customer.reconcile))
    return [
        case.reminder(
            "reconcile", since.isoformat(), worked(due, case.settings.calendar), _("Agree on the account"),
            _why(case, since, due),
            kind="money", start=settings.time, alarms=(Alarm(0),), due=due, why_sensitivity="private",
            lines=(*phone_line(phones(case)), Line(_("Owed in all: {amount} yuan").format(amount=number(account.balance)))),
        )
    ]  # fmt: skip


def _since(case: Case) -> date | None:
    """The day from which the time counts: the last agreement, else the oldest thing owed."""
    account = case.facts.account
    return account.reconciled or min(
        (item.day for item in account.items if item.day > date.min), default=None
    )


def _every(said: str) -> int:
    """Months between two agreements: as the card says, else one."""
    every = read_every(said).value if said else None
    return every.n * _MONTHS[every.unit] if every is not None and every.unit in _MONTHS else 1


def _why(case: Case, since: date, due: date) -> str:
    text = _("agreed last on {day}; again by {due}")
    if case.facts.account.reconciled is None:
        text = _("never agreed yet, money is owed since {day}; by {due}")
    return text.format(day=since.isoformat(), due=due.isoformat())


RULE = Rule(
    "reconcile",
    "money",
    _remind,
    RuleSettings(on=True, time=time(9)),
    "S4",
    N_("the account a month after it was agreed last, while something is owed"),
    quiet=True,
    closed=True,
)
