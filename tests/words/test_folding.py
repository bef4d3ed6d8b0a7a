"""The folding of words for comparison."""

from __future__ import annotations

import unicodedata

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.words.folding import _SIMPLIFIED, fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("客户名称", "客户名称"),
        ("客戶名稱", "客户名称"),
        ("Ｐｈｏｎｅ", "phone"),
        ("Credit_Limit", "creditlimit"),
        ("credit-limit", "creditlimit"),
        ("E－mail", "email"),
        ("客户 名称", "客户名称"),
        ("客户\u3000名称\t", "客户名称"),
        ("客户\u200b名称\ufeff", "客户名称"),
        ("阿迪力·买买提", "阿迪力买买提"),
        ("阿迪力・买买提", "阿迪力买买提"),
        ("Ａ級", "a级"),
        ("⼈名", "人名"),
        ("", ""),
        ("·", ""),
    ],
)
def test_spelling_does_not_matter(typed: str, folded: str) -> None:
    """Width, case, blanks, dots, dashes, invisible signs and traditional forms make no difference."""
    assert fold(typed) == folded


@pytest.mark.parametrize("typed", ["帳期", "帐期", "賬期", "账期"])
def test_every_zhang_is_the_same(typed: str) -> None:
    """帳, 帐 and 賬 are 账, which OpenCC alone does not say."""
    assert fold(typed) == "账期"


@pytest.mark.parametrize("typed", ["座標", "座标", "坐標", "坐标"])
def test_coordinates(typed: str) -> None:
    """座標 is 坐标; 座机 keeps its 座."""
    assert fold(typed) == "坐标"
    assert fold("座機") == "座机"


def test_table_is_opencc_by_character() -> None:
    """The table holds what OpenCC gives for each single character that NFKC keeps, followed to its end."""
    convert = opencc.OpenCC("t2s").convert
    expected = {}
    for code in (*range(0x2E80, 0xD800), *range(0xF900, 0xFB00), *range(0x20000, 0x323B0)):
        char = chr(code)
        if unicodedata.normalize("NFKC", char) == char and (simple := convert(char)) != char:
            expected[char] = convert(simple)
    assert dict(zip(_SIMPLIFIED[::2], _SIMPLIFIED[1::2], strict=True)) == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_folding_twice_is_folding_once(text: str) -> None:
    """What is folded is not folded further, so stored words and typed words meet."""
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="客户名称帳座標 A-·ａ\u200b"))
def test_characters_fold_one_by_one(text: str) -> None:
    """A character folds alone as it folds in a word, but for 座标."""
    assert "".join(fold(char) for char in text).replace("座标", "坐标") == fold(text)
