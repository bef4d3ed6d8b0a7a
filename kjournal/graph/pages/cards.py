"""Each customer in a line, by its id: read one by one, until somebody goes through all of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from kjournal.outputs.pages.customers import CustomerRow

_SOME = "SELECT customer, row FROM cards WHERE customer IN (SELECT value FROM json_each(?))"
_row = msgspec.json.Decoder(CustomerRow).decode


class Cards(Mapping[str, CustomerRow]):
    """The rows as the customers' pages laid them down; asked only when all of these are up to date."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._known: dict[str, CustomerRow | None] = {}
        self._whole: dict[str, CustomerRow] | None = None

    def all(self) -> Mapping[str, CustomerRow]:
        """All of them, read at once."""
        if self._whole is None:
            found = self.connection.execute("SELECT customer, row FROM cards ORDER BY customer")
            self._whole = {customer: _row(row) for customer, row in found}
            self._known.clear()
        return self._whole

    def expect(self, customers: Iterable[str]) -> None:
        """These are about to be asked for: what is not known of them is read at once."""
        if self._whole is None:
            wanted = [customer for customer in customers if customer not in self._known]
            found = self.connection.execute(_SOME, (msgspec.json.encode(wanted).decode(),))
            self._known |= dict.fromkeys(wanted) | {customer: _row(row) for customer, row in found}

    def __getitem__(self, customer: str) -> CustomerRow:
        if self._whole is not None:
            return self._whole[customer]
        if customer not in self._known:
            row = self.connection.execute("SELECT row FROM cards WHERE customer = ?", (customer,)).fetchone()
            self._known[customer] = _row(row[0]) if row else None
        known = self._known[customer]
        if known is None:
            raise KeyError(customer)
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self.all())
