"""One journal on the disk, and what processes take that work on it."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple

from kjournal.config.loading import load
from kjournal.files.decoding import decode

PYTHON = sys.executable
LAUNCH = Path(__file__).with_name("launch.py")
RACY = 2.1
"""Seconds after which a file's times prove that it did not change (two ticks of the coarsest file system)."""
_GIT = ["-c", "user.name=bench", "-c", "user.email=bench@example.invalid"]
_OURS = (".git", ".kjournal", "site")
_PINNED = re.compile(r"^today\s*=.*\n?", re.MULTILINE)
_VISITS = """
    SELECT path, customer, rep, path NOT IN (SELECT path FROM said) AS clean FROM (
        SELECT v.path AS path, v.customer_id AS customer, c.rep_id AS rep
        FROM visits AS v JOIN customers AS c ON c.id = v.customer_id
        WHERE v.date <= ? AND c.rep_id != '' ORDER BY v.date DESC, v.path LIMIT max(50, (SELECT COUNT(*) / 10 FROM visits))
    ) ORDER BY path
"""


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


class Visit(NamedTuple):
    """A visit that may be edited."""

    path: Path
    customer: str  # id
    rep: str  # id


class Bench:
    """One journal under git: generated, or a copy of somebody's."""

    def __init__(
        self, root: Path, size: str, package: Path | None = None, source: Path | None = None
    ) -> None:
        self.root = root
        self.size = size
        self.source = source
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

    def begin(self) -> None:
        """Write the journal, and put it under git, as a journal is."""
        shutil.rmtree(self.root, ignore_errors=True)
        if self.source:
            shutil.copytree(self.source, self.root, symlinks=True, ignore=self._left_behind)
        else:
            command = [PYTHON, "-m", "tests.bench.generate", str(self.root), "--size", self.size]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        self.commit()

    def _left_behind(self, folder: str, _names: list[str]) -> Sequence[str]:
        """What is not copied: history, index and outputs."""
        return _OURS if Path(folder) == self.source else ()

    def unpin(self) -> date:
        """Take a fixed day out of the settings; the day that the journal stands on."""
        day = self.day
        file = self.root / "kjournal.toml"
        if file.exists():
            file.write_text(_PINNED.sub("", file.read_text(encoding="utf-8"), count=1), encoding="utf-8")
        if load(self.root).today:
            raise Unmeasured("its pinned day stands not in kjournal.toml")
        return day

    @property
    def day(self) -> date:
        """The day that the journal stands on: pinned, or now."""
        return load(self.root).today or date.today()  # noqa: DTZ011  of who measures

    def commit(self) -> None:
        """Put it under git; index and outputs are not for it, whatever the journal says."""
        self.git("init", "--quiet")
        (self.root / ".git" / "info" / "exclude").write_text(".kjournal/\nsite/\n", encoding="utf-8")
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
        """A rep adds a promise to one of the latest visits, after a build that saw the last edit settled; that visit."""
        self.settle()
        self._edits += 1
        latest = self.latest()
        note = latest[self._edits * 37 % len(latest)].path
        self.promise(note)
        return note

    def latest(self) -> list[Visit]:
        """The latest tenth of the visits that were; those without findings, where there are some."""
        with sqlite3.connect(self.root / ".kjournal" / "index.db") as connection:
            rows = connection.execute(_VISITS, (self.day.isoformat(),)).fetchall()
        connection.close()
        clean = [row for row in rows if row[3]]
        if not rows:
            raise Unmeasured("no visit has a customer with a rep")
        return [Visit(self.root / path, customer, rep) for path, customer, rep, _clean in clean or rows]

    def promise(self, note: Path) -> None:
        """Add a line to a visit."""
        self._edits += 1
        append(note, f"\n- [ ] 送两盒样品 {self.day + timedelta(days=11 + self._edits % 28)}\n")

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
            if done.returncode > ("check" in command):  # which says that somebody's notes have errors
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


def append(note: Path, text: str) -> None:
    """Add to a note, in its own encoding and with its own line ends."""
    read = decode(note.read_bytes())
    with note.open("ab") as file:
        file.write(read.encode(text.replace("\n", read.newline or "\n")))


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
