"""What a single value may be, by the type of its field: no stricter than the reader of notes.

The reader takes every scalar as text, so `电话: 19900000111` and `电话: "19900000111"` are the same to it: where it
reads a text, an editor must not ask for quotes. No date or amount has a pattern: 1975年3月8日 and 1.2万 are read too.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from kjournal.notes.values.words import NO, YES
from kjournal.outputs.schemas.spellings import anyhow, whole
from kjournal.records import spec
from kjournal.records.choices import Choices
from kjournal.records.spec import Field
from kjournal.words import _

Schema: TypeAlias = dict[str, Any]

_ALL = ("object", "array", "string", "number", "boolean", "null")
ANY = ("string", "number", "boolean", "null")
COUNT = ("string", "number", "null")
_TYPES: dict[str, tuple[str, ...]] = {
    spec.DAY: COUNT, spec.DUE: COUNT, spec.DAYS: COUNT, spec.MONTH: COUNT, spec.BIRTHDAY: COUNT, spec.TIME: COUNT,
    spec.MOMENT: COUNT, spec.MONEY: COUNT, spec.NUMBER: COUNT, spec.INTEGER: COUNT, spec.QUANTITY: COUNT,
    spec.DISCOUNT: COUNT, spec.GEO: COUNT,
}  # fmt: skip
_JOINED = frozenset({spec.TEXT, spec.PROSE, spec.PHONE})
"""Types of one value whose value may be written as a list of texts, as in `notes.fields`."""
_LINK: Schema = {"type": "array"}
"""`[[名称]]` without quotes, which YAML has for a list in a list."""
_BETWEEN = r"\s*[、，,;；\n]\s*-?\s*"


def one(field: Field, choices: Choices | None) -> Schema:
    """The schema of a field that holds no records; `choices` are its own and those of the settings."""
    each = field.each or field
    several: Schema = {} if field.each or field.type in _JOINED else {"maxItems": 1}  # [one] is that one
    if choices is None and each.type != spec.YES_NO:
        types = _TYPES.get(each.type, ANY)
        # without anyOf an editor puts no colon behind the key, with `items` beside it a list
        return {"anyOf": [of(*types, "array") | several | {"items": of(*types, "array")}]}
    item = _yes_no(field) if choices is None else _choice(field, choices)
    forms = _choice(field, choices, many=True) if choices and field.each else item
    return {"anyOf": [*forms, {"type": "array", "items": {"anyOf": [*item, _LINK]}} | several]}


def of(*types: str) -> Schema:
    """Only these types; editors offer true, false and null for a plain `type` that has them."""
    others = [kind for kind in _ALL if kind not in types]
    return {"if": {"type": others}, "then": {"type": [*types]}}


def _choice(field: Field, choices: Choices, *, many: bool = False) -> list[Schema]:
    """The forms that a choice may take; the first tells an editor what to offer."""
    offered: list[Any] = [int(value) for value in choices.values] if choices.numbered else [*choices.values]
    first: Schema = {"enum": offered, "enumDescriptions": [_also(also) for _value, also in choices.rows]}
    if choices.open or choices.nearest:
        return [first, of(*ANY)]
    pattern = anyhow(choices.spellings, choices.suffixes)
    if many:
        pattern = rf"-?\s*{pattern}(?:{_BETWEEN}{pattern})*"
    said = _expected(field, choices.values)
    return [first | said, of("string", "null") | {"pattern": whole(pattern)} | said]


def _yes_no(field: Field) -> list[Schema]:
    said = _expected(field, ("是", "否"))
    word = {"pattern": whole(anyhow(sorted(YES | NO))), "minimum": 0, "maximum": 1}
    return [{"enum": ["是", "否"]} | said, of("string", "integer", "boolean", "null") | word | said]


def _expected(field: Field, words: tuple[str, ...]) -> Schema:
    """What the YAML language server says of any other word."""
    listed = "、".join(words)
    return {
        "errorMessage": _("{label}: one of these is expected: {words}").format(
            label=field.label, words=listed
        )
    }


def _also(words: tuple[str, ...]) -> str:
    return _("also: {words}").format(words="、".join(words)) if words else ""
