"""What the settings say about care: presets of intervals, the rules' switches, the calendar of working days."""

from __future__ import annotations

import datetime as dt

import msgspec

from kjournal.dates.workdays import WorkCalendar
from kjournal.ledger.settings import LedgerSettings
from kjournal.records.datum import Datum
from kjournal.records.rep import Rep


class Preset(msgspec.Struct, frozen=True):
    """A named set of intervals in days (DOMAIN.md 4); 0: none."""

    visit: dict[str, int] = {}  # by grade, or by department; `*` for all others
    call: dict[str, int] = {}
    any: dict[str, int] = {}  # no longer than this without any contact
    visits_a_day: int = 10
    calls_a_day: int = 10

    def every(self, slot: str, grade: str) -> int:
        """The interval of a slot for a grade or a department."""
        table: dict[str, int] = getattr(self, slot)
        return table.get(grade, table.get("*", 0))

    def room(self, slot: str) -> int:
        """How many of a slot fit into a day."""
        return self.visits_a_day if slot == "visit" else self.calls_a_day


PRESETS = {
    "第三终端": Preset(
        {"VIP": 30, "A": 60, "*": 90}, {"*": 91}, {"VIP": 30}, 8, 10
    ),  # S0; 60, 90 and the load are ours
    "城区配送": Preset({"*": 3}, {}, {"*": 7}, 20, 10),  # S4
    "医院代表": Preset({"VIP": 7, "A": 7, "B": 14, "药剂科": 30, "*": 30}, {}, {}, 10, 10),  # ours
    "季度回访": Preset({"*": 90}, {"*": 91}, {}, 10, 10),  # S4 part 4
}
DEFAULT_PRESET = "第三终端"
RAMP = (7, 7, 14, 14, 30)
"""Days between the first contacts with somebody new: dense first, sparse later (前密后疏, S0)."""
DORMANT = 91
"""A 休眠 customer is called every 91 days, and nothing else (DOMAIN.md 4)."""


class Cadence(msgspec.Struct, frozen=True):
    """How often, by class; `presets` are the project's and those of the settings."""

    preset: str = DEFAULT_PRESET
    classes: dict[str, str] = {}
    presets: dict[str, Preset] = msgspec.field(default_factory=lambda: dict(PRESETS))
    weekdays: dict[str, int] = {}  # a region's weekday, 0 Monday

    def of(self, class_: str, rep: Rep | None) -> tuple[str, Preset]:
        """The preset of a customer: by class, else its rep's, else the journal's."""
        name = self.classes.get(class_) or (rep.preset if rep else "") or self.preset
        return (
            (name, self.presets[name])
            if name in self.presets
            else (DEFAULT_PRESET, self.presets[DEFAULT_PRESET])
        )


RULE_NAMES = (
    "visit", "call", "next", "promise", "birthday", "restock", "expiry", "aftersale", "complaint", "adverse", "money",
    "reconcile", "handin", "delivery", "licence", "points", "slip", "card", "gradecare", "dealer", "survey",
    "festival", "life-event", "region-event", "own-event", "affection",
)  # fmt: skip
"""The names under `[rules]`, for who reads the settings; the rules themselves (`care.rules`) cost 40 ms to import."""
FESTIVAL_NAMES = (
    "元旦", "春节", "元宵", "三八", "五一", "母亲节", "护士节", "端午", "医师节", "中秋", "国庆", "感恩节", "年终答谢", "圣诞",
)  # fmt: skip
"""The names under `[rules.festivals]`, kept here for the same reason."""


class RuleSettings(msgspec.Struct, frozen=True):
    """One care rule's switches; what is left out is the rule's own default."""

    on: bool | None = None
    days: int | None = None
    lead: tuple[int, ...] | None = None
    time: dt.time | None = None


NOTHING_CHOSEN = RuleSettings()


class CareSettings(msgspec.Struct, frozen=True):
    """Everything that care rules may ask of the settings."""

    calendar: WorkCalendar = WorkCalendar()
    cadence: Cadence = Cadence()
    rules: dict[str, RuleSettings] = {}
    reps: dict[str, Rep] = {}
    ledger: LedgerSettings = LedgerSettings()
    datum: Datum = "GCJ-02"  # of the coordinates on cards
    quiet: dict[str, int] = {}  # days of silence by life event, where not the project's own
    festivals: dict[str, bool] = {}  # festivals that are switched on or off
    festival_leads: dict[
        str, int
    ] = {}  # days before a festival on which it is prepared, where not the rule's

    def rule(self, name: str) -> RuleSettings:
        """A rule's switches."""
        return self.rules.get(name, NOTHING_CHOSEN)
