"""A note's outline: its fields and the headings of its text."""

from __future__ import annotations

from lsprotocol import types

from kjournal.findings.finding import Place
from kjournal.notes.header.reader import HeaderReader
from kjournal.notes.nodes import Entry, Mapping, Node, Scalar, Sequence
from kjournal.patterns import regex
from kjournal.records.spec import SECRET, Record
from kjournal.serving.language.document import LARGEST, Document
from kjournal.serving.language.spot import field_of, kind_of_note

_HEADING = regex(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_FENCE = regex(r"[ \t]*(```|~~~)")
_LONGEST = 60


def symbols(document: Document) -> list[types.DocumentSymbol]:
    """The fields, then the headings, one within the other."""
    if len(document.data) > LARGEST:
        return []
    lines = document.text.lines
    head = HeaderReader()
    header, _body = head.split("\n".join(lines))
    refused = head.problem is not None or head.understand(header) is not None
    entries = [] if refused else head.header.entries
    record = kind_of_note(document.path)
    fields = [_field(document, entry, record) for entry in entries]
    return fields + _headings(document, lines, head.body_line if not refused else 1)


def _field(document: Document, entry: Entry, record: type[Record] | None) -> types.DocumentSymbol:
    key, node = entry
    field = field_of(record, key.text) if record is not None else None
    secret = field is not None and field.sensitivity == SECRET
    inner = field.record if field is not None else None
    last = _end(node, (key.end_line, key.end_column))
    name = types.Range(_at(document, key.line, key.column), _at(document, key.end_line, key.end_column))
    return types.DocumentSymbol(
        name=key.text,
        kind=types.SymbolKind.Field,
        range=types.Range(name.start, _at(document, *last)),
        selection_range=name,
        detail=None if secret or inner is not None else _detail(node),
        children=None if secret else [_field(document, one, inner) for one in _entries(node)] or None,
    )


def _entries(node: Node) -> list[Entry]:
    """The fields within a group, or within the groups of a list."""
    if isinstance(node, Mapping):
        return node.entries
    if isinstance(node, Sequence):
        return [entry for item in node.items if isinstance(item, Mapping) for entry in item.entries]
    return []


def _detail(node: Node) -> str | None:
    """A text as it stands, or the texts of a list."""
    if isinstance(node, Scalar):
        said = " ".join(node.text.split())
    elif isinstance(node, Sequence):
        said = "、".join(item.text for item in node.items if isinstance(item, Scalar))
    else:
        return None
    return (said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…") or None


def _end(node: Node, least: tuple[int, int]) -> tuple[int, int]:
    """Where a node ends: line and column behind it."""
    if isinstance(node, Scalar):
        return max(least, (node.end_line, node.end_column))
    inner = node.items if isinstance(node, Sequence) else [value for _key, value in node.entries]
    return max([least, *(_end(one, least) for one in inner)])


def _headings(document: Document, lines: list[str], first: int) -> list[types.DocumentSymbol]:
    """The headings of the text; each reaches to the next of its own depth or above."""
    found: list[tuple[int, int, str]] = []
    fence = ""
    for number, line in enumerate(lines[first - 1 :], first):
        if (mark := _FENCE.match(line)) is not None:
            fence = "" if fence == mark[1] else fence or mark[1]
        elif not fence and (heading := _HEADING.match(line)) is not None and heading[2]:
            found.append((number, len(heading[1]), heading[2]))
    top: list[types.DocumentSymbol] = []
    inside = [(0, top)]  # the headings that are open, each with what stands below it
    for index, (number, depth, title) in enumerate(found):
        until = next((line for line, other, _title in found[index + 1 :] if other <= depth), len(lines) + 1)
        where = document.text.range_of(Place("", number, 1))
        below: list[types.DocumentSymbol] = []
        made = types.DocumentSymbol(
            name=title,
            kind=types.SymbolKind.String,
            range=types.Range(where.start, _at(document, until - 1, 1 << 20)),
            selection_range=where,
            children=below,
        )
        while inside[-1][0] >= depth:
            inside.pop()
        inside[-1][1].append(made)
        inside.append((depth, below))
    return top


def _at(document: Document, line: int, column: int) -> types.Position:
    return document.text.position(document.text.index(line, column))
