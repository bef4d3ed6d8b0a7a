"""What a run took is handed back."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kjournal.serving import memory
from kjournal.serving.memory import Memory
from kjournal.words.folding import fold

MIB = 1 << 20
MANY = """
from pathlib import Path
from kjournal.serving.memory import Memory

def held():
    return int(Path("/proc/self/statm").read_text().split()[1])

rows = [bytes(2_000) for _ in range(60_000)]
kept = rows[-1]
del rows
before = held()
Memory().give_back()
print(before - held())
"""


def test_pages_between_what_is_kept_are_handed_back() -> None:
    """Rows that were freed below one that is kept: without being asked the C library gives none of it back."""
    if "CS_GNU_LIBC_VERSION" not in os.confstr_names or not sys.platform.startswith("linux"):
        pytest.skip("not GNU's C library")
    done = subprocess.run([sys.executable, "-c", MANY], capture_output=True, text=True, check=True)
    assert int(done.stdout) * os.sysconf("SC_PAGE_SIZE") > 30_000_000


def test_what_was_worked_out_for_a_text_is_let_go() -> None:
    """A program that stays running would keep the names of years ago."""
    fold("甲　店")
    assert _kept(fold) > 0
    Memory().give_back()
    assert _kept(fold) == 0


def _kept(function: object) -> int:
    return int(function.cache_info().currsize)  # type: ignore[attr-defined]  # functools.lru_cache's


def test_what_every_run_takes_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first time, and then whenever much more is held than all was handed back to."""
    if not sys.platform.startswith("linux"):
        pytest.skip("only there is it asked how much is held")
    held = [memory.WORTH]
    trimmed: list[int] = []
    monkeypatch.setattr(memory, "_held", lambda: held[-1])
    monkeypatch.setattr(memory, "_trim", lambda: trimmed.append(held.pop()))
    keeping = Memory()
    held[:] = [50 * MIB, 70 * MIB]
    keeping.give_back()
    held[:] = [50 * MIB + memory.WORTH - 1]
    keeping.give_back()
    assert trimmed == [70 * MIB]
    held[:] = [51 * MIB, 50 * MIB + memory.WORTH]
    keeping.give_back()
    assert trimmed == [70 * MIB, 50 * MIB + memory.WORTH]
    held[:] = [51 * MIB + memory.WORTH - 1]
    keeping.give_back()
    assert len(trimmed) == 2


def test_elsewhere_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither on other systems nor with a C library that does not know how."""
    monkeypatch.setattr(memory, "_held", lambda: memory.WORTH)
    asked: list[object] = []

    def library(name: object) -> object:
        asked.append(name)
        return object()

    monkeypatch.setattr("ctypes.CDLL", library)
    monkeypatch.setattr(sys, "platform", "darwin")
    Memory().give_back()
    assert asked == []
    monkeypatch.setattr(sys, "platform", "linux")
    Memory().give_back()
    assert asked == [None]
