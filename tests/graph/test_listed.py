"""All findings are gone through in their order, a note's at a time, as often as somebody asks."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import reduce
from typing import TypeVar

import msgspec

from kjournal.config.settings import Settings
from kjournal.findings.finding import Finding, Place
from kjournal.graph.findings import weigh
from kjournal.graph.listed import Listed, all_findings
from kjournal.journal.store import connect, home
from tests.graph.conftest import Journal

T = TypeVar("T")

NOTES = {
    "customers/甲店.md": "---\nname: 甲店\nclass: 村镇药店\nregion: 向阳镇\nrep: li\nbirthday: 2026-02-30\nphone: 1\n---\n",
    "customers/乙店.md": "---\nname: 乙店\nclass: 村镇药店\nregion: 向阳镇\nrep: li\nid: 1\n---\n",
    "customers/丙店.md": "---\nname: 丙店\nclass: 村镇药店\nregion: 向阳镇\nrep: li\nid: 1\nignore: [KJ3]\n---\n",
    "customers/丁店.md": "---\nname: 丁店\nclass: 村镇药店\nregion: 向阳镇\nrep: li\nid: 1\n---\n",
    "visits/2026-11-19-某店.md": "---\ncustomer: 某店\nresultt: 好\n---\n",
    "visits/2026-11-18-某店.md": "---\ncustomer: 某店\nignore: [KJ301]\n---\n",
    "visits/2026-11-17-空.md": "---\ncustomer: [\n---\n",
}


def test_in_the_order_of_their_places(journal: Journal) -> None:
    """As if all were weighed and sorted at once: those of one note, across notes, of the settings, with places ignored."""
    for path, text in NOTES.items():
        journal.write(path, text)
    journal.write("kjournal.toml", '[cadance]\nA = 7\n[checks]\nKJ204 = "off"\n')
    journal.build()
    settings = journal.opened().settings
    with closing(connect(home(journal.root) / "index.db")) as connection:
        found = all_findings(connection, settings)
    listed = list(found)
    assert listed == weigh((one.finding for one in listed), settings)
    assert {"KJ020", "KJ203", "KJ301"} <= {one.finding.code for one in listed}
    assert list(found) == listed
    shared = [one.finding.places for one in listed if len(one.finding.places) > 1]
    assert shared
    assert "customers/丙店.md" not in {place.path for places in shared for place in places}


def test_what_is_gone_through_is_not_held() -> None:
    """Whoever prints ten thousand findings holds those of few notes."""
    found = Listed.of(rows(10_000), Settings())
    whole, (one, *_others) = peak(lambda: list(found))
    passing, last = peak(lambda: reduce(lambda _before, now: now, found))
    assert (one.finding.place.path, last.finding.place.path) == ("visits/00000.md", "visits/09999.md")
    assert passing < whole / 10


def test_held_is_little() -> None:
    """What lies there to be gone through is little beside the objects that it becomes."""
    held, found = peak(lambda: Listed.of(rows(10_000), Settings()))
    whole, every = peak(lambda: list(found))
    assert len(every) == 10_000
    assert held < whole / 5


def test_changed_and_left_out() -> None:
    """Each way sees what the one before it made."""
    found = Listed.of(rows(4), Settings())
    some = found.where(lambda finding: finding.place.line != 2).by(
        lambda few: [one for one in few for _twice in "ab"]
    )
    assert [one.finding.place.line for one in some] == [0, 0, 1, 1, 3, 3]
    assert [one.finding.place.line for one in found] == [0, 1, 2, 3]


def rows(count: int) -> Iterator[tuple[str, bytes]]:
    """A finding a note, as the index has them."""
    for number in range(count):
        path = f"visits/{number:05}.md"
        yield path, msgspec.json.encode([Finding("KJ007", (Place(path, number),))])


def peak(work: Callable[[], T]) -> tuple[int, T]:
    """The most bytes that some work held at once, and what it came to."""
    tracemalloc.start()
    try:
        made = work()
        return tracemalloc.get_traced_memory()[1], made
    finally:
        tracemalloc.stop()
