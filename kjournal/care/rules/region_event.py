"""Region event: after a flood or in an epidemic everybody there is asked after: VIP and A within a day, others within three."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from kjournal.care.doorstep import phone_line, phones, place
from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import likely
from kjournal.journal.regions import RegionEvent
from kjournal.words import N_, _

DAYS = 7
"""How long an event lasts that has no last day."""


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    if case.dossier.customer.kind == "内部":
        return []
    return list(_reminders(case, settings))


def _reminders(case: Case, settings: RuleSettings) -> Iterator[Reminder]:
    last = case.facts.last
    card = case.dossier.customer
    for event in case.events:
        if not likely(event.begins) or case.today.past(_ends(event, settings)):
            continue
        if last is not None and last.day >= event.begins:
            continue
        yield Reminder(
            uid=uid("region-event", case.dossier.id, event.path),
            rule="region-event",
            kind="visit",
            customer=case.dossier.id,
            rep=case.dossier.rep,
            day=event.begins,
            verb=_("Ask how they are"),
            name=card.name,
            why=_why(case, event, settings),
            start=settings.time or time(9),
            lines=_lines(case, event),
            alarms=(Alarm(0),),
            location=place(card),
            due=event.begins + timedelta(days=_within(case, settings)),
        )


def _within(case: Case, settings: RuleSettings) -> int:
    """Within how many days somebody is to be asked after."""
    within = settings.lead or (1, 3)
    return within[0] if case.key else within[-1]


def _ends(event: RegionEvent, settings: RuleSettings) -> date:
    if event.ends is not None and likely(event.ends):
        return event.ends
    return event.begins + timedelta(days=settings.days or DAYS)


def _why(case: Case, event: RegionEvent, settings: RuleSettings) -> str:
    due = event.begins + timedelta(days=_within(case, settings))
    return _("{place}, from {day}: {what}; ask until {due}").format(
        place=event.region.rpartition("/")[2],
        day=event.begins.isoformat(),
        what=event.what or _("an event of the region"),
        due=due.isoformat(),
    )


def _lines(case: Case, event: RegionEvent) -> tuple[Line, ...]:
    said = [Line(_("Say: {script}").format(script=event.script), "internal")] if event.script else []
    return (*phone_line(phones(case)), *said)


RULE = Rule(
    "region-event",
    "visit",
    _remind,
    RuleSettings(on=True, days=DAYS, lead=(1, 3), time=time(9)),
    "S0 S1 S4",
    N_("an event of the region: VIP and A are asked after within 1 day, others within 3, until it is over"),
)
