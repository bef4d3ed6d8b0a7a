"""Revisions, the drop guard (KJ701), and what of a change reaches which feed."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kjournal.commands import opening
from kjournal.config.loading import load
from kjournal.graph import feeds
from kjournal.outputs.feeds.body import Body, event_body
from tests.graph.conftest import Journal


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """A clock that a test moves; it stands where the list's last entry says."""
    times = [datetime(2026, 11, 20, 2, 0, tzinfo=UTC)]

    class Clocked(opening.Opened):
        __slots__ = ()

        @property
        def clock(self) -> datetime:
            return times[-1]

    monkeypatch.setattr(
        Journal, "opened", lambda self: Clocked(self.root, load(self.root), self.day, self.pinned)
    )
    return times


def cards(journal: Journal, count: int, rep: str = "li") -> None:
    for number in range(count):
        journal.write(
            f"customers/c{number}.md",
            f"---\nname: 店{number}\nclass: 村镇药店\nregion: 向阳镇\nrep: {rep}\nphone: 19900000001\naddress: x\ncreated: 2026-11-0{number % 9 + 1}\n---\n",
        )


def sequences(journal: Journal, feed: str = "li.ics") -> dict[str, int]:
    """SEQUENCE by UID."""
    text = (journal.site / "feeds" / feed).read_bytes().decode().replace("\r\n ", "")
    return {uid: int(number) for uid, number in re.findall(r"UID:(\S+@\S+)\r\nSEQUENCE:(\d+)", text)}


def contents(journal: Journal, feed: str = "li.ics") -> dict[str, str]:
    """Each event without its three stamps, by UID."""
    text = (journal.site / "feeds" / feed).read_bytes().decode().replace("\r\n ", "")
    found = {}
    for event in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL):
        uid = re.search(r"\r\nUID:(\S+)", event)
        assert uid
        found[uid[1]] = re.sub(r"\r\n(DTSTAMP|LAST-MODIFIED|SEQUENCE):[^\r]*", "", event)
    return found


def test_sequence_never_falls_and_moves_only_with_content(journal: Journal, clock: list[datetime]) -> None:
    """With a moving clock (backwards too), settings that change and an index that is deleted."""
    journal.pinned = False
    cards(journal, 6)
    journal.build()
    for number in range(8):
        before, content = sequences(journal), contents(journal)
        clock.append(clock[-1] + timedelta(minutes=(-90 if number == 3 else 7)))
        if number % 2 == 0:
            path = journal.root / "customers" / f"c{number % 6}.md"
            path.write_text(
                path.read_text(encoding="utf-8").replace("phone: 1990000000", f"phone: 199{number}000000"),
                encoding="utf-8",
            )
        if number in {4, 5}:
            shutil.rmtree(journal.root / ".kjournal")
        if number == 6:
            journal.day += timedelta(days=1)
        journal.build()
        after, now = sequences(journal), contents(journal)
        assert after.keys() & before.keys()
        for uid in before.keys() & after.keys():
            assert after[uid] >= before[uid], (number, uid)
            assert (after[uid] > before[uid]) == (now[uid] != content[uid]), (number, uid)


def test_a_feed_that_would_lose_its_customers_stays(journal: Journal, clock: list[datetime]) -> None:
    """Of ten customers or more, less than two thirds left: the last feeds and pages stay, and a finding says so."""
    journal.pinned = False
    cards(journal, 12)
    assert not journal.build().held_back
    before = journal.files()
    for number in range(5):
        (journal.root / "customers" / f"c{number}.md").unlink()
    assert "5" in journal.build().held_back
    assert journal.files() == before
    assert journal.build().held_back, "it stays so until somebody decides"
    assert not journal.build(accept_loss=True).held_back
    assert not [one for one in journal.events("li.ics") if one.endswith(("店0", "店4"))]


def test_a_pinned_day_switches_the_guard_off(journal: Journal) -> None:
    """A sample may lose what it likes."""
    cards(journal, 12)
    journal.build()
    shutil.rmtree(journal.root / "customers")
    (journal.root / "customers").mkdir()
    assert not journal.build().held_back


def test_a_change_touches_only_its_feeds(journal: Journal, clock: list[datetime]) -> None:
    """Another rep's feeds, and feeds of other kinds, keep their files."""
    journal.pinned = False
    cards(journal, 3)
    journal.write(
        "customers/h.md",
        "---\nname: 韩店\nclass: 村镇药店\nregion: 板坡镇\nrep: han\nphone: 19900000001\naddress: x\ncreated: 2026-11-01\n---\n",
    )
    journal.build()
    times = {path.name: path.stat().st_mtime_ns for path in (journal.site / "feeds").iterdir()}
    journal.write(
        "visits/2026-11-19-韩店.md", "---\npeople: [老板]\npromises: [送海报 2026-12-01]\n---\n谈了一下。\n"
    )
    journal.build()
    changed = {
        path.name
        for path in (journal.site / "feeds").iterdir()
        if times.get(path.name) != path.stat().st_mtime_ns
    }
    assert changed == {
        "han.ics",
        "han-visit.ics",
        "han-promise.ics",
        "all.ics",
        "all-visit.ics",
        "all-promise.ics",
    }


def test_only_events_of_other_reminders_are_serialised(
    journal: Journal, clock: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A promise on another day writes its own event and those that speak of it; another pinned day writes all."""
    cards(journal, 2)
    journal.write("visits/2026-11-19-店0.md", "---\npromises: [送海报 2026-12-01, 送样品 2026-12-03]\n---\n")
    journal.build()
    before = set(journal.query("SELECT uid, level, bytes FROM events"))
    made: set[str] = set()

    def counted(*given: Any, **more: Any) -> Body:
        body = event_body(*given, **more)
        made.add(body.uid)
        return body

    monkeypatch.setattr(feeds, "event_body", counted)
    journal.write("visits/2026-11-19-店0.md", "---\npromises: [送海报 2026-12-01, 送样品 2026-12-04]\n---\n")
    journal.build()
    after = set(journal.query("SELECT uid, level, bytes FROM events"))
    assert made == {uid for uid, _level, _data in after - before}
    assert 0 < len(made) < len({uid for uid, _level, _data in after})
    made.clear()
    clock.append(clock[-1] + timedelta(days=1))
    journal.day += timedelta(days=1)
    journal.build()
    assert made == {uid for (uid,) in journal.query("SELECT uid FROM events")}


def test_the_site_is_the_same_in_any_zone_locale_and_place(sample: Journal, tmp_path: Path) -> None:
    """Same notes, same settings, same pinned day: same bytes on any machine (invariant 5)."""
    import os
    import subprocess
    import sys

    other = sample.copy(tmp_path / "an other place")
    for journal, zone, language in (
        (sample, "America/New_York", "C"),
        (other, "Pacific/Auckland", "zh_CN.UTF-8"),
    ):
        environment = {
            **os.environ,
            "TZ": zone,
            "LC_ALL": language,
            "LANG": language,
            "PYTHONHASHSEED": "1" if journal is sample else "77",
        }
        done = subprocess.run(
            [sys.executable, "-m", "kjournal", "-C", str(journal.root), "build"],
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert sample.files() == other.files()
