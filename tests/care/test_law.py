"""The law of the day: what is worked out on a day holds on every day until it says it may change."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kjournal.care.cadence import band, dues
from kjournal.care.facts import facts
from kjournal.care.greeted import greeted
from kjournal.care.plan import Waiting, plan
from kjournal.care.remind import PLANNED, reminders
from kjournal.care.reminder import Reminder
from kjournal.care.rule import Case, Planned
from kjournal.care.rules import RULES, festival
from kjournal.care.settings import CareSettings
from kjournal.dates.today import Today
from kjournal.journal.dossier import Dossier
from kjournal.journal.regions import RegionEvent
from tests.care import invented
from tests.tries import tries


@tries(300)
@given(invented.dossiers(), invented.near)
def test_facts(dossier: Dossier, when: date) -> None:
    """Of facts."""
    invented.holds(lambda today: facts(dossier, today), when)


@settings(deadline=None)
@given(invented.days, st.integers(1, 400), invented.near)
def test_bands(last: date, days: int, when: date) -> None:
    """Of bands."""
    invented.holds(lambda today: band(last, days, today), when)


@tries(300)
@given(invented.dossiers(), invented.grades, invented.settings, invented.near)
def test_dues(dossier: Dossier, grade: str, chosen: CareSettings, when: date) -> None:
    """Of due days, bands and reasons; there is at most one of each slot."""
    known = facts(dossier, Today(when))
    found = invented.holds(lambda today: dues(dossier, known, grade, chosen, today), when)
    assert len({due.slot for due in found}) == len(found)


@tries(300)
@given(invented.dossiers(), invented.grades, invented.settings, invented.near, invented.events)
def test_reminders(
    dossier: Dossier, grade: str, chosen: CareSettings, when: date, events: tuple[RegionEvent, ...]
) -> None:
    """Of all reminders, while the plan stays as it is; their UIDs are distinct, and one call is pending at most.

    Those that look at the plan and the others are the same asked alone.
    """
    known = facts(dossier, Today(when))
    due = dues(dossier, known, grade, chosen, Today(when))
    rows = [Waiting(one.slot, one.due, one.days, one.band, 0) for one in due]
    places = plan(rows, 8, chosen.calendar, when)
    planned = tuple(
        Planned(one.slot, one.due, places[one.slot], one.days, one.band, one.last, one.why)
        for one in due
        if one.slot in places
    )

    def work(today: Today) -> list[Reminder]:
        return reminders(Case(dossier, known, grade, planned, chosen, today, events=events))

    found = invented.holds(work, when)
    assert len({one.uid for one in found}) == len(found)
    assert len([one for one in found if one.rule in {"call", "affection"}]) <= 1
    apart = [
        one
        for rules in (PLANNED, [rule for rule in RULES if not rule.planned])
        for one in reminders(Case(dossier, known, grade, planned, chosen, Today(when), events=events), rules)
    ]
    assert sorted(apart, key=lambda one: one.uid) == sorted(found, key=lambda one: one.uid)


@tries(100)
@given(st.lists(st.tuples(invented.grades, invented.dossiers()), max_size=4), invented.near)
def test_festival_lists(customers: list[tuple[str, Dossier]], when: date) -> None:
    """Of the rows that customers lay down, and of the lists made of them; a list's UID is its own."""
    rows = []
    for n, (grade, dossier) in enumerate(customers):
        known = facts(dossier, Today(when))
        made = invented.holds(lambda today, it=dossier, of=known: greeted(it, of, {}, today), when)  # type: ignore[misc]
        if made is not None:
            rows.append(festival.Row(grade, replace(made, customer=f"C{n}")))
    found = invented.holds(lambda today: festival.lists("li", rows, CareSettings(), today), when)
    assert len({one.uid for one in found}) == len(found)
