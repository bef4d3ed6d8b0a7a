"""Own event of the customer: 15 and 3 days before an opening, an anniversary, a sale (S0 S1 S4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kjournal.care.doorstep import phone_line, phones, place
from kjournal.care.greeted import words_only, words_only_line
from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import occurrences, worked
from kjournal.dates.annual import Occurrence
from kjournal.records.papers import OwnEvent
from kjournal.words import N_, _


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    return [
        _reminder(case, event, occurrence, lead, last=lead == min(settings.lead or ()))
        for event in case.dossier.customer.own_events
        for occurrence in _coming(case, event)
        for lead in sorted(set(settings.lead or ()))
    ]


def _coming(case: Case, event: OwnEvent) -> Iterator[Occurrence]:
    """The days of an event that are not over: of one with a year only that."""
    if event.date is None:
        return
    for one in occurrences(event.date, case.today):
        if event.date.year in {None, one.year} and not case.today.past(one.day):
            yield one


def _reminder(case: Case, event: OwnEvent, occurrence: Occurrence, lead: int, *, last: bool) -> Reminder:
    card = case.dossier.customer
    what = event.what or _("its own event")
    calendar = "lunar" if event.date and event.date.lunar else "solar"
    return Reminder(
        uid=uid("own-event", case.dossier.id, f"{event.what}\0{calendar}\0{occurrence.year}\0{lead}"),
        rule="own-event",
        kind="visit",
        customer=case.dossier.id,
        rep=case.dossier.rep,
        day=worked(occurrence.day - timedelta(days=lead), case.settings.calendar),
        verb=_("Prepare their event"),
        name=f"{card.name} · {what}",
        why=_("{what} on {day}").format(what=what, day=occurrence.day.isoformat()),
        lines=_lines(case, event),
        alarms=(Alarm(900),),
        location=place(card),
        open=last,
        due=occurrence.day,
    )


def _lines(case: Case, event: OwnEvent) -> tuple[Line, ...]:
    said = [Line(event.note, "internal")] if event.note else []
    if words_only(case.dossier.customer):
        said.append(Line(words_only_line(), "internal"))
    return (*phone_line(phones(case)), *said)


RULE = Rule(
    "own-event",
    "visit",
    _remind,
    RuleSettings(on=True, lead=(15, 3)),
    "S0 S1 S4",
    N_("15 and 3 days before an event of the customer's own: an opening, an anniversary, a sale"),
    quiet=True,
)
