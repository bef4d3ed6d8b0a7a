"""Short texts, choices, yes and no, and telephone numbers."""

from __future__ import annotations

import pytest

from kjournal.notes.values.words import INVISIBLE, narrow
from kjournal.records.customer import Customer
from kjournal.records.template import LAYOUTS, Layout, template
from tests.notes.written import CARD, VISIT, card, header, read, said, told, visit


def test_narrow() -> None:
    """Wide forms are made plain, what nobody sees is dropped."""
    assert narrow(" １３８\u200b－ＡＢ　") == "138-AB"


def test_the_joiner_inside_an_emoji_is_no_stranger() -> None:
    """Between two pictures it makes one of them; between letters nobody sees it."""
    assert INVISIBLE.sub("", "王👨\u200d⚕️医生") == "王👨\u200d⚕️医生"
    assert INVISIBLE.sub("", "王\u200d建国") == "王建国"


@pytest.mark.parametrize(
    "typed", ["“王建国”", "‘王建国’", "「王建国」", "『王建国』", "＂王建国＂", "”王建国”", "“ 王建国 ”"]
)
def test_quotes_around_a_whole_value(typed: str) -> None:
    """Chinese quotation marks are left out, and told."""
    assert card(f"name: {typed}").name == "王建国"
    assert told(header(f"name: {typed}")) == ["2:7 warning KJ210"]


@pytest.mark.parametrize(
    "typed", ["“给力”茶叶", "“给力”和“有力”", "王“老板”", "“没有右边", "“”", f"“{'长' * 40}”"]
)
def test_quotes_within_a_value(typed: str) -> None:
    """Those that belong to a word stay; so do those around a sentence."""
    assert card(f"name: {typed}").name == typed
    assert told(header(f"name: {typed}")) == []


def test_quotes_around_choices_dates_and_numbers() -> None:
    """As around texts."""
    made = card("等级: “A”\n建档: 「2026-11-21」\n信用额度: “300”")
    assert (made.grade, str(made.created), str(made.credit_limit)) == ("A", "2026-11-21", "300.00")


def test_quotes_of_yaml() -> None:
    """What stands between them is meant to the letter."""
    assert card("name: '“王建国”'").name == "“王建国”"


def test_prose_stays() -> None:
    """Quotes, wide signs, signs that nobody sees, words that mean nothing in YAML."""
    for text in ("“整句都在引号里”", "１２３　全角", "a\u200bb", "~", "null", "＂x＂"):
        assert card(f"note: {text}").note == text
    assert card("note: |\n  一\n\n    二\n").note == "一\n\n  二\n"


def test_a_line_break_in_a_name() -> None:
    """Names stand on one line."""
    note = header('name: "王建国\\r\\nEND:VEVENT"')
    assert card('name: "王建国\\r\\nEND:VEVENT"').name == "王建国 END:VEVENT"
    assert told(note) == ["2:7 warning KJ219"]


@pytest.mark.parametrize(
    ("line", "value", "cut"),
    [
        ("address: 县医院 #3号楼 201", "县医院", "3号楼 201"),
        ("address: #3号楼", "", "3号楼"),
        ("address: 县医院 # 后门进", "县医院", None),
        ("address: 县医院  # 后门进", "县医院", None),
        ("address: 县医院#3号楼", "县医院#3号楼", None),
        ('address: "县医院 #3号楼"', "县医院 #3号楼", None),
        ("address:", "", None),
    ],
)
def test_cut_off_by_a_hash(line: str, value: str, cut: str | None) -> None:
    """What stands right behind it was hardly meant as a remark."""
    assert card(line).address == value
    note = header(line)
    assert told(note) == ([] if cut is None else [f"2:{10 if value else 9} warning KJ209"])
    if cut:
        assert said(note)["KJ209"]["value"] == cut


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ("收款:  # 500 现金", "500 现金"),
        ("收款: #500现金", "500现金"),
        ("收款:\n  -  # 500 现金\n  - 300 现金", "500 现金"),
        ("订货:  # 板蓝根两盒", "板蓝根两盒"),
        ("下次:  # 2026-12-01 送样品", "2026-12-01 送样品"),
        ("见到的人:  #王店长", "王店长"),
        ("收款:  # 5000 现金", None),  # the template's own example
        ("收款:  # 如 300 转账", None),
        ("收款:  # 这次没收", None),
        ("收款: 500 现金  # 下次 300", None),
        ("收款:", None),
    ],
)
def test_a_line_of_business_behind_a_hash(line: str, lost: str | None) -> None:
    """Beginners write where the template's example stands; what was written there is told, not the example."""
    found = [one for one in header(line, VISIT).findings if one.code == "KJ209"]
    assert [one.args["value"] for one in found] == ([lost] if lost else [])


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.file)
def test_an_example_of_a_template_is_not_lost(layout: Layout) -> None:
    """A note in which only the template's hints stand says nothing of them."""
    lines = [line for line in template(layout, "zh").split("\n") if "{{" not in line]
    note = read("\n".join(lines), CARD if layout.record is Customer else VISIT)
    assert note.record is not None
    assert [one.code for one in note.findings if one.code == "KJ209"] == []


def test_a_wide_hash() -> None:
    """Begins no remark."""
    assert card("name: 王建国 ＃科主任").name == "王建国 ＃科主任"
    assert told(header("name: 王建国 ＃科主任")) == ["2:7 warning KJ231"]
    assert told(header("name: 王建国＃2")) == []


@pytest.mark.parametrize(
    ("typed", "value", "findings"),
    [
        ("A", "A", []),
        ("A级", "A", []),
        ("a级", "A", ["info KJ221"]),
        ("Ａ", "A", ["info KJ221"]),
        ("重点", "VIP", []),
        ("E", "", ["error KJ202"]),
        ("NO", "", ["error KJ202"]),
    ],
)
def test_choices(typed: str, value: str, findings: list[str]) -> None:
    """An accepted spelling is no finding; another way to write it is an info; what is none is refused."""
    assert card(f"等级: {typed}").grade == value
    assert told(header(f"等级: {typed}")) == [f"2:5 {finding}" for finding in findings]


def test_the_nearest_choice_is_proposed() -> None:
    """Else all of them."""
    assert said(header("状态: 合作了"))["KJ202"]["nearest"] == "did you mean 合作?"
    assert said(header("等级: 9"))["KJ202"]["nearest"] == "one of: VIP, A, B, C, D"


def test_open_choices() -> None:
    """Another word is kept; one that looks like a slip is told."""
    assert card("来源: 亲戚带来的").source == "亲戚带来的"
    assert told(header("来源: 亲戚带来的")) == []
    assert visit("目的: 市场调言").purpose == ("市场调言",)
    assert said(header("目的: 市场调言", VISIT))["KJ223"]["nearest"] == "did you mean 市调?"


def test_free_words_for_signs_of_risk() -> None:
    """Are matched to the nearest (FIELDS.md 2)."""
    assert visit("预警: [要搬, 换会计, 发不出工资了, 店里闹鬼]").risk_signs == (
        "可能搬迁", "负责人或财务常不在或更换", "拖欠工资", "店里闹鬼",
    )  # fmt: skip
    assert told(header("预警: [要搬, 发不出工资了]", VISIT)) == ["2:10 info KJ221"]


def test_classes_of_the_settings() -> None:
    """Are choices like the others."""
    assert card("类别: 疾控中心", classes=("疾控中心",)).class_ == "疾控中心"
    assert told(header("类别: 疾控中心", classes=("疾控中心",))) == []
    assert told(header("类别: 疾控中心")) == ["2:5 error KJ202"]


@pytest.mark.parametrize(
    ("typed", "score"), [("5", 5), ("五星", 5), ("很差", 1), ("３", 3), ("一般", 3), ("6", None), ("0", None)]
)
def test_scores(typed: str, score: int | None) -> None:
    """1 to 5, or a word for it."""
    assert card(f"热心程度: {typed}").enthusiasm == score


def test_types_of_character() -> None:
    """Each with 型; several."""
    assert card("性格: 内向型、随和").personality == ("内向", "随和")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("是", True),
        ("有", True),
        ("对", True),
        ("√", True),
        ("yes", True),
        ("TRUE", True),
        ("ｙ", True),
        ("否", False),
        ("无", False),
        ("不是", False),
        ("×", False),
        ("no", False),
        ("off", False),
        ("也许", None),
    ],
)
def test_yes_and_no(typed: str, value: bool | None) -> None:
    """As people write them, and as YAML does."""
    assert card(f"拍板: {typed}").decides is value
    assert told(header(f"拍板: {typed}")) == ([] if value is not None else ["2:5 error KJ202"])


@pytest.mark.parametrize(
    "typed",
    [
        "19900000111",
        "199 0000 0111",
        "199-0000-0111",
        "+86 19900000111",
        "0778-2282288",
        "(0778)2282288",
        "07782282288转801",
        "0778-2282288-801",
        "2282288",
        "400-820-8820",
        "955555",
        "19900000111 0778-2282288",
        "19900000111、19900000112",
        "19900000111/2282288",
        "李医生 19900000111",
        "19900000111（下午）",
        "办公室：0778-2282288",
        "19900000111 家 2282288",
        "0086-19900000111",
        "86 199 0000 0111",
        "0778-2282288分机801",
        "0778-2282288 ext 801",
        "0778-2282288*801",
        "021-61234567",
        "95588",
        "12315",
        "19900000111;19900000112",
        "199.0000.0111",
    ],
)
def test_telephone_numbers(typed: str) -> None:
    """Every way to write them on the mainland; shown as typed."""
    assert card(f"电话: {typed}").phone == typed
    assert told(header(f"电话: {typed}")) == []


@pytest.mark.parametrize(
    ("typed", "told_of"),
    [
        ("1990000", "1990000"),
        ("138_0013_8000", "138_0013_8000"),
        ("1990000011", "1990000011"),
        ("19900000111、123", "123"),
        ("没有", "没有"),
        ("199OOOO0111", "199OOOO0111"),
        ("199000001111", "199000001111"),
        ("0778-228228", "0778-228228"),
    ],
)
def test_no_telephone_numbers(typed: str, told_of: str) -> None:
    """They are shown as typed all the same."""
    assert card(f"电话: {typed}").phone == typed
    assert said(header(f"电话: {typed}"))["KJ211"]["value"] == told_of


def test_wide_digits_of_a_telephone_number() -> None:
    """Are read as the plain ones."""
    assert card("电话: １９９０００００１１１").phone == "19900000111"
    assert told(header("电话: １９９０００００１１１")) == ["2:5 warning KJ217"]


def test_signs_that_nobody_sees() -> None:
    """Are dropped from short values and keys, and told once a note."""
    note = header("na\u200bme: 王\u200b建国\n等级: A\u200b")
    made = card("na\u200bme: 王\u200b建国\n等级: A\u200b")
    assert (made.name, made.grade) == ("王建国", "A")
    assert told(note) == ["2:1 info KJ224", "2:3 warning KJ012"]
    assert said(note)["KJ012"] == {"count": "3", "kind": "U+200B"}


NOTHING = (
    "无",
    "没有",
    "暂无",
    "否",
    "/",
    "没",
    "未",
    "none",
    "N/A",
    "无。",
    "“无”",
    "[无]",
    "\n- 无",
    "'-'",
)


@pytest.mark.parametrize("typed", NOTHING)
@pytest.mark.parametrize(
    "key",
    [
        "订货",
        "礼品",
        "投诉",
        "承诺",
        "退货",
        "收款",
        "库存",
        "客户要求",
        "竞品",
        "费用",
        "预警",
        "异议",
        "下次",
        "不良反应",
        "上报",
    ],
)
def test_none_is_not_a_thing(key: str, typed: str) -> None:
    """A list, or a text whose mere presence has consequences, that says 无 is empty; nothing is told, nothing happened."""
    note = header(f"{key}: {typed}", VISIT)
    assert (told(note), note.record) == ([], visit("备注:"))


def test_none_with_the_name_of_the_field() -> None:
    """`无不良反应` says the same; more words are what they say."""
    assert visit("不良反应: 无不良反应").adverse == ""
    assert visit("不良反应: 无发热，有皮疹").adverse == "无发热，有皮疹"


def test_none_on_a_card() -> None:
    """Lists, taboos and health are empty; a remark or a name may be 无."""
    made = card("name: 无\n忌讳: 无\n健康: 没有\n别名: 无\n证照: 暂无\n备注: 无")
    assert (made.dislikes, made.health, made.aliases, made.licences) == ("", "", (), ())
    assert (made.name, made.note) == ("无", "无")


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("状态", "未完成"),
        ("方式", "没上门"),
        ("满意度", "8分"),
        ("满意度", "六星"),
        ("满意度", "-5"),
        ("满意度", "+5"),
    ],
)
def test_a_guess_turns_nothing_round(key: str, typed: str) -> None:
    """A word that a negation or a figure sets apart from a choice is refused with the list and without a fix."""
    found = header(f"{key}: {typed}", VISIT).findings
    assert [(one.code, one.args["nearest"][:7], one.fix) for one in found] == [("KJ202", "one of:", None)]


@pytest.mark.parametrize("typed", ["没合作", "未合作"])
def test_no_customer_is_made_one_by_a_guess(typed: str) -> None:
    """不合作 is not 合作."""
    found = said(header(f"状态: {typed}"))["KJ202"]
    assert found["nearest"].startswith("one of:")


def test_a_risk_sign_that_was_denied() -> None:
    """Is kept as it is written, and not counted as the sign."""
    assert visit("预警: [没有退票]").risk_signs == ("没有退票",)


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ("满意", 4),
        ("很满意", 5),
        ("非常满意", 5),
        ("不满意", 2),
        ("很不满意", 1),
        ("还行", 3),
        ("一般般", 3),
        ("不好", 2),
        ("很不好", 1),
    ],
)
def test_words_for_how_content_a_customer_is(typed: str, score: int) -> None:
    """As people say it."""
    assert (visit(f"满意度: {typed}").satisfaction, told(header(f"满意度: {typed}", VISIT))) == (score, [])


def test_more_spellings_of_results() -> None:
    """已达成 is reached, 没达成 is not, 没拜访 is called off."""
    assert [visit(f"结果: {word}").result for word in ("已达成", "完成了")] == ["达成", "达成"]
    assert visit("结果: 没达成").result == "未达成"
    assert visit("状态: 没拜访").status == "取消"


def test_an_unreadable_result_is_a_result() -> None:
    """The visit happened: it is no plan that would be asked about once more."""
    note = header("结果: 天晓得", VISIT)
    assert (told(note), visit("结果: 天晓得").status) == (["2:5 error KJ202"], "完成")


def test_two_telephone_numbers_under_two_names() -> None:
    """Both are kept, and told in passing with the line to write."""
    note = header("手机: 19900000001\n座机: 0778-2000002")
    assert card("手机: 19900000001\n座机: 0778-2000002").phone == "19900000001、0778-2000002"
    found = next(one for one in note.findings if one.code == "KJ226")
    assert (found.severity, found.args["remedy"]) == (
        "info",
        "write both in one line:  电话: 19900000001、0778-2000002",
    )


def test_a_list_under_two_names() -> None:
    """Its items are put together; 无 under one of them says nothing."""
    note = header("异议: 太贵\n顾虑: 太慢", VISIT)
    assert visit("异议: 太贵\n顾虑: 太慢").objections == ("太贵", "太慢")
    found = next(one for one in note.findings if one.code == "KJ226")
    assert (found.severity, found.args["remedy"]) == ("info", "put all of it under one 异议")
    assert told(header("异议: 太贵\n顾虑: 无", VISIT)) == []
    both = visit("订货: [板蓝根 20盒]\n进货: [胃炎宁 10盒]")
    assert [line.product for line in both.orders] == ["板蓝根", "胃炎宁"]


def test_one_field_under_two_names() -> None:
    """The first counts; one of them that is empty is no contradiction."""
    assert (card("级别: A\n等级: B").grade, card("级别:\n等级: B").grade) == ("A", "B")
    assert told(header("级别: A\n等级: B")) == ["3:1 error KJ226"]
    assert told(header("级别:\n等级: B")) == []


def test_what_is_ignored_is_a_code() -> None:
    """Codes and families in any case silence findings; another word is told, a misspelt code with the nearest."""
    assert told(header("忽略: [KJ2, kj401, ＫＪ６０５]")) == []
    note = header("忽略: [KJ401, K402, 结果]")
    assert told(note) == ["2:13 info KJ236", "2:19 info KJ236"]
    assert [(one.args["value"], one.args["nearest"]) for one in note.findings if one.code == "KJ236"] == [
        ("K402", "did you mean KJ402?"),
        ("结果", "write the code that stands behind the finding, for example KJ203"),
    ]
