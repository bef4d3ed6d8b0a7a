"""Life event: on its day, and one gentle call the first working day after a quiet time, until a contact (S0 S1).

What happened is private, so the entry of a wedding and that of a death look alike on a locked screen; of a death, an
illness or an accident nothing more is told anywhere on the phone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from kjournal.care.doorstep import phone_line, phones, place
from kjournal.care.gentle import gentle_calls
from kjournal.care.greeted import words_only, words_only_line
from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import likely
from kjournal.records.choices import GRAVE_EVENTS
from kjournal.records.people import LifeEvent
from kjournal.words import N_, _

STALE = timedelta(days=90)
"""Nobody is congratulated any more so long after it."""


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    return [*_on_the_day(case, settings), *_afterwards(case, settings)]


def _on_the_day(case: Case, settings: RuleSettings) -> Iterator[Reminder]:
    last = case.facts.last
    seen: dict[date, int] = {}
    for event in case.dossier.customer.life_events:
        day = event.date
        if day is None or not likely(day):
            continue
        seen[day] = seen.get(day, 0) + 1
        if (last is not None and last.day >= day) or case.today.past(_ends(case, event, day)):
            continue
        grave = not event.kind or event.kind in GRAVE_EVENTS
        lines = _short_call(case, day) if grave else _visit(case)
        why = _("call at once, and keep it short") if grave else _("{what} on {day}: go or call")
        said = why.format(what=event.kind, day=day.isoformat())
        occurrence = f"{day.isoformat()}\0{seen[day]}"
        yield _reminder(
            case, "life-event", occurrence, day, said, (*phone_line(phones(case)), *lines), settings
        )


def _ends(case: Case, event: LifeEvent, day: date) -> date:
    """The last day on which the entry still stands: the quiet time's last, as a gentle call follows then."""
    quiet = [one.until for one in case.quiet if one.since == day and one.kind == event.kind]
    return max(quiet) if quiet else day + STALE


def _afterwards(case: Case, settings: RuleSettings) -> Iterator[Reminder]:
    for call in gentle_calls(case.quiet, case.facts, case.settings.calendar, case.today):
        why = _("the first working day after the quiet time; business only if they begin with it")
        lines = phone_line(phones(case))
        yield _reminder(
            case, "life-event-after", call.until.isoformat(), call.day, why, tuple(lines), settings
        )


def _reminder(
    case: Case,
    name: str,
    occurrence: str,
    day: date,
    why: str,
    lines: tuple[Line, ...],
    settings: RuleSettings,
) -> Reminder:
    card = case.dossier.customer
    return Reminder(
        uid=uid(name, case.dossier.id, occurrence),
        rule="life-event",
        kind="visit",
        customer=case.dossier.id,
        rep=case.dossier.rep,
        day=day,
        verb=_("Ask after"),
        name=_("{name} (something in the family)").format(name=card.name),
        why=why,
        start=settings.time or time(9),
        lines=lines,
        alarms=(Alarm(0),),
        location=place(card),
        why_sensitivity="private",
    )


def _short_call(case: Case, day: date) -> Iterator[Line]:
    yield Line(_("Say: never mind the business now."))
    until = max((one.until for one in case.quiet if one.since == day), default=None)
    if until is not None:
        yield Line(_("Left in peace until {day}").format(day=until.isoformat()))


def _visit(case: Case) -> Iterator[Line]:
    card = case.dossier.customer
    known = "、".join(one.known_leaders for one in (card, *card.contacts) if one.known_leaders)
    if known:
        yield Line(_("Best bring a leader whom they know: {who}").format(who=known))
    else:
        yield Line(_("Best bring a leader along"))
    if words_only(card):
        yield Line(words_only_line(), "internal")


RULE = Rule(
    "life-event",
    "visit",
    _remind,
    RuleSettings(on=True, time=time(9)),
    "S0 S1",
    N_(
        "what happens in a customer's family: on its day, and a gentle call the first working day after a quiet time"
    ),
)
