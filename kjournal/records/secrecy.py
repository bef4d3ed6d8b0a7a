"""What of a record may leave its note: secret values never do (DOMAIN.md 8)."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar, cast

import msgspec
from msgspec.structs import replace

from kjournal.findings.finding import MASK
from kjournal.patterns import regex
from kjournal.records.choices import GRAVE_EVENTS
from kjournal.records.closing import closed_by_death
from kjournal.records.customer import Customer
from kjournal.records.numbers import may_hold_number, secret_numbers
from kjournal.records.people import FamilyMember, LifeEvent
from kjournal.records.spec import INTERNAL, PUBLIC, SECRET, Record, fields

_encode = msgspec.json.Encoder().encode
R = TypeVar("R", bound=Record)
_ADULT = regex(
    r"妻子?|老婆|爱人|丈夫|老公|先生|太太|配偶|父亲?|爸爸?|母亲?|妈妈?|岳父|岳母|公公|婆婆|爷爷|奶奶|外公|外婆|父母|哥哥?|弟弟?|姐姐?|妹妹?"
    r"|儿媳|女婿|兄弟|姐妹"
)


def is_child(relation: str) -> bool:
    """Whether a family member must be taken for a child: anybody not known to be an adult is."""
    return not _ADULT.fullmatch(relation.strip())


@cache
def _kept(record: type[Record]) -> tuple[dict[str, object], tuple[str, ...]]:
    """The empty values of a record's secret fields, and the names of those that hold further records."""
    declared = fields(record)
    empty = dict(zip(record.__struct_fields__[::-1], record.__struct_defaults__[::-1], strict=False))
    return (
        {field.name: empty[field.name] for field in declared if field.sensitivity == SECRET},
        tuple(field.name for field in declared if field.record is not None and _may_hide(field.record)),
    )


def public_part(record: R) -> R:
    """The record without its secret values; the record itself where it holds none.

    A family member's name and birthday are secret only of children, `who` and `note` of a life event only of an
    illness, an accident or a death; of a person who died, that they are gone is told. Identity and bank card numbers are masked wherever they stand.
    """
    return public_part_encoded(record)[0]


def public_part_encoded(record: R) -> tuple[R, bytes]:
    """The same, with its JSON, which is made on the way."""
    if isinstance(record, Customer):
        record = cast("R", closed_by_death(record))
    found = _public(record) if _may_hide(type(record)) else record
    encoded = _encode(found)
    if not may_hold_number(encoded):
        return found, encoded
    text = encoded.decode()
    numbers = {text[number.start : number.end] for number in secret_numbers(text)}
    if not numbers:
        return found, encoded
    found = _masked(found, numbers)
    return found, _encode(found)


@cache
def _may_hide(record: type[Record]) -> bool:
    """Whether a record has secret fields, or parts that have."""
    return any(
        field.sensitivity == SECRET or (field.record is not None and _may_hide(field.record))
        for field in fields(record)
    )


def _public(record: R) -> R:
    if isinstance(record, FamilyMember) and not is_child(record.relation):
        return record
    if isinstance(record, LifeEvent) and record.kind and record.kind not in GRAVE_EVENTS:
        return record
    secret, inner = _kept(type(record))
    changes: dict[str, object] = {
        name: empty for name, empty in secret.items() if getattr(record, name) != empty
    }
    for name in inner:
        value = getattr(record, name)
        if isinstance(value, tuple) and value:
            kept = tuple(_public(part) for part in value)
            if any(new is not old for new, old in zip(kept, value, strict=True)):
                changes[name] = kept
        elif isinstance(value, Record) and (part := _public(value)) is not value:
            changes[name] = part
    return replace(record, **changes) if changes else record


@cache
def _shared(record: type[Record]) -> tuple[dict[str, object], tuple[str, ...]]:
    """The empty values of what a record keeps from others than the rep, and the names of its parts that stay."""
    stays = {field.name: field for field in fields(record) if field.sensitivity in {PUBLIC, INTERNAL}}
    hidden = (field for field in msgspec.structs.fields(record) if field.name not in stays)
    return (
        {
            field.name: field.default
            if field.default_factory is msgspec.NODEFAULT
            else field.default_factory()
            for field in hidden
        },
        tuple(name for name, field in stays.items() if field.record is not None),
    )


def internal_part(record: R) -> R:
    """The record without its private and secret values, and without fields that nobody declared."""
    hidden, inner = _shared(type(record))
    changes: dict[str, object] = dict(hidden)
    for name in inner:
        value = getattr(record, name)
        if isinstance(value, tuple):
            changes[name] = tuple(internal_part(part) for part in value)
        elif isinstance(value, Record):
            changes[name] = internal_part(value)
    return replace(record, **changes)


def without_numbers(text: str) -> str:
    """`text` with identity and bank card numbers masked."""
    for number in reversed([*secret_numbers(text)]):
        text = f"{text[: number.start]}{MASK}{text[number.end :]}"
    return text


def _masked(value: Any, numbers: set[str]) -> Any:
    """A value with these numbers masked in every text."""
    if isinstance(value, str):
        for number in numbers:
            value = value.replace(number, MASK)
        return value
    if isinstance(value, Record):
        return replace(
            value, **{name: _masked(getattr(value, name), numbers) for name in value.__struct_fields__}
        )
    if isinstance(value, (tuple, list)):
        return type(value)(_masked(one, numbers) for one in value)
    if isinstance(value, dict):
        return {_masked(name, numbers): _masked(one, numbers) for name, one in value.items()}
    return value
