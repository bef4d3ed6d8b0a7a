"""The watch as a whole: what it notices, what it survives, and that it ends."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from kjournal.serving.watcher import Reason, WatchSettings
from tests.folding import fold
from tests.serving.watched import NOTE, need, until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.serving.watched import Watched


def git(root: Path, *words: str, check: bool = True) -> None:
    """One git command, free of the user's settings."""
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run([need("git"), *who, "-C", str(root), *words], check=check, capture_output=True, timeout=60)


def test_a_change_is_named(watched: Watched) -> None:
    """A run for one note names it and does not look at everything."""
    watched.start()
    watched.write(NOTE, "new\n")
    until(lambda: watched.text() == "new\n")
    assert watched.reasons[-1] == Reason(("change",), frozenset({NOTE}), full=False)


def test_a_deleted_note_is_gone_after_a_second(watched: Watched) -> None:
    """Deleting is deleting, not before a second has passed."""
    watched.start()
    began = time.monotonic()
    (watched.root / NOTE).unlink()
    until(lambda: watched.deleted)
    assert (watched.deleted, time.monotonic() - began >= 1) == ([NOTE], True)


def test_a_renamed_note_is_never_there_twice(watched: Watched) -> None:
    """No run sees the note under both names, nor under none."""
    watched.start()
    (watched.root / NOTE).rename(watched.root / "customers/李.md")
    until(lambda: watched.deleted)
    [reason] = [reason for reason in watched.reasons if reason.causes == ("change",)]
    assert reason.gone == {NOTE}
    assert reason.paths == {NOTE, "customers/李.md"}


def test_another_case_is_another_name_where_the_disk_takes_both_for_one(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old name is found there still; the note is under the new one alone all the same, and the watch comes to rest."""
    old = watched.write("customers/Abc.md", "x").relative_to(watched.root).as_posix()
    watched.start()
    fold(monkeypatch)
    (watched.root / old).rename(watched.root / "customers/abc.md")
    assert (watched.root / old).exists()
    until(lambda: watched.deleted == [old])
    assert watched.text("customers/abc.md") == "x"
    watched.rest()


def test_what_the_run_alone_finds_missing_is_kept_for_a_second(watched: Watched) -> None:
    """A note that vanishes between the watcher's look and the graph's is not deleted by that run."""
    watched.start()
    graph = watched.rebuild

    def vanishing(reason: Reason) -> set[str]:
        (watched.root / NOTE).unlink(missing_ok=True)
        kept = graph(reason)
        assert NOTE in watched.known or NOTE in reason.gone
        return kept

    assert watched.watcher is not None
    watched.watcher.rebuild = vanishing
    watched.write("customers/other.md", "x")
    until(lambda: watched.deleted == [NOTE])


@pytest.mark.parametrize("path", ["kjournal.toml", "pyproject.toml"])
def test_settings_are_watched(watched: Watched, path: str) -> None:
    """A change of the settings is a change."""
    watched.start()
    watched.write(path, "title = 'x'\n")
    until(lambda: any(path in reason.paths for reason in watched.reasons))


def test_templates_of_pages_are_watched(watched: Watched) -> None:
    """One that comes, changes or goes asks for a look; other files there do not, and no note counts as named."""
    folder = watched.root / "templates" / "pages"
    folder.mkdir(parents=True)
    watched.start()
    for change in (
        lambda: watched.write("templates/pages/today.html", "{}"),
        lambda: watched.write("templates/pages/today.html", "{{}}"),
        (folder / "today.html").unlink,
    ):
        looked = watched.looked
        change()
        until(lambda looked=looked: watched.looked > looked)  # type: ignore[misc]
        watched.settle()
        assert watched.reasons[looked] == Reason(("change",))
    looked = watched.looked
    watched.write("templates/pages/today.html~", "{{}}")
    watched.write("templates/visit.md", "---")
    watched.settle()
    assert [reason.paths for reason in watched.reasons[looked:]] == [{"customers/zz.md"}]


def test_a_folder_of_templates_that_appears_is_watched(watched: Watched) -> None:
    """The first template of a journal."""
    watched.start()
    watched.write("templates/pages/today.html", "{}")
    until(lambda: "lost" in watched.reasons[-1].causes)
    watched.rest()
    looked = watched.looked
    watched.write("templates/pages/today.html", "{{}}")
    until(lambda: watched.looked > looked)
    assert watched.reasons[-1] == Reason(("change",))


def test_own_outputs_are_not_watched(watched: Watched) -> None:
    """What the graph itself writes does not wake it, nor do git, hidden files and leftovers."""
    watched.write("site/index.html", "x")
    watched.start()
    for path in (
        "site/index.html",
        "site/feeds/li.ics",
        ".kjournal/index.db",
        ".git/index",
        "customers/.x.md",
        "customers/a.md~",
        "notes.md",
    ):
        watched.write(path, str(time.monotonic_ns()))
    watched.settle()
    assert {path for reason in watched.reasons for path in reason.paths} == {"customers/zz.md"}
    assert [reason.causes for reason in watched.reasons if reason.full] == [("start",)]


def test_a_folder_that_appears_is_watched(watched: Watched) -> None:
    """visits/ made after the start, with folders and notes at once, and what is changed in it later."""
    watched.start()
    watched.write("visits/2026/10/a.md", "1")
    until(lambda: watched.text("visits/2026/10/a.md") == "1")
    watched.settle()
    watched.write("visits/2026/10/a.md", "2")
    until(lambda: watched.text("visits/2026/10/a.md") == "2")


def test_a_folder_that_moves_takes_its_notes_along(watched: Watched) -> None:
    """Every note below is known at its new place and gone from the old one; later changes are seen there."""
    for number in range(20):
        watched.write(f"customers/north/{number}.md", "1")
    watched.start()
    (watched.root / "customers/north").rename(watched.root / "customers/south")
    until(lambda: len(watched.deleted) == 20)
    assert {path for path in watched.known if "south" in path} == {
        f"customers/south/{number}.md" for number in range(20)
    }
    watched.write("customers/south/7.md", "2")
    until(lambda: watched.text("customers/south/7.md") == "2")


def test_a_root_that_is_replaced_is_watched_again(watched: Watched) -> None:
    """Another folder in the journal's place, as a fresh clone puts it there."""
    watched.start()
    other = watched.root.with_name(watched.root.name + "-other")
    try:
        shutil.copytree(watched.root, other)
        (other / NOTE).write_text("cloned\n")
        watched.root.rename(watched.root.with_name(watched.root.name + "-old"))
        other.rename(watched.root)
        until(lambda: watched.text() == "cloned\n")
        watched.settle()
        watched.write(NOTE, "again\n")
        until(lambda: watched.text() == "again\n")
        assert watched.deleted == []
    finally:
        shutil.rmtree(watched.root.with_name(watched.root.name + "-old"))


def test_a_root_that_is_gone_deletes_nothing(watched: Watched) -> None:
    """A pulled stick is said, waited for, and not taken for an empty journal."""
    watched.start()
    away = watched.root.with_name(watched.root.name + "-away")
    watched.root.rename(away)
    until(lambda: watched.said)
    (away / NOTE).write_text("meanwhile\n")
    away.rename(watched.root)
    until(lambda: watched.text() == "meanwhile\n")
    assert watched.said == [f"The journal's folder is gone; waiting for it: {watched.root}"]
    assert watched.deleted == []


def test_a_failed_run_is_said_and_tried_again(watched: Watched) -> None:
    """The watch goes on after an error, and the change is not forgotten."""
    watched.start()
    watched.fail = 1
    watched.write(NOTE, "new\n")
    until(lambda: watched.text() == "new\n")
    assert watched.said == ["The outputs could not be renewed: the disk is full"]
    assert "retry" in watched.reasons[-1].causes


def test_lost_notices_ask_for_everything(watched: Watched) -> None:
    """watchdog only logs an overflow; that is heard."""
    watched.start()
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed")
    until(lambda: any("overflow" in reason.causes and reason.full for reason in watched.reasons))


def test_a_storm_of_files(watched: Watched) -> None:
    """Two thousand notes written and half of them deleted: in the end exactly the rest is known."""
    watched.start()
    for number in range(2000):
        watched.write(f"visits/{number % 12}/{number}.md", "1")
    for number in range(0, 2000, 2):
        (watched.root / f"visits/{number % 12}/{number}.md").unlink()
    until(lambda: sum(1 for path in watched.known if path.startswith("visits/")) == 1000)
    assert not [path for path in watched.deleted if int(path.rpartition("/")[2][:-3]) % 2]


def test_a_checkout_is_seen_whole(watched: Watched) -> None:
    """While git writes note after note nothing runs; then everything is there at once."""
    for number in range(300):
        watched.write(f"visits/{number}.md", "1")
    git(watched.root, "init", "-q")
    git(watched.root, "add", "-A")
    git(watched.root, "commit", "-qm", "one")
    git(watched.root, "checkout", "-qb", "other")
    for number in range(300):
        watched.write(f"visits/{number}.md", "2")
    git(watched.root, "commit", "-qam", "two")
    watched.start()
    (watched.root / ".git/index.lock").touch()
    watched.write("visits/0.md", "half\n")
    assert watched.watcher is not None
    pause = watched.watcher.git_pause
    until(lambda: pause.since is not None)
    watched.write("visits/0.md", "2")
    (watched.root / ".git/index.lock").unlink()
    git(watched.root, "checkout", "-q", "main")
    until(lambda: watched.text("visits/299.md") == "1")
    watched.settle()
    assert {watched.text(f"visits/{number}.md") for number in range(300)} == {"1"}
    assert watched.deleted == []


def test_polling(watched: Watched) -> None:
    """Where there are no notices, looking again and again finds the same, and it is said."""
    watched.start(WatchSettings(polling=True, poll_every=0.05))
    assert watched.said == ["The system gives no notice of changes here (settings); looking again and again."]
    watched.write(NOTE, "newer\n")
    until(lambda: watched.text() == "newer\n")
    (watched.root / NOTE).unlink()
    until(lambda: watched.deleted == [NOTE])


def test_polling_where_the_system_has_no_watches_left(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit of watches is not the end of the watch."""
    from kjournal.serving import notices

    def none_left() -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(notices, "Observer", none_left)
    watched.start(WatchSettings(poll_every=0.05))
    watched.write(NOTE, "newer\n")
    until(lambda: watched.text() == "newer\n")
    assert watched.said == [
        "The system gives no notice of changes here (inotify watch limit reached); looking again and again."
    ]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone tells")
def test_file_systems_without_notices(tmp_path: Path) -> None:
    """A share is known by the longest mount point above the journal."""
    from kjournal.serving.notices import silent_file_system

    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"/dev/sda / ext4 rw 0 0\nhost:/x {tmp_path}/my\\040share nfs4 rw 0 0\n/dev/sdb {tmp_path}/my\\040share/disk ext4 rw 0 0\n"
    )
    found = [
        silent_file_system(tmp_path / name, mounts)
        for name in ("", "my share", "my share/a", "my share/disk", "my share2")
    ]
    assert found == ["", "nfs4", "nfs4", "", ""]


def test_a_scan_finds_what_no_notice_told(watched: Watched) -> None:
    """The regular look finds a change that the system never told."""
    watcher = watched.start(WatchSettings(scan_every=0.2))
    watcher._hear = lambda what: None  # type: ignore[method-assign]
    assert watcher.notices is not None
    watcher.notices.heard.path = lambda path: None
    watched.write(NOTE, "new\n")
    until(lambda: watched.text() == "new\n")
    assert "scan" in watched.reasons[-1].causes


def test_it_ends_within_a_second(watched: Watched) -> None:
    """Also in the middle of a run; and a run that ends later does no harm."""
    watcher = watched.start()
    entered, leave = threading.Event(), threading.Event()

    def slow(reason: Reason) -> None:
        entered.set()
        leave.wait(20)

    watcher.rebuild = slow
    watched.write(NOTE, "new\n")
    until(entered.is_set)
    began = time.monotonic()
    watcher.stop()
    assert time.monotonic() - began < 1
    leave.set()
    assert watcher.worker is not None
    watcher.worker.join(5)
    assert not watcher.worker.is_alive()


def test_run_forever_ends_by_its_event(watched: Watched) -> None:
    """Watching in one's own thread until told to stop."""
    watcher, stop = watched.make(), threading.Event()
    runner = threading.Thread(target=watcher.run_forever, args=[stop])
    runner.start()
    until(lambda: watched.reasons)
    stop.set()
    runner.join(2)
    assert not runner.is_alive()


def test_run_forever_shows_our_mistakes(watched: Watched) -> None:
    """An error of the watcher itself ends it, and is raised to who runs it."""
    watcher = watched.make()

    def broken() -> None:
        raise ZeroDivisionError

    watcher._turn = broken  # type: ignore[method-assign]
    with pytest.raises(ZeroDivisionError):
        watcher.run_forever(threading.Event())


def test_importing_is_cheap() -> None:
    """watchdog, starlette and uvicorn are loaded when something starts, not before."""
    code = (
        "import sys, kjournal.serving, kjournal.serving.watcher, kjournal.serving.server\n"
        "print(sorted({'watchdog', 'starlette', 'uvicorn', 'asyncio', 'anyio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
