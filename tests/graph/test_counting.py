"""Findings are counted without what they say, and only where one of them was marked: as if all had been weighed."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from kjournal.commands.opening import graph
from kjournal.graph import findings
from kjournal.graph.listed import all_findings
from kjournal.journal.store import connect, home
from tests.graph.conftest import Journal

GOOD = "visits/2026-11-16-甲店.md"
BAD = {
    GOOD: "---\ncustomer: 甲店\nstatus: 完成\n---\n去了。\n",
    "customers/甲店.md": "---\nname: 甲店\nclass: 村镇药店\nregion: 向阳镇\nrep: li\nbirthday: 2026-02-30\n---\n",
    "customers/乙店.md": "---\nname: 乙店\nclass: 村镇药店\nregion: 向阳镇\nrep: li\nid: 1\n---\n",
    "customers/丙店.md": "---\nname: 丙店\nclass: 村镇药店\nregion: 向阳镇\nrep: li\nid: 1\n---\n",
    "visits/2026-11-19-某店.md": "---\ncustomer: 某店\nresultt: 好\n---\n",
    "visits/2026-11-18-某店.md": "---\ncustomer: 某店\nignore: [KJ301]\n---\n",
    "visits/2026-11-17-空.md": "---\ncustomer: [\n---\n",
}


@pytest.fixture
def bad(journal: Journal) -> Journal:
    """A journal with findings of each severity, and a note that asks not to see one."""
    for path, text in BAD.items():
        journal.write(path, text)
    settings = (journal.root / "kjournal.toml").read_text(encoding="utf-8")
    journal.write("kjournal.toml", settings + '[checks]\nKJ305 = "off"\nKJ301 = "warning"\nunknown = "x"\n')
    return journal


def index(journal: Journal) -> closing[sqlite3.Connection]:
    """The index, to be asked."""
    return closing(connect(home(journal.root) / "index.db"))


def test_counted_and_weighed_are_one(bad: Journal) -> None:
    """Severities of the settings, places that are ignored, findings of the settings themselves."""
    built, settings = bad.build(), bad.opened().settings
    with index(bad) as connection:
        weighed = list(all_findings(connection, settings))
        assert findings.severities(findings.outlines(connection, settings)) == Counter(
            one.severity for one in weighed
        )
        assert findings.error_notes(connection, settings) == {
            place.path for one in weighed if one.severity == "error" for place in one.finding.places
        }
    assert built.severities == Counter(one.severity for one in weighed)
    assert set(built.severities) == {"error", "warning", "info"}


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("customers/甲店.md", BAD["customers/甲店.md"].replace("2026-02-30", "--02-28"), True),  # mended
        ("customers/甲店.md", BAD["customers/甲店.md"] + "\n又问。\n", True),  # its lines may have moved
        ("customers/丁店.md", BAD["customers/甲店.md"].replace("甲店", "丁店"), True),  # a new one
        ("visits/2026-11-18-某店.md", "---\ncustomer: 某店\n---\n", True),  # asks no longer
        (GOOD, BAD[GOOD] + "\n又去了。\n", False),  # nothing to tell
    ],
)
def test_a_note_that_tells_of_findings_is_marked(bad: Journal, path: str, text: str, told: bool) -> None:
    """Whoever counts then counts anew; a note without findings before and after leaves the numbers as they are."""
    bad.build()
    with index(bad) as connection:
        assert findings.unchanged(connection)
    bad.write(path, text)
    with graph(bad.opened(), "test") as opened:
        opened.refresh()
        assert findings.unchanged(opened.connection) is not told
