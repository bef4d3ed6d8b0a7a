"""Findings in the user's words, by note."""

from collections.abc import Iterable, Mapping

from kjournal.findings.codes import CODES
from kjournal.findings.finding import WORST, Finding
from kjournal.findings.message import message, remedy
from kjournal.outputs.pages.parts import Link, Problem
from kjournal.outputs.pages.problems import NoteProblems, ProblemsView
from kjournal.outputs.pages.site import Tally


def problem(finding: Finding) -> Problem:
    """One finding."""
    code = CODES[finding.code]
    place = finding.place
    one_line = place.end_line in {0, place.line}
    return Problem(
        code=finding.code,
        severity=finding.severity or code.severity,
        path=place.path,
        message=message(finding),
        remedy=remedy(finding),
        line=place.line,
        column=place.column,
        end_column=place.end_column if one_line else 0,
        excerpt=finding.excerpt,
        more=len(finding.places) - 1,
    )


def tally(findings: Iterable[Finding]) -> Tally:
    """How many findings of each severity."""
    severities = [finding.severity or CODES[finding.code].severity for finding in findings]
    return Tally(*(severities.count(severity) for severity in WORST))


def problems_view(findings: Iterable[Finding], owners: Mapping[str, Link]) -> ProblemsView:
    """All findings by note, the gravest of a note first; `owners` gives the customer whose note it is, by its path."""
    notes: dict[str, list[Problem]] = {}
    for finding in sorted(findings, key=lambda one: one.sort_key):
        notes.setdefault(finding.place.path, []).append(problem(finding))
    return ProblemsView(
        tuple(
            NoteProblems(path, tuple(sorted(found, key=_grave)), owners.get(path))
            for path, found in notes.items()
        )
    )


def _grave(found: Problem) -> int:
    return WORST.index(found.severity)
