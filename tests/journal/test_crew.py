"""Notes read by other processes: the same rows in the same order, whatever becomes of those processes."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kjournal import words
from kjournal.files import processes
from kjournal.files.processes import python
from kjournal.files.scanning import scan_folders
from kjournal.journal import crew, intake
from kjournal.journal.crew import Crew
from kjournal.journal.intake import Intake
from kjournal.journal.store import open_index
from kjournal.notes.settings import ReadSettings
from tests.bench.generate import generate

SETTINGS = ReadSettings(region="广西/河池/百溪县")
TABLES = ("notes", "said", "refs", "names", "customers", "visits", "orders", "stock")
ODD = {
    "customers/坏.md": "---\n名称: [\n---\n",
    "customers/空.md": "",
    "visits/2026/06/2026-06-01-没有这家.md": "---\n日期: 2026-13-01\n结果: 达城\n---\n[[某某]]\n",
    "visits/2026/06/2026-06-02-甲.md": "---\r\n客户: 甲\r\n下次: 后天\r\n---\r\n- [ ] 送样品 明天\r\n",
}


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few hundred notes, some that are refused among them."""
    root = tmp_path_factory.mktemp("journal")
    generate(root, 20, 160)
    for path, text in ODD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Portions of a few notes, and help from the first one on; Chinese findings, as the hands are to write them."""
    monkeypatch.setattr(intake, "PORTION", 7)
    monkeypatch.setattr(intake, "BATCH", 28)
    monkeypatch.setattr(intake, "MANY", 28)
    monkeypatch.setattr(intake, "HELPED", 1)
    words.use("zh-CN")
    yield
    words.use("en")


def rows(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """All rows in the order in which they were laid down; the times of young files are not believed, and left out."""
    laid = {"notes", "customers", "visits"}  # the others lie in the order of their keys
    found = {
        table: connection.execute(
            f"SELECT * FROM {table}{' ORDER BY rowid' if table in laid else ''}"
        ).fetchall()
        for table in TABLES
    }
    return found | {
        "files": connection.execute("SELECT path, folder, size, hash FROM files").fetchall(),
        "folders": connection.execute("SELECT path FROM folders").fetchall(),
    }


def take_in(journal: Path, folder: Path) -> tuple[dict[str, list[tuple[object, ...]]], int]:
    folder.mkdir(exist_ok=True)
    with closing(open_index(folder, "test")) as connection:
        taken = Intake(connection, journal, lambda: SETTINGS).run()
        return rows(connection), taken.read


@pytest.fixture
def alone(journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, int]:
    """What one process reads."""
    with monkeypatch.context() as patched:
        patched.setattr(intake, "HELPED", sys.maxsize)
        return take_in(journal, tmp_path / "alone")


def test_the_same_rows_in_the_same_order(journal: Path, tmp_path: Path, alone: tuple[object, int]) -> None:
    """Good notes, refused ones, findings with their words, and how many were read."""
    assert take_in(journal, tmp_path / "helped") == alone


def test_a_hand_that_is_killed_is_done_without(
    journal: Path, tmp_path: Path, alone: tuple[object, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its portion is read here, and all that follow."""
    take, count = crew._Hand.take, iter(range(1_000))

    def killed(hand: crew._Hand) -> crew.Answer | None:
        if next(count) in {3, 4} and hand.process is not None:
            hand.process.kill()
            hand.process.wait()
        return take(hand)

    monkeypatch.setattr(crew._Hand, "take", killed)
    assert take_in(journal, tmp_path / "killed") == alone


def test_no_other_process_can_be_started(
    journal: Path, tmp_path: Path, alone: tuple[object, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Python that is not where it says, or that cannot load us."""
    for number, command in enumerate(("/nowhere/python", "/bin/false", sys.executable)):
        monkeypatch.setattr(sys, "executable", command)
        monkeypatch.setattr(processes, "_PROGRAM", "import nothing_of_the_kind")
        assert take_in(journal, tmp_path / f"none{number}") == alone


def test_a_note_that_vanishes_while_others_read(journal: Path, tmp_path: Path) -> None:
    """It is not there: neither a row nor an error."""
    folder = next(one for one in scan_folders(journal, ("visits",)) if len(one.entries) > 2)
    gone = folder.entries[1]
    text = (journal / gone.disk).read_bytes()
    (journal / gone.disk).unlink()
    try:
        with Crew(journal, SETTINGS, iter([folder.entries])) as hands:
            answer = hands.read(folder.entries)
    finally:
        (journal / gone.disk).write_bytes(text)
    assert answer is not None
    assert [bool(digest) for digest in answer.digests].index(False) == 1
    assert len(answer.sheaves) == 1 + answer.digests.count(b"")


def test_interrupted_and_continued(
    journal: Path, tmp_path: Path, alone: tuple[object, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends the hands; what was committed stays, and the next run reads only the rest."""
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def note(*words_: object, **named: object) -> subprocess.Popen[bytes]:
        process: subprocess.Popen[bytes] = popen(*words_, **named)  # type: ignore[call-overload]
        started.extend([process] if process.args == python(crew.__name__, "serve") else [])
        return process

    monkeypatch.setattr(subprocess, "Popen", note)

    def stop(read: int, _todo: int) -> None:
        if read > 60:
            raise KeyboardInterrupt

    folder = tmp_path / "stopped"
    folder.mkdir()
    with closing(open_index(folder, "test")) as connection, pytest.raises(KeyboardInterrupt):
        Intake(connection, journal, lambda: SETTINGS, stop).run()
    assert len(started) == crew.HANDS
    assert all(process.returncode is not None for process in started)
    again, read = take_in(journal, folder)
    whole, all_read = alone
    assert 0 < read < all_read
    assert {table: sorted(map(repr, found)) for table, found in again.items()} == {
        table: sorted(map(repr, found))
        for table, found in whole.items()  # type: ignore[attr-defined]
    }


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_hand_ends_with_whoever_started_it(journal: Path) -> None:
    """However that one ended: it reads its end of the pipe."""
    program = (
        "import sys, time; from pathlib import Path; from kjournal.journal.crew import Crew\n"
        "from kjournal.notes.settings import ReadSettings\n"
        "crew = Crew(Path(sys.argv[1]), ReadSettings(), iter([]))\n"
        "print(*[hand.process.pid for hand in crew._hands], flush=True); time.sleep(60)"
    )
    started = subprocess.Popen([sys.executable, "-c", program, str(journal)], stdout=subprocess.PIPE)
    assert started.stdout is not None
    hands = [int(word) for word in started.stdout.readline().split()]
    started.kill()
    started.wait()
    started.stdout.close()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(map(alive, hands)):
        time.sleep(0.05)
    assert not any(map(alive, hands))


def alive(pid: int) -> bool:
    """Whether a process runs: one that nobody waited for yet does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    except OSError:
        return True
    return state != "Z"


def test_ctrl_c_does_not_end_a_hand(journal: Path) -> None:
    """It is told to all processes of a terminal; whoever started the hands decides when they end."""
    folder = next(one for one in scan_folders(journal, ("visits",)) if len(one.entries) > 2)
    portions = [folder.entries[:1], folder.entries[1:2], folder.entries[2:3]]
    with Crew(journal, SETTINGS, iter(portions)) as hands:
        assert hands.read(portions[0]) is not None  # it has begun
        assert hands.read(portions[1]) is not None
        for hand in hands._hands:
            assert hand.process is not None
            hand.process.send_signal(signal.SIGINT)
        assert hands.read(portions[2]) is not None
