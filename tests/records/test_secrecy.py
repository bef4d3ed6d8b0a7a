"""What leaves a note: never a secret value (DOMAIN.md 8)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from kjournal.dates.annual import DayOfYear
from kjournal.records.choices import GRAVE_EVENTS, LIFE_EVENT
from kjournal.records.customer import Customer
from kjournal.records.papers import Licence, Opening
from kjournal.records.people import Contact, FamilyMember, LifeEvent
from kjournal.records.secrecy import is_child, public_part, without_numbers
from kjournal.records.visit import Next, Review, Visit

NUMBER = "450000199001011233"
MISTYPED = "450000199001011234"
CARD = "6222021001112223331"
BORN = DayOfYear(6, 1, 2018)


def test_health_and_religion_stay() -> None:
    """Of a person at the top of a card and of each contact."""
    card = Customer(
        name="甲", health="糖尿病", religion="佛教", contacts=(Contact(name="乙", health="高血压"),)
    )
    assert public_part(card) == Customer(name="甲", contacts=(Contact(name="乙"),))


def test_a_childs_name_and_birthday_stay() -> None:
    """The school stage may be shown; of an adult everything."""
    child = FamilyMember(name="小明", relation="儿子", birthday=BORN, school="初三")
    wife = FamilyMember(name="韦小玲", relation="妻子", birthday=BORN)
    card = Customer(name="甲", contacts=(Contact(name="乙", family=(child, wife)),))
    assert public_part(card).contacts[0].family == (FamilyMember(relation="儿子", school="初三"), wife)


def test_whoever_is_not_known_to_be_an_adult() -> None:
    """Counts as a child."""
    assert [is_child(word) for word in ("妻子", "老公", "岳母", "儿媳", "女儿", "小女儿", "外孙", "", "阿妹")] == [
        False, False, False, False, True, True, True, True, True,
    ]  # fmt: skip


def test_whose_illness() -> None:
    """Of an illness, an accident or a death, and of an event without a kind, nobody learns who and how."""
    for kind in (*LIFE_EVENT.values, ""):
        event = LifeEvent(date=date(2026, 10, 1), kind=kind, who="父母", note="住了半个月")
        shown = public_part(Customer(name="甲", life_events=(event,))).life_events[0]
        hidden = kind in GRAVE_EVENTS or not kind
        assert (shown.who, shown.note) == (("", "") if hidden else ("父母", "住了半个月"))
        assert (shown.date, shown.kind) == (event.date, kind)


def test_numbers_are_masked_everywhere() -> None:
    """In any text of a record, in one's own fields and their names, and in a body."""
    card = Customer(
        name="甲", licences=(Licence(kind="被委托人身份证", number=MISTYPED),), note=f"身份证{NUMBER}，卡{CARD}。",
        extra={"idcard": [NUMBER], CARD: "x"},
    )  # fmt: skip
    shown = public_part(card)
    assert (shown.licences[0].number, shown.note) == ("●●●", "身份证●●●，卡●●●。")
    assert shown.extra == {"idcard": ["●●●"], "●●●": "x"}
    assert without_numbers(f"号码 {NUMBER} 或 {CARD}") == "号码 ●●● 或 ●●●"


def test_what_has_no_secret_is_the_same_object() -> None:
    """Nothing is copied without need."""
    visit = Visit(
        customer="甲", people=("乙",), next=Next(what="问库存"), review=Review(by="李雷", text="好")
    )
    assert public_part(visit) is visit
    card = Customer(name="甲", opening=Opening(receivable=Decimal(5)))
    assert public_part(card) is card


words = st.text("秘密甲乙abc", min_size=4, max_size=12).map(lambda text: f"密{text}")
members = st.builds(
    FamilyMember, name=words, relation=st.sampled_from(["儿子", "女儿", "", "小孩"]), birthday=st.just(BORN)
)
people = st.builds(
    Contact, name=st.just("乙"), health=words, religion=words, family=st.lists(members, max_size=3).map(tuple)
)
events = st.builds(LifeEvent, kind=st.sampled_from([*GRAVE_EVENTS, ""]), who=words, note=words)
cards = st.builds(
    Customer, name=st.just("甲"), health=words, religion=words, contacts=st.lists(people, max_size=3).map(tuple),
    family=st.lists(members, max_size=3).map(tuple), life_events=st.lists(events, max_size=3).map(tuple),
)  # fmt: skip


@given(cards)
def test_nothing_secret_leaves(card: Customer) -> None:
    """However deep it lies; and what is public stays so."""
    shown = public_part(card)
    text = msgspec.json.encode(shown).decode()
    assert "密" not in text
    assert "2018" not in text
    assert public_part(shown) == shown
    assert len(shown.contacts) == len(card.contacts)
