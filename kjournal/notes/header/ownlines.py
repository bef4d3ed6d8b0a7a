"""A header that the strict parse refused, cut into the lines that stand for themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kjournal.notes.header.keys import is_field, is_key, is_part, is_prose, takes_list
from kjournal.patterns import regex

WIDE = "\t\u3000\xa0"
COLONS = "：﹕∶︰꞉"  # what input methods type for a colon
_ANY_COLON = f":{COLONS}"
_KEY = rf"""[^\s{_ANY_COLON}#"'\[\]{{}}&*!|>%@`,，。；、！？“”-][^{_ANY_COLON}，。；！？“”]{{0,30}}?"""
_BULLET = rf"(?P<bullet>[－—–−‐‑‒―•●·*+](?:[ {WIDE}]+)|[－—–−―•●](?=\S)|-(?=[^\s\-0-9.]))"
_REST = rf"(?:(?P<key>{_KEY})(?P<colon>[ {WIDE}]*[{_ANY_COLON}][ {WIDE}]*))?(?P<rest>.*)"
_LINE = regex(rf"(?P<indent>[ {WIDE}]*)(?P<dash>(?:-[ {WIDE}]+)*)(?P<bullet>)?{_REST}")
_BULLETED = regex(rf"(?P<indent>[ {WIDE}]*)(?P<dash>){_BULLET}{_REST}")
_CLOSED_WIDE = regex(r"[“”„‘’‚＂＇]\s*(?:#.*)?\Z")
_TEXT_BELOW = regex(r"[|>][-+0-9]{0,2}\s*(?:#.*)?")
NUMBER = regex(
    r"[0-9]{1,2} *(?:[.．](?![0-9])|[、)）])[ \u3000]*(?=\S)|[（(][0-9]{1,2}[)）][ \u3000]*(?=\S)|[①-⑳][ \u3000]*(?=\S)"
)
"""The number before an item of a list: `1、` `1.` `(1)` `①`."""
BLANKS = {"\t": "  ", "\u3000": "  ", "\xa0": " ", " ": " "}


class OwnLine(NamedTuple):
    """A line that begins something of its own."""

    number: int  # in the header, from 0
    match: re.Match[str]
    among_fields: bool  # a field may stand here: at the top, or below a key among others
    goes_on: bool  # the lines below belong to its value
    stray: bool  # blanks stand before it that do not belong there
    numbered: bool = False  # an item of a list, with a number in the column of the list's key


class _Placed(NamedTuple):
    """A line and the one whose value it belongs to; None: it stands at the top."""

    number: int  # in the header, from 0
    match: re.Match[str]
    parent: int | None
    stray: bool = False
    numbered: bool = False


def own_lines(lines: list[str]) -> Iterator[OwnLine]:
    """The lines that stand for themselves, from the top: not those of a text that began on a line above."""
    placed = list(_placed(lines))
    keys = {line.number: line.match["key"] or "" for line in placed}
    listed = {
        (line.parent, _indent(line.match))
        for line in placed
        if line.match["dash"] or (line.parent is not None and takes_list(keys[line.parent]))
    }
    fielded = {(line.parent, _column(line.match)) for line in placed if _is_field(line.match)}
    margin = min((_indent(line.match) for line in placed if line.parent is None), default=0)
    for place, (number, match, parent, stray, numbered) in enumerate(placed):
        bulleted = _BULLETED.fullmatch(lines[number]) if (parent, _indent(match)) in listed else None
        end = placed[place + 1].number if place + 1 < len(placed) else len(lines)
        goes_on = any(line.strip() for line in lines[number + 1 : end])
        among = parent is None or (parent, _column(match)) in fielded
        if parent is None and margin == 0 < _indent(match):
            stray = stray or is_field(match["key"] or "")  # noqa: PLW2901  the first line has none above it
        yield OwnLine(number, bulleted or match, among, goes_on, stray and margin == 0, numbered)


def _placed(lines: list[str]) -> Iterator[_Placed]:
    text_from: int | None = None  # the column behind which lines belong to a text above
    text_of = ""  # the key of that text, where it is a short one at the top
    quote = ""
    last = {sign: max((n for n, line in enumerate(lines) if sign in line), default=-1) for sign in "\"'"}
    keys: dict[int, str] = {}
    above: list[tuple[int, int]] = []  # the keys without a value under which a line may stand: column, index
    for index, line in enumerate(lines):
        if quote:
            quote = "" if quote in line else quote
            continue
        match = _fitting(line)
        indent = _indent(match)
        if not line.strip():
            continue
        stray = text_from is not None and indent > text_from
        if stray and not _strays_from(text_of, match):
            continue
        bulleted = _BULLETED.fullmatch(line)
        dashed = match["dash"] or bulleted is not None
        above = [key for key in above if key[0] <= indent]
        numbered = bool(above) and above[-1][0] == indent and _is_numbered(keys[above[-1][1]], match)
        if not (dashed or numbered):
            above = [key for key in above if key[0] < indent]
        if bulleted is not None and above and is_part(bulleted["key"] or ""):
            match = bulleted
        yield _Placed(index, match, above[-1][1] if above else None, stray, numbered)
        if stray:
            continue
        value, text_from, text_of = match["rest"], None, ""
        column = _column(match)
        if match["key"] and not value and not numbered:
            above.append((column, index))
            keys[index] = match["key"]
        if value and value[0] in last and value[0] not in value[1:] and not _CLOSED_WIDE.search(value):
            quote = value[0] if last[value[0]] > index else ""
        elif _TEXT_BELOW.fullmatch(value) or (value and (match["key"] or match["dash"])):
            text_from = column
            if not above and match["key"] and value[0] not in "|>[{":
                text_of = match["key"]


def _is_numbered(key: str, match: re.Match[str]) -> bool:
    """Whether a line is an item with a number, of the list that `key` takes."""
    return takes_list(key) and NUMBER.match(match.string, match.end("indent")) is not None


def _strays_from(key: str, match: re.Match[str]) -> bool:
    """Whether a line further right than the short value of `key` above it is a field of its own."""
    return (
        bool(key and match["key"] and not match["dash"])
        and is_field(match["key"])
        and not is_part(match["key"])
        and not is_prose(key)
    )


def _fitting(line: str) -> re.Match[str]:
    match = _LINE.fullmatch(line)
    assert match is not None  # noqa: S101  every line fits
    return match


def _indent(match: re.Match[str]) -> int:
    return _width(match["indent"])


def _column(match: re.Match[str]) -> int:
    """Where a line's key begins, behind its dashes."""
    if not match["key"]:
        return _indent(match)
    return _indent(match) + (len("- ") if match["bullet"] else _width(match["dash"]))


def _is_field(match: re.Match[str]) -> bool:
    """Whether a line is a field for certain: it is written right, or its key is known."""
    key = match["key"]
    return bool(key) and (re.fullmatch(r"\s*:\s*", match["colon"]) is not None or is_key(key))


def _width(blanks: str) -> int:
    return sum(len(BLANKS.get(char, " ")) for char in blanks)
