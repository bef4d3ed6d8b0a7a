"""What stands on a customer's shelf, as far as somebody looked: goods by product and batch as they were seen last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kjournal.journal.dossier import DatedVisit
from kjournal.records.business import Stock


def on_the_shelf(visits: Iterable[DatedVisit]) -> list[tuple[date, Stock]]:
    """What visits that took place saw, each with its day; what was taken back since, or was sold out, is gone."""
    found: dict[tuple[str, str], tuple[date, Stock]] = {}
    for visit in visits:
        if not (visit.visit.stock or visit.visit.returns):
            continue
        looked = {stock.product for stock in visit.visit.stock}
        back = {line.product for line in visit.visit.returns}
        found = {key: value for key, value in found.items() if key[0] not in looked | back}
        for stock in visit.visit.stock:
            if stock.qty is None or stock.qty > 0:
                found[stock.product, stock.batch] = (visit.date, stock)
    return list(found.values())
