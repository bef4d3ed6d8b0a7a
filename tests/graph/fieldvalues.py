"""A declared field of a note written, written otherwise, or taken out: any field, by the type that it is declared with."""

from __future__ import annotations

import random

from kjournal.records import spec
from kjournal.records.customer import Customer
from kjournal.records.visit import Visit

_TEXTS = (
    "甲乙", "周宁", "儿子", "每周三", "每月10日", "每季", "农历逢三六九", "20日", "上门 10天", "农历", "2026-11-10", "19900000991",
    "重点", "影响力", "[KJ2, KJ5]",
)  # fmt: skip
"""What stands in fields of words: some are read once more by who uses them."""
_DAYS = ("2026-11-19", "2026-11-02", "2026-08-15", "2026-11-25", "2026-12-10", "2027-01-04")
_VALUES = {
    spec.TEXT: _TEXTS,
    spec.PROSE: _TEXTS,
    spec.TEXTS: ("[甲乙, 丙丁]", "[重点]", "[KJ3]"),
    spec.DAY: _DAYS,
    spec.DUE: _DAYS,
    spec.DAYS: ("[2026-11-18]", "[2026-11-10, 2026-11-18]"),
    spec.MONTH: ("2026-12", "2027-01-15", "2026-10"),
    spec.LEAVE: ("2026-10-01", "是", "2026-12-01"),
    spec.BIRTHDAY: ("11-27", "农历十月廿一", "1975-12-05"),
    spec.TIME: ("09:30", "16:00"),
    spec.MOMENT: ("2026-11-19 10:00", "2026-11-12"),
    spec.MONEY: ("80", "1200.5", "一千"),
    spec.NUMBER: ("3", "700"),
    spec.INTEGER: ("5", "60"),
    spec.QUANTITY: ("20盒", "200盒"),
    spec.DISCOUNT: ("9折", "30"),
    spec.YES_NO: ("是", "否"),
    spec.PHONE: ("19900000991", "19900000992"),
    spec.GEO: ("24.70,107.05", "24.71,107.06"),
    spec.SCORE: ("1", "5"),
}


def change(text: str, record: type[Customer | Visit], chance: random.Random, name: str) -> tuple[str, str]:
    """A note with another value of one field, or without it, and what was done; `name` is that of any customer."""
    field = chance.choice(spec.fields(record))
    line = f"{field.key}: {_value(field, chance, name)}" if chance.random() < 0.8 else ""
    header, fence, body = text.removeprefix("---\n").partition("\n---\n")
    kept = [*_without(header.split("\n"), record, field), *([line] if line else [])]
    return "\n".join(["---", *kept]) + fence + body, line or f"no {field.key}"


def _without(lines: list[str], record: type[Customer | Visit], field: spec.Field) -> list[str]:
    """The lines of a header without those of a field, by whatever name it goes."""
    kept, inside = [], False
    for line in lines:
        if line[:1] not in (" ", "-", ""):
            known = spec.by_key(record).get(line.partition(":")[0].strip())
            inside = known is not None and known.key == field.key
        if not inside:
            kept.append(line)
    return kept


def _value(field: spec.Field, chance: random.Random, name: str) -> str:
    if field.record is not None:
        some = chance.sample(spec.fields(field.record), 3)
        item = f"{{{', '.join(f'{one.key}: {_value(one, chance, name)}' for one in some)}}}"
        return f"[{item}]" if field.type == spec.RECORDS else item
    if field.choices is not None:
        word = chance.choice(field.choices.values)
        return f"[{word}]" if field.type == spec.CHOICES else word
    if field.type in (spec.LINK, spec.LINKS):
        return name if field.type == spec.LINK else f"[{name}]"
    return chance.choice(_VALUES[field.type])
