"""A problem: what the reading of a header ran into, before it becomes a finding."""

from __future__ import annotations

from typing import NamedTuple

from kjournal.findings.finding import Fix


class Problem(NamedTuple):
    """A finding's code, its place in the file, and what the message names."""

    code: str
    line: int
    column: int
    args: dict[str, str]
    end_column: int = 0  # 0: to the end of the line
    fix: Fix | None = None
