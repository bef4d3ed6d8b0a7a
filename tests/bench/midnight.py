"""Another day begins: a build on the next day beside one from nothing, by a clock of their own.

    python -m tests.bench.midnight ROOT DAY    a build on the evening of that day

A day pinned in the settings or on the command line would be no midnight: it stamps all events anew, and the settings'
change makes the index anew. So the journal beside has no pinned day, and what moves is the one clock that commands read.
"""

from __future__ import annotations

import shutil
import sys
import time
from datetime import date, datetime, timedelta, tzinfo
from typing import Self

from kjournal.cli import main
from kjournal.commands import opening
from tests.bench.bench import PYTHON, RACY, Bench, Measured


def on(day: date) -> type[datetime]:
    """A clock that stands at six in the evening of Shanghai."""

    class Evening(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromisoformat(f"{day}T18:00:00+08:00").astimezone(tz)

    return Evening


def midnight(bench: Bench, found: Measured) -> None:
    """From nothing on one day, then with no change on the next."""
    other = Bench(bench.beside("midnight"), bench.size, source=bench.source)
    other.environment = bench.environment
    other.begin()
    try:
        day = other.unpin()
        other.git("commit", "--quiet", "-a", "--allow-empty", "-m", "no pinned day")
        cold = other.measure(_build(other, day))
        time.sleep(RACY)
        other.measure(_build(other, day))
        again = other.measure(_build(other, day + timedelta(days=1)))
        found.add({"midnight, from nothing": cold, "midnight, the next day": again}, {})
    finally:
        shutil.rmtree(other.root, ignore_errors=True)


def _build(bench: Bench, day: date) -> list[str]:
    return [PYTHON, "-m", "tests.bench.midnight", str(bench.root), str(day)]


if __name__ == "__main__":
    setattr(opening, "datetime", on(date.fromisoformat(sys.argv[2])))  # noqa: B010  its own import of the class, which mypy knows as none
    sys.argv = ["kjournal", "-C", sys.argv[1], "build"]
    main()
