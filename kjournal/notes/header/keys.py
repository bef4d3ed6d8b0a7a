"""Which words are names of fields: what tells `主任说: 下周再来` from two fields on one line."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kjournal.patterns import regex
from kjournal.records import spec
from kjournal.records.customer import Customer
from kjournal.records.spec import CHOICES, DAYS, LINKS, PROSE, RECORD, RECORDS, TEXTS, Field
from kjournal.records.visit import Visit
from kjournal.words.folding import fold

_LISTS = frozenset({TEXTS, LINKS, DAYS, CHOICES, RECORD, RECORDS})
_NEXT = regex(
    r"(?<!\s)(?P<between>\s*+(?:[;；|,，、。]\s*+)?)(?<=[\s;；|,，、。])(?P<key>[^\s:：;；|,，、。]{1,20})[ \u3000]*[:：](?=\s|$)"
)
_SURE = regex(r"\s*[;；|]\s*|\s*\t\s*|[ \u3000]{2,}")  # nobody goes on like this within a sentence


class Second(NamedTuple):
    """A second field on a line: where it begins, and where the first one ends."""

    end: int
    begin: int


@cache
def part_keys() -> frozenset[str]:
    """Every spelling of a key of a part of a record."""
    parts = {field.record for kind in (Customer, Visit) for field in spec.fields(kind) if field.record}
    return frozenset(key for part in parts for key in spec.by_key(part))


@cache
def _fields() -> dict[str, tuple[Field, ...]]:
    """The fields of cards and visits by every spelling; some are called alike in both."""
    found: dict[str, tuple[Field, ...]] = {}
    for kind in (Customer, Visit):
        for key, field in spec.by_key(kind).items():
            found[key] = (*found.get(key, ()), field)
    return found


def _called(key: str) -> tuple[Field, ...]:
    return _fields().get(key) or _fields().get(fold(key), ())


def is_field(key: str) -> bool:
    """Whether a card or a visit has a field of that name."""
    return bool(_called(key))


def is_part(key: str) -> bool:
    """Whether a part of a card or a visit has one: `- 姓名：韦绍良` is a field, `- 院长：便宜点` a text."""
    return key in part_keys() or fold(key) in part_keys()


def is_key(key: str) -> bool:
    """Whether either has."""
    return is_field(key) or is_part(key)


def is_prose(key: str) -> bool:
    """Whether any text may stand in the field, with colons of its own."""
    return any(field.type == PROSE for field in _called(key))


def takes_list(key: str) -> bool:
    """Whether brackets and dashes make a list there."""
    return any(field.type in _LISTS for field in _called(key))


def second_field(key: str, value: str) -> Second | None:
    """Where in `value` another field begins; in prose only behind what no sentence has, or in English letters."""
    for match in _NEXT.finditer(value):
        if match.start() == 0 or not is_key(match["key"]):
            continue
        if not is_prose(key) or _SURE.fullmatch(match["between"]) or match["key"].isascii():
            return Second(match.start(), match.start("key"))
    return None
