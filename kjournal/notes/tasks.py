"""Promises in prose: lines of a body that begin with a box or with 答应, 承诺 (FIELDS.md 3)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec.structs import replace

from kjournal.dates.every import read_every
from kjournal.dates.typed import is_day, read_relative
from kjournal.notes.items import Line
from kjournal.notes.nodes import Scalar
from kjournal.notes.reading import Reading
from kjournal.notes.values import Values
from kjournal.records import spec
from kjournal.records.business import Promise
from kjournal.records.visit import Visit

_START = re.compile(
    r"[ \t\u3000]{0,8}(?:"
    r"[-*+]?\s*(?P<open>\[\s*\]|【\s*】|□|☐)"
    r"|[-*+]?\s*(?P<kept>\[[xX√✓]\]|【[xX√✓]】|☑|✅)"
    r"|(?P<tick>√)(?=\s*\S)"
    r"|[-*+]?\s*(?P<word>答应|承诺)[:： ]"
    r")\s*(?P<rest>\S.*)"
)
_QUICK = ("[ ]", "[]", "[x]", "[X]", "[√]", "【", "□", "☐", "☑", "√", "✅", "答应", "承诺", "[✓]", "[  ]")
AFTER = timedelta(days=7)
"""When a promise without a day is due, counted from its visit (FIELDS.md 3)."""


def promises(reading: Reading, values: Values, body: str, first: int) -> list[Promise]:
    """The promises in a body whose text begins on the file's line `first`."""
    if not any(sign in body for sign in _QUICK):
        return []
    found: list[Promise] = []
    fenced = False
    for number, line in enumerate(body.split("\n"), first):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        match = None if fenced else _START.match(line)
        if match:
            scalar = Scalar(
                match["rest"].strip(), number, match.start("rest") + 1, number, len(line) + 1, plain=False
            )
            found.append(_promise(reading, values, scalar, kept=bool(match["kept"] or match["tick"])))
    return found


def _promise(reading: Reading, values: Values, scalar: Scalar, *, kept: bool) -> Promise:
    field = spec.by_name(Visit)["promises"]
    text = _with_relative_days(reading, scalar)
    line = Line(reading, values, field, Promise, scalar._replace(text=text))
    promise = Promise(**line.read())
    if kept and not promise.done:
        promise = replace(promise, done=(promise.due or reading.day or date.min,))
    return dated(reading, promise, scalar)


def dated(reading: Reading, promise: Promise, node: Scalar) -> Promise:
    """A promise with its day: seven days after the visit where none was written, and a finding."""
    if promise.due is not None or promise.done:
        return promise
    if promise.every and read_every(promise.every).value is not None:
        return promise
    if reading.day is None:
        reading.add("KJ216", node, day="—")
        return promise
    due = reading.day + AFTER
    reading.add("KJ216", node, day=due.isoformat())
    return replace(promise, due=due)


def _with_relative_days(reading: Reading, scalar: Scalar) -> str:
    """Words like 后天 as the day they stand for."""
    if reading.day is None:
        return scalar.text
    words = scalar.text.split(" ")
    for index, word in enumerate(words):
        if not word or is_day(word):
            continue
        bare = re.sub(r"(之?前|以前|前后)$", "", word)
        read = read_relative(bare, reading.day) if bare else None
        if read and read.value is not None:
            reading.add("KJ222", scalar, text=word, read=read.value.isoformat())
            words[index] = read.value.isoformat()
            break
    return " ".join(words)
