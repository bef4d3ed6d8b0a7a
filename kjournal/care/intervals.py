"""The intervals that hold for a customer: its status, then its card, then its preset (DOMAIN.md 4)."""

from __future__ import annotations

import re
from typing import NamedTuple

from kjournal.care.channels import Slot
from kjournal.care.settings import DORMANT, CareSettings, Preset
from kjournal.dates.every import read_every
from kjournal.dates.folding import fold
from kjournal.dates.recurrence import Every
from kjournal.journal.dossier import Dossier
from kjournal.words import _

LONGEST = 3650
"""Days; what a settings file asks beyond ten years is no interval."""
_NEVER = frozenset({"不排", "不拜访", "不用拜访", "不提醒", "无", "none", "never"})
_SHOWN = 20  # characters of words that are not understood
_OF_UNIT = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
_TIMES = re.compile(r"(?P<unit>.+?)(?P<n>[1-9两二三四])次")
_FIGURES = {"两": 2, "二": 2, "三": 3, "四": 4}


class Intervals(NamedTuple):
    """Days between two contacts, by what they fill; 0: none asked for. And where they come from."""

    visit: int = 0
    call: int = 0
    any: int = 0  # the most days without any contact
    named: str = ""  # of whom: the preset with the grade, the card, the status
    own_visit: bool = False  # the visit's interval stands on the card

    def of(self, slot: Slot) -> int:
        """The interval of a slot."""
        return self.visit if slot == "visit" else self.call

    def why(self, days: int, slot: Slot) -> str:
        """The reason for an interval, in words."""
        if slot == "visit" and self.own_visit:
            return _("as the card says: every {days} days").format(days=days)
        return _("{preset}: every {days} days").format(preset=self.named, days=days)


def intervals(dossier: Dossier, grade: str, settings: CareSettings) -> Intervals:
    """The intervals of a customer that is looked after.

    A 休眠 one is called every 91 days and nothing else. The card may name a preset, or give the days between visits;
    words there that are not understood leave the preset, and the reason says so.
    """
    card = dossier.customer
    text = card.cadence.strip()
    if text in _NEVER:
        return Intervals()
    if card.status == "休眠":
        return Intervals(call=DORMANT, named=card.status)
    name, preset = settings.cadence.of(card.class_, settings.reps.get(dossier.rep))
    if text in settings.cadence.presets:
        return _of_preset(text, settings.cadence.presets[text], card.dept, grade)
    usual = _of_preset(name, preset, card.dept, grade)
    if not text:
        return usual
    days = read_interval(text)
    if days is None:
        unread = _("{preset} (the card's {text} is not understood)")
        return usual._replace(named=unread.format(preset=usual.named, text=text[:_SHOWN]))
    return usual._replace(visit=days, own_visit=True)


def _of_preset(name: str, preset: Preset, dept: str, grade: str) -> Intervals:
    """A preset's intervals for a department that it names, else for a grade."""
    group = dept if dept and dept in preset.visit else grade
    visit, call, most = (min(preset.every(slot, group), LONGEST) for slot in ("visit", "call", "any"))
    named = name
    if group and group == grade:
        named = _("{preset}, grade {grade}").format(preset=name, grade=grade)
    elif group:
        named = f"{name} {group}"
    return Intervals(visit, call, most, named)


def read_interval(text: str) -> int | None:
    """The days that a card's 拜访频率 means: `30天`, `30`, `每两周`, `半个月一次`, `一个月两次`; None for other words."""
    folded = fold(text)
    if folded.isdigit():
        return int(folded) if 0 < int(folded) <= LONGEST else None
    if folded.endswith("days"):
        return read_interval(folded.removesuffix("days"))
    for once in ("一次", "1次"):
        folded = folded.removesuffix(once)
    times = 1
    if found := _TIMES.fullmatch(folded):
        folded, times = found["unit"], _FIGURES.get(found["n"]) or int(found["n"])
    every = read_every(folded).value
    days = _days(every) if every is not None else 0
    return max(1, days // times) if 0 < days <= LONGEST else None


def _days(every: Every) -> int:
    """How many days a recurrence takes, a month as thirty."""
    a_period = max(1, len(every.weekdays), len(every.days))
    return _OF_UNIT[every.unit] * every.n // a_period
