"""All findings of a journal, as the settings weigh them, sorted by place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from kjournal.config import Settings
from kjournal.findings.codes import CODES
from kjournal.findings.finding import Finding, Severity


class Weighed(NamedTuple):
    """A finding with the severity that the settings give it."""

    finding: Finding
    severity: Severity


_note = msgspec.json.Decoder(tuple[Finding, ...]).decode
_one = msgspec.json.Decoder(Finding).decode


def all_findings(connection: sqlite3.Connection, settings: Settings) -> list[Weighed]:
    """Findings of the settings, of each note and across notes."""
    found: list[Finding] = list(settings.found)
    for (findings,) in connection.execute("SELECT findings FROM said"):
        found += _note(findings)
    found += [_one(row[0]) for row in connection.execute("SELECT finding FROM findings")]
    return weigh(found, settings)


def of_notes(connection: sqlite3.Connection, settings: Settings, paths: Iterable[str]) -> list[Weighed]:
    """The findings that have a place in one of these notes."""
    found: list[Finding] = []
    for path in paths:
        for (findings,) in connection.execute("SELECT findings FROM said WHERE path = ?", (path,)):
            found += _note(findings)
        found += [
            _one(row[0]) for row in connection.execute("SELECT finding FROM findings WHERE path = ?", (path,))
        ]
    return weigh(found, settings)


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
    """The paths of notes with an error."""
    return {
        place.path
        for one in all_findings(connection, settings)
        if one.severity == "error"
        for place in one.finding.places
    }
