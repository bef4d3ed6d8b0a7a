"""The page that finds a customer while one types, and the data that it and the customers' list search offline.

The data is a script beside the pages, since a page from a memory stick may fetch nothing. It holds what
`kjournal find` looks through, and of each customer what the lists show, a column a string: one character a
customer says which of the column's words is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

import msgspec

from kjournal.journal.matching import Row, alphabet
from kjournal.outputs.pages.customers import CustomerRow
from kjournal.outputs.pages.marks import BAND_ORDER, GRADE_ORDER
from kjournal.outputs.pages.site import CUSTOMER_FOLDER, SEARCH, Site
from kjournal.outputs.pages.templates import render

COLUMNS: dict[str, Callable[[CustomerRow], str]] = {
    "class": lambda row: row.class_,
    "region": lambda row: row.region_path or row.region,
    "rep": lambda row: row.rep,
    "grade": lambda row: row.grade,
    "band": lambda row: row.band,
    "status": lambda row: row.status,
    "unit": lambda row: row.unit,
    "last": lambda row: row.last.day.isoformat() if row.last else "",
    "channel": lambda row: row.last.channel if row.last else "",
    "next": lambda row: row.next.day.isoformat() if row.next else "",
    "what": lambda row: row.next.what if row.next else "",
    "stale": lambda row: row.stale,
}
SHARED = ("region", "class", "rep", "grade", "status")
"""Columns in whose words customers are found as well."""
_ORDERS: dict[str, Mapping[str, int]] = {"grade": GRADE_ORDER, "band": BAND_ORDER}
_FIRST = 0x30  # the character of a column's first word: no quotes, nothing that JSON must escape but one
_HALVES = range(0xD800, 0xE000)  # no characters of their own


class SearchData(msgspec.Struct, frozen=True, omit_defaults=True):
    """Every customer, in the order of ids; each string but those of `columns` has a line for each."""

    keys: str  # as matching.Row has them
    texts: str  # the fields as written, parted by tabs, those at the end left out that are their keys
    stems: str  # of the page, where it is not the id
    calls: str  # numbers to call, parted by tabs; empty: the first of the keys, `-`: none
    words: dict[str, tuple[str, ...]]
    columns: dict[str, str]
    closed: tuple[str, ...] = ()  # the statuses of those who are not visited any more


class SearchView(msgspec.Struct, frozen=True):
    """The search page: nothing of the journal stands on it."""


def search_data(rows: Iterable[CustomerRow], packed: Mapping[str, Row]) -> SearchData:
    """The data of all customers that have a page and something to be found by."""
    shown = [row for row in rows if row.id in packed]
    found = [packed[row.id] for row in shown]
    columns = {name: _column(name, [of(row) for row in shown]) for name, of in COLUMNS.items()}
    return SearchData(
        keys="\n".join(one.keys for one in found),
        texts="\n".join(one.texts.rstrip("\n").replace("\n", "\t") for one in found),
        stems="\n".join(map(_stem, shown)),
        calls="\n".join(map(_calls, shown, found)),
        words={name: words for name, (words, _codes) in columns.items()},
        columns={name: codes for name, (_words, codes) in columns.items()},
        closed=tuple(sorted({row.status for row in shown if row.closed})),
    )


def _column(name: str, values: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The words of a column in their order, and for each customer the character of its word."""
    order = _ORDERS.get(name, {})
    words = sorted(set(values), key=lambda word: (order.get(word, len(order)), word))
    codes = {word: _character(number) for number, word in enumerate(words)}
    return tuple(words), "".join(map(codes.__getitem__, values))


def _character(number: int) -> str:
    code = _FIRST + number
    return chr(code if code < _HALVES.start else code + len(_HALVES))


def _stem(row: CustomerRow) -> str:
    stem = row.page[len(CUSTOMER_FOLDER) : -len(".html")]
    return "" if stem == row.id else stem


def _calls(row: CustomerRow, packed: Row) -> str:
    """The numbers to call; nothing where that is the first one of the keys, without a name before it."""
    _before, mark, numbers = packed.keys.partition("P")
    if not row.phones:
        return "-" if mark else ""  # of somebody who left
    first = row.phones[0]
    if len(row.phones) == 1 and first.shown[:1].isdecimal() and numbers.partition("P")[0] == first.dial:
        return ""
    return "\t".join(" ".join(phone.shown.split()) for phone in row.phones)


def render_data(data: SearchData) -> str:
    """`search-data.js`, with the readings of the characters in it."""
    known = chain(data.keys, *chain.from_iterable(data.words[name] for name in SHARED))
    whole = {"alphabet": alphabet(known), **msgspec.to_builtins(data)}
    return f"globalThis.kjournalCustomers = {msgspec.json.encode(whole).decode()};\n"


def render_search(site: Site, _view: SearchView) -> str:
    """`search.html`."""
    return render("search.html", SEARCH, site)
