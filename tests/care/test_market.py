"""Market days as cards name them, and the visits that avoid their mornings."""

from __future__ import annotations

from datetime import date, time

import pytest

from kjournal.care.market import AFTERNOON, Market, hour, market
from tests.care.written import day, dossier, lines, reminded


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("农历逢三六九", Market(frozenset({3, 6, 9}), True)),
        ("农历逢三、六、九,圩日早上忙", Market(frozenset({3, 6, 9}), True)),
        ("农历逢一四七,一般早上忙", Market(frozenset({1, 4, 7}), True)),
        ("農曆逢五、十", Market(frozenset({5, 0}), True)),
        ("公历逢2、5、8日", Market(frozenset({2, 5, 8}))),
        ("公历逢258", Market(frozenset({2, 5, 8}))),
        ("公历逢5和10", Market(frozenset({5, 0}))),
        ("每周六", Market(weekdays=frozenset({5}))),
        ("周三、周日", Market(weekdays=frozenset({2, 6}))),
        ("逢三六九", Market()),
        ("三天一圩", Market()),
        ("", Market()),
    ],
)
def test_spellings(text: str, means: Market) -> None:
    """By lunar days, by days of the month, by weekday; other text is shown, and no rule uses it."""
    assert market(text) == means


def test_which_days() -> None:
    """2026-11-20 is 十月十二: 十三 is the day after; a lunar 三十 counts as a ten."""
    held = market("农历逢三六九")
    assert [n for n in range(18, 30) if held.holds(date(2026, 11, n))] == [21, 24, 27]
    assert market("农历逢五十").holds(date(2026, 12, 8)), "十月三十"
    assert [n for n in range(1, 31) if market("公历逢2、5、8").holds(date(2026, 11, n))] == [
        2,
        5,
        8,
        12,
        15,
        18,
        22,
        25,
        28,
    ]
    assert market("每周六").holds(date(2026, 11, 21))
    assert not held.holds(date(1800, 1, 1))


def test_not_in_the_morning() -> None:
    """A visit on a market day begins in the afternoon; one in the afternoon stays, and so does one where the card says 就去."""
    card = dossier("name: 甲\n圩日: 农历逢三六九").customer
    assert hour(card, day("11-21"), time(8)) == AFTERNOON
    assert hour(card, day("11-20"), time(8)) == time(8)
    assert hour(card, day("11-21"), time(16)) == time(16)
    anyway = dossier("name: 甲\n圩日: 农历逢三六九,就去").customer
    assert hour(anyway, day("11-21"), time(8)) == time(8)


def test_the_visit_says_so() -> None:
    """It stands on its planned day all the same."""
    made = dossier("name: 甲\nclass: 村镇药店\nrep: li\n圩日: 农历逢三六九", "2026-08-23-甲\npeople: 王")
    (visit,) = [one for one in reminded(made, "11-20") if one.rule == "visit"]
    assert lines([visit]) == ["11-21 14:30 Visit: 甲"]
    assert visit.why.endswith("; due 2026-11-21; market day: not in the morning")
