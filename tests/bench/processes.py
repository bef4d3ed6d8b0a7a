"""Commands as whole processes, and the plain yardsticks beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.bench.bench import PYTHON, Bench

YARDSTICKS = Path(__file__).with_name("yardsticks.py")


class Case(NamedTuple):
    """A command, and what is done before it without being counted."""

    name: str
    command: list[str]
    before: Callable[[], object] | None = None
    times: int = 1  # in a round


def cases(bench: Bench) -> list[Case]:
    """What is measured, in the order of a round."""
    build, today, root = bench.kjournal("build"), bench.kjournal("today"), bench.root
    notes = f"find '{root}/customers' '{root}/visits' -name '*.md' -print0"
    return [
        Case("check, from nothing", bench.kjournal("check"), bench.forget),
        Case("frontmatter.load and SQLite", [PYTHON, str(YARDSTICKS), "load", str(root)]),
        Case("libyaml's events and SQLite", [PYTHON, str(YARDSTICKS), "events", str(root)]),
        Case("cat of all notes", ["sh", "-c", f"{notes} | xargs -0 cat >/dev/null"], None, 3),
        Case("build, from nothing", build, bench.forget),
        Case("build, nothing changed", build, bench.settle, 3),
        Case("git status", ["git", "-C", str(root), "status", "--porcelain"], None, 3),
        Case("today, nothing changed", today, bench.settle, 3),
        Case("today, one visit changed", today, bench.edit, 3),
        Case("build, one visit changed", build, bench.edit, 3),
        Case("kjournal --help", [PYTHON, "-m", "kjournal", "--help"], None, 3),
        Case("python -c pass", [PYTHON, "-c", "pass"], None, 5),
    ]
