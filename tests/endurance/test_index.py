"""Kind 5: the index is gone, cut off, old, damaged or another journal's; it is made again by itself, and every byte is as before."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from kjournal.cli import cli
from tests.endurance.conftest import CARD, LINE, twin
from tests.endurance.running import command, environment
from tests.endurance.sizes import size
from tests.endurance.state import clean_build
from tests.graph.conftest import Journal
from tests.graph.edits import difference

pytestmark = pytest.mark.kind(number=5)
CUTS = 100
WHOLE = size(6, 100)
"""After how many of the cuts all is built and compared; after the others the index is looked at."""


class Damaged:
    """A journal whose index something happened to, and what it must be again."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.folder = journal.root / ".kjournal"
        self.before = journal.files()
        self.times = self.stamps()

    @property
    def index(self) -> Path:
        return self.folder / "index.db"

    def stamps(self) -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in self.journal.site.rglob("*") if path.is_file()}

    def built(self) -> None:
        """A build by the command line: code 0, the same bytes, and no file touched that was right."""
        ran = CliRunner().invoke(cli, ["-C", str(self.journal.root), "build"], catch_exceptions=False)
        assert ran.exit_code == 0, ran.output
        assert self.journal.files() == self.before
        assert self.stamps() == self.times
        assert whole(self.index)


def whole(index: Path) -> bool:
    """Whether SQLite finds the index in order, and it knows all notes."""
    connection = sqlite3.connect(index)
    try:
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return bool(sound and connection.execute("SELECT COUNT(*) FROM notes").fetchone() == (60,))
    finally:
        connection.close()


@pytest.fixture
def damaged(sixty: Journal) -> Damaged:
    """The 60 notes, built."""
    sixty.build()
    return Damaged(sixty)


def test_truncated_at_a_hundred_places(
    damaged: Damaged, chance: random.Random, figure: Callable[[str], None]
) -> None:
    """Wherever the file ends: at no byte, in the middle of a page, between two."""
    data = damaged.index.read_bytes()
    places = [0, 1, 16, 100, 4096, len(data) - 1, *(chance.randrange(len(data)) for _ in range(CUTS - 6))]
    for number, place in enumerate(chance.sample(places, CUTS)):
        for path in damaged.folder.glob("index.db*"):
            path.unlink()
        damaged.index.write_bytes(data[:place])
        if number < WHOLE:
            damaged.built()
        else:
            opens(damaged, place)
    figure(f"{CUTS} cuts, {min(WHOLE, CUTS)} of them built and compared, the same bytes")


def opens(damaged: Damaged, place: int) -> None:
    """A cut index is seen through, and one without a note stands in its place."""
    from kjournal.graph.refresh import fingerprint
    from kjournal.journal.store import open_index

    opened = damaged.journal.opened()
    connection = open_index(damaged.folder, fingerprint(opened.root, opened.settings, opened.today))
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",), place
        assert connection.execute("SELECT COUNT(*) FROM notes").fetchone() == (0,), place
    finally:
        connection.close()


def delete(damaged: Damaged) -> None:
    shutil.rmtree(damaged.folder)


def delete_main_file(damaged: Damaged) -> None:
    """The log of a killed run stays behind without the file it belongs to."""
    connection = sqlite3.connect(damaged.index)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("DELETE FROM notes")
    connection.commit()
    kept = {name: (damaged.folder / name).read_bytes() for name in ("index.db-wal", "index.db-shm")}
    connection.close()
    damaged.index.unlink()
    for name, data in kept.items():
        (damaged.folder / name).write_bytes(data)


def older(damaged: Damaged) -> None:
    """Of a version before this one, with other tables."""
    connection = sqlite3.connect(damaged.index)
    connection.execute("DROP TABLE reminders")
    connection.execute("ALTER TABLE notes RENAME TO old_notes")
    connection.execute("PRAGMA user_version = 1")
    connection.close()


def newer(damaged: Damaged) -> None:
    """Of a version after this one: somebody went back to an older program."""
    connection = sqlite3.connect(damaged.index)
    connection.execute("ALTER TABLE notes ADD COLUMN tomorrow")
    connection.execute("PRAGMA user_version = 999")
    connection.close()


def other_code(damaged: Damaged) -> None:
    """Of the same version but other code or settings."""
    connection = sqlite3.connect(damaged.index)
    connection.execute("UPDATE meta SET value = 'x' WHERE key = 'fingerprint'")
    connection.execute("UPDATE notes SET record = '{}'")
    connection.commit()
    connection.close()


def no_index(damaged: Damaged) -> None:
    damaged.index.write_text("no index at all\n" * 1000)


def folder(damaged: Damaged) -> None:
    damaged.index.unlink()
    damaged.index.mkdir()
    (damaged.index / "x").write_text("x")


DAMAGES = [delete, delete_main_file, older, newer, other_code, no_index, folder]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.__name__)
def test_damaged(damage: Callable[[Damaged], None], damaged: Damaged, figure: Callable[[str], None]) -> None:
    """The next run sees it, makes the index again, and leaves every output as it was."""
    damage(damaged)
    damaged.built()
    figure(f"{damage.__name__}: the same bytes")


def test_damaged_in_the_middle(damaged: Damaged, figure: Callable[[str], None], workshop: Path) -> None:
    """Pages that never reached the disk before the power went are found only when they are asked for: the command begins anew by itself."""
    connection = sqlite3.connect(damaged.index)
    query = (
        "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name IN ('reminders', 'events', 'cards')"
    )
    pages = [row[0] - 1 for row in connection.execute(query)]
    connection.close()
    data = bytearray(damaged.index.read_bytes())
    for page in pages:
        data[page * 4096 : (page + 1) * 4096] = bytes(4096)
    damaged.index.write_bytes(data)
    journal = damaged.journal
    card = journal.root / CARD
    card.write_text(card.read_text(encoding="utf-8").replace(LINE, "address: 新街2号"), encoding="utf-8")
    ran = subprocess.run(
        command(journal.root, "build"), env=environment(), capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (
        0,
        "kjournal: the index was damaged; it is made again from the notes\n",
    )
    assert difference(journal, clean_build(journal, workshop / "clean")) == ""
    figure(f"{len(pages)} pages of zeros: the same bytes")


def test_rows_overwritten(damaged: Damaged, figure: Callable[[str], None]) -> None:
    """Zeros within a page that is whole otherwise: SQLite does not see them, who decodes the row does."""
    today = command(damaged.journal.root, "today")
    whole = subprocess.run(today, env=environment(), capture_output=True, text=True, check=True).stdout
    connection = sqlite3.connect(damaged.index)
    rows = connection.execute("UPDATE reminders SET reminder = zeroblob(length(reminder))").rowcount
    connection.commit()
    connection.close()
    ran = subprocess.run(today, env=environment(), capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr, ran.stdout) == (
        0,
        "kjournal: the index was damaged; it is made again from the notes\n",
        whole,
    )
    figure(f"{rows} rows of zeros: the same list")


@pytest.mark.parametrize("unpinned", [False, True], ids=["pinned", "unpinned"])
def test_the_index_of_another_journal(
    damaged: Damaged, workshop: Path, figure: Callable[[str], None], unpinned: bool
) -> None:
    """Of a journal with other notes, the same names and the same settings, taken from a backup or a colleague."""
    mine = damaged.journal
    other = twin(mine, workshop / "other")
    if unpinned:
        for one in (mine, other):
            settings = (one.root / "kjournal.toml").read_text(encoding="utf-8")
            one.write("kjournal.toml", settings.replace('today = "2026-11-20"\n', ""))
    card = other.root / CARD
    card.write_text(card.read_text(encoding="utf-8").replace(LINE, "address: 别处9号"), encoding="utf-8")
    for path in sorted((other.root / "visits").rglob("*.md"))[:20]:
        path.unlink()
    for number in range(10):
        other.write(
            f"customers/别家{number}.md",
            f"---\nname: 别家{number}\nid: LJ-{number + 2:02}\nclass: 村镇药店\nregion: 坝马镇\nrep: 周宁\n---\n",
        )
    for one in (mine, other):
        run = CliRunner().invoke(cli, ["-C", str(one.root), "build", "--accept-loss"], catch_exceptions=False)
        assert run.exit_code == 0, run.output
    damaged = Damaged(mine)
    shutil.rmtree(damaged.folder)
    shutil.copytree(other.root / ".kjournal", damaged.folder)
    damaged.built()
    figure(f"another journal's index ({'today' if unpinned else 'a pinned day'}): the same bytes")
