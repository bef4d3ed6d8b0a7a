"""Licences in one line (FIELDS.md 3)."""

from __future__ import annotations

import re
from typing import Any

from kjournal.dates.typed import is_day
from kjournal.notes.nodes import Scalar
from kjournal.notes.reading import Reading
from kjournal.notes.values import typed
from kjournal.notes.values.words import narrow
from kjournal.patterns import regex
from kjournal.records import spec
from kjournal.records.choices import LICENCE
from kjournal.records.papers import Licence
from kjournal.words.folding import fold

_WORD = regex(r"[^\s\u3000，,;；]+")
_KEYED = regex(r"([^=＝:：]{1,12})[=＝:：](.*)", re.DOTALL)
_UNTIL = regex(r"(?:有效期限?|效期|到期日?期?|截止日?期?)?(?:[至到](?=.))?[:：]?")
_UNTIL_ALONE = regex(r"(?:有效期限?|效期|到期日?期?|截止日?期?)?[至到]?[:：]?")
_PERIOD = regex(r"(.{6,14}?)(?:至|到|—+|~)(.{6,14})")
_MONTH = regex(r"[0-9]{4}-[0-9]{1,2}|20[0-9]{2}[./](?:0?[1-9]|1[0-2])|[0-9]{4}年[0-9]{1,2}月")


def licence_line(reading: Reading, scalar: Scalar) -> dict[str, Any]:
    """A licence: its kind, a number if any, the day it expires (`到2027-05-31`)."""
    known, keys = spec.by_name(Licence), spec.by_key(Licence)
    found: dict[str, Any] = {}
    rest: list[str] = []
    for match in _WORD.finditer(scalar.text):
        at = scalar.part(match[0], scalar.column + match.start())
        keyed = _KEYED.fullmatch(match[0])
        field = (keys.get(keyed[1]) or keys.get(fold(keyed[1]))) if keyed else None
        if keyed and field is not None:
            part = scalar.part(keyed[2], at.column + keyed.start(2))
            found[field.name] = typed.read(reading, field, part, keyed[1])
        elif "expires" not in found and (until := _until(at)) is not None:
            for name, part in until.items():
                found[name] = typed.read(reading, known[name], part)
        elif "kind" not in found:
            found["kind"] = LICENCE.read(match[0]) or match[0]
        elif "number" not in found and re.search(r"[0-9]", narrow(match[0])):
            found["number"] = match[0]
        elif _UNTIL_ALONE.fullmatch(match[0]) is None:
            rest.append(match[0])
    if rest:
        found["note"] = " ".join(rest)
    return {name: value for name, value in found.items() if value is not None}


def _until(at: Scalar) -> dict[str, Scalar] | None:
    """The day, or the first and last day, that a word names; None where it names none."""
    period = _PERIOD.fullmatch(at.text)
    if period and is_day(period[1]) and is_day(period[2]):
        return {
            "issued": at.part(period[1], at.column),
            "expires": at.part(period[2], at.column + period.start(2)),
        }
    match = _UNTIL.match(at.text)
    skip = match.end() if match else 0
    bare = at.text[skip:]
    if is_day(bare) or _MONTH.fullmatch(narrow(bare)):
        return {"expires": at.part(bare, at.column + skip)}
    return None
