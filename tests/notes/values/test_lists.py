"""Several values in one text."""

from __future__ import annotations

import time

import pytest

from tests.notes.written import VISIT, card, header, said, told, visit


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("[一, 二]", ("一", "二")),
        ("\n- 一\n- 二", ("一", "二")),
        ("一", ("一",)),
        ("", ()),
        ("~", ()),
        ("[]", ()),
        ('"一, 二"', ("一", "二")),
    ],
)
def test_plain_lists(text: str, tags: tuple[str, ...]) -> None:
    """As YAML has them, one value alone, none."""
    assert card(f"标签: {text}").tags == tags


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("一、二", ("一", "二")),
        ("一，二；三", ("一", "二", "三")),
        ("一;二,三", ("一", "二", "三")),
        ("[一，二]", ("一", "二")),
        ("[一、二, 三]", ("一", "二", "三")),
        ("\n  -一\n  -二", ("一", "二")),
        ("\n  － 一\n  － 二", ("一", "二")),
        ("\n  1. 一\n  2、二", ("一", "二")),
        ("\n  (1) 一\n  ② 二", ("一", "二")),
        ("－一", ("一",)),
    ],
)
def test_lists_in_one_text(text: str, tags: tuple[str, ...]) -> None:
    """Chinese commas, dashes without a blank, wide dashes, numbers: read, and told as an info."""
    assert card(f"标签: {text}").tags == tags
    assert [one.partition(" ")[2] for one in told(header(f"标签: {text}"))] == ["info KJ212"]


def test_what_was_read() -> None:
    """The remedy is the list itself."""
    assert said(header("标签: 一、二"))["KJ212"]["value"] == "一, 二"


@pytest.mark.parametrize("text", ["1.5mg 规格", "-5度冷藏", "1 号", "2026-11-20 来的"])
def test_no_lists(text: str) -> None:
    """Numbers and dates at the beginning of a text."""
    assert card(f"标签: {text}").tags == (text,)


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("甲 20盒；乙 10盒", ("甲", "乙")),
        ("甲 20盒、乙 10盒", ("甲", "乙")),
        ("甲、乙", ("甲", "乙")),
        ("甲、乙 各10盒", ("甲、乙 各10盒",)),
        ("[甲 20盒，乙 10盒]", ("甲", "乙")),
        ("[甲，近效期 20盒]", ("甲，近效期",)),
        ("\n  -甲 20盒\n  -乙 10盒", ("甲", "乙")),
        ("|\n  甲 20盒\n  乙 10盒", ("甲", "乙")),
    ],
)
def test_items_in_one_text(text: str, products: tuple[str, ...]) -> None:
    """；divides items, 、 and ， only where they cannot stand within one."""
    assert tuple(line.product for line in visit(f"订货: {text}").orders) == products


def test_places_of_the_pieces() -> None:
    """A finding points at the piece."""
    assert told(header("目的: 订货、收款、推举", VISIT))[0] == "2:5 info KJ212"
    assert told(header("状态: 合作\n性格: 内向、贪心", VISIT))[-1].startswith("3:1 ")
    assert told(header("性格: 内向、贪心"))[1:] == ["2:8 error KJ202"]


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("【重点，河池】", ("重点", "河池")),
        ("［ 重点, 河池 ］", ("重点", "河池")),
        ("【重点、河池]", ("重点", "河池")),
        ("【重点】", ("重点",)),
        ("“重点”，“河池”", ("重点", "河池")),
        ("【重点】客户", ("【重点】客户",)),
        ("[【重点】]", ("【重点】",)),
    ],
)
def test_wide_brackets_and_quotes(written: str, tags: tuple[str, ...]) -> None:
    """Around a whole list they are what the plain ones are; around a word they belong to it."""
    assert card(f"tags: {written}").tags == tags


def test_a_wide_bracket_before_many_blanks_takes_no_time() -> None:
    """No pattern goes back and forth."""
    begin = time.perf_counter()
    card(f"tags: 【{' ' * 50_000}x")
    assert time.perf_counter() - begin < 5
