"""A record as rows of the relational tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import Any, TypeAlias

import msgspec

from kjournal.dates.annual import DayOfYear
from kjournal.journal.schema import RECORDS, RecordTable, columns, keys
from kjournal.records.customer import Customer
from kjournal.records.spec import Record
from kjournal.records.visit import Visit

_encode = msgspec.json.Encoder().encode


def _several(values: tuple[Any, ...]) -> str:
    if not values:
        return ""
    if isinstance(values[0], str):
        return "、".join(values)
    if isinstance(values[0], (float, date)):
        return ",".join(map(str, values))
    return _json(values)


def _json(value: Any) -> str:
    return _encode(value).decode()


_AS_IS = frozenset({str, int, bool, NoneType})
_COLUMNS: dict[type, Callable[[Any], str]] = {
    Decimal: str,
    date: date.isoformat,
    datetime: datetime.isoformat,
    time: time.isoformat,
    DayOfYear: DayOfYear.text,
    tuple: _several,
}
"""A field's value as SQLite holds it, by its type; what is not here is JSON."""


class _Writer:
    """Writes one table's rows."""

    def __init__(self, table: RecordTable) -> None:
        names = [name for name, _affinity, _field in columns(table)]
        own = keys(table).count('"') // 2
        marks = ", ".join("?" * (own + len(names)))
        self.insert = f"INSERT INTO {table.name} VALUES ({marks})"
        self.delete = f"DELETE FROM {table.name} WHERE path = ?"
        self.get: Callable[[Record], tuple[Any, ...]] = attrgetter(
            *(field.name for _n, _a, field in columns(table))
        )
        self.owner = table.owner

    def row(self, record: Record) -> list[Any]:
        """The record's columns."""
        return [
            value if (kind := type(value)) in _AS_IS else _COLUMNS.get(kind, _json)(value)
            for value in self.get(record)
        ]


@cache
def _writers(record: type[Record]) -> tuple[_Writer, tuple[_Writer, ...]]:
    """The table of a card or visit, and those of its items."""
    own = next(table for table in RECORDS if table.record is record and not table.owner)
    return _Writer(own), tuple(_Writer(table) for table in RECORDS if table.owner and table.of is record)


@cache
def _lists(record: type[Record]) -> Callable[[Record], tuple[Any, ...]]:
    """What gives the items of a card or visit, in the order of their tables."""
    return attrgetter(*(writer.owner for writer in _writers(record)[1]))


def delete(connection: sqlite3.Connection, kind: str, paths: Iterable[str]) -> None:
    """Take the rows of these notes out."""
    main, parts = _writers(Customer if kind == "customer" else Visit)
    every = [(path,) for path in paths]
    for writer in (main, *parts):
        connection.executemany(writer.delete, every)


Rows: TypeAlias = dict[str, list[Any]]
"""Rows by the statement that inserts them."""


def record_rows(rows: Rows, path: str, record: Customer | Visit, own: list[Any]) -> None:
    """Gather the rows of one note; `own` are the key columns behind the path."""
    main, parts = _writers(type(record))
    rows.setdefault(main.insert, []).append([path, *own, *main.row(record)])
    for writer, items in zip(parts, _lists(type(record))(record), strict=True):
        if items:
            rows.setdefault(writer.insert, []).extend(
                [path, n, *writer.row(item)] for n, item in enumerate(items)
            )
