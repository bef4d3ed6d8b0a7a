"""Published files and customers' lines, looked up one by one and gone through: both ways tell the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec
import pytest

from kjournal.graph.outputs import Outputs
from kjournal.graph.pages.cards import Cards
from kjournal.outputs.pages.customers import CustomerRow
from kjournal.outputs.publisher import Published

A, B, C = (Published(bytes([n]), n, n) for n in (1, 2, 3))


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """An index that remembers two files and two customers."""
    made = sqlite3.connect(":memory:")
    made.execute(
        "CREATE TABLE outputs (path TEXT, made_from BLOB, size INTEGER, mtime INTEGER, customers INTEGER)"
    )
    made.execute("CREATE TABLE cards (customer TEXT, row BLOB)")
    files = [("a", b"\1", 1, 1, None), ("b", b"\2", 2, 2, None)]
    made.executemany("INSERT INTO outputs VALUES (?, ?, ?, ?, ?)", files)
    rows = [(name, msgspec.json.encode(CustomerRow(name, name, f"{name}.html"))) for name in ("乙", "甲")]
    made.executemany("INSERT INTO cards VALUES (?, ?)", rows)
    yield made
    made.close()


@pytest.mark.parametrize("gone_through", [False, True])
def test_what_is_changed_covers_what_is_remembered(
    connection: sqlite3.Connection, gone_through: bool
) -> None:
    """A new file, another one and one that is gone, before or after all were read."""
    known = Outputs(connection)
    if gone_through:
        assert dict(known) == {"a": A, "b": B}
    known["c"], known["a"] = C, C
    del known["b"]
    assert (known.get("a"), known.get("b"), known.get("c"), known.get("d")) == (C, None, C, None)
    assert (dict(known), len(known)) == ({"a": C, "c": C}, 2)
    with pytest.raises(KeyError):
        del known["b"]


def test_one_file_is_looked_up_alone(connection: sqlite3.Connection) -> None:
    """Ten thousand others are not read for it."""
    said: list[str] = []
    connection.set_trace_callback(said.append)
    known = Outputs(connection)
    assert [known.get(path) for path in ("a", "a", "x", "x")] == [A, A, None, None]
    assert len(said) == 2
    assert all("WHERE path" in one for one in said)


def test_customers_one_by_one_and_all(connection: sqlite3.Connection) -> None:
    """By their ids, nobody where there is none, and all in the order of their ids."""
    cards = Cards(connection)
    assert (cards["甲"].page, cards.get("丙"), "乙" in cards) == ("甲.html", None, True)
    assert (list(cards), len(cards), cards.get("丙")) == (["乙", "甲"], 2, None)
