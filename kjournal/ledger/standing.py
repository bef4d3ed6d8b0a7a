"""What a card says of a customer's standing: whether it is closed, and which of its papers count."""

from __future__ import annotations

from kjournal.records.customer import Customer
from kjournal.records.papers import Licence

CLOSED = frozenset({"停业", "合并", "流失"})
"""Statuses of customers who are not looked after any more; the last promise and the debt stay (DOMAIN.md 4)."""

_NEVER_ASKED = frozenset({"GSP证", "税务登记证", "组织机构代码证", "卫生许可证"})
"""Papers that are read on old cards and never asked for (DOMAIN.md 2)."""
_OF_SEVERAL = frozenset({"法人委托书", "被委托人身份证"})
"""Papers of which a customer may hold several at a time, one for each person: told apart by their number."""


def current_papers(card: Customer) -> list[Licence]:
    """The papers that expire, of each kind the one that is valid longest: a later `expires` ends the reminders.

    A permit that was renewed has a new number, so the kind alone tells that one paper stands for another; papers of
    persons are told apart by number too.
    """
    found: dict[tuple[str, str], Licence] = {}
    for paper in card.licences:
        if paper.expires is None or paper.kind in _NEVER_ASKED:
            continue
        name = (paper.kind, paper.number if paper.kind in _OF_SEVERAL else "")
        known = found.get(name)
        if known is None or known.expires is None or known.expires < paper.expires:
            found[name] = paper
    return list(found.values())
