"""The folding of words for comparison."""

from __future__ import annotations

import unicodedata

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.words.folding import _SIMPLIFIED, fold, nearest


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


LABELS = (
    "电话 电邮 生日 类别 类型 联系人 联系电话 区域 地区 片区 账期 信用额度 承诺 许诺 订货 收款 礼品 礼物 业务员 "
    "名称 店名 编号 编码 赶集日 集日 岗位 phone customer birthday address"
)
CUSTOMERS = (
    "朝阳镇卫生院 向阳镇卫生院 向阳镇中心卫生院 青山镇卫生院 峨江县人民医院 峨江县中医院 康民药店 惠民大药房 "
    "同济堂大药房 李明亮 李明朗 王建国 黄卫民 陈晓燕诊所 国药控股峨江有限公司"
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("电活", "电话"),
        ("生曰", "生日"),
        ("联系入", "联系人"),
        ("系联人", "联系人"),
        ("区城", "区域"),
        ("帐其", "账期"),
        ("信用额渡", "信用额度"),
        ("承偌", "承诺"),
        ("訂或", "订货"),
        ("业务圆", "业务员"),
        ("称名", "名称"),
        ("赶集曰", "赶集日"),
        ("岗立", "岗位"),
        ("礼物品", "礼物"),
        ("phnoe", "phone"),
        ("custmer", "customer"),
        ("Brithday", "birthday"),
    ],
)
def test_nearest_label(typed: str, meant: str) -> None:
    """One wrong sign in a label of two or three, a swap, a missing letter: the label meant is among the first three."""
    assert meant in nearest(typed, LABELS.split(), 3)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("向阳真卫生院", "向阳镇卫生院"),
        ("向阳卫生院", "向阳镇卫生院"),
        ("陽向鎮衛生院", "向阳镇卫生院"),
        ("俄江县人民医院", "峨江县人民医院"),
        ("人民医院", "峨江县人民医院"),
        ("康名药店", "康民药店"),
        ("惠民药房", "惠民大药房"),
        ("同济堂", "同济堂大药房"),
        ("李明郎", "李明朗"),
        ("黄为民", "黄卫民"),
        ("陈小燕诊所", "陈晓燕诊所"),
        ("国药控股", "国药控股峨江有限公司"),
    ],
)
def test_nearest_customer(typed: str, meant: str) -> None:
    """A homophone, a character too few or a name cut short: the customer meant is among the first two."""
    assert meant in nearest(typed, CUSTOMERS.split(), 2)


@pytest.mark.parametrize("typed", ["张三丰", "万事达物流", "x", "", "颜色", "xyz"])
def test_nothing_is_near(typed: str) -> None:
    """A word that shares too little with every known one gives nothing."""
    assert nearest(typed, f"{LABELS} {CUSTOMERS}".split()) == []


def test_nearest_order() -> None:
    """The fewest edits first, then the length that fits, then the order given; each candidate once; never above the limit."""
    known = ["李明亮", "李明", "李明朗", "李明亮", "李明明"]
    assert nearest("李明朗", known, 9) == ["李明朗", "李明亮", "李明明", "李明"]
    assert nearest("李明朗", known, 2) == ["李明朗", "李明亮"]
    assert nearest("李明郎", known, 1) == ["李明亮"]


@given(
    st.text(alphabet="李明朗王ab", min_size=1, max_size=5),
    st.lists(st.text(alphabet="李明朗王ab", max_size=6)),
)
def test_itself_is_nearest(word: str, others: list[str]) -> None:
    """A known word is its own nearest."""
    assert nearest(word, [*others, word], 1) == [word]
