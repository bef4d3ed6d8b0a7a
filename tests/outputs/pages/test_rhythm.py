"""Contacts against the cadence and orders, as strips on one line of time."""

from __future__ import annotations

from datetime import date

from kjournal.care.settings import CareSettings
from kjournal.dates.today import Today
from kjournal.outputs.pages.charts.data import Span
from kjournal.outputs.pages.compose.rhythm import Due, rhythm
from kjournal.outputs.pages.dealings import Rhythm
from tests.outputs.pages.conftest import TODAY, dossier

CARD = "---\nname: 甲\nclass: 村镇药店\n---\n"


def strips(due: Due | None = None, *, card: str = CARD, **visits: str) -> Rhythm:
    """The strips of an A customer (a visit every 60 days); `d1005` is a note of 5 October."""
    notes = {
        f"visits/2026-{key[1:3]}-{key[3:]}-甲.md": f"---\ncustomer: 甲\n{text}\n---\n去了。\n"
        for key, text in visits.items()
    }
    known = dossier(card, notes, path="customers/甲.md")
    return rhythm(known, "A", due or Due(), CareSettings(), {}, Today(TODAY))


def test_nobody_was_met_yet() -> None:
    """No strip of plans and vain attempts alone."""
    assert strips(d1001="status: 未遇", d1201="status: 计划") == Rhythm()


def test_contacts_by_what_they_were() -> None:
    """A disc in person, a ring by telephone, a stroke in writing, a cross where nobody was met; what lies ahead is left out."""
    made = strips(
        d1001="channel: 上门", d1008="channel: 电话", d1015="channel: 微信", d1020="status: 未遇", d1210="channel: 上门"
    ).contacts  # fmt: skip
    assert made is not None
    assert [(mark.day.day, mark.shape) for mark in made.marks] == [(1, "full"), (8, "ring"), (15, "tick"), (20, "cross")]  # fmt: skip
    assert [key.label for key in made.keys] == ["in person", "by telephone", "in writing", "met nobody", "within the interval"]  # fmt: skip
    assert made.said == "3 times, a visit every 60 days"
    assert [mark.said for mark in made.marks][1:4:2] == ["电话", "上门 · 未遇"]


def test_what_is_kept_and_what_is_late() -> None:
    """Sixty days after each visit are well; a longer time is hatched; a call fills no visit's interval."""
    made = strips(Due(date(2026, 10, 30)), d0501="", d0615="channel: 电话", d0901="").contacts
    assert made is not None
    assert made.spans == (
        Span(date(2026, 5, 1), date(2026, 6, 30)),
        Span(date(2026, 6, 30), date(2026, 9, 1), "over", hatched=True),
        Span(date(2026, 9, 1), date(2026, 10, 30)),
    )
    assert made.said == "3 times, a visit every 60 days, at most 123 days between two"
    assert (made.first, made.end) == (date(2026, 5, 1), date(2026, 10, 30))


def test_a_gap_that_lasts_is_seen_without_a_clock() -> None:
    """The band says how far the strip reaches: with 超期 twice the interval, with 久未联系 three times."""
    for band, end in (
        ("正常", date(2026, 8, 30)),
        ("超期", date(2026, 10, 29)),
        ("久未联系", date(2026, 12, 28)),
    ):
        made = strips(Due(date(2026, 8, 30), band), d0701="").contacts
        assert made is not None
        assert made.end == end
        assert [span.hatched for span in made.spans] == [False] + [True] * (band != "正常")


def test_one_who_is_not_looked_after_has_no_interval() -> None:
    """Marks alone."""
    made = strips(card=CARD.replace("class", "cadence: 不排\nclass"), d0701="", d0801="").contacts
    assert made is not None
    assert (made.spans, made.said) == ((), "2 times, at most 31 days between two")


def test_a_year_is_shown() -> None:
    """Not what lies longer back than a year before the last contact."""
    known = strips(d0102="", d1101="").contacts
    assert known is not None
    assert known.first == date(2026, 1, 1)
    old = {
        "visits/2024-05-02-甲.md": "---\ncustomer: 甲\n---\n去了。\n",
        "visits/2026-01-02-甲.md": "---\ncustomer: 甲\n---\n去了。\n",
    }
    made = rhythm(
        dossier(CARD, old, path="customers/甲.md"), "", Due(), CareSettings(), {}, Today(TODAY)
    ).contacts
    assert made is not None
    assert (made.first, len(made.marks)) == (date(2025, 1, 1), 1)


def test_orders_stand_below_their_contacts() -> None:
    """On the same line of time, as high as they came to; one without prices is still there."""
    made = strips(
        d0501="orders: [钙片 =300]",
        d0601="",
        d0610="orders: [钙片 =100, 颗粒 5盒]",
        d0720="orders: [颗粒 5盒]",
    )
    assert made.contacts is not None
    assert made.orders is not None
    assert (made.orders.first, made.orders.end) == (made.contacts.first, made.contacts.end)
    assert [(mark.day, mark.value, mark.said) for mark in made.orders.marks] == [
        (date(2026, 5, 1), 300, "300 yuan · 钙片"),
        (date(2026, 6, 10), 100, "100 yuan · 钙片、颗粒"),
        (date(2026, 7, 20), 0, "颗粒"),
    ]
    assert made.orders.said == "3 orders, 400 yuan in all, mostly 40 days apart"
