"""Licences: an all-day entry at each lead before a paper expires, until a later `expires` is written (S4, days ours)."""

from __future__ import annotations

from datetime import timedelta

from kjournal.care.doorstep import phones
from kjournal.care.facts import CLOSED
from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import shown
from kjournal.records.papers import Licence
from kjournal.words import _

LONG, SHORT = (180, 90, 30, 7), (30, 7)
_OLD = frozenset({"GSP证", "税务登记证", "组织机构代码证", "卫生许可证"})
"""Papers that are read on old cards and never asked for (DOMAIN.md 2)."""


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    if case.dossier.customer.status in CLOSED or case.dossier.customer.kind == "内部":
        return []
    return [
        reminder
        for licence in newest(case.dossier.customer.licences)
        for lead in settings.lead or leads(licence.kind)
        if (reminder := _reminder(case, licence, lead)) is not None
    ]


def newest(licences: tuple[Licence, ...]) -> list[Licence]:
    """Of papers of one kind and number the one that is valid longest; those that expire and still exist."""
    found: dict[tuple[str, str], Licence] = {}
    for licence in licences:
        if licence.expires is None or licence.kind in _OLD:
            continue
        name = (licence.kind, licence.number)
        known = found.get(name)
        if known is None or known.expires is None or known.expires < licence.expires:
            found[name] = licence
    return list(found.values())


def leads(kind: str) -> tuple[int, ...]:
    """How many days before: permits early, powers of attorney and agreements late."""
    return LONG if "许可证" in kind else SHORT


def _reminder(case: Case, licence: Licence, lead: int) -> Reminder | None:
    assert licence.expires is not None  # noqa: S101  `newest` keeps only those
    calendar = case.settings.calendar
    day = licence.expires - timedelta(days=lead)
    day = day if calendar.is_workday(day) else calendar.before(day)
    if not shown(day, case.today):
        return None
    card = case.dossier.customer
    phone = phones(card)
    return Reminder(
        uid=uid("licence", case.dossier.id, f"{licence.kind}\0{licence.number}\0{lead}"),
        rule="licence",
        kind="money",
        customer=case.dossier.id,
        rep=case.dossier.rep,
        day=day,
        verb=_("Licence"),
        name=f"{card.name} · {licence.kind}",
        why=_("{paper} is valid until {day}").format(paper=licence.kind, day=licence.expires.isoformat()),
        lines=(Line(_("Phone: {phone}").format(phone=phone)),) if phone else (),
        alarms=(Alarm(900),),
        open=lead == min(leads(licence.kind)),
        due=licence.expires,
    )


RULE = Rule("licence", "money", _remind, RuleSettings(on=True), "S4")
