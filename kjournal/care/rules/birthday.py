"""Birthdays and anniversaries: an entry to prepare, and the day itself; solar and lunar (S0, S1, S4)."""

from __future__ import annotations

from datetime import time
from typing import NamedTuple

from msgspec.structs import replace

from kjournal.care.doorstep import phones
from kjournal.care.facts import CLOSED
from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import LUNAR_YEARS, occurrences, shown
from kjournal.dates import lunar
from kjournal.dates.annual import DayOfYear, Occurrence
from kjournal.records.people import Contact
from kjournal.words import _

LEADS = {"VIP": 7, "A": 3}
"""Working days before the day on which to prepare; one for all others."""


class Keeps(NamedTuple):
    """A day of the year that a person keeps."""

    person: Contact
    what: str  # empty: the birthday
    day: DayOfYear


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    if case.dossier.customer.status in CLOSED:
        return []
    return [
        reminder
        for keeps in kept(case)
        for occurrence in occurrences(keeps.day, case.today)
        for reminder in _reminders(case, keeps, occurrence, settings)
    ]


def kept(case: Case) -> list[Keeps]:
    """All days kept by the customer's people; nobody's who left, and none of their families'."""
    found: list[Keeps] = []
    for person in (case.dossier.customer, *case.dossier.customer.contacts):
        if person.left is not None and case.today.reached(person.left):
            continue
        if person.birthday is not None:
            found += [Keeps(person, "", day) for day in celebrated(person.birthday, person.celebrates)]
        found += [
            Keeps(person, one.what or _("anniversary"), one.date)
            for one in person.anniversaries
            if one.date is not None
        ]
    return found


def celebrated(birthday: DayOfYear, celebrates: str) -> list[DayOfYear]:
    """The birthday as it is kept: as written, or by the other calendar where `celebrates` says so and the year is known."""
    lunar_too = any(word in celebrates for word in ("农", "阴", "旧", "老", "农历"))
    solar_too = any(word in celebrates for word in ("公", "阳", "新", "国历"))
    both = any(word in celebrates for word in ("都", "两", "both"))
    other = _other_calendar(birthday)
    if other is None or not (both or lunar_too or solar_too):
        return [birthday]
    if both or (lunar_too and solar_too):
        return [birthday, other]
    return [birthday if birthday.lunar == lunar_too else other]


def _other_calendar(birthday: DayOfYear) -> DayOfYear | None:
    born = birthday.in_year(birthday.year) if birthday.year else None
    if born is None:
        return None
    if birthday.lunar:
        return DayOfYear(born.month, born.day, born.year)
    if not lunar.covers(born):
        return None
    day = lunar.from_solar(born)
    return DayOfYear(day.month, day.day, day.year, lunar=True, leap=day.leap)


def _reminders(case: Case, keeps: Keeps, occurrence: Occurrence, settings: RuleSettings) -> list[Reminder]:
    lead = (settings.lead or (LEADS.get(case.grade, 1),))[0]
    prepare = case.settings.calendar.workdays_before(occurrence.day, lead)
    day = _day(case, keeps, occurrence, settings)
    if not shown(prepare, case.today, LUNAR_YEARS):
        return [day]
    verb = _("Prepare the birthday") if not keeps.what else _("Prepare: {what}").format(what=keeps.what)
    before = replace(
        day,
        uid=uid("birthday-prepare", case.dossier.id, _occurrence(keeps, occurrence)),
        day=prepare,
        verb=verb,
        start=None,
        minutes=15,
        alarms=(Alarm(900),),
        open=False,
        due=occurrence.day,
    )
    return [before, day]


def _occurrence(keeps: Keeps, occurrence: Occurrence) -> str:
    calendar = "lunar" if keeps.day.lunar else "solar"
    return f"{keeps.person.name}\0{keeps.what}\0{calendar}\0{occurrence.year}"


def _day(case: Case, keeps: Keeps, occurrence: Occurrence, settings: RuleSettings) -> Reminder:
    card, person = case.dossier.customer, keeps.person
    spoken = keeps.day.spoken()
    if keeps.what:
        why = _("{what}: {day}").format(what=keeps.what, day=spoken)
    elif keeps.day.lunar:
        why = _("birthday {day}, this year on {date}").format(day=spoken, date=occurrence.day.isoformat())
    else:
        why = _("birthday {day}").format(day=spoken)
    if occurrence.moved:
        why = _("{why} (the month is short this year: kept a day earlier)").format(why=why)
    own = card.name if person is card else f"{person.name} · {card.name}"
    return Reminder(
        uid=uid("birthday", case.dossier.id, _occurrence(keeps, occurrence)),
        rule="birthday",
        kind="birthday",
        customer=case.dossier.id,
        rep=case.dossier.rep,
        day=occurrence.day,
        verb=_("Birthday") if not keeps.what else keeps.what,
        name=own,
        why=why,
        start=settings.time or time(8, 30),
        lines=_lines(case, person),
        alarms=(Alarm(0),),
        open=False,
    )


def _lines(case: Case, person: Contact) -> tuple[Line, ...]:
    card = case.dossier.customer
    found = []
    if phone := person.phone or phones(card):
        found.append(Line(_("Phone: {phone}").format(phone=phone)))
    if person is not card and (role := " ".join(filter(None, (person.dept, person.role, person.title)))):
        found.append(Line(role, "internal"))
    if person.greeting:
        found.append(Line(_("Likes to be greeted: {how}").format(how=person.greeting)))
    if person.hobbies:
        found.append(Line(_("Likes: {what}").format(what=person.hobbies)))
    if person.dislikes:
        found.append(Line(_("Avoid: {what}").format(what=person.dislikes)))
    return tuple(found)


RULE = Rule("birthday", "birthday", _remind, RuleSettings(on=True, time=time(8, 30)), "S0 S1 S4")
