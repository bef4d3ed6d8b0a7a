"""Where a note's header begins and ends: the fences, found by lines."""

from __future__ import annotations

import re
from typing import NamedTuple

from kjournal.notes.header import Problem

HEADER_LIMIT = 64 * 1024
"""Bytes of UTF-8 that a header may take."""
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\u2500\u30fc-"
_LIKE_FENCE = re.compile(rf"[{_DASHES}]{{2,}}")
_LONE_DASHES = re.compile(rf"(?!-+$)[{_DASHES}]{{1,}}")
_FIELD = re.compile(r"[^\s:：#\-][^:：]{0,30}[:：]")


class Parts(NamedTuple):
    """A note cut at its fences, by lines from 0: the header is `lines[begin:end]`, the body `lines[body:]`."""

    begin: int
    end: int
    body: int
    repairs: list[Problem]  # what was taken for a fence although it is not quite one


def split(lines: list[str]) -> Parts | Problem:
    """Cut a note at its fences, or say which fence is wrong."""
    first = 0
    while first < len(lines) and not lines[first].strip("\u3000 \t\ufeff"):
        first += 1
    if first == len(lines):
        return Problem("KJ007", 0, 0, {})
    repairs = [Problem("KJ115", 1, 1, {})] if first else []
    opening = lines[first].rstrip()
    if opening != "---":
        wrong = _opening(opening, first)
        if wrong.code != "KJ103":
            return wrong
        repairs.append(wrong)
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if not line or line[0] not in _DASHES + ".":
            continue
        bare = line.rstrip("\u3000 \t")
        if bare in {"---", "..."} or _is_odd_fence(bare):
            if bare == "...":
                repairs.append(Problem("KJ121", index + 1, 1, {}))
            elif bare != "---":
                repairs.append(Problem("KJ103", index + 1, 1, {"text": bare}))
            return _bounded(lines, Parts(first + 1, index, index + 1, repairs))
    return _unclosed(lines, first)


def _is_odd_fence(bare: str) -> bool:
    return not bare.startswith("-") and bool(_LONE_DASHES.fullmatch(bare)) and len(bare) <= 6


def _bounded(lines: list[str], parts: Parts) -> Parts | Problem:
    header = lines[parts.begin : parts.end]
    if sum(len(line) for line in header) > HEADER_LIMIT // 4:
        size = sum(len(line.encode("utf-8", "replace")) + 1 for line in header)
        if size > HEADER_LIMIT:
            return Problem("KJ109", parts.begin + 1, 1, {})
    prose = _prose(lines, parts.begin, parts.end)
    if prose is not None and any(line.strip() for line in lines[parts.begin : prose]):
        after = _last_field(lines, parts.begin, prose)
        return Problem("KJ102", prose + 1, 1, {"text": lines[prose].strip()[:20], "after": str(after + 1)})
    return parts


def _prose(lines: list[str], begin: int, end: int) -> int | None:
    """The line at which a header turns into prose: a heading, or a text at the margin after a blank line."""
    for index in range(begin, end):
        line = lines[index]
        if line.startswith("# ") and index > begin and not lines[index - 1].strip():
            following = next((text for text in lines[index + 1 : end] if text.strip()), "")
            if following and not _FIELD.match(following) and following[0] not in " \t-#\u3000":
                return index
        if (
            line
            and line[0] not in " \t-#\u3000[]{}\"'"
            and ":" not in line
            and "：" not in line
            and index > begin
            and not lines[index - 1].strip()
        ):
            return index
    return None


def _last_field(lines: list[str], begin: int, end: int) -> int:
    return max((index for index in range(begin, end) if lines[index].strip()), default=begin)


def _opening(opening: str, index: int) -> Problem:
    line = index + 1
    if opening.startswith("---") and not opening.startswith("----"):
        return Problem("KJ120", line, 4, {"text": opening[3:].strip()[:20]})
    if opening in {"-", "--"}:
        return Problem("KJ119", line, 1, {"count": str(len(opening))})
    if _LIKE_FENCE.fullmatch(opening) or opening in set("\u2014\uff0d\u2015"):
        return Problem("KJ103", line, 1, {"text": opening})
    return Problem("KJ101", line, 1, {})


def _unclosed(lines: list[str], first: int) -> Problem:
    prose = _prose(lines, first + 1, len(lines))
    for index in range(first + 1, len(lines)):
        if lines[index].rstrip() in {"-", "--"}:
            return Problem("KJ119", index + 1, 1, {"count": str(len(lines[index].rstrip()))})
    at = prose if prose is not None else len(lines) - 1
    after = _last_field(lines, first + 1, prose if prose is not None else len(lines))
    return Problem(
        "KJ102", min(at + 1, len(lines)), 1, {"text": lines[at].strip()[:20], "after": str(after + 1)}
    )
