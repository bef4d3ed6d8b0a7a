"""Where a note's header begins and ends: the fences, found by lines."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

import msgspec

from kjournal.findings.finding import Edit, Fix
from kjournal.notes.header.fieldlines import is_numbered_item, key_of, lacks_sign, last_behind
from kjournal.notes.problem import Problem
from kjournal.patterns import regex
from kjournal.words import _

HEADER_LIMIT = 64 * 1024
"""Bytes of UTF-8 that a header may take."""
_ODD = "\u2010-\u2015\u2212\u2500\u2501\u30fc\ufe58\ufe63\uff0d"  # what input methods type for a hyphen
_BLANK = " \t\u3000\xa0\ufeff"
_FIRST = regex(r"[\s\ufeff]*(?P<said>.*)")
_DASHES = rf"[-{_ODD}]{{0,12}}[{_ODD}][-{_ODD}]{{0,12}}"
_CLOSING = regex(rf"\n(?=[-.{_ODD}])(?P<said>-{{2,12}}|{_DASHES}|\.\.\.|---[ \t].*)[{_BLANK}]*(?=\n|\Z)")
_INDENTED = regex(rf"\n[{_BLANK}]+(?P<said>---)[{_BLANK}]*(?=\n|\Z)")
_FENCE = regex(rf"---[{_BLANK}]*")
_LIKE_FENCE = regex(rf"-{{4,12}}|{_DASHES}")
_FIELD = regex(r"(?P<key>[^\s:：#\-][^:：]{0,30}?)[ \t\u3000]*[:：]")
_NO_FIELD = regex(r"[^\s\-#\[\]{}\"'][^:：]*")  # begins at the margin and has no colon


class Parts(msgspec.Struct, frozen=True):
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
    whole = text[margin : match.end()]
    if line > 1:
        repairs.append(Problem("KJ115", 1, 1, {}, fix=Fix((Edit(1, 1, line, 1, ""),))))
    if said in {"-", "--"}:
        return Problem(
            "KJ119", line, column, {"count": str(len(said))}, fix=_both_short(text, match.end(), line, whole)
        )
    if _LIKE_FENCE.fullmatch(said) or (said == "---" and text[margin:start].strip("\ufeff")):
        repairs.append(Problem("KJ103", line, 1, {"text": said}, fix=_as_fence(line, whole)))
    elif said.startswith("---") and said != "---":
        behind = said[3:].strip()
        field = key_of(behind)
        fix = _broken_after(line, column + 3, whole) if field else None
        return Problem("KJ120", line, column + 3, {"text": behind[:20]}, fix=fix)
    elif said != "---":
        return _unopened(text[margin:], line)
    return match.end() + 1, line + 1


def _as_fence(line: int, whole: str) -> Fix:
    """A whole line becomes a fence."""
    return Fix((Edit(line, 1, line, len(whole) + 1, "---"),))


def _both_short(text: str, end: int, line: int, whole: str) -> Fix:
    """A first fence that is too short, and the second one where it is so too."""
    closing = _CLOSING.search(text, end)
    if closing is None or closing["said"] != "--":
        return _as_fence(line, whole)
    second = text.count("\n", 0, closing.start("said")) + 1
    return Fix((*_as_fence(line, whole).edits, *_as_fence(second, closing[0][1:]).edits))


def _broken_after(line: int, column: int, whole: str) -> Fix:
    """What stands behind a fence goes to a line of its own."""
    blanks = len(whole[column - 1 :]) - len(whole[column - 1 :].lstrip(_BLANK))
    return Fix((Edit(line, column, line, column + blanks, "\n"),))


def _unopened(text: str, line: int) -> Problem:
    """A note whose first line is no fence: what to do with it. `text` begins on `line`."""
    lines = text.split("\n")
    said = lines[0].strip()
    fix = None
    if said.startswith("```"):
        remedy = _("write --- in place of {text}, and in place of the ``` behind the fields").format(
            text=said
        )
        ticks = next((n for n in range(1, len(lines)) if lines[n].rstrip() == "```"), 0)
        if ticks and key_of(lines[1]):
            fix = Fix((*_as_fence(line, lines[0]).edits, *_as_fence(line + ticks, lines[ticks]).edits))
    elif said.startswith(("{", "+++")):
        remedy = _("write the fields as  key: value  between two lines of ---")
    elif key_of(said):
        fence = next((n for n, below in enumerate(lines) if _FENCE.fullmatch(below)), None)
        opening = Edit(line, 1, line, 1, "---\n")
        if fence is not None:
            remedy = _("put a line of --- before the first field")
            fix = Fix((opening,))
        else:
            end = _end(lines)
            remedy = _(
                "put a line of --- before the first field, and another behind the last one (line {after})"
            )
            remedy = remedy.format(after=line + end.after)
            if end.sure:
                last = end.after == len(lines) - 1
                fix = Fix((opening, _fence_after(line + end.after, lines[end.after], last=last)))
    elif holds_header(text):
        remedy = _("move what stands above the first --- below the second one")
    else:
        remedy = _("put the fields above the text: a line of ---, a line for each field, and --- again")
    return Problem("KJ101", line, 1, {"remedy": remedy}, fix=fix)


def _fence_after(line: int, whole: str, *, last: bool) -> Edit:
    """A new fence below a line; the last one of a file has no line end to stand behind."""
    if last:
        return Edit(line, len(whole) + 1, line, len(whole) + 1, "\n---")
    return Edit(line + 1, 1, line + 1, 1, "---\n")


def holds_header(text: str) -> bool:
    """Whether a fence stands somewhere in a text with a field right below it."""
    said = [line for line in text.split("\n") if line.strip(_BLANK)]
    return any(_like_fence(one) and key_of(two) for one, two in pairwise(said))


def _like_fence(line: str) -> bool:
    return bool(_FENCE.fullmatch(line) or _LIKE_FENCE.fullmatch(line.strip(_BLANK)))


def _missing(lines: list[str], at: int, after: int, first: int, *, sure: bool = True) -> Problem:
    """The second fence is missing behind a line; `sure`: what stands below is no field."""
    fix = None
    if after >= 0 and sure:
        fix = Fix((_fence_after(after + first, lines[after], last=after == len(lines) - 1),))
    return Problem("KJ102", at + first, 1, {"after": str(after + first)}, fix=fix)


def _closed(closing: re.Match[str], line: int, repairs: list[Problem]) -> Problem | None:
    """What is wrong with the second fence; what was taken for one goes into the repairs."""
    said, whole = closing["said"], closing[0][1:]
    if said == "--":
        return Problem("KJ119", line, 1, {"count": "2"}, fix=_as_fence(line, whole))
    if said.startswith(("--- ", "---\t")):
        fix = _broken_after(line, 4, whole)
        return Problem("KJ120", line, 5, {"text": said[3:].strip()[:20]}, fix=fix)
    if said == "...":
        repairs.append(Problem("KJ121", line, 1, {}, fix=_as_fence(line, whole)))
    elif said != "---" or closing.start("said") > closing.start() + 1:  # or it stands further right
        repairs.append(Problem("KJ103", line, 1, {"text": said}, fix=_as_fence(line, whole)))
    return None


def _unclosed(text: str, begin: int, first: int) -> Problem:
    """Where the second fence should have stood."""
    lines = text[begin:].split("\n")
    end = _end(lines)
    return _missing(lines, end.at, end.after, first, sure=end.sure)


def runs_on(header: str, first: int) -> Problem | None:
    """A header that holds prose: the fence found is a line across the text, and the one before it is missing."""
    lines = header.split("\n")
    at = prose(lines)
    if at is None or not any(line.strip() for line in lines[:at]):
        return None
    if (
        last_behind(lines, at) is not None
    ):  # the fence is where it should be, and prose stands among the fields
        return None
    return _missing(lines, at, _last(lines, at), first)


class _End(NamedTuple):
    """Where the fields of a note without a second fence end."""

    at: int  # the line to point at
    after: int  # the last line of the fields; -1: there is none
    sure: bool  # no field stands further down


def _end(lines: list[str]) -> _End:
    """The end of the fields. Where prose stands among them no fence parts the two."""
    at = _prose_at(lines)
    if at is None:
        after = _last(lines, len(lines))
        return _End(after, after, sure=True)
    if (behind := last_behind(lines, at)) is not None:
        return _End(behind, behind, sure=False)
    return _End(at, _last(lines, at), sure=True)


def _prose_at(lines: list[str]) -> int | None:
    """Where fields turn into prose in a note without a second fence: behind a blank line, or before the first line
    at the margin that is no field."""
    no_field = next((n for n in range(1, len(lines)) if _is_prose(lines, n)), None)
    found = [at for at in (prose(lines), no_field) if at is not None]
    return min(found, default=None)


def _is_prose(lines: list[str], at: int) -> bool:
    """Whether a line begins at the margin and is no field in any spelling."""
    line = lines[at]
    if _NO_FIELD.fullmatch(line) is None or key_of(line) or is_numbered_item(lines, at):
        return False
    return not (at and lines[at - 1].strip() and lacks_sign(line))


def prose(lines: list[str]) -> int | None:
    """The line at which fields turn into prose: after a blank one a heading, or a text without any colon.

    Asked only of what is no YAML: there a text may well begin at the margin, inside quotes or brackets.
    """
    for index in range(1, len(lines)):
        if lines[index - 1].strip():
            continue
        line = lines[index]
        if _is_prose(lines, index):
            return index
        if re.match(r"#+ ", line):
            following = next((text for text in lines[index + 1 :] if text.strip()), "")
            if (
                following
                and not _FIELD.match(following)
                and not key_of(following)
                and following[0] not in " \t-#\u3000"
            ):
                return index
    return None


def _last(lines: list[str], before: int) -> int:
    """The last line above one that says something."""
    return max((index for index in range(before) if lines[index].strip()), default=-1)
