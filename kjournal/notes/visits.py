"""A visit: its day, whom it was paid to, and what its fields leave open (DOMAIN.md 3)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from kjournal.dates.typed import read_day
from kjournal.files.naming import stem
from kjournal.notes.card import region
from kjournal.notes.fields import Fields
from kjournal.notes.lines.tasks import promises
from kjournal.notes.nodes import Mapping, Scalar, Sequence
from kjournal.notes.strays import KEY_LIMIT
from kjournal.notes.values.days import visit_day
from kjournal.patterns import regex
from kjournal.records.choices import REGION_EVENT
from kjournal.records.spec import by_key, by_name
from kjournal.records.visit import Visit
from kjournal.words import _
from kjournal.words.folding import fold

DATED_NAME = regex(
    r"(?P<day>\d{4}[-.]\d{1,2}[-.]\d{1,2}|\d{8}|\d{4}年\d{1,2}月\d{1,2}[日号])[-_ \u3000]*(?P<whom>.*?)(?:[-_ ][2-9]|[(（][2-9][)）])?"
)
"""A file's name that tells the day and the customer; a second visit of the day has a number behind."""
_HAPPENED = frozenset({
    "people", "result", "orders", "payments", "agreed", "returns", "adjustments", "gifts", "redeemed", "stock", "complaints",
    "adverse", "promises", "requests", "objections", "competitors", "costs", "time_use", "risk_signs", "market_signs",
    "favours", "shown", "escalate", "satisfaction", "lessons",
})  # fmt: skip
"""Fields that say that something happened (DOMAIN.md 3)."""
_TOLD = frozenset({"what", "from_", "to", "script"})
"""Fields that tell of an event of a region: an empty template tells of none."""
_SENTENCE = regex(r"^(?![ \t]*(?:#|<!--|[-*+][ \t]*(?:\[[ ]?\])?[ \t]*$|---+[ \t]*$)).*\S", re.MULTILINE)


def visit(fields: Fields, mapping: Mapping, body: str, body_line: int) -> Visit:
    """The visit, or another note below `visits/`, that a header and a body make."""
    reading = fields.reading
    name = stem(reading.path)
    dated = DATED_NAME.fullmatch(name)
    named = read_day(dated["day"]).value if dated else None
    written = _written_day(fields, mapping, named)
    reading.day = written or named
    found = fields.top(Visit, mapping)
    kind = found.get("kind", "拜访")
    if "date" not in found:
        _default_day(fields, found, named if kind != REGION_EVENT else named or found.get("from_"))
    if kind == "拜访" and "customer" not in fields.given:
        _default_customer(fields, found, dated["whom"].strip() if dated else name)
    if "region" in found:
        found["region"] = region(found["region"], reading.settings.region)
    elif kind == REGION_EVENT and (not _TOLD.isdisjoint(found) or _SENTENCE.search(body)):
        reading.add("KJ408", fields.empty.get("region"))
    if made := promises(reading, body, body_line):
        found["promises"] = (*found.get("promises", ()), *made)
    if "status" not in found:
        done = kind != "拜访" or not _HAPPENED.isdisjoint(fields.given) or _SENTENCE.search(body) is not None
        found["status"] = "完成" if done else "计划"
    found.setdefault("channel", "上门")
    return Visit(**found, extra=fields.extra)


def _written_day(fields: Fields, mapping: Mapping, named: date | None) -> date | None:
    """The visit's day as the note says it, read before all else: other words count from it."""
    known = by_key(Visit)
    for key, node in mapping.entries:
        field = known.get(key.text) or known.get(fold(key.text[:KEY_LIMIT]))
        if field is not None and field.name == "date":
            said = node.items[0] if isinstance(node, Sequence) and len(node.items) == 1 else node
            if not isinstance(said, Scalar):
                return None  # a list or a group, with which the reading of all fields finds fault
            day = None if said.empty else visit_day(fields.reading, field, said, named)
            fields.fixed["date"] = day
            return day
    return None


def _default_day(fields: Fields, found: dict[str, Any], day: date | None) -> None:
    """The day that the file's name tells; a visit without any is an error."""
    if day is not None:
        found["date"] = day
    elif "date" not in fields.given:
        _require(fields, "date", "2026-11-20", _("the visit counts on no day"))


def _default_customer(fields: Fields, found: dict[str, Any], whom: str) -> None:
    if whom:
        found["customer"] = whom
    else:
        _require(fields, "customer", "向阳镇卫生院", _("the visit counts for nobody"))


def _require(fields: Fields, name: str, example: str, otherwise: str) -> None:
    fields.missing(by_name(Visit)[name], example, otherwise)
