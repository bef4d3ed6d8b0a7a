"""The quick reading of common headers gives what the strict parse gives, or nothing."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import event, given
from hypothesis import strategies as st

from kjournal.notes.header import plainlines
from kjournal.notes.header.strict import strict
from kjournal.notes.nodes import Mapping, Scalar, Sequence, plain
from tests.notes.headers import EDGE, damaged, headers
from tests.tries import tries


@tries(1500)
@given(damaged())
def test_the_same_as_the_strict_parse(text: str) -> None:
    """Texts, places and all; where it has no answer, the strict parse is asked."""
    quick = plainlines.read(text, 2)
    event("quick" if quick else "strict")
    if quick is not None:
        assert quick == strict(text, 2)


@tries(500)
@given(st.lists(st.text(EDGE.replace("\n", ""), max_size=12), max_size=5).map("\n".join))
def test_the_same_for_any_lines(text: str) -> None:
    """Whatever the lines are."""
    quick = plainlines.read(text, 1)
    if quick is not None:
        assert quick == strict(text, 1)


@tries(500)
@given(headers)
def test_the_texts_that_yaml_means(text: str) -> None:
    """Every scalar is the string that PyYAML's own loader builds when nothing is resolved."""
    found = strict(text)
    assert isinstance(found, Mapping)
    assert plain(found) == yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  it builds strings alone


def test_each_kind_of_line() -> None:
    """Texts with their places, lists, groups, quotes, comments, nothing."""
    text = "# 卡\n名称: 甲  # 乙\n别名: [丙, 丁 戊]\n\n联系人:\n  - 姓名: 己\n    岗位:\n  - {姓名: 庚}\n地址: '辛'"
    assert plainlines.read(text, 2) == Mapping(
        [
            (Scalar("名称", 3, 1, 3, 3), Scalar("甲", 3, 5, 3, 6)),
            (
                Scalar("别名", 4, 1, 4, 3),
                Sequence([Scalar("丙", 4, 6, 4, 7), Scalar("丁 戊", 4, 9, 4, 12)], 4, 5, flow=True),
            ),
            (
                Scalar("联系人", 6, 1, 6, 4),
                Sequence(
                    [
                        Mapping(
                            [
                                (Scalar("姓名", 7, 5, 7, 7), Scalar("己", 7, 9, 7, 10)),
                                (Scalar("岗位", 8, 5, 8, 7), Scalar("", 8, 8, 8, 8)),
                            ],
                            7,
                            5,
                        ),
                        Mapping([(Scalar("姓名", 9, 6, 9, 8), Scalar("庚", 9, 10, 9, 11))], 9, 5),
                    ],
                    7,
                    3,
                ),
            ),
            (Scalar("地址", 10, 1, 10, 3), Scalar("辛", 10, 5, 10, 8, plain=False)),
        ],
        3,
        1,
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "- a",
        "a: b\n c",
        "a: b\na: c",
        "a: {b: 1, b: 2}",
        "<<: x",
        "a: &b c",
        "a: *b",
        "a: !b c",
        "a: |\n  b",
        "a: b: c",
        "a: [b",
        'a: "b',
        "a:b",
        "a：b",
        "a: @b",
        "a: b\n  c: d",
        "  a: b\nc: d",
        "a: \tb",
        "a: b\x07",
        "a: b\ufeff",
        "? a",
        "a: [[b]]",
    ],
)
def test_what_may_mean_more(text: str) -> None:
    """Is left to the strict parse, which says what is wrong."""
    assert plainlines.read(text, 1) is None


def test_a_long_line_takes_no_time() -> None:
    """No pattern goes back and forth over a line."""
    for text in (
        "a" * 60_000,
        "a: " + "b " * 30_000 + ":",
        "a: [" + "b, " * 20_000,
        "a: {" + "b: c, " * 10_000,
        "a: " + '"' * 60_000,
    ):
        assert plainlines.read(text, 1) is None
