"""How soon a saved note is in the outputs while the journal is watched, and what the watch holds in memory.

    python -m tests.bench.watching --size M [--runs 7]
    python -m tests.bench.watching --root DIR

A promise is added to a visit; then the customer's page, today's page and the rep's feed are looked at until all three are
other files, and the watch until it says that all is done. The quiet wait is taken off the figures.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from kjournal.outputs.feeds.feedset import file_stem
from kjournal.outputs.pages.links import page_file

QUIET = 0.08
"""Seconds that the watch waits after one path; the setting's default."""
LOOK = 0.001
PATIENCE = 120.0
_VISITS = """
    SELECT v.path, c.id, c.rep_id FROM visits AS v JOIN customers AS c ON c.id = v.customer
    WHERE v.date >= '2026-09-01' AND c.rep_id != '' AND v.path NOT IN (SELECT path FROM said) ORDER BY v.path
"""


class Edited(NamedTuple):
    """A visit to be edited, and the files it shows in."""

    path: Path
    shows: tuple[Path, ...]


class Took(NamedTuple):
    """Seconds after the quiet wait, and the watch's processor time."""

    first: float  # page, today, feed
    all: float
    cpu: float


def visits(root: Path, count: int) -> list[Edited]:
    """Visits without findings, spread over the journal."""
    with sqlite3.connect(root / ".kjournal/index.db") as connection:
        rows = connection.execute(_VISITS).fetchall()
    site = root / "site"
    found = []
    for path, customer, rep in rows[:: max(1, len(rows) // count)][:count]:
        own = site / f"today-{file_stem(rep)}.html"
        today = own if own.exists() else site / "index.html"
        found.append(
            Edited(root / path, (site / page_file(customer), today, site / f"feeds/{file_stem(rep)}.ics"))
        )
    return found


def edited(watch: subprocess.Popen[str], visit: Edited, n: int) -> Took:
    """Add a promise, and wait."""
    before = [_stamp(path) for path in visit.shows]
    spent = _cpu(watch.pid)
    text = visit.path.read_text(encoding="utf-8") + f"\n- [ ] 2026-11-25前送样品第{n}份\n"
    visit.path.write_text(text, encoding="utf-8")
    start = time.perf_counter()
    while any(_stamp(path) == old for path, old in zip(visit.shows, before, strict=True)):
        time.sleep(LOOK)
        if time.perf_counter() - start > PATIENCE:
            raise SystemExit(f"nothing came of {visit.path}")
    first = time.perf_counter() - start - QUIET
    assert watch.stdout is not None
    watch.stdout.readline()
    return Took(first, time.perf_counter() - start - QUIET, _cpu(watch.pid) - spent)


def _stamp(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_ino


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> int:
    """MiB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024


def measure(root: Path, runs: int) -> None:
    """Watch a journal, edit it, print the medians."""
    command = [sys.executable, "-m", "kjournal", "-C", str(root)]
    subprocess.run([*command, "build"], check=True, stdout=subprocess.DEVNULL)
    with subprocess.Popen([*command, "watch"], stdout=subprocess.PIPE, text=True) as watch:
        assert watch.stdout is not None
        watch.stdout.readline()  # that it watches
        watch.stdout.readline()  # what it built
        took = [edited(watch, visit, n) for n, visit in enumerate(visits(root, runs + 1))][1:]
        held = resident(watch.pid)
        watch.terminate()
    for name, values in zip(
        ("page, today, feed", "everything", "processor"), zip(*took, strict=True), strict=True
    ):
        print(
            f"{name:20} {statistics.median(values) * 1000:7.0f} ms  ({min(values) * 1000:.0f}–{max(values) * 1000:.0f})"
        )
    print(f"{'resident':20} {held:7} MiB")


def main() -> None:
    """The command line."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--size", choices=("S", "M", "L"), default="S")
    words.add_argument("--root", type=Path, help="a journal that is there already; it is edited")
    words.add_argument("--runs", type=int, default=7)
    asked = words.parse_args()
    if asked.root:
        measure(asked.root.resolve(), asked.runs)
        return
    folder = Path(tempfile.mkdtemp(prefix="kjournal-watching-"))
    try:
        root = folder / "journal"
        generate = [sys.executable, "-m", "tests.bench.generate", str(root), "--size", asked.size]
        subprocess.run(generate, check=True, stdout=subprocess.DEVNULL)
        measure(root, asked.runs)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
