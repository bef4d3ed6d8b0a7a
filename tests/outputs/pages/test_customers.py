"""The page of all customers: a row each, by town, ready for the script's filters."""

from __future__ import annotations

from datetime import date, time, timedelta
from urllib.parse import quote

import msgspec
import pytest

from kjournal.care.facts import facts
from kjournal.dates.today import Today
from kjournal.files.naming import case_key
from kjournal.outputs.pages.compose.customer import customer_row, next_step
from kjournal.outputs.pages.customers import (
    MANY,
    CustomerRow,
    CustomersView,
    NextStep,
    customers_views,
    grouped,
    render_customers,
)
from kjournal.outputs.pages.links import part_file
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
    assert shown.next == NextStep(date(2026, 11, 18), "Promise due · 台卡两个带过来", time(8), late=True)
    assert shown.phones == (Phone("0778-0000021", "07780000021"), Phone("19900000104", "19900000104"))


def test_without_a_number_of_its_own_its_people_are_called() -> None:
    """Their names beside; nobody who left."""
    card = "---\nname: 甲\nregion: 乙\ncontacts: [{name: 王, phone: 19900000001}, {name: 李, phone: 19900000002, left: 2026-01-01}]\n---\n"
    known = dossier(card, {})
    made = customer_row(
        known, facts(known, Today(TODAY)), [], grade="", band="", rep=None, today=Today(TODAY)
    )
    assert made.phones == (Phone("王 19900000001", "19900000001"),)


def test_the_next_step_is_the_earliest_that_is_not_over() -> None:
    """What is open and past its day goes before; an agreed day says what for."""
    known = facts(dossier(), Today(TODAY))
    late = reminder(uid="1", rule="next", day=date(2026, 11, 17), verb="Agreed visit")
    coming = reminder(uid="2", rule="next", day=date(2026, 11, 26), verb="Agreed visit")
    over = reminder(uid="3", day=date(2026, 11, 1), open=False)
    assert next_step([], known, Today(TODAY)) is None
    assert (step := next_step([coming, over], known, Today(TODAY))) is not None
    assert (step.day, step.what) == (date(2026, 11, 26), "Agreed visit · 对账")
    assert (step := next_step([coming, late, over], known, Today(TODAY))) is not None
    assert step.day == date(2026, 11, 17)


@pytest.mark.parametrize(
    ("others", "first"),
    [
        ([("visit", "visit", 0, True)], "visit"),
        ([("promise", "promise", 0, True)], "promise"),
        ([("next", "visit", 4, True), ("visit", "visit", 2, True)], "visit"),
        ([("money", "money", -40, True), ("visit", "visit", 0, True)], "money"),
        ([("money", "money", -40, True), ("next", "visit", 0, True)], "next"),
        ([("visit", "visit", 60, True), ("birthday", "birthday", 0, True)], "restock"),
        ([("money", "money", -3, False)], "restock"),
    ],
)
def test_the_next_step_is_what_matters_most(others: list[tuple[str, str, int, bool]], first: str) -> None:
    """A visit, a word given and money owed go before what was only to be asked about, however old that is."""
    known = facts(dossier(), Today(TODAY))
    soft = reminder(uid="0", rule="restock", verb="restock", day=date(2026, 11, 13), band="")
    made = [
        reminder(uid=rule, rule=rule, kind=kind, verb=rule, day=TODAY + timedelta(days), band="", open=open_)
        for rule, kind, days, open_ in others
    ]
    step = next_step([soft, *made], known, Today(TODAY))
    assert step is not None
    assert step.what.partition(" · ")[0] == first
    assert step.late == (step.day < TODAY)


def test_a_late_step_is_marked() -> None:
    """By a shape and a colour, in the list and on the page."""
    late = row("甲", next={"day": "2026-11-13", "what": "Collect money", "late": True})
    coming = row("乙", next={"day": "2026-11-23", "what": "Visit"})
    html = render_customers(SITE, CustomersView((late, coming)))
    assert html.count('<span class="past">') == 1
    assert html.index('<span class="past">') < html.index("2026-11-13")


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


def many(count: int, **fields: object) -> list[CustomerRow]:
    """As many rows alike."""
    return [
        row(f"{fields.get('region', '')}{fields.get('class_', '')}{n:03}", **fields) for n in range(count)
    ]


TOWNS = [
    *many(4, region="向阳镇", region_path="县/向阳镇", grade="VIP", band="超期"),
    *many(3, region="乙镇", region_path="县/乙镇", grade="B", band="久未联系"),
    *many(2),
]


def test_a_page_holds_as_many_as_may_stand_on_it() -> None:
    """Up to there one page has all."""
    assert list(customers_views(TOWNS, 9)) == ["customers.html"]


def test_beyond_that_each_town_has_a_page() -> None:
    """Named by its path, with what is urgent there in the list that leads to it; every row is on one of them."""
    views = customers_views(TOWNS, 8)
    first, *others = views
    assert first == "customers.html"
    assert others == ["customers-_-xe3b0c44298.html", "customers-县-乙镇.html", "customers-县-向阳镇.html"]
    assert [(one.region, one.above, one.count, one.key, one.over, one.long) for one in views[first].parts] == [
        ("", "", 2, 0, 0, 0), ("乙镇", "县", 3, 0, 0, 3), ("向阳镇", "县", 4, 4, 4, 0),
    ]  # fmt: skip
    assert sorted(one.id for file in others for one in views[file].rows) == sorted(one.id for one in TOWNS)


def test_a_towns_page_keeps_its_name_when_others_grow() -> None:
    """The file hangs on the path alone."""
    grown = [*TOWNS, *many(20, region="丙镇", region_path="县/丙镇")]
    assert set(customers_views(TOWNS, 8)) <= set(customers_views(grown, 8)) | {"customers-县-丙镇.html"}


def test_a_town_too_large_is_cut_by_class_letter_and_number() -> None:
    """No page is longer than allowed, whatever the customers are called."""
    rows = [
        *many(3, region="甲", region_path="县/甲", class_="诊所"),
        *(row(f"单{n}", region="甲", region_path="县/甲", class_="药店") for n in range(3)),
        *(row(f"李{n}", region="甲", region_path="县/甲", class_="药店") for n in range(8)),
    ]
    views = customers_views(rows, 3)
    parts = views["customers.html"].parts
    assert [one.within for one in parts] == [
        ("药店", "L", "1"), ("药店", "L", "2"), ("药店", "L", "3"), ("药店", "S"), ("诊所",),
    ]  # fmt: skip
    assert len({one.file for one in parts}) == len(parts)
    assert max(len(view.rows) for view in views.values()) == 3
    assert sum(len(view.rows) for view in views.values()) == len(rows)


@pytest.mark.parametrize(
    "paths", [("a/b-c", "a-b/c"), ("A/镇", "a/镇"), ("县//镇", "县/镇"), ("..", "."), ("县/镇", "县/镇 ")]
)
def test_no_two_towns_share_a_page(paths: tuple[str, str]) -> None:
    """Also where case is ignored and names hold what files may not."""
    one, other = (part_file(path) for path in paths)
    assert case_key(one) != case_key(other)
    assert "/" not in one + other


def test_the_list_of_towns() -> None:
    """It leads to each, and says so in the bar; a town's page leads back."""
    views = customers_views(TOWNS, 8)
    look = Look(render_customers(SITE, views["customers.html"]))
    assert look.wrong == []
    assert [attrs["href"] for attrs in look.all("a") if attrs.get("href", "").startswith("customers-")] == [
        quote(file) for file in views if file != "customers.html"
    ]
    assert "VIP and A 4" in look.text
    file = "customers-县-向阳镇.html"
    town = Look(render_customers(SITE, views[file], file))
    assert town.wrong == []
    assert len(town.all("tr", "row")) == 4 + 1  # and the one that the script fills
    assert "向阳镇 4" in town.text
    assert [attrs["href"] for attrs in town.all("a") if attrs.get("aria-current") == "true"] == [
        "customers.html"
    ]


def test_five_hundred_rows_stay_under_a_megabyte() -> None:
    """With all that a row may hold."""
    full = msgspec.structs.replace(
        view().row, unit="峨江县人民医院", tags=("连锁", "医保定点", "老客户"), stale="2026-11-01"
    )
    page = render_customers(SITE, CustomersView((full,) * MANY))
    assert len(page.encode()) < 1_000_000


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
