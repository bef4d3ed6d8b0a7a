"""A row: one customer as the search sees it, packed into plain strings for the index and the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from kjournal.journal.matching.plain import plain
from kjournal.journal.matching.readings import respelled

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["name", "alias", "pinyin", "id", "contact", "phone", "town", "tag"]

MARKS: dict[Kind, str] = {
    "name": "N",
    "alias": "A",
    "pinyin": "Y",
    "id": "I",
    "contact": "C",
    "phone": "P",
    "town": "T",
    "tag": "G",
}
KINDS = {mark: kind for kind, mark in MARKS.items()}


class Row(NamedTuple):
    """What is stored and shipped for one customer."""

    id: str
    keys: str  # `N峨江县人民医院C罗秀英P19900000002`: an upper-case mark begins each field, its plain text follows;
    # phones stand at the end, where a query without a digit need not look
    texts: str  # the same fields as written, one a line; empty where that is the plain text


class Field(NamedTuple):
    """One field of a row."""

    kind: Kind
    keys: str
    text: str


def row(id_: str, fields: Iterable[tuple[Kind, str]]) -> Row:
    """Pack the fields of one customer, phones last; `pinyin` is how somebody wrote the field before it is read."""
    packed: list[tuple[str, str]] = []
    before = ""
    for kind, text in fields:
        letters = plain(text)
        known = (respelled(letters, len(before)) or letters) if kind == "pinyin" else letters
        written = " ".join(text.split())
        packed.append((MARKS[kind] + known, "" if written == known else written))
        before = letters
    packed.sort(key=lambda field: field[0][0] == MARKS["phone"])
    return Row(id_, "".join(known for known, _ in packed), "\n".join(written for _, written in packed))


def keys(name: str, pinyin: str = "") -> str:
    """The keys of one name alone, with its reading where somebody wrote one."""
    return row("", [("name", name), ("pinyin", pinyin)] if pinyin else [("name", name)]).keys


def fields(packed: Row) -> list[Field]:
    """The fields of a row, in their order."""
    starts = [at for at, char in enumerate(packed.keys) if char in KINDS]
    ends = [*starts[1:], len(packed.keys)]
    found = []
    for start, end, text in zip(starts, ends, packed.texts.split("\n"), strict=bool(starts)):
        letters = packed.keys[start + 1 : end]
        found.append(Field(KINDS[packed.keys[start]], letters, text or letters))
    return found
