"""The next visit in one line, and the short dates that begin a line about what lies ahead (FIELDS.md 3)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, NamedTuple

from kjournal.dates.prose import find_day
from kjournal.dates.readings import DayReading
from kjournal.dates.typed import is_day, read_day
from kjournal.dates.weekdays import FIGURES, WEEK
from kjournal.findings.finding import Fix
from kjournal.notes.nodes import Scalar
from kjournal.notes.reading import Reading
from kjournal.notes.values import days
from kjournal.patterns import regex
from kjournal.records import spec
from kjournal.records.visit import Next, Visit

_UNITS = "元块万折盒瓶袋件箱包支片粒个条罐桶次份人名种天日周年月号楼点岁倍斤克"
_SHORT = regex(rf"[0-9]{{1,2}}[-/.][0-9]{{1,2}}(?![0-9/.%～~-])(?!\s*(?:[{_UNITS}]|[a-zA-Z]))")
_HEAD = regex(r"[^\s，,、:：]*")
_BEHIND_A_DAY = regex(r"(?:之前|以前|前后|左右|前)?[\s，,、:：]*")
_WEEKDAY_BEFORE = regex(rf"[(（]?{WEEK}[{FIGURES}][)）]?[\s，,]*$")
_WEEKDAY_BEHIND = regex(rf"\s*[(（]?{WEEK}[{FIGURES}][)）]?")
_NEW_YEAR = regex(r"元旦节?(?![前后後]|[之以][前后後]|期间|过|假|放)")
_TIME = regex(
    r"[0-9一二三四五六七八九十两几半]\s*个?(?:月|号|天|日|周|星期|礼拜|年)|[月年][初中底末前后]|[上中下]旬|[明后改]天|过[些几]|下个?[周月]|节[前后]"
    r"|春节|过年|国庆|中秋|端午|五一|清明|元宵|元旦"
    rf"|[0-9](?![0-9]*(?:\.[0-9]+)?\s*(?:[{_UNITS}]|[a-zA-Z*×%]))(?<![×@*.=][0-9])(?![0-9.]*[0-9])"
)
_NO_YEAR_YET = date(1900, 1, 1)
_LOOKED_AT = 60  # characters of a line in which its day is looked for


class _Named(NamedTuple):
    """A day named in a line: the characters from `start` up to, not including, `end`."""

    start: int
    end: int
    reading: DayReading


def short_date(text: str) -> str:
    """The date that a line begins with and that only there is one: `11/25`, `11.25`; empty where it has none."""
    match = _SHORT.match(text)
    if match is None:
        return ""
    month, day = (int(figure) for figure in re.split(r"[-/.]", match[0]))
    return match[0] if 1 <= month <= 12 and 1 <= day <= 31 else ""


def next_line(reading: Reading, scalar: Scalar) -> dict[str, Any]:
    """The next visit: the day that stands somewhere in the line, the rest is what for."""
    text = scalar.text.strip()
    named = _named(text, reading.day)
    if named is None:
        if _TIME.search(text[:_LOOKED_AT]):
            example = (reading.day or date(2026, 11, 24)) + timedelta(days=7)
            field = spec.by_name(Visit)["next"]
            reading.add_for("KJ235", field, scalar, value=text, example=example.isoformat())
        return {"what": text}
    start, end, read = named
    said = text[start:end]
    at = scalar.part(said, scalar.column + start)
    stuck = text[end : end + 1].strip("前之以，,、:： \u3000")

    def mend(shown: str) -> Fix | None:
        return reading.rewrite(at, f"{shown} " if stuck else shown)

    on = days.told(reading, spec.by_name(Next)["date"], at, said, read, mend)
    behind = _BEHIND_A_DAY.match(text, end)
    rest = text[behind.end() if behind else end :].strip()
    what = " ".join(part for part in (text[:start].rstrip(" \u3000，,、:："), rest) if part)
    return {**({"date": on} if on else {}), **({"what": what} if what else {})}


def _named(text: str, base: date | None) -> _Named | None:
    """The day of a line: a date at its start, one elsewhere, a day counted from the visit's; in this order."""
    match = _HEAD.match(text)
    head = match[0] if match else ""
    if not is_day(head):
        head = short_date(text)
    if head:
        return _beside(text, 0, len(head), base)
    near = base or _NO_YEAR_YET
    for written in (True, False):
        found = find_day(text[:_LOOKED_AT], near, written=written)
        if found is None or (base is None and found.reading.problem):
            continue
        if text[max(found.start - 1, 0) : found.end] == "明后天":  # one of two days
            continue
        if written:
            return _beside(text, found.start, found.end, base)
        return _Named(found.start, found.end, found.reading)
    if base is not None and (holiday := _NEW_YEAR.search(text[:_LOOKED_AT])):
        return _Named(*holiday.span(), read_day("1月1日", near=base, forward=True))
    return None


def _beside(text: str, start: int, end: int, base: date | None) -> _Named:
    """A written date with the weekday that stands before or behind it, which must agree with it."""
    before, behind = _WEEKDAY_BEFORE.search(text, 0, start), _WEEKDAY_BEHIND.match(text, end)
    if before or behind:
        first, last = (before.start(), end) if before else (start, behind.end() if behind else end)
        read = read_day(text[first:last], near=base, forward=True)
        if read.value is not None:
            return _Named(first, last, read)
    return _Named(start, end, read_day(text[start:end], near=base, forward=True))
