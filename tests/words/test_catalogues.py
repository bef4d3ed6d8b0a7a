"""The catalogues: complete, true to the words in the code, and plain enough for somebody who knows only notes."""

from __future__ import annotations

import ast
import gettext
import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kjournal import words as spoken
from kjournal.dates.typed import read_birthday
from kjournal.findings.codes import CODES, Code
from kjournal.records.customer import Customer
from kjournal.records.spec import by_key
from kjournal.records.spec import fields as spec_fields
from kjournal.records.visit import Visit
from kjournal.words.folding import fold
from tests.words import catalogue, traditional
from tests.words.catalogue import KEYWORDS, LOCALE, said, words

HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")

LANGUAGES = catalogue.languages()
EXTRACTED = catalogue.extracted()
EXAMPLES = {"上门, 电话, 微信 …"}
"""Words in the code that are Chinese in every language: values as notes have them."""


COMMANDS = sorted(path.stem for path in (catalogue.ROOT / "kjournal" / "commands").glob("[a-z]*.py"))
TYPED = re.compile(
    rf"kjournal (?:{'|'.join(COMMANDS)})\\b|--[a-z][a-z-]+|`[^`]+`|kjournal\.toml|docs/\w+\.md|KJ\d+"
    r"|\b(?:site|customers|visits)/|\[calendar\]|<{7}|>{7}|git (?:add|commit|init|push|config|checkout|remote)\b"
)
"""What is typed, and what files are called."""


def messages(language: str) -> list[Message]:
    """The messages of a catalogue, its head left out."""
    return [message for message in catalogue.read(language) if message.id]


@cache
def translations(language: str) -> gettext.GNUTranslations:
    """A catalogue as gettext uses it, compiled from what lies on the disk now."""
    compiled = BytesIO()
    write_mo(compiled, catalogue.read(language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Every text of a catalogue beside the English one it stands for; for all numbers it is the plural."""
    for message in messages(language):
        for text in said(message):
            yield words(message)[-1], text


def fields(text: str) -> set[str]:
    """The placeholders of a text, with how they are written out."""
    return {
        f"{name}!{conversion}:{form}"
        for _literal, name, form, conversion in Formatter().parse(text)
        if name is not None
    }


def bare(text: str) -> str:
    """A text without its placeholders."""
    return PLACEHOLDER.sub("", text)


def test_there_is_chinese() -> None:
    """Both scripts are there, and no catalogue besides; English needs none, its words stand in the code."""
    assert LANGUAGES == ["zh_CN", "zh_Hant"]
    assert {path.parts[-3] for path in LOCALE.glob("*/LC_MESSAGES/*.po")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_fresh(language: str) -> None:
    """The file is what `make words` writes: all words of the code and the templates, no others, sorted, no noise."""
    file = catalogue.path(language).read_text(encoding="utf-8")
    assert file == catalogue.written(language, catalogue.updated(language)), "run make words"


@pytest.mark.parametrize("language", LANGUAGES)
def test_complete(language: str) -> None:
    """Every message is translated in all its forms, and none is only guessed."""
    assert [words(message)[0] for message in messages(language) if not all(said(message))] == []
    assert [words(message)[0] for message in messages(language) if message.fuzzy] == []
    assert not catalogue.read(language).obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders(language: str) -> None:
    """A translation fills in what the English text fills in, in the same way."""
    assert [(english, text) for english, text in pairs(language) if fields(english) != fields(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_typed_words_stay(language: str) -> None:
    """Commands, options, files, keys and codes are the same in every language, or what is told to be typed would fail."""
    lost = [
        (word, text)
        for english, text in pairs(language)
        for word in TYPED.findall(english)
        if word not in text
    ]
    assert lost == []


def test_english_in_the_code() -> None:
    """The words in the code are English; one that is Chinese alone was not meant to be looked up."""
    chinese = {
        text
        for message in EXTRACTED
        if message.id
        for text in words(message)
        if HAN.search(text) and not LATIN.search(bare(text))
    }
    assert chinese - EXAMPLES == set()


@pytest.mark.parametrize(
    "text", [text for row in CODES.values() for text in (row.message, row.remedy, row.why) if text]
)
def test_findings_speak_chinese(text: str) -> None:
    """What a finding says is said in Chinese, but where the code only passes on what a check says."""
    shown = translations("zh_CN").gettext(text)
    assert HAN.search(bare(shown)) or not LATIN.search(bare(text))


JARGON = re.compile(
    r"yaml|front.?matter|锚点|别名引用|标量|序列|键值|映射|提交|仓库|分支|检出|暂存|解析|语法|字符串",
    re.IGNORECASE,
)


@pytest.mark.parametrize("row", CODES.values(), ids=list(CODES))
def test_findings_are_plain(row: Code) -> None:
    """Whoever knows neither YAML nor git understands a finding."""
    spoken = translations("zh_CN")
    assert [
        text for text in map(spoken.gettext, (row.message, row.remedy, row.why)) if JARGON.search(text)
    ] == []


def test_chinese_punctuation() -> None:
    """Between Chinese words stand Chinese marks; a half-width colon only before a blank, as notes want it."""
    narrow = re.compile(
        r"[\u4e00-\u9fff][,;?!()]|[,;?!()][\u4e00-\u9fff]|[\u4e00-\u9fff]:(?! )|\.\.\.(?!-)|您"
    )
    allowed = {
        "栏目部分用 ... 结束", "纬度;经度",
        "加一行  参加客户: [甲店, 乙店]",  # as it stands in a note
        "{name}(家中有事)",  # as DOMAIN.md 8 has it
    }  # fmt: skip
    assert [text for _english, text in pairs("zh_CN") if narrow.search(text) and text not in allowed] == []


def test_sentences_end() -> None:
    """A whole sentence ends with 。 where the English one ends with a stop, and only there."""
    ends = [
        (english, text)
        for english, text in pairs("zh_CN")
        if english.endswith((".", "?")) != text.endswith(("。", "？")) and not english.endswith("...")
    ]
    assert ends == []


def test_one_word_a_thing() -> None:
    """A finding is 问题, a reminder 提醒, a visit 拜访: the words of the glossary, not others for them."""
    others = {
        "诊断": "问题", "访问记录": "拜访", "走访": "拜访", "日程": "提醒", "许诺": "承诺", "证件": "证照", "顾客": "客户",
        "报错": "错误", "配置": "设置", "缺省": "默认", "文档": "笔记", "订阅源": "日历订阅",
    }  # fmt: skip
    used = [(text, word) for _english, text in pairs("zh_CN") for word in others if word in text]
    assert used == []


# The words of click, the library of the command line, which has no Chinese of its own.

CLICK = LOCALE / "zh_CN" / "LC_MESSAGES" / "messages.po"
SHOWN = {"exceptions.py", "formatting.py", "parser.py", "types.py"}
"""Modules of click whose words a user of this command line can meet; of the others only some."""


def _click() -> tuple[Catalog, set[object], set[object]]:
    """Our catalogue of click's words, all its words, and those of the modules that users meet."""
    found = importlib.util.find_spec("click")
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent
    every = {
        (file, message)
        for file, _line, message, _comments, _context in extract_from_dir(
            folder, [("**.py", "python")], keywords=KEYWORDS
        )
    }
    with CLICK.open("rb") as file:
        return read_po(file), {one[1] for one in every}, {one[1] for one in every if one[0] in SHOWN}


def test_click_in_chinese() -> None:
    """What click says to a user is translated, and nothing that it does not say any more."""
    ours, every, shown = _click()
    known = {message.id for message in ours if message.id and all(said(message))}
    assert known - every == set()
    assert shown - known == set()
    assert [
        message.id for message in ours if message.id and fields(words(message)[-1]) < fields(said(message)[0])
    ] == []


# Traditional Chinese, which comes out of the simplified one.


def test_clicks_words_are_fresh() -> None:
    """Click's words too are what `make words` writes."""
    assert catalogue.clicks("zh_Hant").read_text(encoding="utf-8") == catalogue.clicks_traditional(), (
        "run make words"
    )


def test_nothing_simplified_is_left() -> None:
    """What is traditional already does not change when it is turned once more."""
    left = {text for _english, text in pairs("zh_Hant") if traditional.traditional(text) != text}
    assert left == set()


@pytest.mark.parametrize(
    ("simplified", "expected"),
    [
        ("改成半角冒号加空格：{text}", "改成半形冒號加空格：{text}"),
        ("拜访后七天，每周三；周几去", "拜訪後七天，每週三；週幾去"),
        ("{n} 天后只排得下 3 家", "{n} 天後只排得下 3 家"),
        ("最多只排得下", "最多只排得下"),
        ("两台电脑里的账", "兩台電腦裡的帳"),
        ("文件夹里的文件名", "資料夾裡的檔名"),
        ("{文件}不变", "{文件}不變"),
        ("打视频，发短信", "打視頻，發短信"),
    ],
)
def test_traditional(simplified: str, expected: str) -> None:
    """Characters by what they mean, the computer's words as Taiwan has them, notes' words by character, placeholders never."""
    assert traditional.traditional(simplified) == expected


def test_what_is_shown_may_be_typed() -> None:
    """A key, a choice or a day in traditional characters, as messages show it, is read like the simplified one."""
    for record in (Customer, Visit):
        known = by_key(record)
        for field in spec_fields(record):
            assert known[fold(traditional.traditional(field.label))].name == field.name
            spoken.use("zh-Hant")
            assert known[fold(field.called)].name == field.name
            spoken.use("en")
            for value in field.choices.values if field.choices else ():
                assert fold(traditional.traditional(value)) == fold(value)
    for day in ("农历八月十五", "农历1975-八-十五", "腊月廿三", "3月8日", "一九七五年三月八日"):
        assert read_birthday(traditional.traditional(day)).value == read_birthday(day).value is not None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("zh-CN", "zh_CN"), ("zh_CN.UTF-8", "zh_CN"), ("zh", "zh_CN"), ("zh_SG", "zh_CN"),
        ("zh-Hant", "zh_Hant"), ("zh_TW.UTF-8", "zh_Hant"), ("zh-HK", "zh_Hant"), ("ZH_mo", "zh_Hant"), ("zh-Hant-HK", "zh_Hant"),
        ("en_GB.UTF-8", "en"), ("C", "en"), ("C.UTF-8", "en"), ("POSIX", "en"), ("fr_FR", "zh_CN"), ("", "zh_CN"),
    ],
)  # fmt: skip
def test_names_of_languages(name: str, expected: str) -> None:
    """Settings and locales name a language in many ways; one that is not there is answered in Chinese."""
    assert spoken.known(name) == expected


def test_what_was_said_in_a_language_is_found_again() -> None:
    """A program that stays running opens its journal for each run, and would otherwise keep what it said in all of them."""
    before = spoken.language()
    try:
        for language in ("zh_CN", "en"):
            spoken.use(language)
            spoken._("Subscribe")
        looked_up = spoken._said.cache_info().misses
        for language in ("zh_CN", "en"):
            spoken.use(language)
            spoken._("Subscribe")
        assert spoken._said.cache_info().misses == looked_up
    finally:
        spoken.use(before)


def test_no_words_inside_f_strings() -> None:
    """Babel does not see `_("…")` inside an f-string: such words would stay English."""
    found = [
        f"{path.relative_to(catalogue.ROOT)}:{call.lineno}"
        for path in sorted((catalogue.ROOT / "kjournal").rglob("*.py"))
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in KEYWORDS
        and any(isinstance(word, (ast.Constant, ast.JoinedStr)) for word in call.args)
    ]
    assert found == []
