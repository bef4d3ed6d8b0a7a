"""Keys to which their value is stuck."""

from __future__ import annotations

import pytest

from kjournal.notes.edits.fixing import fixed
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings
from kjournal.records.customer import Customer
from tests.notes.written import CARD, card, header, told


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("联系人: {姓名：韦绍良，电话：19900000001}", "联系人: [{姓名: 韦绍良, 电话: 19900000001}]"),
        ("联系人: [{姓名：韦绍良 ， 电话：19900000001}]", "联系人: [{姓名: 韦绍良, 电话: 19900000001}]"),
        ("联系人: {姓名：韦绍良, 电话:19900000001}", "联系人: [{姓名: 韦绍良, 电话: 19900000001}]"),
        ("联系人:\n  - {姓名: 韦绍良, 电话：19900000001}", "联系人:\n  - {姓名: 韦绍良, 电话: 19900000001}"),
    ],
)
def test_between_braces(written: str, mended: str) -> None:
    """Wide colons and commas part fields where their names are known; the fix writes the plain ones."""
    (contact,) = card(written).contacts
    assert (contact.name, contact.phone) == ("韦绍良", "19900000001")
    assert mend(written) == mended


def test_a_comma_within_a_value() -> None:
    """What stands behind it is no field."""
    (contact,) = card("联系人: {姓名：韦绍良，老客户，电话：19900000001}").contacts
    assert (contact.name, contact.phone) == ("韦绍良，老客户", "19900000001")


@pytest.mark.parametrize(
    ("written", "text", "mended"),
    [
        ("备注：主任说: 下周再来", "主任说: 下周再来", '备注: "主任说: 下周再来"'),
        ("备注:主任说: 下周", "主任说: 下周", '备注: "主任说: 下周"'),
        ('备注：他: "好" # 记得', '他: "好"', "备注: '他: \"好\"' # 记得"),
    ],
)
def test_a_second_colon(written: str, text: str, mended: str) -> None:
    """The first one, though wide, is the field's."""
    note = header(written)
    assert isinstance(note.record, Customer)
    assert (note.record.note, note.record.extra) == (text, {})
    assert told(note)[0].endswith(("warning KJ111", "warning KJ112"))
    assert mend(written) == mended


def test_a_secret_one() -> None:
    """Its words reach no finding and no field of one's own."""
    note = header("健康：血压: 偏高")
    assert isinstance(note.record, Customer)
    assert note.record.extra == {}
    assert all("偏高" not in finding.excerpt and "偏高" not in str(finding.args) for finding in note.findings)
    assert all(
        finding.fix is None or finding.fix.hidden for finding in note.findings if finding.code == "KJ111"
    )


def test_what_is_not_known() -> None:
    """Stays a key of one's own."""
    note = header("某事：一: 二\n比例:三: 四")
    assert isinstance(note.record, Customer)
    assert note.record.extra == {"某事：一": "二", "比例:三": "四"}


def mend(written: str) -> str:
    """The header after its fix."""
    text = f"---\nname: 甲\n{written}\n---\n"
    return fixed(NoteReader(ReadSettings()), CARD, text.encode()).data.decode()[
        len("---\nname: 甲\n") : -len("\n---\n")
    ]
