"""A person in one line (FIELDS.md 3)."""

from __future__ import annotations

import pytest

from kjournal.dates.annual import DayOfYear
from kjournal.records.people import Contact
from tests.notes.written import card, header, said, told


def person(line: str) -> Contact:
    """The one contact of a card."""
    (found,) = card(f"联系人:\n  - {line}").contacts
    return found


def test_the_example() -> None:
    """The name first, a phone by its pattern, role and department by the word, the birthday by 生日, the rest is the note."""
    assert person("罗秀英 内科 医生 19900000002 周二周四上午坐诊 生日3月8日") == Contact(
        name="罗秀英", dept="内科", role="医生", phone="19900000002", note="周二周四上午坐诊", birthday=DayOfYear(3, 8)
    )  # fmt: skip


def test_a_birthday_as_the_template_has_it() -> None:
    """In a line 生日3月8日 is what the template and the documents teach: no hint; other spellings still are one."""
    taught = header("联系人:\n  - 黄姐 生日3月8日\n  - 罗姐 生日3月8号\n生日: 3月8日")
    assert [(one.code, one.place.line) for one in taught.findings if one.code == "KJ204"] == [
        ("KJ204", 4),
        ("KJ204", 5),
    ]


@pytest.mark.parametrize(
    ("line", "made"),
    [
        (
            "莫小青 药房 采购 19900000372 报计划验收都是她",
            Contact(name="莫小青", dept="药房", role="采购", phone="19900000372", note="报计划验收都是她"),
        ),
        (
            "莫建业 医生 19900000322 拍板",
            Contact(name="莫建业", role="医生", phone="19900000322", decides=True),
        ),
        ("王院长 男 0778-2282288", Contact(name="王院长", gender="男", phone="0778-2282288")),
        ("院长 韦绍良 19900000371", Contact(name="韦绍良", role="院长", phone="19900000371")),
        ("药房 莫小青 管账", Contact(name="莫小青", dept="药房", note="管账")),
        ("药房 19900000372", Contact(name="药房", phone="19900000372")),
        ("19900000372 莫小青", Contact(name="莫小青", phone="19900000372")),
        ("韦大夫 副主任医师 中医科主任", Contact(name="韦大夫", title="副主任医师", role="中医科主任")),
        (
            "陆医生 药剂科副主任 19900000111 0778-2282288",
            Contact(name="陆医生", role="药剂科副主任", phone="19900000111 0778-2282288"),
        ),
        ("黄姐 微信abc_123 电话19900000111", Contact(name="黄姐", wechat="abc_123", phone="19900000111")),
        ("黄姐 生日 3月8日", Contact(name="黄姐", birthday=DayOfYear(3, 8))),
        ("黄姐 农历 八月十五", Contact(name="黄姐", birthday=DayOfYear(8, 15, lunar=True))),
        ("黄姐 农历八月十五", Contact(name="黄姐", birthday=DayOfYear(8, 15, lunar=True))),
        ("黄姐 农历生日1978-08-01", Contact(name="黄姐", birthday=DayOfYear(8, 1, 1978, lunar=True))),
        ("黄姐 1978-08-01", Contact(name="黄姐", birthday=DayOfYear(8, 1, 1978))),
        ("黄姐 2026-11-20认识的", Contact(name="黄姐", note="2026-11-20认识的")),
        (
            "黄姐 爱好=跳舞 性格=随和 健康=好",
            Contact(name="黄姐", hobbies="跳舞", personality=("随和",), health="好"),
        ),
        ("姓名=黄姐 电话：19900000111", Contact(name="黄姐", phone="19900000111")),
        (
            "黄姐，内科，医生，19900000111",
            Contact(name="黄姐", dept="内科", role="医生", phone="19900000111"),
        ),
        ("黄姐 送货，周二来，周四不来", Contact(name="黄姐", note="送货，周二来，周四不来")),
        ("黄姐 本科 看门诊 周三门诊", Contact(name="黄姐", note="本科 看门诊 周三门诊")),
        ("黄姐 院长 主任", Contact(name="黄姐", role="院长", note="主任")),
        ("黄姐", Contact(name="黄姐")),
    ],
)
def test_lines(line: str, made: Contact) -> None:
    """What each word is recognised by, wherever it stands."""
    assert person(line) == made


def test_nothing_is_a_warning() -> None:
    """A line is read as it stands."""
    assert told(header("联系人:\n  - 黄姐 外号大姐头 19900000111 早上都在")) == []


def test_a_birthday_that_does_not_exist() -> None:
    """Is told at its place."""
    note = header("联系人:\n  - 黄姐 生日2月30日")
    assert told(note) == ["3:10 error KJ203"]


def test_people_under_a_roles_name() -> None:
    """Role words as keys make a contact (FIELDS.md 1); they stand before the others, wherever the key stands."""
    made = card(
        "联系人: [罗秀英 医生]\n老板: 黄卫民 19900000011\n會計: 李四\n負責人: {姓名: 王五, 电话: 19900000012}"
    )
    assert made.contacts == (
        Contact(name="黄卫民", role="老板", phone="19900000011"),
        Contact(name="李四", role="会计"),
        Contact(name="王五", role="负责人", phone="19900000012"),
        Contact(name="罗秀英", role="医生"),
    )
    assert told(header("老板: 黄卫民 19900000011")) == []


def test_a_role_as_key_of_an_item() -> None:
    """In a list of contacts too."""
    assert person("老板娘: 黄卫民 19900000011") == Contact(name="黄卫民", role="老板娘", phone="19900000011")


def test_several_in_one_text() -> None:
    """Names alone, or each with its number."""
    assert [one.name for one in card("联系人: 张三、李四").contacts] == ["张三", "李四"]
    assert [one.phone for one in card("联系人: 张三 19900000111、李四 19900000112").contacts] == [
        "19900000111",
        "19900000112",
    ]
    assert [one.note for one in card("联系人: 张三 院长 报计划、验收都找他").contacts] == [
        "报计划、验收都找他"
    ]


def test_the_cards_own_head() -> None:
    """负责人 on a card is the customer's own head, 业务员 the rep (DOMAIN.md 2)."""
    made = card("负责人: 王建国\n业务员: 周宁")
    assert (made.contacts, made.rep) == ((Contact(name="王建国", role="负责人"),), "周宁")


def test_secrets_of_a_line() -> None:
    """Are in no excerpt."""
    (finding,) = [
        one for one in header("联系人:\n  - 黄姐 健康=糖尿病 生日2月30日").findings if one.code == "KJ203"
    ]
    assert "糖尿病" not in finding.excerpt
    assert "健康=●●●" in finding.excerpt
    assert said(header("联系人:\n  - 黄姐 生日2月30日"))["KJ203"]["value"] == "2月30日"
