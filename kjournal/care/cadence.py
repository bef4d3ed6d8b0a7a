"""When a visit and a call are due: presets, strength of channels, ramp, bands (DOMAIN.md 4)."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta

import msgspec

from kjournal.care.facts import CLOSED, Contacted, Facts
from kjournal.care.settings import DORMANT, RAMP, CareSettings, Preset
from kjournal.dates.today import Today
from kjournal.journal.dossier import Dossier
from kjournal.records.customer import Customer
from kjournal.words import _

BANDS = ("正常", "将到", "超期", "久未联系")
_DAYS = re.compile(r"(?:每)?\s*(\d{1,3})\s*(?:天|日|days?)?(?:一?次|1次)?")


class Due(msgspec.Struct, frozen=True):
    """The day by arithmetic on which a slot of a customer is to be filled."""

    slot: str  # visit, call
    due: date | None  # None: never seen and no day to count from; any day will do
    days: int  # the interval
    band: str
    last: str  # the day it counts from, empty where there is none
    why: str


def dues(dossier: Dossier, facts: Facts, grade: str, settings: CareSettings, today: Today) -> list[Due]:
    """The slots of a customer that a cadence fills, at most one each."""
    card = dossier.customer
    if card.status in CLOSED or card.kind == "内部" or card.left is not None:
        return []
    name, preset = settings.cadence.of(card.class_, settings.reps.get(dossier.rep))
    own = _own(card, settings)
    if own is None:
        return []
    if card.status == "休眠":
        return [_due("call", DORMANT, facts.last_call, card, _("dormant"), today)]
    if isinstance(own, Preset):
        preset, name = own, card.cadence
    found = []
    for slot, last in (("visit", facts.last_visit), ("call", facts.last_call)):
        days = own if isinstance(own, int) and slot == "visit" else preset.every(slot, grade)
        if not days:
            continue
        days, reason = _ramped(days, facts, name, grade)
        due = _due(slot, days, last, card, reason, today)
        found.append(_floored(due, preset.every("any", grade), facts, today) if slot == "call" else due)
    floor = preset.every("any", grade)
    if floor and not preset.every("call", grade):
        found.append(
            _due(
                "call",
                floor,
                facts.last,
                card,
                _("no longer than {days} days without any contact").format(days=floor),
                today,
            )
        )
    return found


def _own(card: Customer, settings: CareSettings) -> Preset | int | None:
    """What the card itself says: a preset's name or an interval; None: nothing is to be asked for; 0: nothing said."""
    text = card.cadence.strip()
    if not text:
        return 0
    if text in settings.cadence.presets:
        return settings.cadence.presets[text]
    if text in {"不排", "不拜访", "无", "none"}:
        return None
    match = _DAYS.fullmatch(text)
    return int(match[1]) if match and int(match[1]) else 0


def _ramped(days: int, facts: Facts, preset: str, grade: str) -> tuple[int, str]:
    """Dense first, sparse later: a step only while it is shorter than the steady interval."""
    if facts.begun and 0 < facts.contacts <= len(RAMP) and RAMP[facts.contacts - 1] < days:
        step = RAMP[facts.contacts - 1]
        return step, _("new customer, contact {n}: {days} days to the next").format(
            n=facts.contacts, days=step
        )
    if grade:
        return days, _("{preset}, grade {grade}: every {days} days").format(
            preset=preset, grade=grade, days=days
        )
    return days, _("{preset}: every {days} days").format(preset=preset, days=days)


def _due(slot: str, days: int, last: Contacted | None, card: Customer, reason: str, today: Today) -> Due:
    base = last.day if last else card.created
    due = base + timedelta(days=days) if last else base
    if card.snooze is not None and not today.reached(card.snooze):
        due = max(due, card.snooze) if due else card.snooze
        reason = _("{reason}; paused until {day}").format(reason=reason, day=card.snooze.isoformat())
    if last is None:
        why = _("no contact yet; {reason}").format(reason=reason)
    else:
        why = _("last contact {day} ({channel}); {reason}").format(
            day=last.day.isoformat(), channel=last.channel, reason=reason
        )
    return Due(
        slot,
        due,
        days,
        band(last.day if last else None, days, today),
        last.day.isoformat() if last else "",
        why,
    )


def _floored(due: Due, floor: int, facts: Facts, today: Today) -> Due:
    """No longer than the floor without any contact, of whatever channel."""
    if not floor or facts.last is None:
        return due
    day = facts.last.day + timedelta(days=floor)
    if due.due is not None and due.due <= day:
        return due
    reason = _("no longer than {days} days without any contact").format(days=floor)
    why = _("last contact {day} ({channel}); {reason}").format(
        day=facts.last.day.isoformat(), channel=facts.last.channel, reason=reason
    )
    return Due("call", day, floor, band(facts.last.day, floor, today), facts.last.day.isoformat(), why)


def band(last: date | None, days: int, today: Today) -> str:
    """e whole days of n since the last contact: 正常 while 5e < 4n, 将到 while e ≤ n, 超期 while e ≤ 2n, then 久未联系."""
    if last is None:
        return BANDS[1]
    if today.past(last + timedelta(days=2 * days)):
        return BANDS[3]
    if today.past(last + timedelta(days=days)):
        return BANDS[2]
    return BANDS[1] if today.reached(last + timedelta(days=-(-4 * days // 5))) else BANDS[0]


def weekday(region: str, weekdays: dict[str, int]) -> int:
    """A region's weekday: as the settings say, by its longest known path; else a hash of the path, 0 to 4."""
    path = region
    while path:
        if path in weekdays:
            return weekdays[path]
        if (last := path.rpartition("/")[2]) in weekdays:
            return weekdays[last]
        path = path.rpartition("/")[0]
    return int(hashlib.sha256(region.encode()).hexdigest()[:8], 16) % 5
