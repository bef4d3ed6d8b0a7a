"""Adverse reaction: to the drug-safety officer within 24 hours, until the visit says to whom it was handed over.

What was told stands in the note alone: a patient's name may be in it.
"""

from __future__ import annotations

from datetime import time

from kjournal.care.reminder import Alarm, Reminder
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.journal.dossier import DatedVisit
from kjournal.words import N_, _

_EVENING = time(18)


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    return [
        case.reminder(
            "adverse", visit.id, visit.date, _("Report to the drug-safety officer"),
            _("told on {day}; within 24 hours, without a patient's name; write  上报  when it is done").format(day=visit.date.isoformat()),
            kind="promise", rep=visit.rep or case.dossier.rep, start=_start(visit, settings), alarms=(Alarm(0),), due=visit.date,
            why_sensitivity="private",
        )
        for visit in case.happened
        if visit.visit.adverse and not visit.visit.escalate
    ]  # fmt: skip


def _start(visit: DatedVisit, settings: RuleSettings) -> time:
    """In the evening of the visit, or when it ended where that is later: it rings while a day is left."""
    evening = settings.time or _EVENING
    return max(evening, visit.visit.end or evening)


RULE = Rule(
    "adverse",
    "promise",
    _remind,
    RuleSettings(on=True, time=_EVENING),
    "",
    N_("an adverse reaction at once, until it is handed over to the drug-safety officer"),
    closed=True,
)
