"""Step 5 of reading: a header that the strict parse refused, line by line as it was meant.

Only what Chinese input methods and editors put there by themselves is mended, and values that YAML takes for something
else. A line that is right stays as it is, and so does whatever stands in a text of several lines. A repair is an edit
of one line, so places are told as they are in the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kjournal.notes.header.keys import is_field, is_part
from kjournal.notes.header.misread import reworded
from kjournal.notes.header.ownlines import BLANKS, COLONS, NUMBER, WIDE, OwnLine, own_lines
from kjournal.notes.header.places import Repair
from kjournal.notes.header.quotes import shown
from kjournal.patterns import regex

_CONTROL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]+")
_EQUALS = regex(
    rf"[ {WIDE}]*(?:-[ {WIDE}]+)*(?P<key>[^\s=＝]{{1,20}})(?P<sign>[ {WIDE}]*[=＝][ {WIDE}]*)(?P<rest>[^=＝].*)"
)
_HOUR = regex(r"(?:.*\D)?[0-9]{1,2}")


class Mended(NamedTuple):
    """The mended header and what was mended, by lines."""

    text: str
    repairs: list[Repair]


def mended(header: str, first: int) -> Mended | None:
    """The header as it was meant; None where nothing could be mended. `first` is the file's line of `header`."""
    lines = header.split("\n")
    own = {line.number: line for line in own_lines(lines)}
    repairs: list[Repair] = []
    for index, line in enumerate(lines):
        edits = list(_edits(own[index], index + first)) if index in own else []
        covered = [(edit.start, edit.end) for edit in edits]
        edits += [
            edit
            for edit in _controls(line, index + first)
            if not any(start <= edit.start < end for start, end in covered)
        ]
        if not edits:
            continue
        edits.sort(key=lambda edit: edit.start)
        for edit in reversed(edits):
            lines[index] = lines[index][: edit.start] + edit.new + lines[index][edit.end :]
        said = shown(lines[index])
        repairs += [edit._replace(args=edit.args or {"text": said}) for edit in edits]
    return Mended("\n".join(lines), repairs) if repairs else None


def _controls(line: str, number: int) -> Iterator[Repair]:
    """Characters that nobody sees and YAML refuses everywhere."""
    for match in _CONTROL.finditer(line):
        kinds = ", ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(match[0]))
        yield Repair("KJ012", number, match.start(), match.end(), "", {"kind": kinds})


def _edits(line: OwnLine, number: int) -> Iterator[Repair]:
    """The edits of one line that stands for itself, from left to right."""
    match = line.match
    if line.stray:
        yield Repair("KJ127", number, 0, match.end("indent"), "", {})
    else:
        yield from _blanks(match, "indent", number)
    yield from _blanks(match, "dash", number)
    if match["bullet"]:
        yield Repair("KJ124", number, match.start("bullet"), match.end("bullet"), "- ", {})
    if line.numbered and (sign := NUMBER.match(match.string, match.end("indent"))):
        yield Repair("KJ124", number, sign.start(), sign.end(), "- ", {})
        yield from _value("", line, number, sign.end())
        return
    if match["key"] is None:
        yield from _without_colon(line, number)
        return
    listed = bool(match["dash"] or match["bullet"])
    field = is_part(match["key"]) if listed else line.among_fields
    if not field and not ((_is_plain(match["colon"]) and match["colon"].endswith(" ")) or not match["rest"]):
        if listed:  # `- 院长：便宜点` is a text
            yield from _value("", line, number, match.start("key"))
        return
    yield from _colon(match, number)
    yield from _value(match["key"], line, number, match.start("rest"))


def _colon(match: re.Match[str], number: int) -> Iterator[Repair]:
    """The colon behind a key as it should be."""
    key, colon, rest = match["key"], match["colon"], match["rest"]
    plain = ": " if rest else ":"
    start, end = match.span("colon")
    if any(sign in colon for sign in COLONS):
        if colon.strip() != colon or not _is_time(key, rest):
            yield Repair("KJ111", number, start, end, plain, {})
    elif colon.endswith(":"):
        if rest and not rest.startswith("//") and not _is_time(key, rest):
            yield Repair("KJ112", number, start, end, plain, {})
    elif not _is_plain(colon):
        yield Repair("KJ114", number, start, end, plain, {})


def _is_plain(colon: str) -> bool:
    """Whether a colon is one, with blanks around it that YAML knows."""
    return not colon.strip(": ").strip("\t")


def _value(key: str, line: OwnLine, number: int, start: int) -> Iterator[Repair]:
    """The line's value, which begins at `start`, as the text that was meant."""
    if line.goes_on:
        return
    value = line.match.string[start:]
    clean = _CONTROL.sub("", value)
    found = reworded(key, clean)
    if found and clean != value:  # the signs that nobody sees go with the rest
        new = clean
        for piece in reversed(found):
            new = new[: piece.start] + piece.new + new[piece.end :]
        yield Repair(found[0].code, number, start, start + len(value), new, {})
        return
    for piece in found:
        yield Repair(piece.code, number, start + piece.start, start + piece.end, piece.new, {})


def _without_colon(line: OwnLine, number: int) -> Iterator[Repair]:
    """A list's item, or a field with another sign for the colon."""
    match = line.match
    if match["dash"] or match["bullet"]:
        yield from _value("", line, number, match.start("rest"))
        return
    equals = _EQUALS.fullmatch(match.string)
    if equals is not None and line.among_fields and is_field(equals["key"]) and not line.goes_on:
        yield Repair("KJ125", number, equals.start("sign"), equals.end("sign"), ": ", {})


def _blanks(match: re.Match[str], group: str, number: int) -> Iterator[Repair]:
    """Tabs and wide blanks in front of what a line says."""
    start = match.start(group)
    for run in re.finditer(r"\t+|[\u3000\xa0]+", match[group]):
        code = "KJ113" if "\t" in run[0] else "KJ114"
        new = "".join(BLANKS[char] for char in run[0])
        yield Repair(code, number, start + run.start(), start + run.end(), new, {})


def _is_time(key: str, rest: str) -> bool:
    """`14:30` is no field; `area_m2：79` is one."""
    return not is_field(key) and _HOUR.fullmatch(key) is not None and rest[:2].isdigit()
