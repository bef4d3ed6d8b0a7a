"""What stands among good notes and is none, or is broken: nobody else is touched by it.

`HOSTILE=1000` builds among as many good cards; a quick run takes 200.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.bench.generate import generate
from tests.graph.conftest import Journal

CARDS = int(os.environ.get("HOSTILE", "200"))
pytestmark = pytest.mark.timeout(240 if CARDS <= 200 else 3600)
BROKEN = {
    "customers/坏引号.md": '---\nname: "没有结束\nclass: 村卫生室\n---\n',
    "customers/坏冲突.md": "---\n<<<<<<< HEAD\nname: 甲\n=======\nname: 乙\n>>>>>>> b\n---\n",
    "visits/2026-11-19-坏括号.md": "---\ncustomer: [没有结束\ndate: 2026-11-19\n---\n",
    "visits/2026-11-19-坏字节.md": "---\n- 甲\n---\n",
}
BYTES = "visits/2026-11-19-坏字节.md"
EVERYWHERE = frozenset({"index.html", "problems.html", "today.html", "subscribe.html"})
"""Pages that count problems."""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """A journal of good notes, built."""
    root = tmp_path_factory.mktemp("good") / "journal"
    generate(root, CARDS, CARDS * 2)
    journal = Journal(root)
    journal.build()
    return journal


def events(journal: Journal) -> list[tuple[object, ...]]:
    """All entries but the daily ones, to the byte."""
    return journal.query("SELECT * FROM events WHERE uid NOT LIKE 'daily%' ORDER BY uid, level")


def others(journal: Journal) -> dict[str, bytes]:
    """Every published file but those that list problems or hold the daily entry; of feeds all but that entry."""
    kept = {}
    for name, data in journal.files().items():
        if name.endswith(".ics"):
            kept[name] = b"".join(part for part in _parts(data) if b"UID:daily" not in part)
        elif name not in EVERYWHERE and not name.startswith("today-"):
            kept[name] = data
    return kept


def _parts(feed: bytes) -> list[bytes]:
    return re.split(rb"(?=BEGIN:VEVENT)|(?<=END:VEVENT\r\n)", feed)


def test_broken_notes_among_good_ones(good: Journal, tmp_path: Path) -> None:
    """Never committed, they are absent: all other pages and entries are the same bytes as without them."""
    journal = good.copy(tmp_path / "journal")
    for path, text in BROKEN.items():
        journal.write(path, text)
    (journal.root / BYTES).write_bytes(b"---\ncustomer: \xff\xfe\xfd\n---\n")
    journal.build()
    assert events(journal) == events(good)
    assert others(journal) == others(good)
    told = [finding["places"][0]["path"] for finding in journal.findings()]
    assert sorted(path for path in told if path in BROKEN) == sorted(BROKEN)
    problems = journal.files()["problems.html"].decode()
    assert all(path.rpartition("/")[2] in problems for path in BROKEN)


def in_error(journal: Journal) -> int:
    """How many notes have an error."""
    return int(journal.query("SELECT value FROM meta WHERE key = 'errors'")[0][0])


def test_it_comes_and_goes_without_a_trace(good: Journal, tmp_path: Path) -> None:
    """Step by step: a note breaks in a journal that is built, and is taken away again."""
    journal = good.copy(tmp_path / "journal")
    journal.build()
    before, pages, errors = events(journal), others(journal), in_error(journal)
    for path, text in BROKEN.items():
        journal.write(path, text)
    journal.build()
    assert (events(journal), others(journal)) == (before, pages)
    assert in_error(journal) == errors + 4
    for path in BROKEN:
        (journal.root / path).unlink()
    journal.build()
    assert journal.files() == good.files()
    assert in_error(journal) == errors


@pytest.fixture
def odd(journal: Journal) -> Iterator[Journal]:
    """A good card among everything that is no note."""
    journal.write(
        "customers/good.md",
        "---\nname: 好店\nclass: 村镇药店\nregion: 向阳镇\nrep: li\nphone: 19900000001\naddress: 街口\n---\n",
    )
    folder = journal.root / "customers"
    outside = journal.root.parent / "outside"
    outside.mkdir()
    (outside / "x.md").write_text("---\nname: 外面\n---\n", encoding="utf-8")
    os.mkfifo(folder / "fifo.md")
    (folder / "folder.md").mkdir()
    (folder / "folder.md" / "inner.md").write_text("---\nname: 里面\n---\n", encoding="utf-8")
    (folder / "out.md").symlink_to(outside / "x.md")
    (folder / "outside").symlink_to(outside, target_is_directory=True)
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "null.md").symlink_to("/dev/null")
    (folder / "large.md").write_bytes(b"---\nname: x\n---\n" + b"x" * (10 << 20))
    journal.write("customers/con.md", "---\nname: 设备名\nclass: 村镇药店\nregion: 向阳镇\n---\n")
    with suppress(OSError):  # a file system may take only UTF-8
        (folder / os.fsdecode(b"\xff\xfe.md")).write_bytes(b"---\nname: x\n---\n")
    here = Path.cwd()
    os.chdir(folder)  # a socket's path has at most 107 bytes
    server = socket.socket(socket.AF_UNIX)
    server.bind("socket.md")
    os.chdir(here)
    yield journal
    server.close()


@pytest.mark.skipif(os.name != "posix", reason="pipes, sockets and links as here are POSIX's")
def test_what_is_no_note_is_told_and_passed_over(odd: Journal) -> None:
    """Pipes, sockets, devices, folders, links, giants: a finding each with its place, and no wait."""
    odd.build()
    told = {finding["places"][0]["path"]: finding["code"] for finding in odd.findings()}
    names = [
        "fifo.md",
        "folder.md",
        "large.md",
        "loop.md",
        "null.md",
        "out.md",
        "outside",
        "round",
        "socket.md",
    ]
    assert {name: told.get(f"customers/{name}") for name in names} == {
        name: "KJ002" if name == "large.md" else "KJ001" for name in names
    }
    assert ("customers/con.md", "KJ014") in {
        (one["places"][0]["path"], one["code"]) for one in odd.findings()
    }
    assert odd.query("SELECT name FROM customers ORDER BY 1") == [("好店",), ("设备名",)]
    assert not any("外面".encode() in data or "里面".encode() in data for data in odd.files().values())


def test_a_file_that_may_not_be_read(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's refusal is a finding with its reason; its neighbour is read."""
    for name in ("a", "b"):
        journal.write(f"customers/{name}.md", f"---\nname: {name}店\nclass: 村镇药店\nregion: 向阳镇\n---\n")
    opened = os.open

    def closed(path: object, *rest: int) -> int:
        if str(path).endswith("a.md"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("kjournal.files.reading.os.open", closed)
    journal.build()
    found = [finding for finding in journal.findings() if finding["code"] == "KJ001"]
    assert [(one["places"][0]["path"], "Permission denied" in one["args"]["reason"]) for one in found] == [
        ("customers/a.md", True)
    ]
    assert journal.query("SELECT name FROM customers") == [("b店",)]


def test_a_note_that_vanishes_while_it_is_read(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """It counts as gone; nothing is said, and the others are read."""
    for name in ("a", "b"):
        journal.write(f"customers/{name}.md", f"---\nname: {name}店\nclass: 村镇药店\nregion: 向阳镇\n---\n")
    opened = os.open

    def vanishing(path: object, *rest: int) -> int:
        if str(path).endswith("a.md"):
            Path(str(path)).unlink(missing_ok=True)
        return opened(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("kjournal.files.reading.os.open", vanishing)
    journal.build()
    assert journal.query("SELECT name FROM customers") == [("b店",)]
    assert {finding["places"][0]["path"] for finding in journal.findings()} == {"customers/b.md"}
