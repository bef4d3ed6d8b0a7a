"""A finding: something wrong in a note, as a value: code, places, what the message names, and the user's own line."""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["error", "warning", "info"]
WORST: tuple[Severity, ...] = ("error", "warning", "info")
MASK = "●●●"


class Place(msgspec.Struct, frozen=True, gc=False, order=True):
    """Where: a path below the journal's root, lines and columns in characters from 1 (0: the whole file)."""

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """One cause, however many places it shows in."""

    code: str
    places: tuple[Place, ...]
    args: dict[str, str] = {}
    excerpt: str = ""  # of the line at the first place: what lies around it, secrets masked
    severity: Severity | None = None  # where it differs from the code's own
    caret: tuple[int, int] | None = None  # what the excerpt points at; None: the place's own columns

    @property
    def place(self) -> Place:
        """The first place."""
        return self.places[0]

    @property
    def sort_key(self) -> tuple[Place, str]:
        """Findings are shown by place, then code."""
        return (self.places[0], self.code)
