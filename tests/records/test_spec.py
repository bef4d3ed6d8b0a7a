"""Every field is declared once, as the field reference says."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from kjournal.notes.values.typed import READERS
from kjournal.records import business, papers, people, visit
from kjournal.records.customer import Customer
from kjournal.records.spec import (
    CHOICE,
    CHOICES,
    ONE_OF,
    RECORD,
    RECORDS,
    SCORE,
    Field,
    Record,
    by_key,
    by_name,
    fields,
    own_field,
)
from kjournal.words.folding import fold


class Row(NamedTuple):
    """One line of the field reference."""

    record: str
    key: str
    label: str
    also: str
    traditional: str


ROWS = [
    Row(*line.split("\t"))
    for line in Path(__file__).with_name("fields.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
RECORD_TYPES: dict[str, type[Record]] = {
    kind.__name__: kind
    for module in (business, papers, people, visit)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Record) and kind is not Record
} | {"Customer": Customer}


def declared(record: str) -> dict[str, Field]:
    """The fields of a record by the key that notes write."""
    return {field.key: field for field in fields(RECORD_TYPES[record])}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.record}.{row.key}")
def test_each_key_of_the_reference(row: Row) -> None:
    """A key has the label and exactly the spellings of its row, simplified and traditional."""
    field = declared(row.record)[row.key]
    spellings = [*row.also.split("、"), *row.traditional.split("、")]
    assert field.label == row.label
    assert sorted(field.also) == sorted(word for word in spellings if word)


def test_keys_beyond_the_reference() -> None:
    """What the reference leaves to its text: `note` everywhere, `ignore` on notes, and a few lists of the domain."""
    told = {(row.record, row.key) for row in ROWS}
    own = {
        (name, field.key)
        for name, kind in RECORD_TYPES.items()
        for field in fields(kind)
        if field.name in kind.__annotations__ and (name, field.key) not in told and field.key != "note"
    }
    assert own == {
        ("Customer", "downstream_complete"),
        ("Customer", "ignore"),
        ("Visit", "agreed"),
        ("Visit", "ignore"),
        ("Stock", "unit"),
        *(("Cost", key) for key in ("what", "amount")),
        *(("TimeUse", key) for key in ("what", "minutes")),
        *(("OwnEvent", key) for key in ("what", "date")),
    }


@pytest.mark.parametrize("name", RECORD_TYPES)
def test_every_record_takes_a_note(name: str) -> None:
    """`note` 备注 belongs to every record and item."""
    assert "备注" in (declared(name)["note"].label, *declared(name)["note"].also)


@pytest.mark.parametrize("name", RECORD_TYPES)
def test_no_spelling_clashes(name: str) -> None:
    """No accepted spelling, as it is compared, belongs to two fields of one record."""
    owners: dict[str, set[str]] = {}
    for field in fields(RECORD_TYPES[name]):
        for spelling in (field.key, field.label, *field.also):
            owners.setdefault(fold(spelling), set()).add(field.key)
    assert {spelling: keys for spelling, keys in owners.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("name", RECORD_TYPES)
def test_a_declaration_is_whole(name: str) -> None:
    """Each field has a reader, a meaning, a sensitivity, and what its type needs."""
    for field in fields(RECORD_TYPES[name]):
        assert field.type in {*READERS, *ONE_OF, RECORD, RECORDS}
        assert field.means, field.key
        assert field.sensitivity in {"public", "internal", "private", "secret"}
        assert (field.choices is not None) == (field.type in {CHOICE, CHOICES, SCORE})
        assert (field.record is not None) == (field.type in {RECORD, RECORDS})
        assert (field.each is not None) == (field.type in ONE_OF)


def test_a_card_takes_the_place_of_a_contact() -> None:
    """Every contact's key may stand at the top of a card (DOMAIN.md 2)."""
    assert {field.key for field in fields(people.Contact)} <= {field.key for field in fields(Customer)}


def test_fields_in_the_order_of_cards() -> None:
    """A record's own fields come first, in their order, then those it inherits."""
    assert [field.key for field in fields(Customer)][:4] == ["name", "class", "region", "id"]
    assert [field.key for field in fields(Customer)][-1] in {field.key for field in fields(people.Contact)}


def test_keys_that_python_keeps_for_itself() -> None:
    """`class`, `from`, `with`, `for` are written plainly in notes, and with an underscore in code."""
    assert by_name(Customer)["class_"].key == "class"
    assert by_key(visit.Visit)["with"].name == "with_"


def test_spellings_find_their_field() -> None:
    """A key is found as it is declared and as it is compared."""
    assert by_key(Customer)["店名"] is by_key(Customer)["name"]
    assert by_key(Customer)[fold("客戶 類別")] is by_key(Customer)["class"]


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("text", "text"),
        ("yes/no", "yes/no"),
        ("date", "day"),
        ("time", "time"),
        ("number", "number"),
        ("money", "money"),
        ("list", "texts"),
        ("choice", "text"),
        ("colour", "text"),
    ],
)
def test_own_fields(kind: str, type_: str) -> None:
    """A field of one's own is read by the type that the settings give it; text where they give none that is known."""
    field = own_field("年费", kind)
    assert (field.key, field.label, field.type, field.sensitivity) == ("年费", "年费", type_, "internal")
    assert (field.each is not None) == (type_ == "texts")
