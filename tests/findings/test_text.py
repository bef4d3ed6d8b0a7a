"""How a finding is shown on a terminal: its four parts, and the caret under whatever people type."""

from __future__ import annotations

import pytest

from kjournal import words
from kjournal.findings.cells import cells, visible
from kjournal.findings.finding import Finding, Place
from kjournal.findings.text import by_code, render, summary
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings

CARD = "---\nname: 甲\nclass: 村卫生室\nregion: 向阳镇\nphone: 19900000001\naddress: 街口\n"


def shown(line: str, code: str) -> list[str]:
    """The lines of a code's finding about a card with one more line."""
    return shown_of(f"{CARD}{line}\n---\n".encode(), code)


def shown_of(data: bytes, code: str, path: str = "customers/甲.md") -> list[str]:
    """The lines of a code's finding about a note."""
    note = NoteReader(ReadSettings()).read(path, data)
    (found,) = [one for one in note.findings if one.code == code]
    return render(found, "error").split("\n")


def caret(line: str, code: str = "KJ203") -> list[str]:
    """The excerpt alone: the line and what is below it."""
    return shown(line, code)[1:3]


def test_the_form_of_the_design() -> None:
    """The example of the design, letter by letter."""
    words.use("zh-CN")
    note = "---\nname: 峨江县人民医院\nclass: 县医院\nregion: 向阳镇\nphone: 19900000001\naddress: 街口\nbirthday: 2026-02-30\n---\n"
    assert shown_of(note.encode(), "KJ203", "customers/峨江县人民医院.md") == [
        "customers/峨江县人民医院.md:7:11: error KJ203 生日 没有 2 月 30 日: 2026-02-30",
        "  7 | birthday: 2026-02-30",
        "    |           ^^^^^^^^^^",
        "  改成真实日期，如 2026-02-28；不知道年份写 --02-28；农历写 农历二月三十。 （kjournal explain KJ203）",
    ]


def test_an_empty_line_is_filled_where_it_stands() -> None:
    """A field that must be there and is empty is not to be written a second time; the advice takes the note's own words."""
    empty = f"{CARD.replace('class: 村卫生室', '客户类别:')}---\n".encode()
    assert shown_of(empty, "KJ201") == [
        "customers/甲.md:3:1: error KJ201 客户类别 (class) is missing; the customer counts as 其他",
        "  3 | 客户类别:",
        "    | ^^^^^^^^",
        "  write  客户类别: 村卫生室 (kjournal explain KJ201)",
    ]
    without = "---\n名称: 甲\n区域: 向阳镇\n电话: 19900000001\n---\n".encode()
    assert shown_of(without, "KJ201") == [
        "customers/甲.md:1:1: error KJ201 客户类别 (class) is missing; the customer counts as 其他",
        "  add a line  客户类别: 村卫生室 (kjournal explain KJ201)",
    ]


@pytest.mark.parametrize(
    ("line", "excerpt", "under"),
    [
        ("生日: 昨天前天", "生日: 昨天前天", "      ^^^^^^^^"),
        ("生日: １３月１日", "生日: １３月１日", "      ^^^^^^^^^^"),
        ("birthday:\t13月x日", "birthday: 13月x日", "          ^^^^^^^"),  # a tab is one blank
        (
            "birthday: 13月 👨‍👩‍👧 x",
            "birthday: 13月 👨‍👩‍👧 x",
            "          ^^^^^^^^^",
        ),  # a family is one picture
        ("birthday: 13月 ❤️ x", "birthday: 13月 ❤️ x", "          ^^^^^^^^^"),
        ("birthday: 13月 👍🏽 x", "birthday: 13月 👍🏽 x", "          ^^^^^^^^^"),
        ("birthday: 13月e\u0301", "birthday: 13月e\u0301", "          ^^^^^"),  # an accent of its own
        ("birthday: “13月—x”", "birthday: “13月—x”", "          ^^^^^^^^"),  # widths left open count one
        ("birthday: 13月 # 问", "birthday: 13月 # 问", "          ^^^^"),
    ],
)
def test_caret(line: str, excerpt: str, under: str) -> None:
    """The caret stands below what is meant, counted in display cells."""
    assert caret(line) == [f"  7 | {excerpt}", f"    | {under}"]


def test_what_nobody_sees_is_shown_by_its_number() -> None:
    """An invisible character cannot be pointed at, so its number stands in its place."""
    assert caret("note: 王\u200b建国", "KJ012") == ["  7 | note: 王<200B>建国", "    |         ^^^^^^"]


def test_a_wide_blank_keeps_its_width() -> None:
    """U+3000 takes two cells: three are marked with the colon before it."""
    assert caret("note:\u3000王", "KJ114") == ["  7 | note:\u3000王", "    |     ^^^"]


def test_long_lines_are_cut() -> None:
    """Of a long line what is meant is shown with what lies around it, in at most a hundred cells."""
    first, line, under, _advice = shown(f"birthday: {'很' * 300}", "KJ203")
    assert "\n" not in first
    assert line.startswith("  7 | birthday: 很")
    assert line.endswith("很…")
    assert cells(line) <= len("  7 | ") + 100
    assert cells(under) == cells(line) - cells("…")


def test_what_lies_far_behind_in_a_long_line() -> None:
    """What is left out before it shows as an ellipsis, and the caret has moved along."""
    line, under = caret(f"contacts: [{{name: {'王' * 90}, birthday: 13月99日}}]")
    assert line.startswith("  7 | …王")
    assert cells(line) <= len("  7 | ") + 100
    at = cells(line[: line.index("13月99日")])
    assert under == f"    |{' ' * (at - 5)}{'^' * 8}"


def test_the_last_line_without_an_end() -> None:
    """A file that ends in the middle of a line is shown like any other."""
    data = f'{CARD}note: "王'.encode()
    lines = shown_of(data, "KJ102")
    assert lines[0].startswith("customers/甲.md:")
    assert len(lines) == 4


def test_column_past_the_end() -> None:
    """A place behind the last character gets one caret behind it."""
    found = Finding("KJ104", (Place("a.md", 2, 9, 2, 12),), {"reason": "x", "remedy": "y"}, "name: 王")
    assert render(found, "error").split("\n")[1:3] == ["  2 | name: 王", "    |         ^"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends(end: str) -> None:
    """Windows' and old Macs' line ends: the same line, column and excerpt as with plain ones."""
    plain = f"{CARD}birthday: 13月\n---\n"
    assert shown_of(plain.replace("\n", end).encode(), "KJ203") == shown_of(plain.encode(), "KJ203")


def test_other_places() -> None:
    """Further lines of the note are named by number, other notes by path; at most five."""
    here = tuple(Place("a.md", line, 1, line, 2) for line in (3, 3, 4, 5, 6, 7, 8, 9))
    assert (
        render(Finding("KJ602", here), "warning").split("\n")[-1] == "  also in line 4, 5, 6, 7, 8 and 1 more"
    )
    same = (Place("a.md", 3, 1, 3, 2), Place("a.md", 3, 5, 3, 6))
    assert render(Finding("KJ602", same), "warning").split("\n")[-1] == "  more than once in this line"
    there = (Place("a.md", 3), Place("b.md"), Place("c.md", 4))
    assert render(Finding("KJ602", there), "warning").split("\n")[-1] == "  also in: b.md:1, c.md:4"


def test_the_first_line_is_one_line() -> None:
    """Editors match it: nothing in a path or a value breaks it."""
    found = Finding("KJ205", (Place("customers/a\nb.md", 1, 1, 1, 2),), {"key": "x\ny", "nearest": ""})
    assert render(found, "info").split("\n") == [
        "customers/a b.md:1:1: info KJ205 unknown field x y; kept as it is",
        "  (kjournal explain KJ205)",
    ]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3), ("中文", 4), ("ｶﾅ", 2), ("ＡＢ", 4), ("e\u0301", 1), ("한", 2), ("\u1112\u1161\u11ab", 2), ("…—“”", 4),
        ("👨‍👩‍👧", 2), ("👍🏽", 2), ("❤️", 2), ("❤", 1), ("🇨🇳", 2), ("1️⃣", 2), ("𠮷", 2), ("\u200d中", 2),
    ],
)  # fmt: skip
def test_cells(text: str, width: int) -> None:
    """As terminals count that follow Unicode."""
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\tb", "a b"), ("a\x00b", "a␀b"), ("a\u200db", "a<200D>b"), ("\u202ea", "<202E>a"), ("👩‍⚕️", "👩‍⚕️")],
)
def test_visible(text: str, expected: str) -> None:
    """Controls and what turns a text round cannot play tricks on the terminal; a joiner stays where it joins."""
    assert visible(text) == expected


def test_summary() -> None:
    """Counts, worst first; a line a code with its title."""
    assert summary(["info", "error", "error", "warning"]) == "2 errors, 1 warning, 1 hint"
    assert summary([]) == "no problems"
    assert by_code({"KJ203": 1, "KJ007": 1}) == [
        "      1  KJ007  the file is empty",
        "      1  KJ203  no such date, or one that is not understood",
    ]
