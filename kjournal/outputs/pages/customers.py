"""The page of all customers: one row each, by town; a script filters and sorts, nothing needs it to be read."""

from collections.abc import Callable, Iterable
from datetime import date, time

import msgspec

from kjournal.outputs.pages.marks import BAND_ORDER, GRADE_ORDER
from kjournal.outputs.pages.parts import Phone
from kjournal.outputs.pages.site import CUSTOMERS, Site
from kjournal.outputs.pages.templates import render
from kjournal.words import _


class NextStep(msgspec.Struct, frozen=True, omit_defaults=True):
    """What comes next with a customer."""

    day: date
    what: str
    start: time | None = None


class LastContact(msgspec.Struct, frozen=True, omit_defaults=True):
    """The last real contact with a customer."""

    day: date
    channel: str = ""
    talk: str = ""


class CustomerRow(msgspec.Struct, frozen=True, omit_defaults=True):
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
    also: str = ""  # further words by which it is found: aliases, contacts
    stale: str = ""  # the day of the version shown, where the note cannot be read
    closed: bool = False  # not visited any more


class CustomersView(msgspec.Struct, frozen=True):
    """All customers."""

    rows: tuple[CustomerRow, ...] = ()


class Group(msgspec.Struct, frozen=True):
    """The customers of one town."""

    region: str
    rows: tuple[CustomerRow, ...]


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


def _choices(
    rows: Iterable[CustomerRow], of: Callable[[CustomerRow], str], order: dict[str, int]
) -> list[str]:
    """The words that a filter offers, those with an order of their own in it."""
    words = {word for row in rows if (word := of(row))}
    return sorted(words, key=lambda word: (order.get(word, len(order)), word))


def _filter_words() -> dict[str, str]:
    """What each filter is called."""
    return {
        "rep": _("Rep"),
        "region": _("Town"),
        "class": _("Class"),
        "grade": _("Grade"),
        "band": _("How long unseen"),
        "status": _("Status"),
    }


def render_customers(site: Site, view: CustomersView) -> str:
    """`customers.html`."""
    filters = {
        "rep": _choices(view.rows, lambda row: row.rep, {}),
        "region": _choices(view.rows, lambda row: row.region, {}),
        "class": _choices(view.rows, lambda row: row.class_, {}),
        "grade": _choices(view.rows, lambda row: row.grade, GRADE_ORDER),
        "band": _choices(view.rows, lambda row: row.band, BAND_ORDER),
        "status": _choices(view.rows, lambda row: row.status, {}),
    }
    return render(
        "customers.html",
        CUSTOMERS,
        site,
        view=view,
        groups=grouped(view.rows),
        filters={name: words for name, words in filters.items() if len(words) > 1},
        filter_words=_filter_words(),
        grade_order=GRADE_ORDER,
        band_order=BAND_ORDER,
    )
