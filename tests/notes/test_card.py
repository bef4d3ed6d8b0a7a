"""What a card leaves open."""

from __future__ import annotations

import pytest

from tests.notes.written import card, header, read, said, told


@pytest.mark.parametrize("typed", ["30天", "每两周", "一个月两次", "不排", "第三终端", "30"])
def test_known_cadences(typed: str) -> None:
    """Intervals, presets, and words for never."""
    assert told(header(f"拜访频率: {typed}")) == []


def test_an_unknown_cadence() -> None:
    """Is kept and told, with the presets of the settings."""
    note = header("拜访频率: 有空就去", presets=("城区",))
    assert card("拜访频率: 有空就去").cadence == "有空就去"
    assert told(note) == ["2:7 warning KJ233"]
    assert said(note)["KJ233"]["words"] == "城区"
    assert told(header("拜访频率: 城区", presets=("城区",))) == []


def test_a_sentence_without_a_day() -> None:
    """A visit's file that holds one sentence needs its day in the name of the file."""
    note = read("去看了一下。\n", "visits/纳洪村卫生室.md")
    assert note.record is None
    assert (
        said(note)["KJ101"]["remedy"]
        == "name the file by the day and the customer, in the form 2026-11-20-customer.md"
    )
    assert read("去看了一下。\n", "visits/2026-11-20-纳洪村卫生室.md").record is not None
