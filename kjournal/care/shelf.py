"""What stands on a customer's shelf, as far as somebody looked: goods by product and batch as they were seen last."""

from __future__ import annotations

from datetime import date

from kjournal.dates.today import Today
from kjournal.journal.dossier import Dossier
from kjournal.ledger.entries import happened
from kjournal.records.business import Stock


def on_the_shelf(dossier: Dossier, today: Today) -> list[tuple[date, Stock]]:
    """Each with the day on which it was seen; what was taken back since, or was sold out, is gone."""
    found: dict[tuple[str, str], tuple[date, Stock]] = {}
    for visit in happened(dossier, today):
        looked = {stock.product for stock in visit.visit.stock}
        back = {line.product for line in visit.visit.returns}
        found = {key: value for key, value in found.items() if key[0] not in looked | back}
        for stock in visit.visit.stock:
            if stock.qty is None or stock.qty > 0:
                found[stock.product, stock.batch] = (visit.date, stock)
    return list(found.values())
