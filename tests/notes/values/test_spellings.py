"""Values in every accepted spelling: what they are read as, and the plain form that `--fix` writes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kjournal.notes.edits.fixing import fixed
from kjournal.notes.note import Note, NoteReader
from kjournal.notes.settings import ReadSettings
from tests.notes.written import CARD, VISIT

READER = NoteReader(ReadSettings())
ABOVE = "---\n# 记在前面的话：不变\naddress: '向阳街  3号'   # 后门\n"
BELOW = '\nhobbies: "钓鱼：、，"\nopinion: |\n  一、二\n---\n正文：3月8日，１２３。\n'
BELOW_VISIT = '\nlessons: "记住：、，"\nescalate: |\n  一、二\n---\n正文：3月8日，１２３。\n'

# A line of a card, and the same line mended. Where there is none, the line is as plain as it is asked for.
ON_CARDS = [
    # days
    ("created: 2026-3-8", "created: 2026-03-08"),
    ("created: 2026/03/08", "created: 2026-03-08"),
    ("created: 2026.3.8", "created: 2026-03-08"),
    ("created: 20260308", "created: 2026-03-08"),
    ("created: ２０２６-０３-０８", "created: 2026-03-08"),
    ("created: 2026—03—08", "created: 2026-03-08"),
    ("created: 2026年3月8日", "created: 2026-03-08"),
    ("created: 2026 年 3 月 8 号", "created: 2026-03-08"),
    ("created: 二〇二六年三月八日", "created: 2026-03-08"),
    ("created: 贰零贰陆年叁月捌日", "created: 2026-03-08"),
    ("created: 2026-11-21 周六", "created: 2026-11-21"),
    ("created: 2026-11-21（星期六）", "created: 2026-11-21"),
    ("created: 2026-11-21 9:30", "created: 2026-11-21"),
    ("created: 农历2026-10-13", "created: 2026-11-21"),
    ("created: 2026年十月十三", "created: 2026-11-21"),
    ('created: "2026年3月8日"', 'created: "2026-03-08"'),
    ("created: '2026年3月8日'  # 大概", "created: '2026-03-08'  # 大概"),
    ("created: “2026年3月8日”", "created: 2026-03-08"),
    ("created:   2026年3月8日   # 大概", "created:   2026-03-08   # 大概"),
    ("snooze: 2027年1月1日", "snooze: 2027-01-01"),
    # birthdays
    ("birthday: 1975年3月8日", "birthday: 1975-03-08"),
    ("birthday: 一九七五年三月八日", "birthday: 1975-03-08"),
    ("birthday: 3月8日", "birthday: --03-08"),
    ("birthday: 3-8", "birthday: --03-08"),
    ("birthday: 12月5号", "birthday: --12-05"),
    ("birthday: 农历1978年八月初一", "birthday: 农历1978-08-01"),
    ("birthday: 农历1975-八-十五", "birthday: 农历1975-08-15"),
    ("birthday: 1978-8-1（农历）", "birthday: 农历1978-08-01"),
    ("birthday: 农历2025-闰6-15", "birthday: 农历2025-闰06-15"),
    ("birthday: 腊月廿三", "birthday: 农历12-23"),
    ("birthday: 正月初五", "birthday: 农历01-05"),
    ("农历生日: 1978-8-1", "农历生日: 1978-08-01"),
    ("农历生日: 八月十五", "农历生日: 08-15"),
    # money
    ("credit_limit: 12,000", "credit_limit: 12000"),
    ("credit_limit: 1，200", "credit_limit: 1200"),
    ("credit_limit: 1.2万", "credit_limit: 12000"),
    ("credit_limit: 1.2万元", "credit_limit: 12000"),
    ("credit_limit: ￥12000元", "credit_limit: 12000"),
    ("credit_limit: ¥ 12000", "credit_limit: 12000"),
    ("credit_limit: 人民币12000元整", "credit_limit: 12000"),
    ("credit_limit: 三百", "credit_limit: 300"),
    ("credit_limit: 两万五", "credit_limit: 25000"),
    ("credit_limit: 壹万贰仟元整", "credit_limit: 12000"),
    ("credit_limit: 1万2", "credit_limit: 12000"),
    ("credit_limit: 5千", "credit_limit: 5000"),
    ("credit_limit: 12块5", "credit_limit: 12.5"),
    ("credit_limit: 12元5角", "credit_limit: 12.5"),
    ('credit_limit: "1.2万" # 去年谈的', 'credit_limit: "12000" # 去年谈的'),
    # numbers
    ("credit_days: 三十天", "credit_days: 30"),
    ("credit_days: 1个月", "credit_days: 30"),
    ("restock_days: 两周", "restock_days: 14"),
    ("restock_days: 半个月一次", "restock_days: 15"),
    ("staff: 三人", "staff: 3"),
    ("staff: １２人", "staff: １２人"),
    ("area_m2: 1,200平方米", "area_m2: 1200"),
    # telephone numbers
    ("phone: １９９００００００１１", "phone: 19900000011"),
    ('phone: "０７７８－２２８２２８８"', 'phone: "0778-2282288"'),
    # choices
    ("grade: a级", "grade: A"),
    ("grade: Ｂ", "grade: B"),
    ("grade: 「A」", "grade: A"),
    ("enthusiasm: ５", "enthusiasm: 5"),
    ("class: 縣醫院", "class: 县医院"),
    # names
    ("name: “王建国”", "name: 王建国"),
    ("name: ‘null’", 'name: "null"'),
    ('name: "王建国\\n老板"', "name: 王建国 老板"),
    ("name: |\n  王建国\n  老板", "name: 王建国 老板"),
    # keys
    ("Grade: A", "grade: A"),
    ("客 户 编 号: EJ-1", "客户编号: EJ-1"),
    ("農曆 生日: 1978-08-01", "农历生日: 1978-08-01"),
    # lists
    ("tags: 重点、河池", "tags: [重点, 河池]"),
    ("tags: 重点，河池；老客户  # 三个", "tags: [重点, 河池, 老客户]  # 三个"),
    ('tags: "重点、河池"', "tags: [重点, 河池]"),
    ("tags: [重点，河池, 老客户]", "tags: [重点, 河池, 老客户]"),
    ("tags: -重点", "tags: [重点]"),
    ("tags:\n  -重点\n  -河池", "tags:\n  - 重点\n  - 河池"),
    ("tags:\n  － 重点\n  － 河池", "tags:\n  - 重点\n  - 河池"),
    ("tags:\n    1. 重点\n    2、河池", "tags:\n    - 重点\n    - 河池"),
    ("tags:\n  (1) 重点\n  ② “河池”", "tags:\n  - 重点\n  - 河池"),
    ("tags: -重点\n  -河池", "tags: [重点, 河池]"),
    ("tags: |\n  重点、河池\n  老客户", "tags: [重点, 河池, 老客户]"),
    ("tags: “重点”、“河池”", "tags: [重点, 河池]"),
    # people, papers, parts
    ("contacts: 张护士", "contacts: [张护士]"),
    ("contacts: “张护士”", "contacts: [“张护士”]"),
    ('contacts: "张护士, 内科"  # 新来', 'contacts: ["张护士, 内科"]  # 新来'),
    ("contacts: 张护士，内科", 'contacts: ["张护士，内科"]'),
    ("contacts: {name: 张护士}", "contacts: [{name: 张护士}]"),
    (
        "contacts:\n  name: 张护士\n  # 白班\n  note: |\n    一\n\n     二",
        "contacts:\n  - name: 张护士\n    # 白班\n    note: |\n      一\n\n       二",
    ),
    ("contacts: [张护士 生日3月8号, 李医生]", "contacts: [张护士 生日--03-08, 李医生]"),
    ("contacts: [张护士 1990，李医生 1991]", "contacts: [张护士 1990, 李医生 1991]"),
    ('contacts:\n- "张护士 农历1978年8月1日"', 'contacts:\n- "张护士 农历1978-08-01"'),
    ("contacts:\n  -张护士 生日3月8日\n  -李医生", "contacts:\n  - 张护士 生日3月8日\n  - 李医生"),
    ("contacts: |\n  张护士 生日3月8号\n  李医生", "contacts: |\n  张护士 生日--03-08\n  李医生"),
    ("licences: [营业执照 到2027年5月31日]", "licences: [营业执照 到2027-05-31]"),
    (
        "licences: [营业执照 2022年6月1日至2027年5月31日]",
        "licences: [营业执照 2022-06-01至2027-05-31]",
    ),
    ("licences: [{kind: 营业执照, expires: 2027年5月}]", "licences: [{kind: 营业执照, expires: 2027-05-31}]"),
    ("family: 妻子 1975年3月8日", "family: 妻子 1975-03-08"),
    ("anniversaries: 结婚 10月1日", "anniversaries: 结婚 --10-01"),
    ("opening: {date: 2026年1月1日, receivable: 1.2万}", "opening: {date: 2026-01-01, receivable: 12000}"),
]  # fmt: skip

# Of a visit on Friday, 20 November 2026.
IN_VISITS = [
    ("start: 14：30", "start: 14:30"),
    ("start: 下午2点半", "start: 14:30"),
    ("start: 9点", "start: 09:00"),
    ("start: 2:30pm", "start: 14:30"),
    ("start: 1430", "start: 14:30"),
    ("date: 11月20日", "date: 2026-11-20"),
    ("date: 11-20 周五", "date: 2026-11-20"),
    ("date: 今天", "date: 2026-11-20"),
    ("next: 下周五 送货款", "next: 2026-11-27 送货款"),
    ("next: 下周五送货款", "next: 2026-11-27 送货款"),
    ("next: 12月1日，送样品", "next: 2026-12-01，送样品"),
    ("next: {date: 后天, what: 看看}", "next: {date: 2026-11-22, what: 看看}"),
    ("purpose: 订货、收款", "purpose: [订货, 收款]"),
    ("agreed: 三千二", "agreed: 3200"),
    ("orders: 阿莫西林 20盒 ×12.5", "orders: [阿莫西林 20盒 ×12.5]"),
    ("orders: 阿莫西林 20盒；板蓝根 10袋", "orders: [阿莫西林 20盒, 板蓝根 10袋]"),
    ("orders: [{product: 甲, qty: 二十盒, discount: 八五折}]", "orders: [{product: 甲, qty: 20盒, discount: 8.5折}]"),
    ("orders: [{product: 甲, qty: 1，200片, discount: 85%}]", "orders: [{product: 甲, qty: 1200片, discount: 8.5折}]"),
    ("payments: [1.2万 银行承兑 2027年2月20日]", "payments: [1.2万 银行承兑 2027-02-20]"),
    ("payments:\n- 1,200 现金 上交=昨天 # 已数", "payments:\n- 1,200 现金 上交=2026-11-19 # 已数"),
    ("payments: [{amount: 五千元, due: 月底}]", "payments: [{amount: 5000, due: 2026-11-30}]"),
    ("stock: [板蓝根 6袋 效期=2027年5月]", "stock: [板蓝根 6袋 效期=2027-05]"),
    ("time_use: [{what: 洽谈, minutes: 一个半小时}]", "time_use: [{what: 洽谈, minutes: 90}]"),
    ("complaints: [{symptom: 漏, opened: 昨天下午3点}]", "complaints: [{symptom: 漏, opened: 2026-11-19 15:00}]"),
    ("complaints: [{symptom: 漏, opened: 下午3点}]", "complaints: [{symptom: 漏, opened: 15:00}]"),
    ("promises: [送样品 后天, 下周五前送单子]", "promises: [送样品 2026-11-22, 下周五前送单子 2026-11-27]"),
    ("promises: [{what: 送样品, due: 3天内}]", "promises: [{what: 送样品, due: 2026-11-23}]"),
]  # fmt: skip

IN_BODIES = [
    ("- [ ] 送样品 后天", "- [ ] 送样品 2026-11-22"),
    ("- [ ] 送样品 周五前", "- [ ] 送样品 2026-11-27"),
    ("□ 10号之前把发票开好", "□ 10号之前把发票开好 2026-12-10"),
    ("答应：下周五送样品  ", "答应：下周五送样品 2026-11-27  "),
    ("- [ ] 明天", "- [ ] 明天 2026-11-21"),
    ("- [ ] 送样品 12月1号前 给李医生", "- [ ] 送样品 2026-12-01 给李医生"),
]


def read(path: str, text: str, end: str = "\n") -> tuple[Note, str, Note]:
    """A note, its text after `--fix`, and what is read then."""
    data = text.replace("\n", end).encode()
    mended = fixed(READER, path, data).data
    return READER.read(path, data), mended.decode(), READER.read(path, mended)


def hold(path: str, before: str, after: str, end: str) -> None:
    """That a note becomes the other one and nothing else: the same record, no finding left that could be mended."""
    note, mended, again = read(path, before, end)
    assert mended == after.replace("\n", end)
    assert again.record == note.record is not None
    assert [finding.code for finding in again.findings if finding.fix is not None and finding.fix.safe] == []
    assert fixed(READER, path, mended.encode()).data == mended.encode()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("line", "plain"), ON_CARDS)
def test_on_cards(line: str, plain: str, end: str) -> None:
    """Each spelling is read as its plain form is, and becomes it; all around stays."""
    hold(CARD, f"{ABOVE}{line}{BELOW}", f"{ABOVE}{plain}{BELOW}", end)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("line", "plain"), IN_VISITS)
def test_in_visits(line: str, plain: str, end: str) -> None:
    """Words that count from the visit's day become the day."""
    above = ABOVE.replace("address", "aim")
    hold(VISIT, f"{above}{line}{BELOW_VISIT}", f"{above}{plain}{BELOW_VISIT}", end)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("line", "plain"), IN_BODIES)
def test_in_bodies(line: str, plain: str, end: str) -> None:
    """A day that is a word alone becomes the date; beside one within a sentence the date is put at its end."""
    hold(VISIT, f"---\n---\n聊得好。\n{line}\n再说。", f"---\n---\n聊得好。\n{plain}\n再说。", end)


@st.composite
def headers(draw: st.DrawFn, table: list[tuple[str, str]]) -> tuple[str, str]:
    """Lines of a table under different keys, in any order, remarks between them; and the same lines mended."""
    rows = draw(st.lists(st.sampled_from(table), min_size=1, max_size=8, unique_by=lambda row: key(row[0])))
    remarks = st.sampled_from(["", "\n# 记：一、二", "\n", "\n#"])
    before, after = [], []
    for line, plain in rows:
        remark = draw(remarks)
        before.append(line + remark)
        after.append(plain + remark)
    return "\n".join(before), "\n".join(after)


def key(line: str) -> str:
    """The key of a line of the table."""
    return line.partition(":")[0].lower()


# Chinese keys are left out: they would give a field a second time.
CARD_ROWS = [row for row in ON_CARDS if row[0].partition(":")[0].isascii()]


@settings(max_examples=60, deadline=None)
@given(headers(CARD_ROWS), st.sampled_from(["\n", "\r\n"]))
def test_many_at_once_on_cards(header: tuple[str, str], end: str) -> None:
    """Whatever stands together is mended together, and nothing else changes."""
    before, after = header
    hold(CARD, f"---\n{before}\n---\n正文\n", f"---\n{after}\n---\n正文\n", end)


@settings(max_examples=60, deadline=None)
@given(headers([row for row in IN_VISITS if not row[0].startswith("date")]), st.sampled_from(["\n", "\r\n"]))
def test_many_at_once_in_visits(header: tuple[str, str], end: str) -> None:
    """The same in visits."""
    before, after = header
    hold(VISIT, f"---\n{before}\n---\n正文\n", f"---\n{after}\n---\n正文\n", end)
