"""check, as a terminal sees it: which findings are told, in which form, and what is known already."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.commands.conftest import Terminal

CARD = "customers/福民药店.md"
HEAD = "---\nname: 福民药店\nclass: 村镇药店\nregion: 向阳镇\naddress: 街口\nphone: 0778-0000002\n"


def put(terminal: Terminal, *lines: str, path: str = CARD) -> None:
    """The card with more lines."""
    terminal.write(path, HEAD + "".join(f"{line}\n" for line in lines) + "---\n")


def codes(terminal: Terminal, *options: str, code: int | None = None) -> list[str]:
    """The codes that `check` tells, in their order, with their severity."""
    said = terminal.run("check", *options, code=code)
    return re.findall(r"^\S+:\d+:\d+: (\w+ KJ\d+) ", said, re.MULTILINE)


SETTINGS = 'journal = "small"\nlanguage = "en"\ntoday = "2026-11-20"\nregion = "广西/河池/峨江县"\nchecks.KJ406 = "off"\n'


@pytest.fixture
def small(terminal: Terminal) -> Terminal:
    """A terminal in a journal of one customer and one rep."""
    terminal.write("kjournal.toml", f'{SETTINGS}[reps.li]\nname = "李雷"\n')
    put(terminal)
    return terminal


@pytest.fixture
def wrong(small: Terminal) -> Terminal:
    """A journal with an error, a warning and a hint."""
    put(small, "grade: E", "contacts: [{name: 王, phone: 199}]", "电话号: 1990")
    assert codes(small) == ["error KJ202", "warning KJ211", "info KJ205"]
    return small


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--select", "KJ211"], ["warning KJ211"]),
        (["--select", "kj211"], ["warning KJ211"]),
        (["--select", "KJ202,KJ205"], ["error KJ202", "info KJ205"]),
        (["--select", "KJ202", "--select", "kj205"], ["error KJ202", "info KJ205"]),
        (["--select", "KJ20"], ["error KJ202", "info KJ205"]),
        (["--ignore", "KJ20"], ["warning KJ211"]),
        (["--select", "KJ2", "--ignore", "ＫＪ２０２"], ["warning KJ211", "info KJ205"]),
        (["--select", "KJ3"], []),
        ([CARD], ["error KJ202", "warning KJ211", "info KJ205"]),
    ],
)
def test_which(wrong: Terminal, options: list[str], expected: list[str]) -> None:
    """Codes and families, in any case and width, one or several in a word; and paths."""
    assert codes(wrong, *options) == expected
    assert wrong.ran("check", *options).returncode == int("error KJ202" in expected)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("KJ2022", "there is no finding KJ2022; did you mean KJ202?"),
        ("phone", "there is no finding phone; kjournal explain lists all"),
    ],
)
def test_a_code_that_nobody_knows(wrong: Terminal, word: str, said: str) -> None:
    """It is wrong usage, and the nearest is named."""
    for option in ("--select", "--ignore"):
        assert said in wrong.run("check", option, word, code=2)


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ('checks.KJ202 = "warning"', ["warning KJ202", "warning KJ211", "info KJ205"]),
        ('checks.kj205 = "error"', ["error KJ202", "warning KJ211", "error KJ205"]),
        ('checks.KJ2 = "info"\nchecks.KJ211 = "off"', ["info KJ202", "info KJ205"]),
        ('checks.KJ2 = "off"', []),
        ('checks.KJ2022 = "off"', ["warning KJ020", "error KJ202", "warning KJ211", "info KJ205"]),
    ],
)
def test_severity_in_the_settings(wrong: Terminal, checks: str, expected: list[str]) -> None:
    """What is said of a code goes before its family; a code that there is not is a finding with the nearest."""
    wrong.write("kjournal.toml", f"{SETTINGS}{checks}\n")
    assert sorted(codes(wrong)) == sorted(expected)
    if "2022" in checks:
        assert "unknown setting checks.KJ2022" in wrong.run("check", code=1)
        assert "did you mean KJ202?" in wrong.run("check", code=1)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ignore: [KJ205]", ["error KJ202", "warning KJ211"]),
        ("忽略: KJ205、KJ211", ["error KJ202"]),
        ("ignore: [kj205, KJ21]", ["error KJ202"]),
        ("ignore: KJ2", []),
        ("ignore:", ["error KJ202", "warning KJ211", "info KJ205"]),
    ],
)
def test_silenced_in_a_note(small: Terminal, line: str, expected: list[str]) -> None:
    """A note may ask not to be told, by code or family."""
    put(small, "grade: E", "contacts: [{name: 王, phone: 199}]", "电话号: 1990", line)
    assert [one for one in codes(small) if "KJ212" not in one] == expected


def test_silenced_across_notes(small: Terminal) -> None:
    """What is found across notes leaves out the notes that ask for it, and tells of the others."""
    for day, line in (("01", "ignore: [KJ301]\n"), ("02", ""), ("03", "ignore: KJ3\n")):
        small.write(
            f"visits/2026-11-{day}-没有这家.md",
            f"---\ncustomer: 没有这家\ndate: 2026-11-{day}\nstatus: 完成\n{line}---\n见到人\n",
        )
    said = small.run("check", "--select", "KJ301", code=1)
    assert "visits/2026-11-02-没有这家.md:2:11: error KJ301" in said
    assert "2026-11-01" not in said
    assert "2026-11-03" not in said
    path = "visits/2026-11-02-没有这家.md"
    small.write(
        path, (small.folder / path).read_text(encoding="utf-8").replace("status", "ignore: KJ301\nstatus")
    )
    assert codes(small, "--select", "KJ301", code=0) == []


def test_excerpts_across_notes_hide_what_is_secret(small: Terminal) -> None:
    """A finding across notes shows its line without the words that nobody may see."""
    put(
        small,
        "life_events: [{date: 2026-05-01, kind: 生病, who: 本人, note: 肺结核, quiet_until: 2026-04-01}]",
    )
    for form in ("text", "json", "github", "sarif"):
        said = small.run("check", "--format", form, "--select", "KJ402", code=1)
        assert "KJ402" in said
        assert "肺结核" not in said
    assert "●●●" in small.run("check", "--select", "KJ402", code=1)


def test_json_tells_the_fix(small: Terminal) -> None:
    """`fix` is null without one, else says whether it is safe, and its edits."""
    put(small, "grade:A", "电话号: 1990")
    found = json.loads(small.ran("check", "--format", "json").stdout)["findings"]
    assert {one["code"]: one["fix"] for one in found if one["code"] == "KJ112"} == {
        "KJ112": {
            "safe": True,
            "edits": [{"line": 7, "column": 6, "end_line": 7, "end_column": 7, "new": ": "}],
        }
    }
    assert {one["fix"] is None for one in found if one["code"] == "KJ205"} <= {True, False}


def test_a_deleted_visit_is_named_no_more(small: Terminal) -> None:
    """A customer that nobody knows is told of for the visits that are there."""
    for day in ("01", "02"):
        small.write(
            f"visits/2026-11-{day}-没有这家.md",
            f"---\ncustomer: 没有这家\ndate: 2026-11-{day}\n---\n见到人\n",
        )
    assert "also in: visits/2026-11-02-没有这家.md:2" in small.run("check", code=1)
    (small.folder / "visits" / "2026-11-02-没有这家.md").unlink()
    assert "visits/2026-11-01-没有这家.md" in small.run("check", code=1)
    assert "2026-11-02" not in small.run("check", code=1)
    (small.folder / "visits" / "2026-11-01-没有这家.md").unlink()
    assert codes(small, code=0) == []


# The baseline.


def test_what_is_known_is_left_out(wrong: Terminal) -> None:
    """Known findings are neither told nor counted; new ones are."""
    assert wrong.run("check", "--write-baseline", "known.txt") == (
        "3 findings are known from now on; check with  --baseline known.txt  tells only of others\n"
    )
    assert wrong.run("check", "--baseline", "known.txt").splitlines()[-2:] == [
        "1 note: no problems",
        "3 known findings left out",
    ]
    put(
        wrong,
        "grade: E",
        "contacts: [{name: 王, phone: 199}]",
        "电话号: 1990",
        "grade_reason: x",
        "birthday: 13月",
    )
    said = wrong.run("check", "--baseline", "known.txt", code=1)
    assert "error KJ203" in said
    assert said.splitlines()[-2:] == ["1 note: 1 error", "3 known findings left out"]


def test_lines_move(wrong: Terminal) -> None:
    """A finding is known by what it names: lines above it, and another order, change nothing."""
    wrong.run("check", "--write-baseline", "known.txt")
    put(
        wrong,
        "# 新的一行",
        "grade_reason: x",
        "电话号: 1990",
        "contacts: [{name: 王, phone: 199}]",
        "grade: E",
    )
    assert codes(wrong, "--baseline", "known.txt", code=0) == []


def test_another_value_is_new(wrong: Terminal) -> None:
    """The same code at another value is another finding, and one more of a known one is told with it."""
    wrong.run("check", "--write-baseline", "known.txt")
    put(wrong, "grade: F", "contacts: [{name: 王, phone: 199}, {name: 李, phone: 199}]", "电话号: 1990")
    said = wrong.run("check", "--baseline", "known.txt", code=1)
    assert re.findall(r"(\w+ KJ\d+) ", said) == ["error KJ202", "warning KJ211", "warning KJ211"]
    assert (
        said.splitlines()[-1] == "1 known finding left out; 1 entry of the baseline is mended: write it anew"
    )


def test_mended_entries(wrong: Terminal) -> None:
    """What is mended is counted, and no warning: the file can be written anew."""
    wrong.run("check", "--write-baseline", "known.txt")
    put(wrong)
    assert wrong.run("check", "--baseline", "known.txt", "--strict").splitlines()[-1] == (
        "0 known findings left out; 3 entries of the baseline are mended: write it anew"
    )
    wrong.run("check", "--write-baseline", "known.txt")
    assert (wrong.folder / "known.txt").read_text(encoding="utf-8").count("\n") == 1


def test_a_finding_in_many_notes(small: Terminal) -> None:
    """A known cause in one more note is told for that note alone."""
    note = "---\ncustomer: 没有这家\ndate: 2026-11-{day}\nstatus: 完成\n---\n见到人\n"
    for day in ("01", "02"):
        small.write(f"visits/2026-11-{day}-没有这家.md", note.format(day=day))
    small.run("check", "--write-baseline", "known.txt")
    small.write("visits/2026-11-03-没有这家.md", note.format(day="03"))
    said = small.run("check", "--baseline", "known.txt", code=1)
    assert "visits/2026-11-03-没有这家.md:2:11: error KJ301" in said
    assert "  2 | customer: 没有这家" in said
    assert "2026-11-01" not in said
    assert "also in" not in said


def test_the_file_holds_no_values(small: Terminal) -> None:
    """A baseline lies beside the notes for good: neither secret values nor others stand in it, sorted, a line each."""
    put(
        small,
        "contacts: [{name: 王, phone: 450000199001011234}]",
        "health: [高血压, 13月]",
        "birthday: 1975-13-08",
    )
    small.run("check", "--write-baseline", "known.txt")
    lines = (small.folder / "known.txt").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == sorted(lines[1:])
    assert all(re.fullmatch(rf"{CARD}\tKJ\d{{3}}\t[0-9a-f]{{8}}\t\d+", line) for line in lines[1:])
    assert len(lines) > 2


@pytest.mark.parametrize("text", ["<<<<<<< HEAD\n", "customers/x.md\tKJ203\n", "x\tKJ203\tzzzzzzzz\t1\n"])
def test_a_file_that_is_none(wrong: Terminal, text: str) -> None:
    """A line that is no entry ends the command: nothing is left out by mistake."""
    wrong.write("known.txt", f"# head\n\n{text}")
    assert "known.txt: line 3 is not understood" in wrong.run("check", "--baseline", "known.txt", code=2)
    assert "there is no file" in wrong.run("check", "--baseline", "nowhere.txt", code=2)


def test_for_programs_the_rest_is_said_on_the_side(wrong: Terminal) -> None:
    """JSON stays JSON."""
    wrong.run("check", "--select", "KJ202", "--write-baseline", "known.txt")
    said = wrong.ran("check", "--baseline", "known.txt", "--format", "json")
    assert [one["code"] for one in json.loads(said.stdout)["findings"]] == ["KJ211", "KJ205"]
    assert said.stderr == "1 known finding left out\n"
    run = json.loads(wrong.ran("check", "--baseline", "known.txt", "--format", "sarif").stdout)["runs"][0]
    assert {one["baselineState"] for one in run["results"]} == {"new"}


# explain.


def test_explain_one(small: Terminal) -> None:
    """All about a code, however it is typed."""
    said = small.run("explain", "kj203")
    assert said == small.run("explain", "203") == small.run("explain", "ＫＪ２０３")
    assert said.splitlines() == [
        "KJ203  error  no such date, or one that is not understood",
        "",
        "The date does not exist or cannot be read, so nothing reminds of it.",
        "An error: the value or the item of the list is left out.",
        "",
        "For example:",
        "    birthday: 2026-02-30",
        "",
        "Mended:",
        "    birthday: 2026-02-28",
        "",
        "It has to be mended by hand.",
        "",
        "Not to be told of it:",
        "    in one note:  ignore: [KJ203]",
        "    everywhere, in kjournal.toml, below the line [checks] (write that line if there is none):",
        '        KJ203 = "off"',
    ]


def test_explain_lists(small: Terminal) -> None:
    """Without a code all, by family; with a family its codes; with a word those that speak of it."""
    every = small.run("explain").splitlines()
    assert "KJ2  values" in every
    assert "  KJ203  error  no such date, or one that is not understood" in every
    family = small.run("explain", "KJ6").splitlines()
    assert family[0] == "KJ6  licences, compliance, privacy"
    assert not any("KJ203" in line for line in family)
    assert "KJ213" in small.run("explain", "weekday")
    assert "birthday: 2026-02-30" in small.run("explain", "生日")
    assert "no finding speaks of 飞机" in small.run("explain", "飞机", code=2)
    assert "did you mean KJ203?" in small.run("explain", "KJ2033", code=2)


def test_explain_speaks_as_the_journal(small: Terminal, tmp_path: Path) -> None:
    """In the journal's language where there is one, else in the machine's."""
    small.write("kjournal.toml", SETTINGS.replace('"en"', '"zh-CN"'))
    assert "日期不存在或看不懂" in small.run("explain", "KJ203")
    assert "KJ111" in small.run("explain", "全角")
    assert "忽略: [KJ203]" in small.run("explain", "KJ203")
    elsewhere = Terminal(tmp_path, tmp_path)
    assert "no such date" in elsewhere.run("explain", "KJ203")
