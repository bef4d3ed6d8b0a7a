"""When a visit and a call are due: the day by arithmetic, its band, and why (DOMAIN.md 4).

What the sources leave open is decided here:

- The dense steps (7, 7, 14, 14, 30) lie between contacts that fill the slot. They are asked of visits; of calls only
  where a customer is never visited, else every new customer would be called on the day of each visit.
- Who was never met is to be visited from the day of the card; a call is due an interval after that day.
- "Any contact at least every" asks for a call only where that day comes before the visit and the call do: a visit
  that is due keeps the floor by itself.
- What was agreed for a day that is still to come stands for its slot: the slot is due on that day, takes a place in
  the rep's plan there, and gives no reminder of its own.
- A person with a card of their own at an organisation is looked after like any customer, by the organisation's class.
- Where the card's 接待日 names weekdays, a visit is due on the first such day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from kjournal.care.agreed import appointment
from kjournal.care.channels import Slot
from kjournal.care.facts import Contacted, Facts
from kjournal.care.intervals import Intervals, intervals
from kjournal.care.quiet import Quiet, quiet_times
from kjournal.care.reception import received, reception_days
from kjournal.care.settings import RAMP, CareSettings
from kjournal.care.window import likely
from kjournal.dates.today import Today
from kjournal.dates.weekdays import NAMES
from kjournal.journal.dossier import Dossier
from kjournal.ledger.standing import CLOSED
from kjournal.records.customer import Customer
from kjournal.words import _

BANDS = ("正常", "将到", "超期", "久未联系")


class Due(msgspec.Struct, frozen=True):
    """The day by arithmetic on which a slot of a customer is to be filled."""

    slot: Slot
    due: date | None  # None: never seen and no day to count from; any day will do
    days: int  # the interval; 0: agreed for that day
    band: str
    last: str  # the day it counts from, empty where there is none
    why: str


class _Slot(NamedTuple):
    """A slot before its day is moved: the day by arithmetic, and what that counts from."""

    slot: Slot
    due: date | None
    days: int
    last: Contacted | None
    why: str


def dues(dossier: Dossier, facts: Facts, grade: str, settings: CareSettings, today: Today) -> list[Due]:
    """The slots of a customer that a cadence fills, at most one each."""
    card = dossier.customer
    if card.status in CLOSED or card.kind == "内部" or (card.left is not None and today.reached(card.left)):
        return []
    wanted = intervals(dossier, grade, settings)
    slots = (_visit(card, facts, wanted), _call(card, facts, wanted))
    found = [_due(slot, card, facts, settings, today) for slot in slots if slot is not None]
    if not wanted.any:
        return found
    floor = _due(_floor(card, facts, wanted), card, facts, settings, today)
    if any(one.due is None or floor.due is None or one.due <= floor.due for one in found):
        return found
    return [one for one in found if one.slot != "call"] + [floor]


def _visit(card: Customer, facts: Facts, wanted: Intervals) -> _Slot | None:
    if not wanted.visit:
        return None
    days, why = _ramped(wanted, "visit", facts.visits if facts.begun else 0)
    return _Slot("visit", _after(facts.last_visit, days, card), days, facts.last_visit, why)


def _call(card: Customer, facts: Facts, wanted: Intervals) -> _Slot | None:
    if not wanted.call:
        return None
    if not wanted.visit:
        days, why = _ramped(wanted, "call", facts.calls if facts.begun else 0)
        return _Slot("call", _after(facts.last_call, days, card), days, facts.last_call, why)
    due = _after(facts.last_call, wanted.call, card)
    if due is None:
        return None  # never met, and to be visited any day
    if facts.last_call is None:
        due += timedelta(days=wanted.call)
    return _Slot("call", due, wanted.call, facts.last_call, wanted.why(wanted.call, "call"))


def _floor(card: Customer, facts: Facts, wanted: Intervals) -> _Slot:
    why = _("no longer than {days} days without any contact").format(days=wanted.any)
    return _Slot("call", _after(facts.last, wanted.any, card), wanted.any, facts.last, why)


def _ramped(wanted: Intervals, slot: Slot, count: int) -> tuple[int, str]:
    """Dense first, sparse later: a step after each of the first contacts, while it is shorter than the interval."""
    days = wanted.of(slot)
    if 0 < count <= len(RAMP) and RAMP[count - 1] < days:
        step = RAMP[count - 1]
        return step, _("new customer, contact {n}: {days} days to the next").format(n=count, days=step)
    return days, wanted.why(days, slot)


def _after(last: Contacted | None, days: int, card: Customer) -> date | None:
    """So many days after a contact; from the day of the card, where one is written, while there was none."""
    if last is not None:
        return last.day + timedelta(days=days)
    return card.created if card.created is not None and likely(card.created) else None


def _due(slot: _Slot, card: Customer, facts: Facts, settings: CareSettings, today: Today) -> Due:
    """The slot's day, moved to what was agreed, or else behind a pause and to a reception day."""
    due, reason = slot.due, slot.why
    if (agreed := appointment(facts.agreed, slot.slot, today)) is not None:
        due, reason = agreed.day, _("{reason}; agreed for {day}").format(reason=reason, day=agreed.day)
    else:
        if card.snooze is not None and not today.reached(card.snooze) and (not due or due < card.snooze):
            reason = _("{reason}; paused until {day}").format(reason=reason, day=card.snooze)
            due = card.snooze
        for quiet in quiet_times(card, settings.quiet):
            if _in_quiet(quiet, due, today):
                due = quiet.until + timedelta(days=1)
                reason = _("{reason}; left in peace until {day}").format(reason=reason, day=quiet.until)
        weekdays = reception_days(card.reception) if slot.slot == "visit" else frozenset()
        if weekdays and (day := received(due, weekdays, settings.calendar, today)) is not None:
            named = "、".join(NAMES[n] for n in sorted(weekdays))
            due, reason = day, _("{reason}; received on: {days}").format(reason=reason, days=named)
    last = slot.last.day if slot.last else None
    return Due(
        slot=slot.slot,
        due=due,
        days=0 if agreed else slot.days,
        band=band(last, slot.days, today),
        last=last.isoformat() if last else "",
        why=_counted(slot, reason),
    )


def _in_quiet(quiet: Quiet, due: date | None, today: Today) -> bool:
    """Whether a slot would be filled in a quiet time: it lies in one, or is open when one begins."""
    if due is not None and due >= quiet.since:
        return quiet.holds(due)
    return today.reached(quiet.since) and not today.past(quiet.until)


def _counted(slot: _Slot, reason: str) -> str:
    """The reason, and the contact from which it counts."""
    if slot.last is None:
        text = _("no visit yet; {reason}") if slot.slot == "visit" else _("no call yet; {reason}")
        return text.format(reason=reason)
    text = _("last visit {day} ({channel}); {reason}")
    if slot.slot == "call":
        text = _("last contact {day} ({channel}); {reason}")
    return text.format(day=slot.last.day.isoformat(), channel=slot.last.channel, reason=reason)


def band(last: date | None, days: int, today: Today) -> str:
    """e whole days of n since the last contact: 正常 while 5e < 4n, 将到 while e ≤ n, 超期 while e ≤ 2n, then 久未联系.

    Who was never met is 将到: there is something to do, and nothing to have missed.
    """
    if last is None:
        return BANDS[1]
    if today.past(last + timedelta(days=2 * days)):
        return BANDS[3]
    if today.past(last + timedelta(days=days)):
        return BANDS[2]
    return BANDS[1] if today.reached(last + timedelta(days=-(-4 * days // 5))) else BANDS[0]


def weekday(region: str, weekdays: Mapping[str, int]) -> int:
    """A region's weekday: as the settings say, by its longest known path; else a hash of the path, 0 to 4."""
    path = region
    while path:
        if path in weekdays:
            return weekdays[path]
        if (last := path.rpartition("/")[2]) in weekdays:
            return weekdays[last]
        path = path.rpartition("/")[0]
    return int(hashlib.sha256(region.encode("utf-8", "surrogatepass")).hexdigest()[:8], 16) % 5
