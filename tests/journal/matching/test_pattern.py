"""The match of one query with one name."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kjournal.journal.matching import keys, match
from kjournal.journal.matching.pattern import EXACT, FULL, INITIALS, INSIDE, LITERAL, MIXED, PREFIX
from kjournal.journal.matching.plain import plain
from kjournal.journal.matching.readings import readings

FOUND = """
李明朗: 李 李明 明朗 朗 李明朗 liminglang lml lm l ml lming lmlang liml limlang limingl liming limin lim li
李明朗: li'ming'lang LiMing lang 李ming 李m 李ml 李明l li明 l明lang limi minglang ming la ｌｍｌ lǐmíng
李明亮: limingliang limliang lmliang lml
單曉明: 单晓明 單曉明 shanxiaoming danxiaoming sxm dxm 單xm shanxm chanxm
仇医生: qiu qiuyisheng qys chouyisheng 仇ys
解放: jiefang xiefang jf xf
查老师: zha zhalaoshi cha zls
区伟: ouwei quwei ow qw
曾庆红: zengqinghong zqh cengqh
覃家药店: qinjia tanjia qjyd tjyd
重庆路药店: chongqing chongqinglu zhongqing cql cqlyd zqlyd chqlyd zhql
工商银行: yinhang yinxing gsyh gsyx gshyh gongshangyinhang gongshyh
呂布: 吕布 呂布 lvbu lubu lb lübu lǚbù lvb
女子医院: nvzi nuzi nzyy
略阳: lveyang lueyang ly
花儿药店: huaer huar huaeryaodian huaryd hey hryd
西安: xian xi'an xa xan
先安: xian xianan xa
张三丰: zhangsanfeng zsf zhsf zhangsf zsanf zhsfeng zha zhan
A类客户: a类 A类 aleikehu alkh 类 Ａ類
第3卫生院: di3 d3wsy 3卫生 第3 3
峨江县人民医院（东区）: 医院东区 ejxrmyy ejx yydq yiyuandongqu 峨江縣
𠮷康药店: 𠮷 𠮷康 kangyao kyd 𠮷ky
康民药店🏥: kmyd 康民药店 康民药店🏥
KTV超市: ktv ktvcs 超市 ktvchaoshi
买买提·艾力: maimaiti mmtal 买买提艾力 mmt·al
13900001111: 139 0000 1111 139-0000
"""

NOT_FOUND = """
李明朗: img iming ingl gl lll lmll lmlx liangl 朗明 李朗 lg lmg limgl liminglangg minlang i ng ang 李g
單曉明: duxm 单明
重庆路药店: hong ongqing dongqing
吕布: lwbu v vb u ubu
A类客户: b类 ak客 aaa
𠮷康药店: jikang jk
康民药店🏥: 🏥 kmydx
西安: xiian aan
张三丰: hsf zhhsf angsf zhasanf
13900001111: 222 11111 139a
"""


def cases(table: str) -> list[tuple[str, str]]:
    """The pairs of a name and a query."""
    lines = [line.split(": ") for line in table.strip().splitlines()]
    return [(name, query) for name, queries in lines for query in queries.split()]


@pytest.mark.parametrize(("name", "query"), cases(FOUND))
def test_found(name: str, query: str) -> None:
    """The ways in which people type a name."""
    assert match(query, keys(name)) is not None


@pytest.mark.parametrize(("name", "query"), cases(NOT_FOUND))
def test_not_found(name: str, query: str) -> None:
    """A query begins where a character begins and is used up by characters in their order."""
    assert match(query, keys(name)) is None


@pytest.mark.parametrize(
    ("query", "name", "score"),
    [
        ("李明朗", "李明朗", EXACT + LITERAL),
        ("liminglang", "李明朗", EXACT + FULL),
        ("李ming朗", "李明朗", EXACT + FULL),
        ("liml", "李明朗", EXACT + MIXED),
        ("lml", "李明朗", EXACT + INITIALS),
        ("李明", "李明朗", PREFIX + LITERAL),
        ("liming", "李明朗", PREFIX + FULL),
        ("limi", "李明朗", PREFIX + MIXED),
        ("liminglan", "李明朗", PREFIX + MIXED),
        ("lm", "李明朗", PREFIX + INITIALS),
        ("明朗", "李明朗", INSIDE + LITERAL),
        ("minglang", "李明朗", INSIDE + FULL),
        ("ml", "李明朗", INSIDE + INITIALS),
        ("zengli", "曾丽", EXACT + FULL),
        ("cengli", "曾丽", EXACT + FULL),
        ("lizeng", "丽曾", EXACT + FULL + 1),
        ("lizeng", "李丽曾医生", INSIDE + FULL + 1),
        ("yhx", "银行", None),
        ("limin", "李敏药店", PREFIX + FULL),
        ("limin", "李明", PREFIX + MIXED),
        ("", "李明", None),
        ("·", "李明", None),
    ],
)
def test_score(query: str, name: str, score: int | None) -> None:
    """Exact before prefix before inside; then as written, in full, mixed, initials; then the usual reading."""
    assert match(query, keys(name)) == score


def test_gaogao_begins_the_name() -> None:
    """The best of several places counts."""
    assert match("gg", keys("李高高")) == INSIDE + INITIALS
    assert match("gg", keys("高高李高高")) == PREFIX + INITIALS


@pytest.mark.parametrize(
    ("query", "score"),
    [
        ("qiaomaomao", EXACT + FULL),
        ("qmm", EXACT + INITIALS),
        ("qiaom", PREFIX + MIXED),
        ("乔冇冇", None),
        ("xmm", None),
    ],
)
def test_reading_as_written(query: str, score: int | None) -> None:
    """A reading that somebody wrote for a name is matched by syllables, as if it were the name."""
    assert match(query, keys("𠮷毛毛", pinyin="Qiáo Máomáo")) == score


def test_reading_that_is_none() -> None:
    """What is written as a reading but is no pinyin is matched as letters."""
    assert match("kathy", keys("凯茜", pinyin="Kathy")) == EXACT + LITERAL


COMMON = (
    "李王单仇解查区曾覃吕女儿重行长乐明朗建国卫民秀英晓燕志强丽华桂兰安阿鄂恩尔卫生院药店诊所镇乡陳國藥廠衛縣"
)
NAMES = st.text(alphabet=COMMON + "Aa3７Ｂ", min_size=1, max_size=8)
CHINESE = st.text(alphabet=COMMON, min_size=1, max_size=8)


def spelled(draw: st.DrawFn, char: str, *, first: bool = False) -> str:
    """Any syllable of a character, or the character itself where it has none."""
    known = readings(char, first=first)
    return draw(st.sampled_from(known)).syllable if known else char


@st.composite
def typed(draw: st.DrawFn, way: str) -> tuple[str, str]:
    """A name and a query for a part of it: `full`, `initials`, or `mixed` (each character in a way of its own)."""
    name = draw(NAMES)
    text = plain(name)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    query = ""
    for at in range(start, end):
        syllable = spelled(draw, text[at], first=at == 0)
        ways = {"full": [syllable], "initials": [syllable[0]], "mixed": [text[at], syllable, syllable[0]]}[
            way
        ]
        if way == "mixed" and at == end - 1:
            ways = [*ways, *(syllable[:cut] for cut in range(1, len(syllable)))]
        query += draw(st.sampled_from(ways))
    return name, query


@given(typed("full"))
def test_full_pinyin_finds(pair: tuple[str, str]) -> None:
    """Any reading of each character, from any character to any character."""
    name, query = pair
    assert match(query, keys(name)) is not None


@given(typed("initials"))
def test_initials_find(pair: tuple[str, str]) -> None:
    """The first letters."""
    name, query = pair
    assert match(query, keys(name)) is not None


@given(typed("mixed"))
def test_mixed_finds(pair: tuple[str, str]) -> None:
    """Characters, syllables and initials in turn, the last one cut anywhere."""
    name, query = pair
    assert match(query, keys(name)) is not None


def derivable(query: str, text: str, *, first: bool = False) -> bool:
    """The rule itself, tried in every way: can the query be typed for the first characters of a plain text?"""
    if not query or not text:
        return not query
    if query[0] == text[0] and derivable(query[1:], text[1:]):
        return True
    for syllable, _ in readings(text[0], first=first):
        if syllable.startswith(query):
            return True
        parts = [syllable, syllable[0], *([syllable[:2]] if syllable[1:2] == "h" else [])]
        if any(query.startswith(part) and derivable(query[len(part) :], text[1:]) for part in parts):
            return True
    return False


@given(CHINESE, st.text(alphabet="lmwsyzhcdg", min_size=1, max_size=6))
def test_consonants_find_what_is_derivable(name: str, query: str) -> None:
    """Consonants find a name if it can be typed so, and else they do not."""
    text = plain(name)
    expected = any(derivable(query, text[start:], first=start == 0) for start in range(len(text)))
    assert (match(query, keys(name)) is not None) == expected


@given(typed("mixed"), st.text(alphabet="aeioulmnghzsy3李明", max_size=3), st.integers(0, 9))
def test_any_query_finds_what_is_derivable(pair: tuple[str, str], noise: str, at: int) -> None:
    """A good query spoilt by a few characters is judged as the rule judges it."""
    name, query = pair
    query = query[:at] + noise + query[at:]
    assume(query)
    text = plain(name)
    expected = any(derivable(query, text[start:], first=start == 0) for start in range(len(text)))
    assert (match(query, keys(name)) is not None) == expected
