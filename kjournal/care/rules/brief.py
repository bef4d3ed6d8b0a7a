"""What the next brief asks for, without an entry on the phone: whether the card is still true, and how content they are."""

from __future__ import annotations

from datetime import date, timedelta

from kjournal.care.reminder import Reminder
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import likely
from kjournal.dates.periods import add_months
from kjournal.words import N_, _


def _card(case: Case, settings: RuleSettings) -> list[Reminder]:
    """180 days after the card was last found true (S2)."""
    card = case.dossier.customer
    since = card.verified or card.created
    if since is None or not likely(since):
        return []
    due = since + timedelta(days=settings.days or 0)
    why = _("last found true on {day}").format(day=since.isoformat())
    return [_reminder(case, "card", since.isoformat(), due, _("Check the card"), why)]


def _survey(case: Case, settings: RuleSettings) -> list[Reminder]:
    """Once a quarter, at the next contact (S2 S4)."""
    del settings
    asked = [visit.date for visit in case.happened if visit.visit.satisfaction is not None]
    day = case.today.peek()
    begin = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    case.today.reached(add_months(begin, 3))  # the next quarter asks again
    if case.facts.last is None or any(begin <= one for one in asked):
        return []
    why = _("not asked since {day}").format(day=max(asked).isoformat()) if asked else _("never asked")
    return [_reminder(case, "survey", begin.isoformat(), begin, _("Ask how content they are"), why)]


def _reminder(case: Case, name: str, occurrence: str, day: date, verb: str, why: str) -> Reminder:
    return case.reminder(name, occurrence, day, verb, why, kind="brief", entry=False, open=False, due=day)


CARD = Rule(
    "card",
    "brief",
    _card,
    RuleSettings(on=True, days=180),
    "S2",
    N_(
        "whether the card is still true, 180 days after it was checked; in the brief, with no entry of its own"
    ),
    quiet=True,
)
SURVEY = Rule(
    "survey",
    "brief",
    _survey,
    RuleSettings(on=True),
    "S2 S4",
    N_(
        "how content the customer is, once a quarter at the next contact; in the brief, with no entry of its own"
    ),
    quiet=True,
)
