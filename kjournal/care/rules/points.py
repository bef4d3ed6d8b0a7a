"""Points: before the end of a quarter they are settled, with business customers only (S0)."""

from __future__ import annotations

from datetime import date, time, timedelta

from kjournal.care.doorstep import phone_line, phones
from kjournal.care.reminder import Alarm, Line, Reminder
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import worked
from kjournal.dates.periods import add_months
from kjournal.ledger.points import points
from kjournal.ledger.recipients import BUSINESS, recipient
from kjournal.words import N_, _
from kjournal.words.numbers import number


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    card = case.dossier.customer
    account = card.points or (card.opening is not None and card.opening.points is not None)
    if not account or recipient(card) != BUSINESS:
        return []
    begin, end = _quarter(case)
    lead = timedelta(days=settings.days or 0)
    settled = any(visit.visit.redeemed and end - lead <= visit.date < end for visit in case.happened)
    if settled:
        begin, end = end, add_months(end, 3)
    last = end - timedelta(days=1)
    day = worked(max(end - lead, begin), case.settings.calendar)
    why = _("the quarter ends on {day}").format(day=last.isoformat())
    left = points(case.dossier, case.today, case.settings.ledger.terms.points)
    lines = [Line(_("Points: {points}").format(points=number(left)))] if left is not None else []
    return [
        case.reminder(
            "points", last.isoformat(), day, _("Settle the points"), why,
            kind="money", start=settings.time, alarms=(Alarm(0),), due=last, lines=(*lines, *phone_line(phones(case))),
        )
    ]  # fmt: skip


def _quarter(case: Case) -> tuple[date, date]:
    """The quarter of today: its first day, and the first of the next."""
    day = case.today.peek()
    begin = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    end = add_months(begin, 3)
    case.today.reached(end)  # the next quarter comes then
    return begin, end


RULE = Rule(
    "points",
    "money",
    _remind,
    RuleSettings(on=True, days=15, time=time(9)),
    "S0",
    N_("business customers' points 15 days before the end of a quarter, until they are settled"),
    quiet=True,
)
