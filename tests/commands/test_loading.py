"""A command loads only what it uses: with nothing changed neither `build` nor `today` loads what reads or writes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bench.generate import generate

HEAVY = frozenset({
    "icalendar", "jinja2", "markdown", "nh3", "watchdog", "pydantic", "yaml", "frontmatter", "holidays", "babel", "pypinyin",
    "kjournal.notes.reading", "kjournal.journal.noterows", "kjournal.journal.crew", "kjournal.graph.steps", "kjournal.records.customer",
})  # fmt: skip
LIBRARIES = frozenset(
    {
        "icalendar",
        "jinja2",
        "markdown",
        "nh3",
        "segno",
        "watchdog",
        "starlette",
        "uvicorn",
        "asyncio",
        "pydantic",
        "pygls",
        "lsprotocol",
    }
)
"""What serves feeds, pages, the watch, the server and the language server."""
_MODULE = re.compile(r"^import time:[^|]*\|[^|]*\| +(\S+)$", re.MULTILINE)


def loaded(root: Path, *command: str) -> set[str]:
    """The modules that a command loads in a process of its own."""
    words = [sys.executable, "-X", "importtime", "-m", "kjournal", "-C", str(root), *command]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=True)
    return set(_MODULE.findall(done.stderr))


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal that was built, and built again until its files are old enough to be believed."""
    root = tmp_path_factory.mktemp("journal")
    generate(root, 4, 12)
    assert "icalendar" in loaded(root, "build"), "the first time it is needed"
    return settled(root)


def settled(root: Path) -> Path:
    """The journal, built until nothing is read any more."""
    deadline = time.monotonic() + 60
    while "kjournal.journal.noterows" in loaded(root, "build"):
        assert time.monotonic() < deadline, "notes are read again and again"
    return root


@pytest.mark.parametrize("command", ["build", "today"])
def test_nothing_changed_loads_nothing_heavy(journal: Path, command: str) -> None:
    """The day is pinned in the settings, as in the sample journal and the bench."""
    assert loaded(journal, command) & {*HEAVY, "subprocess"} == set()


@pytest.fixture(scope="module")
def refused(journal: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same under git, with a note that cannot be read."""
    root = shutil.copytree(journal, tmp_path_factory.mktemp("refused") / "journal")
    (root / "visits" / "broken.md").write_text("---\n客户: [老街药店\n---\n", encoding="utf-8")
    for words in (["init", "-q"], ["add", "customers"], ["commit", "-q", "-m", "begin"]):
        name = ["-c", "user.name=test", "-c", "user.email=test@example.invalid"]
        subprocess.run(["git", "-C", root, *name, *words], check=True)
    return settled(root)


@pytest.mark.parametrize("command", ["build", "today"])
def test_a_note_that_cannot_be_read_loads_nothing_heavy(refused: Path, command: str) -> None:
    """What git has in its place is asked again only where HEAD is another one."""
    assert loaded(refused, command) & HEAVY == set()


@pytest.mark.parametrize(
    "command",
    ["--help", "--version", "check", "today", "agenda", "find BX-00002", "why BX-00002", "brief BX-00002", "show BX-00002", "explain KJ101", "schema"],
)  # fmt: skip
def test_what_prints_loads_no_library_of_the_outputs(journal: Path, command: str) -> None:
    """A rep waits for none of what makes feeds and pages, watches or serves; a template that is no page needs no Jinja."""
    assert loaded(journal, *command.split()) & LIBRARIES == set()


@pytest.mark.parametrize("command", ["check", "today"])
def test_a_changed_note_loads_no_library_of_the_outputs(journal: Path, command: str) -> None:
    """What is read again is read without them, and a header that says each thing on a line of its own without libyaml."""
    note = next((journal / "visits").rglob("*.md"))
    note.write_text(note.read_text(encoding="utf-8") + f"\n又谈了{command}。\n", encoding="utf-8")
    found = loaded(journal, command)
    assert "kjournal.journal.noterows" in found, "the note was read"
    assert found & {*LIBRARIES, "yaml", "frontmatter"} == set()


def test_a_build_loads_neither_watch_nor_server(tmp_path: Path) -> None:
    """From nothing: feeds and pages, and no more."""
    generate(tmp_path, 4, 12)
    found = loaded(tmp_path, "build") & LIBRARIES
    assert {"icalendar", "jinja2"} <= found <= {"icalendar", "jinja2", "markdown", "nh3", "segno"}
