"""Feedback slip: a week after a gift, until the slip is in (S4)."""

from __future__ import annotations

from datetime import time, timedelta

from kjournal.care.reminder import Alarm, Line, Reminder
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import worked
from kjournal.ledger.recipients import GUARDED, named, recipient
from kjournal.words import N_, _

IN = "已收"


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    card = case.dossier.customer
    found = []
    for visit in case.happened:
        open_ = [
            gift
            for gift in visit.visit.gifts
            if gift.slip != IN and recipient(card, named(card, gift.to)) not in GUARDED
        ]
        if not open_:
            continue
        due = visit.date + timedelta(days=settings.days or 0)
        why = _("given on {day}; the slip by {due}").format(day=visit.date.isoformat(), due=due.isoformat())
        lines = tuple(Line(" ".join(filter(None, (gift.item, gift.to)))) for gift in open_ if gift.item)
        found.append(
            case.reminder(
                "slip", visit.id, worked(due, case.settings.calendar), _("Get the feedback slip"), why,
                kind="promise", rep=visit.rep or case.dossier.rep, start=settings.time, alarms=(Alarm(0),), due=due, lines=lines,
                why_sensitivity="private",
            )
        )  # fmt: skip
    return found


RULE = Rule(
    "slip",
    "promise",
    _remind,
    RuleSettings(on=True, days=7, time=time(8, 30)),
    "S4",
    N_("the feedback slip 7 days after a gift, until it is in"),
)
