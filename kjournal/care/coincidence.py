"""What falls near a planned visit: birthdays, festivals and events within three days of it (S0)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kjournal.care.celebrations import kept, still_there
from kjournal.care.festivals import between
from kjournal.care.greeted import greeted
from kjournal.care.reminder import Line, Sensitivity
from kjournal.care.rule import Case
from kjournal.care.window import likely
from kjournal.words import _

NEAR = timedelta(days=3)
_DAY = timedelta(days=1)


def coincidences(case: Case, day: date) -> tuple[Line, ...]:
    """A line for each, by day; nothing of it while the customer is left in peace."""
    if not likely(day):
        return ()
    first, end = day - NEAR, day + NEAR + _DAY
    found = [
        (when, what, who)
        for when, what, who in (
            *_kept(case, first, end),
            *_festivals(case, first, end),
            *_events(case, first, end),
        )
        if not case.silenced(when)
    ]
    return tuple(
        Line(_("At the same time: {what} on {day}").format(what=what, day=when.isoformat()), who)
        for when, what, who in sorted(found)
    )


def _kept(case: Case, first: date, end: date) -> Iterator[tuple[date, str, Sensitivity]]:
    for keeps in kept(case.dossier, case.today):
        for occurrence in keeps.day.occurrences(first, end):
            if still_there(keeps.person, occurrence):
                what = (
                    _("birthday") if not keeps.what else _("anniversary") if keeps.what == "*" else keeps.what
                )
                yield occurrence.day, " ".join(filter(None, (keeps.person.name, what))), "private"


def _festivals(case: Case, first: date, end: date) -> Iterator[tuple[date, str, Sensitivity]]:
    near = between(case.settings.festivals, first, end)
    said = greeted(case.dossier, case.facts, case.settings.quiet, case.today) if near else None
    for one in near:
        if said is not None and said.keeps(one.festival):
            yield one.day, one.festival.name, "internal"


def _events(case: Case, first: date, end: date) -> Iterator[tuple[date, str, Sensitivity]]:
    """Events of the customer's own and of its region that begin then."""
    for own in case.dossier.customer.own_events:
        for occurrence in own.date.occurrences(first, end) if own.date is not None else ():
            if own.date is not None and own.date.year in {None, occurrence.year}:
                yield occurrence.day, own.what or _("its own event"), "internal"
    for event in case.events:
        if first <= event.begins < end:
            yield event.begins, event.what or _("an event of the region"), "internal"
