"""Findings as rows: those of a step for one of its keys."""

from __future__ import annotations

import sqlite3

import msgspec

from kjournal.findings.finding import Finding

SAID, ACROSS = "said", "findings of "
"""What is marked as other than before: the findings of notes, and those across notes by the step that made them."""


def put_findings(connection: sqlite3.Connection, step: str, key: str, findings: list[Finding]) -> None:
    """Replace the findings that a step made for a key; the notes whose findings changed are marked for their pages."""
    known = connection.execute(
        "SELECT finding FROM findings WHERE step = ? AND key = ? ORDER BY n", (step, key)
    ).fetchall()
    told = [msgspec.json.encode(found) for found in findings]
    if [row[0] for row in known] == told:
        return
    noted = {place.path for found in findings for place in found.places}
    noted |= {place.path for row in known for place in msgspec.json.decode(row[0], type=Finding).places}
    connection.executemany(
        "INSERT OR IGNORE INTO dirty VALUES ('noted', ?)", [(path,) for path in sorted(noted)]
    )
    connection.execute("INSERT OR IGNORE INTO dirty VALUES ('told', ?)", (f"{ACROSS}{step}",))
    connection.execute("DELETE FROM findings WHERE step = ? AND key = ?", (step, key))
    connection.executemany(
        "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?)",
        [(step, key, n, found.place.path, found.code, told[n]) for n, found in enumerate(findings)],
    )
