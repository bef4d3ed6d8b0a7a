"""The shape of a care rule: what it is given, what it gives, and its defaults beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import NamedTuple

import msgspec

from kjournal.care.facts import Facts
from kjournal.care.reminder import Kind, Reminder
from kjournal.care.settings import CareSettings, RuleSettings
from kjournal.dates.today import Today
from kjournal.journal.dossier import Dossier


class Planned(msgspec.Struct, frozen=True):
    """A slot with its day by arithmetic and its place in the rep's plan."""

    slot: str
    due: date | None
    day: date
    days: int
    band: str
    last: str
    why: str


class Case(msgspec.Struct, frozen=True):
    """One customer on one day: all that a rule may look at."""

    dossier: Dossier
    facts: Facts
    grade: str
    planned: tuple[Planned, ...]
    settings: CareSettings
    today: Today

    @property
    def key(self) -> bool:
        """重点: VIP or A."""
        return self.grade in {"VIP", "A"}


class Rule(NamedTuple):
    """One care rule; its row in DOMAIN.md 5."""

    name: str
    kind: Kind
    remind: Callable[[Case, RuleSettings], list[Reminder]]
    defaults: RuleSettings
    source: str


def merged(defaults: RuleSettings, chosen: RuleSettings) -> RuleSettings:
    """A rule's defaults with what the settings say instead."""
    return RuleSettings(
        on=defaults.on if chosen.on is None else chosen.on,
        days=defaults.days if chosen.days is None else chosen.days,
        lead=defaults.lead if chosen.lead is None else chosen.lead,
        time=chosen.time or defaults.time or time(8, 0),
    )
