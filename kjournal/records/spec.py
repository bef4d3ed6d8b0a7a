"""How a field is declared: its type, label, accepted spellings, sensitivity and meaning, beside its Python type.

A record is a frozen `msgspec.Struct`; each of its fields is annotated with a `Spec`. The reader of notes, the JSON
Schema, the labels on pages, the field reference and the templates all come from that one declaration.
"""

from __future__ import annotations

import inspect
import typing
from functools import cache
from typing import Any, NamedTuple, TypeAlias

import msgspec

from kjournal.records.choices import Choices
from kjournal.words import traditional
from kjournal.words.folding import fold

PUBLIC, INTERNAL, PRIVATE, SECRET = "public", "internal", "private", "secret"

# How a scalar is read (kjournal.notes.values.typed has a reader for each).
TEXT = "text"  # one line
PROSE = "prose"  # any text, kept to the letter
TEXTS = "texts"  # several short texts
LINK = "link"  # a customer: id, name, alias or [[name]]
LINKS = "links"
DAY = "day"  # one that lies behind
DUE = "due"  # one that lies ahead
DAYS = "days"
MONTH = "month"  # 效期: a month (its last day) or a day
LEAVE = "leave"  # a day, or 是 where the day is not known
BIRTHDAY = "birthday"  # a day of the year, solar or lunar
TIME = "time"
MOMENT = "moment"  # a day with an optional time, in the journal's time zone
MONEY = "money"  # Decimal yuan
NUMBER = "number"
INTEGER = "integer"
QUANTITY = "quantity"  # 20盒: a number, and the unit for the field `unit`
DISCOUNT = "discount"  # 9折 is a rate (0.9); more than 1 is yuan off
YES_NO = "yes/no"
PHONE = "phone"
GEO = "geo"
CHOICE = "choice"
CHOICES = "choices"
SCORE = "score"  # 1 to 5, or a word for it
RECORD = "record"  # a part: a mapping or one line
RECORDS = "records"

ONE_OF = {TEXTS: TEXT, LINKS: LINK, DAYS: DAY, CHOICES: CHOICE}
"""The types of several values, with the type of each."""


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """The base of all records; also a part of one."""


class Spec(NamedTuple):
    """What stands beside a field's Python type."""

    type: str | Choices
    label: str
    also: str
    also_traditional: str
    sensitivity: str
    means: str
    many: bool = False


def some_of(choices: Choices, *rest: str) -> Spec:
    """Several values of one table of choices."""
    label, also, traditional, sensitivity, means = rest
    return Spec(choices, label, also, traditional, sensitivity, means, many=True)


_RecordType: TypeAlias = type[Record]


class Field(NamedTuple):
    """One declared field, as the rest of the code sees it."""

    key: str  # as written in notes: `class`
    name: str  # as the attribute is called: `class_`
    type: str
    label: str
    also: tuple[str, ...]
    sensitivity: str
    means: str
    choices: Choices | None = None
    record: _RecordType | None = None
    each: Field | None = None  # of several values: the field of one

    @property
    def called(self) -> str:
        """The label in the characters that are spoken: where those are traditional, the spelling that folds to it."""
        if not traditional():
            return self.label
        return next(
            (word for word in self.also if word != self.label and fold(word) == fold(self.label)), self.label
        )


@cache
def fields(record: type[Record]) -> tuple[Field, ...]:
    """The declared fields of a record, in the order in which cards show them."""
    hints = typing.get_type_hints(record, include_extras=True)
    own = [name for name in inspect.get_annotations(record) if name in hints]
    inherited = [name for name in record.__struct_fields__ if name not in own]
    return tuple(_field(name, hints[name]) for name in (*own, *inherited) if _spec(hints[name]))


@cache
def by_key(record: type[Record]) -> dict[str, Field]:
    """Every accepted spelling of a record's keys, as written and folded, with its field."""
    table: dict[str, Field] = {}
    for field in fields(record):
        for spelling in (field.key, field.label, *field.also):
            table.setdefault(spelling, field)
            table.setdefault(fold(spelling), field)
    return table


@cache
def by_name(record: type[Record]) -> dict[str, Field]:
    """The fields by the attribute's name."""
    return {field.name: field for field in fields(record)}


OWN_TYPES = {
    "text": TEXT, "yes/no": YES_NO, "date": DAY, "time": TIME, "number": NUMBER, "money": MONEY, "list": TEXTS,
    "choice": TEXT,
}  # fmt: skip
"""The types that the settings give fields of one's own, and how each is read."""


def own_field(key: str, kind: str) -> Field:
    """A field of one's own, as the settings declare it (FIELDS.md 3)."""
    return _with_each(Field(key, key, OWN_TYPES.get(kind, TEXT), key, (), INTERNAL, ""))


def _spec(hint: Any) -> Spec | None:
    return next((extra for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, Spec)), None)


def _field(name: str, hint: Any) -> Field:
    spec = _spec(hint)
    assert spec is not None  # noqa: S101  `fields` asks only for annotated ones
    choices = spec.type if isinstance(spec.type, Choices) else None
    kind = spec.type if isinstance(spec.type, str) else (CHOICES if spec.many else CHOICE)
    if choices and choices.numbered:
        kind = SCORE
    also = tuple(word for words in (spec.also, spec.also_traditional) for word in words.split("、") if word)
    part = _part(hint) if kind in (RECORD, RECORDS) else None
    return _with_each(
        Field(name.rstrip("_"), name, kind, spec.label, also, spec.sensitivity, spec.means, choices, part)
    )


def _with_each(field: Field) -> Field:
    one = ONE_OF.get(field.type)
    return field._replace(each=field._replace(type=one)) if one else field


def _part(hint: Any) -> type[Record] | None:
    for inner in typing.get_args(hint):
        if isinstance(inner, type) and issubclass(inner, Record):
            return inner
        if (found := _part(inner)) is not None:
            return found
    return None
