"""What a watch does when the settings file goes, is emptied, or says something else."""

from __future__ import annotations

import errno
import io
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from kjournal.commands import opening, serve, watching
from kjournal.commands.apart import Ran, Task, done_apart
from kjournal.commands.streams import say
from kjournal.commands.watching import Folders, Watched
from kjournal.files.processes import python
from kjournal.journal.store import Unwritable, home, writing
from kjournal.serving.patience import Reason
from kjournal.serving.watcher import Watcher
from tests.endurance.running import until
from tests.endurance.state import clean_build
from tests.graph.conftest import Journal, sample_at

NOW = Reason(("scan",))
CARD = "---\nname: 别家\nclass: 村镇药店\nregion: 向阳镇\nrep: zhouning\n---\n"


@pytest.fixture
def inner(tmp_path: Path) -> Journal:
    """A journal in the folder of another, as a team keeps them."""
    outer = sample_at(tmp_path / "outer")
    inner = sample_at(outer.root / "inner")
    outer.write("customers/别家.md", CARD)
    settings = (inner.root / "kjournal.toml").read_text(encoding="utf-8")
    inner.write("kjournal.toml", settings.replace('language = "zh-CN"', 'language = "en"'))
    return inner


def watched(journal: Journal) -> Watched:
    """It as `watch` holds it, built once."""
    watch = Watched(opening.journal(journal.root), Folders(journal.site), None, lambda _built: None, "watch")
    watch.rebuild(NOW)
    return watch


@pytest.mark.parametrize("go", [Path.unlink, lambda path: path.write_bytes(b"")], ids=["gone", "emptied"])
def test_settings_that_are_gone(go: Callable[[Path], object], inner: Journal) -> None:
    """The last outputs stay, and it is said; neither the journal above nor one without settings takes its place."""
    watch = watched(inner)
    before = inner.files()
    settings = inner.root / "kjournal.toml"
    text = settings.read_bytes()
    go(settings)
    with pytest.raises(opening.Stop, match="the settings file is gone or empty"):
        watch.rebuild(NOW)
    assert inner.files() == before
    assert watch.opened.root == inner.root
    settings.write_bytes(text)
    watch.rebuild(NOW)
    assert inner.files() == before


def test_a_journal_without_settings_needs_none(tmp_path: Path) -> None:
    """What never had a settings file is watched without one."""
    journal = Journal(tmp_path / "plain")
    journal.write("customers/a.md", CARD)
    watch = watched(journal)
    journal.write("customers/b.md", CARD.replace("别家", "新家"))
    watch.rebuild(NOW)
    assert "新家" in (journal.site / "customers.html").read_text(encoding="utf-8")


def test_settings_of_the_watch_are_followed(inner: Journal) -> None:
    """A day that is let go has a midnight again, in the journal's time zone; how often to look is as the settings say now."""
    inner.write(
        "kjournal.toml",
        (inner.root / "kjournal.toml")
        .read_text(encoding="utf-8")
        .replace("[reps", "[watch]\nrescan = 9\n\n[reps", 1),
    )
    watch = watched(inner)
    watcher = watch.watcher(lambda _sentence: None)
    assert (watcher.patience.settings.timezone, watcher.patience.settings.scan_every) == (None, 9.0)
    text = (inner.root / "kjournal.toml").read_text(encoding="utf-8")
    pinned = next(line for line in text.splitlines() if line.startswith("today"))
    inner.write(
        "kjournal.toml",
        text.replace(pinned, "").replace("Asia/Shanghai", "Asia/Tokyo").replace("rescan = 9", "rescan = 7"),
    )
    watch.rebuild(NOW)
    assert watch.opened.today >= date(2026, 1, 1)
    assert watcher.patience.settings.timezone == ZoneInfo("Asia/Tokyo")
    assert watcher.patience.settings.scan_every == 7.0
    assert watcher.settings == watcher.patience.settings


class Full(io.StringIO):
    """A log on a disk without room, or a terminal that was closed."""

    def write(self, _text: str) -> int:
        """Never."""
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_log_without_room_ends_no_watch(inner: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can be told, and everything is made all the same."""
    monkeypatch.setattr(sys, "stdout", Full())
    watch = Watched(
        opening.journal(inner.root), Folders(inner.site), None, lambda _built: say("built"), "serve"
    )
    watcher = watch.watcher(say)
    watcher.start()
    try:
        until(lambda: (inner.site / "feeds").is_dir() and watch.told, "the first build")
        inner.write("customers/新家.md", CARD.replace("别家", "新家"))
        until(lambda: "新家" in (inner.site / "customers.html").read_text(encoding="utf-8"), "a change")
    finally:
        watcher.stop()
    assert watcher.broken is None


def test_a_watch_that_broke_is_not_served_on(
    inner: Journal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A mistake of ours in the watch ends the server too: pages that nothing renews look like today's."""

    def broken(_watcher: Watcher) -> None:
        raise ZeroDivisionError

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(Watcher, "_turn", broken)
    with pytest.raises(ZeroDivisionError):
        serve.run(opening.journal(inner.root), port=0)


def counted(monkeypatch: pytest.MonkeyPatch, large: int = 10) -> list[int]:
    """A journal of ten notes is large; what other processes wrote, run by run."""
    found: list[int] = []

    def asked(task: Task, module: str, function: str) -> int:
        found.append(done_apart(task, module, function))
        return found[-1]

    monkeypatch.setattr(watching, "LARGE", large)
    monkeypatch.setattr(watching, "done_apart", asked)
    return found


def test_a_large_run_is_done_by_another_process(
    inner: Journal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """From nothing, under other settings, for another day, for many changes; and what it wrote is told."""
    apart = counted(monkeypatch)
    monkeypatch.setattr(watching, "MANY", 2)
    told: list[int] = []
    watch = Watched(
        opening.journal(inner.root),
        Folders(inner.site),
        None,
        lambda made: told.append(made.written),
        "watch",
    )
    watch.rebuild(NOW)
    assert apart == told
    assert told[0] > 10
    assert inner.files() == clean_build(inner, tmp_path / "clean").files()

    watch.rebuild(NOW)
    inner.write("customers/新家.md", CARD.replace("别家", "新家"))
    watch.rebuild(Reason(("change",), frozenset({"customers/新家.md"})))
    assert len(apart) == 1  # nothing, and little

    for n in range(3):
        inner.write(f"customers/新家{n}.md", CARD.replace("别家", f"新家{n}"))
    watch.rebuild(Reason(("change",), frozenset(f"customers/新家{n}.md" for n in range(3))))
    settings = (inner.root / "kjournal.toml").read_text(encoding="utf-8")
    inner.write("kjournal.toml", settings.replace('language = "en"', 'language = "zh-CN"'))
    watch.rebuild(NOW)
    assert len(apart) == 3
    assert all(apart)
    watch.day = date(2026, 11, 21)
    watch.rebuild(NOW)
    assert len(apart) == 4
    assert apart == [told[0], *told[2:]]
    inner.day = watch.day
    assert inner.files() == clean_build(inner, tmp_path / "another day").files()


def test_a_small_journal_needs_no_other_process(inner: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does one whose index is there already."""
    apart = counted(monkeypatch, 1000)
    watched(inner)
    monkeypatch.setattr(watching, "LARGE", 10)
    watched(inner)
    assert apart == []


@pytest.mark.parametrize("program", [["false"], ["/nowhere/python"], ["echo", "nonsense"]])
def test_a_process_that_fails_is_done_without(
    program: list[str], inner: Journal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It cannot be started, ends too early, or says something else."""
    apart = counted(monkeypatch)
    monkeypatch.setattr("kjournal.commands.apart.python", lambda _module, _function: program)
    watched(inner)
    assert apart == [0]
    assert inner.files() == clean_build(inner, tmp_path / "clean").files()


def test_a_journal_that_became_another_one(inner: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other process leaves it alone: neither its settings nor its day are those it was asked for."""
    apart = counted(monkeypatch)
    monkeypatch.setattr(watching, "ran", lambda opened: Ran("other code", opened.today))
    watched(inner)
    assert apart == [0]


def test_the_other_process_ends_with_whoever_started_it(inner: Journal) -> None:
    """A watch that is killed leaves no process behind that holds the lock."""
    opened = opening.journal(inner.root)
    task = Task(str(inner.root), str(inner.site), None, None, "watch", "en", watching.ran(opened), NOW)
    with writing(home(inner.root), "somebody"):
        process = subprocess.Popen(
            python(watching.__name__, "alone"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(msgspec.json.encode(task) + b"\n")
        process.stdin.flush()
        with pytest.raises(subprocess.TimeoutExpired):  # it waits for the lock
            process.wait(2)
        process.stdin.close()
        assert process.wait(5) == 1
    with process:
        assert process.stdout is not None
        assert process.stdout.read() == b""


def test_an_index_that_can_be_kept_nowhere_is_told(inner: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The watch asks for the index before it opens it: the sentence is that of every command."""

    def refuse(_root: Path) -> Path:
        raise Unwritable("the index cannot be written: no room")

    monkeypatch.setattr("kjournal.journal.store.home", refuse)
    monkeypatch.setattr("kjournal.graph.refresh.home", refuse)
    with pytest.raises(opening.Stop, match="the index cannot be written"):
        watched(inner)
