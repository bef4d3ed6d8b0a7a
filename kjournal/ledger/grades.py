"""Grades: what is written on the card; the letter by sales joins here (DOMAIN.md 6, 9.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Standing(NamedTuple):
    """The narrow row that a dossier lays down for its class."""

    customer: str
    written: str
    sales: str
    rep: str
    status: str
    kind: str


class Graded(NamedTuple):
    """A customer's grade and where it comes from."""

    customer: str
    grade: str
    source: str  # written, or empty where there is none


def grades(standings: Iterable[Standing]) -> list[Graded]:
    """The grades of one class, in the order of its customers."""
    return [Graded(one.customer, one.written, "written" if one.written else "") for one in standings]
