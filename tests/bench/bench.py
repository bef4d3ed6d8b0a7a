"""One journal on the disk, and what processes take that work on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import NamedTuple

PYTHON = sys.executable
LAUNCH = Path(__file__).with_name("launch.py")
RACY = 2.1
"""Seconds after which a file's times prove that it did not change (two ticks of the coarsest file system)."""
_GIT = ["-c", "user.name=bench", "-c", "user.email=bench@example.invalid"]


class Figures(NamedTuple):
    """What one process took."""

    cpu: float  # seconds, user and system, children included
    wall: float  # seconds
    memory: float  # MiB at the peak of the largest process


class Unmeasured(Exception):  # noqa: N818  a row says so, nothing failed
    """What a row needs was not measured in this run: why."""


class Measured:
    """All figures of a run: of processes by their case, and what is not a process's by its name."""

    def __init__(self) -> None:
        self.figures: dict[str, list[Figures]] = {}
        self.values: dict[str, list[float]] = {}
        self.missing: dict[str, str] = {}  # the first words of names, and what they lack

    def cpu(self, case: str) -> float:
        """The median of a case's CPU seconds."""
        return self._median(case).cpu

    def wall(self, case: str) -> float:
        """The median of a case's wall seconds."""
        return self._median(case).wall

    def memory(self, case: str) -> float:
        """The median of a case's peaks, in MiB."""
        return self._median(case).memory

    def value(self, name: str) -> float:
        """The median of what was measured otherwise."""
        return median(self.all(name))

    def all(self, name: str) -> list[float]:
        """Everything that was measured otherwise under a name."""
        if name not in self.values:
            raise Unmeasured(self._why(name))
        return self.values[name]

    def add(self, figures: dict[str, Figures], values: dict[str, float]) -> None:
        """What one round of a part found."""
        for name, one in figures.items():
            self.figures.setdefault(name, []).append(one)
        for name, value in values.items():
            self.values.setdefault(name, []).append(value)

    def _median(self, case: str) -> Figures:
        if case not in self.figures:
            raise Unmeasured(self._why(case))
        return middle(self.figures[case])

    def _why(self, name: str) -> str:
        return next((why for begin, why in self.missing.items() if name.startswith(begin)), "not in this run")


class Bench:
    """One generated journal under git."""

    def __init__(self, root: Path, size: str, package: Path | None = None) -> None:
        self.root = root
        self.size = size
        self.environment = os.environ | {"PYTHONPYCACHEPREFIX": f"{root}-compiled", "PYTHONUNBUFFERED": "1"}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if package:
            self.environment["PYTHONPATH"] = str(package)
        self._edits = 0

    def beside(self, name: str) -> Path:
        """A folder beside the journal."""
        return Path(f"{self.root}-{name}")

    def kjournal(self, *words: str) -> list[str]:
        """A command line of the program on this journal."""
        return [PYTHON, "-m", "kjournal", "-C", str(self.root), *words]

    def generate(self, *words: str) -> None:
        """Write the journal."""
        command = [PYTHON, "-m", "tests.bench.generate", str(self.root), "--size", self.size, *words]
        shutil.rmtree(self.root, ignore_errors=True)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def commit(self) -> None:
        """Put it under git, as a journal is."""
        self.git("init", "--quiet")
        self.git("add", ".")
        self.git("commit", "--quiet", "-m", "notes")

    def git(self, *words: str) -> str:
        """One command of git; what it says."""
        done = subprocess.run(
            ["git", "-C", self.root, *_GIT, *words], check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def forget(self) -> None:
        """Index and outputs away."""
        for name in (".kjournal", "site"):
            shutil.rmtree(self.root / name, ignore_errors=True)

    def settle(self) -> None:
        """Build until nothing changes any more, when all times on the disk are past."""
        time.sleep(RACY)
        self.measure(self.kjournal("build"))

    def edit(self) -> Path:
        """A rep adds a promise to a visit of the last weeks, after a build that saw the last edit settled; that visit."""
        self.settle()
        note = self._next()
        self.promise(note)
        return note

    def _next(self) -> Path:
        """Another visit of the last weeks each time."""
        self._edits += 1
        done = sorted((self.root / "visits" / "2026" / "11").glob("*.md"))
        return done[self._edits * 37 % len(done)]

    def promise(self, note: Path) -> None:
        """Add a line to a visit."""
        self._edits += 1
        with note.open("a", encoding="utf-8") as file:
            file.write(f"\n- [ ] 送两盒样品 2026-12-{self._edits % 28 + 1:02d}\n")

    def measure(self, command: list[str]) -> Figures:
        """Run a command to its end."""
        return self.heard(command)[0]

    def heard(self, command: list[str]) -> tuple[Figures, str]:
        """Run a command to its end; also what it said."""
        with tempfile.TemporaryDirectory(prefix="kjournal-bench-") as folder:
            figures = Path(folder) / "figures"
            done = subprocess.run(
                [PYTHON, "-I", "-S", str(LAUNCH), str(figures), *command],
                check=False, stdin=subprocess.DEVNULL, capture_output=True, env=self.environment, cwd=self.root,
            )  # fmt: skip
            if done.returncode:
                sys.exit(f"{' '.join(command)}: ended with {done.returncode}\n{done.stderr.decode()}")
            return Figures(*map(float, figures.read_text(encoding="ascii").split())), done.stdout.decode()

    def together(self, command: list[str]) -> float:
        """Run a command to its end: MiB that it and its children held together at the worst moment seen."""
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=self.environment
        )
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, sum(map(_share, family(process.pid))))
            time.sleep(0.05)
        if process.returncode:
            sys.exit(f"{' '.join(command)}: ended with {process.returncode}")
        return peak


def middle(figures: Iterable[Figures]) -> Figures:
    """The medians."""
    return Figures(*(median(values) for values in zip(*figures, strict=True)))


def family(process: int) -> list[int]:
    """A process and its children, as long as they live."""
    try:
        text = "".join(
            path.read_text(encoding="ascii") for path in Path(f"/proc/{process}/task").glob("*/children")
        )
    except OSError:
        return [process]
    return [process, *(one for child in text.split() for one in family(int(child)))]


def _share(process: int) -> float:
    """MiB of a process's own, and its share of what it has in common with others."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def spent(process: int) -> float:
    """Seconds of the processor that a process and its children have had, to the nanosecond, those that ended to the tick."""
    total = 0.0
    for one in family(process):
        try:
            tasks = list(Path(f"/proc/{one}/task").glob("*/schedstat"))
            total += sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e9
            ended = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            total += (int(ended[13]) + int(ended[14])) / os.sysconf("SC_CLK_TCK")
        except OSError:
            continue
    return total


def resident(process: int) -> float:
    """MiB that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
