"""Findings as the protocol shows them: one diagnostic a finding and note, its other places beside it."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types

from kjournal.config.loading import Unreadable, understood
from kjournal.findings.finding import Finding, Place, Severity
from kjournal.findings.message import message, remedy
from kjournal.graph.findings import Weighed, weigh
from kjournal.patterns import regex
from kjournal.serving.language.document import Document
from kjournal.serving.language.journal import Journal
from kjournal.serving.language.positions import Text
from kjournal.serving.language.uris import uri_of

SOURCE = "kjournal"
_MOST_PLACES = 10
_SEVERITIES: dict[Severity, types.DiagnosticSeverity] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
_AT = regex(r"line (\d+), column (\d+)")


def of_note(document: Document) -> list[types.Diagnostic]:
    """What is wrong with an open note."""
    return [of_finding(one, document.path, document.text, document.journal.root) for one in document.found]


def of_finding(one: Weighed, path: str, text: Text, root: Path) -> types.Diagnostic:
    """One finding as the note at `path` shows it."""
    finding = one.finding
    here = [place for place in finding.places if place.path == path]
    own = here[0] if here else Place(path)
    others = [place for place in finding.places if place is not own][:_MOST_PLACES]
    return types.Diagnostic(
        range=text.range_of(own),
        severity=_SEVERITIES[one.severity],
        code=finding.code,
        source=SOURCE,
        message=sentence(finding),
        related_information=[_related(place, finding, path, text, root) for place in others] or None,
    )


def sentence(finding: Finding) -> str:
    """The message, and below it the remedy."""
    return "\n".join(filter(None, (message(finding), remedy(finding))))


def _related(
    place: Place, finding: Finding, path: str, text: Text, root: Path
) -> types.DiagnosticRelatedInformation:
    """Another place of a finding; of another note only the line is told, for its text is not at hand."""
    line = max(place.line, 1) - 1
    where = text.range_of(place) if place.path == path else _line(line)
    location = types.Location(uri_of(root / place.path), where)
    return types.DiagnosticRelatedInformation(location, message(finding))


def _line(line: int) -> types.Range:
    return types.Range(types.Position(line, 0), types.Position(line, 0))


def of_settings(journal: Journal, path: str, source: str, encoding: str) -> list[types.Diagnostic]:
    """What is wrong with the settings as they stand in `source`, and what the plan says of them."""
    text = Text(source, encoding)
    try:
        settings = understood(source.removeprefix("\ufeff"), path, journal.root)
    except Unreadable as error:
        return [_unreadable(str(error), text, path)]
    across = journal.snapshot.across.get(path, ())
    return [of_finding(one, path, text, journal.root) for one in weigh([*settings.found, *across], settings)]


def _unreadable(reason: str, text: Text, path: str) -> types.Diagnostic:
    """Settings that are no TOML: the parser tells the place in its words alone."""
    at = _AT.search(reason)
    place = Place(path, int(at[1]), int(at[2])) if at else Place(path)
    return types.Diagnostic(
        range=text.range_of(place), severity=types.DiagnosticSeverity.Error, code="KJ021", source=SOURCE, message=reason
    )  # fmt: skip
