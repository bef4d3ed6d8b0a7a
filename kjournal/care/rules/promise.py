"""Promise: on the day it is due and on the working day before, until it is kept (S1, S3).

A due day that is free reminds on the working day before it, unless the promise was made after that day. A promise of
ours is the rep's who made it, or who was named to do it; the customer's are asked about. A promise on a card without
any day has none to stand on: it is listed until it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

from kjournal.care.doorstep import lines, place
from kjournal.care.facts import OpenPromise
from kjournal.care.promised import carded
from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import worked
from kjournal.words import N_, _

_LONG_AGO = date(2000, 1, 1)


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    promises = [promise for promise in case.facts.promises if promise.what]
    below = lines(case, promises=False) if promises else ()
    return [reminder for promise in promises for reminder in _reminders(case, promise, settings, below)]


def _reminders(
    case: Case, promise: OpenPromise, settings: RuleSettings, below: tuple[Line, ...]
) -> Iterator[Reminder]:
    told = (*_said(promise), *below)
    if promise.due is None:
        yield _undated(case, promise, told)
        return
    calendar = case.settings.calendar
    known = max(promise.made or date.min, promise.kept or date.min)
    stands = worked(promise.due, calendar)
    if stands < known:
        stands = promise.due
    yield _reminder(case, promise, stands, settings, told)
    for lead in sorted(set(settings.lead or ())):
        before = calendar.workdays_before(stands, lead)
        if known < before < stands:
            yield _reminder(case, promise, before, settings, told, lead)


def _reminder(
    case: Case,
    promise: OpenPromise,
    day: date,
    settings: RuleSettings,
    told: tuple[Line, ...],
    lead: int = 0,
) -> Reminder:
    """The entry of the day itself, or the one `lead` working days before it."""
    card = case.dossier.customer
    name = "promise-before" if lead else "promise"
    occurrence = _occurrence(case, promise) + (f"\0{lead}" if lead > 1 else "")
    return Reminder(
        uid=uid(name, case.dossier.id, occurrence),
        rule="promise",
        kind="promise",
        customer=case.dossier.id,
        rep=case.rep(promise.by, promise.rep),
        day=day,
        verb=_verb(promise, before=bool(lead)),
        name=card.name,
        why=_why(promise, card.name),
        start=settings.time or time(8, 30),
        lines=told,
        alarms=(Alarm(0),),
        location=place(card),
        open=not lead,
        due=promise.due,
        why_sensitivity="private",
    )


def _undated(case: Case, promise: OpenPromise, told: tuple[Line, ...]) -> Reminder:
    """Without a day it has no entry of its own; it is listed with what is open."""
    card = case.dossier.customer
    return Reminder(
        uid=uid("promise", case.dossier.id, _occurrence(case, promise)),
        rule="promise",
        kind="promise",
        customer=case.dossier.id,
        rep=case.rep(promise.by, promise.rep),
        day=promise.made or carded(card) or _LONG_AGO,
        verb=_("Promise without a day"),
        name=card.name,
        why=_why(promise, card.name),
        lines=told,
        entry=False,
        why_sensitivity="private",
    )


def _occurrence(case: Case, promise: OpenPromise) -> str:
    due = promise.due.isoformat() if promise.every and promise.due else ""
    return f"{promise.visit or case.dossier.id}\0{promise.what}\0{due}"


def _verb(promise: OpenPromise, *, before: bool) -> str:
    if promise.theirs:
        return _("Remind of their promise") if before else _("Ask about their promise")
    return _("Get a promise ready") if before else _("Promise due")


def _why(promise: OpenPromise, name: str) -> str:
    """Whose promise it is, when it was made, and when it is due."""
    if promise.theirs:
        whose = _("promised by {name} on {day}") if promise.made else _("promised by {name}")
    else:
        whose = _("promised to {name} on {day}") if promise.made else _("promised to {name}")
    day = promise.made.isoformat() if promise.made else ""
    said = whose.format(name=name if promise.theirs else promise.to or name, day=day)
    if promise.due is None:
        return _("{promised}; no day was said").format(promised=said)
    return _("{promised}, due {due}").format(promised=said, due=promise.due.isoformat())


def _said(promise: OpenPromise) -> Iterator[Line]:
    yield Line(promise.what)
    if promise.approval:
        yield Line(_("Needs the agreement of {who}").format(who=promise.approval))


RULE = Rule(
    "promise",
    "promise",
    _remind,
    RuleSettings(on=True, lead=(1,), time=time(8, 30)),
    "S1 S3",
    N_("a promise on the day it is due and on the working day before, until it is kept"),
    closed=True,
)
