"""Feeds: each reminder's bytes under their revision, joined into the files that changed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from kjournal.care.reminder import Reminder
from kjournal.config.settings import Settings
from kjournal.findings.finding import Finding, Place
from kjournal.graph.engine import Engine
from kjournal.graph.vdir import remembered
from kjournal.journal.findings import put_findings
from kjournal.journal.store import transaction
from kjournal.journal.whose import concerned
from kjournal.outputs.feeds.body import event_body, event_bytes, event_hash
from kjournal.outputs.feeds.calendar import chunks, head_bytes
from kjournal.outputs.feeds.feedset import Feed, feeds, lost
from kjournal.outputs.feeds.feedset import Rep as FeedRep
from kjournal.outputs.feeds.gate.event import check_event
from kjournal.outputs.feeds.gate.feed import check_joined
from kjournal.outputs.feeds.gate.head import check_head
from kjournal.outputs.feeds.revision import Known, read_back, revise
from kjournal.outputs.feeds.settings import Level
from kjournal.outputs.feeds.stamp import Stamp
from kjournal.outputs.publisher import Publisher
from kjournal.records.rep import Rep

FOLDER = "feeds"
_ROUND = 1000
"""Entries of a journal too large for one feed are told in thousands."""
_reminder = msgspec.json.Decoder(Reminder).decode


class Entry(NamedTuple):
    """An event as the index keeps it."""

    uid: str
    level: str
    customer: str
    rep: str
    kind: str
    sort: str  # DTSTART and UID, by which a feed is sorted
    data: bytes
    made_from: bytes  # the hash of its reminder


class Joined(NamedTuple):
    """A whole feed."""

    pieces: list[bytes]  # none where the gate refuses it
    customers: int  # how many have an entry in it


class Feeds:
    """The feeds of a journal, from the reminders' rows to bytes."""

    def __init__(
        self, engine: Engine, settings: Settings, site: Path, clock: datetime, *, pinned: bool
    ) -> None:
        self.engine = engine
        self.connection: sqlite3.Connection = engine.connection
        self.settings = settings
        self.site = site
        self.clock = clock
        self.pinned = pinned
        self.count = entries(self.connection)
        self.feeds = feed_list(self.connection, settings, self.count)
        self.levels: list[Level] = sorted({feed.level for feed in self.feeds})
        self.found: list[Finding] = []
        self._refusals: list[Finding] = []
        self._items = bool(remembered(self.connection))  # a folder with a file an event is to follow

    def make(self, elsewhere: Callable[[Feed], bytes] = lambda _feed: b"") -> None:
        """Each event whose reminder changed: its bytes, its revision, checked by the gate.

        `elsewhere` has what else was published of a rep's feed.
        """
        self._remember(elsewhere)
        self._again_under(",".join(self.levels) + (f" {self.clock}" if self.pinned else ""))
        self.engine.run("events", self._owner)
        with transaction(self.connection):
            put_findings(self.connection, "events", "", self._left_out())

    def _left_out(self) -> list[Finding]:
        """Whether the whole journal has too many entries for a feed of its own."""
        if any(feed.rep is None for feed in self.feeds):
            return []
        count = self.count
        told = count if count < _ROUND else count // _ROUND * _ROUND  # else each new entry is other news
        return [Finding("KJ703", (Place(f"site/{FOLDER}/all.ics"),), {"count": str(told)})]

    def _again_under(self, terms: str) -> None:
        """Every owner again where the levels are others; every event where a pinned clock stands at another day."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = 'terms'").fetchone()
        if row is not None and row[0] == terms:
            return
        other_clock = row is None or row[0].partition(" ")[2] != terms.partition(" ")[2]
        with transaction(self.connection):
            owners = self.connection.execute("SELECT DISTINCT owner FROM reminders").fetchall()
            self.engine.mark("events", [owner for (owner,) in owners])
            if other_clock:
                self.connection.execute("UPDATE events SET made_from = x''")
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('terms', ?)", (terms,))

    def _remember(self, elsewhere: Callable[[Feed], bytes]) -> None:
        """Where the index does not know the last revisions, the published feeds do."""
        if self.pinned or self.connection.execute("SELECT 1 FROM meta WHERE key = 'remembered'").fetchone():
            return
        known: dict[tuple[str, str], tuple[str, int]] = {}
        for feed in self.feeds:
            for data in (self._published(feed), elsewhere(feed) if feed.rep and not feed.kind else b""):
                for uid, said in read_back(data).items():
                    key = (uid, feed.level)
                    digest, revision = known.get(key, (said.hash, 0))
                    same = digest if digest == said.hash else ""
                    known[key] = (same, max(revision, said.stamp.sequence))
        with transaction(self.connection):
            self.connection.executemany(
                "INSERT OR REPLACE INTO revisions VALUES (?, ?, ?, ?)",
                [(uid, level, digest, revision) for (uid, level), (digest, revision) in known.items()],
            )
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('remembered', '1')")

    def _published(self, feed: Feed) -> bytes:
        try:
            return (self.site / FOLDER / feed.file).read_bytes()
        except OSError:
            return b""

    def _owner(self, owner: str) -> None:
        """The events of one customer, or of a rep's daily entry."""
        run = self.connection.execute
        self._refusals = []
        rows = run(
            "SELECT uid, level, customer, rep, kind, sort, bytes, made_from FROM events WHERE owner = ?",
            (owner,),
        )
        old = {(entry.uid, entry.level): entry for entry in map(Entry._make, rows)}
        made = {(entry.made_from, entry.level): entry for entry in old.values()}
        reminders = run("SELECT reminder FROM reminders WHERE owner = ? ORDER BY uid", (owner,)).fetchall()
        entries = [entry for (data,) in reminders for entry in self._entries(data, made, old)]
        put_findings(self.connection, "events", owner, self._refusals)
        new = {(entry.uid, entry.level): entry for entry in entries}
        for key in sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key)):
            self._replace(owner, key, old.get(key), new.get(key))

    def _replace(self, owner: str, key: tuple[str, str], old: Entry | None, new: Entry | None) -> None:
        """One event for another; what holds it is out of date unless both say the same."""
        if old is None or new is None or old[:-1] != new[:-1]:
            told = [f"{one.level}\0{one.rep}\0{one.kind}" for one in (old, new) if one]
            self.engine.mark("feeds", told)
            if self._items:
                self.engine.mark("items", [key[0]])
        self.connection.execute("DELETE FROM events WHERE uid = ? AND level = ?", key)
        if new is not None:
            row = (new.uid, new.level, owner, *new[2:])
            self.connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def _entries(
        self, data: bytes, made: Mapping[tuple[bytes, str], Entry], old: Mapping[tuple[str, str], Entry]
    ) -> list[Entry]:
        """The entries of one reminder, one a level; those that were `made` from the very same are taken as they are."""
        digest = hashlib.blake2b(data, digest_size=16).digest()
        known = [made[digest, level] for level in self.levels if (digest, level) in made]
        if len(known) == len(self.levels):
            return known
        reminder = _reminder(data)
        if not reminder.entry:  # open, and too old for the phone: the daily entry lists it
            return []
        found = (self._entry(reminder, level, digest, old) for level in self.levels)
        return [entry for entry in found if entry is not None]

    def _entry(
        self, reminder: Reminder, level: Level, digest: bytes, old: Mapping[tuple[str, str], Entry]
    ) -> Entry | None:
        """A reminder's bytes in the feeds of a level; the last good ones where the gate refuses the new."""
        settings = self.settings
        body = event_body(
            reminder,
            level=level,
            journal=settings.journal,
            base_url=settings.base_url,
            zone=settings.timezone,
        )
        stamp = self._stamp(body.uid, level, event_hash(body.content))
        data = event_bytes(body.content, stamp)
        if problems := check_event(data, settings.timezone):
            self._refused(reminder, problems)
            return old.get((body.uid, level))
        sort = "\0".join(body.order)
        return Entry(body.uid, level, reminder.customer, reminder.rep, reminder.kind, sort, data, digest)

    def _refused(self, reminder: Reminder, problems: list[str]) -> None:
        row = self.connection.execute(
            "SELECT path FROM customers WHERE id = ?", (reminder.customer,)
        ).fetchone()
        path = row[0] if row else "customers"
        self._refusals.append(
            Finding("KJ702", (Place(path),), {"customer": reminder.name, "reason": problems[0]})
        )

    def _stamp(self, uid: str, level: str, digest: str) -> Stamp:
        """The revision: it stays with the content, and moves to the clock's minute when that changes, never back."""
        old = None if self.pinned else published(self.connection, uid, level)
        stamp = revise(old, digest, self.clock)
        if not self.pinned and (old is None or old.hash != digest):
            row = (uid, level, digest, stamp.sequence)
            self.connection.execute("INSERT OR REPLACE INTO revisions VALUES (?, ?, ?, ?)", row)
        return stamp

    def changed(self, publisher: Publisher) -> list[Feed]:
        """The feeds whose entries changed since they were joined last, and those whose file is not as it was."""
        touched = set(self._touched())
        return [
            feed for feed in self.feeds if feed in touched or not publisher.stands(f"{FOLDER}/{feed.file}")
        ]

    def _touched(self) -> list[Feed]:
        """The feeds whose entries changed since they were joined last."""
        marks = [tuple(key.split("\0")) for key in self.engine.stale("feeds")]
        return [
            feed
            for feed in self.feeds
            if any(
                level == feed.level
                and (feed.rep is None or feed.rep == rep)
                and (feed.kind is None or feed.kind == kind)
                for level, rep, kind in marks
            )
        ]

    def customers(self, feed: Feed) -> int:
        """How many customers have an entry in a feed."""
        query, values = _where(feed)
        row = self.connection.execute(
            f"SELECT COUNT(DISTINCT customer) FROM events {query} AND customer != ''", values
        ).fetchone()
        return int(row[0])

    def lost(self) -> list[Finding]:
        """The feeds that would lose too many customers at once: the guard of FEEDS.md. A pinned day switches it off."""
        if self.pinned:
            return []
        found: list[Finding] = []
        for feed in self._touched():
            path = f"{FOLDER}/{feed.file}"
            row = self.connection.execute("SELECT customers FROM outputs WHERE path = ?", (path,)).fetchone()
            before = row[0] if row and row[0] is not None else 0
            now = self.customers(feed) if before else 0
            if lost(before, now):
                args = {"feed": feed.name, "lost": str(before - now), "before": str(before)}
                found.append(Finding("KJ701", (Place("site/" + path),), args))
        found.sort(key=lambda one: -int(one.args["lost"]))
        return found[:1]  # one cause: the notes are missing; the worst feed tells how many

    def joined(self, feed: Feed) -> Joined:
        """A feed's bytes in pieces, its head and the uniqueness of its UIDs checked."""
        head = feed.head(timezone=self.settings.timezone, language=self.settings.language or "zh")
        query, values = _where(feed)
        rows = self.connection.execute(
            f"SELECT sort, uid, bytes, customer FROM events {query} ORDER BY sort", values
        ).fetchall()
        problems = check_head(head_bytes(head)) + check_joined([row[:2] for row in rows])
        if problems:
            self.found.append(
                Finding(
                    "KJ702",
                    (Place(f"site/{FOLDER}/{feed.file}"),),
                    {"customer": feed.name, "reason": problems[0]},
                )
            )
            return Joined([], 0)
        customers = {row[3] for row in rows} - {""}
        return Joined(list(chunks(head, [row[2] for row in rows])), len(customers))


def published(connection: sqlite3.Connection, uid: str, level: str) -> Known | None:
    """What feeds of a level published last under a UID."""
    row = connection.execute(
        "SELECT hash, revision FROM revisions WHERE uid = ? AND level = ?", (uid, level)
    ).fetchone()
    return Known(row[0], Stamp(row[1])) if row else None


def entries(connection: sqlite3.Connection) -> int:
    """How many entries the whole journal has."""
    return int(connection.execute("SELECT COUNT(*) FROM reminders").fetchone()[0])


def feed_list(
    connection: sqlite3.Connection, settings: Settings, count: int | None = None
) -> tuple[Feed, ...]:
    """The feeds of a journal: of each rep of the settings, of whoever else looks after a customer, and of the whole.

    `count` is how many entries the journal has, where that is known.
    """
    asked = concerned(connection)
    reps = [rep for rep in settings.reps.values() if rep.role != "主管" or rep.id in asked]
    reps += [Rep(other) for other in asked if other not in settings.reps]
    count = entries(connection) if count is None else count
    named = [FeedRep(rep.id, rep.shown) for rep in reps]
    return feeds(named, title=settings.title, events=count, settings=settings.feeds)


def _where(feed: Feed) -> tuple[str, list[str]]:
    clauses, values = ["level = ?"], [str(feed.level)]
    if feed.rep is not None:
        clauses.append("rep = ?")
        values.append(feed.rep)
    if feed.kind is not None:
        clauses.append("kind = ?")
        values.append(feed.kind)
    return "WHERE " + " AND ".join(clauses), values
