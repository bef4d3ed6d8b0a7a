"""Gifts: the register with each occasion beside its cap."""

from __future__ import annotations

from tests.graph.conftest import Journal
from tests.reports.conftest import Told, card, visit


def test_lines_of_an_occasion_are_added_up(journal: Journal, told: Told) -> None:
    """Two lines under the cap are over it together; the latest first."""
    card(journal, 1, "grade: C\n")
    visit(
        journal,
        1,
        "2026-09-24",
        "gifts:\n  - {item: 茶叶, value: 60, to: 王老板, occasion: 中秋}\n  - {item: 柚子, value: 45, to: 王老板, occasion: 中秋}\n",
    )
    visit(journal, 1, "2026-10-24", "gifts: [{item: 毛巾, value: 85, to: 王老板}]\n")
    assert told.cells(journal, "gifts", "item", "worth", "spent", "cap", "state") == [
        ("毛巾", "85.00", None, "100.00", ("near", "near its cap")),
        ("茶叶", "60.00", "105.00", "100.00", ("late", "over its cap")),
        ("柚子", "45.00", "105.00", "100.00", ("late", "over its cap")),
    ]
    assert told(journal, "gifts").total[:6] == (("all",), None, None, None, None, "190.00")


def test_medical_staff_get_printed_matter_only(journal: Journal, told: Told) -> None:
    """A cup is not allowed whatever it cost; a leaflet is, each thing beside the cap of printed matter."""
    card(journal, 1, class_="村卫生室")
    visit(
        journal,
        1,
        "2026-09-24",
        "gifts:\n  - {item: 杯子, value: 5}\n  - {item: 学术资料 折页, value: 8}\n  - {item: 宣传海报, value: 18}\n",
    )
    assert told.cells(journal, "gifts", "item", "state") == [
        ("杯子", ("late", "not allowed")),
        ("学术资料 折页", ("fine", "within")),
        ("宣传海报", ("near", "near its cap")),
    ]


def test_cash_and_what_has_no_worth(journal: Journal, told: Told) -> None:
    """Cash is for nobody; a gift whose worth nobody wrote cannot be held against a cap."""
    card(journal, 1)
    visit(
        journal, 1, "2026-09-24", "gifts:\n  - {item: 购物卡, value: 50, to: 王}\n  - {item: 水果, to: 李}\n"
    )
    assert told.cells(journal, "gifts", "item", "state") == [
        ("购物卡", ("late", "not allowed")),
        ("水果", ("near", "worth not written")),
    ]


def test_an_activity_counts_what_one_guest_got(journal: Journal, told: Told) -> None:
    """All its lines for each guest, beside the cap of a guest."""
    card(journal, 1)
    card(journal, 2)
    journal.write(
        "visits/2026-11-02-订货会.md",
        "---\nkind: 活动\nwhat: 订货会\nrep: li\ndate: 2026-11-02\ncustomers: [店1, 店2]\ngifts: [茶杯 60元 2个, 伞 50元 2把]\n---\n",
    )
    assert told.cells(journal, "gifts", "customer", "person", "worth", "spent", "state") == [
        (None, ("2 guests", "商业客户"), "120.00", "110.00", ("late", "over its cap")),
        (None, ("2 guests", "商业客户"), "100.00", "110.00", ("late", "over its cap")),
    ]


def test_what_one_guest_may_not_have(journal: Journal, told: Told) -> None:
    """A cup to a shop and a clinic is not allowed, as the finding says; to the shop alone it is; a leaflet has the cap of leaflets."""
    card(journal, 1)
    card(journal, 2, class_="村卫生室")
    journal.write(
        "visits/2026-11-02-订货会.md",
        "---\nkind: 活动\nwhat: 订货会\nrep: li\ndate: 2026-11-02\ncustomers: [店1, 店2]\ngifts: [茶杯 30元 2个, 雨伞 20元 给店1, 宣传册 25元 2本]\n---\n",
    )
    assert told.cells(journal, "gifts", "person", "spent", "cap", "state") == [
        (("2 guests", "医务人员、商业客户"), "30.00", "20.00", ("late", "not allowed")),
        (("2 guests", "店1", "商业客户"), "75.00", "100.00", ("fine", "within")),
        (("2 guests", "医务人员、商业客户"), "25.00", "20.00", ("late", "over its cap")),
    ]  # fmt: skip


def test_lines_for_other_guests(journal: Journal, told: Told) -> None:
    """What another guest got is not counted against this one; a guest's own cap is."""
    card(journal, 1)
    card(journal, 2)
    card(journal, 3, "gift_cap: 40\n")
    journal.write(
        "visits/2026-11-02-订货会.md",
        "---\nkind: 活动\nwhat: 订货会\nrep: li\ndate: 2026-11-02\ncustomers: [店1, 店2, 店3]\ngifts: [茶杯 60元 给店1, 雨伞 110元 给店2, 毛巾 50元 给店3]\n---\n",
    )
    assert told.cells(journal, "gifts", "spent", "cap", "state") == [
        (None, "100.00", ("fine", "within")),
        (None, "100.00", ("late", "over its cap")),
        (None, "40.00", ("late", "over its cap")),
    ]


def test_what_each_got_in_a_year(journal: Journal, told: Told) -> None:
    """By customer and by rep, the most first; beside the cap of a year where there is one."""
    toml = (journal.root / "kjournal.toml").read_text(encoding="utf-8")
    journal.write("kjournal.toml", toml + "[gifts]\nyear = 90\n")
    card(journal, 1)
    card(journal, 2, rep="han")
    visit(journal, 1, "2026-09-24", "gifts: [{item: 茶叶, value: 60, to: 王}]\n")
    visit(journal, 1, "2026-10-24", "gifts: [{item: 毛巾, value: 35, to: 王}]\n")
    visit(journal, 2, "2026-10-24", "gifts: [{item: 毛巾, value: 10, to: 李}]\n")
    visit(journal, 2, "2025-10-24", "gifts: [{item: 毛巾, value: 99, to: 李}]\n")
    assert told(journal, "gifts-by-customer").rows == (
        (("K1", "店1"), 2, "95.00", ("late", "王")),
        (("K2", "店2"), 1, "10.00", None),
    )
    assert told(journal, "gifts-by-rep").rows == (("李雷", 2, "95.00"), ("韩梅", 1, "10.00"))
