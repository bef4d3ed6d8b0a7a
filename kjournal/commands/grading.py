"""What `why` says of a grade: where it comes from, the table behind it, and what it was a quarter ago."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from decimal import Decimal

from kjournal.commands.listing import rep_shown
from kjournal.dates.periods import add_months
from kjournal.graph.past import standings, standings_on
from kjournal.graph.refresh import Graph
from kjournal.ledger.grades import Standing
from kjournal.ledger.letters import Lettered
from kjournal.ledger.placed import Placed, placed
from kjournal.ledger.settings import Shares
from kjournal.words import N_, _

_ROW = (
    "SELECT customer, class, rep, status, kind, written, org, sales, weight FROM standing WHERE customer = ?"
)
_SOURCES = {
    "written": N_("as written on the card"),
    "unit": N_("as its organisation"),
    "vip": N_("among the best of the rep's customers"),
    "letter": N_("by its sales in its group"),
    "rep": N_("by its sales among all of the rep's customers"),
}


def grade_lines(opened: Graph, identity: str) -> Iterator[str]:
    """The lines about a customer's grade."""
    connection = opened.connection
    row = connection.execute("SELECT grade, source FROM grades WHERE customer = ?", (identity,)).fetchone()
    grade, source = row or ("", "")
    words = _(_SOURCES[source]) if source in _SOURCES else _("not graded yet")
    if source == "written" and (reason := _reason(connection, identity)):
        words = _("as written on the card: {reason}").format(reason=reason)
    yield _("Grade: {grade} ({source})").format(grade=grade or "—", source=words)
    found = connection.execute(_ROW, (identity,)).fetchone()
    if found is not None:
        yield from _table(opened, Standing._make(found))


def _reason(connection: sqlite3.Connection, identity: str) -> str:
    row = connection.execute("SELECT grade_reason FROM customers WHERE id = ?", (identity,)).fetchone()
    return row[0] or "" if row else ""


def _table(opened: Graph, row: Standing) -> Iterator[str]:
    """Sales and ranks now, and how they were."""
    if row.uncounted:
        yield "  " + _("not graded by sales: {why}").format(why=row.uncounted)
    if not row.counted:
        return
    shares = opened.settings.care.ledger.shares
    rows = standings(opened.connection, row.group, row.rep)
    now = placed(row.customer, rows, shares)
    yield "  " + _("net sales of twelve months: {sales} yuan").format(sales=f"{now.sales:.2f}")
    yield from (f"  {line}" for line in _of_group(opened, row, now, shares))
    yield from (f"  {line}" for line in _of_rep(opened, row, now, shares))
    day = add_months(opened.today, -3)
    then = placed(row.customer, standings_on(opened.connection, rows, day), shares)
    yield f"  {_compared(now, then, day.isoformat())}"


def _of_group(opened: Graph, row: Standing, now: Placed, shares: Shares) -> Iterator[str]:
    """The place in the group, and why that gives the letter."""
    if now.small:
        text = _("{group}: fewer than {least} with sales, so it is graded among all customers of {rep}")
        rep = rep_shown(opened.settings, row.rep)
        yield text.format(group=row.group, least=shares.group, rep=rep)
    elif now.letter is not None:
        yield _("{group}: {place}").format(group=row.group, place=_place(now.letter, now, shares))
        if now.even:
            yield "  " + _("the same sales as the one before it; the id puts it behind")


def _of_rep(opened: Graph, row: Standing, now: Placed, shares: Shares) -> Iterator[str]:
    """The place among the rep's customers, and how many of them are VIP."""
    if now.rank is None or now.sales <= 0:
        return
    rep = rep_shown(opened.settings, row.rep)
    text = _("customers of {rep}: rank {rank} of {of}; the first {vips} ({share} %) are VIP")
    line = text.format(rep=rep, rank=now.rank.rank, of=now.rank.of, vips=now.vips, share=shares.vip)
    yield f"{line}; {_letter(now.rank, now.sales, shares)}" if now.small else line
    if now.even_of_rep and not (now.even and not now.small):
        yield "  " + _("the same sales as the one before it; the id puts it behind")


def _place(letter: Lettered, now: Placed, shares: Shares) -> str:
    if now.sales <= 0:
        return _letter(letter, now.sales, shares)
    place = _("rank {rank} of {of} with sales").format(rank=letter.rank, of=letter.of)
    return _("{place}; {letter}").format(place=place, letter=_letter(letter, now.sales, shares))


def _letter(letter: Lettered, sales: Decimal, shares: Shares) -> str:
    """The letter, and what gives it."""
    if sales <= 0:
        return _("no sales: C")
    if shares.money:
        bounds = ", ".join(f"{name} ≥ {value:f}" for name, value in sorted(shares.money.items()))
        return _("{letter} by money ({bounds})").format(letter=letter.letter, bounds=bounds)
    text = _("those before it have {before} % of the sales: {letter} (A below {a} %, B below {b} %)")
    return text.format(before=f"{letter.before * 100:.1f}", letter=letter.letter, a=shares.a, b=shares.b)


def _compared(now: Placed, then: Placed, day: str) -> str:
    """What it was a quarter ago, and what moved it since."""
    if (then.graded, _rank(then), then.sales) == (now.graded, _rank(now), now.sales):
        return _("the same as on {day}").format(day=day)
    was = _("on {day}: {grade}, rank {rank}, {sales} yuan").format(
        day=day, grade=then.graded.grade or "—", rank=_rank(then), sales=f"{then.sales:.2f}"
    )
    if now.sales == then.sales:
        return _("{was}; its own sales are the same, the others moved").format(was=was)
    return _("{was}; since then {more} yuan").format(was=was, more=f"{now.sales - then.sales:+.2f}")


def _rank(one: Placed) -> str:
    table = one.rank if one.small else one.letter
    if table is None or one.sales <= 0:
        return "—"
    place = f"{table.rank}/{table.of}"
    return _("{place} among the rep's").format(place=place) if one.small else place
