"""Who receives: medical staff and public servants, business customers, others (DOMAIN.md 2 "Money", 6 "Gifts")."""

from __future__ import annotations

from kjournal.records.customer import Customer
from kjournal.records.people import Contact

MEDICAL_CLASSES = frozenset({"县医院", "县中医院", "乡镇卫生院", "村卫生室", "个体诊所", "社区卫生服务中心"})
_BUSINESS_CLASSES = frozenset({"村镇药店", "商业公司", "零售终端"})
MEDICAL, PUBLIC, BUSINESS, OTHER = "医务人员", "公职人员", "商业客户", "其他"
GUARDED = frozenset({MEDICAL, PUBLIC})
"""Nothing of any value goes to them but printed matter."""


def recipient(card: Customer, person: Contact | None = None) -> str:
    """What a customer, or one of its people, counts as: as written on the person, then the card, else by the class."""
    return counts_as(card.class_, card.recipient, person.recipient if person is not None else "")


def counts_as(class_: str, of_card: str, of_person: str = "") -> str:
    """The same from the bare words; the class is that of the organisation where a person's card has none."""
    if written := of_person or of_card:
        return written
    if class_ in MEDICAL_CLASSES:
        return MEDICAL
    return BUSINESS if class_ in _BUSINESS_CLASSES else OTHER


def named(card: Customer, name: str) -> Contact | None:
    """The person on a card that a gift's line names: 王店长 may be written for 王建国, 店长."""
    people = [person for person in card.contacts if person.name]
    for person in people:
        if name and (person.name == name or name in person.name or person.name in name):
            return person
    called = [
        person
        for person in people
        if name
        and name[0] == person.name[0]
        and any(word and word in name for word in (person.role, person.title))
    ]
    return called[0] if len(called) == 1 else None
