"""Where the cursor stands in a header that is being typed; `|` is the cursor."""

from __future__ import annotations

import pytest

from kjournal.serving.language.spot import Outline, Spot, kind_of_note, spot


def at(path: str, text: str) -> tuple[Outline, Spot | None]:
    """The spot at the bar."""
    lines = text.split("\n")
    row = next(n for n, line in enumerate(lines) if "|" in line)
    column = lines[row].index("|")
    lines[row] = lines[row].replace("|", "", 1)
    outline = Outline(lines, kind_of_note(path))
    return outline, spot(outline, row, column)


CARD, VISIT = "customers/x.md", "visits/x.md"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (VISIT, "---\n客|\n---\n", ("key", "Visit", "", "客")),
        (VISIT, "---\n客户: 向|阳\n---\n", ("value", "Visit", "customer", "向")),
        (VISIT, "---\n客户：向|\n---\n", ("value", "Visit", "customer", "向")),
        (VISIT, '---\ncustomer: "向|"\n---\n', ("value", "Visit", "customer", "向")),
        (VISIT, "---\n客户: [[向|\n---\n", ("link", "Visit", "", "向")),
        (VISIT, "---\n参加客户: [甲店, 乙|, 丙]\n---\n", ("value", "Visit", "customers", "乙")),
        (VISIT, "---\n参加客户:\n  - 甲店\n  - 乙|\n---\n", ("value", "Visit", "customers", "乙")),
        (VISIT, "---\n参加客户:\n- 乙|\n---\n", ("value", "Visit", "customers", "乙")),
        (VISIT, "---\n目的: 招呼、说|\n---\n", ("value", "Visit", "purpose", "说")),
        (VISIT, "---\n收款: [1.2万 银|]\n---\n", ("line", "Payment", "payments", "银")),
        (VISIT, "---\n收款:\n  - 1.2万 银|\n---\n", ("line", "Payment", "payments", "银")),
        (VISIT, "---\n收款:\n  - 金额: 5\n    方|\n---\n", ("key", "Payment", "", "方")),
        (VISIT, "---\n收款:\n  - {金额: 5, 方|}\n---\n", ("key", "Payment", "", "方")),
        (VISIT, "---\n下次: {日期: 今|}\n---\n", ("value", "Next", "date", "今")),
        (
            CARD,
            "---\n联系人:\n  - 姓名: 王\n    家庭:\n      - 关|\n---\n",
            ("key", "FamilyMember", "family", "关"),
        ),
        (CARD, "---\n联系人:\n  - 罗|\n---\n", ("key", "Contact", "contacts", "罗")),
        (CARD, "---\n期初:\n  |\n---\n", ("key", "Opening", "", "")),
        (CARD, "---\n老板:\n  - 姓|\n---\n", ("key", "Contact", "", "姓")),
        (CARD, "---\n名称: 王\n\n区|", ("key", "Customer", "", "区")),
        (CARD, "---\n名称: 王\n---\n和[[老|\n", ("link", "Customer", "", "老")),
    ],
)
def test_what_stands_at_the_cursor(path: str, text: str, expected: tuple[str, str, str, str]) -> None:
    """What, whose fields, which field, what is typed."""
    _outline, found = at(path, text)
    assert found is not None
    assert (
        found.what,
        found.record.__name__,
        found.field.name if found.field else "",
        found.typed,
    ) == expected


@pytest.mark.parametrize(
    "text",
    [
        "---\n名称: 王\n---\n正文|\n",
        "---\n名称 |: 王\n---\n",
        "---\n没有: 这个|\n---\n",
        "---\n没有:\n  - 这个|\n---\n",
        "没有|栏目\n",
        "|",
    ],
)
def test_where_nothing_is_proposed(text: str) -> None:
    """In running text, between a key and its colon, behind an unknown key."""
    assert at(CARD, text)[1] is None


def test_what_the_group_has_is_known() -> None:
    """Fields above and below, of this item alone."""
    text = "---\n名称: 王\n联系人:\n  - 姓名: 甲\n    电话: 1\n  - 姓名: 乙\n    |\n    岗位: 院长\n区域: 向阳镇\n---\n"
    found = at(CARD, text)[1]
    assert found is not None
    assert found.taken == {"name", "role"}
    top = at(CARD, text.replace("|", "").replace("区域", "|\n区域"))[1]
    assert top is not None
    assert top.taken == {"name", "contacts", "region"}


@pytest.mark.parametrize(("keys", "expected"), [("name: a\n", False), ("名称: a\nid: 1\n", True), ("", None)])
def test_the_language_of_the_keys(keys: str, expected: bool | None) -> None:
    """Chinese where half of them are."""
    assert at(CARD, f"---\n{keys}|\n---\n")[0].chinese is expected
