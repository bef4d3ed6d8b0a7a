"""A death of the person themselves closes the contact for ever; who died stays in the note (DOMAIN.md 5, 8)."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from kjournal.records.customer import Customer

_DEATH, _SELF = "去世", "本人"


def closed_by_death(card: Customer) -> Customer:
    """The card with the day on which its person is gone, where that person died.

    On a person's card that is the card's own day; at a customer with one contact it is that contact's. Of several
    contacts nobody knows which is meant: the card says `left` (离岗日期) then. What stands on the card itself of the
    person in charge is kept no more.
    """
    day = _died(card)
    if day is None:
        return card
    if card.kind == "个人" or card.org:
        return replace(card, left=min(day, card.left or day))
    if len(card.contacts) == 1:
        (contact,) = card.contacts
        return replace(card, contacts=(replace(contact, left=min(day, contact.left or day)),))
    return replace(card, birthday=None, anniversaries=())


def _died(card: Customer) -> dt.date | None:
    days = [one.date for one in card.life_events if one.kind == _DEATH and one.who == _SELF and one.date]
    return min(days, default=None)
