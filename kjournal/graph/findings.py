"""All findings of a journal, as the settings weigh them, sorted by place."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from kjournal.config.settings import Settings
from kjournal.findings.codes import CODES, covers
from kjournal.findings.finding import Finding, Severity


class Weighed(NamedTuple):
    """A finding with the severity that the settings give it."""

    finding: Finding
    severity: Severity


_IGNORED = " UNION ALL ".join(
    f"SELECT path, \"ignore\" FROM {table} WHERE \"ignore\" NOT IN ('', '[]')"
    for table in ("customers", "visits")
)
_WORD = re.compile(r"\w+")
_note = msgspec.json.Decoder(tuple[Finding, ...]).decode
_one = msgspec.json.Decoder(Finding).decode


def all_findings(connection: sqlite3.Connection, settings: Settings) -> list[Weighed]:
    """Findings of the settings, of each note and across notes."""
    return weigh(_found(connection, settings, re.compile(b"")), settings)


def _found(connection: sqlite3.Connection, settings: Settings, like: re.Pattern[bytes]) -> list[Finding]:
    """The findings in rows that look like what is asked for, with others that stand beside them."""
    found: list[Finding] = list(settings.found)
    for (findings,) in connection.execute("SELECT findings FROM said"):
        if like.search(findings):
            found += _note(findings)
    across = [
        finding for (finding,) in connection.execute("SELECT finding FROM findings") if like.search(finding)
    ]
    if across:
        found += _asked_for(connection, across)
    return found


def of_notes(connection: sqlite3.Connection, settings: Settings, paths: Iterable[str]) -> list[Weighed]:
    """The findings that have a place in one of these notes."""
    found: list[Finding] = []
    across: list[bytes | str] = []
    for path in paths:
        for (findings,) in connection.execute("SELECT findings FROM said WHERE path = ?", (path,)):
            found += _note(findings)
        across += [
            row[0] for row in connection.execute("SELECT finding FROM findings WHERE path = ?", (path,))
        ]
    if across:
        found += _asked_for(connection, across)
    return weigh(found, settings)


def digest(connection: sqlite3.Connection) -> str:
    """The hash of all that findings are told from: much cheaper than to decode and weigh them."""
    found = hashlib.blake2b(digest_size=16)
    for query in (
        "SELECT path || char(0), findings FROM said ORDER BY path",
        "SELECT path || char(0), finding FROM findings ORDER BY step, key, n",
        _IGNORED + " ORDER BY 1",
    ):
        for path, data in connection.execute(query):
            found.update(path.encode())
            found.update(data if isinstance(data, bytes) else str(data).encode())
    return found.hexdigest()


def recalled(connection: sqlite3.Connection) -> tuple[str, dict[Severity, int]]:
    """The digest of the findings that were published last, and how many there were of each severity."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'weighed'").fetchone()
    key, _line, counts = row[0].partition("\n") if row else ("", "", "{}")
    return key, msgspec.json.decode(counts, type=dict[Severity, int])


def remember(connection: sqlite3.Connection, digest: str, severities: dict[Severity, int]) -> None:
    """Keep both for the next publication."""
    value = f"{digest}\n{msgspec.json.encode(severities).decode()}"
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('weighed', ?)", (value,))


def _asked_for(connection: sqlite3.Connection, rows: Iterable[bytes | str]) -> Iterator[Finding]:
    """Findings across notes, without the places in notes that ask not to see them."""
    ignored = {path: _WORD.findall(words) for path, words in connection.execute(_IGNORED)}
    for finding in map(_one, rows):
        shown = tuple(at for at in finding.places if not covers(ignored.get(at.path, ()), finding.code))
        if shown:
            yield finding if len(shown) == len(finding.places) else replace(finding, places=shown)


def weigh(found: Iterable[Finding], settings: Settings) -> list[Weighed]:
    """The findings that the settings show, each with its severity, in their order."""
    weighed = []
    for finding in found:
        severity = settings.severity(finding, CODES[finding.code].severity)
        if severity != "off":
            weighed.append(Weighed(finding, severity))  # type: ignore[arg-type]
    weighed.sort(key=lambda one: one.finding.sort_key)
    return weighed


def error_notes(connection: sqlite3.Connection, settings: Settings) -> set[str]:
    """The paths of notes with an error; the many findings that cannot be one are not decoded."""
    grave = [
        code.code
        for code in CODES.values()
        if settings.severity(Finding(code.code, ()), code.severity) == "error"
    ]
    like = re.compile(rf'"code":"(?:{"|".join(grave)})"|"severity":"error"'.encode())
    return {
        place.path
        for one in weigh(_found(connection, settings, like), settings)
        if one.severity == "error"
        for place in one.finding.places
    }
