"""Words of illness: told of where they are about a person, never where they are about business."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.findings.finding import Place
from kjournal.notes.illness import _SAID, _SAID_HINT, in_prose, of_person
from kjournal.notes.note import Note
from tests.notes.written import CARD, VISIT, header, read
from tests.tries import tries


def places(note: Note) -> list[Place]:
    return [place for finding in note.findings if finding.code == "KJ604" for place in finding.places]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("糖尿病，别送甜的", "糖尿病"),
        ("有高血压，少喝酒", "高血压"),
        ("妻子怀孕五个月", "怀孕"),
        ("血糖高，不送点心", "血糖高"),
        ("做过心脏手术", "做过心脏手术"),
        ("父亲中风，在家", "中风"),
        ("三高", "三高"),
        ("本人查出肝癌", "肝癌"),
        ("有高血壓", "高血壓"),
        ("去年住院了", "住院了"),
    ],
)
def test_about_a_person(text: str, words: str) -> None:
    """In a person's fields the bare word is enough."""
    assert [text[found.start : found.end] for found in of_person(text)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "看糖尿病很有名", "肿瘤科主任", "主管高血压药", "高血压药卖得好", "擅长治疗冠心病", "周三手术", "负责糖尿病门诊", "抗癌药", "糖尿病患者多",
        "爱看高血压讲座", "住院医师", "三高人群管理", "中国象棋", "酒量高", "高中毕业", "怀孕用药咨询多", "不吃糖", "肿瘤内科", "乙肝疫苗", "骨科", "中风险",
        "病房查房后有空", "心脏病学会委员", "糖尿病试纸用得多", "做完手术后有空",
    ],
)  # fmt: skip
def test_about_work(text: str) -> None:
    """A department, a product, a specialist's field and patients are work."""
    assert list(of_person(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "韦主任查出糖尿病",
        "老板娘怀孕了，五月生",
        "店长有高血压",
        "他爱人得了乳腺癌",
        "李医生确诊甲亢",
        "父亲患有冠心病",
    ],
)
def test_a_sentence_that_says_who(text: str) -> None:
    """In prose a person and a verb must stand before the illness."""
    assert len(list(in_prose(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "感冒药卖得好", "订了高血压药20盒", "有病人得了糖尿病", "村医说有个病人得了糖尿病", "医生有肿瘤病人在用", "店长有高血压药库存",
        "高血压的患者在增加", "护士长说糖尿病门诊开了", "主任发现高血压用药少", "老板有糖尿病顾客", "李医生做了手术", "主任说，高血压要长期吃药", "糖尿病",
    ],
)  # fmt: skip
def test_ordinary_business(text: str) -> None:
    """What a pharmacy and a clinic talk about all day is none of it."""
    assert list(in_prose(text)) == []


def test_where_it_is_told() -> None:
    """One finding a note, with every place; in `health` it stands where it belongs."""
    note = header(
        "名称: 甲院\n联系人:\n  - 姓名: 韦绍良\n    忌讳: 糖尿病，别送甜的\n    健康: 高血压\n    家庭: 父亲 中风\n  - 罗秀英 肿瘤科 医生 痛风\n",
        CARD,
        "主任怀孕了。\n",
    )
    assert [(place.line, place.column, place.end_column) for place in places(note)] == [
        (5, 9, 12), (7, 12, 14), (8, 16, 18), (10, 1, 6),
    ]  # fmt: skip
    told = next(finding for finding in note.findings if finding.code == "KJ604")
    assert told.excerpt == "    忌讳: ●●●，别送甜的"


def test_an_organisations_fields_are_business() -> None:
    """A card's own remark is a person's only on a person's card."""
    assert places(header("名称: 福民药店\n备注: 糖尿病，高血压都有\n经营特点: 糖尿病")) == []
    assert len(places(header("名称: 韦绍良\n主体: 个人\n备注: 糖尿病"))) == 1
    assert len(places(header("名称: 韦绍良\n所在单位: 甲院\n备注: |\n  爱下棋\n  有糖尿病"))) == 1


def test_a_visit() -> None:
    """Only a sentence that says who has it."""
    assert places(header("客户: 甲院\n结果: 韦主任查出糖尿病\n订货: [高血压药 20盒]", VISIT)) == [
        Place(VISIT, 3, 6, 3, 13)
    ]
    assert places(read("感冒药卖得好，糖尿病药断货。\n", VISIT)) == []


@pytest.mark.parametrize("unit", ["高", "病", "主任", "他有", "有", "住", "主任有高", "病，"])
def test_long_texts_cost_little(unit: str) -> None:
    """However long a text is: the machine's noise aside, milliseconds."""
    started = time.process_time()
    text = unit * ((1 << 20) // len(unit))
    assert sum(1 for find in (of_person, in_prose) for _found in find(text)) < 5000
    assert time.process_time() - started < 5


@tries(2000)
@given(st.from_regex(_SAID.pattern, fullmatch=True))
def test_the_hint_stands_in_whatever_prose_says(said: str) -> None:
    """A text is passed over only where no word of illness can stand in it."""
    assert _SAID_HINT.search(said)


ONE_EACH = [
    "糖尿病",
    "血糖高",
    "高血糖",
    "血压高",
    "高血脂",
    "三高",
    "冠心病",
    "心肌梗死",
    "心梗",
    "心衰",
    "脑梗",
    "脑出血",
    "中风",
    "偏瘫",
    "瘫痪",
    "肺癌",
    "肿瘤",
    "白血病",
    "尿毒症",
    "肾衰",
    "肾炎",
    "乙肝",
    "大三阳",
    "小三阳",
    "肝硬化",
    "肺结核",
    "结石",
    "痛风",
    "哮喘",
    "甲亢",
    "甲减",
    "抑郁",
    "焦虑症",
    "精神病",
    "精神分裂",
    "癫痫",
    "痴呆",
    "帕金森",
    "艾滋",
    "梅毒",
    "性病",
    "胃溃疡",
    "风湿",
    "关节炎",
    "腰椎间盘突出",
    "颈椎病",
    "怀孕",
    "有身孕",
    "流产",
    "不孕",
    "试管婴儿",
    "残疾",
    "重病",
    "病危",
    "骨折",
]


@pytest.mark.parametrize("word", ONE_EACH)
def test_the_hint_stands_in_every_word(word: str) -> None:
    """What is looked for first lets no word of illness pass."""
    assert [text[found.start : found.end] for text in [f"他{word}"] for found in of_person(text)], word
