"""When a visit and a call are due: the day by arithmetic, its band, and why (DOMAIN.md 4).

What the sources leave open is decided here:

- The dense steps (7, 7, 14, 14, 30) lie between contacts that fill the slot. They are asked of visits; of calls only
  where a customer is never visited, else every new customer would be called on the day of each visit.
- "Any contact at least every" asks for a call only where that day comes before the visit and the call do: a visit
  that is due keeps the floor by itself.
- What was agreed for a day that is still to come stands for its slot: the slot is due on that day, takes its place
  in the rep's plan there, and gives no reminder of its own.
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
from kjournal.care.channels import SLOTS, Slot
from kjournal.care.facts import Contacted, Facts
from kjournal.care.intervals import Intervals, intervals
from kjournal.care.reception import received, reception_days
from kjournal.care.settings import RAMP, CareSettings
from kjournal.care.window import likely
from kjournal.dates.today import Today
from kjournal.journal.dossier import Dossier
from kjournal.ledger.standing import CLOSED
from kjournal.records.customer import Customer
from kjournal.words import _

BANDS = ("正常", "将到", "超期", "久未联系")


class Due(msgspec.Struct, frozen=True):
    """The day by arithmetic on which a slot of a customer is to be filled."""

    slot: Slot
    due: date | None  # None: never seen and no day to count from; any day will do
    days: int  # the interval
    band: str
    last: str  # the day it counts from, empty where there is none
    why: str


class _Slot(NamedTuple):
    """A slot before its day is moved: what it counts from, how many days, and why."""

    slot: Slot
    last: Contacted | None
    days: int
    why: str


def dues(dossier: Dossier, facts: Facts, grade: str, settings: CareSettings, today: Today) -> list[Due]:
    """The slots of a customer that a cadence fills, at most one each."""
    card = dossier.customer
    if card.status in CLOSED or card.kind == "内部" or (card.left is not None and today.reached(card.left)):
        return []
    wanted = intervals(dossier, grade, settings)
    found = [
        _due(slot, card, facts, settings, today)
        for name in SLOTS
        if (slot := _slot(name, wanted, facts)) is not None
    ]
    floor = _floor(wanted, facts)
    if floor is None:
        return found
    due = _due(floor, card, facts, settings, today)
    if any(one.due is None or due.due is None or one.due <= due.due for one in found):
        return found
    return [one for one in found if one.slot != "call"] + [due]


def _slot(slot: Slot, wanted: Intervals, facts: Facts) -> _Slot | None:
    days = wanted.of(slot)
    if not days:
        return None
    last = facts.last_visit if slot == "visit" else facts.last_call
    if slot == "visit" or not wanted.visit:
        count = facts.visits if slot == "visit" else facts.calls
        step = RAMP[count - 1] if facts.begun and 0 < count <= len(RAMP) else days
        if step < days:
            why = _("new customer, contact {n}: {days} days to the next").format(n=count, days=step)
            return _Slot(slot, last, step, why)
    return _Slot(slot, last, days, wanted.why(days, slot))


def _floor(wanted: Intervals, facts: Facts) -> _Slot | None:
    if not wanted.any:
        return None
    why = _("no longer than {days} days without any contact").format(days=wanted.any)
    return _Slot("call", facts.last, wanted.any, why)


def _due(slot: _Slot, card: Customer, facts: Facts, settings: CareSettings, today: Today) -> Due:
    """The slot's day, moved behind a pause, to a reception day, or to what was agreed."""
    last, reason = slot.last, slot.why
    due = last.day + timedelta(days=slot.days) if last else _begun(card)
    if (agreed := appointment(facts.agreed, slot.slot, today)) is not None:
        due, reason = agreed.day, _("{reason}; agreed for {day}").format(reason=reason, day=agreed.day)
    else:
        if card.snooze is not None and not today.reached(card.snooze) and (not due or due < card.snooze):
            due, reason = (
                card.snooze,
                _("{reason}; paused until {day}").format(reason=reason, day=card.snooze),
            )
        weekdays = reception_days(card.reception) if slot.slot == "visit" else frozenset()
        if weekdays and (day := received(due, weekdays, settings.calendar, today)) is not None:
            due, reason = day, _("{reason}; received on: {days}").format(reason=reason, days=card.reception)
    return Due(
        slot=slot.slot,
        due=due,
        days=slot.days,
        band=band(last.day if last else None, slot.days, today),
        last=last.day.isoformat() if last else "",
        why=_counted(slot.slot, last, reason),
    )


def _begun(card: Customer) -> date | None:
    """Nobody was met yet: it is due from the day of the card."""
    return card.created if card.created is not None and likely(card.created) else None


def _counted(slot: Slot, last: Contacted | None, reason: str) -> str:
    if last is None:
        text = _("no visit yet; {reason}") if slot == "visit" else _("no call yet; {reason}")
        return text.format(reason=reason)
    text = _("last visit {day} ({channel}); {reason}")
    if slot == "call":
        text = _("last contact {day} ({channel}); {reason}")
    return text.format(day=last.day.isoformat(), channel=last.channel, reason=reason)


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
