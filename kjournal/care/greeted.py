"""Who is greeted at festivals, and with what in mind: the narrow row that a dossier lays down for its rep's lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from kjournal.care.facts import Facts
from kjournal.care.festivals import Festival
from kjournal.care.quiet import MOURNING, Quiet, quiet_times
from kjournal.care.window import likely
from kjournal.dates.today import Today
from kjournal.journal.dossier import Dossier
from kjournal.ledger.recipients import GUARDED, MEDICAL, recipient
from kjournal.ledger.standing import CLOSED
from kjournal.patterns import regex
from kjournal.records.customer import Customer
from kjournal.records.people import Contact
from kjournal.words import _
from kjournal.words.folding import fold

_NURSE, _DOCTOR = regex("护"), regex("医|大夫")
_PEOPLE = 3


class Greeted(msgspec.Struct, frozen=True, omit_defaults=True):
    """A customer as festivals see it."""

    customer: str
    rep: str
    name: str
    people: tuple[str, ...] = ()  # who decides there, else the first who is named
    women: tuple[str, ...] = ()
    medical: bool = False
    words_only: bool = False  # medical staff and public servants: nothing of value is proposed
    not_on: tuple[str, ...] = ()  # a doctor is not greeted as a nurse
    wish: str = ""
    talk: str = ""
    quiet: tuple[Quiet, ...] = ()
    deaths: tuple[date, ...] = ()

    def keeps(self, festival: Festival) -> bool:
        """Whether it is greeted on such a festival at all."""
        if festival.name in self.not_on:
            return False
        return festival.whom == "all" or (self.medical if festival.whom == "medical" else bool(self.women))

    def silent(self, day: date) -> bool:
        """Whether it is left in peace on a day."""
        return any(one.holds(day) for one in self.quiet)

    def mourns(self, day: date | Today) -> bool:
        """Whether a death in the house lies less than a year before."""
        return any(death <= day < death + MOURNING for death in self.deaths)

    def whom(self, festival: Festival) -> str:
        """Its name, and the people to greet."""
        people = self.women if festival.whom == "women" else self.people
        shown = [name for name in people if name and name != self.name][:_PEOPLE]
        return " · ".join(filter(None, (self.name, "、".join(shown))))


def greeted(dossier: Dossier, known: Facts, quiet: Mapping[str, int], today: Today) -> Greeted | None:
    """The row of a customer; None for who is not looked after any more, has left, or is one of us."""
    card = dossier.customer
    if card.status in CLOSED or card.kind == "内部" or _left(card, today):
        return None
    own_cards = {fold(identity) for identity in dossier.people}
    there = [
        one
        for one in card.contacts
        if not _left(one, today) and not (own_cards and fold(one.name) in own_cards)
    ]
    deciders = [one.name for one in there if one.decides and one.name]
    named = [one.name for one in there if one.name]
    women = [one.name for one in (card, *there) if one.gender == "女"]
    last = known.last
    return Greeted(
        customer=dossier.id,
        rep=dossier.rep,
        name=card.name,
        people=tuple(deciders or named[:1]),
        women=tuple(women),
        medical=recipient(card) == MEDICAL,
        words_only=words_only(card),
        not_on=_not_on(card),
        wish="；".join(one.wish for one in (card, *there) if one.wish),
        talk=f"{last.day.isoformat()} {last.talk}" if last and last.talk else "",
        quiet=quiet_times(card, quiet),
        deaths=tuple(
            one.date
            for one in card.life_events
            if one.kind == "去世" and one.date is not None and likely(one.date)
        ),
    )


def words_only(card: Customer) -> bool:
    """Whether nothing but good words may be proposed."""
    return recipient(card) in GUARDED


def words_only_line() -> str:
    """What stands under an entry for medical staff and public servants."""
    return _("medical staff and public servants: good words only, nothing of value")


def _not_on(card: Customer) -> tuple[str, ...]:
    """A person whose post is known is greeted on the day of their own profession alone."""
    post = f"{card.role}{card.title}" if card.kind == "个人" else ""
    nurse, doctor = bool(_NURSE.search(post)), bool(_DOCTOR.search(post))
    if nurse == doctor:
        return ()
    return ("医师节",) if nurse else ("护士节",)


def _left(person: Contact, today: Today) -> bool:
    return person.left is not None and today.reached(person.left)
