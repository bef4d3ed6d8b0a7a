"""A family in a line: what is said of a child stays with its name."""

from __future__ import annotations

import pytest

from kjournal.dates.annual import DayOfYear
from kjournal.records.people import FamilyMember
from kjournal.records.secrecy import public_part
from tests.notes.written import card, header, told


def family(text: str) -> tuple[FamilyMember, ...]:
    """The family of a card's person."""
    return card(f"家庭: {text}").family


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("老婆在店里帮忙", (FamilyMember(relation="老婆", note="在店里帮忙"),)),
        ("老婆", (FamilyMember(relation="老婆"),)),
        ("女儿 小明 初三", (FamilyMember(relation="女儿", name="小明", school="初三"),)),
        ("儿子上小学三年级", (FamilyMember(relation="儿子", school="小学三年级"),)),
        ("儿子小明（初三）", (FamilyMember(relation="儿子", name="小明", school="初三"),)),
        (
            "儿子 小明 2018-06-01",
            (FamilyMember(relation="儿子", name="小明", birthday=DayOfYear(6, 1, 2018)),),
        ),
        (
            "老婆管账，儿子小明读初中",
            (FamilyMember(relation="老婆", note="管账"), FamilyMember(relation="儿子", name="小明读初中")),
        ),
        (
            "妻子、儿子、女儿",
            (FamilyMember(relation="妻子"), FamilyMember(relation="儿子"), FamilyMember(relation="女儿")),
        ),
        ("母亲 生日=农历八月十五", (FamilyMember(relation="母亲", birthday=DayOfYear(8, 15, lunar=True)),)),
        ("小明，在南宁读书", (FamilyMember(name="小明 在南宁读书"),)),
        ("老婆和儿子小明", (FamilyMember(name="老婆和儿子小明"),)),
    ],
)
def test_families(text: str, made: tuple[FamilyMember, ...]) -> None:
    """A clause that begins with a relation begins a member."""
    assert family(text) == made


def test_items() -> None:
    """In a list each line is a member or several, each mapping one."""
    assert family("\n  - 老婆\n  - {关系: 儿子, 学段: 初三}\n  - {关系: 儿子, 小名: 小明}") == (
        FamilyMember(relation="老婆"),
        FamilyMember(relation="儿子", school="初三"),
        FamilyMember(relation="儿子", name="小名: 小明"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "儿子小明",
        "女儿 小明 初三",
        "老婆和儿子小明",
        "老婆管账，儿子小明",
        "小明",
        "两个崽小明和小红",
        "{关系: 儿子, 姓名: 小明}",
        "{关系: 儿子, 小名: 小明}",
    ],
)
def test_no_childs_name_leaves(text: str) -> None:
    """However the line is written."""
    assert "小明" not in str(public_part(card(f"家庭: {text}")))


def test_no_childs_name_in_an_excerpt() -> None:
    """Nor in a message."""
    note = header("家庭: 儿子小明 2018-02-30")
    assert told(note) == ["2:10 error KJ203"]
    assert "小明" not in str(note.findings)
    assert "2018" not in str(note.findings)
