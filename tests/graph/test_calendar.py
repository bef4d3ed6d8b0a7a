"""The calendar in the build graph: only the months of the reps whose entries changed are counted and made anew."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from kjournal.graph.pages import calendar
from kjournal.journal.store import home
from tests.graph.conftest import Journal

CARD = "---\nid: {id}\nname: {name}\nclass: 村卫生室\nregion: 向阳镇\nrep: {rep}\nphone: '19900000001'\naddress: 街上\n---\n"


def card(journal: Journal, identity: str, rep: str) -> None:
    """A customer."""
    journal.write(f"customers/{identity}.md", CARD.format(id=identity, name=f"{identity}卫生室", rep=rep))


def visit(journal: Journal, identity: str, promise: str) -> None:
    """A visit with a promise for a day."""
    journal.write(
        f"visits/2026-11-18-{identity}.md",
        f"---\ncustomer: {identity}\n---\n来过。\n\n- [ ] 带台卡 {promise}\n",
    )


def test_a_month_a_page(journal: Journal) -> None:
    """One month behind, this one, twelve ahead; this one's page has no month in its name."""
    card(journal, "A1", "li")
    journal.build()
    found = [name for name in journal.files() if name.startswith("calendar")]
    assert found == [
        "calendar-2026-10.html",
        *(
            f"calendar-{year}-{month:02}.html"
            for year, month in [(2026, 12), *((2027, n) for n in range(1, 12))]
        ),
        "calendar.html",
    ]
    assert "A1卫生室" in journal.files()["calendar.html"].decode()


def test_a_daily_entry_alone_is_no_calendar(journal: Journal, tmp_path: Path) -> None:
    """A rep of whom nothing else stands anywhere is not shown, whether or not a note's error makes a line for the phone."""
    card(journal, "A1", "li")
    journal.write(
        "customers/A2.md",
        CARD.format(id="A2", name="A2卫生室", rep="han").replace("rep:", "status: 停业\nrep:"),
    )
    journal.build()
    journal.write("visits/2026-11-18-A1.md", "---\ncustomer: 谁也不是\n---\n来过。\n")
    journal.build()
    assert journal.query("SELECT rule FROM reminders WHERE rep = 'han'") == [("daily",)]
    clean = journal.copy(tmp_path / "clean")
    clean.build()
    assert journal.files() == clean.files()
    assert "韩梅" not in journal.files()["calendar.html"].decode()


def test_only_months_that_changed_are_made(journal: Journal) -> None:
    """A promise moved from 20 January to 20 February touches the pages of these two."""
    card(journal, "A1", "li")
    visit(journal, "A1", "2027-01-20")
    journal.build()
    before = journal.files()
    visit(journal, "A1", "2027-02-20")
    journal.build()
    after = journal.files()
    changed = [name for name in after if name.startswith("calendar") and after[name] != before[name]]
    assert changed == ["calendar-2027-01.html", "calendar-2027-02.html"]


def test_a_day_between_two_months_stands_on_both_pages(journal: Journal) -> None:
    """1 December fills the last week of November's page."""
    card(journal, "A1", "li")
    visit(journal, "A1", "2026-12-01")
    journal.build()
    files = journal.files()
    for name in ("calendar.html", "calendar-2026-12.html"):
        day = files[name].decode().partition('id="d-2026-12-01"')[2].partition("</ul>")[0]
        assert "A1卫生室" in day
    (journal.root / "visits/2026-11-18-A1.md").unlink()
    journal.build()
    assert "Promise due" not in journal.files()["calendar.html"].decode()


def test_the_month_turns(journal: Journal) -> None:
    """On 1 December its page takes the name of this month's, and the oldest goes."""
    card(journal, "A1", "li")
    journal.build()
    journal.day = date(2026, 12, 1)
    journal.build()
    files = journal.files()
    assert "calendar-2026-10.html" not in files
    assert "2026/12" in files["calendar.html"].decode()
    assert "2026/11" in files["calendar-2026-11.html"].decode()


@pytest.mark.parametrize("most", [0, 500])
def test_large_months_are_cut_by_rep(journal: Journal, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Above so many entries each rep has a calendar, and everybody's has sums that lead there."""
    monkeypatch.setattr(calendar, "MOST_ENTRIES", most)
    for n, rep in enumerate(["li", "li", "han"]):
        card(journal, f"A{n}", rep)
    journal.build()
    files = journal.files()
    assert ("calendar-li.html" in files) == (most == 0)
    assert ("A0卫生室" in files["calendar.html"].decode()) == (most != 0)
    if most == 0:
        assert "A0卫生室" in files["calendar-li.html"].decode()
        assert "A2卫生室" not in files["calendar-li.html"].decode()
        assert 'href="calendar-2026-12-li.html#d-2026-12-' in files["calendar-2026-12.html"].decode()


def test_months_are_counted_from_the_rows(sample: Journal) -> None:
    """What the index knows of a month is what its reminders say."""
    sample.build()
    for rep, month, total in sample.query("SELECT rep, month, total FROM months"):
        first = date.fromisoformat(month)
        start = first - timedelta(days=first.weekday())
        after = (first + timedelta(days=31)).replace(day=1)
        end = after + timedelta(days=-after.weekday() % 7)
        found = sample.query(
            "SELECT COUNT(*) FROM reminders WHERE rep = ? AND day >= ? AND day < ? AND kind != 'brief' AND rule != 'daily'",
            rep,
            start.isoformat(),
            end.isoformat(),
        )
        assert found == [(total,)], (rep, month)


def test_a_month_that_went_while_the_index_was_gone(journal: Journal) -> None:
    """Its page goes too; what somebody else laid into the folder stays."""
    card(journal, "A1", "li")
    journal.build()
    (home(journal.root) / "index.db").unlink()
    (journal.site / "mine.html").write_text("<p>made with kjournal</p>")
    journal.day = date(2026, 12, 1)
    journal.build()
    assert "calendar-2026-10.html" not in journal.files()
    assert "mine.html" in journal.files()
