"""Kind 8: stopped, cut off from notices, replaced, full, forbidden, set back, homeless: everything is seen or said, and old outputs stay."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from kjournal.commands import opening, watching
from kjournal.commands.build import build
from tests.endurance.conftest import CARD, twin
from tests.endurance.running import Program, Served, command, environment, until
from tests.endurance.sizes import size
from tests.endurance.state import clean_build, notes, published, strays
from tests.graph.conftest import Journal
from tests.graph.edits import difference
from tests.parts import needs

pytestmark = [
    pytest.mark.kind(number=8),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="stopped and starved by Linux's means"),
]
FEED = "feeds/rep01-promise.ics"
QUEUE = 20_000
"""More notices than the system keeps for a process that does not take them."""
NOTE = "---\ncustomer: 老街药店\ndate: 2026-10-{day:02}\n---\n- [ ] 办第{number}号事 2026-12-{day:02}\n"


def shows(journal: Journal, word: str) -> bool:
    """Whether the rep's feed has a word."""
    return word in (journal.site / FEED).read_bytes().decode().replace("\r\n ", "")


def promise(journal: Journal, number: int, folder: str = "visits/trouble") -> str:
    """A visit with one more promise, and the word by which a feed shows it."""
    journal.write(f"{folder}/{number}.md", NOTE.format(number=number, day=number % 28 + 1))
    return f"办第{number}号事"


def settled(journal: Journal, target: Path) -> None:
    """In the end all is as a clean build makes it."""
    clean = clean_build(journal, target)
    until(lambda: published(journal) == clean.files(), "the outputs of a clean build")
    assert strays(journal.root) == []


def test_stopped_while_files_are_written(
    sixty: Journal, figure: Callable[[str], None], workshop: Path
) -> None:
    """A process that sleeps through thousands of changes, and through more notices than the system keeps for it, sees them all when it wakes."""
    count = size(400, 8000)
    with Program(sixty.root, "watch").ready() as watch:
        watch.send(signal.SIGSTOP)
        flood(sixty.root / "customers")  # what comes after it is told to nobody
        for number in range(count):
            promise(sixty, number, f"visits/trouble/{number % 12:02}")
        began = time.monotonic()
        watch.send(signal.SIGCONT)
        watch.until(
            lambda: shows(sixty, f"办第{count - 1}号事") and shows(sixty, "办第0号事"),
            "the notes of the night",
        )
        took = time.monotonic() - began
        settled(sixty, workshop / "clean")
    figure(f"stopped while {count} files were written: all seen after {took:.1f} s")


def flood(folder: Path) -> None:
    """Fill the queue of notices: two files in turn, so that the system cannot put equal ones together."""
    two = [os.open(folder / name, os.O_WRONLY | os.O_CREAT) for name in ("one.tmp", "two.tmp")]
    for number in range(QUEUE):
        os.write(two[number % 2], b"x")
    for one in two:
        os.close(one)


def test_a_change_that_nobody_tells(sixty: Journal, figure: Callable[[str], None], workshop: Path) -> None:
    """Written by another name of the same file the note changes without any notice: the regular look finds it."""
    other = workshop / "another-name"
    with Program(sixty.root, "watch").ready() as watch:
        other.hardlink_to(sixty.root / CARD)
        promise(sixty, 1)
        watch.until(lambda: shows(sixty, "办第1号事"), "a change that is told")
        began = time.monotonic()
        other.write_bytes((sixty.root / CARD).read_bytes().replace(b"w000", b"w001"))
        watch.until(lambda: shows_address(sixty, "w001"), "a change that is not")
        took = time.monotonic() - began
        settled(sixty, workshop / "clean")
    figure(f"a change without a notice: seen after {took:.1f} s")


def shows_address(journal: Journal, word: str) -> bool:
    """Whether the page of the customer has its new address."""
    return word in (journal.site / "customers/LJ-01.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "fault",
    [
        "inotify_init:error=EMFILE",
        "inotify_add_watch:error=ENOSPC",
        "inotify_add_watch:error=ENOSPC:when=40+",
    ],
    ids=["no instance", "no watch", "no more watches"],
)
def test_the_watch_limit_is_reached(
    fault: str, sixty: Journal, figure: Callable[[str], None], workshop: Path
) -> None:
    """No notices at the start, or none for folders that come later: it looks again and again by itself."""
    needs("strace")
    call = fault.partition(":")[0]
    calls = f"{call},inotify_init1" if call == "inotify_init" else call
    how = f"inject={calls}:{fault.partition(':')[2]}"
    strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}", "-e", how]
    with Program(sixty.root, "watch", before=strace) as watch:
        watch.ready()
        if "when" not in fault:
            assert "gives no notice of changes here" in watch.text
        for number in range(50):
            word = promise(sixty, number, f"visits/trouble/{number:02}")
        watch.until(lambda: shows(sixty, word), "the last new folder")
        word = promise(sixty, 99, "visits/trouble/49")
        watch.until(lambda: shows(sixty, word), "a note in the last new folder")
        settled(sixty, workshop / "clean")
    figure(f"{fault}: everything seen")


def test_the_folder_is_replaced(sixty: Journal, figure: Callable[[str], None], workshop: Path) -> None:
    """Another folder in its place, as a fresh clone or a restored backup puts it there, is watched like the first."""
    other = twin(sixty, workshop / "other")
    word = promise(other, 7)
    with Program(sixty.root, "watch").ready() as watch:
        sixty.root.rename(workshop / "old")
        watch.until(lambda: "folder is gone" in watch.text, "that it is gone")
        other.root.rename(sixty.root)
        watch.until(lambda: shows(sixty, word), "what the other folder brings")
        word = promise(sixty, 8)
        watch.until(lambda: shows(sixty, word), "a later change")
        settled(sixty, workshop / "clean")
    figure("the folder replaced: seen, and watched again")


def test_the_disk_is_full(sixty: Journal, figure: Callable[[str], None], workshop: Path) -> None:
    """It is said in a sentence, the old outputs stay whole, and when there is room again everything follows by itself."""
    with Program(sixty.root, "watch").ready() as watch:
        before = sixty.files()
        _soft, hard = resource.prlimit(watch.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(watch.process.pid, resource.RLIMIT_FSIZE, (8192, hard))
        word = promise(sixty, 1)
        watch.until(lambda: "the disk" in watch.text, "what is wrong")
        assert "mistake" not in watch.text
        assert published(sixty) == before
        resource.prlimit(watch.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
        watch.until(lambda: shows(sixty, word), "what was missed")
        settled(sixty, workshop / "clean")
    figure("the disk full: said, old outputs stay, and all is there when there is room")


class SmallDisk:
    """A disk of a few megabytes that only those see who enter it: nobody has to be root for it."""

    def __init__(self, place: Path) -> None:
        place.mkdir()
        self.place = place
        mount = 'mount -t tmpfs -o size=40m tmpfs "$0" && echo mounted && read -r end'
        self.process = subprocess.Popen(
            ["unshare", "-rm", "sh", "-c", mount, str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self.process.stdout is not None
        if self.process.stdout.readline() != b"mounted\n":
            pytest.skip("this system lets nobody mount a disk of their own")
        self.enter = ["nsenter", "-t", str(self.process.pid), "-U", "-m", "--preserve-credentials"]
        self.seen = Path(f"/proc/{self.process.pid}/root{place}")

    def fill(self) -> None:
        """Until not one more byte finds room."""
        with suppress(OSError), (self.seen / "filler").open("ab", buffering=0) as filler:
            while filler.write(bytes(1 << 16)):
                pass
        with suppress(OSError), (self.seen / "filler").open("ab", buffering=0) as filler:
            while filler.write(b"x"):
                pass

    def room(self, size: int) -> None:
        """Some bytes are free again."""
        filler = self.seen / "filler"
        os.truncate(filler, filler.stat().st_size - size)

    def end(self) -> None:
        """Nobody is in it any more."""
        self.process.communicate()


@pytest.fixture
def small_disk(workshop: Path) -> Iterator[SmallDisk]:
    """One that is gone afterwards."""
    needs("unshare", "nsenter")
    disk = SmallDisk(workshop / "disk")
    yield disk
    disk.end()


def test_a_disk_without_a_free_byte(
    sixty: Journal, small_disk: SmallDisk, figure: Callable[[str], None], workshop: Path
) -> None:
    """Every command says so, no output and no note changes; with room again a watch brings all by itself."""
    disk = small_disk
    shutil.copytree(sixty.root, disk.seen / "j", symlinks=True)
    outside, inside = Journal(disk.place / "j"), Journal(disk.seen / "j")
    with Program(outside.root, "watch", before=disk.enter).ready() as watch:
        disk.fill()
        disk.room(1 << 14)
        outputs = inside.files()
        word = promise(inside, 1)
        disk.fill()
        written = notes(inside.root)
        watch.until(lambda: "the disk is full" in watch.text, "that the disk is full")
        for words in (["today"], ["check"], ["check", "--fix"], ["build"], ["doctor"]):
            done = ran(outside, disk.enter, *words)
            assert done.returncode == 1, (words, done.stderr)
            assert "the disk is full" in done.stdout + done.stderr, words
            assert "mistake" not in done.stdout + done.stderr, words
        until(lambda: published(inside) == outputs, "the outputs of before")
        assert notes(inside.root) == written
        (disk.seen / "filler").unlink()
        watch.until(lambda: shows(inside, word), "what was missed")
        clean = clean_build(inside, workshop / "clean")
        until(lambda: published(inside) == clean.files(), "the outputs of a clean build")
        assert strays(inside.root) == []
    figure("no free byte: said by all commands, old outputs stay, and all is there when there is room")


@pytest.fixture
def mortal() -> list[str]:
    """What makes a process obey permissions: root's does not."""
    if os.geteuid() != 0:
        return []
    needs("setpriv")
    return [
        "setpriv",
        "--bounding-set=-dac_override,-dac_read_search",
        "--inh-caps=-dac_override,-dac_read_search",
    ]


def ran(
    journal: Journal, before: list[str], *words: str, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A command, as somebody whom permissions bind."""
    return subprocess.run(
        [*before, *command(journal.root, *words)],
        env=env or environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def forbid() -> Iterator[Callable[[Path, int], None]]:
    """Take permissions away, and give them back at the end."""
    done: list[tuple[Path, int]] = []

    def take(path: Path, bits: int) -> None:
        done.append((path, path.stat().st_mode))
        path.chmod(bits)

    yield take
    for path, mode in reversed(done):
        path.chmod(mode)


def test_outputs_that_may_not_be_written(
    sixty: Journal, mortal: list[str], forbid: Callable[[Path, int], None], figure: Callable[[str], None]
) -> None:
    """The sentence names the place; what was published stays as it was."""
    sixty.build()
    before = sixty.files()
    promise(sixty, 1)
    for folder in ("site/feeds", "site/customers", "site"):
        forbid(sixty.root / folder, 0o555)
    done = ran(sixty, mortal, "build")
    assert done.returncode == 1
    assert "the system does not allow it (" in done.stderr
    assert f"{sixty.site}/" in done.stderr
    assert sixty.files() == before
    figure("a read-only site: said with its name, old outputs stay")


def test_a_journal_that_may_only_be_read(
    sixty: Journal,
    mortal: list[str],
    forbid: Callable[[Path, int], None],
    figure: Callable[[str], None],
    workshop: Path,
) -> None:
    """Reading commands work all the same, and a build goes where it may."""
    shutil.rmtree(sixty.root / ".kjournal")
    env = environment(XDG_CACHE_HOME=str(workshop / "cache"))
    clean = clean_build(sixty, workshop / "clean")
    for folder in ("site/feeds", "site/customers", "site", "."):
        forbid(sixty.root / folder, 0o555)
    for words in (["today"], ["check"], ["doctor"]):
        done = ran(sixty, mortal, *words, env=env)
        assert done.returncode in {0, 1}, done.stderr
        assert "mistake" not in done.stderr
    done = ran(sixty, mortal, "build", "--out", str(workshop / "out"), env=env)
    assert (done.returncode, done.stderr) == (0, "")
    feeds = {path.name: path.read_bytes() for path in (workshop / "out" / "feeds").iterdir()}
    assert feeds == {path.name: path.read_bytes() for path in (clean.site / "feeds").iterdir()}
    done = ran(sixty, mortal, "check", "--fix", env=env)
    assert "mistake" not in done.stderr
    figure("a read-only journal: read, and built elsewhere")


def test_a_folder_of_notes_that_may_not_be_read(
    sixty: Journal, mortal: list[str], forbid: Callable[[Path, int], None], figure: Callable[[str], None]
) -> None:
    """Whoever is in it stays as known, and it is said."""
    sixty.build()
    feed = (sixty.site / FEED).read_bytes()
    folder = next(path for path in sorted((sixty.root / "customers").iterdir()) if path.is_dir())
    forbid(folder, 0o000)
    done = ran(sixty, mortal, "build")
    assert done.returncode == 0, done.stderr
    assert (sixty.site / FEED).read_bytes() == feed
    assert folder.name in ran(sixty, mortal, "check").stdout
    figure("an unreadable folder: its customers stay, and it is said")


class Clock:
    """A clock that can be set."""

    shift = timedelta()

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    def now(self) -> datetime:
        """The moment, as it is shown."""
        return datetime.now(UTC) + Clock.shift


class Shown(datetime):
    """What a command reads from the clock."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Shown:
        """The moment, as it is shown."""
        return cls.fromtimestamp((datetime.now(UTC) + Clock.shift).timestamp(), tz)


def test_the_clock_goes_a_day_back(
    sixty: Journal, monkeypatch: pytest.MonkeyPatch, figure: Callable[[str], None], workshop: Path
) -> None:
    """Notes are of the future then, and the day is yesterday's again: pages follow, changes are seen, and no entry's revision falls."""
    monkeypatch.setattr(watching, "SystemClock", Clock)
    monkeypatch.setattr(opening, "datetime", Shown)
    monkeypatch.setattr(Clock, "shift", timedelta())
    settings = (sixty.root / "kjournal.toml").read_text(encoding="utf-8")
    sixty.write("kjournal.toml", settings.replace('today = "2026-11-20"\n', ""))
    shutil.rmtree(sixty.site)
    watch = watching.Watched(
        opening.journal(sixty.root), watching.Folders(sixty.site), None, lambda _built: None, "watch"
    )
    said: list[str] = []
    watcher = watch.watcher(said.append)
    watcher.start()
    try:
        until(lambda: watch.told, "the first build")
        before = revisions(sixty)
        monkeypatch.setattr(Clock, "shift", timedelta(days=-1))
        clean = yesterday(sixty, workshop / "clean")
        until(lambda: pages(sixty.site) == clean, "yesterday's pages")
        card = sixty.root / CARD
        seen = card.stat()
        card.write_bytes(card.read_bytes().replace(b"w000", b"w001"))
        os.utime(card, ns=(seen.st_atime_ns, seen.st_mtime_ns))  # as large and as old as before
        until(lambda: shows_address(sixty, "w001"), "a change")
        after = revisions(sixty)
    finally:
        watcher.stop()
    assert said == []
    assert {
        uid: (before[uid], after[uid]) for uid in before.keys() & after.keys() if after[uid] < before[uid]
    } == {}
    figure("the clock a day back: seen, pages as of that day, no revision falls")


def pages(site: Path) -> dict[str, bytes]:
    """All pages."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}


def yesterday(journal: Journal, target: Path) -> dict[str, bytes]:
    """The pages that a clean build makes by the clock as it is."""
    other = journal.copy(target)
    build(opening.journal(other.root), other.site)
    return pages(other.site)


def revisions(journal: Journal) -> dict[str, int]:
    """The revision of each entry."""
    text = (journal.site / "feeds/rep01.ics").read_bytes().decode().replace("\r\n ", "")
    return {
        uid: int(number) for uid, number in re.findall(r"^UID:(\S+?)\r\nSEQUENCE:(\d+)", text, re.MULTILINE)
    }


def test_no_home(sixty: Journal, figure: Callable[[str], None], workshop: Path) -> None:
    """A service without a home folder: every command works; the server keeps its token where it is told to."""
    env = {name: value for name, value in environment().items() if name not in {"HOME", "USER", "LOGNAME"}}
    for words in (["build"], ["check"], ["today"], ["doctor"]):
        done = ran(sixty, [], *words, env=env)
        assert done.returncode in {0, 1}, done.stderr
        assert "mistake" not in done.stderr
    with Served(sixty.root, env={**env, "XDG_DATA_HOME": str(workshop / "data")}) as served:
        assert served.feed().endswith(b"END:VCALENDAR\r\n")
    assert any((workshop / "data").rglob("*"))
    figure("no HOME: all commands work")


def test_no_git(sixty: Journal, figure: Callable[[str], None], workshop: Path) -> None:
    """In a repository on a computer without git all works but the last good versions, and a note that is broken is told."""
    sixty.git("init", "-q")
    sixty.git("add", "-A")
    sixty.git("commit", "-qm", "begin")
    whole = (sixty.root / CARD).read_text(encoding="utf-8")
    sixty.write(CARD, '---\nname: "没有结束\n---\n')
    env = environment(PATH=str(workshop / "nothing"))
    done = ran(sixty, [], "build", env=env)
    assert done.returncode == 0, done.stderr
    for words in (["check"], ["doctor"], ["today"]):
        done = ran(sixty, [], *words, env=env)
        assert "mistake" not in done.stderr
        assert words != ["check"] or CARD in done.stdout
    with Program(sixty.root, "watch", env=env) as watch:
        watch.ready()
        sixty.write(CARD, whole.replace("w000", "w001"))
        watch.until(
            lambda: (sixty.site / "customers/LJ-01.html").exists() and shows_address(sixty, "w001"),
            "a change",
        )
    sixty.build()
    assert difference(sixty, clean_build(sixty, workshop / "clean")) == ""
    figure("no git: built, watched, and told")
