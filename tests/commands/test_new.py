"""`kjournal new` as a terminal session: notes ready to edit, never one over another."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kjournal import words
from kjournal.cli import cli
from kjournal.commands.new import _visit_day, customer
from kjournal.commands.opening import Stop, journal
from kjournal.files import tidy
from kjournal.notes.edits.writing import english_keys, fill, write_new
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings
from kjournal.records.customer import Customer
from kjournal.records.template import CUSTOMER, VISIT, template
from kjournal.records.visit import Visit
from tests.commands.conftest import Terminal

DAY = date(2026, 11, 20)
HINTS = re.compile(r"  # .*")


@pytest.fixture(autouse=True)
def english() -> None:
    """Messages in the words of the code, whatever the machine speaks."""
    words.use("en")


def text_of(terminal: Terminal, path: str) -> str:
    """A written note without the hints behind its empty lines."""
    return HINTS.sub("", (terminal.folder / path).read_text(encoding="utf-8"))


def codes(terminal: Terminal, path: str, *words: str) -> list[tuple[str, str]]:
    """Severity and code of what `check` says of a note."""
    said = json.loads(terminal.run("check", path, "--format", "json", *words, code=None))
    return [(one["severity"], one["code"]) for one in said["findings"]]


def test_a_card_is_written_ready_to_edit(small: Terminal) -> None:
    """`new customer` fills in what is known, in the language of the keys that are there, and prints the path alone."""
    done = small.ran("new", "customer", "韦氏诊所", "--class", "诊所", "--region", "板坡镇")
    assert done.stdout == "customers/韦氏诊所.md\n"
    assert done.stderr == "templates/customer.md is missing; the built-in template was used\n"
    assert text_of(small, "customers/韦氏诊所.md") == (
        "---\nname: 韦氏诊所\nid: C261120-CRW\nclass: 个体诊所\nregion: 板坡镇\nrep: 李雷\nstatus:\ncreated: 2026-11-20\n"
        "address:\nphone:\ncontacts:\nnature:\ncategory_sales:\nrestock_days:\nrestock_channel:\nsettlement:\nneeds:\n"
        "opinion:\n---\n"
    )
    # what is still to be asked for is all that is found
    assert codes(small, "customers/韦氏诊所.md") == [("warning", "KJ215"), ("warning", "KJ215")]


def test_a_card_with_its_name_alone_lacks_what_is_to_be_filled_in(small: Terminal) -> None:
    """Without options class and region stay empty, with the choices behind them, and `check` asks for them."""
    small.run("new", "customer", "无名店")
    text = (small.folder / "customers/无名店.md").read_text(encoding="utf-8")
    assert "class:  # 县医院 县中医院 乡镇卫生院 " in text
    assert codes(small, "customers/无名店.md") == [
        ("error", "KJ201"), ("error", "KJ201"), ("warning", "KJ215"), ("warning", "KJ215"),
    ]  # fmt: skip


def test_a_name_that_is_no_file_name_stays_the_name(small: Terminal) -> None:
    """The file's name is portable; the card and its visits keep the name as it was given."""
    small.run("new", "customer", "  A/B: 药店 #1 ", "--class", "药店", "--region", "镇")
    assert 'name: "A/B: 药店 #1"\n' in text_of(small, "customers/A-B-药店 #1.md")
    assert small.ran("new", "visit", "A/B: 药店 #1").stdout == "visits/2026-11/2026-11-20-A-B-药店 #1.md\n"
    assert 'customer: "A/B: 药店 #1"\n' in text_of(small, "visits/2026-11/2026-11-20-A-B-药店 #1.md")
    assert codes(small, "visits") == []


def test_no_note_is_written_over_another(small: Terminal) -> None:
    """A second card of a name, an alias or, where case is ignored, a file is refused with a sentence and 2."""
    before = (small.folder / "customers/王记药店.md").read_bytes()
    assert small.run("new", "customer", "王记药店", code=2) == (
        "kjournal: 王记药店 is the name of customers/王记药店.md already; write what tells the two apart, such as the town\n"
    )
    assert (small.folder / "customers/王记药店.md").read_bytes() == before
    small.write("customers/ABC.md", "not a note")
    assert small.run("new", "customer", "abc", code=2) == (
        "kjournal: there is a file customers/abc.md already; nothing was written\n"
    )
    assert not (small.folder / "customers/abc.md").exists()


def test_an_id_is_given_or_made_and_belongs_to_one(small: Terminal) -> None:
    """Ids are unique ignoring case, and portable; a made one hangs on day and name, not on what others wrote."""
    small.run("new", "customer", "甲店", "--id", "BP-07")
    assert "id: BP-07\n" in text_of(small, "customers/甲店.md")
    assert small.run("new", "customer", "乙店", "--id", "bp-07", code=2) == (
        "kjournal: --id: another customer is called bp-07 already\n"
    )
    assert small.run("new", "customer", "乙店", "--id", "BP/08", code=2) == (
        "kjournal: --id: BP/08 has signs that not every system takes; BP-08 would do\n"
    )
    small.run("new", "customer", "乙店")
    small.run("new", "customer", "丙店")
    made = [
        re.findall(r"^id: (.*)$", text_of(small, f"customers/{name}.md"), re.MULTILINE)[0]
        for name in ("乙店", "丙店")
    ]
    assert len(set(made)) == 2
    assert all(re.fullmatch(r"C261120-[2-9B-Z]{3}", one) for one in made)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["customer", "甲店", "--class", "饭馆"], "--class: there is no 饭馆; one of: 县医院、县中医院、"),
        (["customer", " / "], "/ cannot be the name of a file; write the customer's name"),
        (["customer", "\u200b"], "'' cannot be the name of a file; write the customer's name"),
        (
            ["visit", "王记药店", "--date", "2026-02-30"],
            "--date: 2026-02-30 is not a date; write it as 2026-11-20",
        ),
        (["visit", "王记药店", "--channel", "飞鸽"], "--channel: there is no 飞鸽; one of: 上门、电话、"),
        (["visit", "王家药铺子"], "no customer is called 王家药铺子; look with  kjournal find"),
    ],
)
def test_wrong_words_get_one_sentence(small: Terminal, typed: list[str], said: str) -> None:
    """What cannot be understood is refused before anything is written, with 2 and what to do."""
    result = CliRunner().invoke(cli, ["-C", str(small.folder), "new", *typed])
    assert isinstance(result.exception, Stop)
    assert result.exception.code == 2
    assert str(result.exception).startswith(said)
    assert (result.output, "\n" in str(result.exception)) == ("", False)
    assert len(list((small.folder / "customers").iterdir())) == 2


def test_a_visit_is_written_for_today(small: Terminal) -> None:
    """`new visit` finds the customer by any word for it; a second visit of the day gets a -2."""
    assert small.ran("new", "visit", "XY-01").stdout == "visits/2026-11/2026-11-20-向阳镇卫生院.md\n"
    assert text_of(small, "visits/2026-11/2026-11-20-向阳镇卫生院.md") == (
        "---\ncustomer: 向阳镇卫生院\ndate: 2026-11-20\nchannel:\npurpose:\npeople:\norders:\npayments:\npromises:\n"
        "result:\nnext:\n---\n"
    )
    assert small.ran("new", "visit", "xiangyang", "--channel", "打电话").stdout == (
        "visits/2026-11/2026-11-20-向阳镇卫生院-2.md\n"
    )
    assert "channel: 电话\n" in text_of(small, "visits/2026-11/2026-11-20-向阳镇卫生院-2.md")
    assert codes(small, "visits") == []


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-18", "2026-11-18"), ("11月18日", "2026-11-18"), ("11-28", "2026-11-28"), ("昨天", "2026-11-19"),
        ("明天", "2026-11-21"), ("周五", "2026-11-27"), ("改天", ""), ("2026年1月5号", "2026-01-05"),
    ],
)  # fmt: skip
def test_the_day_of_a_visit_as_people_type_it(typed: str, day: str) -> None:
    """Without a year it is the nearest such day: a plan for next week is not a visit of last year."""
    if day:
        assert _visit_day(typed, DAY) == date.fromisoformat(day)
    else:
        with pytest.raises(Stop, match="is not a date; write it as 2026-11-20"):
            _visit_day(typed, DAY)


def test_a_plan_lies_in_the_folder_of_its_month(small: Terminal) -> None:
    """The day that was typed names file and folder."""
    assert (
        small.ran("new", "visit", "王记药店", "--date", "12月3日").stdout
        == "visits/2026-12/2026-12-03-王记药店.md\n"
    )


def test_the_path_is_told_from_where_one_stands(small: Terminal) -> None:
    """The printed path opens in an editor from the folder in which the command was typed."""
    folder = small.folder
    small.folder = folder / "customers"
    printed = small.ran("new", "visit", "王记药店").stdout.strip()
    assert printed == str(Path("..", "visits", "2026-11", "2026-11-20-王记药店.md"))
    assert (small.folder / printed).is_file()


def test_the_journals_own_template_is_used(small: Terminal) -> None:
    """Reps edit `templates/`: their keys, order, comments and body come into the new note; wide braces will do."""
    small.write(
        "templates/visit.md",
        "\ufeff---\r\n# 我的模板\r\n客户: {{ 客户 }}\r\n日期：｛｛日期｝｝ # 当天\r\n业务员: {{业务员}}\r\n方式: 电话\r\n备注: 去{{名称}}\r\n---\r\n\r\n## {{name}}\r\n",
    )
    done = small.ran("new", "visit", "XY-01", "--date", "2026-11-19")
    assert (done.stderr, done.returncode) == ("", 0)
    path = small.folder / "visits/2026-11/2026-11-19-向阳镇卫生院.md"
    assert path.read_bytes().decode() == (
        "---\n# 我的模板\n客户: 向阳镇卫生院\n日期: 2026-11-19\n业务员: 李雷\n方式: 电话\n备注: 去向阳镇卫生院\n---\n\n## 向阳镇卫生院\n"
    )


def test_what_was_asked_for_is_never_dropped(small: Terminal) -> None:
    """A template without placeholders: empty keys are filled, and options come in whatever it says."""
    small.write("templates/customer.md", "---\n类别: 诊所\n区域:  # 哪个镇\n标签: [新]\n---\n")
    small.run("new", "customer", "甲店", "--class", "药店", "--region", "板坡镇", "--id", "A1")
    assert (small.folder / "customers/甲店.md").read_text(encoding="utf-8") == (
        "---\n类别: 村镇药店\n区域: 板坡镇\n标签: [新]\n编号: A1\n---\n"
    )


@pytest.mark.parametrize(
    ("template_text", "said"),
    [
        (b"name: {{name}}\n", "templates/customer.md:1: the note does not begin with ---"),
        (b"---\nname: {{name}}\n", "templates/customer.md:2: the second --- is missing; mend"),
        (b"---\nname: [\n---\n", "templates/customer.md:2: the [ has no end"),
        ("---\n名称: {{名子}}\n---\n".encode(), "templates/customer.md:2: {{名子}} is no field; for example {{名称}}"),
        (b"", "templates/customer.md: the file is empty"),
        (b"PK\x03\x04", "templates/customer.md: it is no text"),
        (None, "templates/customer.md: it cannot be read (folder)"),
    ],
)  # fmt: skip
def test_a_template_that_cannot_be_used_gets_one_sentence(
    small: Terminal, template_text: bytes | None, said: str
) -> None:
    """With its place and what to do; nothing is written, and the exit code is 2."""
    path = small.folder / "templates/customer.md"
    path.parent.mkdir()
    if template_text is None:
        path.mkdir()
    else:
        path.write_bytes(template_text)
    with pytest.raises(Stop) as stopped:
        customer(journal(small.folder), name="甲店", class_=None, region=None, identity=None)
    assert stopped.value.code == 2
    assert str(stopped.value).startswith(said)
    assert str(stopped.value).endswith("; mend the template, or delete it and the built-in one is used")
    assert not (small.folder / "customers/甲店.md").exists()


def test_a_name_that_two_share_is_written_by_its_id(small: Terminal) -> None:
    """A visit must find its way home: where the name is another's too, the id is written."""
    small.write("customers/东/康宁.md", "---\nname: 康宁\nid: D-1\nclass: 药店\nregion: 东\n---\n")
    small.write("customers/西/康宁.md", "---\nname: 康宁\nid: X-1\nclass: 药店\nregion: 西\n---\n")
    small.run("new", "visit", "X-1")
    assert "customer: X-1\n" in text_of(small, "visits/2026-11/2026-11-20-康宁.md")


def test_the_keys_of_a_chinese_journal_are_chinese(terminal: Terminal) -> None:
    """Without notes, the journal's language decides; two reps: none is guessed, a supervisor does not count."""
    settings = 'language = "zh-CN"\ntoday = "2026-11-20"\n[reps.a]\nname = "周宁"\n[reps.c]\nname = "梁启文"\nrole = "主管"\n'
    terminal.write("kjournal.toml", settings)
    terminal.run("new", "customer", "甲店")
    assert text_of(terminal, "customers/甲店.md").splitlines()[1:7] == [
        "名称: 甲店", "编号: C261120-FRQ", "客户类别:", "区域:", "业务员: 周宁", "状态:",
    ]  # fmt: skip
    terminal.write("kjournal.toml", settings + '[reps.b]\nname = "蓝秋萍"\n')
    terminal.run("new", "customer", "乙店")
    assert "\n业务员:\n" in text_of(terminal, "customers/乙店.md")


# The parts


@given(st.text(max_size=30).map(tidy))
def test_a_value_is_read_back_as_it_is(value: str) -> None:
    """scalar ∘ read = identity: whatever a name holds, the card says the same name, without error or warning."""
    text = fill(
        template(CUSTOMER, "en"), Customer, {"name": value, "class": "诊所", "region": "镇", "id": "1"}
    )
    assert isinstance(text, str)
    note = NoteReader(ReadSettings()).read("customers/x.md", text.encode())
    assert isinstance(note.record, Customer)
    assert note.record.name == (value or "x")
    assert {finding.code for finding in note.findings} == ({"KJ215"} if value else {"KJ215", "KJ230"})


@pytest.mark.parametrize(
    ("headers", "english"),
    [
        ([], None), ([["name", "class"]], True), ([["名称"], ["客户类别", "我的"]], False), ([["name"], ["名称"]], None),
        ([["QQ", "own"]], None), ([["姓名"]], False),
    ],
)  # fmt: skip
def test_the_language_of_the_keys_that_are_there(headers: list[list[str]], english: bool | None) -> None:
    """Only declared keys count; where notes do not agree, nobody decides for them."""
    assert english_keys(headers, Customer) is english


def test_a_new_note_takes_its_name_or_nothing(tmp_path: Path) -> None:
    """A file that appeared in between is not touched, and no temporary stays."""
    path = tmp_path / "visits" / "x.md"
    write_new(path, "one\n")
    with pytest.raises(FileExistsError):
        write_new(path, "two\n")
    assert path.read_text(encoding="utf-8") == "one\n"
    assert [file.name for file in path.parent.iterdir()] == ["x.md"]


def test_a_filled_visit_is_that_visit() -> None:
    """The built-in template of a visit, filled in, is read without any finding."""
    values = {"customer": "甲店", "date": "2026-11-20", "channel": "电话"}
    for language in ("zh-CN", "en"):
        text = fill(template(VISIT, language), Visit, values)
        assert isinstance(text, str)
        note = NoteReader(ReadSettings()).read("visits/x.md", text.encode())
        assert isinstance(note.record, Visit)
        assert (note.record.customer, note.record.date, note.record.channel, note.record.status) == (
            "甲店", date(2026, 11, 20), "电话", "计划",
        )  # fmt: skip
        assert not note.findings


def test_words_are_cleaned_of_what_nobody_sees() -> None:
    """Zero-width characters, line ends and doubled blanks come along when a name is copied from WeChat."""
    assert tidy(" 韦\u200b氏\n 诊所\u202e ") == "韦氏 诊所"
    assert unicodedata.is_normalized("NFC", tidy("e\u0301"))
