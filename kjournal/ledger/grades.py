"""Grades: what is written on the card, else a person's unit's; the letter by sales joins here (DOMAIN.md 6, 9.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Standing(NamedTuple):
    """The narrow row that a dossier lays down for its class."""

    customer: str
    written: str
    sales: str
    rep: str
    status: str
    kind: str
    org: str = ""  # id of a person's organisation


class Graded(NamedTuple):
    """A customer's grade and where it comes from."""

    customer: str
    grade: str
    source: str  # written, unit, or empty where there is none


def grades(standings: Iterable[Standing]) -> list[Graded]:
    """The grades of one class, in the order of its customers.

    A person is of the class of the unit, whose grade therefore stands in the same group.
    """
    rows = list(standings)
    written = {one.customer: one.written for one in rows}
    return [_graded(one, written) for one in rows]


def _graded(one: Standing, written: Mapping[str, str]) -> Graded:
    if one.written:
        return Graded(one.customer, one.written, "written")
    unit = written.get(one.org, "") if one.org else ""
    return Graded(one.customer, unit, "unit" if unit else "")
