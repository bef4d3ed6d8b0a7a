"""find: customers by what their cards say, names with pinyin; then notes by their text."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from kjournal.commands.choosing import known
from kjournal.commands.opening import Opened, graph, progress
from kjournal.journal.matching.search import Hit
from kjournal.words import _

_BODIES = 10


def run(journal: Opened, *, words: Sequence[str], limit: int = 20) -> int:
    """Print the customers that fit all words, and notes whose text holds them; 1 where there is none."""
    words = " ".join(words).split()  # also what was put between quotation marks
    with graph(journal, "find") as opened:
        opened.refresh(progress(), reminders=False)
        lines = [
            _line(opened.connection, journal, hit)
            for hit in known(opened.connection, words, journal.settings.reps, limit)
        ]
        if bodies := _bodies(opened.connection, words):
            lines += [
                *([""] if lines else []),
                _("In notes:"),
                *(f"  {path}: {text}" for path, text in bodies),
            ]
    print("\n".join(lines or [_("nothing found")]))
    return int(not lines)


def _line(connection: sqlite3.Connection, journal: Opened, hit: Hit) -> str:
    """A customer, and in brackets what was found where the rest does not show it."""
    name, class_, region, rep, phone = _card(connection, hit.id)
    rep = one.shown if (one := journal.settings.reps.get(rep)) else rep
    shown = [word for word in (name, hit.id, class_, region.rpartition("/")[2], rep, phone) if word]
    found = "，".join(dict.fromkeys(one.text for one in hit.found if one.text not in shown))
    return "  ".join(shown) + (f"  ({found})" if found else "")


def _card(connection: sqlite3.Connection, identity: str) -> tuple[str, ...]:
    row = connection.execute(
        "SELECT name, class, region, rep_id, phone FROM customers WHERE id = ?", (identity,)
    ).fetchone()
    return tuple(value or "" for value in row) if row else (identity, "", "", "", "")


def _bodies(connection: sqlite3.Connection, words: Sequence[str]) -> list[tuple[str, str]]:
    """Notes whose text holds all words, the newest visits first."""
    clauses = " AND ".join("instr(body, ?)" for _word in words)
    rows = connection.execute(
        f"SELECT path, body FROM notes WHERE {clauses} ORDER BY path DESC LIMIT {_BODIES}", list(words)
    )
    return [(path, _around(body, words[0])) for path, body in rows]


def _around(body: str, word: str) -> str:
    at = body.find(word)
    start = max(body.rfind("\n", 0, at) + 1, at - 20)
    return body[start : at + 40].split("\n", maxsplit=1)[0].strip()
