"""The pages find what `kjournal find` finds, in its order, with the same places marked: both run side by side."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kjournal.journal.matching import Kind, Row, about, row, search
from kjournal.journal.matching.plain import plain
from kjournal.journal.matching.readings import SURNAMES
from kjournal.outputs.pages.customers import CustomerRow, LastContact, NextStep
from kjournal.outputs.pages.parts import Phone
from kjournal.outputs.pages.search import render_data, search_data
from tests.journal.matching import crowd
from tests.outputs.pages.engine import Engine
from tests.parts import needs

Fields = list[tuple[Kind, str]]
MANY = 10_000
CARDS: dict[str, Fields] = {
    "EJ-001": [("name", "峨江县人民医院（东区）"), ("alias", "縣醫院"), ("id", "EJ-001"), ("contact", "罗秀英"), ("contact", "李明朗"),
               ("phone", "199-0000-0002"), ("phone", "0778 0000021、13900001111"), ("town", "峨江"), ("tag", "VIP")],
    "EJ-002": [("name", "李明朗诊所"), ("id", "EJ-002"), ("contact", "李明朗"), ("phone", "13800002222"), ("town", "向阳镇")],
    "EJ-003": [("name", "向阳镇卫生院"), ("id", "EJ-003"), ("contact", "曾丽"), ("phone", "+86 106-666-1111"), ("tag", "老客户")],
    "EJ-004": [("name", "康民药店🏥"), ("alias", "康民"), ("id", "EJ-004"), ("contact", "黎敏"), ("town", "双河镇")],
    "EJ-005": [("name", "单记药店"), ("pinyin", "shànjìyàodiàn"), ("id", "EJ-005"), ("contact", "单晓明"), ("town", "双河镇")],
    "EJ-006": [("name", "仇家诊所"), ("id", "EJ-006"), ("contact", "解春花儿"), ("contact", "吕布"), ("tag", "重点")],
    "EJ-007": [("name", "𠮷祥 Café"), ("id", "EJ-007"), ("contact", "阿迪力·买买提"), ("contact", "O'Neil 王"), ("tag", "長期帳")],
    "EJ-008": [("name", "重庆大药房"), ("id", "EJ-008"), ("alias", "座标药店"), ("contact", "長孫無忌"), ("town", "長安")],
    "ej-009": [("name", "账房药业"), ("id", "ej-009"), ("contact", "查良"), ("phone", "12")],
    "店10": [("name", "店10"), ("id", "店10")],
    "无": [("name", "…"), ("id", "无")],
}  # fmt: skip
ABOUT = [
    about("广西/河池/峨江县/向阳镇", "村镇药店", "周宁", "VIP", "合作"),
    about("广西/河池/百溪縣/长滩乡", "个体诊所", "单秋萍", "A", "开发中"),
    about("向阳镇", "", "zhou", "", ""),
]
ROWS = [row(id_, fields)._replace(about=ABOUT[n % 3]) for n, (id_, fields) in enumerate(CARDS.items())]
QUERIES = (
    "lml", "liming", "img", "李明朗", "limin", "liminglang", "limingl", "li", "l", "xyy", "xiangy", "县医院", "縣醫院", "xyz",
    "shan", "dan", "shanxm", "danxm", "sxm", "qiu", "chou", "qiujia", "choujia", "jie", "xie", "xiechunhuar", "huaer", "huar",
    "ceng", "zeng", "zengli", "cl", "zl", "zhang", "zhangfang", "帐房", "帳房", "賬房", "chongqing", "zhongqing", "cq", "zq",
    "zcwj", "changsun", "zhangsun", "lv", "lu", "lvbu", "lubu", "lb", "zha", "cha", "139", "0000", "00", "13", "1111", "06666",
    "19900000002", "199 0000", "199-0000", "+86", "ej", "EJ-00", "ej003", "vip", "ＶＩＰ", "Ｌｍｌ", "LML", "café", "cafe",
    "𠮷祥", "祥c", "oneil", "o'n", "座标", "坐标", "zbyd", "lml 峨江", "双河 ym", "单 药店", "shan yd", "长期账", "cqz", "adl", "阿迪力買買提",
    "阿迪力-买买提", " ", "", "（）", "🏥", "东区", "dongq", "dongqu", "店10", "dian10", "d10", "无", "wu", "吧", "sjyd", "shanji", "danji",
    "chunhua", "ch", "c", "zh", "z", "sh", "shuanghe", "suanghe", "shh", "老客户", "laokehu", "lkh", "kmyd", "kangminyaodian", "kanm",
    "周宁", "zn", "zhouning", "zhou", "shanqiuping", "danqp", "VIP", "vip 周宁", "a", "A", "开发中", "開發中", "开发", "kaifa", "峨江县", "峨江", "百溪县",
    "广西", "gx", "村镇药店", "药店 周宁", "个体", "单 诊所",
)  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """Node."""
    needs("node")
    running = Engine()
    yield running
    running.close()


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_typed_by_hand(engine: Engine, query: str) -> None:
    """Pinyin in full, initials, mixed, surnames, traditional, wide, fragments, blanks: set, order, scores and places."""
    engine.load(ROWS)
    words = query.split()
    assert engine.search(words) == search(sorted(ROWS), words, MANY)


def test_these_find_somebody() -> None:
    """The queries above are not all in vain."""
    found = {query: [hit.id for hit in search(ROWS, query.split())] for query in QUERIES}
    assert found["lml"] == ["EJ-002", "EJ-001"] or found["lml"] == ["EJ-001", "EJ-002"]
    assert found["img"] == []
    assert sum(map(bool, found.values())) > len(QUERIES) * 0.8


CHARS = st.sampled_from(
    [
        *"李明朗罗秀英黎敏药店诊所卫生院镇双河向阳儿吕略女绿重长行乐",
        *SURNAMES,
        *"縣醫藥鎮陽儿",
        *"abhlmnxz019v",
        "𠮷",
        "·",
        "（",
        "é",
    ]
)
NAMES = st.text(CHARS, min_size=1, max_size=6)
PHONES = st.text(st.sampled_from("0123456789-+ "), min_size=3, max_size=13)
KINDS: st.SearchStrategy[tuple[Kind, str]] = st.one_of(
    st.tuples(st.sampled_from(["alias", "contact", "town", "tag", "id", "pinyin"]), NAMES),
    st.tuples(st.just("phone"), PHONES),
)
TABLES = st.lists(st.tuples(NAMES, st.lists(KINDS, max_size=4)), min_size=1, max_size=5)
TYPED = st.one_of(
    st.text(st.sampled_from("abcdeghilmnoqrsuvwxyz"), min_size=1, max_size=7),
    st.text(CHARS, min_size=1, max_size=3),
    PHONES,
    st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=4),  # what both know of
)


@settings(max_examples=150, deadline=None)
@given(table=TABLES, queries=st.lists(st.lists(TYPED, min_size=1, max_size=2), min_size=1, max_size=6))
def test_whatever_stands_in_the_rows_and_is_typed(
    engine: Engine, table: list[tuple[str, Fields]], queries: list[list[str]]
) -> None:
    """Any rows, any words."""
    rows = [row(f"{n}", [("name", name), *fields, ("id", f"{n}")]) for n, (name, fields) in enumerate(table)]
    engine.load(rows)
    for words in queries:
        found = search(rows, words, MANY)
        ids = [_first_id(packed) for packed in rows]
        assert engine.search(words) == [hit._replace(id=ids[int(hit.id)]) for hit in found], words


def _first_id(packed: Row) -> str:
    from kjournal.journal.matching.rows import fields

    return next(field.text for field in fields(packed) if field.kind == "id")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(ROWS), min_size=1), st.data())
def test_a_piece_of_what_is_there(engine: Engine, rows: list[Row], data: st.DataObject) -> None:
    """What somebody reads on a card and types in part finds the card in both."""
    rows = list({one.id: one for one in sorted(rows)}.values())
    engine.load(rows)
    text = data.draw(st.sampled_from([text for one in rows for _, text in CARDS[one.id]]))
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))].split()
    assert engine.search(words) == search(rows, words, MANY)


def test_every_character_is_folded_alike(engine: Engine) -> None:
    """Each character that Python knows, alone and among others, for rows that hold every simplified one."""
    known = [
        chr(code)
        for code in range(0x20, sys.maxunicode)
        if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}
    ]
    ideographs = "".join(char for char in known if unicodedata.name(char, "").startswith("CJK"))
    engine.load([row("1", [("name", ideographs), ("id", "1")])])
    texts = [*known, *(f"座{char}标" for char in known if not char.isalnum())]
    folded = engine.ask("plain", texts)
    differ = [
        (text, plain(text), other) for text, other in zip(texts, folded, strict=True) if plain(text) != other
    ]
    assert differ == []


def test_ten_thousand_customers(engine: Engine) -> None:
    """At most 2 MB, and under 100 ms a query."""
    rows = crowd.customers(MANY)
    packed = {one.id: one for one in rows}
    shown = [
        CustomerRow(
            one.id,
            one.id,
            f"customers/{one.id}.html",
            "村镇药店",
            region_path=f"广西/河池/峨江县/{n % 300}镇",
            last=LastContact(date(2026, 1, 1) + timedelta(n % 320), "上门"),
            next=NextStep(date(2026, 11, 1) + timedelta(n % 200), f"拜访 {n % 50}"),
            phones=(Phone(f"王 {n}", f"{n}"),),
            unit=f"单位{n % 500}",
            rep=f"周宁{n % 40}",
            grade="ABC"[n % 3],
            status="合作",
        )
        for n, one in enumerate(rows)
    ]
    data = render_data(search_data(shown, packed))
    assert len(data.encode()) <= 2_000_000
    assert engine.ask("data", data) == MANY
    slow = {query: min(engine.ask("timed", query.split()) for _ in range(5)) for query in crowd.QUERIES}
    assert max(slow.values()) < 100, slow
    assert engine.search(["lml"]) == search(sorted(rows), ["lml"], MANY)
