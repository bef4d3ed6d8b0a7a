"""What feeds and pages cost apart: programs that each publish once and print their figures as JSON, and the part that runs them.

python -m tests.bench.publishing cold ROOT           all feeds and pages of a journal whose index is there
python -m tests.bench.publishing change ROOT NOTE    a build after NOTE changed: what was serialised, which files were touched
python -m tests.bench.publishing events ROOT FOLDER  an index of nothing but 50,000 of ROOT's events, in FOLDER
python -m tests.bench.publishing join FOLDER         one feed of all that index's events
"""

from __future__ import annotations

import json
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kjournal.commands import opening
from kjournal.commands.build import build
from kjournal.config.settings import Settings
from kjournal.graph import feeds as feeds_module
from kjournal.graph.engine import Engine
from kjournal.graph.feeds import FOLDER, Feeds
from kjournal.graph.publication import Publication
from kjournal.journal.store import open_index, transaction
from kjournal.outputs.feeds.feedset import Rep, feeds
from kjournal.outputs.feeds.settings import FeedSettings
from kjournal.outputs.pages.overriding.sources import sources
from kjournal.outputs.publisher import Publisher
from tests.bench.bench import PYTHON, Bench, Measured, Unmeasured
from tests.bench.dice import TODAY
from tests.bench.processes import YARDSTICKS

MANY = 50_000
"""Events of one feed."""
_BODY = "event_body"
_GATE = ("check_event", "check_joined", "check_head")
Answer = dict[str, float]


class Timer:
    """CPU seconds of everything that went through wrapped functions, those inside one another counted once."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.seconds = 0.0
        self.depth = 0

    def wrap(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, timed."""

        def timed(*values: Any, **named: Any) -> Any:
            if self.depth:
                return work(*values, **named)
            self.depth += 1
            began = self.clock()
            try:
                return work(*values, **named)
            finally:
                self.seconds += self.clock() - began
                self.depth -= 1

        return timed


def _cpu() -> float:
    """Of this process and its children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def cold(root: Path) -> Answer:
    """Publish into an empty folder, as a build without a pinned day does; CPU seconds by parts."""
    journal = opening.journal(root)
    whole, making, joining = Timer(_cpu), Timer(_cpu), Timer(_cpu)
    gate = Timer(time.process_time)  # asked at every event: it must cost nothing
    for name in _GATE:
        setattr(feeds_module, name, gate.wrap(getattr(feeds_module, name)))
    with tempfile.TemporaryDirectory() as folder, opening.graph(journal, "bench") as graph:
        graph.refresh()
        site = Path(folder) / "site"
        publication = Publication(graph, site, datetime.now(UTC), sources(root), pinned=False)
        publication.feeds.make = making.wrap(publication.feeds.make)  # type: ignore[method-assign]
        publication._join = joining.wrap(publication._join)  # type: ignore[method-assign]
        whole.wrap(publication.run)()
        count = graph.connection.execute("SELECT COUNT(*) FROM events").fetchone()[0]
        pages = sum(1 for _page in site.rglob("*.html"))
    feeding = making.seconds + joining.seconds
    return {
        "events": count,
        "feeds": feeding - gate.seconds,
        "gate": gate.seconds,
        "pages": whole.seconds - feeding,
        "files": pages,
    }


def change(root: Path, note: Path) -> Answer:
    """Build after a note changed."""
    journal = opening.journal(root)
    site = root / opening.SITE
    index = root / ".kjournal" / "index.db"
    serialised: set[str] = set()
    body = getattr(feeds_module, _BODY)

    def counted(reminder: Any, **more: Any) -> Any:
        made = body(reminder, **more)
        serialised.add(made.uid)
        return made

    setattr(feeds_module, _BODY, counted)
    files, events = _files(site / FOLDER), _events(index)
    build(journal, site)
    later = _events(index)
    other = {uid for uid in events.keys() | later.keys() if events.get(uid) != later.get(uid)}
    owners = {known[uid][0] for uid in other for known in (events, later) if uid in known}
    idle = [uid for uid in serialised if later.get(uid, ("", b""))[0] not in owners]
    after = _files(site / FOLDER)
    touched = [name for name, (data, look) in after.items() if name in files and look != files[name][1]]
    return {
        "serialised": len(serialised),
        "changed": len(other),
        "for nothing": len(idle),
        "feeds": len(after),
        "touched": len(touched),
        "touched for nothing": sum(1 for name in touched if after[name][0] == files[name][0]),
    }


def _files(folder: Path) -> dict[str, tuple[bytes, tuple[int, int]]]:
    """The feeds: bytes, and how each looks on the disk."""
    return {
        path.name: (path.read_bytes(), (path.stat().st_mtime_ns, path.stat().st_ino))
        for path in folder.glob("*.ics")
    }


def _events(index: Path) -> dict[str, tuple[str, bytes]]:
    """Whose each event is, and its bytes in all levels."""
    found: dict[str, tuple[str, bytes]] = {}
    with sqlite3.connect(index) as connection:
        for uid, owner, data in connection.execute(
            "SELECT uid, owner, bytes FROM events ORDER BY uid, level"
        ):
            found[uid] = (owner, found.get(uid, ("", b""))[1] + data)
    connection.close()
    return found


def prepare(root: Path, folder: Path) -> Answer:
    """Copy a journal's events under new names until there are enough."""
    with sqlite3.connect(root / ".kjournal" / "index.db") as own:
        known = own.execute("SELECT uid, kind, sort, bytes FROM events ORDER BY uid, level").fetchall()
    own.close()
    folder.mkdir(parents=True)
    connection = open_index(folder, "bench")
    rows = []
    for number in range(MANY):
        uid, kind, sort, data = known[number % len(known)]
        name = f"{number:06}-{uid}"
        data = data.replace(b"\r\nUID:" + uid.encode(), b"\r\nUID:" + name.encode())
        rows.append((name, "full", "", "", "zhou", kind, sort.replace(uid, name), data, b""))
    with transaction(connection):
        connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.close()
    return {}


def join(folder: Path) -> Answer:
    """Join one feed of an index's events, and put it on the disk."""
    connection = open_index(folder, "bench")
    one = feeds([Rep("zhou", "周宁")], title="t", events=MANY, settings=FeedSettings())[0]
    if one.level != "full":
        connection.execute("UPDATE events SET level = ?", (one.level,))
    publisher = Publisher(folder / "site", {})
    made = Feeds(Engine(connection, TODAY), Settings(), folder / "site", datetime.now(UTC), pinned=False)
    began = _cpu()
    publisher.put(one.file, made.joined(one).pieces, b"", durable=True)
    publisher.settle()
    took = _cpu() - began
    connection.close()
    size = (folder / "site" / one.file).stat().st_size
    if made.found or (folder / "site" / one.file).read_bytes().count(b"BEGIN:VEVENT") != MANY:
        raise SystemExit(f"the feed is not whole: {made.found}")
    return {"seconds": took, "bytes": size}


def publishing(bench: Bench, found: Measured) -> None:
    """All of these in turn, beside icalendar with as many events."""
    folder = bench.beside("events")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        bench.forget()
        bench.measure(bench.kjournal("check"))
        took, said = _ask(bench, "cold", bench.root)
        if not said["events"]:
            raise Unmeasured("no feed has an event")
        peer, library = _calendar(bench, int(said["events"]))
        found.add({"feeds and pages, from nothing": took, "icalendar, all events": peer}, {
            "events": said["events"], "feeds": said["feeds"] / library, "gate": said["gate"] / library,
            "pages": said["pages"], "pages made": said["files"],
        })  # fmt: skip
        bench.settle()
        _ask(bench, "events", bench.root, folder)
        took, said = _ask(bench, "join", folder)
        shutil.rmtree(folder / "site")
        peer, library = _calendar(bench, MANY)
        found.add({"50,000 events joined": took, "icalendar, 50,000 events": peer}, {
            "joining": said["seconds"], "joining : icalendar": said["seconds"] / library,
        })  # fmt: skip
        note = bench.edit()
        _took, said = _ask(bench, "change", bench.root, note)
        found.add({}, {f"a change, {name}": value for name, value in said.items()})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _ask(bench: Bench, *words: object) -> Any:
    """Run one of the programs: its figures as a process, and its answer."""
    took, said = bench.heard([PYTHON, "-m", "tests.bench.publishing", *map(str, words)])
    return took, json.loads(said)


def _calendar(bench: Bench, count: int) -> Any:
    """icalendar with so many events: the process, and the CPU seconds of building and serialising alone."""
    took, said = bench.heard([PYTHON, str(YARDSTICKS), "calendar", str(count)])
    return took, float(said)


if __name__ == "__main__":
    _programs: dict[str, Callable[..., Answer]] = {
        "cold": cold,
        "change": change,
        "events": prepare,
        "join": join,
    }
    sys.stdout.write(json.dumps(_programs[sys.argv[1]](*map(Path, sys.argv[2:]))))
