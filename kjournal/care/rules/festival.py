"""Festivals: one list a festival and rep, prepared beforehand, and an entry of its own for each VIP (S0 S1 S4).

The lists need many customers: they are made for a rep from the narrow rows of all its customers (`lists`). Nobody is
ever sent a text that all get.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from kjournal.care.doorstep import phone_line, phones
from kjournal.care.festivals import THANKS, Coming, coming, thanked_until
from kjournal.care.greeted import Greeted, greeted, words_only_line
from kjournal.care.reminder import Alarm, Line, Reminder, uid
from kjournal.care.rule import Case, Rule, merged
from kjournal.care.settings import CareSettings, RuleSettings
from kjournal.care.window import LUNAR_YEARS, behind, worked
from kjournal.dates.today import Today
from kjournal.ledger.grades import KEY_GRADES
from kjournal.words import N_, _, ngettext

LINES = 30
"""Customers that a list names; the rest is on the pages."""
SINGLES = timedelta(days=60)
"""How far ahead a VIP's own entry is shown; the list stands there for two years."""
NEAR = timedelta(days=30)
"""From so many days before it a list tells wishes and last talks: further ahead they would only change."""
GRADES = ("VIP", "A", "B", "C", "D")


class Row(NamedTuple):
    """A customer of a rep with its grade."""

    grade: str
    said: Greeted

    @property
    def key(self) -> bool:
        """重点: VIP or A."""
        return self.grade in KEY_GRADES


def _remind(case: Case, settings: RuleSettings) -> list[Reminder]:
    """A VIP's own entries."""
    if case.grade != "VIP":
        return []
    said = greeted(case.dossier, case.facts, case.settings.quiet, case.today)
    if said is None:
        return []
    return [
        _single(case, said, one, settings.time)
        for one in coming(case.settings.festivals, case.today)
        if said.keeps(one.festival) and case.today.reached(one.day - SINGLES)
    ]


def _single(case: Case, said: Greeted, one: Coming, start: time | None) -> Reminder:
    return Reminder(
        uid=uid("festival", case.dossier.id, f"{one.festival.name}\0{one.day.year}"),
        rule="festival",
        kind="birthday",
        customer=case.dossier.id,
        rep=case.dossier.rep,
        day=one.day,
        verb=_("Greet"),
        name=f"{said.name} · {one.festival.name}",
        why=_why(one),
        start=start,
        lines=(*phone_line(phones(case)), *_own_lines(said, one)),
        alarms=(Alarm(0 if start else 900),),
        open=False,
    )


def _own_lines(said: Greeted, one: Coming) -> tuple[Line, ...]:
    told = (
        (
            _("To be greeted: {people}"),
            "、".join(said.women if one.festival.whom == "women" else said.people),
        ),
        (_("Wishes: {how}"), said.wish),
        (_("Last talk: {talk}"), said.talk),
    )
    found = [Line(text.format(people=what, how=what, talk=what)) for text, what in told if what]
    if said.mourns(one.day):
        found.insert(0, Line(_mourning()))
    if said.words_only:
        found.append(Line(words_only_line(), "internal"))
    return tuple(found)


def _mourning() -> str:
    return _("a death in the house: no word of joy")


def _why(one: Coming) -> str:
    """The day, and of the year's thanks until when there is time."""
    last = thanked_until(one.day) if one.festival.name == THANKS else None
    if last is not None:
        return _("{festival} from {day} to {last}").format(
            festival=one.festival.name, day=one.day.isoformat(), last=last.isoformat()
        )
    return _("{festival} {day}").format(festival=one.festival.name, day=one.day.isoformat())


def lists(rep: str, rows: Sequence[Row], settings: CareSettings, today: Today) -> list[Reminder]:
    """The lists of a rep: for each festival one on its day, and one on each day on which somebody is to be prepared for."""
    chosen = merged(RULE.defaults, settings.rule(RULE.name))
    if not chosen.on:
        return []
    found = _Lists(rep, rows, settings, today)
    return [
        made
        for one in coming(settings.festivals, today)
        for made in (*found.prepared(one, chosen.lead or ()), found.of_the_day(one))
        if made is not None and not behind(made.day, today)
    ]


class _Lists:
    """One rep's customers, the best first, as each festival greets them."""

    def __init__(self, rep: str, rows: Sequence[Row], settings: CareSettings, today: Today) -> None:
        self.rep, self.settings, self.today = rep, settings, today
        self.rows = sorted(rows, key=lambda row: (_place(row.grade), row.said.customer))
        self._whom: dict[str, list[Row]] = {}

    def of_the_day(self, one: Coming) -> Reminder | None:
        """The list on the day itself."""
        return self._list("festival", one, one.day, self._rows(one))

    def prepared(self, one: Coming, leads: Sequence[int]) -> list[Reminder | None]:
        """The lists on the days before: of the great festivals one for all, else by grade."""
        if days := self.settings.festival_leads.get(one.festival.name, one.festival.lead):
            day = worked(one.day - timedelta(days=days), self.settings.calendar)
            return [self._list("festival-prepare", one, day, self._rows(one))]
        by_lead: dict[int, list[Row]] = {}
        for row in self._rows(one) if any(leads) else ():
            by_lead.setdefault(leads[min(_third(row.grade), len(leads) - 1)], []).append(row)
        return [
            self._list(
                "festival-prepare", one, self.settings.calendar.workdays_before(one.day, lead), rows, lead
            )
            for lead, rows in sorted(by_lead.items(), reverse=True)
            if lead
        ]

    def _rows(self, one: Coming) -> list[Row]:
        """Who is greeted on such a festival."""
        if one.festival.name not in self._whom:
            self._whom[one.festival.name] = [row for row in self.rows if row.said.keeps(one.festival)]
        return self._whom[one.festival.name]

    def _list(self, name: str, one: Coming, day: date, rows: Sequence[Row], lead: int = 0) -> Reminder | None:
        """One list of those who are not left in peace then; None where nobody stands on it."""
        rows = [
            row for row in rows if not (row.said.quiet and (row.said.silent(day) or row.said.silent(one.day)))
        ]
        if not rows:
            return None
        prepare = name != "festival"
        return Reminder(
            uid=uid(name, f"rep:{self.rep}", f"{one.festival.name}\0{one.day.year}\0{lead}"),
            rule="festival",
            kind="birthday",
            customer="",
            rep=self.rep,
            day=day,
            verb=_("Prepare greetings") if prepare else _("Festival greetings"),
            name=one.festival.name,
            why=_why(one),
            lines=tuple(self._lines(one, rows)),
            alarms=(Alarm(900),),
            open=False,
            due=one.day if prepare else None,
        )

    def _lines(self, one: Coming, rows: Sequence[Row]) -> list[Line]:
        soon = self.today.reached(one.day - NEAR)
        found = [_line(row, one, told=soon and row.key) for row in rows[:LINES]]
        if (more := len(rows) - LINES) > 0:
            text = ngettext("and {n} more, see the page", "and {n} more, see the page", more)
            found.append(Line(text.format(n=more), "public"))
        found.append(Line(_("Greet each in your own words, one by one; send no text to all."), "public"))
        if any(row.said.words_only for row in rows):
            found.append(Line(words_only_line(), "public"))
        return found


def _line(row: Row, one: Coming, *, told: bool) -> Line:
    """A customer: name and grade for everybody, wish and last talk of who matters most, and what must not be said."""
    short = f"{row.said.name} ({row.grade})" if row.grade else row.said.name
    who = row.said.whom(one.festival)
    parts = [f"{who} ({row.grade})" if row.grade else who]
    if row.said.mourns(one.day):
        parts.append(_mourning())
    if told and row.said.wish:
        parts.append(_("Wishes: {how}").format(how=row.said.wish))
    if told and row.said.talk:
        parts.append(_("Last talk: {talk}").format(talk=row.said.talk))
    return Line("; ".join(parts), short=short)


def _place(grade: str) -> int:
    return GRADES.index(grade) if grade in GRADES else len(GRADES)


def _third(grade: str) -> int:
    """VIP, A, all others."""
    return min(_place(grade), 2)


RULE = Rule(
    "festival",
    "birthday",
    _remind,
    RuleSettings(on=True, lead=(7, 3, 1)),
    "S0 S1 S4",
    N_(
        "festivals: a list for each rep, prepared before (VIP 7, A 3, others 1 working days), and an entry for each VIP"
    ),
    quiet=True,
    ahead=LUNAR_YEARS,
)
