"""libyaml's complaints in our words, at the line where the mistake is."""

from __future__ import annotations

import pytest

from kjournal.notes.edits.fixing import fixed
from kjournal.notes.header.parsing import parse
from kjournal.notes.note import NoteReader
from kjournal.notes.problem import Problem
from kjournal.notes.settings import ReadSettings
from tests.notes.written import CARD


def problem(header: str) -> Problem:
    """Why a header is refused."""
    found = parse(header, 2)
    assert isinstance(found, Problem)
    return found


@pytest.mark.parametrize(
    ("header", "line", "column", "reason", "remedy", "text"),
    [
        ("note: 主任说: 下周", 2, 10, "a second colon in the value", "put the whole value in quotes:  {text}", "note: \"主任说: 下周\""),
        ("wechat: @wang", 2, 9, "a value cannot begin with @", "put the whole value in quotes:  {text}", "wechat: \"@wang\""),
        ("note: `重点`", 2, 7, "a value cannot begin with `", "put the whole value in quotes:  {text}", "note: \"`重点`\""),
        ("note: %重点", 2, 7, "a value cannot begin with %", "put the whole value in quotes:  {text}", "note: \"%重点\""),
        ("note: - 重点 # 说明", 2, 7, "a value cannot begin with -", "put the whole value in quotes:  {text}", "note: \"- 重点\" # 说明"),
        ("note: ? 重点", 2, 7, "a value cannot begin with ?", "put the whole value in quotes:  {text}", "note: \"? 重点\""),
        ("note: | 重点", 2, 7, "a value cannot begin with |", "put the whole value in quotes:  {text}", "note: \"| 重点\""),
        ("note: > 重点", 2, 7, "a value cannot begin with >", "put the whole value in quotes:  {text}", "note: \"> 重点\""),
        ("note: [重点] 下周", 2, 12, "text behind the closing ]", "put the whole value in quotes:  {text}", "note: \"[重点] 下周\""),
        ("note: \"重点\"的", 2, 11, "text behind the closing \"", "put the whole value in quotes:  {text}", "note: '\"重点\"的'"),
        ("tags: [重点] 下周", 2, 12, "text behind the closing ]", "put all items between the brackets, or leave them out", None),
        ("note: 主任说: 下周\n  再来", 2, 10, "a second colon in the value", "write  {text}  and the value on the lines below, each with two blanks in front of it", "note: |"),
        ("name: 甲；grade: A", 2, 9, "two fields on one line", "write each on a line of its own; the second line is  {text}", "grade: A"),
        ("- name: 甲, 电话: 1", 2, 12, "two fields on one line", "write each on a line of its own; the second line is  {text}", "电话: 1"),
        ("电话 19900000001\ngrade: A", 2, 1, "the colon is missing", "write the colon:  {text}", "电话: 19900000001"),
        ("grade: A\n电话19900000001", 3, 1, "the colon is missing", "write the colon:  {text}", "电话: 19900000001"),
        ("name: {{名称}}", 2, 7, "a placeholder of the template stands in it", "write the value in its place", None),
        ("note: 一\n第二行\ngrade: A", 3, 1, "it has no colon with a blank behind it", "put two blanks in front of it if it belongs to the line above, or move it below the second ---", None),
        ("说明甲\ngrade: A", 2, 1, "it has no colon with a blank behind it", "write it as  key: value, or move it below the second ---", None),
        ("a: 1\n  b: 2", 3, 3, "it begins further left or right than its neighbours", "begin the fields that belong together in the same column", None),
        ("a:\n  b: 1\n c: 2", 4, 2, "it begins further left or right than its neighbours", "begin the fields that belong together in the same column", None),
        ("a:\n  - b\n  c: 1", 4, 3, "it begins further left or right than its neighbours", "begin the fields that belong together in the same column", None),
        ("a: 1\n\tb: 2", 3, 1, "a tab", "use two blanks for each step", None),
        ("a: [b,,c]", 2, 7, "nothing between two commas", "delete one of the commas", None),
        ("a: [b: c: d]", 2, 9, "something between the brackets is not understood", "put each item that holds signs in quotes", None),
        ('path: "C:\\药"', 2, 10, "a \\ between double quotes", "write two \\ for each, or leave the quotes out", None),
        ("a: x\x08y", 2, 5, "a character that nobody sees", "delete it, or type the line anew", None),
    ],
)  # fmt: skip
def test_not_understood(
    header: str, line: int, column: int, reason: str, remedy: str, text: str | None
) -> None:
    """The line, the sign, the reason, and what to write in the user's own notation."""
    found = problem(header)
    assert (found.code, found.line, found.column) == ("KJ104", line, column)
    assert found.args == {"reason": reason, "remedy": remedy} | ({"text": text} if text else {})


@pytest.mark.parametrize(
    ("header", "code", "line", "column"),
    [
        ('name: "王建国\ngrade: A\nphone: "138"', "KJ117", 2, 7),
        ("name: '王建国\ngrade: A", "KJ117", 2, 7),
        ("a: 1\ntags: [一, 二\ngrade: A", "KJ118", 3, 7),
        ("a: 1\nb: {c: 1\ngrade: A", "KJ118", 3, 4),
        ("name: 甲\n: 值", "KJ116", 3, 1),
        (": 值", "KJ116", 2, 1),
        ("note: &重点", "KJ106", 2, 7),
        ("note: *重点*", "KJ106", 2, 7),
        ("note: !重点", "KJ107", 2, 7),
    ],
)
def test_codes_of_their_own(header: str, code: str, line: int, column: int) -> None:
    """At the sign that has no end or no name, not where libyaml gives up."""
    found = problem(header)
    assert (found.code, found.line, found.column) == (code, line, column)


def test_lists_and_texts() -> None:
    """What stands between the fences is a list or a text: what to do differs."""
    assert problem("- name: 甲").args == {
        "remedy": "write the fields without - in front of them:  key: value"
    }
    assert problem("甲").args == {"remedy": "write each field as  key: value"}


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ('name: "王建国\n电话: "138"', 'name: "王建国"\n电话: "138"'),
        ("name: 甲\ntags: [一, 二\ngrade: A", "name: 甲\ntags: [一, 二]\ngrade: A"),
        ("name: 王建国；grade: A", "name: 王建国\ngrade: A"),
        ("联系人:\n  - 姓名: 甲，电话: 138", "联系人:\n  - 姓名: 甲\n    电话: 138"),
        ("name: 甲\n电话 138", "name: 甲\n电话: 138"),
        ("name: 甲\n备注: 一\n第二行\ngrade: A", "name: 甲\n备注: 一\n  第二行\ngrade: A"),
    ],
)
def test_a_guess(written: str, mended: str) -> None:
    """Is made only where guesses are asked for."""
    assert fix(written) == written
    assert fix(written, unsafe=True) == mended


def test_the_same_line_twice() -> None:
    """One of them goes without any doubt; where they differ nobody but the writer knows."""
    assert fix("name: 甲\ngrade: A\ngrade: A") == "name: 甲\ngrade: A"
    assert fix("name: 甲\ngrade: A\ngrade: B", unsafe=True) == "name: 甲\ngrade: A\ngrade: B"
    assert fix("tags:\n- 一\ntags:\n- 二", unsafe=True) == "tags:\n- 一\ntags:\n- 二"


def fix(written: str, *, unsafe: bool = False) -> str:
    """A header after its fix."""
    text = f"---\n{written}\n---\n"
    return fixed(NoteReader(ReadSettings()), CARD, text.encode(), unsafe=unsafe).data.decode()[4:-5]
