"""A row: one customer as the search sees it, packed into plain strings for the index and the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from kjournal.journal.matching.plain import plain
from kjournal.journal.matching.readings import respelled

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal[
    "name",
    "alias",
    "pinyin",
    "id",
    "contact",
    "phone",
    "town",
    "tag",
    "region",
    "class",
    "rep",
    "grade",
    "status",
]

MARKS: dict[Kind, str] = {
    "name": "N",
    "alias": "A",
    "pinyin": "Y",
    "id": "I",
    "contact": "C",
    "phone": "P",
    "town": "T",
    "tag": "G",
    "rep": "R",
}
KINDS = {mark: kind for kind, mark in MARKS.items()}


About = tuple[tuple[Kind, str], ...]
"""What a customer shares with many, as written: the region above its town, class, rep, grade, status."""


class Row(NamedTuple):
    """What is stored and shipped for one customer."""

    id: str
    keys: str  # `N峨江县人民医院C罗秀英P19900000002`: an upper-case mark begins each field, its plain text follows;
    # phones stand at the end, where a query without a digit need not look
    texts: str  # the same fields as written, one a line; empty where that is the plain text
    about: About = ()  # searched as well where it is given; its words are few, so none of them is packed


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


def about(region: str, class_: str, rep: str, grade: str, status: str) -> About:
    """What a customer shares with many; its town stands among its own fields."""
    words: list[tuple[Kind, str]] = [("region", part) for part in region.split("/")[:-1]]
    words += [("class", class_), ("rep", rep), ("grade", grade), ("status", status)]
    return tuple((kind, word) for kind, word in words if word)


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
    return found + [Field(kind, plain(text), text) for kind, text in packed.about]
