"""Birthdays and anniversaries: an entry to prepare, and the day itself, which never moves (S0, S1, S4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from msgspec.structs import replace

from kjournal.care.celebrations import Keeps, celebrated, kept, still_there, year_wanting
from kjournal.care.doorstep import phone_line, phones
from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import LUNAR_YEARS, occurrences
from kjournal.dates.annual import Occurrence
from kjournal.records.people import Contact
from kjournal.words import N_, _

__all__ = ["RULE", "celebrated"]


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    return [
        reminder for keeps in kept(case.dossier, case.today) for reminder in _of_person(case, keeps, settings)
    ]


def _of_person(case: Case, keeps: Keeps, settings: RuleSettings) -> Iterator[Reminder]:
    """Those of one day that somebody keeps: in each of its years an entry to prepare it, and the day itself."""
    name, lines = _whose(case, keeps), _lines(case, keeps)
    lead = _lead(case.grade, settings.lead or ())
    for occurrence in occurrences(keeps.day, case.today):
        if still_there(keeps.person, occurrence):
            day = _day(case, keeps, occurrence, name, lines, settings)
            if lead:
                yield _before(case, keeps, occurrence, day, lead)
            yield day


def _before(case: Case, keeps: Keeps, occurrence: Occurrence, day: Reminder, lead: int) -> Reminder:
    return replace(
        day,
        uid=uid("birthday-prepare", case.dossier.id, _occurrence(keeps, occurrence)),
        day=case.settings.calendar.workdays_before(occurrence.day, lead),
        verb=_("Prepare an anniversary") if keeps.what else _("Prepare a birthday"),
        start=None,
        alarms=(Alarm(900),),
        due=occurrence.day,
    )


def _lead(grade: str, leads: tuple[int, ...]) -> int:
    """How many working days before: of VIP, of A, of all others; the last one written holds for who has none."""
    place = {"VIP": 0, "A": 1}.get(grade, 2)
    return leads[min(place, len(leads) - 1)] if leads else 0


def _occurrence(keeps: Keeps, occurrence: Occurrence) -> str:
    return f"{keeps.identity}\0{occurrence.year}"


def _day(
    case: Case,
    keeps: Keeps,
    occurrence: Occurrence,
    name: str,
    lines: tuple[Line, ...],
    settings: RuleSettings,
) -> Reminder:
    return Reminder(
        uid=uid("birthday", case.dossier.id, _occurrence(keeps, occurrence)),
        rule="birthday",
        kind="birthday",
        customer=case.dossier.id,
        rep=case.dossier.rep,
        day=occurrence.day,
        verb=_("Anniversary") if keeps.what else _("Birthday"),
        name=name,
        why=_why(keeps, occurrence),
        start=settings.time or time(8, 30),
        lines=lines,
        alarms=(Alarm(0),),
        open=False,
        why_sensitivity="private",
    )


def _whose(case: Case, keeps: Keeps) -> str:
    """The person and where they work; the card's name where the card is the person's own or nobody is named."""
    card, person = case.dossier.customer, keeps.person
    name, place = (card.name, case.dossier.org_name) if keeps.owner else (person.name, card.name)
    return " · ".join(filter(None, (name or person.role, place)))


def _why(keeps: Keeps, occurrence: Occurrence) -> str:
    what = keeps.what if keeps.what not in {"", "*"} else _("anniversary") if keeps.what else _("birthday")
    why = _("{what} {day}, which is {date}").format(
        what=what, day=keeps.day.spoken(), date=occurrence.day.isoformat()
    )
    if occurrence.moved:
        why = _("{why} (that month is too short, so it is kept a day earlier)").format(why=why)
    if not keeps.what and year_wanting(keeps.day, keeps.person.celebrates):
        why = _("{why} (kept by the other calendar: ask for the year of birth)").format(why=why)
    return why


def _lines(case: Case, keeps: Keeps) -> tuple[Line, ...]:
    person = keeps.person
    found = phone_line(person.phone or phones(case))
    if not keeps.owner and (role := _role(person)):
        found.append(Line(role, "internal"))
    said = (
        (_("Likes to be greeted: {how}"), person.greeting),
        (_("Likes: {how}"), person.hobbies),
        (_("Wishes: {how}"), person.wish),
        (_("Avoid: {how}"), person.dislikes),
    )
    return (*found, *(Line(text.format(how=how)) for text, how in said if how))


def _role(person: Contact) -> str:
    """Department, role and title, the department once: 药剂科主任 says it already."""
    dept = "" if person.role.startswith(person.dept) else person.dept
    return " ".join(filter(None, (dept, person.role, person.title)))


RULE = Rule(
    "birthday",
    "birthday",
    _remind,
    RuleSettings(on=True, lead=(7, 3, 1), time=time(8, 30)),
    "S0 S1 S4",
    N_(
        "birthdays and anniversaries on their day, and an entry to prepare them: VIP 7, A 3, others 1 working days before"
    ),
    quiet=True,
    ahead=LUNAR_YEARS,
)
