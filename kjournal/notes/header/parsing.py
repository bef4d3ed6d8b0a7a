"""The parse of a header: line by line where each line stands for itself; else strictly, by libyaml, which few runs load."""

from __future__ import annotations

from kjournal.notes.header import plainlines
from kjournal.notes.nodes import Mapping
from kjournal.notes.problem import Problem


def parse(text: str, first: int = 1) -> Mapping | Problem | None:
    """The header's fields; None where it is empty; a `Problem` where it is refused.

    `first` is the file's line on which `text` begins.
    """
    return plainlines.read(text, first) or _strict(text, first)


def _strict(text: str, first: int) -> Mapping | Problem | None:
    from kjournal.notes.header.strict import strict  # loads libyaml

    return strict(text, first)
