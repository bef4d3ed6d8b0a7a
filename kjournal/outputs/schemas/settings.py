"""The JSON Schema of kjournal.toml, from the declaration of the settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from kjournal.care.settings import PRESETS, RULE_NAMES
from kjournal.findings.codes import CODES
from kjournal.findings.message import general
from kjournal.outputs.schemas.notes import DRAFT
from kjournal.outputs.schemas.values import Schema
from kjournal.records.choices import CLASS
from kjournal.words import _

_WHOLE = {"type": "integer", "minimum": 0}
_DAY = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}-[0-9]{2}([T ].*)?|[0-9]{4})$"}
_HOUR = r"([01][0-9]|2[0-3])(:[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?)?"
_WEEKDAYS = {"type": "array", "minItems": 1, "items": {"type": "integer", "minimum": 1, "maximum": 7}}
_TYPES: dict[str, Schema] = {
    "text": {"type": ["string", "integer"]},
    "texts": {"type": "array", "items": {"type": "string"}},
    "zone": {"type": "string"},
    "day": _DAY,
    "days": {"type": "array", "items": _DAY},
    "time": {"type": "string", "pattern": rf"^{_HOUR}$"},
    "number": _WHOLE,
    "numbers": {"type": "array", "items": _WHOLE},
    "yuan": {"type": ["number", "string"], "minimum": 0, "pattern": r"^\s*\+?[0-9_]*\.?[0-9_]+\s*$"},
    "yes/no": {"type": "boolean"},
    "workdays": {"anyOf": [{"enum": [5, 6, 7]}, _WEEKDAYS]},
    "capacity": {
        "anyOf": [
            {"type": "integer"},
            {
                "type": "object",
                "properties": {"visit": _WHOLE, "call": _WHOLE},
                "additionalProperties": False,
            },
        ]
    },
}
_PRESET = frozenset({"reps.*.preset", "cadence.preset", "cadence.classes.*"})


class Declared(Protocol):
    """A declared setting, as the settings' own module has it."""

    @property
    def key(self) -> str:
        """Its path, with `*` for a word of the user's."""

    @property
    def type(self) -> str:
        """How its value is read."""

    @property
    def means(self) -> str:
        """What it is for."""

    @property
    def example(self) -> str:
        """A value, as TOML."""


def schema(declared: Iterable[Declared], classes: tuple[str, ...] = ()) -> Schema:
    """The schema of the settings file; a key that is not declared is a mistake there too."""
    root: Schema = {"$schema": DRAFT, "title": _("The journal's settings"), **_table()}
    for row in declared:
        table = root
        *above, last = row.key.split(".")
        for part in above:
            table = _step(table, part)
        _put(table, last, _setting(row))
    _name(root, classes)
    return root


def _table() -> Schema:
    return {"type": "object", "properties": {}, "additionalProperties": False}


def _step(table: Schema, part: str) -> Schema:
    """The table below a table, made where it is not there yet."""
    if part == "*":
        table["additionalProperties"] = table["additionalProperties"] or _table()
        below: Schema = table["additionalProperties"]
    else:
        below = table["properties"].setdefault(part, _table())
    return below


def _put(table: Schema, key: str, value: Schema) -> None:
    if key == "*":
        table["additionalProperties"] = value
    else:
        table["properties"][key] = value


def _setting(row: Declared) -> Schema:
    kind, _space, words = row.type.partition(" of ")
    made: Schema = (
        {"enum": [word.strip() for word in words.split(",")]} if kind == "one" else {**_TYPES[kind]}
    )
    if row.key in _PRESET:
        made = {"anyOf": [{"enum": [*PRESETS]}, made]}  # the user's own ones are not flagged
    said = (_(row.means), _("for example: {example}").format(example=row.example))
    return {"description": "\n".join(said)} | made


def _name(root: Schema, classes: tuple[str, ...]) -> None:
    """Words of the user's that are known beforehand: rules, codes, classes."""
    tables = root["properties"]
    rule = tables["rules"]["additionalProperties"]
    tables["rules"] |= {"properties": dict.fromkeys(RULE_NAMES, rule), "additionalProperties": False}
    severity = tables["checks"]["additionalProperties"]
    tables["checks"]["properties"] = {
        code: severity | {"description": general(CODES[code].message)} for code in sorted(CODES)
    }
    by_class = tables["cadence"]["properties"]["classes"]
    by_class["properties"] = dict.fromkeys((*CLASS.values, *classes), by_class["additionalProperties"])
