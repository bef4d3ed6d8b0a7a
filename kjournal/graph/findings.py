"""All findings of a journal, as the settings weigh them, sorted by place."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from kjournal.config.settings import Settings
from kjournal.findings.codes import CODES, covers
from kjournal.findings.finding import WORST, Finding, Severity
from kjournal.journal.names import ACROSS, SAID
from kjournal.patterns import regex


class Weighed(NamedTuple):
    """A finding with the severity that the settings give it."""

    finding: Finding
    severity: Severity


_IGNORED = " UNION ALL ".join(
    f"SELECT path, \"ignore\" FROM {table} WHERE \"ignore\" NOT IN ('', '[]')"
    for table in ("customers", "visits")
)
_OPEN = """
    SELECT n.path, f.hash FROM notes AS n JOIN files AS f ON f.path = n.path
    WHERE n.path IN ({marks}) AND n.refused = 0 AND instr(CAST(n.places AS TEXT), '"secret"') = 0
"""
_WORD = regex(r"\w+")
_AT_ONCE = 100  # notes of one statement
_note = msgspec.json.Decoder(tuple[Finding, ...]).decode
_one = msgspec.json.Decoder(Finding).decode


def all_findings(connection: sqlite3.Connection, settings: Settings) -> list[Weighed]:
    """Findings of the settings, of each note and across notes."""
    return weigh(_found(connection, settings), settings)


def _found(connection: sqlite3.Connection, settings: Settings) -> list[Finding]:
    found: list[Finding] = list(settings.found)
    for (findings,) in connection.execute("SELECT findings FROM said"):
        found += _note(findings)
    across = [row[0] for row in connection.execute("SELECT finding FROM findings")]
    if across:
        found += _asked_for(connection, across)
    return found


def of_notes(connection: sqlite3.Connection, settings: Settings, paths: Iterable[str]) -> list[Weighed]:
    """The findings that have a place in one of these notes."""
    every = list(paths)
    found: list[Finding] = []
    across: list[bytes | str] = []
    for start in range(0, len(every), _AT_ONCE):
        some = every[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        for (findings,) in connection.execute(f"SELECT findings FROM said WHERE path IN ({marks})", some):
            found += _note(findings)
        rows = connection.execute(f"SELECT finding FROM findings WHERE path IN ({marks})", some)
        across += [row[0] for row in rows]
    if across:
        found += _asked_for(connection, across)
    return weigh(found, settings)


def without_secrets(connection: sqlite3.Connection, paths: Iterable[str]) -> dict[str, bytes]:
    """Those of these notes that hold nothing which nobody may see, each with the hash of the bytes that were read."""
    every = sorted(set(paths))
    found: dict[str, bytes] = {}
    for start in range(0, len(every), _AT_ONCE):
        some = every[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        found |= connection.execute(_OPEN.format(marks=marks), some).fetchall()
    return found


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


def unchanged(connection: sqlite3.Connection) -> bool:
    """Whether no finding was marked as another one since the last publication."""
    row = connection.execute(
        "SELECT 1 FROM dirty WHERE step = 'told' AND (key = ?1 OR key >= ?2 AND key < ?2 || '\U0010ffff') LIMIT 1",
        (SAID, ACROSS),
    ).fetchone()
    return row is None


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


def severities(connection: sqlite3.Connection, settings: Settings) -> Counter[Severity]:
    """How many findings there are of each severity: counted without what they say."""
    weights = _Weights(settings)
    counts = Counter(weights.of(told) for told in _told(connection, settings))
    return Counter({severity: counts[severity] for severity in WORST if counts[severity]})


def error_notes(connection: sqlite3.Connection, settings: Settings) -> set[str]:
    """The paths of notes with an error."""
    weights = _Weights(settings)
    grave = (told for told in _told(connection, settings) if weights.of(told) == "error")
    return {place.path for told in grave for place in told.places}


class _At(msgspec.Struct, frozen=True, gc=False):
    """What a finding that is only counted tells of a place."""

    path: str


class _Told(msgspec.Struct, frozen=True, gc=False):
    """What has to be known of a finding to count it."""

    code: str
    places: tuple[_At, ...]
    severity: Severity | None = None


_told_note = msgspec.json.Decoder(tuple[_Told, ...]).decode
_told_one = msgspec.json.Decoder(_Told).decode


class _Weights(dict[tuple[str, Severity | None], str]):
    """The severity that the settings give a finding, looked up once for each code."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __missing__(self, key: tuple[str, Severity | None]) -> str:
        code, severity = key
        self[key] = found = self.settings.severity(Finding(code, (), severity=severity), CODES[code].severity)
        return found

    def of(self, told: _Told) -> str:
        """Error, warning, info, or off."""
        return self[told.code, told.severity]


def _told(connection: sqlite3.Connection, settings: Settings) -> Iterator[_Told]:
    """All findings but for the places in notes that ask not to see them."""
    for one in settings.found:
        yield _Told(one.code, tuple(_At(place.path) for place in one.places), one.severity)
    for (findings,) in connection.execute("SELECT findings FROM said"):
        yield from _told_note(findings)
    ignored = {path: _WORD.findall(words) for path, words in connection.execute(_IGNORED)}
    for (finding,) in connection.execute("SELECT finding FROM findings"):
        told = _told_one(finding)
        shown = tuple(at for at in told.places if not covers(ignored.get(at.path, ()), told.code))
        if shown:
            yield told if len(shown) == len(told.places) else replace(told, places=shown)
