"""Which notes with secret values git keeps: asked of git once, and again only when HEAD or those notes changed."""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
from pathlib import Path

from kjournal.files.gitfolder import git_folder
from kjournal.findings.finding import Finding, Place
from kjournal.journal.store import transaction

CODE = "KJ605"


def refresh(connection: sqlite3.Connection, root: Path) -> None:
    """One finding for the journal, with the places in all such notes."""
    rows = connection.execute("SELECT path, line, column FROM secrets ORDER BY path").fetchall()
    known = connection.execute("SELECT value FROM meta WHERE key = 'committed'").fetchone()
    if not rows and known is None:
        return
    state = hashlib.blake2b(f"{_head(root)}{rows}".encode(), digest_size=16).hexdigest() if rows else ""
    if known is not None and known[0] == state:
        return
    from kjournal.journal.findings import put_findings
    from kjournal.journal.lastgood import tree  # as below: not for an unchanged journal

    kept = {unicodedata.normalize("NFC", path) for path in tree(root)} if rows else set()
    with transaction(connection):
        put_findings(connection, "check", "committed", _findings([row for row in rows if row[0] in kept]))
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('committed', ?)", (state,))


def _findings(rows: list[tuple[str, int, int]]) -> list[Finding]:
    """The finding stands at the settings, where the whole journal's do; its other places are the notes."""
    if not rows:
        return []
    places = tuple(Place(path, line, column) for path, line, column in rows)
    return [Finding(CODE, (Place("kjournal.toml"), *places), {"count": str(len(rows))})]


def _head(root: Path) -> str:
    """What tells one HEAD from another without asking git: its files' words, sizes and times."""
    folder = git_folder(root)
    if folder is None:
        return ""
    head = _words(folder / "HEAD")
    common = folder / (_words(folder / "commondir").strip() or ".")
    names = (common / head.removeprefix("ref:").strip(), common / "packed-refs", folder / "logs" / "HEAD")
    return f"{head}{[_stamp(name) for name in names]}"


def _words(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return 0, 0
    return found.st_size, found.st_mtime_ns
