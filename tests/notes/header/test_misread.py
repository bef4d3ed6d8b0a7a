"""Values that YAML takes for something else, as the text that was meant."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kjournal.notes.header.misread import reworded
from kjournal.notes.header.strict import strict
from kjournal.notes.nodes import Mapping, Scalar, plain
from tests.notes.headers import EDGE
from tests.tries import tries

IN_LINE = "".join(
    char for char in EDGE if char not in "\n\u2028\x85"
)  # what ends a line is made plain before


def said(value: str, key: str = "note") -> tuple[str, object]:
    """The codes of what was put in place, and what the value says then."""
    found = reworded(key, value)
    for piece in reversed(found):
        value = value[: piece.start] + piece.new + value[piece.end :]
    read = strict(f"k: {value}")
    assert isinstance(read, Mapping)
    return " ".join(dict.fromkeys(piece.code for piece in found)), plain(read.entries[0][1])


@pytest.mark.parametrize(
    "value",
    [
        "主任说: 下周再来",
        "主任说:",
        "电话: 138",
        "主任说，电话: 138",
        "@wangjg",
        "*重点客户*",
        "* 重点",
        "*爱 喝茶",
        "**重点**",
        "*important*",
        "&重点",
        "& 重点",
        "&nbsp;",
        "&",
        "!重点",
        "! 重点",
        "!",
        "%5 返点",
        "`重点`",
        "> 300盒有赠品",
        ">300盒有赠品",
        "| 重点",
        "? 待确认",
        "?",
        "- 重点",
        "-",
        ": 重点",
        "[重点] 下周来",
        "[重点] 下周: 来",
        "{重点} 下周来",
        '"重点"的客户',
        '"重点"和"河池"',
        "'重点'的\"客户\"",
        '他说: "好"',
        "it's: so",
    ],
)
def test_put_in_quotes(value: str) -> None:
    """The whole value is a text, to the letter."""
    assert said(value) == ("KJ122", value)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("主任说: 下周  # 记得", "KJ122", "主任说: 下周"),
        ("@wang # 记得", "KJ122", "@wang"),
        ('"王建国”', "KJ123", "王建国"),
        ('"王建国“', "KJ123", "王建国"),
        ('"王建国＂', "KJ123", "王建国"),
        ("'王建国’  # 院长", "KJ123", "王建国"),
        ("\"it's”", "KJ123", "it's"),
        (r'"D:\客户\new"', "KJ126", r"D:\客户\new"),
        ("[重点, 河池】", "KJ123", ["重点", "河池"]),
        ("[重点，河池］ # 说明", "KJ123", ["重点，河池"]),
        ("[重点, 河池)", "KJ123", ["重点", "河池"]),
        ("[重点, 河池]]", "KJ123", ["重点", "河池"]),
        ("{姓名: 甲｝", "KJ123", {"姓名": "甲"}),
        ("[@重点, *河池, 老客户]", "KJ122", ["@重点", "*河池", "老客户"]),
        ("[主任: 甲: 乙, 丙]", "KJ122", ["主任: 甲: 乙", "丙"]),
    ],
)
def test_closed_or_quoted(value: str, code: str, text: object) -> None:
    """Marks that do not match, backslashes, items of a list; a comment stays one."""
    assert said(value) == (code, text)


@pytest.mark.parametrize(
    "value",
    [
        "*wang",
        "*b",
        "&b {grade: A}",
        "&a 1",
        "!important 重点",
        "!!binary x",
        "!<tag> x",
        "[*a, b]",
        '"王建国',
        '"他说“好”',
        "[重点, 河池",
        "[重点], [河池]",
        "[重点]、河池",
        "[a,,b]",
        "王建国；grade: A",
        "王建国 grade: A",
        "向阳街 3 号  电话: 138",
        "[重点] 下周；电话: 138",
        "|",
        ">-",
        "|2  # 说明",
        "",
    ],
)
def test_not_certain(value: str) -> None:
    """What may be a reference, a tag, another field, more items or a text that goes on stays as it is."""
    assert reworded("address", value) == []


def test_by_the_field() -> None:
    """In a list a dash makes an item and brackets are not text; in prose another field needs a sign of its own."""
    assert said("- 重点", "tags") == ("KJ124", "重点")
    assert reworded("tags", "[重点] 客户") == []
    assert said("已谈妥，电话: 138", "note") == ("KJ122", "已谈妥，电话: 138")
    assert reworded("note", "已谈妥；电话: 138") == []
    assert reworded("note", "已谈妥 phone: 138") == []
    assert reworded("address", "已谈妥，电话: 138") == []


@tries(500)
@example("[a: b]")
@given(st.text(IN_LINE, max_size=20))
def test_what_is_right_stays(value: str) -> None:
    """A value that is valid is not touched; one that is touched is valid and holds each character that was typed."""
    found = reworded("note", value)
    read = strict(f"k: {value}")
    if isinstance(read, Mapping) and len(read.entries) == 1:
        assert found == []
    typed = value
    for piece in reversed(found):
        value = value[: piece.start] + piece.new + value[piece.end :]
    if found:
        again = strict(f"k: {value}")
        assert isinstance(again, Mapping)
        assert reworded("note", value) == []
        whole = again.entries[0][1]
        if isinstance(whole, Scalar) and found[0].code == "KJ122":
            assert typed.startswith(whole.text)


@pytest.mark.parametrize(
    "value",
    [
        "[" * 60_000,
        "[" + "@," * 30_000 + "]",
        "@" + " " * 60_000 + "x",
        "甲: " * 20_000,
        "甲 : " + "；电话" * 15_000,
        '"' + "\\" * 60_000 + '"',
        "[甲]" + " " * 60_000 + "#",
    ],
    ids=["brackets", "items", "blanks", "colons", "fields", "backslashes", "comment"],
)
def test_a_long_value_takes_no_time(value: str) -> None:
    """No pattern goes back and forth over it."""
    begin = time.perf_counter()
    reworded("note", value)
    assert time.perf_counter() - begin < 5
