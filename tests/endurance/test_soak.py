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
from tests.endurance.state import State, clean_build, notes, published, strays
from tests.graph.conftest import Journal
from tests.graph.edits import Editor, difference

pytestmark = [
    pytest.mark.kind(number=10),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is Linux's"),
]
SECONDS = size(20, 4 * 3600)
FAR = "2033"


def test_long_use(
    sixty: Journal, chance: random.Random, figure: Callable[[str], None], workshop: Path
) -> None:
    """Edits of every kind, one upon the other, while pages and feeds are asked for."""
    sixty.build()
    begin, first = notes(sixty.root), sixty.files()
    editor = Editor(sixty, chance.randrange(1 << 30))

    def settled() -> tuple[int, int]:
        """The notes are as in the beginning, and so is all that is published: the process's memory and descriptors."""
        restore(sixty, begin)
        editor.broken.clear()
        served.until(lambda: published(sixty) == first, "the first state again")
        served.rest()
        return resident(served.process.pid), descriptors(served.process.pid)

    with Served(sixty.root) as served:
        far_ahead(sixty)  # before the edits: they may take the customer away
        served.until(lambda: FAR in sixty.query("SELECT value FROM meta WHERE key = 'holidays'")[0][0], FAR)
        for _ in range(60):  # until everything is loaded that edits need
            step(editor, served)
        memory, files = settled()
        began, edits = time.monotonic(), 0
        while time.monotonic() - began < SECONDS:
            step(editor, served)
            edits += 1
        builds = served.built
        clean = clean_build(sixty, workshop / "clean")
        wanted = clean.files()
        until(lambda: published(sixty) == wanted, "the outputs of a clean build")
        grown = settled()[0] / memory - 1
        served.until(lambda: descriptors(served.process.pid) <= files, f"no more than {files} descriptors")
        assert grown < 0.10
        assert served.end() == 0
        assert "mistake" not in served.text
    assert strays(sixty.root) == []
    sixty.build()
    assert difference(sixty, clean_build(sixty, workshop / "end")) == ""
    figure(
        f"{SECONDS} s, {edits} edits, {builds} builds, memory {grown:+.1%}, {files} descriptors, 0 differences"
    )


def far_ahead(journal: Journal) -> None:
    """A promise for a year that nobody asked about: the package of holidays takes ten MB, once in a process."""
    name = journal.query("SELECT name FROM customers ORDER BY path LIMIT 1")[0][0]
    journal.write(
        "visits/far.md",
        f"---\ncustomer: {name}\ndate: 2026-11-01\npromises:\n  - 送样品 {FAR}-05-01\n---\nx\n",
    )


def restore(journal: Journal, kept: State) -> None:
    """The notes as they were once."""
    for path in notes(journal.root).keys() - kept.keys():
        (journal.root / path).unlink()
    for path, data in kept.items():
        target = journal.root / path
        if not target.exists() or target.read_bytes() != data:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def step(editor: Editor, served: Served) -> None:
    """One edit, and what a phone and a browser ask for meanwhile."""
    day = editor.journal.day
    editor.edit()
    editor.journal.day = day  # the server's is pinned
    for _ in range(3):
        assert served.feed().endswith(b"END:VCALENDAR\r\n")
        assert served.get("").rstrip().endswith(b"</html>")
        time.sleep(0.02)  # a browser's rest


def resident(process: int) -> int:
    """KiB of memory that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def descriptors(process: int) -> int:
    """How many files and sockets it has open."""
    return len(list(Path(f"/proc/{process}/fd").iterdir()))
