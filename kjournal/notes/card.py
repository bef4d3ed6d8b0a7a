"""A customer's card: what its fields leave open, and what must not be missing (DOMAIN.md 2)."""

from __future__ import annotations

from kjournal.dates.interval import NEVER, read_interval
from kjournal.files.naming import stem
from kjournal.findings.finding import Edit, Fix, Place
from kjournal.notes.edits.quoting import written
from kjournal.notes.fields import Fields
from kjournal.notes.lines.tasks import promises
from kjournal.notes.nodes import Mapping, Scalar, span
from kjournal.patterns import regex
from kjournal.records.customer import Customer
from kjournal.records.spec import Field, by_name
from kjournal.words import _

_STEPS = regex(r"[/／\\>＞→\s]+")
_CLOSED = frozenset({"停业", "合并", "流失"})


def card(fields: Fields, mapping: Mapping, body: str, body_line: int) -> Customer:
    """The card that a header and a body make."""
    reading = fields.reading
    reading.header = mapping
    found = fields.top(Customer, mapping)
    inherits = "org" in fields.given  # class, region and address
    if "name" not in found:
        found["name"] = stem(reading.path)
        _empty_name(fields, mapping)
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
    if "cadence" in found:
        _known_cadence(fields, found["cadence"])
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


def _empty_name(fields: Fields, mapping: Mapping) -> None:
    """A name that is there and empty: the file's name is taken, but hardly on purpose."""
    key = fields.empty.get("name")
    value = next((value for name, value in mapping.entries if name is key), None)
    if key is None or not isinstance(value, Scalar):
        return
    field = _field("name")
    said = written(stem(fields.reading.path))
    edit = Edit(*span(value), said if value.text else f" {said}")
    guess = Fix((edit,), safe=False) if said else None
    fields.reading.add("KJ230", key, fix=guess, label=field.called, key=field.key)


def _known_cadence(fields: Fields, said: str) -> None:
    """A 拜访频率 that is neither an interval, nor a preset, nor says that nobody is to go."""
    reading = fields.reading
    if said in NEVER or said in reading.settings.presets or read_interval(said) is not None:
        return
    place = Place(reading.path, *reading.places["cadence"])
    words = _(", ").join(reading.settings.presets)
    reading.add_for("KJ233", _field("cadence"), place, value=said, words=words)


def _require(fields: Fields, name: str, example: str, otherwise: str) -> None:
    if name not in fields.given:
        fields.missing(_field(name), example, otherwise)


def _ask_for(fields: Fields, name: str) -> None:
    field = _field(name)
    fields.reading.add("KJ215", fields.empty.get(name), label=field.called, key=field.key)


def _field(name: str) -> Field:
    return by_name(Customer)[name]
