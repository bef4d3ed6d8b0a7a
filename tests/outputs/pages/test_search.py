"""The data that pages search, and the search page."""

from __future__ import annotations

import json

import msgspec
import pytest

from kjournal.journal.matching import Row
from kjournal.journal.matching import row as packed_row
from kjournal.outputs.pages.customers import CustomerRow, LastContact, NextStep
from kjournal.outputs.pages.parts import Phone
from kjournal.outputs.pages.search import SearchData, SearchView, render_data, render_search, search_data
from tests.outputs.pages.conftest import SITE, TODAY, Look
from tests.outputs.pages.engine import Engine
from tests.parts import needs


def row(id_: str, **fields: object) -> CustomerRow:
    """A row with what matters to a test."""
    return msgspec.convert({"id": id_, "name": id_, "page": f"customers/{id_}.html", **fields}, CustomerRow)


def packed(id_: str, *phones: str) -> Row:
    """What it is found by."""
    return packed_row(id_, [("name", id_), ("id", id_), *(("phone", phone) for phone in phones)])


def made(*rows: CustomerRow, phones: tuple[str, ...] = ()) -> SearchData:
    """The data of some rows."""
    return search_data(rows, {one.id: packed(one.id, *phones) for one in rows})


def test_a_line_for_each_customer() -> None:
    """In their order; who cannot be found is left out."""
    data = search_data([row("A"), row("B"), row("C")], {id_: packed(id_) for id_ in "AC"})
    assert data.keys == "NaIa\nNcIc"
    assert data.texts == "A\tA\nC\tC"
    assert {len(codes) for codes in data.columns.values()} == {2}


def test_columns_are_words_and_a_character_each() -> None:
    """Grades and bands in their own order, the rest by their letters; nothing written is last, or first."""
    data = made(
        row("1", grade="C", class_="药店"),
        row("2", grade="VIP"),
        row("3"),
        row("4", grade="C", class_="药店"),
    )
    assert data.words["grade"] == ("VIP", "C", "")
    assert data.columns["grade"] == "1021"
    assert data.words["class"] == ("", "药店")
    assert data.columns["class"] == "1001"


def test_words_beyond_the_halves_of_characters() -> None:
    """A column may hold more words than there are characters before the halves."""
    data = made(*(row(f"{n:05}", unit=f"{n:05}") for n in range(55_300)))
    column = data.columns["unit"]
    assert not any("\ud800" <= char <= "\udfff" for char in column)
    assert len(set(column)) == 55_300
    render_data(data).encode()


@pytest.mark.parametrize(
    ("phones", "numbers", "calls"),
    [
        ((Phone("0778-0000021", "07780000021"),), ("0778-0000021",), ""),
        ((), (), ""),
        ((), ("19900000001",), "-"),
        ((Phone("王 19900000001", "19900000001"),), ("19900000001",), "王 19900000001"),
        ((Phone("1", "1"), Phone("2", "2")), ("1、2",), "1\t2"),
        ((Phone("+86 1", "+861"),), ("+86 1",), "+86 1"),
        ((Phone("a\nb 1", "1"),), ("1",), "a b 1"),
    ],
)
def test_numbers_to_call(phones: tuple[Phone, ...], numbers: tuple[str, ...], calls: str) -> None:
    """Nothing where it is the first that stands there anyway; a dash where none of them is to be called."""
    assert made(row("A", phones=phones), phones=numbers).calls == calls


def test_what_the_engine_makes_of_it() -> None:
    """Name, page, numbers, and the words of the columns come out as they went in."""
    needs("node")
    shown = row(
        "a b",
        name="桂和堂",
        page="customers/a b-x0123456789.html",
        class_="村镇药店",
        region="向阳镇",
        region_path="县/向阳镇",
        band="将到",
        phones=(Phone("黄 0778-0000021", "07780000021"),),
        last=LastContact(TODAY, "上门"),
        next=NextStep(TODAY, "拜访"),
    )
    found = packed_row("a b", [("name", "桂和堂"), ("id", "a b"), ("phone", "0778-0000021")])
    engine = Engine()
    engine.ask("data", render_data(search_data([shown], {"a b": found})))
    assert engine.ask("shown", 0) == [
        "桂和堂", "customers/a%20b-x0123456789.html", [["黄 0778-0000021", "07780000021"]], "村镇药店", "县/向阳镇", "将到",
    ]  # fmt: skip
    engine.close()


def test_the_file_is_one_statement() -> None:
    """A script that sets one name to plain JSON, and nobody's name can end it."""
    hostile = '</script>"\u2028;alert(1)//'
    text = render_data(
        search_data([row("A", class_=hostile)], {"A": packed_row("A", [("name", hostile), ("id", "A")])})
    )
    head, _, rest = text.partition(" = ")
    assert head == "globalThis.kjournalCustomers"
    assert rest.endswith(";\n")
    assert hostile in json.loads(rest[:-2])["words"]["class"]


def test_the_page() -> None:
    """One large field; without a script it says where the customers are, and what is not looked through here."""
    page = render_search(SITE, SearchView())
    look = Look(page)
    assert look.wrong == []
    assert "hidden" in look.all("form", "ask")[0]
    assert 'Searching needs JavaScript. <a href="customers.html">' in page
    assert "kjournal find" in look.text
