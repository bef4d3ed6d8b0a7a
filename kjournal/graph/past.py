"""The standing of customers on an earlier day, worked out from their notes: what `why` compares a grade with."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec

from kjournal.dates.periods import add_months
from kjournal.dates.today import Today
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.ledger.entries import entries
from kjournal.ledger.grades import Standing
from kjournal.ledger.sales import net_sales
from kjournal.records.customer import Customer
from kjournal.records.visit import Visit

_STANDING = """
    SELECT customer, class, rep, status, kind, written, org, sales, weight FROM standing
    WHERE grp = :group OR (:rep != '' AND rep = :rep) ORDER BY customer
"""
_BUSINESS = """
    SELECT v.path, n.record FROM visits AS v JOIN notes AS n ON n.path = v.path
    WHERE v.customer_id = ? AND v.date > ? AND v.date <= ? AND EXISTS (
        SELECT 1 FROM orders WHERE path = v.path UNION ALL SELECT 1 FROM returns WHERE path = v.path
        UNION ALL SELECT 1 FROM adjustments WHERE path = v.path
    )
"""
_card = msgspec.json.Decoder(Customer).decode
_visit = msgspec.json.Decoder(Visit).decode


def standings(connection: sqlite3.Connection, group: str, rep: str) -> list[Standing]:
    """The customers of a group and of a rep, as they stand now."""
    return [
        Standing._make(row) for row in connection.execute(_STANDING, {"group": group, "rep": rep}).fetchall()
    ]


def standings_on(connection: sqlite3.Connection, rows: Sequence[Standing], day: date) -> list[Standing]:
    """The same customers with the sales that they had on `day`; class, rep and status are today's, no note dates them."""
    return [row._replace(sales=f"{_sales(connection, row.customer, day):f}") for row in rows]


def _sales(connection: sqlite3.Connection, customer: str, day: date) -> Decimal:
    """Net sales of the twelve months before a day."""
    row = connection.execute(
        "SELECT n.record FROM customers AS c JOIN notes AS n ON n.path = c.path WHERE c.id = ?", (customer,)
    ).fetchone()
    visits = connection.execute(
        _BUSINESS, (customer, add_months(day, -12).isoformat(), day.isoformat())
    ).fetchall()
    if row is None or not visits:
        return Decimal(0)
    dated = sorted(
        (DatedVisit(path, path, _visit(record)) for path, record in visits),
        key=lambda one: one.sort_key,
    )
    dossier = Dossier(customer, "", _card(row[0]), visits=tuple(dated))
    today = Today(day)
    return net_sales(entries(dossier, today), today)
