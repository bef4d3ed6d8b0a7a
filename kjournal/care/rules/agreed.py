"""Next visit: on the agreed day, not moved, until a contact from three days before it or a later `next` (S3)."""

from __future__ import annotations

from datetime import datetime, time

from kjournal.care.doorstep import lines, place
from kjournal.care.facts import CLOSED, Agreed
from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import shown
from kjournal.words import _


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    if case.dossier.customer.status in CLOSED:
        return []
    return [
        _reminder(case, agreed, settings) for agreed in case.facts.agreed if shown(agreed.day, case.today)
    ]


def _reminder(case: Case, agreed: Agreed, settings: RuleSettings) -> Reminder:
    card = case.dossier.customer
    calls = {"电话": _("Call"), "视频": _("Video call"), "微信": _("Write")}
    day = agreed.day.isoformat()
    if agreed.plan:
        why = _("planned for {day}").format(day=day)
    else:
        why = _("agreed on {made} for {day}").format(made=_made(case, agreed), day=day)
    more = (Line(_("For: {what}").format(what=agreed.what)),) if agreed.what else ()
    return Reminder(
        uid=uid("next", case.dossier.id, agreed.visit),
        rule="next",
        kind="visit",
        customer=case.dossier.id,
        rep=case.dossier.rep,
        day=agreed.day,
        verb=calls.get(agreed.channel, _("Agreed visit")),
        name=card.name,
        why=why,
        start=agreed.start or settings.time or time(8),
        minutes=_minutes(agreed),
        lines=(*more, *lines(case.dossier, case.facts)),
        alarms=(Alarm(0),),
        location=place(card),
        geo=card.geo,
        fixed=agreed.start is not None,
    )


def _made(case: Case, agreed: Agreed) -> str:
    visit = next((visit for visit in case.dossier.visits if visit.path == agreed.path), None)
    return visit.date.isoformat() if visit else "?"


def _minutes(agreed: Agreed) -> int:
    if agreed.start and agreed.end and agreed.end > agreed.start:
        length = datetime.combine(agreed.day, agreed.end) - datetime.combine(agreed.day, agreed.start)
        return int(length.total_seconds() // 60)
    return 30


RULE = Rule("next", "visit", _remind, RuleSettings(on=True, time=time(8)), "S3")
