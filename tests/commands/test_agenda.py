"""agenda: all reminders between two days, for people, programs and phones."""

from __future__ import annotations

import json
import re

import pytest
from icalendar import Calendar

from kjournal.outputs.feeds.gate import check_feed
from tests.commands.conftest import Terminal
from tests.docs.commands import AGENDA


def days(said: str) -> list[str]:
    return re.findall(r"^(\d{4}-\d\d-\d\d) \w+", said, re.MULTILINE)


def test_the_text(small: Terminal) -> None:
    """By day: the time, what to do, what was promised, and why; a birthday to prepare has no time."""
    said = small.run("agenda", "--to", "11-25")
    assert said == (
        "Small  2026-11-20 to 2026-11-25\n"
        "\n"
        "2026-11-20 Fri\n"
        "  08:00    Visit: 王记药店\n"
        "           no visit yet; 第三终端, grade C: every 90 days\n"
        "\n"
        "2026-11-23 Mon\n"
        "  08:30    Get a promise ready: 向阳镇卫生院 – 送说明书\n"
        "           promised to 罗医生 on 2026-11-10, due 2026-11-24\n"
        "\n"
        "2026-11-24 Tue\n"
        "  08:30    Promise due: 向阳镇卫生院 – 送说明书\n"
        "           promised to 罗医生 on 2026-11-10, due 2026-11-24\n"
        "  all day  Prepare a birthday: 罗秀英 · 向阳镇卫生院\n"
        "           birthday 11月27日, which is 2026-11-27\n"
        "\n"
        "2026-11-25 Wed\n"
        "  08:00    Agreed visit: 向阳镇卫生院 – 送资料\n"
        "           agreed on 2026-11-10 for 2026-11-25\n"
        "  all day  Prepare a birthday: 王记药店\n"
        "           birthday 农历十月十八, which is 2026-11-26\n"
    )


def test_the_days(small: Terminal) -> None:
    """Today and the fourteen days after it, or as people type them; the last day belongs to it."""
    found = days(small.run("agenda"))
    assert found[0] >= "2026-11-20"
    assert found[-1] <= "2026-12-04"
    assert days(small.run("agenda", "--from", "11月24日", "--to", "11-24")) == ["2026-11-24"]
    assert small.run("agenda", "--from", "明天", "--to", "明天").endswith(
        "Nothing stands between these days.\n"
    )
    assert "is not a date" in small.run("agenda", "--from", "昨儿个", code=2)
    assert "lies before" in small.run("agenda", "--from", "12-1", "--to", "2026-11-21", code=2)


def test_what_is_open_from_before(small: Terminal) -> None:
    """Its number stands below; `today` lists it."""
    said = small.run("agenda", "--today", "2026-12-02", "--to", "12-3")
    assert said.endswith("2 things from before are not done yet: kjournal today\n")


@pytest.mark.parametrize(
    ("word", "kind"), [("承诺", "promise"), ("生日", "birthday"), ("visit", "visit"), ("拜访", "visit")]
)
def test_kinds(small: Terminal, word: str, kind: str) -> None:
    """By English or Chinese names; another word is answered with those there are."""
    found = json.loads(small.run("agenda", "--kind", word, "--format", "json"))["reminders"]
    assert {one["kind"] for one in found} == {kind}
    assert "promise (承诺)" in small.run("agenda", "--kind", "许愿", code=2)


def test_reps(small: Terminal) -> None:
    """By id or name; nobody else's."""
    assert "罗秀英" in small.run("agenda", "--rep", "李雷")
    assert "Nothing stands" in small.run("agenda", "--rep", "韩梅")


def test_the_json_form_is_a_promise(small: Terminal) -> None:
    """The keys that docs/commands.md names, days as ISO writes them, sorted by day and time."""
    said = json.loads(small.run("agenda", "--format", "json"))
    assert (said["from"], said["to"]) == ("2026-11-20", "2026-12-04")
    assert all(list(one) == list(AGENDA) for one in said["reminders"])
    promise = next(one for one in said["reminders"] if one["verb"] == "Promise due")
    assert promise | {"uid": "", "lines": [], "location": "", "page": ""} == {
        "uid": "", "day": "2026-11-24", "start": "08:30", "minutes": 15, "kind": "promise", "rule": "promise", "rep": "li",
        "customer": "XY-01", "name": "向阳镇卫生院", "verb": "Promise due", "what": "送说明书",
        "why": "promised to 罗医生 on 2026-11-10, due 2026-11-24", "lines": [], "due": "2026-11-24", "band": "", "open": True,
        "fixed": False, "location": "", "page": "",
    }  # fmt: skip
    keys = [(one["day"], one["start"] is None, one["start"] or "") for one in said["reminders"]]
    assert keys == sorted(keys)


def events(data: bytes) -> list[bytes]:
    return re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", data, re.DOTALL)


def test_the_calendar_is_a_part_of_the_feed(small: Terminal) -> None:
    """The head of the feed of the same extent and its entries byte for byte; the gate finds nothing wrong."""
    small.run("build")
    for words, feed in (
        (["--rep", "li"], "li"),
        ([], "all"),
        (["--rep", "李雷", "--kind", "promise", "--to", "11-23"], "li-promise"),
    ):
        whole = (small.folder / "site" / "feeds" / f"{feed}.ics").read_bytes()
        made = small.bytes("agenda", "--format", "ics", *words)
        assert check_feed(made) == []
        assert made.partition(b"BEGIN:VEVENT")[0] == whole.partition(b"BEGIN:VEVENT")[0]
        assert events(made)
        assert set(events(made)) < set(events(whole))
        found = [f"{one.start:%Y-%m-%d}" for one in Calendar.from_ical(made).events]
        assert found == sorted(found)
        assert found[0] >= "2026-11-20"
        assert found[-1] <= "2026-12-04"


def test_amounts_stay_out_of_the_journal_s_calendar(small: Terminal) -> None:
    """Without `--rep` it may go to anybody: no phone and no amount; a rep's own tells everything."""
    small.write("visits/2026-11-12-王记药店.md", "---\norders: [板蓝根 20袋 ×12.34]\n---\n要了货。\n")
    card = small.folder / "customers" / "王记药店.md"
    card.write_text(
        card.read_text(encoding="utf-8").replace("---\nname", "---\n结款方式: 周结\nname"), encoding="utf-8"
    )
    mine = small.bytes("agenda", "--format", "ics", "--rep", "li", "--from", "11-11")
    assert b"246.8" in mine
    everybody = small.bytes("agenda", "--format", "ics", "--from", "11-11")
    assert b"Collect money" in everybody
    assert b"246.8" not in everybody
    assert b"19900000003" not in everybody
