"""A header that the strict parse refused, as it was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.findings.message import remedy
from kjournal.notes.header.parsing import parse
from kjournal.notes.header.places import placed
from kjournal.notes.header.repairs import Mended, mended
from kjournal.notes.nodes import Mapping, Scalar
from kjournal.notes.note import Note
from kjournal.records.visit import Visit
from tests.notes.headers import EDGE, headers
from tests.notes.written import VISIT, card, header
from tests.tries import tries


def mend(header: str) -> Mended:
    """A header of which something can be mended."""
    found = mended(header, 2)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("header", "text", "repairs"),
    [
        ("名称：甲", "名称: 甲", ["2:3 KJ111"]),
        ("名称 ：　甲", "名称: 甲", ["2:3 KJ111"]),
        ("联系人：\n  - 姓名：甲", "联系人:\n  - 姓名: 甲", ["2:4 KJ111", "3:7 KJ111"]),
        ("name:甲", "name: 甲", ["2:5 KJ112"]),
        ("name:　甲", "name: 甲", ["2:5 KJ114"]),
        ("tags:\n\t- 一\n\t\t二", "tags:\n  - 一\n\t\t二", ["3:1 KJ113"]),
        ("tags:\n　- 一\n\xa0 - 二", "tags:\n  - 一\n  - 二", ["3:1 KJ114", "4:1 KJ114"]),
        ("tags:\n  -　一", "tags:\n  -  一", ["3:4 KJ114"]),
        ("name: 王\x08建\x0b国", "name: 王建国", ["2:8 KJ012", "2:10 KJ012"]),
        ("note: 说\x08: 好\x0b", 'note: "说: 好"', ["2:7 KJ122"]),
        ("名称﹕甲\n电话∶1", "名称: 甲\n电话: 1", ["2:3 KJ111", "3:3 KJ111"]),
        ("电话 :1", "电话: 1", ["2:3 KJ112"]),
        ("电话=1\n等级＝A", "电话: 1\n等级: A", ["2:3 KJ125", "3:3 KJ125"]),
        ("备注：主任说: 好", '备注: "主任说: 好"', ["2:3 KJ111", "2:4 KJ122"]),
        ("备注:@甲", '备注: "@甲"', ["2:3 KJ112", "2:4 KJ122"]),
        ("tags:\n  - @甲\n  - 说: 好: 的", 'tags:\n  - "@甲"\n  - 说: "好: 的"', ["3:5 KJ122", "4:8 KJ122"]),
        ("x:\n  - 甲\n  － 乙\n  —丙\n  -丁\n  * 戊", "x:\n  - 甲\n  - 乙\n  - 丙\n  - 丁\n  - 戊", ["4:3 KJ124", "5:3 KJ124", "6:3 KJ124", "7:3 KJ124"]),
        ("tags:\n  • 甲\n  • 乙", "tags:\n  - 甲\n  - 乙", ["3:3 KJ124", "4:3 KJ124"]),
        ("人:\n  － 姓名：甲\n    电话：1", "人:\n  - 姓名: 甲\n    电话: 1", ["3:3 KJ124", "3:7 KJ111", "4:7 KJ111"]),
        ("证照：\n  证号：甲\n  备忘：乙", "证照:\n  证号: 甲\n  备忘: 乙", ["2:3 KJ111", "3:5 KJ111", "4:5 KJ111"]),
        (" name: 甲\ngrade: A", "name: 甲\ngrade: A", ["2:1 KJ127"]),
        ("name: 甲\n　等级：A\n\t标签: x", "name: 甲\n等级: A\n标签: x", ["3:1 KJ127", "3:4 KJ111", "4:1 KJ127"]),
    ],
)  # fmt: skip
def test_what_is_mended(header: str, text: str, repairs: list[str]) -> None:
    """Full-width colons, missing blanks, wide blanks, tabs, control characters, each with its place."""
    found = mend(header)
    assert found.text == text
    assert [f"{one.line}:{one.start + 1} {one.code}" for one in found.repairs] == repairs


@pytest.mark.parametrize(
    "header",
    [
        "url: http://x",
        "http://x",
        "14:30",
        "今天聊了：价格",
        "# 说明：甲",
        "- 院长：便宜点",
        "note: |\n  会议：十点",
        "note: >-\n  会议：十点\n\n  表：二",
        "note: 一\n  会议：十点",
        "note: '一\n会议：十点'",
        "- 一\n  会议：十点",
        '"键"：值',
        "王主任说，价格：高",
        "备注:\n  会议：十点\n  表：二",
        "备注: 一\n  电话: 138",
        "地址: 一\n  3号: 楼",
        "说明=甲",
        "note: 主任说: 下周\n  再来",
        "备注:\n  － 一\n  － 二",
        'name: "甲\nb: 二\nc: "三"',
        "a:\n  b: *c\n  d: [e",
    ],
)
def test_what_is_right(header: str) -> None:
    """Addresses, times, comments, items that are texts, and lines of a text that began above stay as they are."""
    found = mended(f"a: 1\n{header}", 2)
    if header == "今天聊了：价格":  # a field of one's own
        assert found is not None
    else:
        assert found is None


def test_only_the_first_colon() -> None:
    """Behind it they belong to the value."""
    assert mend("说明：时间：十点").text == "说明: 时间：十点"


def told(note: Note) -> list[str]:
    """Each finding in words."""
    return [
        f"{finding.place.line}:{finding.place.column} {finding.code} {remedy(finding)}"
        for finding in note.findings
        if finding.code not in {"KJ201", "KJ215"}
    ]


def test_the_line_as_it_should_be() -> None:
    """Is what the finding shows, on its own once a kind; of a secret one only the key."""
    note = header("name：甲\n备注: 说: 好\n微信: @甲\n健康：血压: 高")
    assert told(note) == [
        "2:5 KJ111 use the half-width colon and a blank:  name: 甲",
        '3:5 KJ122 write  备注: "说: 好"',
    ]
    note = header("name: 甲\n健康: 说: 高\n备注: 说: 好")
    assert told(note) == ["3:5 KJ122 write  健康: ●●●"]
    assert all(
        "高" not in repr(finding) or (finding.fix is not None and finding.fix.hidden)
        for finding in note.findings
    )


def test_a_refusal_shows_no_secret() -> None:
    """Neither in the excerpt nor in the remedy."""
    note = header("name: 甲\n健康: 说: 高\n  血压")
    assert told(note) == [
        "3:6 KJ104 write  健康: ●●●  and the value on the lines below, each with two blanks in front of it"
    ]
    note = header("name: 甲\n健康: *gao")
    assert "gao" not in repr(note.findings)


def test_a_problem_behind_a_repair() -> None:
    """Is told where it stands in the note, not in the mended text."""
    note = header("联系人：　\n  -　姓名：*a\nname：　甲；grade: A")
    assert told(note)[0].startswith("3:8 KJ106 ")
    note = header("name：　甲；grade: A\n等级：A")
    assert told(note)[0] == "2:9 KJ104 write each on a line of its own; the second line is  grade: A"


def test_places_in_the_note() -> None:
    """Nodes of a mended header stand where they are written."""
    found = mend("联系人：\n\t- 姓名：甲\n　- {name:乙}")
    mapping = parse(found.text, 2)
    assert isinstance(mapping, Mapping)
    there = placed(mapping, found.repairs)
    assert isinstance(there, Mapping)
    assert there.entries[0][0] == Scalar("联系人", 2, 1, 2, 4)
    (person, other) = there.entries[0][1].items  # type: ignore[union-attr]
    assert isinstance(person, Mapping)
    assert person.entries[0] == (Scalar("姓名", 3, 4, 3, 6), Scalar("甲", 3, 7, 3, 8))
    assert (other.line, other.column) == (4, 4)


@tries(300)
@given(headers)
def test_wide_colons_everywhere(header: str) -> None:
    """A valid header whose top colons were all typed wide is read as it was meant."""
    top = [line for line in header.split("\n") if line[:1] not in {" ", "-", "#", ""}]
    typed = "\n".join(line.replace(":", "：", 1) if line in top else line for line in header.split("\n"))
    found = mended(typed, 1)
    assert found is not None
    meant = parse(header)
    assert isinstance(meant, Mapping)
    read = parse(found.text)
    assert isinstance(read, Mapping)
    assert [key.text for key, _value in read.entries] == [key.text for key, _value in meant.entries]


@tries(300)
@given(st.lists(st.text(EDGE.replace("\n", ""), max_size=20), max_size=6).map("\n".join))
def test_edits_make_the_mended_text(header: str) -> None:
    """Applied to the note from behind, the edits give the text that is read; mending it again changes nothing more."""
    found = mended(header, 1)
    if found is None:
        return
    lines = header.split("\n")
    for edit in reversed(found.repairs):
        line = lines[edit.line - 1]
        lines[edit.line - 1] = line[: edit.start] + edit.new + line[edit.end :]
    assert "\n".join(lines) == found.text


def test_a_key_that_ends_in_a_digit() -> None:
    """`area_m2：79` is a field, whatever figures stand around the colon."""
    assert [card(f"名称：甲\narea_m2{colon}79").area_m2 for colon in ("：", ":", ": ")] == [79, 79, 79]


@pytest.mark.parametrize(
    "signs", [("1、", "2、"), ("1. ", "2. "), ("1.", "2．"), ("(1)", "（2）"), ("1)", "2）"), ("①", "② ")]
)
def test_numbers_in_the_column_of_the_key(signs: tuple[str, str]) -> None:
    """Lines with numbers below the key of a list are its items, told of like other signs for the dash."""
    one, two = signs
    note = header(f"客户: 甲店\n订货：\n{one}藿香 20盒 ×5\n{two}板蓝根：冲剂 2盒 ×3\n收款: 100", VISIT)
    assert isinstance(note.record, Visit)
    assert [(str(line.qty), str(line.price)) for line in note.record.orders] == [
        ("20", "5.00"),
        ("2", "3.00"),
    ]
    assert note.record.orders[0].product == "藿香"
    assert [(one.code, len(one.places)) for one in note.findings if one.code == "KJ124"] == [("KJ124", 2)]
    assert note.record.payments[0].amount == 100


def test_numbers_below_other_keys() -> None:
    """A key of one value takes no items."""
    note = header("客户: 甲店\n到达:\n1、九点", VISIT)
    assert [(one.code, one.place.line) for one in note.findings] == [("KJ104", 4)]
