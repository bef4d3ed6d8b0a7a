"""What an editor shows beside the pointer: a customer's card, a field's meaning, why a finding matters."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec
from lsprotocol import types

from kjournal.care.facts import Facts
from kjournal.findings.codes import CODES
from kjournal.patterns import regex
from kjournal.serving.language.document import Document
from kjournal.serving.language.journal import Journal
from kjournal.serving.language.proposals import explain
from kjournal.serving.language.snapshot import Card
from kjournal.serving.language.spot import Outline, field_of, kind_of_note
from kjournal.words import _

_SIGNS = regex(r"([\\`*_{}\[\]<>#|~!])")
_MOST_PEOPLE = 12


def hover(document: Document, position: types.Position) -> types.Hover | None:
    """What to show at a position."""
    line, column = document.text.cursor(position)
    pieces, where = [], None
    reference = document.reference(line, column)
    if reference is not None:
        shown = document.journal.snapshot.cards.get(document.identity(reference) or "")
        if shown is not None:
            pieces.append(card(document.journal, shown))
            where = document.text.range_of(reference.place)
    elif (key := _key(document, line, column)) is not None:
        said, where = key
        pieces.append(said)
    pieces += [f"**{code}** {why}" for code, why in _reasons(document, line, column)]
    if not pieces:
        return None
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(pieces)), where)


def card(journal: Journal, shown: Card) -> str:
    """A customer in a few lines: nothing secret is in the index, and of what is private only what the door needs."""
    lines = [f"**{plain(shown.name)}** `{shown.id}`"]
    about = [shown.class_, shown.grade, shown.region, _rep(journal, shown)]
    lines.append(" · ".join(plain(word) for word in about if word))
    with journal.reading() as connection:
        if connection is not None:
            try:
                lines += _more(connection, shown)
            except (sqlite3.Error, msgspec.MsgspecError):
                lines.append("")  # the index is being made anew: what is known stands above
    return "  \n".join(line for line in lines if line)


def _rep(journal: Journal, shown: Card) -> str:
    rep = journal.settings.reps.get(shown.rep)
    return rep.name or rep.id if rep else shown.rep


def _more(connection: sqlite3.Connection, shown: Card) -> Iterator[str]:
    """Where it is, who is there, when it was seen and is to be seen."""
    row = connection.execute(
        "SELECT address, phone, status FROM customers WHERE path = ?", (shown.path,)
    ).fetchone()
    address, phone, status = row or ("", "", "")
    if status and status != "合作":
        yield _("Status: {status}").format(status=plain(status))
    yield " · ".join(plain(word) for word in (address, phone) if word)
    people = connection.execute(
        "SELECT name, dept, role, phone FROM contacts WHERE path = ? AND name != '' AND \"left\" IS NULL ORDER BY n",
        (shown.path,),
    ).fetchall()
    for person in people[:_MOST_PEOPLE]:
        yield "· " + " ".join(plain(word) for word in person if word)
    packed = connection.execute("SELECT facts FROM facts WHERE customer = ?", (shown.id,)).fetchone()
    known = msgspec.json.decode(packed[0], type=Facts) if packed else Facts()
    if known.last is not None:
        yield _("Last contact: {day} ({channel})").format(day=known.last.day, channel=known.last.channel)
    due = connection.execute(
        "SELECT d.due, p.day FROM dues AS d LEFT JOIN plan AS p ON p.customer = d.customer AND p.slot = d.slot "
        "WHERE d.customer = ? AND d.slot = 'visit'",
        (shown.id,),
    ).fetchone()
    if due and (due[0] or due[1]):
        yield _("Next visit: planned {planned}, due {due}").format(planned=due[1] or "—", due=due[0] or "—")


def _key(document: Document, line: int, column: int) -> tuple[str, types.Range] | None:
    """The field whose name stands at the cursor."""
    outline = Outline(document.text.lines, kind_of_note(document.path))
    row = line - 1
    if not outline.in_header(row):
        return None
    cut = outline.line(row)
    if not cut.key or not cut.content <= column - 1 <= cut.content + len(cut.key):
        return None
    record, _items = outline.group(row)
    field = field_of(record, cut.key) if record is not None else None
    if field is None:
        return None
    start = document.text.index(line, cut.content + 1)
    said = f"**{field.label}** `{field.key}`\n\n{explain(field)}"
    return said, document.text.range(start, start + len(cut.key))


def _reasons(document: Document, line: int, column: int) -> Iterator[tuple[str, str]]:
    """The codes of the findings at a cursor, each with why it matters."""
    codes = [
        one.finding.code
        for one in document.found
        if any(
            place.path == document.path and document.at(place, line, column) for place in one.finding.places
        )
    ]
    for code in dict.fromkeys(codes):
        yield code, _(CODES[code].why)


def plain(text: str) -> str:
    """A text of the user's in Markdown, its signs shown as they are."""
    return _SIGNS.sub(r"\\\1", text.replace("\n", " "))
