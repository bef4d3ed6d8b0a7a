"""How a figure is said to people."""

from __future__ import annotations

from decimal import Decimal

from kjournal.remembering import remembered


def number(value: Decimal) -> str:
    """`1,234.5`: no zeros behind."""
    return _number(str(value))  # by its digits: 2 and 2.0 are equal, and equal keys share an answer


@remembered(4096)  # prices and quantities are the same on many pages
def _number(value: str) -> str:
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
