"""情感 call: to hear how they are, on days that nobody could foresee, until a call or a visit takes place (S0 S1)."""

from __future__ import annotations

from kjournal.care.affection import DEFAULTS, NAME, Affection, affection
from kjournal.care.doorstep import lines
from kjournal.care.reminder import Alarm, Reminder, uid
from kjournal.care.rule import Case, Rule
from kjournal.care.rules.cadence import call_time
from kjournal.care.settings import RuleSettings
from kjournal.words import N_, _


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    """None while an ordinary call comes first: there is one pending call a customer."""
    call = affection(case)
    if call is None or any(one.slot == "call" and one.day < call.day for one in case.planned):
        return []
    return [
        Reminder(
            uid=uid(NAME, case.dossier.id, f"{call.days}\0{call.cycle}"),
            rule=NAME,
            kind="visit",
            customer=case.dossier.id,
            rep=case.dossier.rep,
            day=call.day,
            verb=_("Call to keep in touch"),
            name=case.dossier.customer.name,
            why=_why(case, call),
            start=settings.time or call_time(case.dossier.customer),
            lines=lines(case),
            alarms=(Alarm(0),),
        )
    ]


def _why(case: Case, call: Affection) -> str:
    last = case.facts.last_call
    why = _("grade {grade}: every {days} days, {spread} more or less, with no business").format(
        grade=case.grade, days=call.days, spread=call.spread
    )
    if last is None:
        return why
    return _("last contact {day} ({channel}); {reason}").format(
        day=last.day.isoformat(), channel=last.channel, reason=why
    )


RULE = Rule(
    NAME,
    "visit",
    _remind,
    DEFAULTS,
    "S0 S1",
    N_(
        "a call without business on irregular days: VIP every 30 days, 8 more or less, A every 60, 15 more or less"
    ),
    quiet=True,
    planned=True,
)
