"""A dossier from notes as they are written, and what the care rules make of it on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from textwrap import dedent

from kjournal.care.cadence import Due, dues
from kjournal.care.facts import Facts, facts
from kjournal.care.plan import Waiting, plan
from kjournal.care.remind import reminders
from kjournal.care.reminder import Reminder
from kjournal.care.rule import Case, Planned
from kjournal.care.settings import CareSettings
from kjournal.dates.today import Today
from kjournal.dates.workdays import WorkCalendar
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.journal.regions import RegionEvent
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings
from kjournal.records.customer import Customer
from kjournal.records.visit import Visit

SETTINGS = CareSettings(calendar=WorkCalendar((0, 1, 2, 3, 4, 5)))
"""Six working days a week, as in the sample; all else by default."""
_READER = NoteReader(ReadSettings(year=2026))


def day(text: str) -> date:
    """11-20 is of the sample's year."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def dossier(
    card: str, *visits: str, via: Iterable[str] = (), people: tuple[str, ...] = (), org: str = ""
) -> Dossier:
    """A card and visits, each the lines of a header and, after an empty line, the body.

    A visit's first line is its file's name (`2026-11-20-甲`). `via` are visits to people of the customer, or to its
    organisation.
    """
    note = _READER.read("customers/甲.md", _text(dedent(card).strip("\n")))
    assert isinstance(note.record, Customer), note.findings
    found = [_visit(text, direct=True) for text in visits] + [_visit(text, direct=False) for text in via]
    return Dossier(
        id="JIA",
        path="customers/甲.md",
        customer=note.record,
        rep=note.record.rep or "li",
        visits=tuple(sorted(found, key=lambda visit: visit.sort_key)),
        body=note.body,
        people=people,
        org=org,
        org_name=org,
    )


def _visit(text: str, *, direct: bool) -> DatedVisit:
    name, _line, rest = dedent(text).strip("\n").partition("\n")
    path = f"visits/{name.strip()}.md"
    note = _READER.read(path, _text(rest))
    assert isinstance(note.record, Visit), note.findings
    stem = path.rpartition("/")[2].removesuffix(".md")
    return DatedVisit(path, stem, note.record, note.record.rep, direct, note.body)


def _text(text: str) -> bytes:
    header, _gap, body = f"\n{text}".partition("\n\n")
    return f"---\n{header.strip()}\n---\n{body}\n".encode()


def facts_on(made: Dossier, when: str) -> Facts:
    """The facts of a dossier on a day."""
    return facts(made, Today(day(when)))


def dues_on(made: Dossier, when: str, grade: str = "", settings: CareSettings = SETTINGS) -> list[Due]:
    """Its slots on a day."""
    today = Today(day(when))
    return dues(made, facts(made, today), grade, settings, today)


def due_days(made: Dossier, when: str, grade: str = "", settings: CareSettings = SETTINGS) -> dict[str, str]:
    """The due day of each slot, without its year where that is the sample's."""
    return {
        due.slot: due.due.isoformat().removeprefix("2026-") if due.due else "any day"
        for due in dues_on(made, when, grade, settings)
    }


def reminded(
    made: Dossier,
    when: str,
    grade: str = "",
    settings: CareSettings = SETTINGS,
    *,
    brief: bool = False,
    events: tuple[RegionEvent, ...] = (),
) -> list[Reminder]:
    """All reminders of a customer who has its rep alone; with `brief` what only the next brief asks, too.

    `events` are those of its region.
    """
    today = Today(day(when))
    known = facts(made, today)
    planned = []
    for due in dues(made, known, grade, settings, today):
        waiting = Waiting(made.id, due.due, due.days, due.band, 0)
        places = plan([waiting], 8, settings.calendar, today.peek())
        if made.id in places:
            planned.append(Planned(due.slot, due.due, places[made.id], due.days, due.band, due.last, due.why))
    found = reminders(Case(made, known, grade, tuple(planned), settings, today, events=events))
    return [one for one in found if brief or one.kind != "brief"]


def lines(found: Iterable[Reminder], rule: str = "", days: int = 400) -> list[str]:
    """Each reminder as a line, `11-20 08:00 Visit: 甲`; of one rule, and up to so many days ahead of 2026-11-20."""
    last = day("11-20") + timedelta(days=days)
    return [
        f"{one.day.isoformat().removeprefix('2026-')} {one.start.isoformat('minutes') if one.start else 'all day'}"
        f" {one.verb}: {one.name}"
        for one in found
        if (not rule or one.rule == rule) and one.day <= last
    ]
