"""Which papers of a card count."""

from __future__ import annotations

from datetime import date

from kjournal.ledger.standing import current_papers
from kjournal.records.customer import Customer
from kjournal.records.papers import Licence


def papers(*found: tuple[str, str, int]) -> list[tuple[str, str, int]]:
    """The papers that count, by kind, number and year."""
    card = Customer(
        licences=tuple(Licence(kind, number, expires=date(year, 1, 1)) for kind, number, year in found)
    )
    return [(one.kind, one.number, one.expires.year) for one in current_papers(card) if one.expires]


def test_the_longest_of_a_kind() -> None:
    """A permit that was renewed has a new number; the later one counts wherever it stands."""
    assert papers(("药品经营许可证", "B", 2031), ("药品经营许可证", "A", 2026)) == [
        ("药品经营许可证", "B", 2031)
    ]


def test_papers_of_persons() -> None:
    """Several may hold at a time, told apart by their number."""
    several = ("法人委托书", "甲", 2026), ("法人委托书", "乙", 2027), ("法人委托书", "乙", 2028)
    assert papers(*several) == [("法人委托书", "甲", 2026), ("法人委托书", "乙", 2028)]


def test_papers_of_old_times() -> None:
    """They are read and never asked for."""
    assert papers(("GSP证", "", 2016), ("税务登记证", "", 2016)) == []


def test_a_paper_without_an_end() -> None:
    """It does not expire."""
    assert current_papers(Customer(licences=(Licence("营业执照"),))) == []
