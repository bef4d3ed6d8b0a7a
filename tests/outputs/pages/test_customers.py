"""The page of all customers: a row each, by town, ready for the script's filters."""

from __future__ import annotations

from datetime import date

import msgspec

from kjournal.care.facts import facts
from kjournal.dates.today import Today
from kjournal.outputs.pages.compose.customer import customer_row, next_step
from kjournal.outputs.pages.customers import CustomerRow, CustomersView, grouped, render_customers
from kjournal.outputs.pages.parts import Phone
from tests.outputs.pages.conftest import REPS, SITE, TODAY, Look, dossier, reminder, view


def row(name: str, **fields: object) -> CustomerRow:
    """A row with what matters to a test."""
    return msgspec.convert(
        {"id": name, "name": name, "page": f"customers/{name}.html", **fields}, CustomerRow
    )


def test_a_customer_in_a_line() -> None:
    """Class, town, rep, grade, band, the last contact, what comes next, the numbers, and words to find it by."""
    shown = view().row
    assert (shown.name, shown.class_, shown.region, shown.rep, shown.grade, shown.band, shown.status) == (
        "桂和堂大药房", "村镇药店", "城关镇", "周宁", "VIP", "将到", "合作",
    )  # fmt: skip
    assert (
        (shown.last.day, shown.last.channel, shown.last.talk)
        == (date(2026, 11, 12), "上门", "上批3860当场转，见 桂和堂。")
        if shown.last
        else False
    )
    assert (shown.next.day, shown.next.what) == (TODAY, "Visit") if shown.next else False
    assert shown.phones == (Phone("0778-0000021", "07780000021"), Phone("19900000104", "19900000104"))
    assert shown.also == "GHT 桂和堂 连锁 黄桂芬 19900000105 黄小明"


def test_without_a_number_of_its_own_its_people_are_called() -> None:
    """Their names beside; nobody who left."""
    card = "---\nname: 甲\nregion: 乙\ncontacts: [{name: 王, phone: 19900000001}, {name: 李, phone: 19900000002, left: 2026-01-01}]\n---\n"
    known = dossier(card, {})
    made = customer_row(known, facts(known, Today(TODAY)), [], grade="", band="", rep=None, today=TODAY)
    assert made.phones == (Phone("王 19900000001", "19900000001"),)


def test_the_next_step_is_the_earliest_that_is_not_over() -> None:
    """What is open and past its day goes before; an agreed day says what for."""
    known = facts(dossier(), Today(TODAY))
    late = reminder(uid="1", rule="next", day=date(2026, 11, 17), verb="Agreed visit")
    coming = reminder(uid="2", rule="next", day=date(2026, 11, 26), verb="Agreed visit")
    over = reminder(uid="3", day=date(2026, 11, 1), open=False)
    assert next_step([], known, TODAY) is None
    assert (step := next_step([coming, over], known, TODAY)) is not None
    assert (step.day, step.what) == (date(2026, 11, 26), "Agreed visit · 对账")
    assert (step := next_step([coming, late, over], known, TODAY)) is not None
    assert step.day == date(2026, 11, 17)


def test_towns_and_grades() -> None:
    """Towns by their path; in a town the best grade first, who is not visited any more last."""
    rows = [
        row("c", region="乙镇", region_path="县/乙镇", grade="C"),
        row("closed", region="乙镇", region_path="县/乙镇", grade="VIP", closed=True),
        row("vip", region="乙镇", region_path="县/乙镇", grade="VIP"),
        row("a", region="丙镇", region_path="县/丙镇"),
        row("nowhere"),
    ]
    assert [(group.region, [one.name for one in group.rows]) for group in grouped(rows)] == [
        ("", ["nowhere"]), ("丙镇", ["a"]), ("乙镇", ["vip", "c", "closed"]),
    ]  # fmt: skip


def test_filters_offer_what_there_is() -> None:
    """A filter with one choice is none; grades and bands stand in their own order."""
    view = CustomersView(
        (row("a", grade="C", band="正常", rep="周宁"), row("b", grade="VIP", band="久未联系", rep="周宁"))
    )
    page = render_customers(SITE, view)
    assert (
        '<select name="grade"><option value="">any</option><option>VIP</option><option>C</option></select>'
        in page
    )
    assert "<option>久未联系</option><option>正常</option>" in page
    assert 'name="rep"' not in page


def test_it_reads_without_the_script() -> None:
    """The form is hidden until the script shows it; every row is there."""
    look = Look(render_customers(SITE, CustomersView((view().row,))))
    assert "hidden" in look.all("form", "filters")[0]
    assert "桂和堂大药房" in look.text
    assert REPS[0].shown in look.text


def test_nobody_yet() -> None:
    """An empty journal says how to begin."""
    assert "kjournal new customer" in Look(render_customers(SITE, CustomersView())).text


def test_an_old_version_is_marked() -> None:
    """A note that cannot be read shows in the list."""
    assert "old version" in Look(render_customers(SITE, CustomersView((row("a", stale="2026-11-01"),)))).text
