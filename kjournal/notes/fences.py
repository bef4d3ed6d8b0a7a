"""Where a note's header begins and ends: the fences, found by lines."""

from __future__ import annotations

import re
from typing import NamedTuple

from kjournal.notes.problem import Problem
from kjournal.words import _

HEADER_LIMIT = 64 * 1024
"""Bytes of UTF-8 that a header may take."""
_ODD = "\u2010-\u2015\u2212\u2500\u2501\u30fc\ufe58\ufe63\uff0d"  # what input methods type for a hyphen
_BLANK = " \t\u3000\xa0\ufeff"
_FIRST = re.compile(r"[\s\ufeff]*(?P<said>.*)")
_DASHES = rf"[-{_ODD}]{{0,12}}[{_ODD}][-{_ODD}]{{0,12}}"
_CLOSING = re.compile(rf"\n(?P<said>-{{2,12}}|{_DASHES}|\.\.\.|---[ \t].*)[{_BLANK}]*(?=\n|\Z)")
_INDENTED = re.compile(rf"\n[{_BLANK}]+(?P<said>---)[{_BLANK}]*(?=\n|\Z)")
_LIKE_FENCE = re.compile(rf"-{{4,12}}|{_DASHES}")
_FIELD = re.compile(r"[^\s:：#\-][^:：]{0,30}[:：]")
_NO_FIELD = re.compile(r"[^\s\-#\[\]{}\"'][^:：]*")  # begins at the margin and has no colon


class Parts(NamedTuple):
    """A note cut at its fences."""

    header: str  # with the end of its last line
    first: int  # the file's line on which the header begins
    body: str
    body_line: int
    repairs: list[Problem]  # what was taken for a fence although it is not quite one


def split(text: str) -> Parts | Problem:
    """Cut a note at its fences, or say which fence is wrong."""
    repairs: list[Problem] = []
    begin, first = 4, 2
    if not text.startswith("---\n"):
        opened = _opened(text, repairs)
        if isinstance(opened, Problem):
            return opened
        begin, first = opened
    closing = _CLOSING.search(text, begin - 1) or _INDENTED.search(text, begin - 1)
    if closing is None:
        return _unclosed(text, begin, first)
    body_line = first + text.count("\n", begin, closing.start("said")) + 1
    if (wrong := _closed(closing, body_line - 1, repairs)) is not None:
        return wrong
    header = text[begin : closing.start() + 1]
    if len(header) > HEADER_LIMIT // 4 and len(header.encode("utf-8", "replace")) > HEADER_LIMIT:
        return Problem("KJ109", first, 1, {})
    return Parts(header, first, text[closing.end() + 1 :], body_line, repairs)


def _opened(text: str, repairs: list[Problem]) -> tuple[int, int] | Problem:
    """Where the header begins, by place in the text and by line, after a first fence that is not quite one."""
    match = _FIRST.match(text)
    said = match["said"].rstrip(_BLANK) if match else ""
    if match is None or not said:
        return Problem("KJ007", 0, 0, {})
    start = match.start("said")
    line, margin = text.count("\n", 0, start) + 1, text.rfind("\n", 0, start) + 1
    column = start - margin + 1
    if line > 1:
        repairs.append(Problem("KJ115", 1, 1, {}))
    if said in {"-", "--"}:
        return Problem("KJ119", line, column, {"count": str(len(said))})
    if _LIKE_FENCE.fullmatch(said) or (said == "---" and text[margin:start].strip("\ufeff")):
        repairs.append(Problem("KJ103", line, 1, {"text": said}))
    elif said.startswith("---") and said != "---":
        return Problem("KJ120", line, column + 3, {"text": said[3:].strip()[:20]})
    elif said != "---":
        return Problem("KJ101", line, 1, {"remedy": _beginning(said)})
    return match.end() + 1, line + 1


def _beginning(said: str) -> str:
    """What to do with a first line that is no fence."""
    if said.startswith("```"):
        return _("write --- in place of {text}, and in place of the ``` behind the fields").format(text=said)
    if said.startswith(("{", "+++")):
        return _("write the fields as  key: value  between two lines of ---")
    return _("put a line of --- before the first field")


def _closed(closing: re.Match[str], line: int, repairs: list[Problem]) -> Problem | None:
    """What is wrong with the second fence; what was taken for one goes into the repairs."""
    said = closing["said"]
    if said == "--":
        return Problem("KJ119", line, 1, {"count": "2"})
    if said.startswith(("--- ", "---\t")):
        return Problem("KJ120", line, 5, {"text": said[3:].strip()[:20]})
    if said == "...":
        repairs.append(Problem("KJ121", line, 1, {}))
    elif said != "---" or closing.re is _INDENTED:
        repairs.append(Problem("KJ103", line, 1, {"text": said}))
    return None


def _unclosed(text: str, begin: int, first: int) -> Problem:
    """Where the second fence should have stood."""
    lines = text[begin:].split("\n")
    at = prose(lines)
    after = _last(lines, len(lines) if at is None else at)
    return Problem("KJ102", (after if at is None else at) + first, 1, {"after": str(after + first)})


def runs_on(header: str, first: int) -> Problem | None:
    """A header that holds prose: the fence found is a line across the text, and the one before it is missing."""
    lines = header.split("\n")
    at = prose(lines)
    if at is None or not any(line.strip() for line in lines[:at]):
        return None
    return Problem("KJ102", at + first, 1, {"after": str(_last(lines, at) + first)})


def prose(lines: list[str]) -> int | None:
    """The line at which fields turn into prose: after a blank one a heading, or a text without any colon.

    Asked only of what is no YAML: there a text may well begin at the margin, inside quotes or brackets.
    """
    for index in range(1, len(lines)):
        if lines[index - 1].strip():
            continue
        line = lines[index]
        if _NO_FIELD.fullmatch(line):
            return index
        if re.match(r"#+ ", line):
            following = next((text for text in lines[index + 1 :] if text.strip()), "")
            if following and not _FIELD.match(following) and following[0] not in " \t-#\u3000":
                return index
    return None


def _last(lines: list[str], before: int) -> int:
    """The last line above one that says something."""
    return max((index for index in range(before) if lines[index].strip()), default=-1)
