"""How soon a saved note is in the outputs while the journal is watched, what git costs it, and what the watch holds.

    python -m tests.bench.watching --size M [--runs 7]
    python -m tests.bench.watching --root DIR

A promise is added to a visit; then the customer's page, today's page and the rep's feed are looked at until all three are
other files, and the watch until it says that all is done. The quiet wait is taken off the figures.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from kjournal.outputs.feeds.feedset import file_stem
from kjournal.outputs.pages.links import page_file
from tests.bench.bench import RACY, Bench, Measured, Unmeasured, append, resident, spent

QUIET = 0.08
"""Seconds that the watch waits after one path; the setting's default."""
LOOK = 0.001
PATIENCE = 300.0
RUNS = 7
BROUGHT = 1000
"""Notes that git brings at once."""
IDLE = 65.0
"""Seconds of idling that are measured: the watch looks at everything once a minute."""


class Edited(NamedTuple):
    """A visit to be edited, and the files it shows in."""

    path: Path
    promise: str
    shows: tuple[Path, ...]


class Took(NamedTuple):
    """Seconds after the quiet wait, and the watch's processor time."""

    first: float  # page, today, feed
    all: float
    cpu: float


class Watch:
    """A running `kjournal watch`; what it says is heard line by line."""

    def __init__(self, bench: Bench) -> None:
        self.process = subprocess.Popen(
            bench.kjournal("watch"), stdout=subprocess.PIPE, text=True, env=bench.environment, cwd=bench.root
        )
        self.said: list[str] = []
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()
        self.until(2)  # that it watches, what it built
        self.calm()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        self.process.wait()
        self.listener.join(5)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            self.said.extend(lines)

    def until(self, lines: int) -> None:
        """Wait until it has said so many."""
        deadline = time.monotonic() + PATIENCE
        while len(self.said) < lines:
            time.sleep(LOOK)
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise SystemExit(f"the watch said no more than: {''.join(self.said)}")

    def calm(self, rest: float = RACY) -> float:
        """Wait until it has had no processor for a while; what it has had altogether."""
        before, since = spent(self.process.pid), time.monotonic()
        while time.monotonic() - since < rest:
            time.sleep(0.05)
            now = spent(self.process.pid)
            if now - before > 0.02:  # more than the ticks of its threads
                before, since = now, time.monotonic()
        return before


def visits(bench: Bench, count: int) -> list[Edited]:
    """Late visits, spread over the journal."""
    site = bench.root / "site"
    latest = bench.latest()
    found = []
    for path, customer, rep in latest[:: max(1, len(latest) // count)][:count]:
        own = site / f"today-{file_stem(rep)}.html"
        today = own if own.exists() else site / "index.html"
        shows = site / page_file(customer), today, site / f"feeds/{file_stem(rep)}.ics"
        found.append(Edited(path, f"{bench.day + timedelta(days=5)}前送样品", shows))
    return found


def edited(watch: Watch, visit: Edited, n: int) -> Took:
    """Add a promise, and wait."""
    before = [_stamp(path) for path in visit.shows]
    lines, had = len(watch.said), spent(watch.process.pid)
    append(visit.path, f"\n- [ ] {visit.promise}第{n}份\n")
    start = time.perf_counter()
    while any(_stamp(path) == old for path, old in zip(visit.shows, before, strict=True)):
        time.sleep(LOOK)
        if time.perf_counter() - start > PATIENCE:
            raise Unmeasured(f"nothing came of {visit.path}")
    first = time.perf_counter() - start - QUIET
    watch.until(lines + 1)
    return Took(first, time.perf_counter() - start - QUIET, spent(watch.process.pid) - had)


def _stamp(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_ino


def saved(bench: Bench, runs: int) -> tuple[list[Took], float]:
    """Edit note after note under a watch; the MiB that it holds in the end."""
    bench.settle()
    with Watch(bench) as watch:
        took = [edited(watch, visit, n) for n, visit in enumerate(visits(bench, runs + 1))][1:]
        return took, resident(watch.process.pid)


def watching(bench: Bench, found: Measured) -> None:
    """Saved notes, in one watch a round."""
    took, held = saved(bench, RUNS)
    for one in took:
        found.add({}, {"watching, first": one.first, "watching, all": one.all, "watching, CPU": one.cpu})
    found.add({}, {"watching, resident": held})


def beginning(bench: Bench, found: Measured) -> None:
    """A watch that finds neither index nor outputs, as in the hour of an installation or of a new version."""
    bench.forget()
    with Watch(bench) as watch:
        found.add({}, {"first run, resident": resident(watch.process.pid)})


def idling(bench: Bench, found: Measured) -> None:
    """A minute in which nothing happens, with one look at everything."""
    bench.settle()
    with Watch(bench) as watch:
        began, had = time.monotonic(), spent(watch.process.pid)
        time.sleep(IDLE)  # what is measured is the time itself
        share = (spent(watch.process.pid) - had) / (time.monotonic() - began)
        found.add({}, {"idle": share, "idle, resident": resident(watch.process.pid)})


def bringing(bench: Bench, found: Measured) -> None:
    """`git merge` brings a thousand changed notes: to a build, and to a watch."""
    before = bench.git("rev-parse", "HEAD")
    bench.git("commit", "--quiet", "--allow-empty", "-a", "-m", "what was edited so far")
    start = bench.git("rev-parse", "HEAD")
    notes = sorted((bench.root / "visits").rglob("*.md"))
    for note in notes[:: max(1, len(notes) // BROUGHT)][:BROUGHT]:
        bench.promise(note)
    bench.git("commit", "--quiet", "-a", "-m", "brought")
    end = bench.git("rev-parse", "HEAD")
    bench.git("reset", "--quiet", "--hard", start)
    bench.settle()
    bench.settle()
    bench.git("merge", "--quiet", "--ff-only", end)
    once = bench.measure(bench.kjournal("build"))
    bench.git("reset", "--quiet", "--hard", start)
    bench.settle()
    bench.settle()
    with Watch(bench) as watch:
        lines, had = len(watch.said), watch.calm()
        bench.git("merge", "--quiet", "--ff-only", end)
        watch.until(lines + 1)
        took = watch.calm() - had
        found.add({"build, 1,000 brought": once}, {
            "watching, 1,000 brought": took,
            "watching, rebuilds": len(watch.said) - lines,
        })  # fmt: skip
    bench.git("reset", "--quiet", "--hard", start)
    bench.git("reset", "--quiet", "--soft", before)


def main() -> None:
    """The command line."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--size", choices=("S", "M", "L"), default="S")
    words.add_argument("--root", type=Path, help="a journal that is there already; it is edited")
    words.add_argument("--runs", type=int, default=RUNS)
    asked = words.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kjournal-watching-"))
    try:
        bench = Bench(asked.root.resolve() if asked.root else folder / "journal", asked.size)
        if not asked.root:
            bench.begin()
        took, held = saved(bench, asked.runs)
    finally:
        shutil.rmtree(folder)
    for name, values in zip(
        ("page, today, feed", "everything", "processor"), zip(*took, strict=True), strict=True
    ):
        print(
            f"{name:20} {statistics.median(values) * 1000:7.0f} ms  ({min(values) * 1000:.0f}–{max(values) * 1000:.0f})"
        )
    print(f"{'resident':20} {held:7.0f} MiB")


if __name__ == "__main__":
    main()
