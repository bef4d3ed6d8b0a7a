"""What the gate refuses (KJ702), and a journal with more entries than a phone takes (KJ703)."""

from __future__ import annotations

from typing import Any

import pytest

from kjournal.care.reminder import Reminder
from kjournal.graph import feeds
from kjournal.outputs.feeds.body import Body, event_body
from kjournal.outputs.feeds.gate.event import check_event
from tests.graph.conftest import Journal

CARD = "---\nname: {name}\nclass: 村镇药店\nregion: 向阳镇\nrep: li\nphone: 19900000001\naddress: x\ncreated: 2026-11-01\n---\n"


def _summary(data: bytes) -> str:
    return data.decode().split("\r\n")[1]


def test_a_refused_entry_keeps_its_last_good_version(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the gate refuses an entry, the feed keeps the last good one and a finding names the note (KJ702)."""
    journal.write("customers/a.md", CARD.format(name="甲店"))
    journal.write("customers/b.md", CARD.format(name="乙店"))
    journal.build()
    before = journal.events("li.ics")
    monkeypatch.setattr(
        feeds,
        "check_event",
        lambda data, zone: ["damaged"] if "甲大店" in _summary(data) else check_event(data, zone),
    )
    journal.write("customers/a.md", CARD.format(name="甲大店"))
    journal.build()
    assert journal.events("li.ics") == before
    refused = "SELECT DISTINCT path FROM findings WHERE code = 'KJ702'"
    assert journal.query(refused) == [("customers/a.md",)]
    journal.write("visits/2026-11-19-甲大店.md", "---\npromises: [送海报 2026-12-01]\n---\n")
    journal.build()
    assert journal.query(refused) == [("customers/a.md",)]


def test_a_journal_too_large_for_one_feed(journal: Journal) -> None:
    """The whole journal's feeds are left out above the limit, the reps' stay, and a hint says so (KJ703)."""
    settings = journal.root / "kjournal.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "[feeds]\nmost = 2\n", encoding="utf-8")
    for number in range(3):
        journal.write(
            f"customers/c{number}.md", CARD.format(name=f"店{number}").replace("0001", f"{number:04}")
        )
    journal.build()
    assert "KJ703" in journal.codes()
    assert not (journal.site / "feeds" / "all.ics").exists()
    assert (journal.site / "feeds" / "li.ics").exists()


def test_one_entry_too_many_makes_no_other_again(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the whole journal's feeds go, the entries of the reps' feeds stand: only those of the change are made."""
    made: list[str] = []

    def counted(reminder: Reminder, **more: Any) -> Body:
        made.append(reminder.customer)
        return event_body(reminder, **more)

    monkeypatch.setattr(feeds, "event_body", counted)
    settings = journal.root / "kjournal.toml"
    journal.write("customers/甲店.md", CARD.format(name="甲店"))
    journal.build()
    (count,) = journal.query("SELECT COUNT(*) FROM reminders")[0]
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}[feeds]\nmost = {count}\n", encoding="utf-8")
    journal.build()
    assert (journal.site / "feeds" / "all.ics").exists()
    made.clear()
    journal.write("customers/乙店.md", CARD.format(name="乙店").replace("0001", "0002"))
    journal.build()
    assert not (journal.site / "feeds" / "all.ics").exists()
    assert "甲店" not in made
    assert "乙店" in made
    levels = [level for (level,) in journal.query("SELECT DISTINCT level FROM events")]
    assert levels == ["full"]
