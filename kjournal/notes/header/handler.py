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

from kjournal.notes.header.reader import HeaderReader
from kjournal.notes.nodes import plain


class NoteHandler(HeaderReader, BaseHandler):  # type: ignore[misc, unused-ignore]
    """One note's header and body as the library asks for them."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)  # the library asks for one; `split` does the work
    START_DELIMITER = "---"
    END_DELIMITER = "---"

    def detect(self, text: str) -> bool:
        """Every note is ours: what is wrong with it is a problem, not another format."""
        return bool(text)

    def load(self, fm: str, **_kwargs: object) -> dict[str, Any]:
        """The header as plain strings; empty where the note is refused."""
        self.understand(fm)
        return {key.text: plain(value) for key, value in self.header.entries}

    def export(self, metadata: dict[str, object], **_kwargs: object) -> str:
        """Fields as a header, for new notes: one line each, in their order."""
        return "\n".join(f"{key}: {value}".rstrip() for key, value in metadata.items())


def new_note(fields: dict[str, object], body: str) -> str:
    """The text of a new note."""
    post = frontmatter.Post(body, handler=NoteHandler(), **{str(key): value for key, value in fields.items()})
    return frontmatter.dumps(post, handler=NoteHandler()) + "\n"
