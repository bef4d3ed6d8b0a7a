"""Where a header begins and ends."""

from __future__ import annotations

import time

import pytest

from kjournal.findings.finding import Edit, Fix
from kjournal.notes.edits.fixing import fixed
from kjournal.notes.header.fences import HEADER_LIMIT, Parts, runs_on, split
from kjournal.notes.note import NoteReader
from kjournal.notes.problem import Problem
from kjournal.notes.settings import ReadSettings
from tests.notes.written import CARD, VISIT


def parts(text: str) -> Parts:
    """A note that can be cut."""
    found = split(text)
    assert isinstance(found, Parts)
    return found


def test_header_and_body() -> None:
    """With the lines on which they begin."""
    assert parts("---\na: 1\n---\n正文\n") == Parts("a: 1\n", 2, "正文\n", 4, [])
    assert parts("---\n---") == Parts("", 2, "", 3, [])
    assert parts("---\n\n\na: 1\n---\n\n正文") == Parts("\n\na: 1\n", 2, "\n正文", 6, [])


def test_blanks_behind_a_fence() -> None:
    """Are nothing."""
    assert parts("--- \na: 1\n---　\n正文") == Parts("a: 1\n", 2, "正文", 4, [])


def test_a_line_across_the_body() -> None:
    """The second fence ends the header; a third is a line."""
    assert parts("---\na: 1\n---\n一\n\n---\n二").body == "一\n\n---\n二"


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        ("———\na: 1\n———\n正文", ["1:1 KJ103", "3:1 KJ103"]),
        ("——\na: 1\n－－－\n正文", ["1:1 KJ103", "3:1 KJ103"]),
        ("-----\na: 1\n----\n正文", ["1:1 KJ103", "3:1 KJ103"]),
        ("　---\na: 1\n ---\n正文", ["1:1 KJ103", "3:1 KJ103"]),
        ("---\na: 1\n...\n正文", ["3:1 KJ121"]),
        ("\n\n---\na: 1\n---\n正文", ["1:1 KJ115"]),
    ],
)
def test_taken_for_a_fence(text: str, repairs: list[str]) -> None:
    """What input methods type for three hyphens, blanks before them, and `...`."""
    found = parts(text)
    assert (found.header, found.body) == ("a: 1\n", "正文")
    assert [f"{one.line}:{one.column} {one.code}" for one in found.repairs] == repairs


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem("KJ007", 0, 0, {})),
        (" \n　\n\ufeff", Problem("KJ007", 0, 0, {})),
        ("--\na: 1\n--\n", Problem("KJ119", 1, 1, {"count": "2"})),
        ("-\na: 1\n---\n", Problem("KJ119", 1, 1, {"count": "1"})),
        ("---\na: 1\n--\n正文", Problem("KJ119", 3, 1, {"count": "2"})),
        ("--- yaml\na: 1\n---\n", Problem("KJ120", 1, 4, {"text": "yaml"})),
        ("---name: 甲\n---\n", Problem("KJ120", 1, 4, {"text": "name: 甲"})),
        ("---\na: 1\n--- 正文\n", Problem("KJ120", 3, 5, {"text": "正文"})),
        ("name: 甲\n---\n", Problem("KJ101", 1, 1, {"remedy": "put a line of --- before the first field"})),
        (
            "name: 甲\n\n今天见到了\n",
            Problem(
                "KJ101",
                1,
                1,
                {
                    "remedy": "put a line of --- before the first field, and another behind the last one (line 1)"
                },
            ),
        ),
        (
            "今天见到了王主任\n",
            Problem(
                "KJ101",
                1,
                1,
                {
                    "remedy": "put the fields above the text: a line of ---, a line for each field, and --- again"
                },
            ),
        ),
        (
            "# 福民药店\n---\nname: 甲\n---\n",
            Problem("KJ101", 1, 1, {"remedy": "move what stands above the first --- below the second one"}),
        ),
        (
            "{\n}",
            Problem("KJ101", 1, 1, {"remedy": "write the fields as  key: value  between two lines of ---"}),
        ),
        (
            "+++\na = 1\n+++",
            Problem("KJ101", 1, 1, {"remedy": "write the fields as  key: value  between two lines of ---"}),
        ),
        (
            "```yaml\na: 1\n```",
            Problem(
                "KJ101",
                1,
                1,
                {"remedy": "write --- in place of ```yaml, and in place of the ``` behind the fields"},
            ),
        ),
        ("---\na: 1\nb: 2", Problem("KJ102", 3, 1, {"after": "3"})),
        ("---\na: 1\n今天见到了\n", Problem("KJ102", 3, 1, {"after": "2"})),
        ("---\na: 1\n\n今天见到了\n", Problem("KJ102", 4, 1, {"after": "2"})),
        ("---\na: 1\n\n# 拜访\n谈了新品\n", Problem("KJ102", 4, 1, {"after": "2"})),
        ("---", Problem("KJ102", 1, 1, {"after": "1"})),
    ],
)
def test_wrong_fences(text: str, problem: Problem) -> None:
    """Which of them, and what to do."""
    found = split(text)
    assert isinstance(found, Problem)
    assert found._replace(fix=None) == problem


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("———\nname: 甲\n－－－ \n正文", "---\nname: 甲\n---\n正文"),
        ("\n \n---\nname: 甲\n---\n正文", "---\nname: 甲\n---\n正文"),
        ("---\nname: 甲\n...\n正文", "---\nname: 甲\n---\n正文"),
        ("\n　----\nname：甲\n ---\n正文", "---\nname: 甲\n---\n正文"),
        ("--\nname: 甲\n--\n正文", "---\nname: 甲\n---\n正文"),
        ("-\nname: 甲\n---\n正文", "---\nname: 甲\n---\n正文"),
        ("---\nname: 甲\n--\n正文", "---\nname: 甲\n---\n正文"),
        ("---name: 甲\nclass: 单体药店\n---\n正文", "---\nname: 甲\nclass: 单体药店\n---\n正文"),
        ("---\nname: 甲\n--- 正文\n", "---\nname: 甲\n---\n正文\n"),
        ("name: 甲\n---\n正文", "---\nname: 甲\n---\n正文"),
        ("\n姓名：甲\n---\n正文", "---\n姓名: 甲\n---\n正文"),
        ("name: 甲\nclass: 单体药店\n\n正文\n", "---\nname: 甲\nclass: 单体药店\n---\n\n正文\n"),
        ("name: 甲", "---\nname: 甲\n---"),
        ("```yaml\nname: 甲\n```\n正文", "---\nname: 甲\n---\n正文"),
        ("---\nname: 甲\n\n今天见到了", "---\nname: 甲\n---\n\n今天见到了"),
        ("---\nname: 甲\n今天见到了", "---\nname: 甲\n---\n今天见到了"),
        ("---\nname: 甲\n", "---\nname: 甲\n---\n"),
        ("---\nname: 甲", "---\nname: 甲\n---"),
        ("---\nname: 甲\n\n今天\n\n---\n二", "---\nname: 甲\n---\n\n今天\n\n---\n二"),
    ],
)
def test_mended(text: str, mended: str) -> None:
    """The fences that are missing or odd are written, whatever the line ends; nothing else is touched."""
    reader = NoteReader(ReadSettings())
    assert fixed(reader, CARD, text.encode()).data.decode() == mended
    windows = fixed(reader, CARD, text.replace("\n", "\r\n").encode()).data.decode()
    assert windows == (mended.replace("\n", "\r\n") if "\n" in text else mended)


@pytest.mark.parametrize(
    "text",
    ["今天见到了王主任", "# 甲\n---\nname: 甲\n---\n", "--- yaml\nname: 甲\n---\n", "{\n}", "---", "---\n"],
)
def test_left_alone(text: str) -> None:
    """What was meant is not certain."""
    assert fixed(NoteReader(ReadSettings()), CARD, text.encode(), unsafe=True).data == text.encode()


FIELDS = "客户：甲店\n日期＝2026-11-19\n订货：阿莫西林 20盒 ×12.5\n收款：1200 现金"
MENDED = "客户: 甲店\n日期: 2026-11-19\n订货: [阿莫西林 20盒 ×12.5]\n收款: 1200 现金"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (f"---\n{FIELDS}", f"---\n{MENDED}\n---"),
        (f"---\n{FIELDS}\n今天去了\n", f"---\n{MENDED}\n---\n今天去了\n"),
        (FIELDS, f"---\n{MENDED}\n---"),
        ("---\n订货:\n1、藿香 20盒 ×5\n今天\n", "---\n订货:\n- 藿香 20盒 ×5\n---\n今天\n"),
        (
            "---\n客户: 甲店\n\n去了\n承诺：送样品 2026-12-01",
            "---\n客户: 甲店\n---\n\n去了\n承诺：送样品 2026-12-01",
        ),
    ],
)
def test_the_second_fence_stands_behind_every_field(text: str, mended: str) -> None:
    """Whatever signs stand behind its key; a promise may stand in the text."""
    assert fixed(NoteReader(ReadSettings()), VISIT, text.encode()).data.decode() == mended


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("---\n客户：甲店\n今天去了\n收款：1200 现金\n", Problem("KJ102", 4, 1, {"after": "4"})),
        ("---\n客户: 甲店\n\n今天去了\n订货＝\n  - 藿香 2盒\n", Problem("KJ102", 6, 1, {"after": "6"})),
        (
            "客户：甲店\n今天去了\n收款：1200 现金\n",
            Problem(
                "KJ101",
                1,
                1,
                {
                    "remedy": "put a line of --- before the first field, and another behind the last one (line 3)"
                },
            ),
        ),
    ],
)
def test_prose_among_fields(text: str, problem: Problem) -> None:
    """No fence parts the two, so none is put; the line of the last field is named."""
    assert split(text) == problem
    assert fixed(NoteReader(ReadSettings()), VISIT, text.encode(), unsafe=True).data == text.encode()


def test_fields_behind_prose_stay_within_the_fences() -> None:
    """Prose between fields is told of itself; the second fence is not moved above it."""
    text = "---\n客户: 甲店\n\n今天去了\n收款: 1200 现金\n---\n"
    note = NoteReader(ReadSettings()).read(VISIT, text.encode())
    assert [(one.code, one.place.line) for one in note.findings] == [("KJ104", 4)]
    assert fixed(NoteReader(ReadSettings()), VISIT, text.encode()).data == text.encode()


@pytest.mark.parametrize("above", ["# 福民药店", "今天去了", "今天\n\n二"])
@pytest.mark.parametrize("fence", ["---", "———"])
def test_text_above_the_first_fence(above: str, fence: str) -> None:
    """A visit whose name tells its day is no bare sentence where a header stands in it."""
    text = f"{above}\n{fence}\n客户: 甲店\n收款：300 现金\n{fence}\n"
    note = NoteReader(ReadSettings()).read(VISIT, text.encode())
    remedy = "move what stands above the first --- below the second one"
    assert note.record is None
    assert [(one.code, one.args) for one in note.findings] == [("KJ101", {"remedy": remedy})]


def test_64_kib() -> None:
    """A header is no longer; characters of three bytes count as three."""
    assert isinstance(split(f"---\na: {'x' * (HEADER_LIMIT - 4)}\n---\n"), Parts)
    assert split(f"---\na: {'x' * HEADER_LIMIT}\n---\n") == Problem("KJ109", 2, 1, {})
    assert split(f"---\na: {'药' * (HEADER_LIMIT // 3)}\n---\n") == Problem("KJ109", 2, 1, {})


def test_prose_within_the_fences() -> None:
    """After a blank line a heading, or a text at the margin without any colon: the fence above it is missing."""
    for said in ("今天见到了", "## 拜访"):
        found = runs_on(f"a: 1\n\n{said}\n谈了新品", 2)
        assert found == Problem("KJ102", 4, 1, {"after": "2"}, fix=Fix((Edit(3, 1, 3, 1, "---\n"),)))


@pytest.mark.parametrize(
    "header",
    [
        "a: 1\n今天",
        "a: 1\n\nb: 2",
        "a: 1\n\n# 联系人\nb: 2",
        "\n今天",
        "a: |\n\n  今天",
        "a:\n\n- b",
        "a: 1\n\nb：2",
    ],
)
def test_no_prose(header: str) -> None:
    """Fields after a blank line, comments above fields, texts of several lines, lists."""
    assert runs_on(header, 2) is None


def test_a_long_line_takes_no_time() -> None:
    """No pattern goes back and forth over a line."""
    begin = time.perf_counter()
    for text in (
        "-" * 1_000_000,
        "—" * 300_000,
        " " * 1_000_000,
        "---\n" + "-" * 900_000 + "\n---",
        "---\n" + "\n" * 500_000,
    ):
        split(text)
    assert time.perf_counter() - begin < 5
