"""A finding: something wrong in a note, as a value: code, places, what the message names, and the user's own line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal, NamedTuple

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


class Edit(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What stands from a place up to, not including, another becomes `new`; counted as in `Place`.

    An edit stands for itself: made without its neighbours it leaves a note that says the same or more.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    new: str  # `\n` is written as the file's own line end

    def meets(self, other: Edit) -> bool:
        """Whether two edits would change the same characters."""
        first, second = sorted((self, other), key=lambda edit: (edit.start, edit.end))
        return second.start < first.end or first.start == second.start

    @property
    def start(self) -> tuple[int, int]:
        """Line and column of the first character that goes."""
        return self.line, self.column

    @property
    def end(self) -> tuple[int, int]:
        """Line and column of the first character that stays."""
        return self.end_line, self.end_column


class Fix(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a finding is mended in its note."""

    edits: tuple[Edit, ...] = ()
    safe: bool = True  # what is read stays the same; else it is a guess
    recode: bool = False  # the whole file is written as UTF-8 without a byte order mark
    hidden: bool = False  # the edits hold secret words, so they are told to nobody


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """One cause, however many places it shows in."""

    code: str
    places: tuple[Place, ...]
    args: dict[str, str] = {}
    excerpt: str = ""  # of the line at the first place: what lies around it, secrets masked
    severity: Severity | None = None  # where it differs from the code's own
    caret: tuple[int, int] | None = None  # what the excerpt points at; None: the place's own columns
    fix: Fix | None = None

    @property
    def place(self) -> Place:
        """The first place."""
        return self.places[0]

    @property
    def sort_key(self) -> tuple[Place, str]:
        """Findings are shown by place, then code."""
        return (self.places[0], self.code)


class Counts(NamedTuple):
    """How many findings there are."""

    codes: Counter[str]
    severities: Counter[Severity]
    mends: Counter[bool]  # those that can be mended: safely, or by a guess


def count(found: Iterable[tuple[Finding, Severity]]) -> Counts:
    """Count findings."""
    counts = Counts(Counter(), Counter(), Counter())
    for finding, severity in found:
        counts.codes[finding.code] += 1
        counts.severities[severity] += 1
        if finding.fix is not None:
            counts.mends[finding.fix.safe] += 1
    return counts
