"""The page of problems: findings by note, with what mends them."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from posixpath import dirname

import msgspec

from kjournal.findings.finding import WORST, Severity
from kjournal.outputs.pages.cutting import MOST
from kjournal.outputs.pages.links import piece_file
from kjournal.outputs.pages.parts import Link, Problem
from kjournal.outputs.pages.report import Part
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


class CodeCount(msgspec.Struct, frozen=True):
    """How often one code stands on the page."""

    code: str
    severity: Severity
    count: int
    example: str  # the first one's message


class ProblemsView(msgspec.Struct, frozen=True, omit_defaults=True):
    """All findings, by note; or some of them, where they are too many for one page."""

    notes: tuple[NoteProblems, ...] = ()
    file: str = PROBLEMS
    part: str = ""  # the folder whose notes these are
    parts: tuple[Part, ...] = ()  # the pages by folder
    counted: Tally | None = None  # of all, where not all of them stand here
    codes: tuple[CodeCount, ...] = ()

    @property
    def tally(self) -> Tally:
        """How many of each severity."""
        if self.counted is not None:
            return self.counted
        severities = [problem.severity for note in self.notes for problem in note.problems]
        return Tally(*(severities.count(severity) for severity in WORST))


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


def cut(view: ProblemsView) -> list[ProblemsView]:
    """The page, and where it has too many findings those of its folders; the grave ones stay on the first."""
    if view.tally.total <= MOST:
        return [view]
    folders: dict[str, list[NoteProblems]] = {}
    for note in view.notes:
        folders.setdefault(dirname(note.path), []).append(note)
    pieces = [
        (Part(f"{folder or '.'} {n}".removesuffix(" 1"), sum(len(note.problems) for note in some), piece_file(PROBLEMS, folder, n)), some)
        for folder, notes in sorted(folders.items())
        for n, some in enumerate(_chunks(notes), 1)
    ]  # fmt: skip
    parts = tuple(part for part, _notes in pieces)
    grave = sorted((note for note in view.notes if note.worst != "info"), key=_grave)
    first = next(iter(_chunks(grave)), ())
    pages = [
        ProblemsView(notes, part.file, part.words) for part, notes in pieces
    ]  # counts of others would move them
    return [ProblemsView(first, parts=parts, counted=view.tally, codes=by_code(view)), *pages]


def _chunks(notes: Iterable[NoteProblems]) -> Iterator[tuple[NoteProblems, ...]]:
    """As many notes at a time as have so many findings that a page can hold."""
    some: list[NoteProblems] = []
    count = 0
    for note in notes:
        if some and count + len(note.problems) > MOST:
            yield tuple(some)
            some, count = [], 0
        some.append(note)
        count += len(note.problems)
    if some:
        yield tuple(some)


def _grave(note: NoteProblems) -> tuple[int, str]:
    return (WORST.index(note.worst), note.path)


def render_problems(site: Site, view: ProblemsView) -> str:
    """The page of a view."""
    notes = sorted(view.notes, key=_grave)
    codes = view.codes or by_code(view)
    return render("problems.html", view.file, site, notes=notes, codes=codes, tally=view.tally, view=view)
