"""A site to be shown to others: every page made anew, names, numbers, amounts and what notes tell covered, no feeds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from kjournal.config.settings import Settings
from kjournal.graph.pages.customer import PARTS
from kjournal.graph.pages.publishing import Pages
from kjournal.graph.refresh import Graph, Progress
from kjournal.journal.store import transaction
from kjournal.outputs.pages import templates
from kjournal.outputs.pages.compose.values import label
from kjournal.outputs.pages.masking import BLOCK, Mask
from kjournal.outputs.pages.prose import Prose
from kjournal.outputs.publisher import Publisher
from kjournal.patterns import regex
from kjournal.records.choices import LIFE_EVENT, RISK_SIGN
from kjournal.records.customer import Customer
from kjournal.records.people import FamilyMember
from kjournal.records.spec import Record, fields
from kjournal.records.surnames import SURNAMES
from kjournal.records.visit import Visit
from kjournal.words import N_, _, says, vocabulary

_NAMES = "SELECT name FROM contacts UNION SELECT payer FROM payments"
"""Who is named for sure."""
_ADDRESSES = "SELECT DISTINCT address FROM customers WHERE address IS NOT NULL AND address != ''"
_WHOLE = frozenset({"address", "geo", "staff", "area_m2", "credit_limit", "life_events"})
"""Fields of a card whose value is covered, whatever it is: they tell which customer it is."""
_KEPT = frozenset({"choice", "product", "products", "unit", "kind", "role", "dept", "title"})
"""Fields whose words are goods, classes and what somebody does: no name is looked for in them."""
_PRIVATE = (LIFE_EVENT, RISK_SIGN)
"""Choices whose words tell of somebody's house or business."""
_TROUBLE = (
    N_("Something in the family: left in peace until {day}; no business unless they begin with it"),
    N_("the first working day after the quiet time; business only if they begin with it"),
    N_("Ask after them and go again; business only if they begin with it"),
    N_("A death in the house within the year: no word of joy"),
    N_("a death in the house: no word of joy"),
    N_("call at once, and keep it short"),
    N_("Left in peace until {day}"),
)
"""Sentences of our own that tell of somebody's house."""
_GAP = regex(r"\{\w+\}")
_TOWN = regex("[\u4e00-\u9fff]{2,}(?=(?:镇|乡|县|市|区|街道|鎮|鄉|縣|區)$)")
_MENTIONED = """
    SELECT to_whom FROM gifts UNION SELECT to_whom FROM promises UNION SELECT "by" FROM promises
    UNION SELECT approval FROM promises UNION SELECT to_whom FROM card_promises UNION SELECT "by" FROM card_promises
    UNION SELECT people FROM visits UNION SELECT with_whom FROM visits
"""
"""Fields that hold names, several at once, or a plain word such as 客户."""

_PERSON = regex(f"[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]{{1,3}}")
_SHORT = 2
_ADDRESS = 6
"""Blocks for an address, however long it is."""
# fmt: off
_OPEN = frozenset({
    "choice", "id", "name", "region", "phone", "product", "products", "spec", "unit", "every", "cadence", "reconcile", "order_day",
    "role", "dept", "title", "kind", "batch", "occasion", "tags", "customer", "customers", "org", "rep",
})
# fmt: on
"""Fields whose words tell no story: names, which are covered as such, goods, places and what is the same for many."""


def masked(graph: Graph, folder: Path, progress: Progress | None = None) -> list[str]:
    """Write the pages into `folder`, which holds nothing else afterwards; the files that are there now."""
    publisher = Publisher(folder, {})
    templates.keep_compiled()
    pages = Pages(graph, publisher, (), mask=lambda pages: mask_of(graph, pages))
    with transaction(graph.connection):
        stale = pages.of_customers.stale()
        for part in PARTS:  # what only time put out of date is still to be made for the site itself
            graph.engine.mark(part, stale)
    pages.customers(lambda: None, progress)
    pages.fallen(lambda: None, progress)
    pages.today()
    pages.front()
    pages.lists()
    for path in sorted(folder.rglob("*.html")):
        if path.relative_to(folder).as_posix() not in publisher.known:
            path.unlink()
    return sorted(publisher.known)


def mask_of(graph: Graph, pages: Pages) -> Mask:
    """The mask for a journal: who and what is named in it."""
    connection = graph.connection
    records = list(_records(connection))
    private = _hidden()
    kept = _kept(records) - private.keys()
    names: dict[str, str] = {}
    for n, name in enumerate(sorted(_people(connection, records)), 1):
        names[name] = _("person {n}").format(n=n)
        for other in _familiar(name):
            names.setdefault(other, names[name])
    names |= {address: BLOCK * _ADDRESS for (address,) in connection.execute(_ADDRESSES)}
    names |= _places(graph.settings, records)
    files: dict[str, str] = {}
    rows = connection.execute("SELECT customer FROM standing ORDER BY customer").fetchall()
    numbers = {row[0]: f"{n:03}" for n, row in enumerate(rows, 1)}
    for identity, number in numbers.items():
        for path in pages.of_customers.files(identity):
            files[path] = f"{path.partition('/')[0]}/{number}.html"
    for word, identity in _customers(connection):
        names[word] = _("customer {n}").format(n=numbers.get(identity, "—"))
    for n, rep in enumerate(graph.settings.reps.values(), 1):
        names |= dict.fromkeys(filter(None, (rep.id, rep.name)), _("rep {n}").format(n=n))
    names |= private
    whole = {label(field) for field in fields(Customer) if field.name in _WHOLE}
    return Mask(names, files, prose(records, names), kept, whole)


def _records(connection: sqlite3.Connection) -> Iterator[tuple[Record, str]]:
    """Every note's record with its body."""
    for kind, data, body in connection.execute(
        "SELECT kind, record, body FROM notes WHERE record IS NOT NULL ORDER BY path"
    ):
        yield msgspec.json.decode(data, type=Customer if kind == "customer" else Visit), body or ""


def _hidden() -> dict[str, str]:
    """Our own words and sentences that tell what happened in a customer's house or business, with what stands for them."""
    found = {word: BLOCK * len(word) for choices in _PRIVATE for word in choices.values}
    for sentence in _TROUBLE:
        found |= {piece: BLOCK * len(piece) for piece in map(str.strip, _GAP.split(_(sentence)))}
    found[_("{name} (something in the family)").format(name="").strip()] = ""
    return found


def _kept(records: Iterable[tuple[Record, str]]) -> set[str]:
    """Words of goods, of papers and of choices as they stand in notes."""
    return {text for record, _body in records for field, text in _texts(record) if field in _KEPT}


def _places(settings: Settings, records: Iterable[tuple[Record, str]]) -> dict[str, str]:
    """Every town and what it lies in, also without what it is called behind its name, with what stands for it."""
    paths = {text for record, _body in records for field, text in _texts(record) if field == "region"}
    above = {part for path in {*paths, f"{settings.region}/"} for part in path.split("/")[:-1] if part}
    towns = {path.rpartition("/")[2] for path in paths} - above
    found = {name: _("area {n}").format(n=n) for n, name in enumerate(sorted(above), 1)}
    found |= {name: _("town {n}").format(n=n) for n, name in enumerate(sorted(towns), 1)}
    for name, stand_in in list(found.items()):
        if short := _TOWN.match(name):
            found.setdefault(short[0], stand_in)
    return found


def prose(records: Iterable[tuple[Record, str]], names: Iterable[str]) -> Prose:
    """All that notes tell in words of their own."""
    told: list[str] = []
    open_: list[str] = [*names, *vocabulary()]
    for record, body in records:
        told.append(body)
        for field, text in _texts(record):
            (open_ if field in _OPEN else told).append(text)
    return Prose(told, open_)


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    """Every text of a record with the name of its field; keys of one's own among them."""
    for field in fields(type(record)):
        value = getattr(record, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record):
                yield from _texts(one)
            elif isinstance(one, str):
                yield ("choice" if field.choices else field.name), one
    yield from (("", text) for text in _words(getattr(record, "extra", None)))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _words(one)


def _people(connection: sqlite3.Connection, records: Iterable[tuple[Record, str]]) -> set[str]:
    """Everybody who is named."""
    known = {name for (name,) in connection.execute(_NAMES) if name}
    for (names,) in connection.execute(_MENTIONED):
        known |= {name for name in (names or "").split("、") if name[:1] in SURNAMES and not says(name)}
    for record, _body in records:
        known |= {one.name for one in _family(record) if one.name not in (one.relation, "")}
    return known


def _family(record: Record) -> Iterator[FamilyMember]:
    """Everybody of the families that a record tells of."""
    for field in fields(type(record)):
        value = getattr(record, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, FamilyMember):
                yield one
            elif isinstance(one, Record):
                yield from _family(one)


def _familiar(name: str) -> Iterator[str]:
    """What else somebody with a Chinese name of two to four characters is called: 老罗, 小罗, 阿罗, 桂芬."""
    if _PERSON.fullmatch(name):
        yield from (f"{prefix}{name[0]}" for prefix in "老小阿")
        if len(name) > _SHORT:
            yield name[1:]


def _customers(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Every word for a customer with its id."""
    run = connection.execute
    yield from run("SELECT n.word, c.id FROM names AS n JOIN customers AS c ON c.path = n.path ORDER BY 1, 2")
    yield from run("SELECT word, COALESCE(target, '') FROM refs WHERE word != '' ORDER BY 1, 2")
    yield from ((word, row[0]) for row in run("SELECT id, name FROM customers ORDER BY id") for word in row)
