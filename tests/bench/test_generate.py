"""The bench's journal: the same bytes for the same seed, and nothing in it that is an error."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.bench.generate import generate


def files(folder: Path) -> dict[str, bytes]:
    """What stands in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """A figure can be repeated: the journal is a function of its size and seed."""
    generate(tmp_path / "one", 30, 200)
    generate(tmp_path / "two", 30, 200)
    generate(tmp_path / "other", 30, 200, seed=1)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert files(tmp_path / "one") != files(tmp_path / "other")


def test_notes_have_the_wanted_size(tmp_path: Path) -> None:
    """About 20 keys a card and 12 a visit, bodies of 300 to 1,500 bytes."""
    generate(tmp_path, 60, 600)
    for folder, keys in (("customers", range(18, 24)), ("visits", range(10, 15))):
        notes = [
            path.read_text(encoding="utf-8").split("---\n", 2) for path in (tmp_path / folder).rglob("*.md")
        ]
        heads = [sum(line[:1] not in " -" for line in head.splitlines()) for _none, head, _body in notes]
        bodies = sorted(len(body.encode()) for _none, _head, body in notes)
        assert sum(heads) // len(heads) in keys
        assert bodies[0] >= 250
        assert bodies[-1] <= 1_700


def test_the_journal_has_no_errors(tmp_path: Path) -> None:
    """All notes count: every care rule has work, and no figure is of notes that are refused."""
    generate(tmp_path, 60, 400)
    done = subprocess.run(
        [sys.executable, "-m", "kjournal", "-C", tmp_path, "check", "--format", "json"],
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["counts"].get("error", 0) == 0
