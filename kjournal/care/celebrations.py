"""The days of the year that a customer's people keep: birthdays by either calendar, and anniversaries (DOMAIN.md 2, 9.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kjournal.dates import lunar
from kjournal.dates.annual import DayOfYear, Occurrence
from kjournal.dates.today import Today
from kjournal.journal.dossier import Dossier
from kjournal.records.people import Contact
from kjournal.words.folding import fold

_LUNAR = ("农", "阴", "旧历", "老历", "lunar")
_SOLAR = ("公历", "阳", "新历", "国历", "西历", "solar")
_BOTH = ("都过", "两个", "both")
_NOT = ("不过", "不庆", "none")


class Keeps(NamedTuple):
    """A day of the year that a person keeps."""

    person: Contact
    what: str  # empty: the birthday
    day: DayOfYear
    owner: bool = False  # the card is the person's own

    @property
    def identity(self) -> str:
        """Which day of whom, whatever the customer is called: the person's name is its id at a customer."""
        calendar = "lunar" if self.day.lunar else "solar"
        return f"{'' if self.owner else self.person.name}\0{self.what}\0{calendar}"


def kept(dossier: Dossier, today: Today) -> Iterator[Keeps]:
    """All days kept by the customer and its contacts: nobody's who left, none of their families'.

    Who has a card of their own is asked about there: the card takes the contact's place.
    """
    card = dossier.customer
    own_cards = {fold(identity) for identity in dossier.people}
    for person in (card, *card.contacts):
        owner = person is card
        if not owner and fold(person.name) in own_cards:
            continue
        if person.left is not None and today.reached(person.left):
            continue
        if person.birthday is not None:
            for day in celebrated(person.birthday, person.celebrates):
                yield Keeps(person, "", day, owner)
        for one in person.anniversaries:
            if one.date is not None:
                yield Keeps(person, one.what or "*", one.date, owner)


def still_there(person: Contact, occurrence: Occurrence) -> bool:
    """Whether the person will not have left by then."""
    return person.left is None or occurrence.day < person.left


def celebrated(birthday: DayOfYear, celebrates: str) -> list[DayOfYear]:
    """The birthday as it is kept: as written, or by the other calendar where `celebrates` says so and the year is known."""
    if any(word in celebrates for word in _NOT):
        return []
    by_moon, by_sun = _calendars(celebrates)
    other = _by_the_other(birthday) if by_moon or by_sun else None
    if other is None:
        return [birthday]
    if by_moon and by_sun:
        return [birthday, other]
    return [birthday if birthday.lunar == by_moon else other]


def year_wanting(birthday: DayOfYear, celebrates: str) -> bool:
    """Whether the birthday is kept by the calendar in which it is not written, and only its year could tell the day."""
    by_moon, by_sun = _calendars(celebrates)
    return by_moon != by_sun and birthday.lunar == by_sun and _by_the_other(birthday) is None


def _calendars(celebrates: str) -> tuple[bool, bool]:
    """Whether `celebrates` names the lunar calendar, and ours."""
    both = any(word in celebrates for word in _BOTH)
    return (
        both or any(word in celebrates for word in _LUNAR),
        both or any(word in celebrates for word in _SOLAR),
    )


def _by_the_other(birthday: DayOfYear) -> DayOfYear | None:
    """The birthday in the calendar in which it is not written."""
    born = birthday.in_year(birthday.year) if birthday.year else None
    if born is None:
        return None
    if birthday.lunar:
        return DayOfYear(born.month, born.day, born.year)
    if not lunar.covers(born):
        return None
    day = lunar.from_solar(born)
    return DayOfYear(day.month, day.day, day.year, lunar=True, leap=day.leap)
