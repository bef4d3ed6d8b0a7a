"""The handler that drives python-frontmatter: our fences by lines, our strict parse.

Left to itself the library returns `{}` for a byte order mark, a full-width colon or a missing fence, and reads numbers
as YAML 1.1 does. With this handler `frontmatter.parse(text, handler=NoteHandler())` gives what kjournal reads, as plain
strings. The library keeps a plain dict alone: places, repairs and problems travel on the handler.
"""

from __future__ import annotations

import re
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler

from kjournal.notes.header.fences import runs_on, split
from kjournal.notes.header.places import Repair, placed, placed_problem
from kjournal.notes.header.repairs import mended
from kjournal.notes.header.strict import parse
from kjournal.notes.nodes import Mapping, plain
from kjournal.notes.problem import Problem


class NoteHandler(BaseHandler):  # type: ignore[misc, unused-ignore]
    """One note's header and body, with their places in the file."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)  # the library asks for one; `split` does the work
    START_DELIMITER = "---"
    END_DELIMITER = "---"

    def __init__(self) -> None:
        super().__init__()
        self.problem: Problem | None = None  # why the note is refused
        self.fences: list[Problem] = []  # what was taken for a fence
        self.repairs: list[Repair] = []
        self.header = Mapping([], 1, 1)
        self.first = 1  # the file's line on which the header begins
        self.body_line = 1

    def detect(self, text: str) -> bool:
        """Every note is ours: what is wrong with it is a problem, not another format."""
        return bool(text)

    def split(self, text: str) -> tuple[str, str]:
        """The header's text and the body."""
        parts = split(text)
        if isinstance(parts, Problem):
            self.problem = parts
            return "", text
        self.fences, self.first, self.body_line = parts.repairs, parts.first, parts.body_line
        return parts.header, parts.body

    def load(self, fm: str, **_kwargs: object) -> dict[str, Any]:
        """The header as plain strings; empty where the note is refused."""
        self.understand(fm)
        return {key.text: plain(value) for key, value in self.header.entries}

    def understand(self, header: str) -> Problem | None:
        """The header's fields, into `header`; else the problem. Strict first, and mended only when that fails."""
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

    def export(self, metadata: dict[str, object], **_kwargs: object) -> str:
        """Fields as a header, for new notes: one line each, in their order."""
        return "\n".join(f"{key}: {value}".rstrip() for key, value in metadata.items())


def new_note(fields: dict[str, object], body: str) -> str:
    """The text of a new note."""
    post = frontmatter.Post(body, handler=NoteHandler(), **{str(key): value for key, value in fields.items()})
    return frontmatter.dumps(post, handler=NoteHandler()) + "\n"
