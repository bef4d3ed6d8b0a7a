"""Festival lists and events of a region as group steps: a change touches those it concerns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kjournal.graph.engine import Engine
from tests.graph.conftest import Journal

CARD = "---\nname: {name}\nclass: 村镇药店\nregion: {region}\nrep: {rep}\ngrade: {grade}\nphone: 1990000{n:04}\naddress: x\n---\n"
EVENT = "---\nkind: 区域事件\nregion: {region}\nwhat: 洪水\nfrom: 2026-11-18\n---\n进水了。\n"
FLOOD = "visits/2026-11-18-洪水.md"


@pytest.fixture
def made(journal: Journal) -> Journal:
    """Four customers of two reps in two places, built."""
    for n, (name, region, rep, grade) in enumerate((
        ("甲店", "向阳镇", "li", "VIP"), ("乙店", "板坡镇", "li", "B"), ("丙店", "向阳镇", "han", "A"), ("丁店", "板坡镇", "han", "C"),
    )):  # fmt: skip
        journal.write(
            f"customers/{name}.md", CARD.format(name=name, region=region, rep=rep, grade=grade, n=n)
        )
    journal.build()
    return journal


def worked(monkeypatch: pytest.MonkeyPatch, journal: Journal) -> dict[str, list[str]]:
    """The keys of each step that the next build works out."""
    found: dict[str, list[str]] = {}
    stale = Engine.stale

    def spy(self: Engine, step: str) -> list[str]:
        keys = stale(self, step)
        found.setdefault(step, []).extend(keys)
        return keys

    monkeypatch.setattr(Engine, "stale", spy)
    journal.build()
    monkeypatch.undo()
    return found


def names(journal: Journal, rule: str, rep: str = "") -> list[str]:
    """The customers that have a reminder of a rule."""
    rows = journal.query(
        "SELECT DISTINCT customer FROM reminders WHERE rule = ? AND rep LIKE ? ORDER BY 1", rule, rep or "%"
    )
    return [row[0] for row in rows]


def list_of(journal: Journal, rep: str) -> str:
    """The New Year's list of a rep, as its own feed shows it."""
    feed = (journal.site / "feeds" / f"{rep}.ics").read_bytes().decode().replace("\r\n ", "")
    events = [event for event in feed.split("BEGIN:VEVENT") if "SUMMARY:Festival greetings: 元旦" in event]
    return next(line for line in events[0].split("\r\n") if line.startswith("DESCRIPTION:"))


def test_one_list_a_rep(made: Journal) -> None:
    """Each rep's list has its customers, the best first; a VIP has an entry of its own beside it."""
    said = list_of(made, "li")
    assert said.startswith(
        "DESCRIPTION:元旦 2027-01-01\\n甲店 (VIP)\\n乙店 (B)\\nGreet each in your own words"
    )
    assert "丙店 (A)\\n丁店 (C)" in list_of(made, "han")
    assert names(made, "festival") == ["", "甲店"]


def test_a_card_touches_the_lists_of_its_rep(made: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of no other; one that changes hands those of both."""
    made.write("customers/乙店.md", CARD.format(name="乙店", region="板坡镇", rep="li", grade="A", n=1))
    assert worked(monkeypatch, made)["festivals"] == ["li"]
    assert "甲店 (VIP)\\n乙店 (A)" in list_of(made, "li")
    made.write("customers/乙店.md", CARD.format(name="乙店", region="板坡镇", rep="han", grade="A", n=1))
    assert worked(monkeypatch, made)["festivals"] == ["han", "li"]
    assert "乙店" not in list_of(made, "li")
    (made.root / "customers" / "乙店.md").unlink()
    assert worked(monkeypatch, made)["festivals"] == ["han"]
    assert "乙店" not in list_of(made, "han")


def test_a_death_takes_the_customer_off_the_lists(made: Journal) -> None:
    """At once, while it is quiet."""
    card = CARD.format(name="乙店", region="板坡镇", rep="li", grade="B", n=1)
    made.write(
        "customers/乙店.md",
        card.replace("---\n", "---\n大事: [{日期: 2026-11-20, 事项: 去世, 谁: 配偶}]\n", 1),
    )
    made.build()
    assert "乙店" not in list_of(made, "li")
    every = b"".join(made.files().values()).decode()
    assert "Ask after: 乙店 (something in the family)" in every
    assert "配偶" not in every


def test_an_event_touches_the_customers_of_its_region(made: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """When it comes, moves and goes."""
    made.write(FLOOD, EVENT.format(region="向阳镇"))
    assert worked(monkeypatch, made)["reminders"] == ["丙店", "甲店"]
    assert names(made, "region-event") == ["丙店", "甲店"]
    made.write(FLOOD, EVENT.format(region="板坡镇"))
    assert worked(monkeypatch, made)["reminders"] == ["丁店", "丙店", "乙店", "甲店"]
    assert names(made, "region-event") == ["丁店", "乙店"]
    (made.root / FLOOD).unlink()
    assert worked(monkeypatch, made)["reminders"] == ["丁店", "乙店"]
    assert names(made, "region-event") == []


def test_an_event_of_a_county_concerns_its_towns(made: Journal) -> None:
    """And one of a village in the next county nobody here; a town whose name begins alike is another."""
    for region, concerned in (
        ("广西/河池/峨江县", 4),
        ("向阳镇/那料村", 0),
        ("向阳", 0),
        ("广西/河池/东兰县", 4),
    ):
        made.write(FLOOD, EVENT.format(region=region))
        made.build()
        assert len(names(made, "region-event")) == (0 if "东兰" in region else concerned), region


def test_step_by_step_equals_from_scratch(made: Journal, tmp_path: Path) -> None:
    """With an event, a death and the days going by."""
    made.write(FLOOD, EVENT.format(region="向阳镇"))
    made.build()
    made.write("visits/2026-11-19-甲店.md", "---\ncustomer: 甲店\n---\n问过了。\n")
    made.build()
    for number, when in enumerate((date(2026, 11, 26), date(2026, 12, 16), date(2027, 2, 8))):
        made.day = when
        made.build()
        clean = made.copy(tmp_path / str(number))
        clean.build()
        assert (made.rows(), made.files()) == (clean.rows(), clean.files())


def test_a_festival_that_nobody_knows(made: Journal) -> None:
    """The settings name the nearest; 清明 cannot be switched on."""
    settings = made.root / "kjournal.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text + '[festivals]\n"中秋节" = true\n"清明" = true\n"圣诞" = true\n', encoding="utf-8"
    )
    opened = made.opened()
    assert [(one.code, one.args["key"]) for one in opened.settings.found] == [
        ("KJ020", "festivals.中秋节"),
        ("KJ020", "festivals.清明"),
    ]
    assert "中秋" in opened.settings.found[0].args["nearest"]
    assert opened.settings.care.festivals == {"圣诞": True}
