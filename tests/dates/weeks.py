"""Weeks as settings give them."""

MONDAY_TO_SATURDAY = (0, 1, 2, 3, 4, 5)
