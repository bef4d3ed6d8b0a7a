"""Scalars as their field's declared type reads them; what was guessed or refused is a finding at the scalar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kjournal.notes.nodes import Scalar
from kjournal.notes.reading import Reading
from kjournal.notes.values import days, numbers, words
from kjournal.records import spec
from kjournal.records.spec import Field

Reader = Callable[[Reading, Field, Scalar, str], Any]

READERS: dict[str, Reader] = {
    spec.TEXT: words.text,
    spec.PROSE: words.prose,
    spec.LINK: words.link,
    spec.PHONE: words.phone,
    spec.CHOICE: words.choice,
    spec.SCORE: words.score,
    spec.YES_NO: words.yes_no,
    spec.DAY: days.day,
    spec.DUE: days.due,
    spec.MONTH: days.month,
    spec.LEAVE: days.leave,
    spec.BIRTHDAY: days.birthday,
    spec.TIME: days.clock,
    spec.MOMENT: days.moment,
    spec.MONEY: numbers.money,
    spec.NUMBER: numbers.number,
    spec.INTEGER: numbers.integer,
    spec.QUANTITY: numbers.quantity,
    spec.DISCOUNT: numbers.discount,
    spec.GEO: numbers.geo,
}


def read(reading: Reading, field: Field, scalar: Scalar, key: str = "") -> Any:
    """The scalar's value by the field's type; None where it is empty or refused. `key` is as typed."""
    if not scalar.text or (scalar.empty and field.type != spec.PROSE):
        if scalar.plain and reading.hashes:
            words.cut_off(reading, field, scalar)
        return None
    return READERS[field.type](reading, field, scalar, key)


def one_of(reading: Reading, field: Field, scalar: Scalar, key: str = "") -> Any:
    """The same for one value of a field of several."""
    return read(reading, field.each or field, scalar, key)
