"""The list of all customers: one row each, by town; where they are many, a page for each town and one that leads there."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, time

import msgspec

from kjournal.journal.matching.readings import readings
from kjournal.ledger.grades import KEY_GRADES
from kjournal.outputs.pages.links import part_file
from kjournal.outputs.pages.marks import GRADE_ORDER
from kjournal.outputs.pages.parts import Phone
from kjournal.outputs.pages.site import CUSTOMERS, Site
from kjournal.outputs.pages.templates import render
from kjournal.words import N_
from kjournal.words.folding import fold

MANY = 500
"""Rows on a page; it stays under a megabyte."""
FILTER_WORDS = {
    "rep": N_("Rep"),
    "region": N_("Region"),
    "class": N_("Class"),
    "grade": N_("Grade"),
    "band": N_("How long unseen"),
    "status": N_("Status"),
    "tag": N_("Tag"),
}
"""What each filter is called; the script fills it with what there is."""


class NextStep(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What comes next with a customer."""

    day: date
    what: str
    start: time | None = None
    late: bool = False  # its day is over


class LastContact(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The last real contact with a customer."""

    day: date
    channel: str = ""
    talk: str = ""


class CustomerRow(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One customer, in a line."""

    id: str
    name: str
    page: str  # file below the site's root, not encoded
    class_: str = ""
    region: str = ""  # its last part, the town
    region_path: str = ""
    rep: str = ""  # the rep's name
    rep_id: str = ""
    grade: str = ""
    band: str = ""
    status: str = ""
    last: LastContact | None = None
    next: NextStep | None = None
    phones: tuple[Phone, ...] = ()
    tags: tuple[str, ...] = ()
    unit: str = ""  # the organisation of a person
    stale: str = ""  # the day of the version shown, where the note cannot be read
    closed: bool = False  # not visited any more


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page of the list: the customers of a town, or of a class or a letter in it."""

    file: str
    region: str  # the town, the last part of its path
    above: str = ""  # the path before it
    within: tuple[str, ...] = ()  # class, letter, number, where the town is too large for a page
    count: int = 0
    key: int = 0  # VIP or A
    over: int = 0
    long: int = 0


class CustomersView(msgspec.Struct, frozen=True, omit_defaults=True):
    """All customers, or a part of them."""

    rows: tuple[CustomerRow, ...] = ()
    parts: tuple[Part, ...] = ()  # instead of rows
    part: Part | None = None  # what the rows are, if not all


class Group(msgspec.Struct, frozen=True):
    """The customers of one town."""

    region: str
    rows: tuple[CustomerRow, ...]


def customers_views(rows: Iterable[CustomerRow], many: int = MANY) -> dict[str, CustomersView]:
    """The pages of the list by their files: one, or where there are more than `many` rows one a town and what leads there.

    A town's page hangs on its path alone, so that no link to it breaks when other towns grow.
    """
    known = tuple(rows)
    if len(known) <= many:
        return {CUSTOMERS: CustomersView(known)}
    cut = {part_file(*path): (path, mine) for path, mine in _cut(known, (), many)}
    parts = {file: _part(file, path, mine) for file, (path, mine) in cut.items()}
    views = {file: CustomersView(mine, part=parts[file]) for file, (_path, mine) in cut.items()}
    return {CUSTOMERS: CustomersView(parts=tuple(parts.values())), **views}


def _letter(row: CustomerRow) -> str:
    """The letter that a name begins with when it is spoken."""
    first = fold(row.name)[:1]
    spoken = readings(first, first=True) if first else ()
    letter = spoken[0].syllable[0] if spoken else first
    return letter.upper() if letter.isascii() and letter.isalnum() else "#"


_CUTS: tuple[Callable[[CustomerRow], str], ...] = (
    lambda row: row.region_path or row.region,
    lambda row: row.class_,
    _letter,
)
"""By what the list is cut, one after the other while a part is too large."""


def _cut(
    rows: Sequence[CustomerRow], path: tuple[str, ...], many: int
) -> Iterator[tuple[tuple[str, ...], tuple[CustomerRow, ...]]]:
    """The parts with their paths: region, and class, letter and number where they are needed."""
    if len(path) == len(_CUTS):
        known = sorted(rows, key=lambda row: (row.name, row.id))
        for number, start in enumerate(range(0, len(known), many), 1):
            yield (*path, str(number)), tuple(known[start : start + many])
        return
    found: dict[str, list[CustomerRow]] = {}
    for row in rows:
        found.setdefault(_CUTS[len(path)](row), []).append(row)
    for word, mine in sorted(found.items()):
        if len(mine) <= many:
            yield (*path, word), tuple(mine)
        else:
            yield from _cut(mine, (*path, word), many)


def _part(file: str, path: tuple[str, ...], rows: Sequence[CustomerRow]) -> Part:
    region, *within = path
    above, _slash, town = region.rpartition("/")
    bands, grades = Counter(row.band for row in rows), Counter(row.grade for row in rows)
    return Part(
        file,
        town,
        above,
        tuple(within),
        count=len(rows),
        key=sum(grades[grade] for grade in KEY_GRADES),
        over=bands["超期"],
        long=bands["久未联系"],
    )


def grouped(rows: Iterable[CustomerRow]) -> tuple[Group, ...]:
    """The rows by town, towns by their path; in a town those who are still looked after first, then by grade and name."""
    towns: dict[tuple[str, str], list[CustomerRow]] = {}
    for row in rows:
        towns.setdefault((row.region_path, row.region), []).append(row)
    return tuple(
        Group(region, tuple(sorted(towns[path, region], key=_place_in_town)))
        for path, region in sorted(towns)
    )


def _place_in_town(row: CustomerRow) -> tuple[bool, int, str, str]:
    return (row.closed, GRADE_ORDER.get(row.grade, len(GRADE_ORDER)), row.unit or row.name, row.id)


def render_customers(site: Site, view: CustomersView, file: str = CUSTOMERS) -> str:
    """`customers.html`, or a part of it."""
    above: dict[str, list[Part]] = {}
    for part in view.parts:
        above.setdefault(part.above, []).append(part)
    return render(
        "customers.html",
        file,
        site,
        view=view,
        groups=grouped(view.rows),
        above=above,
        total=len(view.rows) or sum(part.count for part in view.parts),
        filter_words=FILTER_WORDS,
    )
