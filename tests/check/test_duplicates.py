"""Cards that may be one customer."""

from __future__ import annotations

import pytest

from kjournal.check.duplicates import Card, duplicates, plain
from kjournal.findings.finding import Finding, Place

REGION = "广西/河池/峨江县/向阳镇"


def card(name: str, number: int = 0, **fields: str) -> Card:
    """A card in one town."""
    usual = {"region": REGION, "phone": "", "kind": "", "merged_into": "", "org": ""}
    return Card(path=f"customers/{number}-{name}.md", id=f"K{number}", name=name, **{**usual, **fields})


def pairs(*cards: Card) -> list[str]:
    """The candidates of each finding."""
    return [finding.args["candidates"] for finding in duplicates(cards)]


def test_one_finding_with_all_places() -> None:
    """The same name in one place."""
    assert duplicates([card("福民药店", 2), card("福民药店", 1)]) == [
        Finding(
            "KJ304",
            (Place("customers/1-福民药店.md"), Place("customers/2-福民药店.md")),
            {"candidates": "福民药店 (K1)、福民药店 (K2)"},
        )
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("福民药店", "福民大药房", True),
        ("那料村卫生室", "那料村卫生所", True),
        ("那料村卫生室", "那料卫生室", True),
        ("向阳镇卫生院", "向阳镇中心卫生院", True),
        ("向阳镇卫生院", "向阳衛生院", True),
        ("峨江县人民医院", "县人民医院", True),
        ("覃家和诊所", "覃家和門診部", True),
        ("福 民 药 店", "福民药店", True),
        ("河东村卫生室", "河口村卫生室", False),
        ("向阳村卫生室", "向阳镇卫生院", False),
        ("百姓药店", "平价药店", False),
        ("县人民医院", "县中医院", False),
        ("一村卫生室", "二村卫生室", False),
    ],
)
def test_names_that_mean_the_same(one: str, other: str, same: bool) -> None:
    """However it is written, in full or short; neighbours with one sign in common are not the same."""
    assert bool(pairs(card(one, 1), card(other, 2))) == same


def test_elsewhere() -> None:
    """Every town has its 百姓药店."""
    assert pairs(card("百姓药店", 1), card("百姓药店", 2, region="广西/河池/峨江县/纳洪乡")) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("19900000001", "199-0000-0001", True),
        ("0778-1234567", "王 07781234567", True),
        ("19900000001、19900000002", "19900000002", True),
        ("19900000001", "19900000002", False),
        ("", "", False),
        ("123", "123", False),
    ],
)
def test_the_same_telephone(one: str, other: str, same: bool) -> None:
    """Mobile or not, however it is typed; what is no number is no sign."""
    assert bool(pairs(card("甲药店", 1, phone=one), card("乙诊所", 2, phone=other))) == same


def test_one_group_by_way_of_others() -> None:
    """Of the same name as one and the telephone of another: one customer, one finding."""
    found = pairs(
        card("甲药店", 1), card("甲大药房", 2, phone="19900000001"), card("乙诊所", 3, phone="19900000001")
    )
    assert found == ["甲药店 (K1)、甲大药房 (K2)、乙诊所 (K3)"]


def test_merged_cards() -> None:
    """They point to the other already."""
    assert pairs(card("福民药店", 1), card("福民药店", 2, merged_into="K1")) == []


def test_people() -> None:
    """The same name at one organisation, or in one place; never at two organisations, nor by a shared telephone."""
    one, two = card("王医生", 1, kind="个人", org="A"), card("王医生", 2, kind="个人", org="B")
    assert pairs(one, two) == []
    assert pairs(one, two._replace(org="A")) == ["王医生 (K1)、王医生 (K2)"]
    assert pairs(card("王医生", 1, kind="个人"), card("王医生", 2, kind="个人")) == [
        "王医生 (K1)、王医生 (K2)"
    ]
    assert pairs(one._replace(phone="19900000001"), card("乙诊所", 3, phone="19900000001")) == []


def test_cards_that_do_not_want_to_hear_of_it() -> None:
    """`ignore: KJ304` takes a card out of every group."""
    assert pairs(card("福民药店", 1, ignore="KJ304"), card("福民药店", 2)) == []


def test_the_plain_name() -> None:
    """Never empty, and in one form."""
    assert [plain(name, REGION) for name in ("向阳", "向阳镇", "村卫生室", "卫生所")] == [
        "向阳",
        "向阳镇",
        "卫生室",
        "卫生室",
    ]
