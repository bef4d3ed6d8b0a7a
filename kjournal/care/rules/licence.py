"""Licences: an all-day entry at each lead before a paper expires, until a later `expires` is written (S4, days ours)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from kjournal.care.doorstep import phone_line, phones
from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.rule import Case, Rule
from kjournal.care.settings import RuleSettings
from kjournal.care.window import likely, worked
from kjournal.ledger.standing import current_papers
from kjournal.records.papers import Licence
from kjournal.words import N_, _

LONG, SHORT = (180, 90, 30, 7), (30, 7)


def leads(kind: str) -> tuple[int, ...]:
    """How many days before: permits early, all other papers late."""
    return LONG if "许可证" in kind else SHORT


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    lines = tuple(phone_line(phones(case)))
    return [
        reminder
        for paper in current_papers(case.dossier.customer)
        if paper.expires is not None and likely(paper.expires)
        for reminder in _reminders(case, paper, settings.lead or leads(paper.kind), lines)
    ]


def _reminders(
    case: Case, paper: Licence, days: Sequence[int], lines: tuple[Line, ...]
) -> Iterator[Reminder]:
    """An entry for each lead; the last of them is open until the paper is renewed."""
    for lead in sorted(set(days)):
        yield _reminder(case, paper, lead, lines, last=lead == min(days))


def _reminder(case: Case, paper: Licence, lead: int, lines: tuple[Line, ...], *, last: bool) -> Reminder:
    assert paper.expires is not None  # noqa: S101  asked by `_remind`
    kind = paper.kind or _("a paper")
    name = case.dossier.customer.name
    return Reminder(
        uid=uid("licence", case.dossier.id, f"{paper.kind}\0{paper.number}\0{lead}"),
        rule="licence",
        kind="money",
        customer=case.dossier.id,
        rep=case.dossier.rep,
        day=worked(paper.expires - timedelta(days=lead), case.settings.calendar),
        verb=_("Have a paper renewed"),
        name=f"{name} · {kind}",
        why=_("{paper} is valid until {day}").format(paper=kind, day=paper.expires.isoformat()),
        lines=lines,
        alarms=(Alarm(900),),
        open=last,
        due=paper.expires,
    )


RULE = Rule(
    "licence",
    "money",
    _remind,
    RuleSettings(on=True),
    "S4",
    N_(
        "180, 90, 30 and 7 days before a permit expires, 30 and 7 before any other paper, until a new one is written"
    ),
)
