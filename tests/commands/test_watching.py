"""What a watch does when the settings file goes, is emptied, or says something else."""

from __future__ import annotations

import errno
import io
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kjournal.commands import opening, serve
from kjournal.commands.streams import say
from kjournal.commands.watching import Folders, Watched
from kjournal.serving.patience import Reason
from kjournal.serving.watcher import Watcher
from tests.endurance.running import until
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
