"""What may be written at a cursor, as data: words with what they mean, the likeliest first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Literal, NamedTuple

from kjournal.journal.matching import keys, match, search
from kjournal.journal.matching.plain import plain
from kjournal.notes.edits.quoting import written
from kjournal.records import spec
from kjournal.records.spec import Field, Record
from kjournal.serving.language.document import Document
from kjournal.serving.language.snapshot import Card
from kjournal.serving.language.spot import Outline, Spot, kind_of_note
from kjournal.words import _

MOST = 60
"""Customers proposed at once; with another letter the editor asks again."""
_ASIDE = 100  # what is found by another spelling ranks behind what is found by its own name
_NONE = 999
_WEEKDAYS = "一二三四五六日"
_BEHIND = (("今天", 0), ("昨天", -1), ("前天", -2))
_AHEAD = (("今天", 0), ("明天", 1), ("后天", 2), ("一周后", 7), ("两周后", 14), ("一个月后", 30))
_DAYS = {
    spec.DAY: _BEHIND, spec.DAYS: _BEHIND, spec.MOMENT: _BEHIND, spec.DUE: _AHEAD, spec.LEAVE: _BEHIND,
}  # fmt: skip

Sort = Literal["field", "choice", "customer", "person", "day", "code"]


class Proposal(NamedTuple):
    """One thing that may be written."""

    sort: Sort
    label: str
    new: str  # what is written
    detail: str = ""
    means: str = ""  # a sentence or several, in Markdown
    others: tuple[str, ...] = ()  # further spellings by which it is found


def proposals(document: Document, spot: Spot, *, chinese: bool) -> list[Proposal]:
    """All that fits at `spot`, best first; `chinese`: the language of the note's keys."""
    if spot.what == "link":
        return list(_customers(document, spot.typed, linked=True))
    if spot.what == "key":
        found = list(_keys(spot, chinese=chinese, newline=document.text.newline))
        if spot.field is not None:  # an item of a list may be a line as well as a group
            found += _line_words(document, spot.field, spot.record, chinese=chinese)
        return _fitting(found, spot.typed)
    assert spot.field is not None  # noqa: S101  a value belongs to a field
    if spot.what == "line":
        return _fitting(_line_words(document, spot.field, spot.record, chinese=chinese), spot.typed)
    if spot.field.type in (spec.LINK, spec.LINKS):
        return list(_customers(document, spot.typed, linked=False))
    return _fitting(_values(document, spot.field, spot.record), spot.typed)


def explain(field: Field) -> str:
    """A field in Markdown: what it means, how else it may be written, what may stand in it."""
    parts = [_(field.means)]
    if field.also:
        parts.append(_("also written: {words}").format(words="、".join(field.also)))
    if field.choices is not None:
        parts.append(_("one of: {words}").format(words="、".join(field.choices.values)))
    if field.sensitivity == spec.SECRET:
        parts.append(_("It stays in the note: no page, no feed and no search shows it."))
    return "\n\n".join(part for part in parts if part)


def _fitting(found: Iterable[Proposal], typed: str) -> list[Proposal]:
    """The proposals that fit what is typed, best first; all in their order where nothing is."""
    if not plain(typed):
        return list(found)
    scored = ((_score(one, typed), n, one) for n, one in enumerate(found))
    return [one for score, _n, one in sorted(scored, key=lambda at: at[:2]) if score < _NONE]


def _score(one: Proposal, typed: str) -> int:
    known = [match(typed, keys(word)) for word in (one.label, one.new.strip(" :\n-"))]
    more = [match(typed, keys(word)) for word in one.others]
    scores = [score for score in known if score is not None]
    scores += [score + _ASIDE for score in more if score is not None]
    return min(scores, default=_NONE)


def _keys(spot: Spot, *, chinese: bool, newline: str) -> Iterator[Proposal]:
    """The fields that the group does not have yet."""
    for field in spec.fields(spot.record):
        if field.name in spot.taken:
            continue
        word = field.label if chinese else field.key
        new = word if spot.colon else f"{word}: "
        if field.type == spec.RECORDS and not spot.colon and spot.margin >= 0:
            new = f"{word}:{newline}{' ' * (spot.margin + 2)}- "
        other = field.key if chinese else field.label
        yield Proposal("field", word, new, _(field.means), explain(field), (other, *field.also))


def _values(document: Document, field: Field, record: type[Record]) -> Iterator[Proposal]:
    """The values of a field."""
    if field.choices is not None:
        yield from _choices(document, field)
    elif field.type == spec.YES_NO:
        yield from (Proposal("choice", word, word) for word in ("是", "否"))
    elif field.type in _DAYS:
        yield from _days(document, field.type)
    elif field.type == spec.TIME and not document.journal.pinned:
        now = f"{document.journal.now:%H:%M}"
        yield Proposal("day", now, now, _("now"), others=("现在",))
    elif field.name in {"rep", "with_"}:
        reps = document.journal.settings.reps.values()
        yield from (
            Proposal("person", rep.name or rep.id, rep.name or rep.id, rep.role, others=(rep.id,))
            for rep in reps
        )
    elif field.name == "people":
        yield from _people(document)
    elif field.name == "region":
        regions = dict.fromkeys(
            card.region for card in document.journal.snapshot.cards.values() if card.region
        )
        yield from (
            Proposal("choice", one.rpartition("/")[2], one.rpartition("/")[2], one) for one in sorted(regions)
        )
    elif field.name == "ignore":
        codes = sorted({one.finding.code for one in document.found})
        yield from (Proposal("code", code, code, title(code)) for code in codes)
    del record


def title(code: str) -> str:
    """What a code says, without a finding."""
    from kjournal.findings.codes import CODES
    from kjournal.findings.message import general

    return general(CODES[code].message)


def _choices(document: Document, field: Field) -> Iterator[Proposal]:
    table = document.journal.reader.settings.class_choices if field.name == "class_" else field.choices
    assert table is not None  # noqa: S101  asked only for a field of choices
    for value, also in table.rows:
        yield Proposal("choice", value, value, "、".join(also), others=also)


def _days(document: Document, kind: str) -> Iterator[Proposal]:
    """The days that are meant most often, written plainly."""
    today = document.journal.today
    for word, days in _DAYS[kind]:
        day = today + timedelta(days=days)
        shown = f"{day:%Y-%m-%d}"
        yield Proposal("day", shown, shown, f"{word} 周{_WEEKDAYS[day.weekday()]}", others=(word,))


def _people(document: Document, before: str = "") -> Iterator[Proposal]:
    """The people at the visit's customer; in the middle of a line the note cannot be read, but its lines can."""
    said = getattr(document.note.record, "customer", "")
    said = said or Outline(document.text.lines, kind_of_note(document.path)).said("customer")
    card = document.journal.snapshot.card(said) if said else None
    if card is None:
        return
    with document.journal.reading() as connection:
        for name, role, dept in _contacts(connection, card):
            yield Proposal(
                "person", before + name, before + name, " ".join(filter(None, (dept, role))), others=(name,)
            )


def _contacts(connection: sqlite3.Connection | None, card: Card) -> list[tuple[str, str, str]]:
    """Those who work at a customer now; a person's own card names the person."""
    if connection is None:
        return []
    try:
        found = connection.execute(
            "SELECT name, role, dept FROM contacts WHERE path = ? AND name != '' AND \"left\" IS NULL ORDER BY n",
            (card.path,),
        ).fetchall()
        found += connection.execute(
            "SELECT name, '', '' FROM customers WHERE org_id = ? ORDER BY id", (card.id,)
        ).fetchall()
    except sqlite3.Error:
        return []
    return [(name, role or "", dept or "") for name, role, dept in found]


def _line_words(
    document: Document, field: Field, record: type[Record], *, chinese: bool
) -> Iterator[Proposal]:
    """What may stand in an item on one line: choices, days, people, and `key=` for the rest (FIELDS.md 3)."""
    inner = spec.fields(record)
    for one in inner:
        if one.choices is not None:
            yield from _choices(document, one)
    dated = next((one for one in inner if one.type in _DAYS), None)
    if dated is not None:
        yield from _days(document, dated.type)
    if any(one.name == "to" for one in inner) and field.name != "to":
        yield from _people(document, "给")
    for one in inner:
        if one.record is None:
            word = one.label if chinese else one.key
            yield Proposal(
                "field", f"{word}=", f"{word}=", _(one.means), explain(one), (one.key, one.label, *one.also)
            )


def _customers(document: Document, typed: str, *, linked: bool) -> Iterator[Proposal]:
    """The customers that fit; with nothing typed those who are planned next."""
    snapshot = document.journal.snapshot
    if plain(typed):
        hits = search(snapshot.rows, typed.split(), MOST)
        found = [(snapshot.cards[hit.id], hit.found[0].text) for hit in hits if hit.id in snapshot.cards]
    else:
        cards = sorted(snapshot.cards.values(), key=lambda card: (not card.planned, card.planned, card.name))
        found = [(card, card.name) for card in cards[:MOST]]
    for card, by in found:
        word = card.name if snapshot.who(card.name)[0] == card.id else card.id
        about = [card.class_, card.region.rpartition("/")[2], card.grade, card.id]
        if by not in (card.name, card.id, *about):
            about.append(by)
        yield Proposal(
            "customer", card.name, word if linked else written(word), " · ".join(filter(None, about))
        )
