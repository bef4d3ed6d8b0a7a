"""How reminders stand in a list on a terminal: when, what to do for whom, and below it why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from itertools import groupby
from typing import NamedTuple

import msgspec

from kjournal.care.reminder import Kind, Reminder
from kjournal.config.settings import Settings
from kjournal.findings.cells import cells, visible
from kjournal.graph.refresh import Graph
from kjournal.outputs.pages.marks import BAND_ORDER, KIND_WORDS
from kjournal.words import _, ngettext

KINDS: tuple[Kind, ...] = ("promise", "money", "visit", "birthday")
"""In the order in which what was left undone hurts."""
_TOGETHER = 3
"""More than so many undone things of one sort are told in a paragraph."""
_MOST = 20
"""Of one kind, told one by one; the rest is counted."""
_WIDTH = 96
_SELECT = """
    SELECT {what} FROM reminders AS r LEFT JOIN customers AS c ON c.id = r.customer
    WHERE r.rule != 'daily' AND r.kind != 'brief' AND (:kind IS NULL OR r.kind = :kind) {theirs} AND {where}
"""
_reminder = msgspec.json.Decoder(Reminder).decode


class Listed(NamedTuple):
    """A reminder, and where its customer is."""

    reminder: Reminder
    region: str

    @property
    def turn(self) -> tuple[date, bool, time, int, str, str, str]:
        """By day and time, what has no time last; the urgent first, then town by town."""
        one = self.reminder
        band = BAND_ORDER.get(one.band, len(BAND_ORDER))
        return (one.day, one.start is None, one.start or time.min, band, self.region, one.name, one.uid)


def listed(opened: Graph, where: str, **named: str | None) -> list[Listed]:
    """The reminders that fit, by rep, in their turn; `rep` and `kind` among the names narrow them."""
    rows = asked(opened, "r.reminder, COALESCE(c.region, '')", where, **named)
    found = [Listed(_reminder(data), region) for data, region in rows]
    return sorted(found, key=lambda one: (one.reminder.rep, one.turn))


def asked(opened: Graph, what: str, where: str, **named: str | None) -> sqlite3.Cursor:
    """Something of the reminders that fit."""
    theirs = "AND r.rep = :rep" if named.get("rep") is not None else ""
    query = _SELECT.format(what=what, theirs=theirs, where=where)
    return opened.connection.execute(query, {"rep": None, "kind": None, **named})


def by_rep(rows: Iterable[Listed]) -> Iterator[tuple[str, list[Listed]]]:
    """Each rep's rows."""
    for rep, mine in groupby(rows, key=lambda one: one.reminder.rep):
        yield rep, list(mine)


def rep_shown(settings: Settings, rep: str) -> str:
    """A rep as a heading names one."""
    known = settings.reps.get(rep)
    return known.shown if known else rep or _("without a rep")


def said(reminder: Reminder) -> str:
    """The thing itself, where the entry's first line says it: what was promised, what was agreed."""
    first = reminder.lines[0].text if reminder.lines else ""
    if reminder.rule == "promise":
        return first
    before, _what, _behind = _("For: {what}").partition("{what}")
    return first.removeprefix(before) if reminder.rule == "next" and first.startswith(before) else ""


def headline(reminder: Reminder) -> str:
    """What to do for whom, and the thing itself."""
    words = (
        _("{verb}: {name}").format(verb=reminder.verb, name=reminder.name) if reminder.name else reminder.verb
    )
    what = said(reminder)
    return _("{words} – {what}").format(words=words, what=what) if what else words


def timed(rows: Sequence[Listed], indent: str) -> Iterator[str]:
    """The lines of one day: the time, what to do, and why."""
    none = _("all day")
    width = max(5, cells(none))
    for reminder, _region in rows:
        when = f"{reminder.start:%H:%M}" if reminder.start else none
        yield visible(f"{indent}{padded(when, width)}  {headline(reminder)}")
        yield visible(f"{indent}{' ' * width}  {reminder.why}")


def undone(rows: Sequence[Listed], indent: str) -> Iterator[str]:
    """What was left undone, by kind: the oldest first; many of one sort in a paragraph."""
    for kind in KINDS:
        mine = [one for one in rows if one.reminder.kind == kind]
        if not mine:
            continue
        yield f"{indent}{_(KIND_WORDS[kind])}"
        sorts: dict[str, list[Reminder]] = {}
        for one, _region in mine:
            sorts.setdefault(one.verb, []).append(one)
        left_out = []
        room = _MOST
        for verb, some in sorts.items():
            if len(some) > _TOGETHER and not any(map(said, some)):
                yield from _together(verb, some[:_MOST], len(some), indent + "  ")
                left_out += some[_MOST:]
            else:
                yield from _dated(some[:room], indent + "  ")
                left_out += some[room:]
                room = max(0, room - len(some))
        if left_out:
            first = min(one.day for one in left_out)
            text = ngettext(
                "{n} more: kjournal agenda --from {day} --kind {kind}",
                "{n} more: kjournal agenda --from {day} --kind {kind}",
                len(left_out),
            )
            yield f"{indent}  {text.format(n=len(left_out), day=first, kind=kind)}"


def _dated(some: Sequence[Reminder], indent: str) -> Iterator[str]:
    for one in some:
        yield visible(f"{indent}{one.day}  {headline(one)}")
        yield visible(f"{indent}            {one.why}")


def _together(verb: str, some: Sequence[Reminder], count: int, indent: str) -> Iterator[str]:
    """The verb, how many, and the names with the day since when."""
    head = ngettext("{verb}, {n} customer:", "{verb}, {n} customers:", count)
    yield f"{indent}{head.format(verb=verb, n=count)}"
    names = [_("{name} (since {day})").format(name=one.name, day=one.day) for one in some]
    yield from (f"{indent}  {line}" for line in filled(names, _WIDTH - len(indent)))


def filled(words: Iterable[str], width: int) -> Iterator[str]:
    """Words joined by commas, in lines no wider than so many cells."""
    comma = _(", ")
    between = cells(comma)
    line, taken = "", 0
    for word in words:
        more = cells(word)
        if line and taken + between + more > width:
            yield visible(line + comma.rstrip())
            line, taken = "", 0
        line, taken = (f"{line}{comma}{word}", taken + between + more) if line else (word, more)
    if line:
        yield visible(line)


def padded(text: str, width: int) -> str:
    """A text with blanks behind it up to so many cells."""
    return text + " " * max(0, width - cells(text))
