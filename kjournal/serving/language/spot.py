"""Where a cursor stands in a note that is being typed: in which group of fields, at a key, a value or a link.

The header may be half a header at that moment, so it is looked at by lines and margins, not parsed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from kjournal.patterns import regex
from kjournal.records import spec
from kjournal.records.choices import ROLES
from kjournal.records.customer import Customer
from kjournal.records.people import Contact
from kjournal.records.spec import Field, Record
from kjournal.records.visit import Visit
from kjournal.words.folding import fold

_FENCE = regex(r"[-\u2010-\u2015\u2212\u2500\u2501\u30fc\ufe58\ufe63\uff0d]{3,}[ \t]*$")
_LINE = regex(r"(?P<margin>[ \t\u3000\xa0]*)(?P<dashes>(?:[-－][ \t\u3000]+)*)(?P<said>.*)", re.DOTALL)
_KEY = regex(r"(?P<key>[^\s:：#{}\[\]\"'-][^:：#{}\[\]]{0,30}?)[ \t]*[:：](?P<gap>[ \t\u3000]*)")
_OPEN_LINK = regex(r"\[\[([^\[\]|\n]*)$")
_PIECES = regex(r"[、，,;；]")
_WORD_ENDS = regex(r"[ \t\u3000\[,，、]")
_BRACE_ENDS = regex(r"[,，}]|$")
_BLANK = regex(r"[ \t\u3000]")

What = Literal["key", "value", "line", "link"]


class Spot(NamedTuple):
    """A cursor's place in a note; columns count from 0."""

    what: What  # a key, a value, a word of an item on one line, a `[[ ]]` in the text
    record: type[Record]  # whose fields stand here
    field: Field | None  # of a value or an item
    typed: str  # what stands between the start and the cursor
    start: int
    end: int  # what a completion replaces ends here
    margin: int = 0  # of the line's key
    taken: frozenset[str] = frozenset()  # fields that the group has already, by attribute name
    colon: bool = False  # whether a colon follows the key already


class _Line(NamedTuple):
    """A line of the header, cut."""

    margin: int  # where its dash or its key begins
    content: int  # where its key or text begins, behind the dashes
    dash: bool
    key: str
    hollow: bool  # nothing stands behind the key's colon
    value: int  # where the value begins
    blank: bool


class Outline:
    """The lines of a note, and which of them are its header."""

    def __init__(self, lines: Sequence[str], kind: type[Record]) -> None:
        self.lines = lines
        self.kind = kind
        first = next((n for n, line in enumerate(lines) if line.strip(" \t\ufeff\u3000")), 0)
        self.first = first + 1 if lines and _FENCE.match(lines[first].lstrip("\ufeff")) else len(lines)
        self.last = next(
            (n for n in range(self.first, len(lines)) if _FENCE.match(lines[n])), len(lines)
        )  # the line of the second fence
        self._cut: dict[int, _Line] = {}

    def in_header(self, row: int) -> bool:
        """Whether a line stands between the fences."""
        return self.first <= row < self.last

    @property
    def chinese(self) -> bool | None:
        """Whether the keys are Chinese; None where there are none."""
        keys = [self.line(row).key for row in range(self.first, self.last) if self.line(row).key]
        return sum(not key.isascii() for key in keys) * 2 >= len(keys) if keys else None

    def line(self, row: int) -> _Line:
        """A header's line, cut."""
        if row not in self._cut:
            self._cut[row] = _cut(self.lines[row])
        return self._cut[row]

    def said(self, name: str) -> str:
        """The value of a field of the note itself, as it is written; empty where it is not there."""
        for row in range(self.first, self.last):
            cut = self.line(row)
            if cut.key and not cut.content and (field := field_of(self.kind, cut.key)) and field.name == name:
                return self.lines[row][cut.value :].partition(" #")[0].strip(" \t\u3000[]\"'")
        return ""

    def group(self, row: int) -> tuple[type[Record] | None, Field | None]:
        """Whose fields stand on a line; and, where the line is an item, the field whose item it is."""
        line = self.line(row)
        if not line.dash:
            owner = self._owner(row)
            return (self.kind, None) if owner is None else (self._inner(owner), None)
        owner = self._list_of(row, line.margin)
        field = self.field(owner) if owner is not None else None
        if owner is not None and field is None and self._is_role(owner):
            return Contact, None
        return (field.record if field else None), field

    def field(self, row: int) -> Field | None:
        """The field whose key stands on a line."""
        record, _field = self.group(row)
        return field_of(record, self.line(row).key) if record else None

    def siblings(self, row: int) -> frozenset[str]:
        """The fields that stand in the same group on other lines."""
        record, _field = self.group(row)
        if record is None:
            return frozenset()
        found = {field_of(record, self.line(other).key) for other in self._beside(row)}
        return frozenset(field.name for field in found if field is not None)

    def _beside(self, row: int) -> list[int]:
        """The other lines with a key of the same group."""
        column, rows = self.line(row).content, []
        if not self.line(row).dash:
            for other in range(row - 1, self.first - 1, -1):
                line = self.line(other)
                if line.blank or line.margin > column:
                    continue
                if line.content != column:
                    break
                rows.append(other)
                if line.dash:
                    break
        for other in range(row + 1, self.last):
            line = self.line(other)
            if line.blank or line.margin > column:
                continue
            if line.margin != column or line.dash:
                break
            rows.append(other)
        return rows

    def _owner(self, row: int) -> int | None:
        """The line whose key holds the group that a line without a dash belongs to; None for the header itself."""
        column = self.line(row).content
        for other in range(row - 1, self.first - 1, -1):
            line = self.line(other)
            if line.blank or line.margin >= column:
                continue
            if line.dash and line.content == column:
                return self._list_of(other, line.margin)
            return other if line.key and line.hollow and line.content < column else None
        return None

    def _list_of(self, row: int, column: int) -> int | None:
        """The line whose key holds the list that a dash at `column` belongs to."""
        for other in range(row - 1, self.first - 1, -1):
            line = self.line(other)
            if line.blank or line.margin > column or (line.dash and line.margin == column):
                continue
            return other if line.key and line.hollow and line.content <= column else None
        return None

    def _inner(self, owner: int) -> type[Record] | None:
        field = self.field(owner)
        if field is None:
            return Contact if self._is_role(owner) else None
        return field.record

    def _is_role(self, row: int) -> bool:
        return self.kind is Customer and not self.line(row).margin and fold(self.line(row).key) in ROLES


def spot(outline: Outline, row: int, column: int) -> Spot | None:
    """Where the cursor stands; None where nothing can be proposed."""
    if row >= len(outline.lines):
        return None
    line = outline.lines[row]
    before = line[:column]
    if (link := _OPEN_LINK.search(before)) is not None and _may_link(outline, row):
        return Spot("link", outline.kind, None, link[1], link.start(1), column)
    if not outline.in_header(row):
        return None
    cut = outline.line(row)
    if column < cut.content:
        return None
    record, items = outline.group(row)
    if "{" in before[cut.content :] and (inner := _in_braces(outline, row, column)) is not None:
        return inner
    if cut.key and column >= cut.value:
        field = field_of(record, cut.key) if record else None
        return _in_value(line, cut.value, column, field, record) if field and record else None
    if cut.key and column > cut.content + len(cut.key):
        return None  # between the key and its value
    if items is not None and record is None:
        return _in_value(line, cut.content, column, items, outline.kind)
    if record is None:
        return None
    typed = line[cut.content : column]
    if items is not None and _BLANK.search(typed):
        return _in_line(line, cut.content, column, items, record)
    end = cut.content + len(cut.key) if cut.key else column
    taken = outline.siblings(row)
    return Spot("key", record, items, typed, cut.content, end, cut.content, taken, colon=bool(cut.key))


def field_of(record: type[Record], key: str) -> Field | None:
    """The field that a key names."""
    known = spec.by_key(record)
    return known.get(key) or known.get(fold(key)) if key else None


def kind_of_note(path: str) -> type[Record]:
    """The record that a note at a path is read as."""
    return Visit if path.startswith("visits/") else Customer


def _cut(line: str) -> _Line:
    match = _LINE.match(line)
    assert match is not None  # noqa: S101  every line matches
    said, content = match["said"], match.start("said")
    key = _KEY.match(said)
    value = content + key.end() if key else content
    rest = line[value:].strip()
    return _Line(
        margin=len(match["margin"]),
        content=content,
        dash=bool(match["dashes"]) or said.strip() in {"-", "－"},
        key=key["key"] if key else "",
        hollow=not rest or rest.startswith("#"),
        value=value,
        blank=not said.strip() or said.startswith("#"),
    )


def _may_link(outline: Outline, row: int) -> bool:
    """Whether `[[` on a line begins a link: in the text, and where a field holds a customer or a text of its own."""
    if not outline.in_header(row):
        return True
    field = outline.field(row)
    return field is None or field.type in (spec.LINK, spec.LINKS, spec.PROSE, spec.TEXT)


def _in_value(line: str, start: int, column: int, field: Field, record: type[Record]) -> Spot:
    """A value, or the piece of it at the cursor where the field has several."""
    if field.record is not None:
        return _in_line(line, start, column, field, field.record)
    end = _end(line, column)
    if field.each is not None or field.type == spec.CHOICES:
        pieces = [match.end() for match in _PIECES.finditer(line, start, column)]
        start = pieces[-1] if pieces else start
        following = _PIECES.search(line, column, end)
        end = following.start() if following else end
    while start < column and line[start] in " \t\u3000[\"'":
        start += 1
    end = max(len(line[:end].rstrip("] \t\"'")), column)
    return Spot("value", record, field, line[start:column], start, end)


def _in_line(line: str, start: int, column: int, field: Field, record: type[Record]) -> Spot:
    """A word of an item that is written on one line."""
    begin = [start, *(match.end() for match in _WORD_ENDS.finditer(line, start, column))][-1]
    return Spot("line", record, field, line[begin:column], begin, column)


def _in_braces(outline: Outline, row: int, column: int) -> Spot | None:
    """Between braces: the fields of a record stand on one line."""
    line = outline.lines[row]
    opened = line.rfind("{", 0, column)
    if "}" in line[opened:column]:
        return None
    cut = outline.line(row)
    record, items = outline.group(row)
    owner = items if not cut.key or opened < cut.value else (field_of(record, cut.key) if record else None)
    inner = owner.record if owner is not None else None
    if inner is None:
        return None
    start = max(line.rfind(",", opened, column), line.rfind("，", opened, column), opened) + 1
    while start < column and line[start] in " \t\u3000":
        start += 1
    key = _KEY.match(line[start:])
    if key is not None and column >= start + key.end():
        field = field_of(inner, key["key"])
        if field is None:
            return None
        closing = _BRACE_ENDS.search(line, column)
        inside = line[: closing.start() if closing else len(line)]
        return _in_value(inside, start + key.end(), column, field, inner)
    keys = (_KEY.match(piece.strip()) for piece in _PIECES.split(line[opened + 1 :]))
    taken = {field.name for key in keys if key and (field := field_of(inner, key["key"])) is not None}
    return Spot("key", inner, None, line[start:column], start, column, -1, frozenset(taken))


def _end(line: str, column: int) -> int:
    """Where a value ends: before a comment, at the end of the line."""
    comment = line.find(" #", column)
    return len(line[: comment if comment >= 0 else len(line)].rstrip())
