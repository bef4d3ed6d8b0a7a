"""The page of problems: findings by note, with what mends them."""

from itertools import groupby

import msgspec

from kjournal.findings.finding import WORST, Severity
from kjournal.outputs.pages.parts import Link, Problem
from kjournal.outputs.pages.site import PROBLEMS, Site, Tally
from kjournal.outputs.pages.templates import render


class NoteProblems(msgspec.Struct, frozen=True, omit_defaults=True):
    """The findings of one note."""

    path: str
    problems: tuple[Problem, ...]
    customer: Link | None = None  # whose note it is, where it has a page

    @property
    def worst(self) -> Severity:
        """The gravest severity among them."""
        return min((problem.severity for problem in self.problems), key=WORST.index)


class ProblemsView(msgspec.Struct, frozen=True):
    """All findings, by note."""

    notes: tuple[NoteProblems, ...] = ()

    @property
    def tally(self) -> Tally:
        """How many of each severity."""
        severities = [problem.severity for note in self.notes for problem in note.problems]
        return Tally(*(severities.count(severity) for severity in WORST))


class CodeCount(msgspec.Struct, frozen=True):
    """How often one code stands on the page."""

    code: str
    severity: Severity
    count: int
    example: str  # the first one's message


def by_code(view: ProblemsView) -> tuple[CodeCount, ...]:
    """The codes, the gravest and then the most frequent first."""
    problems = sorted(
        (problem for note in view.notes for problem in note.problems), key=lambda problem: problem.code
    )
    counts = [
        CodeCount(code, same[0].severity, len(same), same[0].message)
        for code, found in groupby(problems, key=lambda problem: problem.code)
        if (same := tuple(found))
    ]
    return tuple(sorted(counts, key=lambda row: (WORST.index(row.severity), -row.count, row.code)))


def render_problems(site: Site, view: ProblemsView) -> str:
    """`problems.html`."""
    notes = sorted(view.notes, key=lambda note: (WORST.index(note.worst), note.path))
    return render("problems.html", PROBLEMS, site, notes=notes, codes=by_code(view), tally=view.tally)
