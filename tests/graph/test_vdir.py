"""The folder with one file an event: the feed's bytes, step by step as from scratch, and never another's file."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kjournal.commands import opening
from kjournal.config.loading import load
from kjournal.outputs.publisher import Publisher
from tests.graph.conftest import Journal
from tests.graph.edits import Editor

_EVENT = re.compile(rb"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", re.MULTILINE | re.DOTALL)
_HEAD = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//kjournal//kjournal 0.1.0//EN\r\nCALSCALE:GREGORIAN\r\n"
    b"BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nX-LIC-LOCATION:Asia/Shanghai\r\nBEGIN:STANDARD\r\n"
    b"DTSTART:19700101T000000\r\nTZNAME:CST\r\nTZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nEND:STANDARD\r\n"
    b"END:VTIMEZONE\r\n"
)
_CARD = "---\nname: 店{0}\nclass: 村镇药店\nregion: 向阳镇\nrep: {1}\nphone: 19900000001\naddress: 街口\ncreated: 2026-11-0{2}\n---\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the events go."""
    return tmp_path / "calendars"


def card(journal: Journal, number: int, rep: str = "li") -> None:
    journal.write(f"customers/c{number}.md", _CARD.format(number, rep, number % 9 + 1))


def promise(journal: Journal, words: str = "送海报 2026-12-01", done: str = " ") -> None:
    journal.write("visits/2026-11-19-店1.md", f"---\npeople: [老板]\n---\n谈了一下。\n\n- [{done}] {words}\n")


def files(folder: Path) -> dict[str, bytes]:
    """Every file, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def times(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_file_is_its_event_of_the_feed(journal: Journal, folder: Path) -> None:
    """A collection a rep; a whole calendar a file, named by its UID, with the very bytes of the rep's own feed."""
    card(journal, 1)
    card(journal, 2, "han")
    promise(journal)
    journal.build(vdir=folder)
    for rep in ("li", "han"):
        events = _EVENT.findall((journal.site / "feeds" / f"{rep}.ics").read_bytes())
        assert len(events) > 1
        uids = [re.findall(rb"^UID:(\S+)", event, re.MULTILINE)[0].decode() for event in events]
        expected = {
            f"{uid}.ics": _HEAD + event + b"END:VCALENDAR\r\n"
            for uid, event in zip(uids, events, strict=True)
        }
        name = {"li": "李雷", "han": "韩梅"}[rep]
        labels = {"color": b"#FF6347", "displayname": f"Test · {name}".encode()}
        assert files(folder / rep) == expected | labels


def test_step_by_step_equals_from_scratch(sample: Journal, tmp_path: Path) -> None:
    """After random edits, with and without the folder asked for, and now and then without an index: the same files."""
    editor = Editor(sample, 100)
    target = tmp_path / "calendars"
    sample.build(vdir=target)
    for number in range(5):
        done = [editor.edit() for _ in range(4)]
        if number in {1, 3}:
            sample.build()
            done += [editor.edit()]
        if number == 3:
            shutil.rmtree(sample.root / ".kjournal")
        sample.build(vdir=target)
        clean = sample.copy(tmp_path / f"clean-{number}")
        clean.build(vdir=tmp_path / f"calendars-{number}")
        assert files(target) == files(tmp_path / f"calendars-{number}"), f"round {number}: {done}"
        shutil.rmtree(clean.root)


def test_nothing_changed_touches_nothing(journal: Journal, folder: Path) -> None:
    """A second build writes nothing; so does one whose index is gone."""
    card(journal, 1)
    promise(journal)
    journal.build(vdir=folder)
    before = times(folder)
    assert journal.build(vdir=folder).written == 0
    shutil.rmtree(journal.root / ".kjournal")
    journal.build(vdir=folder)
    assert times(folder) == before


def test_a_change_touches_its_events_alone(journal: Journal, folder: Path) -> None:
    """Another day of a promise writes its own events and what mentions it; those of other customers keep their files."""
    for number in range(1, 5):
        card(journal, number)
    promise(journal)
    journal.build(vdir=folder)
    before, stood = files(folder), times(folder)
    promise(journal, "送海报 2026-12-03")
    journal.build(vdir=folder)
    after, stands = files(folder), times(folder)
    assert before.keys() == after.keys()
    written = {path for path in after if stood[path] != stands[path]}
    assert written == {path for path in after if before[path] != after[path]}
    assert written >= {path for path in after if path.startswith("li/promise")}
    assert all("送海报" in after[path].replace(b"\r\n ", b"").decode() for path in written)


def test_what_is_done_is_gone(journal: Journal, folder: Path) -> None:
    """The file of a promise that was kept is removed, also where a build in between did not ask for the folder."""
    card(journal, 1)
    promise(journal)
    journal.build(vdir=folder)
    assert list(folder.glob("li/promise-*.ics"))
    promise(journal, done="x")
    journal.build()
    assert list(folder.glob("li/promise-*.ics")), "nobody asked for the folder"
    journal.build(vdir=folder)
    assert not list(folder.glob("li/promise-*.ics"))


@pytest.mark.parametrize("forget", [False, True])
def test_files_of_others_stay(journal: Journal, folder: Path, forget: bool) -> None:
    """Somebody's own event, another journal's, a colour that was chosen, a file of another kind: all stay, with and without an index."""
    card(journal, 1)
    card(journal, 2, "han")
    promise(journal)
    journal.build(vdir=folder)
    ours = next(folder.glob("li/promise-*.ics"))
    own = folder / "li" / "dentist.ics"
    own.write_bytes(ours.read_bytes().replace(b"PRODID:-//kjournal//", b"PRODID:-//khal//"))
    other = folder / "li" / "other.ics"
    other.write_bytes(re.sub(rb"UID:(\S+)@test", rb"UID:\1@othertest", ours.read_bytes()))
    more = folder / "li" / "notes.txt"
    more.write_text("x")
    color = folder / "li" / "color"
    color.write_bytes(b"#00FF00")
    kept = {path: path.read_bytes() for path in (own, other, more, color)}
    if forget:
        shutil.rmtree(journal.root / ".kjournal")
    (journal.root / "visits" / "2026-11-19-店1.md").unlink()
    for number in (1, 2):
        (journal.root / "customers" / f"c{number}.md").unlink()
    journal.build(vdir=folder)
    assert not ours.exists()
    assert {path: path.read_bytes() for path in kept} == kept
    assert set(files(folder / "li")) == {"dentist.ics", "other.ics", "notes.txt", "color", "displayname"}


def test_a_damaged_file_is_made_again(journal: Journal, folder: Path) -> None:
    """What somebody changed or deleted is put back: the folder is an output."""
    card(journal, 1)
    promise(journal)
    journal.build(vdir=folder)
    before = files(folder)
    first, second = sorted(folder.glob("li/*.ics"))[:2]
    first.write_bytes(b"x")
    second.unlink()
    journal.build(vdir=folder)
    assert files(folder) == before


def test_a_rep_without_customers_left(journal: Journal, folder: Path) -> None:
    """Who stands in no settings and has nobody to look after any more has no folder either; an event that went to another rep is there."""
    card(journal, 1, "zhao")
    promise(journal)
    journal.build(vdir=folder)
    moved = {path.name for path in folder.glob("zhao/promise-*.ics")}
    card(journal, 1, "li")
    journal.build(vdir=folder)
    assert not (folder / "zhao").exists()
    assert moved == {path.name for path in folder.glob("li/promise-*.ics")}


def test_another_folder(journal: Journal, tmp_path: Path) -> None:
    """Each folder that is asked for in turn is whole and up to date."""
    card(journal, 1)
    promise(journal)
    journal.build(vdir=tmp_path / "a")
    promise(journal, "送样品 2026-12-02")
    journal.build(vdir=tmp_path / "b")
    journal.build(vdir=tmp_path / "a")
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_a_run_that_was_killed(journal: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ended in the middle of the folder, the next run finishes it and sweeps what is half-written."""
    for number in range(1, 4):
        card(journal, number)
    promise(journal)
    put = Publisher.put
    seen = []

    def killed(self: Publisher, path: str, *rest: object, **more: object) -> None:
        if self.site == folder.resolve():
            seen.append(path)
            if len(seen) == 5:
                half = folder / "li" / ".half.ics.999999999-1.kjtmp"
                half.write_bytes(b"BEGIN:VCALENDAR")
                raise KeyboardInterrupt
        put(self, path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Publisher, "put", killed)
    with pytest.raises(KeyboardInterrupt):
        journal.build(vdir=folder)
    monkeypatch.undo()
    assert 0 < len(list(folder.glob("li/*.ics"))) < 5
    journal.build(vdir=folder)
    clean = journal.copy(journal.root.parent / "clean")
    clean.build(vdir=journal.root.parent / "clean-calendars")
    assert files(folder) == files(journal.root.parent / "clean-calendars")


def test_the_guard_holds_for_the_folder(journal: Journal, folder: Path) -> None:
    """Where a feed would lose too many customers at once, the folder stays too, until somebody accepts it."""
    journal.pinned = False
    for number in range(12):
        card(journal, number)
    journal.build(vdir=folder)
    before = files(folder)
    for number in range(6):
        (journal.root / "customers" / f"c{number}.md").unlink()
    assert journal.build(vdir=folder).held_back
    assert files(folder) == before
    assert not journal.build(vdir=folder, accept_loss=True).held_back
    assert 0 < len(files(folder)) < len(before)


def test_the_folder_remembers_revisions(
    journal: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where index and feeds are gone, the folder's events tell their revisions: an unchanged one is not touched, a changed one moves on."""
    now = [datetime(2026, 11, 20, 2, 0, tzinfo=UTC)]

    class Clocked(opening.Opened):
        __slots__ = ()

        @property
        def clock(self) -> datetime:
            return now[-1]

    monkeypatch.setattr(
        Journal, "opened", lambda self: Clocked(self.root, load(self.root), self.day, self.pinned)
    )
    journal.pinned = False
    card(journal, 1)
    promise(journal)
    journal.build(vdir=folder)
    before = files(folder)
    shutil.rmtree(journal.root / ".kjournal")
    shutil.rmtree(journal.site)
    now.append(now[-1] - timedelta(days=1))
    promise(journal, "送海报 2026-12-01 给老板娘")
    journal.build(vdir=folder)
    after = files(folder)
    changed = {path for path in before.keys() & after.keys() if before[path] != after[path]}
    assert all(path.startswith("li/promise") for path in changed)
    for path in changed:
        assert _sequence(after[path]) == _sequence(before[path]) + 1


def _sequence(data: bytes) -> int:
    found = re.search(rb"^SEQUENCE:(\d+)", data, re.MULTILINE)
    assert found
    return int(found[1])
