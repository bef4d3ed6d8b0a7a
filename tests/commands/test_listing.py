"""How what was left undone is listed: by kind, many of one sort together, the rest counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from kjournal import words
from kjournal.care.reminder import Kind, Line, Reminder
from kjournal.commands.listing import Listed, filled, undone

DAY = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Messages in the words of the code, whatever the machine speaks."""
    words.use("en")
    yield
    words.use("en")


def late(kind: Kind, rule: str, verb: str, count: int, line: str = "") -> list[Listed]:
    return [
        Listed(
            Reminder(
                f"{rule}-{n}", rule, kind, "K", "li", DAY + timedelta(days=n), verb, f"店{n}", f"why {n}",
                lines=(Line(line),) if line else (),
            ),
            "",
        )
        for n in range(count)
    ]  # fmt: skip


def test_by_kind_and_sort() -> None:
    """Promises first, then money, then visits; more than three of one sort are names in a paragraph."""
    rows = [
        *late("visit", "restock", "Ask for stock", 4),
        *late("money", "money", "Collect money", 1),
        *late("promise", "promise", "Promise due", 1, "送海报"),
    ]
    assert list(undone(rows, "")) == [
        "Promises",
        "  2026-11-01  Promise due: 店0 – 送海报",
        "              why 0",
        "Money and licences",
        "  2026-11-01  Collect money: 店0",
        "              why 0",
        "Visits",
        "  Ask for stock, 4 customers:",
        "    店0 (since 2026-11-01), 店1 (since 2026-11-02), 店2 (since 2026-11-03), 店3 (since 2026-11-04)",
    ]


def test_what_is_promised_is_never_told_together() -> None:
    """Each promise is another; from the twenty-first on they are counted, and the way to them is told."""
    said = list(undone(late("promise", "promise", "Promise due", 23, "送海报"), ""))
    assert len(said) == 1 + 2 * 20 + 1
    assert said[-1] == "  3 more: kjournal agenda --from 2026-11-21 --kind promise"


def test_long_paragraphs_end_too() -> None:
    """Twenty names, the number of all, and how many more."""
    said = list(undone(late("visit", "restock", "Ask for stock", 50), ""))
    assert said[1] == "  Ask for stock, 50 customers:"
    assert said[-1] == "  30 more: kjournal agenda --from 2026-11-21 --kind visit"
    assert sum(line.count("since") for line in said) == 20


def test_lines_are_no_wider_than_the_terminal() -> None:
    """Counted in cells: a Chinese character takes two."""
    assert list(filled(["一二三四", "五六", "七"], 14)) == ["一二三四, 五六,", "七"]
    assert list(filled(["一二三四五六七八九十"], 4)) == ["一二三四五六七八九十"]
