"""Cards that cannot be read, and the notes that name them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kjournal.files.reading import NOTE_LIMIT
from tests.graph.conftest import Journal
from tests.graph.edits import difference

BROKEN = '---\nname: "福民\n---\n'


@pytest.mark.parametrize("order", [("一村", "二村"), ("二村", "一村")], ids=["upwards", "downwards"])
def test_two_that_go_by_one_name(journal: Journal, tmp_path: Path, order: tuple[str, str]) -> None:
    """Which of them a visit's finding names does not depend on which came first, and it is told when the first comes."""
    journal.write("visits/2026-11-02.md", "---\ncustomer: 福民药店\ndate: 2026-11-02\n---\n")
    journal.build()
    for number, folder in enumerate(order):
        journal.write(f"customers/{folder}/福民药店.md", BROKEN)
        journal.build(accept_loss=True)
        clean = journal.copy(tmp_path / f"clean-{number}")
        clean.build(accept_loss=True)
        assert difference(journal, clean) == ""
    (one,) = [found for found in journal.findings() if found["code"] == "KJ301"]
    assert "customers/一村/福民药店.md cannot be read now" in one["args"]["nearest"]


def link(path: Path, journal: Journal) -> None:
    """What it leads to comes later."""
    if not path.is_symlink():
        path.symlink_to("later.txt")
    else:
        journal.write("customers/later.txt", "")


def grow(path: Path, _journal: Journal) -> None:
    """Too large, and then larger."""
    with path.open("ab") as file:
        file.write(b"x" * (NOTE_LIMIT + 1))


def change(path: Path, journal: Journal) -> None:
    """A link, and then a folder."""
    if path.is_symlink():
        path.unlink()
        path.mkdir()
    else:
        link(path, journal)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("become", [link, grow, change])
def test_what_is_no_note_for_another_reason(
    become: Callable[[Path, Journal], None], journal: Journal, tmp_path: Path
) -> None:
    """Where something that is refused is refused for another reason now, the finding says the new one."""
    for number in range(2):
        become(journal.root / "customers/odd.md", journal)
        journal.build()
        clean = Journal(tmp_path / f"clean-{number}")
        shutil.copytree(
            journal.root, clean.root, ignore=shutil.ignore_patterns(".kjournal", "site"), symlinks=True
        )
        clean.build()
        assert difference(journal, clean) == ""
