"""The search over many rows."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.journal.matching import Found, Hit, Kind, Row, about, match, row, search

CARDS = """
C001 name=峨江县人民医院（东区） alias=縣醫院 contact=罗秀英 phone=199-0000-0002 contact=李明朗 phone=13900001111 town=峨江 tag=VIP
C002 name=李明朗诊所 contact=李明朗 phone=13800002222 town=向阳镇
C003 name=向阳镇卫生院 contact=曾丽 phone=0106-666-1111 town=向阳镇 tag=老客户
C004 name=康民药店🏥 alias=康民 contact=黎敏 town=双河镇
C005 name=单记药店 pinyin=shànjìyàodiàn contact=单晓明 town=双河镇
"""


def read(cards: str) -> list[Row]:
    """The rows of a table of cards."""
    rows = []
    for line in cards.strip().splitlines():
        id_, *fields = line.split(" ")
        pairs: list[tuple[Kind, str]] = [("id", id_)]
        pairs += [tuple(field.split("=")) for field in fields]  # type: ignore[misc]
        rows.append(row(id_, pairs))
    return rows


ROWS = read(CARDS)


def ids(query: str, limit: int = 20) -> str:
    """What a query of one or more words finds."""
    return " ".join(hit.id for hit in search(ROWS, query.split(" "), limit))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("李明朗", "C001 C002"),
        ("lml", "C001 C002"),
        ("liming", "C001 C002"),
        ("img", ""),
        ("limin", "C004 C001 C002"),
        ("县医院", "C001"),
        ("xyy", "C001"),
        ("xyz", "C003 C002"),
        ("向陽", "C003 C002"),
        ("139", "C001"),
        ("19900000002", "C001"),
        ("66661111", "C003"),
        ("2222", "C002"),
        ("c003", "C003"),
        ("00", "C001 C002 C003 C004 C005"),
        ("vip", "C001"),
        ("lkh", "C003"),
        ("向阳镇", "C003 C002"),
        ("双河 药店", "C004 C005"),
        ("shanji", "C005"),
        ("danji", "C005"),
        ("sjyd", "C005"),
        ("shan xiao ming", "C005"),
        ("向阳镇 卫生", "C003"),
        ("向阳镇 lml", "C002"),
        ("lml 139", "C001"),
        ("lml 双河", ""),
        ("lml ，", "C001 C002"),
        ("，", ""),
        ("", ""),
    ],
)
def test_search(query: str, found: str) -> None:
    """Every word must be found in some field; the best come first, equals by id."""
    assert ids(query) == found


def test_short_numbers_find_no_phone() -> None:
    """Two digits are in every phone: they find names and ids only."""
    assert ids("39") == ""
    assert ids("05") == "C005"


def test_hit() -> None:
    """A hit says for each word which field it was found in, and where."""
    assert search(ROWS, ["ermyy", "醫院 东", "0000 0002"]) == []
    assert search(ROWS, ["rmyy", "醫院 东", "0000 0002", "lm"]) == [
        Hit(
            score=22 + 16 + 16 + 14,
            id="C001",
            found=(
                Found("name", "峨江县人民医院（东区）", 3, 7),
                Found("name", "峨江县人民医院（东区）", 5, 9),
                Found("phone", "199-0000-0002", 4, 13),
                Found("contact", "李明朗", 0, 2),
            ),
        )
    ]


def test_hit_in_a_reading() -> None:
    """A word found by the reading that somebody wrote shows the whole reading."""
    (hit,) = search(ROWS, ["shanj"])
    assert hit.found == (Found("name", "单记药店", 0, 2),)
    (hit,) = search([row("x", [("name", "𠮷记"), ("pinyin", "Jí jì")])], ["jij"])
    assert hit.found == (Found("pinyin", "Jí jì", 0, 5),)


def test_limit() -> None:
    """No more than asked for, and those the best ones."""
    assert ids("limin", 2) == "C004 C001"


def test_order_of_rows_does_not_matter() -> None:
    """The same hits from the same rows in any order."""
    assert search(reversed(ROWS), ["lml"]) == search(ROWS, ["lml"])


@given(st.text(alphabet="lmyxzianshudg李明朗县单139", min_size=1, max_size=5))
def test_a_row_matches_as_its_fields_do(query: str) -> None:
    """The score of a row is the best score of its fields (short numbers apart, which skip phones)."""
    for one in ROWS:
        hits = search([one], [query])
        score = match(query, one.keys)
        assert [hit.score for hit in hits] == ([] if score is None else [score])
        assert all(
            match(query, row("", [(hit.found[0].kind, hit.found[0].text)]).keys) == score for hit in hits
        )


def test_no_heavy_import() -> None:
    """Searching loads neither pypinyin nor opencc."""
    code = (
        "import sys; from kjournal.journal.matching import row, search; "
        "assert search([row('1', [('name', '單曉明')])], ['sxm']); "
        "assert not {'pypinyin', 'opencc'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_letter_is_a_grade_before_it_is_an_initial() -> None:
    """`A` finds grade A first; those in whose names a character begins so come behind."""
    graded = [
        row("C1", [("name", "爱民药店")])._replace(about=about("", "村镇药店", "", "B", "")),
        row("C2", [("name", "向阳药店")])._replace(about=about("", "村镇药店", "", "A", "")),
        row("C3", [("name", "福民药店")])._replace(about=about("", "村镇药店", "", "VIP", "")),
    ]
    assert [hit.id for hit in search(graded, ["A"])] == ["C2", "C1"]
    assert [hit.id for hit in search(graded, ["a"])] == ["C2", "C1"]
    assert [hit.id for hit in search(graded, ["vip"])] == ["C3"]
