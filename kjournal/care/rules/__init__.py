"""The care rules, one a module, and the table of them."""

from kjournal.care.rule import Rule
from kjournal.care.rules import agreed, birthday, cadence, licence, promise

RULES: tuple[Rule, ...] = (
    cadence.VISIT,
    cadence.CALL,
    agreed.RULE,
    promise.RULE,
    birthday.RULE,
    licence.RULE,
)
"""All rules (DOMAIN.md 5), in the order of that table. To add one: a module, a line here, a test, a line in docs."""
