"""Visit and call: on the planned day, until a contact fills the slot (S0, S4)."""

from __future__ import annotations

from datetime import date, time

from kjournal.care.affection import affection
from kjournal.care.agreed import appointment
from kjournal.care.channels import Slot
from kjournal.care.coincidence import coincidences
from kjournal.care.doorstep import lines, place, position
from kjournal.care.gentle import gentle_calls
from kjournal.care.market import hour
from kjournal.care.reminder import Alarm, Reminder, uid
from kjournal.care.rule import Case, Planned, Rule
from kjournal.care.settings import RuleSettings
from kjournal.records.customer import Customer
from kjournal.words import N_, _

CALL_TIMES = {
    "县医院": time(16), "县中医院": time(16), "乡镇卫生院": time(16), "社区卫生服务中心": time(16),
    "商业公司": time(10),
}  # fmt: skip
"""Hospitals at four, dealers at ten; all others at half past two (DOMAIN.md 5)."""
_USUAL_CALL = time(14, 30)


def call_time(card: Customer) -> time:
    """When a customer of that class may be called."""
    return CALL_TIMES.get(card.class_, _USUAL_CALL)


def _visit(case: Case, settings: RuleSettings) -> list[Reminder]:
    return _remind(case, "visit", settings.time or time(8))


def _call(case: Case, settings: RuleSettings) -> list[Reminder]:
    """None where a call of another kind comes first and stands for it: there is one pending call a customer."""
    made = _remind(case, "call", settings.time or call_time(case.dossier.customer))
    return [one for one in made if not _stood_for(case, one.day)]


def _stood_for(case: Case, day: date) -> bool:
    kind = affection(case)
    gentle = gentle_calls(case.quiet, case.facts, case.settings.calendar, case.today)
    return (kind is not None and kind.day <= day) or any(one.day <= day for one in gentle)


def _remind(case: Case, slot: Slot, start: time) -> list[Reminder]:
    """The one pending reminder of a slot; none while an appointment stands for it."""
    planned = next((planned for planned in case.planned if planned.slot == slot), None)
    if planned is None or appointment(case.facts.agreed, slot, case.today) is not None:
        return []
    card = case.dossier.customer
    there = slot == "visit"
    asked, start = start, hour(card, planned.day, start) if there else start
    return [
        Reminder(
            uid=uid(slot, case.dossier.id, planned.last),
            rule=slot,
            kind="visit",
            customer=case.dossier.id,
            rep=case.dossier.rep,
            day=planned.day,
            verb=_("Visit") if there else _("Call"),
            name=card.name,
            why=_why(planned, busy=there and start != asked),
            start=start,
            minutes=30 if there else 15,
            lines=(*(coincidences(case, planned.day) if there else ()), *lines(case, door=there)),
            alarms=(Alarm(0),),
            location=place(card) if there else "",
            geo=position(case) if there else None,
            due=planned.due,
            band=planned.band,
        )
    ]


def _why(planned: Planned, *, busy: bool) -> str:
    """Who was never met is not late, whatever the day it counts from: nothing was missed (`care.cadence.band`)."""
    why = planned.why
    if planned.due is not None and not planned.last:
        why = _("{why}; not late before the first time, any day from {day} on").format(
            why=why, day=planned.due.isoformat()
        )
    elif planned.due is not None:
        why = _("{why}; due {day}").format(why=why, day=planned.due.isoformat())
    return _("{why}; market day: not in the morning").format(why=why) if busy else why


VISIT = Rule(
    "visit",
    "visit",
    _visit,
    RuleSettings(on=True, time=time(8)),
    "S0 S4",
    N_("a visit on its planned day, until a contact in person takes place"),
    quiet=True,
    planned=True,
)
CALL = Rule(
    "call",
    "visit",
    _call,
    RuleSettings(on=True),
    "S0 S1",
    N_("a call on its planned day, at an hour that suits the class, until a call or a visit takes place"),
    quiet=True,
    planned=True,
)
