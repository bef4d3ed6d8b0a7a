"""Complaint: the answer, then the solution, each within the time of its level, until they are written (S2 S4, times ours)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from kjournal.care.doorstep import phone_line, phones
from kjournal.care.reminder import Alarm, Line, Reminder
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import worked
from kjournal.dates.workdays import WorkCalendar
from kjournal.journal.dossier import DatedVisit
from kjournal.records.business import Complaint
from kjournal.words import N_, _


class Within(NamedTuple):
    """A time: so many hours, or so many working days."""

    hours: int = 0
    days: int = 0


LEVELS = {
    "一般": (Within(days=1), Within(days=3)),
    "重大": (Within(12), Within(days=2)),
    "紧急": (Within(2), Within(24)),
}
"""By level: until the first answer, until the solution."""
_EVENING = time(18)


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    return [
        reminder
        for visit in case.happened
        for n, complaint in enumerate(visit.visit.complaints)
        for reminder in _of_complaint(case, visit, n, complaint, settings)
    ]


def _of_complaint(
    case: Case, visit: DatedVisit, n: int, complaint: Complaint, settings: RuleSettings
) -> Iterator[Reminder]:
    if complaint.closed is not None:
        return
    terms = deadlines(visit, complaint, case.settings.calendar)
    if complaint.answered is None:
        yield _reminder(
            case,
            visit,
            f"{n}\0answer",
            _("Answer"),
            terms.answer,
            complaint,
            settings,
        )
    verb = _("Find a solution")
    yield _reminder(
        case,
        visit,
        f"{n}\0solve",
        verb,
        terms.solution,
        complaint,
        settings,
    )


class Deadlines(NamedTuple):
    """When a complaint was taken down, and by when it is to be answered and solved."""

    opened: datetime
    answer: datetime
    solution: datetime


def deadlines(visit: DatedVisit, complaint: Complaint, calendar: WorkCalendar) -> Deadlines:
    """The times of a complaint, by its level."""
    opened = _opened(visit, complaint)
    answer, solution = LEVELS.get(complaint.level, LEVELS["一般"])
    return Deadlines(opened, _deadline(opened, answer, calendar), _deadline(opened, solution, calendar))


def _opened(visit: DatedVisit, complaint: Complaint) -> datetime:
    """When it was taken down: as written, else the end of the visit, else six in the evening."""
    if complaint.opened is not None:
        return complaint.opened.replace(tzinfo=None)
    return datetime.combine(visit.date, visit.visit.end or _EVENING)


def _deadline(opened: datetime, within: Within, calendar: WorkCalendar) -> datetime:
    if within.days:
        return datetime.combine(calendar.workdays_after(opened.date(), within.days), opened.time())
    return opened + timedelta(hours=within.hours)


def _reminder(
    case: Case, visit: DatedVisit, occurrence: str, verb: str, deadline: datetime, complaint: Complaint, settings: RuleSettings
) -> Reminder:  # fmt: skip
    why = _("complaint of {day} ({level}); by {deadline}").format(
        day=visit.date.isoformat(),
        level=complaint.level or "一般",
        deadline=deadline.isoformat(" ", "minutes"),
    )
    told = " ".join(filter(None, (complaint.kind, complaint.product, complaint.symptom or complaint.note)))
    day = deadline.date()
    return case.reminder(
        "complaint", f"{visit.id}\0{occurrence}", max(worked(day, case.settings.calendar), visit.date), verb, why,
        kind="promise", rep=visit.rep or case.dossier.rep, start=settings.time, alarms=(Alarm(0),), due=day,
        lines=((Line(told),) if told else ()) + tuple(phone_line(phones(case))), why_sensitivity="private",
    )  # fmt: skip


RULE = Rule(
    "complaint",
    "promise",
    _remind,
    RuleSettings(on=True, time=time(8, 30)),
    "S2 S4",
    N_("a complaint's first answer and its solution, by its level, until they are written"),
    closed=True,
)
