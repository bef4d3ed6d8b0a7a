"""Short texts, choices, yes and no, and telephone numbers."""

from __future__ import annotations

import pytest

from kjournal.notes.values.words import INVISIBLE, narrow
from tests.notes.written import VISIT, card, header, said, told, visit


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
