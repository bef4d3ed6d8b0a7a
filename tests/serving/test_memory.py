"""What a run took is handed back."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kjournal.serving import memory

MANY = """
from pathlib import Path
from kjournal.serving.memory import give_back

def held():
    return int(Path("/proc/self/statm").read_text().split()[1])

rows = [bytes(2_000) for _ in range(60_000)]
kept = rows[-1]
del rows
before = held()
give_back()
print(before - held())
"""


def test_pages_between_what_is_kept_are_handed_back() -> None:
    """Rows that were freed below one that is kept: without being asked the C library gives none of it back."""
    if "CS_GNU_LIBC_VERSION" not in os.confstr_names or not sys.platform.startswith("linux"):
        pytest.skip("not GNU's C library")
    done = subprocess.run([sys.executable, "-c", MANY], capture_output=True, text=True, check=True)
    assert int(done.stdout) * os.sysconf("SC_PAGE_SIZE") > 30_000_000


def test_elsewhere_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither on other systems nor with a C library that does not know how, nor where little is held."""
    monkeypatch.setattr(memory, "_held", lambda: memory.WORTH)
    monkeypatch.setattr(sys, "platform", "darwin")
    memory.give_back()
    monkeypatch.setattr(sys, "platform", "linux")
    asked: list[object] = []

    def library(name: object) -> object:
        asked.append(name)
        return object()

    monkeypatch.setattr("ctypes.CDLL", library)
    memory.give_back()
    assert asked == [None]
    monkeypatch.setattr(memory, "_held", lambda: memory.WORTH - 1)
    memory.give_back()
    assert asked == [None]
