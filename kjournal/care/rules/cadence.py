"""Visit and call: on the planned day, until a contact fills the slot (S0, S4)."""

from __future__ import annotations

from datetime import time

from kjournal.care.doorstep import lines, place
from kjournal.care.reminder import Alarm, Reminder, uid
from kjournal.care.rule import Case, Planned, Rule
from kjournal.care.settings import RuleSettings
from kjournal.words import N_, _

CALL_TIMES = {
    "县医院": time(16), "县中医院": time(16), "乡镇卫生院": time(16), "社区卫生服务中心": time(16),
    "商业公司": time(10),
}  # fmt: skip
"""Hospitals at four, dealers at ten, all others at half past two (DOMAIN.md 5)."""


def _visit(case: Case, settings: RuleSettings) -> list[Reminder]:
    return _remind(case, "visit", settings.time or time(8), 30)


def _call(case: Case, settings: RuleSettings) -> list[Reminder]:
    usual = CALL_TIMES.get(case.dossier.customer.class_, time(14, 30))
    return _remind(case, "call", case.settings.rule("call").time or usual, 15)


def _remind(case: Case, slot: str, start: time, minutes: int) -> list[Reminder]:
    """The one pending reminder of a slot; none while an appointment stands for it."""
    planned = next((planned for planned in case.planned if planned.slot == slot), None)
    if planned is None or _appointed(case, slot):
        return []
    card = case.dossier.customer
    return [
        Reminder(
            uid=uid(slot, case.dossier.id, planned.last),
            rule=slot,
            kind="visit",
            customer=case.dossier.id,
            rep=case.dossier.rep,
            day=planned.day,
            verb=_(N_("Visit")) if slot == "visit" else _(N_("Call")),
            name=card.name,
            why=_why(planned),
            start=start,
            minutes=minutes,
            lines=lines(case.dossier, case.facts),
            alarms=(Alarm(0),),
            location=place(card) if slot == "visit" else "",
            geo=card.geo if slot == "visit" else None,
            due=planned.due,
            band=planned.band,
        )
    ]


def _why(planned: Planned) -> str:
    if planned.due is None:
        return planned.why
    return _("{why}; due {day}").format(why=planned.why, day=planned.due.isoformat())


def _appointed(case: Case, slot: str) -> bool:
    """Whether an agreed day that is still to come fills the slot: exactly one pending reminder a customer and slot."""
    for agreed in case.facts.agreed:
        fills = (
            agreed.channel in {"电话", "视频"} if slot == "call" else agreed.channel in {"", "上门", "会议"}
        )
        if fills and not case.today.past(agreed.day):
            return True
    return False


VISIT = Rule("visit", "visit", _visit, RuleSettings(on=True, time=time(8)), "S0 S4")
CALL = Rule("call", "visit", _call, RuleSettings(on=True), "S0 S1")
