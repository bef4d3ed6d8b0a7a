"""A value that YAML takes for something else, put so that it is the text that was meant.

Only where the meaning is certain: what may be an anchor, an alias or a tag, a second field, or the beginning of a text
that goes on below is left to the strict parse, which says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kjournal.notes.header.keys import second_field, takes_list
from kjournal.notes.header.quotes import quoted, value_end
from kjournal.notes.nodes import Mapping, Node, Sequence
from kjournal.patterns import regex

_QUOTES = {'"': "“”„‟＂″", "'": "‘’‚‛＇′"}
_ENDS = {"[": "]", "{": "}"}
_WIDE_ENDS = {"[": "］】〕」)）", "{": "｝】)）"}
_ANCHOR = regex(r"[&*][0-9A-Za-z_-]+(?=[\s,\]}]|$)|![0-9A-Za-z<!]")
_BLOCK = regex(r"[|>][-+0-9]{0,2}\s*(?:#.*)?")
_BLANK = " \t"  # the blanks that YAML knows
_SIGNS = frozenset("@`%*&!|>")
_BEFORE_BLANK = frozenset("?-:")
_SUSPECT = regex(r"[-?:,\[\]{}&*!|>'\"%@`]|[^:]*+:(?>(?:[^\s:][^:]*+:|:)*)(?:\s|$)")
_MOST_ITEMS = 200
_GOES_ON = frozenset(",，、;；[{")  # behind a closing bracket: more items, no text


class Reworded(NamedTuple):
    """A piece of a value, from `start` up to, not including, `end`, and what stands for it."""

    code: str
    start: int
    end: int
    new: str


def reworded(key: str, value: str) -> list[Reworded]:
    """What makes `value`, as it stands behind `key` or a list's dash, the text that was meant; nothing where it is right."""
    value = value.rstrip(_BLANK)
    if _SUSPECT.match(value) is None or _BLOCK.fullmatch(value) or _node(value) is not None:
        return []
    first = value[0]
    if first in _QUOTES:
        found = list(_quoted(first, value))
    elif first in _ENDS:
        found = list(_bracketed(key, value))
    else:
        found = list(_plain(key, value))
    return found if _holds(value, found) else []


def _node(value: str) -> Node | None:
    """What a value says by itself; None where it is refused."""
    from kjournal.notes.header.strict import valid  # libyaml: most headers have nothing to be mended

    read = valid(f"k: {value}")
    return read.entries[0][1] if read is not None and len(read.entries) == 1 else None


def _holds(value: str, found: list[Reworded]) -> bool:
    """Whether the value is read once the pieces are put in."""
    for piece in reversed(found):
        value = value[: piece.start] + piece.new + value[piece.end :]
    return _node(value) is not None


def _whole(value: str, behind: int = 0) -> Reworded:
    end = value_end(value, behind)
    return Reworded("KJ122", 0, end, quoted(value[:end]))


def _quoted(sign: str, value: str) -> Iterator[Reworded]:
    """A text that begins with a quotation mark: closed by another one, with a backslash, or going on behind it."""
    last = max(value.rfind(sign), *(value.rfind(wide) for wide in _QUOTES[sign]))
    end = value_end(value, last)
    inner = value[1 : end - 1]
    if end < 3:
        return
    if value[end - 1] == sign:
        if sign == '"' and "\\" in inner and sign not in inner:
            yield Reworded("KJ126", 0, end, quoted(inner))
        elif sign in inner:
            yield _whole(value, last)
    elif sign not in inner and value[end - 1] in _QUOTES[sign] and not set(inner) & set(_QUOTES[sign]):
        yield Reworded("KJ123", 0, end, quoted(inner))
    elif sign in inner:
        yield _whole(value, last)


def _bracketed(key: str, value: str) -> Iterator[Reworded]:
    """A list whose brackets do not match or whose items begin with a sign, or a text that begins with a word in brackets."""
    first, close = value[0], _ENDS[value[0]]
    end = value_end(value)
    said = value[:end]
    if said[-1] in _WIDE_ENDS[first] and close not in said:
        yield Reworded("KJ123", end - 1, end, close)
    elif said.endswith(close * 2) and _is_list(said[:-1]):
        yield Reworded("KJ123", end - 1, end, "")
    elif said[-1] == close and said.count(first) == said.count(close) == 1:
        yield from _items(said)
    elif close in said and not takes_list(key):
        behind = said[_closing(said) + 1 :].lstrip()
        if behind and behind[0] not in _GOES_ON and not second_field(key, said):
            yield _whole(value)


def _is_list(value: str) -> bool:
    return isinstance(_node(value), Sequence | Mapping)


def _closing(value: str) -> int:
    """The index of the bracket that closes the first one; that of the last character where none does."""
    depth = 0
    for index, char in enumerate(value):
        depth += (char == value[0]) - (char == _ENDS[value[0]])
        if depth == 0:
            return index
    return len(value) - 1


def _items(value: str) -> Iterator[Reworded]:
    """The items between brackets that begin with a sign, or hold a colon too many."""
    if value[0] == "{" or '"' in value or "'" in value:
        return
    if value.count(",") > _MOST_ITEMS:
        return
    for match in re.finditer(r"[^,]+", value[1:-1]):
        said = match[0].strip()
        if said and _node(f"[{said}]") is None and not _ANCHOR.match(said):
            start = 1 + match.start() + len(match[0]) - len(match[0].lstrip())
            yield Reworded("KJ122", start, start + len(said), quoted(said))


def _plain(key: str, value: str) -> Iterator[Reworded]:
    """A text without quotes that begins with a sign, or holds a colon with a blank behind it."""
    end = value_end(value)
    said = value[:end]
    if _ANCHOR.match(said) or second_field(key, said):
        return
    if said[0] == "-" and said[1:2].isspace() and takes_list(key):
        behind = said[1:].lstrip()
        if " - " not in behind:
            yield Reworded("KJ124", 0, end - len(behind), "")
    elif (
        said[0] in _SIGNS
        or (said[0] in _BEFORE_BLANK and (len(said) == 1 or said[1] in _BLANK))
        or re.search(r":(?:[ \t]|$)", said)
    ):
        yield _whole(value)
