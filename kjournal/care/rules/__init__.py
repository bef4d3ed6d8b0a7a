"""The care rules, one a module, and the table of them."""

from kjournal.care.rule import Rule
from kjournal.care.rules import (
    adverse,
    aftersale,
    agreed,
    birthday,
    brief,
    cadence,
    complaint,
    dealer,
    delivery,
    expiry,
    gradecare,
    handin,
    licence,
    money,
    points,
    promise,
    reconcile,
    restock,
    slip,
)

RULES: tuple[Rule, ...] = (
    cadence.VISIT,
    cadence.CALL,
    agreed.RULE,
    promise.RULE,
    birthday.RULE,
    restock.RULE,
    expiry.RULE,
    aftersale.RULE,
    complaint.RULE,
    adverse.RULE,
    money.RULE,
    reconcile.RULE,
    handin.RULE,
    delivery.RULE,
    licence.RULE,
    points.RULE,
    slip.RULE,
    brief.CARD,
    gradecare.RULE,
    dealer.RULE,
    brief.SURVEY,
)
"""All rules (DOMAIN.md 5), in the order of that table. To add one: a module, a line here, a test, a line in docs."""
