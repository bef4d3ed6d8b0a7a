"""The strict parse: texts with their places, and what is refused."""

from __future__ import annotations

import time

import pytest

from kjournal.notes.header.parsing import parse
from kjournal.notes.header.strict import DEPTH
from kjournal.notes.nodes import Mapping, Scalar, plain
from kjournal.notes.problem import Problem


def texts(header: str) -> object:
    """The header as plain strings."""
    found = parse(header)
    return plain(found) if isinstance(found, Mapping) else found


def test_every_scalar_is_a_string() -> None:
    """Numbers, dates, times and booleans of YAML 1.1 are the words that were written."""
    header = "phone: 01066661111\nno: off\ntime: 1:30\nday: 2026-11-20\ncode: 1e3\nid: 0x1F\nhex: 1_000"
    assert texts(header) == {
        "phone": "01066661111", "no": "off", "time": "1:30", "day": "2026-11-20", "code": "1e3", "id": "0x1F", "hex": "1_000",
    }  # fmt: skip


def test_blocks_and_folded_lines() -> None:
    """Texts of several lines come as YAML means them, with the place at which they begin."""
    found = parse("note: |\n  一\n  二\nwish: 三\n  四\nsaid: '五\n\n  六'", 2)
    assert plain(found) == {"note": "一\n二\n", "wish": "三 四", "said": "五\n六"}  # type: ignore[arg-type]
    assert isinstance(found, Mapping)
    value = found.entries[1][1]
    assert value == Scalar("三 四", 5, 7, 6, 4)


def test_an_empty_header() -> None:
    """Nothing, blanks and comments have no fields."""
    assert [parse(text) for text in ("", "\n\n", "# 说明", "---")] == [None, None, None, None]


@pytest.mark.parametrize(
    ("header", "code", "line", "column"),
    [
        ("a: 1\na: 2", "KJ105", 3, 1),
        ("b: {a: 1, a: 2}", "KJ105", 2, 11),
        ("a: &x 1\nb: *x", "KJ106", 2, 4),
        ("a: *x", "KJ106", 2, 4),
        ("<<: {a: 1}", "KJ106", 2, 1),
        ("*x : 1", "KJ106", 2, 1),
        ("a: !!python/object x", "KJ107", 2, 4),
        ("a: !!binary aGVsbG8=", "KJ107", 2, 4),
        ("a: " + "[" * (DEPTH + 1), "KJ108", 2, 23),
        ("- a\n- b", "KJ110", 2, 1),
        ("王建国", "KJ110", 2, 1),
        ("[a]: b", "KJ110", 2, 1),
        ('"": b', "KJ116", 2, 1),
        ("a: 1\n---\nb: 2", "KJ120", 3, 1),
    ],
)
def test_refused(header: str, code: str, line: int, column: int) -> None:
    """With its place in the file, on whose second line the header begins."""
    found = parse(header, 2)
    assert isinstance(found, Problem)
    assert (found.code, found.line, found.column) == (code, line, column)


def test_written_twice() -> None:
    """Both lines are told, and what to do: one counts, but the lines of two lists belong into one."""
    found, listed = parse("a: 1\nb: 2\na: 3", 2), parse("订货: 板蓝根\n订货: 胃炎宁", 2)
    assert isinstance(found, Problem)
    assert isinstance(listed, Problem)
    remedy = "keep one of them; where two people changed the note, a merge may have left both"
    assert found.args == {"key": "a", "first": "2", "second": "4", "remedy": remedy}
    assert listed.args["remedy"] == "put all lines under one 订货:"


@pytest.mark.parametrize(
    "header",
    [
        "[" * 32000,
        "a: " + "{a: " * 16000,
        "- " * 30000,
        "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 300)),
        "x: &a [" + "y, " * 10000 + "]\n" + "z: [" + "*a, " * 10000 + "]",
    ],
    ids=["brackets", "braces", "dashes", "indents", "aliases"],
)
def test_bombs(header: str) -> None:
    """Are refused before anything grows."""
    begin = time.perf_counter()
    assert isinstance(parse(header), Problem)
    assert time.perf_counter() - begin < 5


def test_twenty_thousand_keys() -> None:
    """Are read."""
    found = parse("\n".join(f"k{n}: {n}" for n in range(20_000)))
    assert isinstance(found, Mapping)
    assert len(found.entries) == 20_000
