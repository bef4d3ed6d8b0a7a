"""Promises in prose: lines of a body that begin with a box or with 答应, 承诺 (FIELDS.md 3)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from kjournal.dates.every import read_every
from kjournal.dates.prose import FoundDay, find_day
from kjournal.dates.typed import read_day
from kjournal.findings.finding import Fix
from kjournal.notes.lines.ahead import short_date
from kjournal.notes.lines.items import Line
from kjournal.notes.lines.pieces import Part
from kjournal.notes.nodes import Mapping, Node, Scalar
from kjournal.notes.reading import Reading
from kjournal.notes.signs import line_starts
from kjournal.notes.values import days, spelling
from kjournal.notes.values.words import says_none
from kjournal.patterns import regex
from kjournal.records import spec
from kjournal.records.business import Promise
from kjournal.records.spec import Field
from kjournal.records.visit import Visit

TASK = regex(
    r"^[ \t\u3000]{0,8}(?:"
    r"(?:[-*+][ \t\u3000]*)?(?:(?P<open>\[[ \u3000]*\]|【[ \u3000]*】|□|☐)|(?P<kept>\[[xX√✓]\]|【[xX√✓]】|☑|✅))(?!\()"
    r"|(?P<tick>√)"
    r"|(?:[-*+][ \t\u3000]*)?(?:答应|承诺)(?:[:：]|(?=[ \t\u3000]))"
    r")[ \t\u3000]*(?P<said>\S.*)",
    re.MULTILINE,
)
_SIGNS = ("[", "【", "□", "☐", "☑", "✅", "√", "答应", "承诺")
"""One of these stands in the line of every promise."""
FENCED = regex(r"^[ \t]*(```|~~~).*?(?:^[ \t]*\1|\Z)", re.MULTILINE | re.DOTALL)
_AROUND = regex(r"(?:之前|以前|前后|前|之?以?内)?")
_LOOKED_AT = 200  # characters of a promise in which its day is looked for
_YEAR_NEEDED = date(1900, 1, 1)
MOST = 1000
"""Promises that are read from one note."""
AFTER = timedelta(days=7)
"""When a promise without a day is due, counted from its visit (FIELDS.md 3)."""


def promises(reading: Reading, body: str, first: int) -> tuple[Promise, ...]:
    """The promises in a body whose text begins on the file's line `first`."""
    starts = line_starts(body, _SIGNS)
    if not starts:
        return ()
    fenced = [match.span() for match in FENCED.finditer(body)] if "```" in body or "~~~" in body else []
    found: list[Promise] = []
    line, counted = first, 0
    for match in (TASK.match(body, start) for start in starts):
        if match is None:
            continue
        start, said = match.start("said"), match["said"].rstrip()
        line, counted = line + body.count("\n", counted, start), start
        while fenced and fenced[0][1] <= start:
            del fenced[0]
        if fenced and fenced[0][0] <= start:
            continue
        column = start - body.rfind("\n", 0, start)
        scalar = Scalar(said, line, column, line, column + len(said), plain=False)
        if says_none(spec.by_name(Visit)["promises"], scalar):
            continue
        if len(found) == MOST:
            reading.add("KJ017", scalar, most=str(MOST))
            break
        found.append(_promise(reading, scalar, kept=bool(match["kept"] or match["tick"])))
    return tuple(found)


def _promise(reading: Reading, scalar: Scalar, *, kept: bool) -> Promise:
    mark = reading.mark
    promise = Promise(**promise_line(reading, spec.by_name(Visit)["promises"], scalar))
    if kept and not promise.done:
        promise = replace(promise, done=(max(promise.due or date.min, reading.day or date.min),))
    return dated(reading, promise, scalar, mark)


def promise_line(reading: Reading, field: Field, scalar: Scalar) -> dict[str, Any]:
    """A promise in one line; its day may be one of its words."""
    line = Line(reading, field, Promise, scalar)
    found = line.read()
    if "due" not in found and "every" not in found and not line.no_day:
        _find_due(reading, line, found)
    return found


def _find_due(reading: Reading, line: Line, found: dict[str, Any]) -> None:
    """The day that the promise's words name: 下周五前, 三天内, 12月1日."""
    text = _words_alone(line)
    day = _short_day(text, reading.day) or find_day(text, reading.day or _YEAR_NEEDED)
    if day is None or (reading.day is None and day.reading.problem):
        return
    said = text[day.start : day.end]
    at = line.scalar.part(said, line.scalar.column + day.start)
    alone = next((part for part in line.words if _is_day_alone(part, day)), None)
    words = [part for part in line.words if part is not alone]

    def mend(shown: str) -> Fix | None:
        """A day that is a word by itself becomes the date; beside one within a sentence the date is put at its end."""
        if alone is not None and words:
            return reading.rewrite(line.at(alone), shown)
        return reading.rewrite(line.scalar, f"{line.scalar.text} {shown}")

    due = days.told(reading, spec.by_name(Promise)["due"], at, said, day.reading, mend)
    if due is None:
        return
    found["due"] = due
    if words and alone is not None:
        found["what"] = " ".join(part.text for part in words)


def _short_day(text: str, base: date | None) -> FoundDay | None:
    """The day at the start of a promise: `12/5 送样`; elsewhere that would be a fraction."""
    said = short_date(text) if base else ""
    return FoundDay(0, len(said), read_day(said, near=base, forward=True)) if said else None


def _words_alone(line: Line) -> str:
    """The beginning of a line with blanks in place of all that has filled a field: 完成=2026-11-21."""
    said = [" "] * min(len(line.scalar.text), _LOOKED_AT)
    for part in (word for word in line.words if not word.quoted):
        said[part.start : part.start + len(part.text)] = part.text
    return "".join(said)[:_LOOKED_AT]


def _is_day_alone(part: Part, day: FoundDay) -> bool:
    """Whether a word says nothing but the day: 后天, 周五前."""
    end = part.start + len(part.text)
    return (
        part.start == day.start
        and end >= day.end
        and bool(_AROUND.fullmatch(part.text[day.end - part.start :]))
    )


def dated(reading: Reading, promise: Promise, node: Node, mark: int) -> Promise:
    """A promise with its day: seven days after the visit where none was written, and a finding.

    A day that was refused since `mark`, when the promise began to be read, has its own finding.
    """
    if promise.due is not None or promise.done:
        return promise
    if promise.every and read_every(promise.every).value is not None:
        return promise
    key = spec.by_name(Promise)["due"]
    told = reading.refused(key.key, mark)
    if reading.day is None:
        if not told:
            reading.add("KJ229", node)
        return promise
    due = reading.day + AFTER
    if not told:
        reading.add("KJ216", node, fix=_with_day(reading, node, key, due.isoformat()), day=due.isoformat())
    return replace(promise, due=due)


def _with_day(reading: Reading, node: Node, field: Field, day: str) -> Fix | None:
    """The guess at the day of a promise that has none."""
    if isinstance(node, Scalar):
        return spelling.with_day(reading, spelling.inside(reading, node), field.key, day)
    if not isinstance(node, Mapping):
        return None
    latin = node.entries[0][0].text.isascii()
    return spelling.with_day(reading, node, field.key if latin else field.label, day)
