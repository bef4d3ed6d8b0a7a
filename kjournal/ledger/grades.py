"""Grades: what is written, else VIP, else the letter by sales; of a person, its organisation's (DOMAIN.md 6)."""

from __future__ import annotations

from typing import NamedTuple

from kjournal.ledger.standing import CLOSED

KEY_GRADES = frozenset({"VIP", "A"})
"""重点: these customers are key ones (DOMAIN.md 6)."""
WHOLESALE = "商业公司"
"""Dealers are no VIPs, and never stand among a rep's customers when a small group is graded."""
_ONE_GROUP = {"县中医院": "县医院"}
"""Classes that are graded together (S0's five groups)."""
_UNGRADED = frozenset({"潜在", "开发中"})
_NO_SELLER = frozenset({"个人", "内部"})


class Standing(NamedTuple):
    """The narrow row that a dossier lays down for its groups."""

    customer: str
    class_: str
    rep: str
    status: str
    kind: str
    written: str  # the grade on the card
    org: str  # id of a person's organisation
    sales: str  # net, of the trailing twelve months, in yuan
    weight: str  # influence, by which sales are multiplied where letters go by money

    @property
    def group(self) -> str:
        """The group whose customers are graded together."""
        return group_of(self.class_)

    @property
    def counted(self) -> bool:
        """Whether it is graded by sales: no person, nobody of our own, and no one who is not a customer yet or any more."""
        return not self.org and not self.uncounted

    @property
    def uncounted(self) -> str:
        """The status or kind that keeps it from being graded by sales; empty where none does."""
        if self.status in CLOSED | _UNGRADED:
            return self.status
        return self.kind if self.kind in _NO_SELLER else ""


class Graded(NamedTuple):
    """A customer's grade and where it comes from."""

    grade: str
    source: str  # written, unit, vip, letter, rep (by the rep's customers); empty where there is none


def group_of(class_: str) -> str:
    """The group of a class."""
    return _ONE_GROUP.get(class_, class_)


def grade(row: Standing, unit: str, letter: str, letter_of_rep: str, *, vip: bool) -> Graded:
    """One customer's grade; `unit` is that of its organisation, `letter` empty where its group is too small."""
    if row.written:
        return Graded(row.written, "written")
    if row.org:
        return Graded(unit, "unit" if unit else "")
    if not row.counted:
        return Graded("", "")
    if vip:
        return Graded("VIP", "vip")
    if letter:
        return Graded(letter, "letter")
    return Graded(letter_of_rep, "rep" if letter_of_rep else "")
