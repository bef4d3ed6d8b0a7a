"""Which feeds a journal has, and what each of them holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kjournal.outputs.feeds.calendar import head_bytes
from kjournal.outputs.feeds.colors import COLORS
from kjournal.outputs.feeds.feedset import Feed, Rep, feeds, file_stem, lost
from kjournal.outputs.feeds.gate import check_head
from kjournal.outputs.feeds.settings import FeedSettings

if TYPE_CHECKING:
    from tests.outputs.feeds.conftest import Make

REPS = (Rep("li", "李明"), Rep("王五", "王五"))


def some(events: int = 10, **settings: object) -> tuple[Feed, ...]:
    return feeds(REPS, title="客情日志", events=events, settings=FeedSettings(**settings))  # type: ignore[arg-type]


def test_feeds() -> None:
    """For each rep and for the journal one feed with everything and one a kind; a rep's own is full, others are brief."""
    assert [(feed.file, feed.name, feed.level) for feed in some()] == [
        ("li.ics", "客情日志 · 李明", "full"),
        ("li-visit.ics", "客情日志 · 李明 · Visits", "full"),
        ("li-birthday.ics", "客情日志 · 李明 · Birthdays and festivals", "full"),
        ("li-promise.ics", "客情日志 · 李明 · Promises", "full"),
        ("li-money.ics", "客情日志 · 李明 · Money and licences", "full"),
        ("id-c68e0104.ics", "客情日志 · 王五", "full"),
        ("id-c68e0104-visit.ics", "客情日志 · 王五 · Visits", "full"),
        ("id-c68e0104-birthday.ics", "客情日志 · 王五 · Birthdays and festivals", "full"),
        ("id-c68e0104-promise.ics", "客情日志 · 王五 · Promises", "full"),
        ("id-c68e0104-money.ics", "客情日志 · 王五 · Money and licences", "full"),
        ("all.ics", "客情日志", "brief"),
        ("all-visit.ics", "客情日志 · Visits", "brief"),
        ("all-birthday.ics", "客情日志 · Birthdays and festivals", "brief"),
        ("all-promise.ics", "客情日志 · Promises", "brief"),
        ("all-money.ics", "客情日志 · Money and licences", "brief"),
    ]


def test_settings() -> None:
    """The settings choose kinds and levels; what is said of a feed goes before what is said of its family."""
    made = some(
        kinds=("money", "visit"), levels={"all": "initials", "all-money": "full", "li-visit": "brief"}
    )
    assert [(feed.file, feed.level) for feed in made if feed.rep != "王五"] == [
        ("li.ics", "full"),
        ("li-visit.ics", "brief"),
        ("li-money.ics", "full"),
        ("all.ics", "initials"),
        ("all-visit.ics", "initials"),
        ("all-money.ics", "full"),
    ]


def test_the_whole_journal_only_while_it_is_small() -> None:
    """Above 5,000 events the whole journal's feeds are left out."""
    assert "all.ics" in {feed.file for feed in some(5000)}
    assert "all.ics" not in {feed.file for feed in some(5001)}


def test_holds(make: Make) -> None:
    """A reminder stands in its rep's feeds and the journal's, in the one with everything and in its kind's."""

    def holding(**fields: Any) -> list[str]:
        return [feed.file for feed in some() if feed.holds(make(**fields))]

    assert holding(rep="li", kind="money") == ["li.ics", "li-money.ics", "all.ics", "all-money.ics"]
    assert holding(rep="", kind="visit") == ["all.ics", "all-visit.ics"]


def test_heads() -> None:
    """Each feed's head passes the gate, and the kinds of one family differ in colour."""
    heads = [feed.head() for feed in some()]
    assert [check_head(head_bytes(head)) for head in heads] == [[]] * 15
    assert len({head.color for head in heads[:5]}) == 5
    assert len(COLORS) == 147


def test_file_stems() -> None:
    """File names are ASCII, unique when case is ignored, no system's reserved names and no other feed's."""
    ids = [
        "li",
        "Li",
        "LI",
        "all",
        "ALL",
        "con",
        "com1.x",
        "li-visit",
        "all-money",
        "王五",
        "a/../b",
        ".x",
        "",
        "x" * 60,
    ]
    stems = [file_stem(rep) for rep in ids]
    assert stems[0] == "li"
    assert len({stem.lower() for stem in stems}) == len(ids)
    names = [
        feed.file
        for feed in feeds([Rep(rep, "") for rep in ids], title="", events=0, settings=FeedSettings())
    ]
    assert len(set(names)) == 5 * (len(ids) + 1)
    assert all(name.isascii() and name.replace("-", "").replace(".", "").isalnum() for name in names)


@pytest.mark.parametrize(
    ("previous", "now", "wanted"),
    [
        (9, 0, False),
        (10, 6, True),
        (10, 7, False),
        (12, 8, False),
        (12, 7, True),
        (0, 5, False),
        (300, 199, True),
    ],
)
def test_lost(previous: int, now: int, *, wanted: bool) -> None:
    """Ten customers or more, and fewer than two thirds of them left: something is wrong with the notes, not with them."""
    assert lost(previous, now) is wanted
