"""Who receives: as written on the person, then on the card, else by the class."""

from __future__ import annotations

import pytest

from kjournal.ledger.recipients import recipient
from kjournal.records import choices
from kjournal.records.customer import Customer
from kjournal.records.people import Contact

BY_CLASS = {
    "县医院": "医务人员", "县中医院": "医务人员", "乡镇卫生院": "医务人员", "社区卫生服务中心": "医务人员", "村卫生室": "医务人员",
    "个体诊所": "医务人员", "村镇药店": "商业客户", "商业公司": "商业客户", "零售终端": "商业客户", "其他": "其他",
}  # fmt: skip


@pytest.mark.parametrize("class_", choices.CLASS.values)
def test_by_class(class_: str) -> None:
    """Every class of the table counts as something; the hospitals, stations and clinics are medical (DOMAIN.md 2)."""
    assert recipient(Customer(class_=class_)) == BY_CLASS[class_]


def test_what_is_written_goes_first() -> None:
    """A person's own word, then the card's, whatever the class."""
    card = Customer(class_="县医院", recipient="其他")
    assert recipient(card) == "其他"
    assert recipient(card, Contact(recipient="公职人员")) == "公职人员"
    assert recipient(card, Contact()) == "其他"
