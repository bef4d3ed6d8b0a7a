"""The page of problems: findings by note, with what mends them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby
from posixpath import dirname
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

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
    return tuple(sorted(counts, key=_frequent))


Found = tuple[tuple[str, Severity], ...]
"""The findings of a note without what they say: code and severity of each."""


class Outline(NamedTuple):
    """What findings a note has, without what they say."""

    path: str
    found: Found

    @property
    def worst(self) -> Severity:
        """The gravest severity among them."""
        return min((severity for _code, severity in self.found), key=WORST.index)


class Piece(NamedTuple):
    """A page that holds the findings of some notes of a folder."""

    part: Part
    paths: tuple[str, ...]


def pieces(notes: Iterable[Outline]) -> list[Piece]:
    """The pages of the folders, where all findings are too many for one page."""
    folders: dict[str, list[Outline]] = {}
    for note in notes:
        folders.setdefault(dirname(note.path), []).append(note)
    return [
        Piece(
            Part(
                f"{folder or '.'} {n}".removesuffix(" 1"),
                sum(len(note.found) for note in some),
                piece_file(PROBLEMS, folder, n),
            ),
            tuple(note.path for note in some),
        )
        for folder, of_folder in sorted(folders.items())
        for n, some in enumerate(_chunks(of_folder), 1)
    ]


def first_page(
    notes: Sequence[Outline], parts: Iterable[Part], told: Callable[[Collection[str]], ProblemsView]
) -> ProblemsView:
    """The page that leads to those of the folders: it counts all, and shows the gravest.

    `notes` stand in the order of their paths; `told` gives what the findings of some of them say.
    """
    alike: dict[Found, list[Outline]] = {}  # most notes have what others have too
    for note in notes:
        alike.setdefault(note.found, []).append(note)
    grave = [note for some in alike.values() if some[0].worst != "info" for note in some]
    shown = [note.path for note in next(_chunks(sorted(grave, key=_grave)), ())]
    counts: Counter[str] = Counter()
    severities: Counter[Severity] = Counter()
    firsts: dict[str, str] = {}
    for found, some in alike.items():
        for code, severity in found:
            counts[code] += len(some)
            severities[severity] += len(some)
            firsts[code] = min(firsts.get(code, some[0].path), some[0].path)
    view = told({*shown, *firsts.values()})
    by_path = {note.path: note for note in view.notes}
    codes = [replace(row, count=counts[row.code]) for row in by_code(view)]
    return ProblemsView(
        tuple(by_path[path] for path in shown),
        parts=tuple(parts),
        counted=Tally(*(severities[severity] for severity in WORST)),
        codes=tuple(sorted(codes, key=_frequent)),
    )


def _chunks(notes: Iterable[Outline]) -> Iterator[tuple[Outline, ...]]:
    """As many notes at a time as have so many findings that a page can hold."""
    some: list[Outline] = []
    count = 0
    for note in notes:
        if some and count + len(note.found) > MOST:
            yield tuple(some)
            some, count = [], 0
        some.append(note)
        count += len(note.found)
    if some:
        yield tuple(some)


def _grave(note: Outline | NoteProblems) -> tuple[int, str]:
    return (WORST.index(note.worst), note.path)


def _frequent(row: CodeCount) -> tuple[int, int, str]:
    return (WORST.index(row.severity), -row.count, row.code)


def render_problems(site: Site, view: ProblemsView) -> str:
    """The page of a view."""
    notes = sorted(view.notes, key=_grave)
    codes = view.codes or by_code(view)
    return render("problems.html", view.file, site, notes=notes, codes=codes, tally=view.tally, view=view)
