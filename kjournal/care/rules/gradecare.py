"""Care by grade, for business customers, off until it is switched on: A an outing, B a festival gift, others a card (S4).

The outing is asked for in April, the gift and the card two weeks before Mid-Autumn; a gift that was given after that
day, or an outing that a visit tells of, ends it.
"""

from __future__ import annotations

from datetime import date, timedelta

from kjournal.care.doorstep import phone_line, phones
from kjournal.care.reminder import Alarm, Line, Reminder
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.dates import lunar
from kjournal.ledger.grades import KEY_GRADES
from kjournal.ledger.recipients import BUSINESS, recipient
from kjournal.words import N_, _
from kjournal.words.numbers import number

_BEFORE = timedelta(days=14)
_YEARS = 2
"""This year and the next are looked at; the feeds reach no further."""


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    del settings
    if recipient(case.dossier.customer) != BUSINESS or not case.grade:
        return []
    this = case.today.peek().year
    case.today.reached(date(this + 1, 1, 1))  # the years move on then
    found = (_of_year(case, year) for year in range(this, this + _YEARS))
    return [one for one in found if one is not None]


def _of_year(case: Case, year: int) -> Reminder | None:
    day = _day(case.grade, year)
    given = [visit.date for visit in case.happened if visit.visit.gifts]
    if any(day - _BEFORE <= one < date(year + 1, 1, 1) for one in given):
        return None
    cap = case.settings.ledger.caps
    most = cap.key if case.key else cap.other
    what = _("a card")
    if case.key:
        what = _("a yearly outing inside the province")
    elif case.grade == "B":
        what = _("a festival gift")
    why = _("grade {grade}: {what}").format(grade=case.grade, what=what)
    limit = Line(_("At most {amount} yuan a person and occasion").format(amount=number(most)))
    return case.reminder(
        "gradecare", str(year), case.settings.calendar.on_or_after(day), _("Think of a thank-you"), why,
        kind="birthday", alarms=(Alarm(900),), due=day, lines=(limit, *phone_line(phones(case))), open=False,
        why_sensitivity="private",
    )  # fmt: skip


def _day(grade: str, year: int) -> date:
    if grade in KEY_GRADES:
        return date(year, 4, 1)
    autumn = lunar.to_solar(year, 8, 15)
    return (autumn or date(year, 9, 20)) - _BEFORE


RULE = Rule(
    "gradecare",
    "birthday",
    _remind,
    RuleSettings(on=False),
    "S4",
    N_(
        "for business customers, where it is switched on: A a yearly outing, B a festival gift, others a card"
    ),
    quiet=True,
)
