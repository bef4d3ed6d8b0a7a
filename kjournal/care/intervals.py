"""The intervals that hold for a customer: its status, then its card, then its preset (DOMAIN.md 4)."""

from __future__ import annotations

from typing import NamedTuple

from kjournal.care.channels import Slot
from kjournal.care.settings import DORMANT, CareSettings, Preset
from kjournal.dates.interval import LONGEST, NEVER, read_interval
from kjournal.journal.dossier import Dossier
from kjournal.words import _

_SHOWN = 20  # characters of words that are not understood


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
    if text in NEVER:
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
