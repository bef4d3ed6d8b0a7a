"""Findings for machines: JSON whose form is a promise (DESIGN.md "The command line"), and GitHub's workflow commands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kjournal.findings.finding import WORST, Edit, Finding, Severity
from kjournal.findings.message import message, remedy

_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}


def as_dict(finding: Finding, severity: Severity) -> dict[str, Any]:
    """One finding; `fix` is null where there is none, `places` stand only where there are several."""
    place = finding.place
    made: dict[str, Any] = {
        "code": finding.code,
        "severity": severity,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "message": message(finding),
        "remedy": remedy(finding),
        "fix": _fix(finding),
    }
    if len(finding.places) > 1:
        made["places"] = [
            {"path": other.path, "line": other.line, "column": other.column} for other in finding.places
        ]
    return made


def edits(finding: Finding) -> tuple[Edit, ...]:
    """The edits that may be told: those of secret words are made, but not shown."""
    return finding.fix.edits if finding.fix is not None and not finding.fix.hidden else ()


def _fix(finding: Finding) -> dict[str, Any] | None:
    """How the finding is mended; without edits where those are secret, or where the whole file is saved anew."""
    if finding.fix is None:
        return None
    return {"safe": finding.fix.safe, "edits": [_edit(edit) for edit in edits(finding)]}


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "line": edit.line,
        "column": edit.column,
        "end_line": edit.end_line,
        "end_column": edit.end_column,
        "new": edit.new,
    }


def report(found: Iterable[tuple[Finding, Severity]], counts: Mapping[Severity, int]) -> Iterator[str]:
    """All findings and how many there are of each severity, as text."""
    frame = {"findings": [], "counts": {name: counts[name] for name in WORST}}
    return document(frame, "findings", (as_dict(finding, severity) for finding, severity in found))


def document(frame: dict[str, Any], key: str, items: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A document as text, an item at a time: those of the list `key`, empty in the frame, are too many to hold at once."""
    head, _empty, tail = _text(frame).partition(f'"{key}": []')
    line = "\n" + " " * (len(head) - head.rindex("\n") - 1)
    before, end = f'{head}"{key}": [', "]"
    for item in items:
        yield f"{before}{line}  " + _text(item).replace("\n", f"{line}  ")
        before, end = ",", f"{line}]"
    yield ("" if before == "," else before) + end + tail


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def github(finding: Finding, severity: Severity) -> str:
    """A workflow command that GitHub shows beside the line."""
    place = finding.place
    words = [f"file={_property(place.path)}"]
    if place.line:
        words.append(f"line={place.line}")
        words.append(f"col={max(place.column, 1)}")
        if place.end_line:
            words.append(f"endLine={place.end_line}")
    words.append(f"title={finding.code}")
    return f"::{_GITHUB[severity]} {','.join(words)}::{_data(message(finding))}%0A{_data(remedy(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
