"""What a build from nothing holds at its worst, all its processes together, and how that grows with the journal."""

from __future__ import annotations

import shutil

from tests.bench.bench import Bench, Measured


def memory(bench: Bench, found: Measured) -> None:
    """This journal, and one of size S beside it."""
    small = Bench(bench.beside("small"), "S")
    small.environment = bench.environment
    small.generate()
    small.commit()
    try:
        for one, name in ((bench, "peak together"), (small, "peak together, S")):
            one.forget()
            found.add({}, {name: one.together(one.kjournal("build"))})
        small.forget()
        found.add({"build, from nothing, S": small.measure(small.kjournal("build"))}, {})
    finally:
        shutil.rmtree(small.root, ignore_errors=True)
