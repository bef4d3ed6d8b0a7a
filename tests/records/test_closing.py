"""A death of the person themselves: the contact is closed, and who died stays in the note."""

from __future__ import annotations

from datetime import date

import pytest

from kjournal.dates.annual import DayOfYear
from kjournal.records.customer import Customer
from kjournal.records.people import Contact, LifeEvent
from kjournal.records.secrecy import public_part

DAY = date(2026, 11, 15)
DEATH = (LifeEvent(date=DAY, kind="去世", who="本人", note="车祸"),)
TOLD = (LifeEvent(date=DAY, kind="去世"),)


def test_on_a_persons_card() -> None:
    """The person is gone from that day, and the index learns neither who it was nor how."""
    for card in (Customer(name="韦立新", kind="个人"), Customer(name="韦立新", org="县医院")):
        gone = public_part(Customer(name=card.name, kind=card.kind, org=card.org, life_events=DEATH))
        assert gone == Customer(name=card.name, kind=card.kind, org=card.org, left=DAY, life_events=TOLD)


def test_who_had_left_before() -> None:
    """Stays gone from the earlier day."""
    card = Customer(kind="个人", left=date(2026, 3, 1), life_events=DEATH)
    assert public_part(card).left == date(2026, 3, 1)


def test_of_the_one_contact() -> None:
    """A shop goes on without the one who kept it."""
    card = Customer(name="甲店", contacts=(Contact(name="王"),), life_events=DEATH)
    assert public_part(card) == Customer(
        name="甲店", contacts=(Contact(name="王", left=DAY),), life_events=TOLD
    )


def test_of_the_person_in_charge() -> None:
    """What stands at the top of a shop's card is kept no more; of several contacts nobody knows which is meant."""
    born = DayOfYear(3, 8, 1975)
    both = (Contact(name="王"), Contact(name="李"))
    card = Customer(name="甲店", birthday=born, contacts=both, life_events=DEATH)
    assert public_part(card) == Customer(name="甲店", contacts=both, life_events=TOLD)


@pytest.mark.parametrize(
    "event",
    [
        LifeEvent(date=DAY, kind="去世", who="父母"),
        LifeEvent(date=DAY, kind="生病", who="本人"),
        LifeEvent(kind="去世", who="本人"),
    ],
)
def test_nobody_else(event: LifeEvent) -> None:
    """A death in the family, an illness, a death without a day close nothing."""
    assert public_part(Customer(kind="个人", life_events=(event,))).left is None
