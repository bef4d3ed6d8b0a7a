"""A note's text to its header's fields: fences by lines, then the parse; what fails is mended and tried once more."""

from __future__ import annotations

from kjournal.notes.header.fences import runs_on, split
from kjournal.notes.header.parsing import parse
from kjournal.notes.header.places import Repair, placed, placed_problem
from kjournal.notes.header.repairs import mended
from kjournal.notes.nodes import Mapping
from kjournal.notes.problem import Problem


class HeaderReader:
    """One note's header and body, with their places in the file."""

    def __init__(self) -> None:
        self.problem: Problem | None = None  # why the note is refused
        self.fences: list[Problem] = []  # what was taken for a fence
        self.repairs: list[Repair] = []
        self.header = Mapping([], 1, 1)
        self.first = 1  # the file's line on which the header begins
        self.body_line = 1

    def split(self, text: str) -> tuple[str, str]:
        """The header's text and the body."""
        parts = split(text)
        if isinstance(parts, Problem):
            self.problem = parts
            return "", text
        self.fences, self.first, self.body_line = parts.repairs, parts.first, parts.body_line
        return parts.header, parts.body

    def understand(self, header: str) -> Problem | None:
        """The header's fields, into `header`; else the problem. As it stands first, and mended only when that fails."""
        if self.problem is not None:
            return self.problem
        found = parse(header, self.first)
        if isinstance(found, Problem):
            found = self._mended(header, found)
        if isinstance(found, Problem):
            self.problem = found
        elif found is not None:
            self.header = found
        return self.problem

    def _mended(self, header: str, problem: Problem) -> Mapping | Problem | None:
        if (prose := runs_on(header, self.first)) is not None:
            return prose
        again = mended(header, self.first)
        if again is None:
            return problem
        found = parse(again.text, self.first)
        if isinstance(found, Problem):
            return placed_problem(found, again.repairs)
        if found is None:
            return problem
        self.repairs = again.repairs
        whole = placed(found, again.repairs)
        return whole if isinstance(whole, Mapping) else found
