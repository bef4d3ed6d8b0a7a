"""Findings as SARIF 2.1.0, the format in which code hosts and editors take the results of checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from kjournal.findings.baseline import fingerprint
from kjournal.findings.codes import CODES, Code
from kjournal.findings.data import document, edits
from kjournal.findings.finding import MASK, Edit, Finding, Place, Severity
from kjournal.findings.message import message, remedy, title
from kjournal.words import _, tag

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_ROOT = "%SRCROOT%"  # the name under which hosts know the root of what they checked out


def log(
    found: Iterable[tuple[Finding, Severity]], codes: Iterable[str], version: str, *, baseline: bool = False
) -> Iterator[str]:
    """One run with all findings, which have these codes, as text; with `baseline` they are those that it does not know."""
    rules = sorted(codes)
    driver = {
        "name": "kjournal",
        "version": version,
        "semanticVersion": version,
        "language": tag(),
        "rules": [_rule(CODES[code]) for code in rules],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "redactionTokens": [MASK],
        "results": [],
    }
    frame = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return document(frame, "results", _results(found, rules, baseline=baseline))


def _results(
    found: Iterable[tuple[Finding, Severity]], rules: Sequence[str], *, baseline: bool
) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding, severity in found:
        result = _result(finding, severity, rules)
        key = f"{finding.code}:{finding.place.path}:{fingerprint(finding)}"
        seen[key] += 1
        result["partialFingerprints"] = {"kjournal/v1": f"{quote(key, safe=':/')}:{seen[key]}"}
        if baseline:
            result["baselineState"] = "new"
        yield result


def _rule(row: Code) -> dict[str, Any]:
    text = [_(row.why)]
    marked = [_(row.why)]
    for words, lines in ((_("For example:"), row.example), (_("Mended:"), row.cure)):
        if lines:
            text += [words, lines]
            marked += [words, f"```yaml\n{lines}\n```"]
    return {
        "id": row.code,
        "shortDescription": {"text": title(row.code)},
        "fullDescription": {"text": _(row.why)},
        "help": {"text": "\n\n".join(text), "markdown": "\n\n".join(marked)},
        "defaultConfiguration": {"level": _LEVELS[row.severity]},
        "properties": {"tags": [row.code[:3]]},
    }


def _result(finding: Finding, severity: Severity, rules: Sequence[str]) -> dict[str, Any]:
    advice = remedy(finding)
    made: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rules.index(finding.code),
        "level": _LEVELS[severity],
        "message": {"text": f"{message(finding)}\n{advice}" if advice else message(finding)},
        "locations": [{"physicalLocation": _location(finding.place, _meant(finding))}],
    }
    if finding.places[1:]:
        made["relatedLocations"] = [
            {"id": number, "physicalLocation": _location(place)}
            for number, place in enumerate(finding.places[1:], 1)
        ]
    if known := edits(finding):
        made["fixes"] = [_fix(finding, known)]
    return made


def _location(place: Place, snippet: str = "") -> dict[str, Any]:
    made: dict[str, Any] = {"artifactLocation": _file(place.path)}
    if place.line:
        region: dict[str, Any] = {"startLine": place.line, "startColumn": max(place.column, 1)}
        if place.end_line:
            region |= {"endLine": place.end_line, "endColumn": max(place.end_column, 1)}
        if snippet:
            region["snippet"] = {"text": snippet}
        made["region"] = region
    return made


def _file(path: str) -> dict[str, str]:
    """A path as a relative address: Chinese characters, blanks and signs as percent and number."""
    return {"uri": quote(path, safe="/"), "uriBaseId": _ROOT}


def _meant(finding: Finding) -> str:
    """The user's own words at the place, where the whole of them is known."""
    place = finding.place
    if finding.caret is None or place.end_line != place.line:
        return ""
    return finding.excerpt[slice(*finding.caret)]


def _fix(finding: Finding, known: Iterable[Edit]) -> dict[str, Any]:
    safe = finding.fix is not None and finding.fix.safe
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit.line,
                "startColumn": edit.column,
                "endLine": edit.end_line,
                "endColumn": edit.end_column,
            },
            "insertedContent": {"text": edit.new},
        }
        for edit in known
    ]
    change = {"artifactLocation": _file(finding.place.path), "replacements": replacements}
    return {
        "description": {"text": remedy(finding)},
        "artifactChanges": [change],
        "properties": {"safe": safe},
    }
