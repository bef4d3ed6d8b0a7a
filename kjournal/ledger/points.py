"""Points: those of the opening line and of what was bought since, less those redeemed (S0)."""

from __future__ import annotations

from decimal import Decimal

from kjournal.dates.today import Today
from kjournal.journal.dossier import Dossier
from kjournal.ledger.entries import NONE, entries, happened, line_amount
from kjournal.ledger.sales import is_sale


def points(dossier: Dossier, today: Today, rate: Decimal) -> Decimal | None:
    """The points of a customer; None where the journal has no account of them. `rate`: points for a yuan bought.

    A line that redeems says how many by its total (`电饭煲 1个 =500`), else by its quantity.
    """
    opening = dossier.customer.opening
    begin = opening.points if opening is not None else None
    if begin is None and not dossier.customer.points:
        return None
    bought = sum((entry.change for entry in entries(dossier, today) if is_sale(entry)), NONE)
    used = NONE
    for visit in happened(dossier, today):
        for line in visit.visit.redeemed:
            used += line_amount(line) or line.qty or NONE
    return (begin or NONE) + bought * rate - used
