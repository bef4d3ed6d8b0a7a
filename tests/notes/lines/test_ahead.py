"""The next visit in one line, and short dates at the start of a promise."""

from __future__ import annotations

from datetime import date

import pytest

from kjournal.records.business import Promise
from kjournal.records.visit import Next
from tests.notes.written import VISIT, header, said, visit


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("11/25", Next(date=date(2026, 11, 25))),
        ("11.25", Next(date=date(2026, 11, 25))),
        ("11.25 送货", Next(date=date(2026, 11, 25), what="送货")),
        ("11-25上午九点半", Next(date=date(2026, 11, 25), what="上午九点半")),
        ("送货 11月25日", Next(date=date(2026, 11, 25), what="送货")),
        ("下周三上午", Next(date=date(2026, 11, 25), what="上午")),
        ("拜访 下周三", Next(date=date(2026, 11, 25), what="拜访")),
        ("元旦", Next(date=date(2027, 1, 1))),
    ],
)
def test_a_day_anywhere_in_the_line_is_read(line: str, expected: Next) -> None:
    """A day counts wherever it stands; a short date only at the start."""
    assert visit(f"next: {line}").next == expected


@pytest.mark.parametrize(
    "line", ["12月", "春节后", "明后天", "过两天", "国庆送礼", "元旦后", "30 送货", "20号楼 3"]
)
def test_a_word_of_time_without_a_day_is_told(line: str) -> None:
    """Nothing reminds of a visit without a day, so what looks like one and is none is a warning."""
    note = header(f"next: {line}", VISIT)
    assert note.record == visit(f"next: {line}")
    assert said(note)["KJ235"] == {"label": "下次", "key": "next", "value": line, "example": "2026-11-27"}


@pytest.mark.parametrize("line", ["带合同", "20盒样品送去", "12.5元的样品", "送3支笔"])
def test_what_for_alone_is_no_slip(line: str) -> None:
    """A next visit may have only its errand; a counted thing in it is no day."""
    note = header(f"next: {line}", VISIT)
    assert said(note) == {}
    assert visit(f"next: {line}").next == Next(what=line)


@pytest.mark.parametrize("line", ["周五 11月26日", "11月26日 周五", "送货 周五 11月26日"])
def test_a_weekday_beside_the_date_must_agree(line: str) -> None:
    """The date counts, and a weekday that is another day's is told."""
    note = header(f"next: {line}", VISIT)
    assert said(note)["KJ213"]["value"] == "2026-11-26"
    found = visit(f"next: {line}").next
    assert found is not None
    assert found.date == date(2026, 11, 26)


@pytest.mark.parametrize("line", ["12/5 送样", "12.5 送样"])
def test_a_promise_may_begin_with_a_short_date(line: str) -> None:
    """At its start `12/5` is a date."""
    assert visit("status: 完成", f"- [ ] {line}\n").promises == (Promise(what="送样", due=date(2026, 12, 5)),)


@pytest.mark.parametrize("line", ["1/2 盒样品", "12.5元 补差", "送样 12/5"])
def test_a_counted_number_begins_no_promise_as_a_date(line: str) -> None:
    """Before a unit it is a number, and elsewhere in a line it may be a fraction."""
    assert visit("status: 完成", f"- [ ] {line}\n").promises == (Promise(what=line, due=date(2026, 11, 27)),)
