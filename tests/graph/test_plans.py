"""What is asked again and again of the index is looked up, never searched for through a whole table."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from kjournal.cli import cli
from kjournal.journal import store
from tests.graph.conftest import Journal

OFTEN = 15
"""More often than any question of a rep, a town or a list is asked in the sample: once a customer or once a note."""
_LITERAL = re.compile(r"'(?:[^']|'')*'|x'[0-9a-fA-F]*'|\b\d+\b")
_ASKS = re.compile(r"\s*(?:SELECT|WITH|UPDATE|DELETE|INSERT\b.*?\bSELECT)\b", re.DOTALL)
_SEARCHED = re.compile(r"(?:SCAN|SEARCH(?= \w+ USING [^(]*\(\w+[<>])) (\w+)")
_FEW = {"dirty", "done", "touched", "rep_words", "meta", "folders"}
"""Tables that hold what one run is about, or a few rows; of `done` only what has come due is gone through."""


def asked(root: Path, monkeypatch: pytest.MonkeyPatch, *commands: list[str]) -> dict[str, str]:
    """Statements that these commands asked often, each with one of its forms, literals put in."""
    counts: Counter[str] = Counter()
    forms: dict[str, str] = {}

    def heard(statement: str) -> None:
        shape = _LITERAL.sub("?", statement)
        counts[shape] += 1
        forms[shape] = statement

    plain = store.connect

    def connect(path: Path) -> sqlite3.Connection:
        connection = plain(path)
        connection.set_trace_callback(heard)
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(store, "connect", connect)
        for words in commands:
            done = CliRunner().invoke(cli, ["-C", str(root), *words], catch_exceptions=False)
            assert done.exit_code in {0, 1}, done.output
    return {shape: forms[shape] for shape, count in counts.items() if count > OFTEN}


def searched(connection: sqlite3.Connection, statement: str) -> list[str]:
    """The tables that it goes through from end to end, or from one day to another."""
    if _ASKS.match(statement) is None:
        return []
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    tables: list[str] = [found[1] for line in plan if (found := _SEARCHED.match(line))]
    names: dict[str, str] = {
        alias: table for table, alias in re.findall(r"\b(?:FROM|JOIN)\s+(\w+)\s+AS\s+(\w+)", statement)
    }
    made = set(re.findall(r"(\w+) \([\w, ]+\) AS \(", statement))  # in the statement itself: WITH … AS
    return [name for table in tables if (name := names.get(table, table)) not in {"CONSTANT", *made, *_FEW}]


def test_nothing_is_searched_for_often(sample: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build from nothing, one after a change, and what is asked about one customer among many."""
    visits = sorted((sample.root / "visits").rglob("*.md"))
    often = asked(sample.root, monkeypatch, ["build"])
    visits[0].write_text(
        visits[0].read_text(encoding="utf-8") + "\n- [ ] 送样品 2026-12-01\n", encoding="utf-8"
    )
    often |= asked(sample.root, monkeypatch, ["build"], ["today"], ["why", "向阳镇中心卫生院"], ["check"])
    assert len(often) > 50
    connection = sqlite3.connect(sample.root / ".kjournal" / "index.db")
    try:
        found = {shape: tables for shape, one in often.items() if (tables := searched(connection, one))}
    finally:
        connection.close()
    assert found == {}
