"""Keys to which their value is stuck: YAML takes `{姓名：韦绍良，电话：138}` and `备注：主任说: 下周` for other keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kjournal.findings.finding import Edit, Fix, Place
from kjournal.notes.header.quotes import quoted
from kjournal.notes.nodes import Entry, Scalar
from kjournal.notes.reading import Reading
from kjournal.patterns import regex
from kjournal.records.spec import Field
from kjournal.words.folding import fold

_STUCK = regex(r"(?P<key>[^:：]{1,20}?)(?P<colon>[ \u3000]*[:：]\s*+)(?P<value>.+)")
_NEXT = regex(r"\s*[，,、；;]\s*(?=(?P<key>[^，,、；;：:]{1,20})[ \u3000]*[：:])")


def unstuck(reading: Reading, known: dict[str, Field], entries: list[Entry]) -> list[Entry]:
    """The entries of a mapping, those apart that were meant apart."""
    for key, _node in entries:
        if "：" in key.text or ":" in key.text:
            return [one for entry in entries for one in _apart(reading, known, entry)]
    return entries


def _apart(reading: Reading, known: dict[str, Field], entry: Entry) -> Iterator[Entry]:
    key, node = entry
    match = _STUCK.fullmatch(key.text)
    whole = isinstance(node, Scalar) and key.plain and key.end_line == key.line == node.end_line
    if not whole or _is_known(known, key.text) or match is None or not _is_known(known, match["key"]):
        yield entry
    elif isinstance(node, Scalar) and node.text == "" and node.column == node.end_column:
        yield from _listed(reading, known, key)
    elif isinstance(node, Scalar):
        start = key.column + match.start("value")
        text = reading.lines[key.line - 1][start - 1 : node.end_column - 1]
        end = start + len(text)
        colon = key.column + match.start("colon")
        _tell(reading, key, match, start, Edit(key.line, colon, key.line, end, f": {quoted(text)}"), colon)
        yield key.part(match["key"], key.column), key.part(text, start)
    else:
        yield entry


def _listed(reading: Reading, known: dict[str, Field], key: Scalar) -> Iterator[Entry]:
    """`姓名：韦绍良，电话：138` between braces: a field behind each comma that has a known key behind it."""
    start = before = 0
    ends = [found for found in _NEXT.finditer(key.text) if _is_known(known, found["key"])]
    for begin, behind in [*((found.start(), found.end()) for found in ends), (len(key.text), len(key.text))]:
        match = _STUCK.fullmatch(key.text[start:begin])
        if match is None:
            return
        column = key.column + start
        at = column + match.start("value")
        comma = (
            ", " if start else ""
        )  # a comma and the colon behind it are one edit: alone neither makes sense
        edit = Edit(key.line, key.column + before, key.line, at, f"{comma}{match['key']}: ")
        _tell(reading, key, match, at, edit, column + match.start("colon"))
        yield key.part(match["key"], column), key.part(match["value"], at)
        start, before = behind, begin


def _tell(reading: Reading, key: Scalar, match: re.Match[str], at: int, edit: Edit, colon: int) -> None:
    """The colon that YAML did not take for one stands at `colon`; `at` is where the value begins."""
    place = Place(reading.path, key.line, colon, key.line, at)
    code = "KJ111" if "：" in match["colon"] else "KJ112"
    reading.again(code, place, text=f"{match['key']}: …", fix=Fix((edit,)))


def _is_known(known: dict[str, Field], key: str) -> bool:
    return key in known or fold(key) in known
