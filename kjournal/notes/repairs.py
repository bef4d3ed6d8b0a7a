"""Step 5 of reading: a header that the strict parse refused, line by line as it was meant.

Only what Chinese input methods and editors put there by themselves is mended: the full-width colon, the missing blank
after a colon, tabs and wide blanks. A line that is right stays as it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kjournal.notes.header import Problem

_KEY = r"""(?P<indent>[ ]*(?:-[ ]+)?)(?P<key>[^\s:：#"'\[\]{}&*!|>%@`,，-][^:：]{0,30}?)[ \u3000]*"""
_WIDE_COLON = re.compile(_KEY + r"(?P<colon>：)[ \u3000]*(?P<rest>.*)")
_NARROW = re.compile(_KEY + r"(?P<colon>:)(?P<rest>.*)")
_BLANKS = "\u3000\u00a0"


class Mended(NamedTuple):
    """The mended header and what was mended, a problem each line."""

    text: str
    repairs: list[Problem]


def mended(header: str, first: int) -> Mended | None:
    """The header as it was meant; None where nothing could be mended."""
    lines = header.split("\n")
    repairs: list[Problem] = []
    for index, line in enumerate(lines):
        lines[index] = _line(line, index + first, repairs)
    return Mended("\n".join(lines), repairs) if repairs else None


def _line(line: str, number: int, repairs: list[Problem]) -> str:
    line = _indent(line, number, repairs)
    if not line.strip() or line.lstrip().startswith("#"):
        return line
    wide, narrow = _WIDE_COLON.fullmatch(line), _NARROW.fullmatch(line)
    if wide and (not narrow or wide.start("colon") < narrow.start("colon")):
        fixed = f"{wide['indent']}{wide['key']}: {wide['rest']}".rstrip()
        repairs.append(Problem("KJ111", number, wide.start("colon") + 1, {"text": fixed.strip()}))
        return fixed
    if narrow and narrow["rest"] and narrow["rest"][0] not in " \t\u3000\u00a0" and not _is_address(narrow):
        fixed = f"{narrow['indent']}{narrow['key']}: {narrow['rest']}"
        repairs.append(Problem("KJ112", number, narrow.start("colon") + 1, {"text": fixed.strip()}))
        return fixed
    if narrow and narrow["rest"] and narrow["rest"][0] in _BLANKS:
        fixed = f"{narrow['indent']}{narrow['key']}: {narrow['rest'].lstrip(_BLANKS + ' ')}"
        repairs.append(Problem("KJ114", number, narrow.start("colon") + 2, {"text": fixed.strip()}))
        return fixed
    return line


def _is_address(match: re.Match[str]) -> bool:
    return match["rest"].startswith("//") or (match["rest"][0].isdigit() and match["key"][-1:].isdigit())


def _indent(line: str, number: int, repairs: list[Problem]) -> str:
    bare = line.lstrip(" \t" + _BLANKS)
    indent = line[: len(line) - len(bare)]
    if not bare or not indent.strip(" "):
        return line
    if "\t" in indent:
        repairs.append(Problem("KJ113", number, indent.index("\t") + 1, {}))
    if any(blank in indent for blank in _BLANKS):
        at = min(indent.index(blank) for blank in _BLANKS if blank in indent)
        repairs.append(Problem("KJ114", number, at + 1, {}))
    plain = indent.replace("\t", "  ").replace("\u3000", "  ").replace("\u00a0", " ")
    return plain + bare
