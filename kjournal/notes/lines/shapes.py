"""Which field of a list takes which part of a line: what a record's declaration says about its one-line form."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kjournal.records import spec
from kjournal.records.business import Cost, Payment, TimeUse
from kjournal.records.papers import Opening
from kjournal.records.spec import Field, Record
from kjournal.remembering import remembered
from kjournal.words.folding import fold

_WORDS = ("symptom", "product", "what", "item", "line", "text")
_BARE: dict[type[Record], str] = {
    Payment: "amount",
    Cost: "amount",
    TimeUse: "minutes",
    Opening: "receivable",
}
"""Where a number without a unit means something (FIELDS.md 3)."""


class Shape(NamedTuple):
    """The fields of a list by the kind of part that fills them; None where it has no such field."""

    record: type[Record]
    keys: dict[str, Field]
    words: Field  # what is nothing else
    rest: Field  # where words go that have no other place
    date: Field | None
    price: Field | None
    total: Field | None
    money: Field | None
    rebate: Field | None
    qty: Field | None
    number: Field | None
    to: Field | None
    by: Field | None
    every: Field | None
    choices: tuple[Field, ...]
    unit: bool

    def key(self, word: str) -> Field | None:
        """The field that stands before `=`: by a spelling, or by how those of one field alone begin (`安全=20`)."""
        folded = fold(word)
        field = self.keys.get(word) or self.keys.get(folded)
        return _begun(self.record, folded) if field is None and len(word) > 1 else field


@remembered(1 << 10)
def _begun(record: type[Record], folded: str) -> Field | None:
    """The one field of which a spelling begins like that."""
    begun = {
        known.name: known for spelling, known in spec.by_key(record).items() if spelling.startswith(folded)
    }
    return begun.popitem()[1] if len(begun) == 1 else None


@cache
def shape(record: type[Record]) -> Shape:
    """The shape of a record's one-line form."""
    known = spec.by_name(record)
    fields = tuple(known.values())

    def typed(*types: str) -> Field | None:
        return next((field for kind in types for field in fields if field.type == kind), None)

    def first(*names: str) -> Field | None:
        return next((known[name] for name in names if name in known), None)

    rest = known["note"]
    discount = known.get("discount")
    return Shape(
        record=record,
        keys=spec.by_key(record),
        words=first(*_WORDS) or rest,
        rest=rest,
        date=known.get("date") or typed(spec.DUE, spec.MONTH, spec.DAY, spec.MOMENT),
        price=known.get("price"),
        total=known.get("amount") if "price" in known else None,
        money=first("amount", "value", "retail", "receivable"),
        rebate=discount if discount and discount.type == spec.DISCOUNT else None,
        qty=known.get("qty"),
        number=known.get(_BARE.get(record, "")),
        to=known.get("to"),
        by=known.get("by"),
        every=known.get("every"),
        choices=tuple(field for field in fields if field.type == spec.CHOICE),
        unit="unit" in known,
    )
