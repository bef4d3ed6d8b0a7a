"""The commands as terminal sessions in a journal of two customers."""

from __future__ import annotations

import json
import re

import pytest

from tests.commands.conftest import Terminal


def test_today_lists_what_is_due_and_what_is_open(small: Terminal) -> None:
    """`today` has the rep, what stands on the day with its reason, and what is open from before."""
    said = small.run("today", "--today", "2026-11-24")
    assert said.startswith("Small  2026-11-24 Tue\n")
    assert "李雷" in said
    assert "08:30    Promise due: 向阳镇卫生院 – 送说明书\n" in said
    later = small.run("today", "--today", "2026-11-26")
    assert "Not done yet" in later
    assert "2026-11-24  Promise due: 向阳镇卫生院 – 送说明书" in later
    assert "Birthday: 王记药店" in later, "农历十月十八 is 2026-11-26"


def test_today_of_one_rep(small: Terminal) -> None:
    """`--rep` takes an id or a name; another rep has nothing."""
    assert "向阳镇卫生院" in small.run("today", "--today", "2026-11-24", "--rep", "李雷")
    assert "Nothing is due today." in small.run("today", "--today", "2026-11-24", "--rep", "韩梅")


def test_why_says_the_reason_of_each_reminder(small: Terminal) -> None:
    """`why` has grade, last contacts, cadence and every reminder with its reason."""
    said = small.run("why", "XY-01")
    assert said.startswith("向阳镇卫生院 (XY-01)\n")
    assert "Grade: A (as written on the card)" in said
    assert "Last visit: 2026-11-10 (上门) visits/2026-11/2026-11-10-向阳镇卫生院.md" in said
    assert re.search(r"2026-11-25 08:00 .*向阳镇卫生院 – 送资料  \[.*· next\]", said)


def test_find_by_chinese_pinyin_and_phone(small: Terminal) -> None:
    """`find` takes two characters, full pinyin, initials, mixed, and a fragment of a number; 1 where there is nothing."""
    for words in (["向阳"], ["xiangyang"], ["xyz"], ["向yang"], ["0000003"], ["罗秀英"], ["wangji"]):
        assert "XY-01" in small.run("find", *words) or "王记药店" in small.run("find", *words)
    assert "王记药店" in small.run("find", "wjyd")
    assert small.run("find", "wjyd 药店") == small.run("find", "wjyd", "药店")
    assert "说明书" in small.run("find", "说明书")
    assert small.run("find", "没有这个", code=1) == "nothing found\n"


def test_show_text_and_json(small: Terminal) -> None:
    """`show --format json` gives kind, id, path, fields in English keys, extra, findings (a promise of DESIGN.md)."""
    said = json.loads(small.run("show", "王记药店", "--format", "json"))
    assert set(said) == {"kind", "id", "path", "fields", "extra", "findings"}
    assert said["kind"] == "customer"
    assert said["fields"]["birthday"] == "农历1975-10-18"
    assert said["fields"]["class"] == "村镇药店"
    assert said["fields"]["region"] == "广西/河池/峨江县/板坡镇"
    assert "王记药店" in small.run("show", "王记药店")
    assert json.loads(small.run("show", "visits/2026-11/2026-11-10-向阳镇卫生院.md", "--format", "json"))[
        "fields"
    ]["next"] == {
        "date": "2026-11-25",
        "what": "送资料",
    }


def test_secret_values_need_a_terminal(small: Terminal) -> None:
    """Health stays in the note: not in `show`, the index, feeds or pages; `--secret` is refused on a pipe."""
    small.write(
        "customers/病.md",
        "---\nname: 板坡药店\nclass: 村镇药店\nregion: 板坡镇\nrep: 李雷\nphone: 19900000009\naddress: 街尾\nhealth: 糖尿病三年\n"
        "contacts:\n  - {name: 李四, family: [{relation: 儿子, name: 小宝宝名, birthday: 2015-03-04}]}\n---\n",
    )
    assert "糖尿病" not in small.run("show", "板坡药店")
    assert "terminal only" in small.run("show", "板坡药店", "--secret", code=2)
    small.run("build")
    for path in (*small.folder.rglob("site/**/*"), *small.folder.rglob(".kjournal/*")):
        if path.is_file():
            data = path.read_bytes()
            assert "糖尿病".encode() not in data, path
            assert "小宝宝名".encode() not in data, path
            assert b"2015-03-04" not in data, path


def test_check_formats_and_exit_codes(small: Terminal) -> None:
    """0 without errors, 1 with one; `--select`, `--ignore`, paths; the JSON form is a promise."""
    assert small.run("check", "--ignore", "KJ204", "--ignore", "KJ406").endswith("3 notes: no problems\n")
    small.write(
        "customers/坏.md",
        "---\nname: 坏店\nclass: 村镇药店\nregion: 板坡镇\nphone: 19900000008\naddress: x\nbirthday: 2026-02-30\ngrade: E\n---\n",
    )
    said = small.run("check", code=1)
    assert re.search(r"^customers/坏\.md:7:11: error KJ203 生日: .*2026-02-30$", said, re.MULTILINE)
    assert re.search(r"^  7 \| birthday: 2026-02-30\n    \|           \^{10}$", said, re.MULTILINE)
    found = json.loads(small.run("check", "--format", "json", code=1))
    assert set(found) == {"findings", "counts"}
    assert {
        "code",
        "severity",
        "path",
        "line",
        "column",
        "end_line",
        "end_column",
        "message",
        "remedy",
        "fix",
    } <= set(found["findings"][0])
    assert found["counts"]["error"] == 2
    assert "::error file=customers/坏.md,line=7," in small.run("check", "--format", "github", code=1)
    assert "KJ203" not in small.run("check", "--select", "KJ202", code=1)
    assert small.run("check", "--ignore", "KJ2", code=0)
    assert "KJ203" not in small.run("check", "visits")
    assert "KJ203" in small.run("check", "customers/坏.md", code=1)


def test_explain(small: Terminal) -> None:
    """`explain` gives cause, example and cure; an unknown code is wrong usage."""
    said = small.run("explain", "kj203")
    assert said.startswith("KJ203")
    assert "birthday: 2026-02-30" in said
    assert "KJ999" in small.run("explain", "KJ999", code=2)


def test_build_strict(small: Terminal) -> None:
    """`build` ends with 0 although notes have errors, and says how many; `--strict` ends with 1."""
    assert re.search(r"2 customers and 1 visit read, 2 hints", small.run("build"))
    small.write("customers/坏.md", "---\nname: 坏店\nclass: 没有\nregion: 板坡镇\n---\n")
    assert "1 error" in small.run("build")
    small.run("build", "--strict", code=1)


def test_an_ambiguous_name_lists_the_candidates(small: Terminal) -> None:
    """A word that may mean several customers is answered with all of them."""
    small.write(
        "customers/b.md",
        "---\nname: 王记药店\nid: B\nclass: 村镇药店\nregion: 向阳镇\nphone: 19900000007\naddress: y\n---\n",
    )
    said = small.run("why", "王记药店", code=2)
    assert "王记药店 (B)" in said


@pytest.mark.parametrize("words", [["--help"], ["check", "--help"], ["new", "visit", "--help"]])
def test_help_reads_well(small: Terminal, words: list[str]) -> None:
    """Every command explains itself."""
    said = small.run(*words)
    assert said.startswith("Usage: ")
    assert "None" not in said


def test_why_says_what_is_silenced_until_when(small: Terminal) -> None:
    """After a death: since when, until when, which rules; who it was is said nowhere. And the festivals' lists."""
    path = next((small.folder / "customers").rglob("王记药店.md"))
    text = path.read_text(encoding="utf-8")
    event = "大事:\n  - {日期: 2026-11-15, 事项: 去世, 谁: 配偶, 说明: 走得突然}\n"
    path.write_text(text.replace("---\n", f"---\n{event}", 1), encoding="utf-8")
    said = small.run("why", "王记药店", "--today", "2026-11-20")
    assert "Left in peace from 2026-11-15 until 2027-01-03 (去世)\n    silenced: visit、call、" in said
    assert "On the festival lists: 春节 2027-02-05、元宵 2027-02-20、" in said
    assert "Left out of the festival lists: 年终答谢 2026-12-15、元旦 2027-01-01\n" in said
    assert "配偶" not in said
    assert "突然" not in said


def test_questions_past_their_day_are_told_apart(small: Terminal) -> None:
    """What was only to be asked is counted by itself, as on the first page."""
    small.write(
        "visits/2026-11/2026-11-01-王记药店.md",
        "---\ncustomer: 王记药店\norders:\n  - 板蓝根 2盒 =20\n---\n要了两盒。\n",
    )
    said = small.run("today", "--today", "2026-11-13")
    assert "To be asked at the next visit (1)" in said
    assert "Ask how it goes: 王记药店" in said.partition("To be asked at the next visit (1)")[2]
