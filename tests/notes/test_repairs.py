"""A header that the strict parse refused, as it was meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kjournal.notes.header import parse
from kjournal.notes.nodes import Mapping, Scalar
from kjournal.notes.repairs import Mended, mended, placed
from tests.notes.headers import EDGE, headers


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
    ],
)
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


def test_places_in_the_note() -> None:
    """Nodes of a mended header stand where they are written."""
    found = mend("联系人：\n\t- 姓名：甲\n　- {name:乙}")
    mapping = parse(found.text, 2)
    assert isinstance(mapping, Mapping)
    there = placed(mapping, found.repairs)
    assert isinstance(there, Mapping)
    assert there.entries[0].key == Scalar("联系人", 2, 1, 2, 4)
    (person, other) = there.entries[0].value.items  # type: ignore[union-attr]
    assert isinstance(person, Mapping)
    assert person.entries[0] == (Scalar("姓名", 3, 4, 3, 6), Scalar("甲", 3, 7, 3, 8))
    assert (other.line, other.column) == (4, 4)


@settings(max_examples=300, deadline=None)
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
    assert [entry.key.text for entry in read.entries] == [entry.key.text for entry in meant.entries]


@settings(max_examples=300, deadline=None)
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
