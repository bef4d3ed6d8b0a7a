"""The shape of a care rule: what it is given, what it gives, and its defaults beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec

from kjournal.care.channels import Slot
from kjournal.care.facts import Facts
from kjournal.care.quiet import Quiet
from kjournal.care.reminder import Kind, Reminder, uid
from kjournal.care.settings import NOTHING_CHOSEN, CareSettings, RuleSettings
from kjournal.care.window import AHEAD
from kjournal.dates.today import Today
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.journal.regions import RegionEvent
from kjournal.ledger.grades import KEY_GRADES
from kjournal.ledger.standing import CLOSED
from kjournal.records.rep import Rep


class Planned(msgspec.Struct, frozen=True):
    """A slot with its day by arithmetic and its place in the rep's plan."""

    slot: Slot
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
    quiet: tuple[Quiet, ...] = ()
    events: tuple[RegionEvent, ...] = ()  # of the regions in which it lies
    happened: tuple[DatedVisit, ...] = ()  # its own visits that took place up to today

    @property
    def key(self) -> bool:
        """重点: VIP or A."""
        return self.grade in KEY_GRADES

    @property
    def closed(self) -> bool:
        """停业, 合并 or 流失: only what is still owed on either side goes on."""
        return self.dossier.customer.status in CLOSED

    @property
    def gone(self) -> bool:
        """A person who left: nothing, ever (DOMAIN.md 4)."""
        left = self.dossier.customer.left
        return left is not None and self.today.reached(left)

    def reminder(self, name: str, occurrence: str, day: date, verb: str, why: str, **more: Any) -> Reminder:
        """A reminder about this customer, for its rep unless `more` says otherwise; `name` begins its UID."""
        card = self.dossier.customer
        made = {"rule": name, "customer": self.dossier.id, "rep": self.dossier.rep, "name": card.name, **more}
        return Reminder(uid=uid(name, self.dossier.id, occurrence), day=day, verb=verb, why=why, **made)

    @property
    def supervisor(self) -> str:
        """The id of who supervises the customer's rep; empty where the settings name nobody."""
        rep = self.settings.reps.get(self.dossier.rep)
        return rep.supervisor if rep is not None else ""

    def silenced(self, day: date) -> bool:
        """Whether what stands on a day is silenced by quiet times: in one, or open from before while one lasts."""
        return any(
            one.holds(day)
            or (day < one.since and self.today.reached(one.since) and not self.today.past(one.until))
            for one in self.quiet
        )

    def rep(self, *names: str) -> str:
        """The id of the first of these reps that the settings know, by id or name; else the customer's rep."""
        return known_rep(self.settings.reps, self.dossier.rep, *names)


def known_rep(reps: Mapping[str, Rep], own: str, *names: str) -> str:
    """The id of the first of `names` that is a rep's id or name; else `own`."""
    for name in filter(None, names):
        for rep in reps.values():
            if name in (rep.id, rep.name):
                return rep.id
    return own


class Rule(NamedTuple):
    """One care rule; its row in DOMAIN.md 5."""

    name: str
    kind: Kind
    remind: Callable[[Case, RuleSettings], list[Reminder]]
    defaults: RuleSettings
    source: str
    means: str  # N_: one sentence for the documents
    quiet: bool = False  # silenced while the customer is quiet
    closed: bool = False  # goes on for a customer that is closed, merged or lost
    ahead: timedelta = AHEAD  # how far ahead its reminders are shown
    planned: bool = (
        False  # looks at the rep's plan and at no visit: asked alone where only a planned day moved
    )


def merged(defaults: RuleSettings, chosen: RuleSettings) -> RuleSettings:
    """A rule's defaults with what the settings say instead."""
    if chosen is NOTHING_CHOSEN:
        return defaults
    return RuleSettings(
        on=defaults.on if chosen.on is None else chosen.on,
        days=defaults.days if chosen.days is None else chosen.days,
        lead=defaults.lead if chosen.lead is None else chosen.lead,
        time=defaults.time if chosen.time is None else chosen.time,
    )
