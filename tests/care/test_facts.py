"""What a dossier gives by itself."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from kjournal.care.facts import Facts
from kjournal.dates.today import Today
from tests.care.written import day, dossier, facts_on

CARD = "name: 甲\nclass: 村卫生室"


def test_a_visit_ahead_has_not_happened() -> None:
    """Whatever its note says: it counts from its day on."""
    made = dossier(CARD, "2026-11-25-甲\nstatus: 完成\npeople: 王")
    assert facts_on(made, "11-24").last is None
    assert facts_on(made, "11-25").contacts == 1


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("people: 王\n\n# 客户信息\n\n老王在。坐了十分钟。\n\n下次再去。", "老王在。坐了十分钟。"),
        ("people: 王\n\n老王在。" + "长" * 60 + "。完了。", "老王在。"),
        ("people: 王\n\n- 卖得快\n- 要补货", "卖得快"),
        ("people: 王\n\n- [ ] 送样品 2026-12-01\n答应：带价目表\n\n人不错", "人不错"),
        ("people: 王\naim: 谈分店", "谈分店"),
        ("people: 王\norders: [板蓝根颗粒 20盒 ×7, 健胃消食片 10盒 ×5]", "板蓝根颗粒、健胃消食片"),
        ("people: 王", ""),
        ("people: 王\n\n" + "长" * 80, "长" * 59 + "…"),
    ],
)
def test_the_talk_in_a_line(note: str, expected: str) -> None:
    """The sentences with which the prose begins, never a heading or a promise; else the aim, else what was ordered."""
    last = facts_on(dossier(CARD, f"2026-11-01-甲\n{note}"), "11-20").last
    assert last is not None
    assert last.talk == expected


def test_tried_in_vain() -> None:
    """The last attempt that met nobody, unless somebody was met since."""
    tries = ["2026-11-05-甲\nstatus: 未遇", "2026-11-03-甲\nstatus: 未遇"]
    assert facts_on(dossier(CARD, *tries), "11-20").tried == day("11-05")
    met = dossier(CARD, *tries, "2026-11-06-甲\npeople: 王")
    assert facts_on(met, "11-20").tried is None
    assert facts_on(met, "11-05").tried == day("11-05")


def test_left_for_the_next_time() -> None:
    """A `next` without a day agrees on nothing; it is what the next visit should bring."""
    made = dossier(CARD, "2026-11-01-甲\npeople: 王\nnext: 带新价目表")
    facts = facts_on(made, "11-20")
    assert (facts.wanted, facts.agreed) == ("带新价目表", ())


def test_days_that_cannot_be_meant() -> None:
    """A visit of the year 1026 or 2999 is a slip with its own finding, and counts for nothing."""
    made = dossier(
        CARD, "2026-11-01-甲\ndate: 1026-11-01\npeople: 王", "2026-11-02-甲\ndate: 2999-01-01\nstatus: 计划"
    )
    assert facts_on(made, "11-20") == Facts()


def test_facts_come_back_from_the_index() -> None:
    """They are kept as JSON."""
    made = dossier(
        CARD,
        "2026-11-01-甲\npeople: 王\nnext: 2026-11-25 送样品\n\n- [ ] 送样品 给王 2026-12-01",
        "2026-12-01-甲\nstatus: 计划\nstart: 09:00",
    )
    facts = facts_on(made, "11-20")
    assert facts.promises
    assert len(facts.agreed) == 2
    assert msgspec.json.decode(msgspec.json.encode(facts), type=Facts) == facts


def test_facts_change_only_with_visits_ahead() -> None:
    """The first day on which they would change by time alone is that of the next note ahead."""
    from kjournal.care.facts import facts

    today = Today(date(2026, 11, 20))
    facts(dossier(CARD, "2026-11-01-甲\npeople: 王", "2026-11-25-甲\nstatus: 计划"), today)
    assert today.until == date(2026, 11, 25)
