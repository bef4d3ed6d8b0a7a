"""Promises in prose (FIELDS.md 3)."""

from __future__ import annotations

from datetime import date

import pytest

from kjournal.records.business import Promise
from tests.notes.written import CARD, VISIT, card, header, said, told, visit

DUE = date(2026, 12, 1)


def promises(body: str) -> tuple[Promise, ...]:
    """The promises of a visit's body."""
    return visit("", body).promises


@pytest.mark.parametrize(
    "begin",
    [
        "- [ ] ",
        "-[] ",
        "- [] ",
        "-[ ]",
        "* [ ] ",
        "[ ] ",
        "【】",
        "【 】",
        "- 【】 ",
        "□",
        "□ ",
        "☐ ",
        "  - [ ] ",
        "\u3000□",
        "答应：",
        "答应:",
        "答应 ",
        "承诺：",
        "承诺 ",
        "- 答应：",
    ],
)
def test_open(begin: str) -> None:
    """Every way to begin a line that promises something."""
    assert promises(f"聊得不错。\n{begin}送样品 2026-12-01\n") == (Promise(what="送样品", due=DUE),)


@pytest.mark.parametrize("begin", ["- [x] ", "- [X] ", "[x] ", "【x】", "☑ ", "√ ", "√", "- [√] ", "✅ "])
def test_kept(begin: str) -> None:
    """On its day, as far as anybody knows; not before it was promised."""
    assert promises(f"{begin}送样品 2026-12-01") == (Promise(what="送样品", due=DUE, done=(DUE,)),)
    assert promises(f"{begin}送样品 2026-11-01")[0].done == (date(2026, 11, 20),)
    assert promises(f"{begin}送样品")[0].done == (date(2026, 11, 20),)
    assert promises(f"{begin}送样品 完成=2026-11-25")[0].done == (date(2026, 11, 25),)


@pytest.mark.parametrize(
    "line",
    [
        "他答应：下次",
        "答应了送样品",
        "- [x](http://example.org)",
        "【客户信息】",
        "- [ ]",
        "□",
        "承诺",
        "    x - [ ] 甲",
        "`- [ ]` 是任务",
        "```\n- [ ] 送样品\n```",
        "~~~\n□ 送样品\n~~~",
    ],
)
def test_no_promises(line: str) -> None:
    """Words within a sentence, links, headings, boxes without words, code."""
    assert promises(line) == ()


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("送样品 后天", Promise(what="送样品", due=date(2026, 11, 22))),
        ("送样品 周五前", Promise(what="送样品", due=date(2026, 11, 27))),
        ("三天内回话", Promise(what="三天内回话", due=date(2026, 11, 23))),
        ("下周五前送两盒样品给李医生", Promise(what="下周五前送两盒样品给李医生", due=date(2026, 11, 27))),
        ("10号之前把发票开好", Promise(what="10号之前把发票开好", due=date(2026, 12, 10))),
        ("月底 结清货款", Promise(what="结清货款", due=date(2026, 11, 30))),
        ("12月1日送样品", Promise(what="12月1日送样品", due=DUE)),
        ("今天说的样品 2026-12-01", Promise(what="今天说的样品", due=DUE)),
        ("明天", Promise(what="明天", due=date(2026, 11, 21))),
        ("查库存 每周三", Promise(what="查库存", every="每周三")),
    ],
)
def test_days_in_words(text: str, made: Promise) -> None:
    """今天 明天 后天 周五 下周五 N天内 10号 月底 count from the visit's day; a word that is only a day goes."""
    assert promises(f"- [ ] {text}") == (made,)


def test_findings_of_days_in_words() -> None:
    """An info with the date, at the word."""
    assert told(header("", VISIT, "- [ ] 送样品 周五前")) == ["4:11 info KJ222"]
    assert said(header("", VISIT, "- [ ] 送样品 周五前"))["KJ222"]["read"] == "2026-11-27"
    assert told(header("", VISIT, "- [ ] 12月1日送样品")) == ["4:7 info KJ204"]
    assert told(header("", VISIT, "- [ ] 送样品 2026-02-30")) == ["4:11 error KJ203"]


def test_without_a_day() -> None:
    """Due seven days after the visit, and a finding; in the header too."""
    assert promises("- [ ] 送样品")[0].due == date(2026, 11, 27)
    assert told(header("", VISIT, "- [ ] 送样品")) == ["4:7 warning KJ216"]
    assert visit("承诺: [送样品]").promises == (Promise(what="送样品", due=date(2026, 11, 27)),)
    assert told(header("承诺: [送样品, 送单子 2026-12-01]", VISIT)) == ["2:6 warning KJ216"]


def test_in_a_customers_body() -> None:
    """A promise needs a day with its year there; without one nothing can remind of it."""
    made = card("", "- [ ] 送样品 2026-12-01\n- [ ] 送单子 周五\n- [ ] 2026年12月1日前送书\n").promises
    assert made == (
        Promise(what="送样品", due=DUE),
        Promise(what="送单子 周五"),
        Promise(what="2026年12月1日前送书", due=DUE),
    )
    assert told(header("", CARD, "- [ ] 送单子 周五\n")) == ["4:7 warning KJ229"]


def test_whole_lines() -> None:
    """To whom, by whom, approval; blanks behind do not matter."""
    assert promises("- [ ] 送两盒样品 给李医生 由周宁 2026-12-01 审批=主管   ") == (
        Promise(what="送两盒样品", to="李医生", by="周宁", due=DUE, approval="主管"),
    )


def test_a_body_of_one_line_takes_no_time() -> None:
    """A page of boxes, dates and blanks."""
    assert len(promises("- [ ] " + "1-1 " * 50_000)) == 1
    assert len(promises("- [ ] x" + " " * 500_000 + "y")) == 1
    assert len(promises("- [ ] 后天\n" * 500)) == 500


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("承诺:\n- 送样品 2026-11-31", "3:7"),
        ("承诺:\n- 事项: 送样品\n  期限: 2026-11-31", "4:7"),
        ("承诺:\n- {事项: 送样品, 期限: 2026-11-31}", "3:17"),
    ],
)
def test_a_day_that_does_not_exist_is_told_once(typed: str, place: str) -> None:
    """One cause, one finding: the promise has a day, only none that can be; seven days are assumed all the same."""
    assert told(header(typed, VISIT)) == [f"{place} error KJ203"]
    assert [promise.due for promise in visit(typed).promises] == [date(2026, 11, 27)]


def test_a_promise_behind_one_with_a_bad_day() -> None:
    """Is asked for its own day."""
    note = header("承诺:\n- 送样品 2026-11-31\n- 送资料", VISIT)
    assert told(note) == ["3:7 error KJ203", "4:3 warning KJ216"]


def test_no_promises_in_the_body() -> None:
    """`承诺：无` promises nothing."""
    assert visit("", "承诺：无\n- [ ] 没有\n").promises == ()
