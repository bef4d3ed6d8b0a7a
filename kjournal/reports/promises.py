"""Promises: ours and theirs that are open, the late ones first, and how many of ours were kept (事事有回音)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from msgspec import json

from kjournal.reports.question import Question, town
from kjournal.reports.report import Cell, Column, Report, Row
from kjournal.words import N_, _

WINDOW = 90
"""Days over which the rate of kept promises is reckoned."""
SOON = 7
_OPEN = """
    SELECT p.due, p.what, p.to_whom, p.by, p.every, p.approval, p.made, p.kept, p.visit, p.customer, s.name, s.region, p.rep
    FROM promised AS p INDEXED BY {index} CROSS JOIN standing AS s ON s.customer = p.customer
    WHERE p.open = 1 AND p.theirs = :theirs AND p.due IS {dated} NULL {of} ORDER BY p.due, p.customer, p.n LIMIT :most
"""
_OF = "AND p.rep IN (SELECT value FROM json_each(:reps))"
_STANDING = """
    SELECT rep, COUNT(*), COUNT(due < :today OR NULL), COUNT(due BETWEEN :today AND :soon OR NULL)
    FROM promised INDEXED BY promised_rep WHERE open = 1 AND theirs = 0 GROUP BY rep
"""
_FELL_DUE = """
    SELECT rep, COUNT(*), SUM(kept IS NOT NULL), SUM(kept IS NOT NULL AND kept <= due) FROM (
        SELECT rep, kept, COALESCE(due, kept) AS due FROM promised
        WHERE open = 0 AND theirs = 0 AND COALESCE(due, kept) >= :since AND COALESCE(due, kept) < :today
        UNION ALL
        SELECT rep, NULL, due FROM promised WHERE open = 1 AND theirs = 0 AND due >= :since AND due < :today
    ) GROUP BY rep ORDER BY rep
"""
_COLUMNS = (
    Column("due", N_("By when"), "due"),
    Column("what", N_("What was promised")),
    Column("customer", N_("Customer"), "who"),
    Column("to", N_("To whom")),
    Column("made", N_("Said"), "visit"),
    Column("town", N_("Town")),
    Column("rep", N_("Rep")),
)


class Standing(NamedTuple):
    """How many of our promises are open."""

    open: int
    late: int  # past their day
    soon: int


class Kept(NamedTuple):
    """How many promises fell due, and what became of them."""

    due: int
    kept: int
    in_time: int

    @property
    def share(self) -> float | None:
        """The part that was kept; None where nothing fell due."""
        return round(self.kept / self.due, 4) if self.due else None


def standing(question: Question) -> dict[str, Standing]:
    """How our open promises stand, by who has to see to them."""
    found = question.rows(_STANDING, soon=question.ahead(SOON))
    return {rep: Standing(*counts) for rep, *counts in found}


def ours(question: Question, reps: Sequence[str] | None = None, most: int = -1) -> Report:
    """What we promised: all, or what these reps have to see to; the first of it."""
    rows = _open(question, reps, most, theirs=False)
    return Report("ours", N_("We promised"), _COLUMNS, rows, empty=N_("Nothing of ours is open."))


def theirs(question: Question) -> Report:
    """What customers promised."""
    columns = tuple(column for column in _COLUMNS if column.key != "to")
    place = next(n for n, column in enumerate(_COLUMNS) if column.key == "to")
    rows = tuple((*row[:place], *row[place + 1 :]) for row in _open(question, theirs=True))
    return Report("theirs", N_("They promised"), columns, rows, empty=N_("Nothing of theirs is open."))


def closing(question: Question) -> Report:
    """How many of our promises of the last quarter were kept, by rep."""
    rows: list[Row] = []
    whole = Kept(0, 0, 0)
    for rep, *counts in question.rows(_FELL_DUE, since=question.ago(WINDOW)):
        one = Kept(*counts)
        whole = Kept(*map(sum, zip(whole, one, strict=True)))
        rows.append((question.rep(rep) or _("nobody"), *_counts(one)))
    columns = (
        Column("rep", N_("Rep")),
        Column("due", N_("Fell due"), "number"),
        Column("kept", N_("Kept"), "number"),
        Column("in_time", N_("In time"), "number"),
        Column("open", N_("Still open"), "number"),
        Column("share", N_("Kept, in percent"), "share"),
    )
    says = _(
        "Our promises that fell due in the last {days} days, without those of today. A promise without a day counts when it is kept; one that comes again counts each time."
    ).format(days=WINDOW)
    total = (_("all"), *_counts(whole)) if whole.due else ()
    empty = N_("No promise of ours fell due in this time.")
    return Report("closing", N_("Kept promises"), columns, tuple(rows), total, empty, says)


def _counts(one: Kept) -> tuple[Cell, ...]:
    return (one.due, one.kept, one.in_time, one.due - one.kept, one.share)


def _open(
    question: Question, reps: Sequence[str] | None = None, most: int = -1, *, theirs: bool
) -> tuple[Row, ...]:
    """The oldest first, those without a day behind them; each half lies so in its index."""
    soon, today = question.ahead(SOON), question.today.isoformat()
    index, of = ("promised_open", "") if reps is None else ("promised_rep", _OF)
    asked = {"theirs": int(theirs), "reps": json.encode(reps).decode()}
    found = question.rows(_OPEN.format(index=index, of=of, dated="NOT"), most=most, **asked)
    rest = most if most < 0 else most - len(found)
    found += question.rows(_OPEN.format(index=index, of=of, dated=""), most=rest, **asked)
    return tuple(_row(question, row, today, soon) for row in found)


def _row(question: Question, row: tuple[Any, ...], today: str, soon: str) -> Row:
    due, what, to, by, every, approval, made, kept, visit, customer, name, region, rep = row
    state = "" if due is None or due > soon else "late" if due < today else "near"
    more = [
        every and _("comes again: {every}").format(every=every),
        kept and _("last kept {day}").format(day=kept),
    ]
    more += [approval and _("needs the agreement of {who}").format(who=approval)]
    more += [by and _("by {name}").format(name=by)]
    said = tuple(filter(None, (what, *more)))
    place = (customer, visit or "", made or "") if made or visit else None
    return ((state, due or ""), said, (customer, name), to or None, place, town(region), question.rep(rep))
