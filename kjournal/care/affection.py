"""情感 calls: irregular on purpose, on days that a hash of customer and cycle gives (DOMAIN.md 4).

Cycles of 30 days for VIP and 60 for A are counted from a fixed day, for each customer from another one, so that the
calls of a rep are spread. Within its cycle a call lies so far from the middle that two calls in a row are never closer
than 22 days (45) or further apart than 38 (75) before their day is moved to a working day. Nothing but the hash
decides, so a call never moves; a cycle that was missed is gone. Any contact that fills a call slot within the cycle
stands for its call.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import NamedTuple

from kjournal.care.agreed import appointment
from kjournal.care.gentle import gentle_calls
from kjournal.care.intervals import intervals
from kjournal.care.rule import Case, merged
from kjournal.care.settings import RuleSettings
from kjournal.care.window import selling_free

NAME = "affection"
DEFAULTS = RuleSettings(on=True)
FIRST = date(2020, 1, 6)
"""The day that cycles are counted from."""
CYCLES = {"VIP": (30, 8), "A": (60, 15)}
"""Days from call to call, and by how many that may be more or less."""
_NEVER = frozenset({"休眠"})


class Affection(NamedTuple):
    """The call of one cycle."""

    day: date
    cycle: int
    days: int
    spread: int


def affection(case: Case) -> Affection | None:
    """The next call: of this cycle, or of the next one where this has seen a contact."""
    days, spread = CYCLES.get(case.grade, (0, 0))
    if not (days and merged(DEFAULTS, case.settings.rule(NAME)).on and _cared_for(case)):
        return None
    first = FIRST + timedelta(days=_hash(case.dossier.id, days) % days)
    cycle = (case.today.peek() - first).days // days
    begins = first + timedelta(days=cycle * days)
    if case.today.reached(begins + timedelta(days=days)):
        return None
    last = case.facts.last_call
    if last is not None and last.day >= begins:
        cycle += 1
    day = _day(case, first, cycle, days, spread)
    return None if _spared(case, day) else Affection(day, cycle, days, spread)


def _cared_for(case: Case) -> bool:
    """Whether such calls are made at all: not where nobody calls, nor where a call is agreed."""
    card = case.dossier.customer
    if case.closed or card.kind == "内部" or card.status in _NEVER:
        return False
    if not any(intervals(case.dossier, case.grade, case.settings)[:3]):
        return False
    return appointment(case.facts.agreed, "call", case.today) is None


def _spared(case: Case, day: date) -> bool:
    """Whether the call is left out: in a pause, in a quiet time, and while a gentle call is still to come before it."""
    snooze = case.dossier.customer.snooze
    if (snooze is not None and day < snooze) or case.silenced(day):
        return True
    return any(
        call.day <= day for call in gentle_calls(case.quiet, case.facts, case.settings.calendar, case.today)
    )


def _day(case: Case, first: date, cycle: int, days: int, spread: int) -> date:
    """The middle of the cycle, moved by the hash, on a working day on which calls are welcome."""
    most = spread // 2
    moved = _hash(f"{case.dossier.id}\0{cycle}", days) % (2 * most + 1) - most
    day = first + timedelta(days=cycle * days + days // 2 + moved)
    calendar = case.settings.calendar
    return selling_free(calendar.on_or_after(day), calendar)


def _hash(text: str, days: int) -> int:
    said = f"{days}\0{text}".encode("utf-8", "surrogatepass")
    return int(hashlib.sha256(said).hexdigest()[:8], 16)
