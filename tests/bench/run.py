"""Measure kjournal as whole processes beside yardsticks of the same run, and print medians and ratios.

    python -m tests.bench.run --size M --out table.md
    python -m tests.bench.run --size L --only check --only load --rounds 2
    python -m tests.bench.run --size M --profile cold

The journal is generated into a folder outside the checkout and put under git. Each round runs every case once, so a
slow minute of the machine falls on all of them; a case that takes under a second is run several times a round. CPU
is user and system time of the process and its children, memory the peak of the largest process among them. Compiled modules
are kept in a folder of the run's own, filled before the first figure, whatever the environment says about them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench.generate import SIZES

PYTHON = sys.executable
YARDSTICKS = Path(__file__).with_name("yardsticks.py")
ROUNDS = {"S": 5, "M": 3, "L": 3}
RACY = 2.1
"""Seconds after which a file's times prove that it did not change (two ticks of the coarsest file system)."""


class Figures(NamedTuple):
    """What one process took."""

    cpu: float  # seconds, user and system
    wall: float  # seconds
    memory: float  # MiB at the peak


class Case(NamedTuple):
    """A command, and what is done before it without being counted."""

    name: str
    command: list[str]
    before: Callable[[], None] | None = None
    times: int = 1  # in a round


class Bench:
    """One journal on the disk."""

    def __init__(self, root: Path, package: Path | None) -> None:
        self.root = root
        self.environment = os.environ | {"PYTHONPYCACHEPREFIX": f"{root}-compiled"}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if package:
            self.environment["PYTHONPATH"] = str(package)
        self._edits = 0

    def kjournal(self, *words: str) -> list[str]:
        """A command line of the program on this journal."""
        return [PYTHON, "-m", "kjournal", "-C", str(self.root), *words]

    def cases(self) -> list[Case]:
        """What is measured, in the order of a round."""
        build, today = self.kjournal("build"), self.kjournal("today")
        return [
            Case("check, from nothing", self.kjournal("check"), self.forget),
            Case("build, from nothing", build, self.forget),
            Case("build, nothing changed", build, self.settle, 3),
            Case("today, nothing changed", today, None, 3),
            Case("today, one visit changed", today, self.edit, 3),
            Case("build, one visit changed", build, self.edit, 3),
            Case("kjournal --help", [PYTHON, "-m", "kjournal", "--help"], self.settle, 3),
            Case("python -c pass", [PYTHON, "-c", "pass"], None, 5),
            Case("git status", ["git", "-C", str(self.root), "status", "--porcelain"], None, 3),
            Case("cat of all notes", ["sh", "-c", f"find '{self.root}/customers' '{self.root}/visits' -name '*.md' -print0 | xargs -0 cat >/dev/null"], None, 3),
            Case("frontmatter.load and SQLite", [PYTHON, str(YARDSTICKS), "load", str(self.root)]),
            Case("icalendar, whole file", [PYTHON, str(YARDSTICKS), "calendar", str(self.root)]),
        ]  # fmt: skip

    def forget(self) -> None:
        """Index and outputs away."""
        for name in (".kjournal", "site"):
            shutil.rmtree(self.root / name, ignore_errors=True)

    def settle(self) -> None:
        """Build until nothing changes any more, when all times on the disk are past."""
        time.sleep(RACY)
        self.measure(self.kjournal("build"))

    def edit(self) -> None:
        """A rep adds a promise to a visit of the last weeks, after a build that saw the last edit settled."""
        self.settle()
        self._edits += 1
        done = sorted((self.root / "visits" / "2026" / "11").glob("*.md"))
        note = done[self._edits * 37 % len(done)]
        with note.open("a", encoding="utf-8") as file:
            file.write(f"\n- [ ] 送两盒样品 2026-12-{self._edits % 28 + 1:02d}\n")

    def measure(self, command: list[str]) -> Figures:
        """Run a command to its end."""
        started = time.perf_counter()
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said, env=self.environment, cwd=self.root
            )  # fmt: skip
            _pid, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                said.seek(0)
                sys.exit(f"{' '.join(command)}: ended with {process.returncode}\n{said.read().decode()}")
        return Figures(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)

    def warm(self) -> None:
        """Run what is measured once, so that every module is compiled and every note was read from the disk."""
        self.measure(self.kjournal("build"))
        self.measure(self.kjournal("today"))
        self.measure([PYTHON, str(YARDSTICKS), "load", str(self.root)])

    def run(self, rounds: int, only: Sequence[str] = ()) -> dict[str, list[Figures]]:
        """All figures of the cases that have a word of `only` in their names, or of all."""
        found: dict[str, list[Figures]] = {}
        chosen = [case for case in self.cases() if not only or any(word in case.name for word in only)]
        self.warm()
        for turn in range(rounds):
            for case in chosen:
                for _n in range(case.times):
                    if case.before:
                        case.before()
                    found.setdefault(case.name, []).append(self.measure(case.command))
                sys.stderr.write(f"{turn + 1}/{rounds}  {case.name}: {_figures(found[case.name])}\n")
        return found

    def profile(self, which: str, rows: int) -> str:
        """Where one build spends its time: functions by cumulative and by own time."""
        {"cold": self.forget, "unchanged": self.settle, "one": self.edit}[which]()
        if which == "unchanged":
            self.settle()
        with tempfile.TemporaryDirectory(prefix="kjournal-bench-") as folder:
            data = Path(folder) / "profile"
            self.measure([PYTHON, "-m", "cProfile", "-o", str(data), *self.kjournal("build")[1:]])
            return _profile(data, rows)


RATIOS = (
    ("check, from nothing", "frontmatter.load and SQLite"),
    ("check, from nothing", "cat of all notes"),
    ("build, from nothing", "frontmatter.load and SQLite"),
    ("build, from nothing", "icalendar, whole file"),
    ("build, nothing changed", "git status"),
    ("build, nothing changed", "check, from nothing"),
    ("today, nothing changed", "git status"),
    ("today, nothing changed", "python -c pass"),
    ("kjournal --help", "python -c pass"),
)
DIFFERENCES = (
    ("today, one visit changed", "today, nothing changed"),
    ("build, one visit changed", "build, nothing changed"),
)


def table(found: dict[str, list[Figures]]) -> str:
    """The figures as Markdown."""
    lines = ["| what | CPU s | wall s | peak MiB | runs |", "|---|---:|---:|---:|---:|"]
    for name, figures in found.items():
        one = _median(figures)
        lines.append(f"| {name} | {one.cpu:.3f} | {one.wall:.3f} | {one.memory:.0f} | {len(figures)} |")
    lines += ["", "| ratio of medians | CPU | wall | memory |", "|---|---:|---:|---:|"]
    for name, yardstick in RATIOS:
        if name not in found or yardstick not in found:
            continue
        a, b = _median(found[name]), _median(found[yardstick])
        ratios = " | ".join(f"{x / y:.2f}" for x, y in zip(a, b, strict=True))
        lines.append(f"| {name} : {yardstick} | {ratios} |")
    for name, base in DIFFERENCES:
        if name not in found or base not in found:
            continue
        a, b = _median(found[name]), _median(found[base])
        lines.append(
            f"| {name} − {base} | {(a.cpu - b.cpu) * 1000:.0f} ms | {(a.wall - b.wall) * 1000:.0f} ms | |"
        )
    return "\n".join([*lines, ""])


def _median(figures: Sequence[Figures]) -> Figures:
    return Figures(*(median(values) for values in zip(*figures, strict=True)))


def _figures(figures: Sequence[Figures]) -> str:
    one = figures[-1]
    return f"{one.cpu:.2f} s CPU, {one.wall:.2f} s, {one.memory:.0f} MiB"


def _profile(data: Path, rows: int) -> str:
    """The top of a profile, as text."""
    import io
    import pstats

    said = io.StringIO()
    stats = pstats.Stats(str(data), stream=said)
    stats.sort_stats("cumulative").print_stats(rows)
    stats.sort_stats("tottime").print_stats(rows)
    return said.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.run", description=__doc__.split("\n", maxsplit=1)[0]
    )
    parser.add_argument("--size", choices=sorted(SIZES), default="S")
    parser.add_argument(
        "--folder", type=Path, help="the journal; else kjournal-bench-SIZE below the temporary folder"
    )
    parser.add_argument("--rounds", type=int, help="else 5 at S, 3 at M and L")
    parser.add_argument(
        "--only", action="append", default=[], help="only the cases with this word; may be repeated"
    )
    parser.add_argument("--out", type=Path, help="where the table goes, besides the screen")
    parser.add_argument(
        "--package", type=Path, help="a folder with another version of the package, unchanged meanwhile"
    )
    parser.add_argument(
        "--profile", choices=["cold", "unchanged", "one"], help="profile a build instead of measuring"
    )
    parser.add_argument("--rows", type=int, default=60, help="of a profile")
    asked = parser.parse_args(arguments)
    root = asked.folder or Path(tempfile.gettempdir()) / f"kjournal-bench-{asked.size}"
    for old in (root, Path(f"{root}-compiled")):
        shutil.rmtree(old, ignore_errors=True)
    _generate(root, asked.size)
    _commit(root)
    bench = Bench(root.resolve(), asked.package and asked.package.resolve())
    if asked.profile:
        if asked.profile != "cold":
            bench.settle()
        sys.stdout.write(bench.profile(asked.profile, asked.rows))
        return 0
    before = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    text = table(bench.run(asked.rounds or ROUNDS[asked.size], asked.only))
    text += f"\nLoad of the machine before the run: {before:.1f} on {os.cpu_count()} processors.\n"
    sys.stdout.write(text)
    if asked.out:
        asked.out.write_text(text, encoding="utf-8")
    return 0


def _generate(root: Path, size: str) -> None:
    """In a process of its own: what this one holds is the least that a child's peak can read."""
    subprocess.run(
        [PYTHON, "-m", "tests.bench.generate", root, "--size", size], check=True, stdout=subprocess.DEVNULL
    )


def _commit(root: Path) -> None:
    """Under git, as a journal is."""
    who = ["-c", "user.name=bench", "-c", "user.email=bench@example.invalid"]
    for words in (["init", "--quiet"], ["add", "."], [*who, "commit", "--quiet", "-m", "notes"]):
        subprocess.run(["git", "-C", root, *words], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
