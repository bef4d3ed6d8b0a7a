"""Promise: on the day it is due and on the working day before, until it is kept (S1, S3)."""

from __future__ import annotations

from datetime import date, time

from kjournal.care.doorstep import lines, place
from kjournal.care.facts import OpenPromise
from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import shown
from kjournal.words import _


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    found = []
    for promise in case.facts.promises:
        if promise.due is None or not promise.what:
            continue
        calendar = case.settings.calendar
        stands = promise.due if calendar.is_workday(promise.due) else calendar.before(promise.due)
        before = calendar.before(stands)
        if shown(stands, case.today):
            found.append(_reminder(case, promise, stands, settings, before=False))
        if (promise.made is None or before > promise.made) and shown(before, case.today):
            found.append(_reminder(case, promise, before, settings, before=True))
    return found


def _reminder(
    case: Case, promise: OpenPromise, day: date, settings: RuleSettings, *, before: bool
) -> Reminder:
    card = case.dossier.customer
    due = promise.due.isoformat() if promise.due else ""
    occurrence = f"{promise.visit or case.dossier.id}\0{promise.what}\0{promise.every and due}"
    whose = (
        _("promised by {name}").format(name=card.name)
        if promise.theirs
        else _("promised to {name}").format(name=promise.to or card.name)
    )
    made = _(" on {day}").format(day=promise.made.isoformat()) if promise.made else ""
    return Reminder(
        uid=uid("promise-before" if before else "promise", case.dossier.id, occurrence),
        rule="promise",
        kind="promise",
        customer=case.dossier.id,
        rep=case.dossier.rep,
        day=day,
        verb=_("Ask for a promise")
        if promise.theirs
        else _("Promise due tomorrow")
        if before
        else _("Promise due"),
        name=card.name,
        why=_("{whose}{made}, due {due}").format(whose=whose, made=made, due=due),
        start=settings.time or time(8, 30),
        lines=(Line(promise.what), *lines(case.dossier, case.facts, promises=False)),
        alarms=(Alarm(0),),
        location=place(card),
        open=not before,
        due=promise.due,
    )


RULE = Rule("promise", "promise", _remind, RuleSettings(on=True, time=time(8, 30)), "S1 S3")
