"""Bodies drawn by hand: to the letter what the converter draws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.outputs.pages import bodies, byhand
from kjournal.outputs.pages.markup import convert

SIGNS = [
    "",
    "",
    "",
    "- ",
    "- ",
    "1. ",
    "2. ",
    "12. ",
    "## ",
    "#",
    "###### ",
    "- [ ] ",
    "- [x] ",
    "[ ] ",
    "□",
    "* ",
    "+ ",
    "> ",
    "  - ",
]
WORDS = [
    *"上批货a1-。，,:=()（）~!\'\"/@²①\u3000\u200b ",
    "2026-11-20", "**重点**", "**a b**", "**2026-11-20**", "**：**", "**a", "b**", "*", "_", "[[甲]]", "http://a.b/", "1.", "- ", "# ",
]  # fmt: skip
LINES = st.tuples(
    st.sampled_from(SIGNS),
    st.lists(st.sampled_from(WORDS), max_size=4).map("".join),
    st.sampled_from(["\n", "\n", "\n\n", "\n\n\n"]),
).map("".join)


@pytest.mark.parametrize(
    "text",
    [
        "第一行\n第二行\n\n又一段 2026-11-20",
        "**重点**：下一批要**小包装**。",
        "还要带的东西：\n- 彩页\n- **对账单**",
        "1. 先听完\n2. 再报价",
        "换一张\n\n- [x] 发票 给任宁凯 2026-06-01\n- [ ] 收据",
        "# 大\n一行\n\n## 小\n\n- 样品\n\n#### 更小",
        "- 样品\n\n一段\n\n- 电话",
        "- 彩页\n- 挂历\n\n- [x] 发票 2026-06-01\n- 收据\n\n\n- 米粉",
        "1. 先谈价\n2. 再谈回款\n\n- [ ] 收据\n\n1. 一\n\n1. 二\n2. 三",
    ],
)
def test_what_most_bodies_hold_is_drawn_by_hand(text: str) -> None:
    """Without the converter, and as it would."""
    spoken = bodies._plain_spoken(text)
    assert byhand.drawn(spoken) == convert(spoken, {}, "")


@pytest.mark.parametrize(
    "text",
    ["*轻*", "[[甲]]", "`a`", "a_b_c", "- 一\n  二", "2. 二", "- 1. 一", "|a|", "> a", "a  \nb", "<b>", "&amp;", "**a*", "---"],
)  # fmt: skip
def test_what_only_the_converter_can_tell_is_left_to_it(text: str) -> None:
    """Other marks, lists in lists."""
    assert byhand.drawn(text) is None


@given(st.lists(LINES, min_size=1, max_size=5).map("".join))
def test_the_short_way_is_the_long_way(text: str) -> None:
    """Whatever is drawn by hand is drawn as the converter does it."""
    spoken = bodies._plain_spoken(text)
    if text.strip() and (made := byhand.drawn(spoken)) is not None:
        assert made == convert(spoken, {}, "")
