"""What a build from nothing holds at its worst, all its processes together, and how that grows with the journal."""

from __future__ import annotations

import shutil

from tests.bench.bench import Bench, Measured, Unmeasured


def memory(bench: Bench, found: Measured) -> None:
    """This journal, and one of size S beside it."""
    bench.forget()
    found.add({}, {"peak together": bench.together(bench.kjournal("build"))})
    if bench.source:
        raise Unmeasured("there is no smaller journal of its kind")
    small = Bench(bench.beside("small"), "S")
    small.environment = bench.environment
    small.begin()
    try:
        found.add({}, {"peak together, S": small.together(small.kjournal("build"))})
        small.forget()
        found.add({"build, from nothing, S": small.measure(small.kjournal("build"))}, {})
    finally:
        shutil.rmtree(small.root, ignore_errors=True)
