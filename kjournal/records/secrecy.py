"""What of a record may leave its note: secret values never do (DOMAIN.md 8)."""

from __future__ import annotations

import re
from functools import cache
from typing import TypeVar

from msgspec.structs import replace

from kjournal.records.choices import GRAVE_EVENTS
from kjournal.records.people import FamilyMember, LifeEvent
from kjournal.records.spec import RECORD, RECORDS, SECRET, Field, Record, fields

R = TypeVar("R", bound=Record)
_ADULT = re.compile(
    r"妻子?|老婆|爱人|丈夫|老公|先生|太太|配偶|父亲?|爸爸?|母亲?|妈妈?|岳父|岳母|公公|婆婆|爷爷|奶奶|外公|外婆|父母|哥哥?|弟弟?|姐姐?|妹妹?"
    r"|儿媳|女婿|兄弟|姐妹"
)


def is_child(relation: str) -> bool:
    """Whether a family member must be taken for a child: anybody not known to be an adult is."""
    return not _ADULT.fullmatch(relation.strip())


@cache
def _kept(record: type[Record]) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """The secret fields of a record, and those that hold further records."""
    declared = fields(record)
    return (
        tuple(field for field in declared if field.sensitivity == SECRET),
        tuple(field for field in declared if field.type in (RECORD, RECORDS)),
    )


def public_part(record: R) -> R:
    """The record without its secret values.

    A family member's name and birthday are secret only of children, `who` and `note` of a life event only of an
    illness, an accident or a death.
    """
    if isinstance(record, FamilyMember) and not is_child(record.relation):
        return record
    if isinstance(record, LifeEvent) and record.kind and record.kind not in GRAVE_EVENTS:
        return record
    secret, inner = _kept(type(record))
    changes: dict[str, object] = {}
    for field in secret:
        if getattr(record, field.name):
            changes[field.name] = None if field.type not in {"text", "prose", "choice"} else ""
    for field in inner:
        value = getattr(record, field.name)
        if isinstance(value, tuple) and value:
            kept = tuple(public_part(part) for part in value)
            if kept != value:
                changes[field.name] = kept
        elif isinstance(value, Record):
            changes[field.name] = public_part(value)
    return replace(record, **changes) if changes else record
