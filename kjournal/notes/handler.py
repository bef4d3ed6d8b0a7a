"""The handler that drives python-frontmatter: our fences by lines, our strict parse.

Left to itself the library returns `{}` for a byte order mark, a full-width colon or a missing fence, and reads numbers
as YAML 1.1 does. With this handler `frontmatter.parse(text, handler=NoteHandler())` gives what kjournal reads, as plain
strings. The places, marks and problems travel on the handler.
"""

from __future__ import annotations

import re
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler

from kjournal.notes.fences import Parts, split
from kjournal.notes.header import Problem, parse
from kjournal.notes.nodes import Mapping, plain
from kjournal.notes.repairs import mended


class NoteHandler(BaseHandler):  # type: ignore[misc, unused-ignore]
    """One note's header and body, with their places in the file."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
    START_DELIMITER = "---"
    END_DELIMITER = "---"

    def __init__(self) -> None:
        super().__init__()
        self.problem: Problem | None = None
        self.repairs: list[Problem] = []
        self.header: Mapping | None = None
        self.body_line = 1
        self._first = 1

    def detect(self, text: str) -> bool:
        """Every note is ours: what is wrong with it is a problem, not another format."""
        return bool(text)

    def split(self, text: str) -> tuple[str, str]:
        """The header's text and the body."""
        lines = text.split("\n")
        parts = split(lines)
        if isinstance(parts, Problem):
            self.problem = parts
            return "", text
        return self.cut(lines, parts)

    def cut(self, lines: list[str], parts: Parts) -> tuple[str, str]:
        """The header's text and the body, by the fences found."""
        self.repairs += parts.repairs
        self._first = parts.begin + 1
        self.body_line = parts.body + 1
        return "\n".join(lines[parts.begin : parts.end]), "\n".join(lines[parts.body :])

    def load(self, fm: str, **_kwargs: object) -> dict[str, Any]:
        """The header as plain strings; the nodes stay in `header`. Strict first; repaired only when that fails."""
        if self.problem is not None:
            return {}
        found = parse(fm, self._first)
        if isinstance(found, Problem):
            again = mended(fm, self._first)
            second = parse(again.text, self._first) if again else found
            if again is None or isinstance(second, Problem):
                self.problem = second if isinstance(second, Problem) and again else found
                self.repairs = []
                return {}
            self.repairs += again.repairs
            found = second
        self.header = found
        return plain(found) if found is not None else {}  # type: ignore[return-value]

    def export(self, metadata: dict[str, object], **_kwargs: object) -> str:
        """Fields as a header, for new notes: one line each, in their order."""
        return "\n".join(f"{key}: {value}".rstrip() for key, value in metadata.items())


def new_note(fields: dict[str, object], body: str) -> str:
    """The text of a new note."""
    post = frontmatter.Post(body, handler=NoteHandler(), **{str(key): value for key, value in fields.items()})
    return frontmatter.dumps(post, handler=NoteHandler()) + "\n"
