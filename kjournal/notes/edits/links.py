"""Where a note names other customers: each reference with the word typed and its place."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kjournal.patterns import regex

IN_BODY = regex(r"\[\[([^\[\]|\n]{1,120})(?:\|[^\[\]\n]{0,120})?\]\]")
"""`[[名称]]` and `[[名称|shown]]` in running text."""


class Link(msgspec.Struct, frozen=True, gc=False):
    """One reference as it is typed; lines and columns in characters, from 1, the end exclusive."""

    field: str  # the field's attribute name; `body`: in running text
    word: str
    line: int
    column: int
    end_line: int
    end_column: int
    whole: bool = True  # the place is that of a whole plain value, not of a piece of one or of quoted text


def in_body(text: str, body_line: int) -> Iterator[Link]:
    """The references in the running text of a note; `body_line` is the line on which it begins."""
    for number, line in enumerate(text.split("\n"), 1):
        if number < body_line or "[[" not in line:
            continue
        for match in IN_BODY.finditer(line):
            word = match[1].strip()
            if word:
                column = match.start(1) + len(match[1]) - len(match[1].lstrip()) + 1
                yield Link("body", word, number, column, number, column + len(word), whole=False)
