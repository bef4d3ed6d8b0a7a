"""The shape of a report: title, columns, rows; plain data that a page, a table on a terminal or a file can show."""

from __future__ import annotations

from typing import Literal

import msgspec

Type = Literal[
    "text",  # words; several are a first line and what is added to it
    "who",  # (id, name, and what else tells it from others) of a customer
    "visit",  # (id of the customer, id of the visit or empty, day): where something stands
    "day",  # ISO
    "due",  # (state, ISO day or moment): one by which something has to be done
    "amount",  # yuan as text with two digits of fen
    "number",
    "share",  # 0 to 1
    "grade",
    "state",  # (state, words …)
]
"""How the cells of a column are to be read; an empty cell is None."""
State = Literal["", "fine", "near", "late"]
Cell = str | int | float | None | tuple[str, ...]
Row = tuple[Cell, ...]


class Column(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One column."""

    key: str
    title: str  # in the words of the code, for `_`
    type: Type = "text"


class Report(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question to the index, answered."""

    name: str
    title: str  # for `_`
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    total: Row = ()  # as long as a row
    empty: str = ""  # for `_`: what is said where there is no row
    says: str = ""  # how the figures are to be understood, in the user's words

    def place(self, key: str) -> int:
        """Where a column stands."""
        return next(n for n, column in enumerate(self.columns) if column.key == key)


def yuan(value: float | None) -> str | None:
    """An amount as a cell; None where there is nothing."""
    return f"{value:.2f}" if value else None
