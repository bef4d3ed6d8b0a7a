"""The JSON Schemas: valid themselves, no stricter than the reader of notes, and strict where it is."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from kjournal import words
from kjournal.config.declared import SETTINGS
from kjournal.config.loading import load
from kjournal.findings.codes import CODES
from kjournal.notes.settings import ReadSettings
from kjournal.outputs.schemas import notes, settings
from kjournal.outputs.schemas.spellings import anyhow, whole
from kjournal.outputs.schemas.values import Schema
from kjournal.records import choices as tables
from kjournal.records import spec
from kjournal.records.choices import Choices
from kjournal.records.customer import Customer
from kjournal.records.spec import Field, Record, fields
from kjournal.records.visit import Visit
from kjournal.words.folding import traditional
from tests.notes.written import CARD, VISIT, header
from tests.outputs.core import ROOT, headers, parsed
from tests.tries import tries

RECORDS: dict[str, type[Record]] = {"customers": Customer, "visits": Visit}
OWN = ReadSettings(
    classes=("疾控中心",),
    customer_fields={"采购额": "money", "会员": "yes/no"},
    visit_fields={"天气": "text"},
)
CHOICES = [table for table in vars(tables).values() if isinstance(table, Choices)]


@cache
def validator(record: type[Record], *, own: bool = False) -> Draft7Validator:
    return Draft7Validator(notes.schema(record, OWN if own else ReadSettings()))


def wrong(record: type[Record], text: str, *, own: bool = False) -> list[str]:
    """The top keys of a header at which the schema finds something."""
    found = validator(record, own=own).iter_errors(parsed(text))
    return [str(error.path[0]) if error.path else "" for error in found]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_valid_themselves(language: str) -> None:
    """Each schema is one by the draft that it names, in either language, and leads to no place that is missing."""
    before = words.language()
    words.use(language)
    try:
        made = [notes.schema(Customer, OWN), notes.schema(Visit, OWN), settings.schema(SETTINGS)]
    finally:
        words.use(before)
    for schema in made:
        assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
        Draft7Validator.check_schema(schema)
        for name in re.findall(r'"#/definitions/([^"]*)"', json.dumps(schema)):
            assert name in schema["definitions"]


@pytest.mark.parametrize("record", RECORDS.values())
def test_every_spelling(record: type[Record]) -> None:
    """Every spelling of every field is known, and one spelling a field is offered: the label, or in English the key."""
    schema = notes.schema(record, ReadSettings())
    offered = [
        key for key, value in schema["properties"].items() if not _resolved(schema, value).get("doNotSuggest")
    ]
    assert set(schema["properties"]) >= {
        word for field in fields(record) for word in (field.key, field.label, *field.also)
    }
    shown = "key" if words.language() == "en" else "label"
    assert offered == [getattr(field, shown) for field in fields(record)]


def _resolved(schema: Schema, value: Schema) -> Schema:
    name = value.get("$ref", "").removeprefix("#/definitions/")
    found: Schema = schema["definitions"][name] if name else value
    return found


def test_a_field_explains_itself() -> None:
    """Whoever points at a key reads its names, what it means, and an example that is not offered as a value."""
    schema = notes.schema(Customer, ReadSettings())
    phone = schema["definitions"]["Customer.phone"]
    assert phone["title"] == "电话 phone"
    assert "19900000111" in phone["description"]
    assert '"examples"' not in json.dumps(schema)


@pytest.mark.parametrize("top", RECORDS)
def test_the_sample(top: str) -> None:
    """No header of the sample is found fault with."""
    schema = Draft7Validator(notes.schema(RECORDS[top], load(ROOT).read(date(2026, 11, 20))))
    found = {
        path.name: [str(error.path) for error in schema.iter_errors(parsed(text))]
        for path, text in headers(top)
    }
    assert len(found) > {"customers": 30, "visits": 200}[top]
    assert {name: keys for name, keys in found.items() if keys} == {}


VALUES = (
    "", "~", "王记药店", "19900000111", "'19900000111'", "0778-1234567", "2026-11-20", "1975年3月8日", "20260407", "--03-08",
    "农历1975-08-15", "14:30", "14：30", "1.2万", "￥12,000元", "12000", "12.50", "30天", "30", "4", "很好", "20盒", "9折",
    "24.70,108.05", "2027-05", "是", "√", "true", "no", "村卫生室", "鄉鎮衛生院", "药店", "合作中", "A级", "ｖｉｐ", "内向型", "內向、好斗",
    "[内向, 好斗]", "订货、收款", "[订货, 收款]", "月结", "[月结]", "[[王记药店]]", "[福民药店, '济生堂药店']", "现金", "完成", "计划", "上门",
    "打电话", "成了", "机构", "男", "女士", "疾控中心", "周宁", "罗秀英 内科 医生 19900000002", "[罗秀英 19900000002]",
    "[{姓名: 罗秀英, 电话: 19900000002, 性别: 女}]", "{姓名: 罗秀英, 拍板: 是}", "{date: 2026-12-05, what: 带合同}", "阿莫西林胶囊 20盒 ×12.5",
    "[阿莫西林胶囊 20盒 ×12.5, {产品: 蒙脱石散, 数量: 3盒, 单价: 5}]", "5000 现金", "[[1, 2], 3]", "{a: {b: c}}", "[1, 2]", "3.0", "-500", "1e3",
    "0x1F", "7",
)  # fmt: skip
"""Values as people write them, each of which is right somewhere."""


@st.composite
def written(draw: st.DrawFn) -> tuple[type[Record], str]:
    """A header of a few fields by any of their names, with values that may be another field's."""
    record: type[Record] = draw(st.sampled_from([*RECORDS.values()]))
    declared = draw(
        st.lists(st.sampled_from(fields(record)), min_size=1, max_size=4, unique_by=lambda field: field.name)
    )
    lines = [f"{_spelling(draw, field)}: {draw(st.sampled_from(VALUES))}" for field in declared]
    return record, "\n".join(lines)


def _spelling(draw: st.DrawFn, field: Field) -> str:
    return draw(st.sampled_from([field.key, field.label, *field.also]))


@tries(200)
@given(written())
def test_no_stricter_than_the_reader(made: tuple[type[Record], str]) -> None:
    """What the reader takes without an error, the schema takes, whatever the field and its spelling."""
    record, text = made
    read = header(text, CARD if record is Customer else VISIT, classes=OWN.classes)
    blamed = {finding.place.line - 1 for finding in read.findings if CODES[finding.code].severity == "error"}
    keys = [line.partition(":")[0] for line in text.split("\n")]
    fine = {key for number, key in enumerate(keys, 1) if number not in blamed}
    assert fine.isdisjoint(wrong(record, text, own=True))


BY_TYPE = {
    spec.TEXT: "街口", spec.PROSE: "生意淡", spec.TEXTS: "[重点, 河池]", spec.LINK: "[[福民药店]]", spec.LINKS: "[福民药店]",
    spec.DAY: "1975年3月8日", spec.DUE: "2026-12-01", spec.DAYS: "2026-10-08", spec.MONTH: "2027-05", spec.LEAVE: "是",
    spec.BIRTHDAY: "农历1975-08-15", spec.TIME: "9:30", spec.MOMENT: "2026-11-20 14:30", spec.MONEY: "1.2万", spec.NUMBER: "85.5",
    spec.INTEGER: "30天", spec.QUANTITY: "20盒", spec.DISCOUNT: "9折", spec.PHONE: "0778-1234567", spec.GEO: "24.70,108.05",
    spec.YES_NO: "√",
}  # fmt: skip
"""A right value of each type."""


@pytest.mark.parametrize("record", RECORDS.values())
def test_a_right_value_of_every_field(record: type[Record]) -> None:
    """A right value of each field is taken under each of its spellings, by the schema as by the reader."""
    said = [((field.key, field.label, *field.also), _right_values(field)) for field in fields(record)]
    for turn in range(max(len(each) for pair in said for each in pair)):
        lines = [f"{keys[turn % len(keys)]}: {values[turn % len(values)]}" for keys, values in said]
        text = "\n".join(lines)
        assert wrong(record, text) == [], text
        read = header(text, CARD if record is Customer else VISIT)
        errors = [found for found in read.findings if CODES[found.code].severity == "error"]
        assert [lines[found.place.line - 2] for found in errors] == []


def _right_values(field: Field) -> list[str]:
    if field.record:
        return [notes.LINES[field.name]]
    return [BY_TYPE[field.type]] if field.type in BY_TYPE else [*(field.choices or tables.CLASS).written]


@pytest.mark.parametrize("record", RECORDS.values())
def test_lines_are_read(record: type[Record]) -> None:
    """The one-line example of every field of parts is read as it shows, and needs no change."""
    path = CARD if record is Customer else VISIT
    for field in fields(record):
        if field.record is not None:
            note = header(f"{field.key}:\n  - {notes.LINES[field.name]}", path)
            grave = {"error", "warning"}
            said = [found.code for found in note.findings if found.place.line in {2, 3}]
            assert [code for code in said if CODES[code].severity in grave] == [], field.key
            assert getattr(note.record, field.name)


@pytest.mark.parametrize(
    ("record", "text", "keys"),
    [
        (Customer, "名称: 甲\n类别: 村卫所室\n区域: 向阳镇", ["类别"]),
        (Customer, "class: [村卫生室, 药店]\nregion: 向阳镇", ["class"]),
        (Customer, "类别: 药店\n区域: 向阳镇\n联系人:\n  - 姓名: 甲\n    性别: 里", ["联系人"]),
        (Customer, "类别: 药店\n区域: 向阳镇\n建档: {年: 2026}", ["建档"]),
        (Customer, "类别: 药店\n区域: 向阳镇\n性格: [内向, 好吃]", ["性格"]),
        (Customer, "类别: 药店\n区域: 向阳镇\n拍板: 可能", ["拍板"]),
        (Customer, "类别: 药店\n区域: 向阳镇\n热心程度: 7", ["热心程度"]),
        (Customer, "名称: 甲", ["", ""]),
        (Customer, "名称: 甲\n客戶類別: 藥店\n片 区: 向阳镇", []),
        (Customer, "名称: 甲\n主体: 本公司", []),
        (Customer, "名称: 甲\n主体: 个人", ["", ""]),
        (Customer, "名称: 甲\n单位: 向阳镇卫生院", []),
        (Customer, "类别: 药店\n区域: 向阳镇\n我自己的: {什么: [都行]}", []),
        (Visit, "结果: 谈得不错", ["结果"]),
        (Visit, "日期: {年: 2026}", ["日期"]),
        (Visit, "目的: 喝茶\n预警: [老板跑了]", []),
        (Visit, "下次: [2026-12-05 带合同, 2026-12-06]", ["下次"]),
    ],
)  # fmt: skip
def test_wrong_as_the_reader_says(record: type[Record], text: str, keys: list[str]) -> None:
    """A word that a closed choice does not have, a group where a day stands, a missing class: an error in both."""
    assert wrong(record, text) == keys
    read = header(text, CARD if record is Customer else VISIT)
    assert any(CODES[found.code].severity == "error" for found in read.findings) == bool(keys)


def test_settings_add_to_it() -> None:
    """Classes and fields of the journal's own are known; without them the class is wrong."""
    text = "类别: 疾控中心\n区域: 向阳镇\n采购额: 1.2万\n会员: 是"
    assert wrong(Customer, text, own=True) == []
    assert wrong(Customer, text) == ["类别"]
    assert wrong(Customer, text.replace("会员: 是", "会员: 可能"), own=True) == ["会员"]


TYPED = {plain: both[0] for both in traditional() if (plain := both[1])}


@given(st.sampled_from(CHOICES), st.data())
def test_a_choice_however_it_is_typed(table: Choices, data: st.DataObject) -> None:
    """A spelling in traditional characters, capitals, wide letters or with gaps is matched, as the reader matches it."""
    word = data.draw(st.sampled_from([*table.written])) + data.draw(st.sampled_from(["", *table.suffixes]))
    signs = [
        data.draw(st.sampled_from([sign, TYPED.get(sign, sign), sign.upper(), _wide(sign)])) for sign in word
    ]
    typed = data.draw(st.sampled_from(["", " ", "\u3000", "·", "\u200b"])).join(signs)
    if table.read(typed) is not None:
        assert re.search(whole(anyhow(table.spellings, table.suffixes)), typed), typed


def _wide(sign: str) -> str:
    return chr(ord(sign) + 0xFEE0) if sign.isalnum() and sign.isascii() else sign


@given(
    st.sampled_from([table for table in CHOICES if not table.nearest]),
    st.text("村卫生院药店内向型合作好差ABvip12 ", max_size=6),
)
def test_no_other_word(table: Choices, typed: str) -> None:
    """What the pattern of a choice matches, the reader reads as one of its values."""
    if re.search(whole(anyhow(table.spellings, table.suffixes)), typed):
        assert table.read(typed.strip()) is not None


def test_settings() -> None:
    """The sample's settings are right, and so is the example of every setting."""
    assert _wrong_settings((ROOT / "kjournal.toml").read_text(encoding="utf-8")) == []
    for row in SETTINGS:
        *above, last = ["birthday" if part == "*" else part for part in row.key.split(".")]
        text = "\n".join([f"[{'.'.join(above)}]"] * bool(above) + [f"{last} = {row.example}"])
        assert _wrong_settings(text) == [], text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('titel = "甲"', ""), ('language = "zh"', "language"), ("[feeds]\nlevle = 'brief'", "feeds"), ('[reps.li]\nrole = "老板"', "reps.li.role"),
        ("[rules.birthdays]\nlead = [3]", "rules"), ("[rules.birthday]\nlead = [-3]", "rules.birthday.lead.0"), ('[checks]\nKJ205 = "wrong"', "checks.KJ205"),
        ("[calendar]\nworkdays = 4", "calendar.workdays"), ('today = "2026年11月20日"', "today"), ("[fields.customer]\n'采购额' = 'yuan'", "fields.customer.采购额"),
        ("[rules.visit]\ntime = '25:00'", "rules.visit.time"), ("[reps.li.capacity]\nvisits = 8", "reps.li.capacity"), ("classes = '疾控中心'", "classes"),
        ("[fields.customers]\n'采购额' = 'money'", "fields"), ("[serve]\nhosts = [1]", "serve.hosts.0"), ("[gifts]\nkey = '五百'", "gifts.key"),
    ],
)  # fmt: skip
def test_wrong_settings(text: str, place: str, tmp_path: Path) -> None:
    """An unknown setting or value is an error in the editor, and a finding of the tool."""
    assert _wrong_settings(text) == [place]
    (tmp_path / "kjournal.toml").write_text(text, encoding="utf-8")
    assert load(tmp_path).found != ()


@pytest.mark.parametrize(
    "text",
    [
        "today = 2026-11-20\n[rules.visit]\ntime = 08:30:00", 'today = "20261120"', "[reps.li]\ncapacity = 8\nphone = 19900000901", "[calendar]\nworkdays = [1, 2, 7]",
        '[cadence]\npreset = "城区"\n[cadence.presets."城区"]\nvisit = {"*" = 30}', '[cadence.classes]\n"疾控中心" = "医院代表"',
        "[gifts]\nkey = 500\nother = 99.5\nyear = '1000'",
    ],
)  # fmt: skip
def test_right_settings(text: str, tmp_path: Path) -> None:
    """What the tool takes, the schema takes."""
    assert _wrong_settings(text) == []
    (tmp_path / "kjournal.toml").write_text(text, encoding="utf-8")
    assert load(tmp_path).found == ()


def _wrong_settings(text: str) -> list[str]:
    schema = settings.schema(SETTINGS)
    table = _as_editors(tomllib.loads(text))
    return [".".join(map(str, error.path)) for error in Draft7Validator(schema).iter_errors(table)]


def _as_editors(value: Any) -> Any:
    """TOML as JSON: days and times are texts."""
    match value:
        case dict():
            return {key: _as_editors(inner) for key, inner in value.items()}
        case list():
            return [_as_editors(inner) for inner in value]
        case date() | datetime() | time():
            return value.isoformat()
    return value
