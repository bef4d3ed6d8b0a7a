"""Kind 10: watched, served and edited for a long time; memory and descriptors stay, and in the end nothing differs."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.endurance.running import Served, until
from tests.endurance.sizes import size
from tests.endurance.state import clean_build, strays
from tests.graph.conftest import Journal
from tests.graph.edits import Editor, difference

pytestmark = [
    pytest.mark.kind(10),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is Linux's"),
]
SECONDS = size(20, 4 * 3600)


def test_long_use(
    sixty: Journal, chance: random.Random, figure: Callable[[str], None], workshop: Path
) -> None:
    """Edits of every kind, one upon the other, while pages and feeds are asked for."""
    editor = Editor(sixty, chance.randrange(1 << 30))
    with Served(sixty.root) as served:
        pid = served.process.pid
        for _ in range(30):  # until everything is loaded that edits need
            step(editor, served)
        memory, files = resident(pid), descriptors(pid)
        began, edits = time.monotonic(), 0
        while time.monotonic() - began < SECONDS:
            step(editor, served)
            edits += 1
        clean = clean_build(sixty, workshop / "clean")
        until(lambda: sixty.files() == clean.files(), difference_of(sixty, clean))
        served.until(lambda: descriptors(pid) <= files, f"{files} descriptors, now {descriptors(pid)}")
        grown = resident(pid) / memory - 1
        assert grown < 0.10
        assert served.end() == 0
    assert strays(sixty.root) == []
    sixty.build()
    assert difference(sixty, clean) == ""
    figure(f"{SECONDS} s, {edits} edits, memory {grown:+.1%}, {files} descriptors, 0 differences")


def step(editor: Editor, served: Served) -> None:
    """One edit, and what a phone and a browser ask for meanwhile."""
    day = editor.journal.day
    editor.edit()
    editor.journal.day = day  # the server's is pinned
    for _ in range(3):
        assert served.feed().endswith(b"END:VCALENDAR\r\n")
        assert served.get("").rstrip().endswith(b"</html>")
        time.sleep(0.02)  # a browser's rest


def difference_of(journal: Journal, clean: Journal) -> str:
    """Which files differ, for who reads the failure."""
    mine, theirs = journal.files(), clean.files()
    return ", ".join(
        sorted(name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name))
    )


def resident(process: int) -> int:
    """KiB of memory that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def descriptors(process: int) -> int:
    """How many files and sockets it has open."""
    return len(list(Path(f"/proc/{process}/fd").iterdir()))
