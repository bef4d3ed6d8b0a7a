"""A customer's card: what its fields leave open, and what must not be missing (DOMAIN.md 2)."""

from __future__ import annotations

import re

from kjournal.notes.fields import Fields
from kjournal.notes.nodes import Mapping
from kjournal.notes.source import stem
from kjournal.notes.tasks import promises
from kjournal.records.customer import Customer
from kjournal.records.spec import Field, by_name
from kjournal.words import _

_STEPS = re.compile(r"[/／\\>＞→\s]+")
_CLOSED = frozenset({"停业", "合并", "流失"})


def card(fields: Fields, mapping: Mapping, body: str, body_line: int) -> Customer:
    """The card that a header and a body make."""
    reading = fields.reading
    found = fields.top(Customer, mapping)
    inherits = "org" in fields.given  # class, region and address
    if "name" not in found:
        found["name"] = stem(reading.path)
        _empty_name(fields)
    if "region" in found:
        found["region"] = region(found["region"], reading.settings.region)
    if not inherits and found.get("kind") != "内部":
        _require(fields, "class_", "村卫生室", _("the customer counts as {word}").format(word="其他"))
        _require(fields, "region", "向阳镇", _("the customer counts as {word}").format(word="未填"))
    if found.get("kind") != "内部" and found.get("status") not in _CLOSED:
        if "phone" not in fields.given and not any(person.phone for person in found.get("contacts", ())):
            _ask_for(fields, "phone")
        if "address" not in fields.given and not inherits:
            _ask_for(fields, "address")
    if made := promises(reading, body, body_line):
        found["promises"] = made
    return Customer(**found, extra=fields.extra)


def region(said: str, prefix: str) -> str:
    """A region as a path; the settings' prefix completes a bare 向阳镇."""
    whole = "/".join(part for part in _STEPS.split(said) if part)
    known = [part for part in prefix.split("/") if part]
    for start in range(len(known)):
        tail = "/".join(known[start:])
        if whole == tail or whole.startswith(f"{tail}/"):
            return "/".join([*known[:start], whole])
    return "/".join([*known, whole])


def _empty_name(fields: Fields) -> None:
    """A name that is there and empty: the file's name is taken, but hardly on purpose."""
    if "name" in fields.empty:
        field = _field("name")
        fields.reading.add("KJ230", fields.empty["name"], label=field.called, key=field.key)


def _require(fields: Fields, name: str, example: str, otherwise: str) -> None:
    if name not in fields.given:
        fields.missing(_field(name), example, otherwise)


def _ask_for(fields: Fields, name: str) -> None:
    field = _field(name)
    fields.reading.add("KJ215", fields.empty.get(name), label=field.called, key=field.key)


def _field(name: str) -> Field:
    return by_name(Customer)[name]
