"""The people of a customer: contacts, those with cards of their own, and the customer itself where it is a person."""

from collections.abc import Iterable, Mapping
from datetime import date

from kjournal.care.personality import ADVICE
from kjournal.care.rules.birthday import celebrated
from kjournal.dates.annual import DayOfYear
from kjournal.dates.today import Today
from kjournal.journal.dossier import Dossier
from kjournal.outputs.pages.compose.values import rows
from kjournal.outputs.pages.customer import Birthday, Person
from kjournal.outputs.pages.links import page_file
from kjournal.outputs.pages.parts import phones
from kjournal.records.customer import Customer
from kjournal.records.people import Contact
from kjournal.records.secrecy import public_part
from kjournal.words import _

_KNOWN = (
    "wechat", "qq", "email", "duty", "family", "hobbies", "dislikes", "greeting", "wish", "known_leaders",
    "enthusiasm", "adoption", "recipient", "note",
)  # fmt: skip
_PERSONAL = (
    "role",
    "dept",
    "title",
    "gender",
    "birthday",
    "hobbies",
    "dislikes",
    "greeting",
    "family",
    "personality",
)
"""Keys that make the card of a shop the card of the one person in it as well."""


def is_person(card: Customer) -> bool:
    """Whether the card's own contact fields are those of a person."""
    return card.kind == "个人" or any(getattr(card, name) for name in _PERSONAL)


def people(card: Customer, own_cards: Iterable[Dossier], today: Today) -> tuple[Person, ...]:
    """Who decides first, then in the card's order; who is not there any more last."""
    carded = tuple(own_cards)  # two of them may be called alike
    names = {dossier.customer.name for dossier in carded}
    found = [person(card, today)] if is_person(card) else []
    found += [person(contact, today) for contact in card.contacts if contact.name not in names]
    found += [person(public_part(dossier.customer), today, page_file(dossier.id)) for dossier in carded]
    return tuple(sorted(found, key=lambda one: (one.gone, not one.decides)))


def person(contact: Contact, today: Today, page: str = "") -> Person:
    """One of them; of somebody with a card of their own only what is wanted at a glance."""
    known: Mapping[str, None] = dict.fromkeys(_KNOWN if not page else ())
    left = contact.left
    return Person(
        name=contact.name,
        page=page,
        role=" · ".join(filter(None, (contact.dept, contact.role, contact.title))),
        decides=bool(contact.decides),
        phones=phones(contact.phone),
        birthdays=tuple(birthdays(contact, today)),
        advice=tuple(ADVICE[kind].said for kind in contact.personality if kind in ADVICE),
        rows=rows(contact, known),
        left=left if left is not None and left.year > 1 else None,
        gone=left is not None and left <= today,
    )


def birthdays(contact: Contact, today: Today) -> Iterable[Birthday]:
    """The birthday as it is kept and the anniversaries, with their solar days of this year and the next."""
    if contact.birthday is not None:
        for day in celebrated(contact.birthday, contact.celebrates):
            yield _kept(day, "", today)
    for anniversary in contact.anniversaries:
        if anniversary.date is not None:
            yield _kept(anniversary.date, anniversary.what or _("anniversary"), today)


def _kept(day: DayOfYear, what: str, today: Today) -> Birthday:
    """A solar day says itself; of a lunar one two years are shown, since a solar year may hold none or two of it."""
    days = _of_two_years(day, today) if day.lunar else ()
    return Birthday(day.spoken(), days, what, day.year, day.lunar)


def _of_two_years(day: DayOfYear, today: Today) -> tuple[date, ...]:
    year = today.peek().year
    today.reached(date(year + 1, 1, 1))  # from then on they are others
    return tuple(one.day for one in day.occurrences(date(year, 1, 1), date(year + 2, 1, 1)))
