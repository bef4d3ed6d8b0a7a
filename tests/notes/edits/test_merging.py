"""Conflicts in one note: found, cut into pieces, told without secrets, and taken from one version or the other."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kjournal.notes.edits.applying import apply
from kjournal.notes.edits.merging import Choice, edits, open_pieces
from kjournal.notes.edits.sides import Region, marks, pieces
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings
from kjournal.notes.strange import masked
from tests.parts import needs

PATH = "customers/甲.md"


def taken(text: str, choice: Choice) -> str:
    """The note with every conflict taken alike, and the marks left over deleted."""
    lines = text.replace("\r\n", "\n").split("\n")
    found = marks(lines)
    chosen = {
        (region.start, number): choice
        for region in found.regions
        for number, _piece in open_pieces(lines, region, found.regions)
    }
    return apply(text.encode(), edits(lines, found, chosen, found.leftovers)).decode()


def told(text: str) -> str:
    """What the finding says of a note."""
    findings = NoteReader(ReadSettings()).read(PATH, text.encode()).findings
    return next(one.args["what"] for one in findings if one.code == "KJ008")


HEADER = "---\nname: 王建国\n<<<<<<< HEAD\ngrade: A\n=======\ngrade: B\n>>>>>>> 3f2a1c9 (李雷)\n---\n正文\n"
BODY = "---\nname: 王建国\n---\n前\n<<<<<<< HEAD\n谈了新品\n=======\n谈了返点\n>>>>>>> origin/main\n后\n"
ACROSS = (
    "---\nname: 王\n<<<<<<< HEAD\ngrade: A\n---\n谈了新品\n=======\ngrade: B\n---\n谈了返点\n>>>>>>> theirs\n"
)
THREE = "---\na: 0\n<<<<<<< HEAD\na: 1\n||||||| 1a2b3c4\na: 9\n=======\na: 2\n>>>>>>> x\n---\n"


@pytest.mark.parametrize(
    ("text", "upper", "lower"),
    [
        (HEADER, "---\nname: 王建国\ngrade: A\n---\n正文\n", "---\nname: 王建国\ngrade: B\n---\n正文\n"),
        (BODY, "---\nname: 王建国\n---\n前\n谈了新品\n后\n", "---\nname: 王建国\n---\n前\n谈了返点\n后\n"),
        (ACROSS, "---\nname: 王\ngrade: A\n---\n谈了新品\n", "---\nname: 王\ngrade: B\n---\n谈了返点\n"),
        (THREE, "---\na: 0\na: 1\n---\n", "---\na: 0\na: 2\n---\n"),
        (f"{HEADER}{BODY[20:]}", None, None),
    ],
)
def test_one_version_is_left(text: str, upper: str | None, lower: str | None) -> None:
    """Of the other version and the marks nothing stays, with either line end; and of many conflicts none."""
    for end in ("\n", "\r\n"):
        for choice, expected in (("upper", upper), ("lower", lower)):
            after = taken(text.replace("\n", end), choice)  # type: ignore[arg-type]
            assert not marks(after.split(end)).regions
            if expected is not None:
                assert after == expected.replace("\n", end)


def test_both_stand_where_they_can() -> None:
    """Text and items of a list; a field has one value, so its conflict stays as it is."""
    assert taken(BODY, "both") == "---\nname: 王建国\n---\n前\n谈了新品\n谈了返点\n后\n"
    items = "---\ncontacts:\n<<<<<<< a\n  - 罗秀英\n=======\n  - 黄卫民\n>>>>>>> b\n---\n"
    assert taken(items, "both") == "---\ncontacts:\n  - 罗秀英\n  - 黄卫民\n---\n"
    assert taken(HEADER, "both") == HEADER
    added = "---\na: 1\n<<<<<<< a\nphone: 1\n=======\nwechat: x\n>>>>>>> b\n---\n"
    assert taken(added, "both") == "---\na: 1\nphone: 1\nwechat: x\n---\n"


def test_a_header_is_decided_field_by_field() -> None:
    """What both say alike is nobody's choice; a field of one version alone may stay or go."""
    text = "---\n<<<<<<< a\ngrade: A\nphone: 1\ntags:\n  - x\n=======\nphone: 1\ngrade: B\nnote: n\n>>>>>>> b\n---\n"
    lines = text.split("\n")
    found = marks(lines)
    (region,) = found.regions
    differing = [(number, piece.key) for number, piece in open_pieces(lines, region, found.regions)]
    assert differing == [(0, "grade"), (2, "tags"), (3, "note")]
    chosen: dict[tuple[int, int], Choice] = {(2, 0): "lower", (2, 2): "lower", (2, 3): "lower"}
    after = apply(text.encode(), edits(lines, found, chosen)).decode()
    assert after == "---\ngrade: B\nphone: 1\nnote: n\n---\n"
    del chosen[2, 2]
    assert apply(text.encode(), edits(lines, found, chosen)).decode() == text


def test_marks_that_belong_to_nothing_are_found_one_by_one() -> None:
    """A mark forgotten above a whole conflict, one below it, and one without a middle."""
    text = "<<<<<<< x\na\n<<<<<<< y\nb\n=======\nc\n>>>>>>> z\n>>>>>>> old\n<<<<<<< p\nd\n>>>>>>> q"
    found = marks(text.split("\n"))
    assert found.leftovers == [1, 8, 9, 11]
    assert found.regions == [Region(3, 0, 5, 7, "z")]
    assert taken(text, "lower") == "a\nc\nd\n"


def test_a_conflict_within_a_conflict_comes_to_light() -> None:
    """One that was committed with its marks: the outer one first, then the inner."""
    text = "x\n<<<<<<< HEAD\n<<<<<<< old\na\n=======\nb\n>>>>>>> older\n=======\nc\n>>>>>>> new\n"
    once = taken(text, "upper")
    assert once == "x\n<<<<<<< old\na\n=======\nb\n>>>>>>> older\n"
    assert taken(once, "lower") == "x\nb\n"
    assert taken(text, "lower") == "x\nc\n"


def test_a_heading_in_a_conflict_is_not_taken_for_its_middle() -> None:
    """Two lines of ======= : nobody knows which is git's, so nothing is done."""
    text = "---\na: 1\n---\n<<<<<<< x\n标题\n=======\n=======\n别的\n>>>>>>> y\n"
    assert not marks(text.split("\n")).regions[0].clear
    for choice in ("upper", "lower", "both"):
        assert taken(text, choice) == text


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (HEADER, "lines 3–7, yours grade=A, the other's (李雷) grade=B"),
        (HEADER.replace("李雷", "update the grade"), "lines 3–7, above grade=A, below grade=B"),
        (HEADER.replace("3f2a1c9 (李雷)", "Stashed changes"), "lines 3–7, yours grade=B, the other's grade=A"),
        (BODY, "lines 5–9, yours 「谈了新品」, the other's (origin/main) 「谈了返点」"),
        (ACROSS, "lines 3–11, yours grade=A, 「谈了新品」, the other's (theirs) grade=B, 「谈了返点」"),
        (BODY + HEADER[14:], "lines 5–9, yours 「谈了新品」, the other's (origin/main) 「谈了返点」; 1 more below"),
        ("---\nname: 王\ngrade: A\n>>>>>>> 3f2a1c9\n---\n", "line 4 is a mark that was left over"),
        ("---\n<<<<<<< a\n=======\nphone: 1\n>>>>>>> b\n---\n", "lines 2–5, yours nothing, the other's (b) phone=1"),
    ],
)  # fmt: skip
def test_the_finding_says_what_each_version_says(text: str, what: str) -> None:
    """Whose it is where the marks tell; after a rebase they do not, so it says above and below."""
    assert told(text) == what


def test_secret_values_are_told_to_nobody() -> None:
    """In the finding and in what is shown: values, what lies below their key, numbers; of either version."""
    text = (
        "---\nname: 王\nhealth:\n<<<<<<< a\n  高血压\n=======\n  糖尿病\n>>>>>>> b\n"
        "<<<<<<< a\n信仰: 佛\nhobbies: 棋\n=======\n信仰: 无\nhobbies: 牌\n>>>>>>> b\n---\n"
    )
    lines = text.split("\n")
    shown = "\n".join(masked(PATH, lines, marks(lines).regions))
    for secret in ("高血压", "糖尿病", "佛", "无"):
        assert secret not in shown
        assert secret not in told(text)
        assert secret not in told(text[: text.index("health")] + text[text.index("<<<<<<< a\n信仰") :])
    assert "hobbies: 牌" in shown


LINES = st.lists(st.sampled_from(["甲", "乙", "", "- 丙", "标题", "丁丁"]), max_size=6)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for three versions of a file."""
    needs("git")
    return tmp_path_factory.mktemp("three")


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(base=LINES, ours=LINES, theirs=LINES, style=st.sampled_from(["merge", "diff3", "zdiff3"]))
def test_it_does_what_git_does(
    three: Path, base: list[str], ours: list[str], theirs: list[str], style: str
) -> None:
    """In a text, each choice gives the bytes that git's own `--ours`, `--theirs` and `--union` give."""

    def merged(*how: str) -> str:
        done = subprocess.run(
            ["git", "-c", f"merge.conflictStyle={style}", "merge-file", "-p", *how, "ours", "base", "theirs"],
            cwd=three, capture_output=True, check=False,
        )  # fmt: skip
        return done.stdout.decode()

    for name, lines in (("ours", ours), ("base", base), ("theirs", theirs)):
        text = "\n".join(["---", "a: 1", "---", *lines, ""])
        (three / name).write_bytes(text.encode())
    conflicted = merged()
    for choice, how in (("upper", "--ours"), ("lower", "--theirs"), ("both", "--union")):
        assert taken(conflicted, choice) == merged(how)  # type: ignore[arg-type]


@given(st.lists(st.sampled_from([
    "<<<<<<< a", "=======", ">>>>>>> b", "||||||| c", "---", "a: 1", "b: 2", "  - x", "text", "",
]), max_size=14))  # fmt: skip
def test_any_heap_of_marks_is_taken_without_a_word_lost(lines: list[str]) -> None:
    """No crash, and every line that stays stood there; what is no mark and in no conflict stays."""
    text = "\n".join(lines)
    found = marks(lines)
    inside = {line for one in found.regions for line in range(one.start, one.end + 1)}
    outside = [line for n, line in enumerate(lines, 1) if n not in inside and n not in found.leftovers]
    for choice in ("upper", "lower", "both"):
        after = [line for line in taken(text, choice).split("\n") if line]
        left = iter(after)
        assert all(line in left for line in outside if line)
        assert set(after) <= set(lines)
    for region in found.regions:
        for piece in pieces(lines, region, found.regions):
            assert {*piece.upper, *piece.lower} <= inside
