"""What should not stand in a note: numbers, unseen characters, garbled text; and secrets that no finding repeats."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kjournal.findings.finding import Finding
from tests.notes.written import CARD, VISIT, header, read, said, told

NUMBER = "450000199001011233"
BANK = "6222600910012345672"


@pytest.mark.parametrize(("number", "code"), [(NUMBER, "KJ602"), (BANK, "KJ603")])
@pytest.mark.parametrize(
    "field", ["备注: 号 {}", "电话: {}", "别名: [{}]", "我的: {}", "{}: x", "等级: {}", "联系人: 黄卫民 {}"]
)
def test_a_number_is_told_wherever_it_stands(field: str, number: str, code: str) -> None:
    """In known fields, unknown ones and their names; no finding's words or excerpt repeat it."""
    note = header(f"名称: 甲\n{field.format(number)}")
    places = [finding.place for finding in note.findings if finding.code == code]
    column = field.format(number).index(number) + 1
    assert [(place.line, place.column, place.end_column) for place in places] == [
        (3, column, column + len(number))
    ]
    assert not any(number in str(seen(finding)) for finding in note.findings)


def seen(finding: Finding) -> Finding:
    """What anybody sees of a finding: hidden edits are kept for the one who mends the note."""
    return replace(finding, fix=None) if finding.fix is not None and finding.fix.hidden else finding


def test_in_a_body() -> None:
    """It is masked there, and told with its line."""
    note = read(f"---\n客户: 甲\n---\n\n打款到 {BANK}，\n身份证 {NUMBER}\n", VISIT)
    assert [word for word in told(note) if "KJ6" in word] == ["5:5 warning KJ603", "6:5 warning KJ602"]
    assert note.body == "打款到 ●●●，\n身份证 ●●●"


def test_a_refused_note_hides_its_numbers() -> None:
    """Nothing is known of its fields, and still no excerpt shows one."""
    note = read(f'---\nname: "甲 {BANK}\n电话: {NUMBER}\n---\n', CARD)
    assert note.refused
    assert BANK not in str(note.findings)
    assert NUMBER not in str(note.findings)


def test_a_run_of_unseen_characters_is_one_place() -> None:
    """However many stand together; their kinds are named once."""
    note = header("名称: 王\u200b\u200b\u200b建\ufeff国\u200b")
    assert said(note)["KJ012"]["kind"] == "U+200B, U+FEFF"
    [found] = [finding for finding in note.findings if finding.code == "KJ012"]
    assert [(place.column, place.end_column) for place in found.places] == [(6, 9), (10, 11), (12, 13)]
    assert found.fix is not None
    assert [edit.new for edit in found.fix.edits] == ["", "", ""]


def test_a_childs_name_as_a_key() -> None:
    """`小明: 初三` among the family: the unknown key is a name, and no finding says it."""
    note = header("名称: 甲\n联系人:\n  - 姓名: 乙\n    家庭:\n      - 关系: 儿子\n        小明: 初三")
    assert said(note)["KJ205"]["key"] == "●●●"
    assert "小明" not in str(note.findings)
    assert "初三" not in str([finding.excerpt for finding in note.findings])


def test_garbled_text() -> None:
    """Text that was opened in another encoding than it was saved in."""
    assert told(header("名称: 锟斤拷药店")) == ["2:5 warning KJ013"]
