"""Next visit: on the agreed day, not moved, until a contact from three days before it or a later `next` (S3)."""

from __future__ import annotations

from datetime import datetime, time

from kjournal.care.agreed import Agreed
from kjournal.care.coincidence import coincidences
from kjournal.care.doorstep import lines, place, position
from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.words import N_, _

_USUAL_LENGTH = 30  # minutes
_VERBS = {
    "电话": N_("Call"),
    "视频": N_("Video call"),
    "会议": N_("Meeting"),
    "微信": N_("Write"),
    "短信": N_("Write"),
    "邮件": N_("Write"),
    "信件": N_("Write"),
}
"""What a plan by each channel is called."""


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    return [_reminder(case, agreed, settings) for agreed in case.facts.agreed]


def _reminder(case: Case, agreed: Agreed, settings: RuleSettings) -> Reminder:
    card = case.dossier.customer
    there = agreed.slot == "visit"
    aim = (Line(_("For: {what}").format(what=agreed.what)),) if agreed.what else ()
    return Reminder(
        uid=uid("next", case.dossier.id, f"{agreed.visit}\0plan" if agreed.plan else agreed.visit),
        rule="next",
        kind="visit",
        customer=case.dossier.id,
        rep=case.rep(agreed.rep),
        day=agreed.day,
        verb=_verb(agreed),
        name=card.name,
        why=_why(agreed),
        start=agreed.start or settings.time or time(8),
        minutes=_minutes(agreed),
        lines=(*aim, *(coincidences(case, agreed.day) if there else ()), *lines(case, door=there)),
        alarms=(Alarm(0),),
        location=place(card) if there else "",
        geo=position(case) if there else None,
        fixed=agreed.start is not None,
    )


def _verb(agreed: Agreed) -> str:
    if agreed.channel in _VERBS:
        return _(_VERBS[agreed.channel])
    return _("Planned visit") if agreed.plan else _("Agreed visit")


def _why(agreed: Agreed) -> str:
    if agreed.made is None:
        return _("planned for {day}").format(day=agreed.day.isoformat())
    return _("agreed on {made} for {day}").format(made=agreed.made.isoformat(), day=agreed.day.isoformat())


def _minutes(agreed: Agreed) -> int:
    if agreed.start and agreed.end and agreed.end > agreed.start:
        length = datetime.combine(agreed.day, agreed.end) - datetime.combine(agreed.day, agreed.start)
        return int(length.total_seconds() // 60)
    return _USUAL_LENGTH


RULE = Rule(
    "next",
    "visit",
    _remind,
    RuleSettings(on=True, time=time(8)),
    "S3",
    N_("what was agreed or planned, on its own day, which is never moved"),
)
