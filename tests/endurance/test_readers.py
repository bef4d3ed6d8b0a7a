"""Kind 3: who reads feeds and pages while they are made again finds each whole, and everybody in them."""

from __future__ import annotations

import random
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from tests.endurance.running import Served
from tests.endurance.sizes import size
from tests.graph.conftest import Journal

pytestmark = pytest.mark.kind(number=3)
READS, BUILDS = size(300, 10_000), size(10, 300)


class Reader(threading.Thread):
    """Reads one file after the other, and keeps what was wrong with any."""

    def __init__(self, names: list[str], read: Callable[[str], bytes], expected: dict[str, set[str]]) -> None:
        super().__init__(daemon=True)
        self.names, self.read, self.expected = names, read, expected
        self.count = 0
        self.wrong: list[str] = []
        self.ending = threading.Event()

    def run(self) -> None:
        """Until told to end."""
        while not self.ending.is_set():
            name = self.names[self.count % len(self.names)]
            try:
                data = self.read(name)
            except OSError as error:
                self.wrong.append(f"{name}: {error}")
            else:
                self.wrong += self.look(name, data)
            self.count += 1

    def look(self, name: str, data: bytes) -> list[str]:
        """What is torn or missing in one file."""
        if name.endswith(".ics"):
            whole = data.startswith(b"BEGIN:VCALENDAR\r\n") and data.endswith(
                b"END:VEVENT\r\nEND:VCALENDAR\r\n"
            )
            gone = self.expected[name] - people(data)
            return ([] if whole else [f"{name}: torn at {len(data)}"]) + (
                [f"{name}: {gone} missing"] if gone else []
            )
        return [] if data.rstrip().endswith(b"</html>") else [f"{name}: torn at {len(data)}"]


def people(feed: bytes) -> set[str]:
    """Who is named in a feed's summaries."""
    text = feed.decode("utf-8", "replace").replace("\r\n ", "")
    return {
        word
        for line in re.findall(r"^SUMMARY:(.*)\r$", text, re.MULTILINE)
        for word in line.split(" ")
        if len(word) > 3
    }


class InPlace(FileSystemEventHandler):
    """Hears of every published file that is written where it stands: a reader could have found half of it."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def on_modified(self, event: FileSystemEvent) -> None:
        """A file's bytes changed."""
        if not event.is_directory and not str(event.src_path).endswith(".kjtmp"):
            self.written.append(str(event.src_path))

    on_created = on_modified


def test_readers_find_everything_whole(
    sixty: Journal, chance: random.Random, figure: Callable[[str], None]
) -> None:
    """From the disk and from the server, again and again while one rebuild follows the other."""
    names = [name for name in sixty.files() if name.endswith((".ics", ".html"))]
    expected = {name: people((sixty.site / name).read_bytes()) for name in names if name.endswith(".ics")}
    assert "老街药店" in expected["feeds/all.ics"]
    paths = sorted((sixty.root / "visits").rglob("*.md"))
    with Served(sixty.root) as served:
        readers = [
            Reader(names, lambda name: (sixty.site / name).read_bytes(), expected),
            Reader(names[::-1], lambda name: served.get(address(name, served.token)), expected),
        ]
        listener, observer = InPlace(), Observer()
        if sys.platform.startswith("linux"):  # elsewhere a file that is moved in is told as modified too
            observer.schedule(listener, str(sixty.site), recursive=True)
        observer.start()
        for reader in readers:
            reader.start()
        while served.built <= BUILDS or min(reader.count for reader in readers) < READS // 2:
            write(chance.choice(paths), served)
        for reader in readers:
            reader.ending.set()
            reader.join(20)
        observer.stop()
        observer.join()
        builds = served.built
    reads, wrong = (
        sum(reader.count for reader in readers),
        [one for reader in readers for one in reader.wrong],
    )
    assert wrong == []
    assert listener.written == []
    figure(f"{reads} reads during {builds} builds, 0 torn, 0 missing")


def address(name: str, token: str) -> str:
    """Where a published file is served."""
    return name.replace("feeds/", f"feeds/{token}/")


def write(path: Path, served: Served) -> None:
    """One more thing to do, and wait until it is built."""
    built = served.built
    path.write_text(
        path.read_text(encoding="utf-8") + f"\n- [ ] 办第 {built} 件事 2026-12-0{built % 9 + 1}\n",
        encoding="utf-8",
    )
    served.until(lambda: served.built > built, "a build")
