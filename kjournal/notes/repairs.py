"""Step 5 of reading: a header that the strict parse refused, line by line as it was meant.

Only what Chinese input methods and editors put there by themselves is mended: the full-width colon, the missing blank
after a colon, tabs and wide blanks, signs that nobody sees. A line that is right stays as it is, and so does whatever
stands in a text of several lines. A repair is an edit of one line, so places are told as they are in the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kjournal.notes.nodes import Entry, Mapping, Node, Scalar, Sequence

_WIDE = "\t\u3000\xa0"
_KEY = r"""[^\s:：#"'\[\]{}&*!|>%@`,，。；、！？“”-][^:：，。；！？“”]{0,30}?"""
_LINE = re.compile(
    rf"(?P<indent>[ {_WIDE}]*)(?P<dash>(?:-[ {_WIDE}]+)*)"
    rf"(?:(?P<key>{_KEY})(?P<colon>[ {_WIDE}]*[:：][ {_WIDE}]*))?(?P<rest>.*)"
)
_TEXT_BELOW = re.compile(r"[|>][-+0-9]{0,2}\s*(?:#.*)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]+")
_BLANKS = {"\t": "  ", "\u3000": "  ", "\xa0": " ", " ": " "}


class Repair(NamedTuple):
    """An edit of one line: the characters from `start` up to, not including, `end` become `new`."""

    code: str
    line: int  # of the file
    start: int  # indices in the line
    end: int
    new: str
    args: dict[str, str]


class Mended(NamedTuple):
    """The mended header and what was mended, by lines."""

    text: str
    repairs: list[Repair]


def mended(header: str, first: int, part_keys: frozenset[str]) -> Mended | None:
    """The header as it was meant; None where nothing could be mended. `first` is the file's line of `header`.

    `part_keys` are the spellings that make a list's line a field: `- 姓名：韦绍良`, but not `- 院长：便宜点`.
    """
    lines = header.split("\n")
    own = _own_lines(lines)
    repairs: list[Repair] = []
    for index, line in enumerate(lines):
        edits = list(_controls(line, index + first))
        if not edits and index in own and line.strip():
            edits = list(_edits(line, index + first, part_keys))
        for edit in reversed(edits):
            lines[index] = lines[index][: edit.start] + edit.new + lines[index][edit.end :]
        repairs += edits
    return Mended("\n".join(lines), repairs) if repairs else None


def _controls(line: str, number: int) -> Iterator[Repair]:
    """Characters that nobody sees and YAML refuses everywhere."""
    for match in _CONTROL.finditer(line):
        kinds = ", ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(match[0]))
        yield Repair("KJ012", number, match.start(), match.end(), "", {"kind": kinds})


def _edits(line: str, number: int, part_keys: frozenset[str]) -> Iterator[Repair]:
    """The edits of one line that stands for itself, from left to right."""
    match = _LINE.fullmatch(line)
    assert match is not None  # noqa: S101  every line fits
    yield from _blanks(match, "indent", number)
    yield from _blanks(match, "dash", number)
    key, colon, rest = match["key"], match["colon"], match["rest"]
    if key is None:
        return
    plain, args = ": " if rest else ":", {"text": f"{key}: …"}
    if "：" in colon:
        if not match["dash"] or key in part_keys:
            yield Repair("KJ111", number, match.start("colon"), match.end("colon"), plain, args)
    elif colon.endswith(":"):
        if rest and not _is_address(key, rest) and (not match["dash"] or key in part_keys):
            yield Repair("KJ112", number, match.start("colon"), match.end("colon"), plain, args)
    elif colon.strip(": ").strip("\t"):
        yield Repair("KJ114", number, match.start("colon"), match.end("colon"), plain, {})


def _blanks(match: re.Match[str], group: str, number: int) -> Iterator[Repair]:
    """Tabs and wide blanks in front of what a line says."""
    start = match.start(group)
    for run in re.finditer(r"\t+|[\u3000\xa0]+", match[group]):
        code = "KJ113" if "\t" in run[0] else "KJ114"
        new = "".join(_BLANKS[char] for char in run[0])
        yield Repair(code, number, start + run.start(), start + run.end(), new, {})


def _is_address(key: str, rest: str) -> bool:
    """`http://…` and `14:30` need no blank."""
    return rest.startswith("//") or (rest[0].isdigit() and key[-1].isdigit())


def _own_lines(lines: list[str]) -> set[int]:
    """The lines that stand for themselves: not those of a text that began on a line above."""
    own: set[int] = set()
    text_from: int | None = None  # the column behind which lines belong to a text above
    quote = ""
    for index, line in enumerate(lines):
        match = _LINE.fullmatch(line)
        assert match is not None  # noqa: S101  every line fits
        if quote:
            quote = "" if quote in line else quote
            continue
        indent = _width(match["indent"])
        if not line.strip() or (text_from is not None and indent > text_from):
            continue
        own.add(index)
        value, text_from = match["rest"], None
        column = indent + _width(match["dash"]) if match["key"] else indent
        if value and value[0] in "\"'" and value[0] not in value[1:]:
            quote = value[0] if any(value[0] in below for below in lines[index + 1 :]) else ""
        elif _TEXT_BELOW.fullmatch(value) or (value and (match["key"] or match["dash"])):
            text_from = column
    return own


def _width(blanks: str) -> int:
    return sum(len(_BLANKS.get(char, " ")) for char in blanks)


def placed(node: Node, repairs: list[Repair]) -> Node:
    """A node of the mended header at its place in the note as it is written."""
    by_line: dict[int, list[Repair]] = {}
    for repair in repairs:
        by_line.setdefault(repair.line, []).append(repair)
    return _placed(node, by_line)


def _placed(node: Node, repairs: dict[int, list[Repair]]) -> Node:
    column = _as_written(node.column, repairs.get(node.line, []))
    if isinstance(node, Scalar):
        end = _as_written(node.end_column, repairs.get(node.end_line, []))
        return Scalar(node.text, node.line, column, node.end_line, end, node.plain)
    if isinstance(node, Sequence):
        return Sequence([_placed(item, repairs) for item in node.items], node.line, column, node.flow)
    entries = [Entry(_scalar(key, repairs), _placed(value, repairs)) for key, value in node.entries]
    return Mapping(entries, node.line, column)


def _scalar(node: Scalar, repairs: dict[int, list[Repair]]) -> Scalar:
    found = _placed(node, repairs)
    assert isinstance(found, Scalar)  # noqa: S101  what it was before
    return found


def _as_written(column: int, repairs: list[Repair]) -> int:
    """The column in the note of a column in the mended line."""
    shift = 0
    for repair in repairs:
        begin = repair.start + shift + 1
        if column <= begin:
            break
        if column < begin + len(repair.new):
            return repair.start + 1
        shift += len(repair.new) - (repair.end - repair.start)
    return column - shift
