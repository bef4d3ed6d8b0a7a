"""The findings of notes and across notes, as the settings weigh them; how many there are."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from kjournal.config.settings import Settings
from kjournal.findings.codes import CODES, covers
from kjournal.findings.finding import WORST, Finding, Severity
from kjournal.journal.findings import ACROSS, SAID
from kjournal.patterns import regex

Coded = tuple[str, Severity]
"""A finding without what it says: its code, and the severity that the settings give it."""


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
    WHERE n.path IN (SELECT path FROM findings) AND n.refused = 0 AND instr(CAST(n.places AS TEXT), '"secret"') = 0
"""
_HAVING = "SELECT path FROM said WHERE codes IN (SELECT value FROM json_each(?))"
_WORD = regex(r"\w+")
_AT_ONCE = 100  # notes of one statement
_note = msgspec.json.Decoder(tuple[Finding, ...]).decode
_one = msgspec.json.Decoder(Finding).decode


def across_notes(connection: sqlite3.Connection, settings: Settings) -> Iterator[Finding]:
    """The findings of the settings, and those that need more than one note."""
    yield from settings.found
    yield from _asked_for(connection, (row[0] for row in connection.execute("SELECT finding FROM findings")))


def of_these(connection: sqlite3.Connection, paths: Iterable[str]) -> Iterator[Finding]:
    """The findings that these notes have by themselves."""
    for some in _some(paths):
        marks = ", ".join("?" * len(some))
        for (findings,) in connection.execute(f"SELECT findings FROM said WHERE path IN ({marks})", some):
            yield from _note(findings)


def _some(paths: Iterable[str]) -> Iterator[list[str]]:
    """As many paths at a time as one statement takes."""
    every = list(paths)
    yield from (every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE))


def of_notes(connection: sqlite3.Connection, settings: Settings, paths: Iterable[str]) -> list[Weighed]:
    """The findings that have a place in one of these notes."""
    every = list(paths)
    found = list(of_these(connection, every))
    across: list[bytes | str] = []
    for some in _some(every):
        marks = ", ".join("?" * len(some))
        rows = connection.execute(f"SELECT finding FROM findings WHERE path IN ({marks})", some)
        across += [row[0] for row in rows]
    if across:
        found += _asked_for(connection, across)
    return weigh(found, settings)


def without_secrets(connection: sqlite3.Connection) -> dict[str, bytes]:
    """The notes with findings across notes that hold nothing which nobody may see, each with the hash of what was read."""
    return dict(connection.execute(_OPEN).fetchall())


def digest(connection: sqlite3.Connection) -> str:
    """The hash of all that findings are told from: much cheaper than to decode and weigh them."""
    found = hashlib.blake2b(digest_size=16)
    for query in (
        "SELECT path || char(0), hash FROM said ORDER BY path",
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


def outlines(connection: sqlite3.Connection, settings: Settings) -> dict[str, tuple[Coded, ...]]:
    """The findings of each note by its path, without what they say."""
    weights = _Weights(settings)
    found = {path: weights.note(codes) for path, codes in connection.execute("SELECT path, codes FROM said")}
    for told in _across(connection, settings):
        path = told.places[0].path
        found[path] = (*found.get(path, ()), *weights.weighed(told.code, told.severity))
    return {path: coded for path, coded in found.items() if coded}


def severities(outlined: Mapping[str, Iterable[Coded]]) -> Counter[Severity]:
    """How many findings there are of each severity."""
    counts = Counter(severity for found in outlined.values() for _code, severity in found)
    return Counter({severity: counts[severity] for severity in WORST if counts[severity]})


def error_notes(connection: sqlite3.Connection, settings: Settings) -> set[str]:
    """The paths of notes with an error."""
    weights = _Weights(settings)

    def grave(coded: Iterable[Coded]) -> bool:
        return any(severity == "error" for _code, severity in coded)

    kinds = connection.execute("SELECT DISTINCT codes FROM said").fetchall()
    wrong = msgspec.json.encode([codes for (codes,) in kinds if grave(weights.note(codes))]).decode()
    found = {path for (path,) in connection.execute(_HAVING, (wrong,))}
    for told in _across(connection, settings):
        if grave(weights.weighed(told.code, told.severity)):
            found.update(place.path for place in told.places)
    return found


class _At(msgspec.Struct, frozen=True, gc=False):
    """What a finding that is only counted tells of a place."""

    path: str


class _Told(msgspec.Struct, frozen=True, gc=False):
    """What has to be known of a finding to count it."""

    code: str
    places: tuple[_At, ...]
    severity: Severity | None = None


_told = msgspec.json.Decoder(_Told).decode


class _Weights:
    """The severities that the settings give findings, looked up once for each code, and for codes that stand together."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._notes: dict[str, tuple[Coded, ...]] = {}
        self._codes: dict[tuple[str, str | None], tuple[Coded, ...]] = {}

    def note(self, codes: str) -> tuple[Coded, ...]:
        """The findings of a note that are shown, by its codes as the index has them."""
        if codes not in self._notes:
            words = (word.partition(":") for word in codes.split())
            self._notes[codes] = tuple(
                one for code, _colon, severity in words for one in self.weighed(code, severity or None)
            )
        return self._notes[codes]

    def weighed(self, code: str, severity: str | None) -> tuple[Coded, ...]:
        """One finding with its severity; none where it is switched off."""
        key = code, severity
        if key not in self._codes:
            finding = Finding(code, (), severity=severity)  # type: ignore[arg-type]
            found = self.settings.severity(finding, CODES[code].severity)
            self._codes[key] = () if found == "off" else ((code, found),)  # type: ignore[assignment]
        return self._codes[key]


def _across(connection: sqlite3.Connection, settings: Settings) -> Iterator[_Told]:
    """The findings of the settings, and those across notes but for the places in notes that ask not to see them."""
    for one in settings.found:
        yield _Told(one.code, tuple(_At(place.path) for place in one.places), one.severity)
    ignored = {path: _WORD.findall(words) for path, words in connection.execute(_IGNORED)}
    for (finding,) in connection.execute("SELECT finding FROM findings"):
        told = _told(finding)
        shown = tuple(at for at in told.places if not covers(ignored.get(at.path, ()), told.code))
        if shown:
            yield told if len(shown) == len(told.places) else replace(told, places=shown)
