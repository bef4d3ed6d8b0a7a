"""A dossier: one customer together with all its visits, oldest first."""

from __future__ import annotations

import datetime as dt

import msgspec

from kjournal.records.customer import Customer
from kjournal.records.visit import Visit


class DatedVisit(msgspec.Struct, frozen=True):
    """A visit in a dossier."""

    path: str
    id: str  # the file's stem
    visit: Visit
    rep: str = ""  # id of the rep who went
    direct: bool = True  # False: it counts by way of the organisation or of a person there
    body: str = ""

    @property
    def date(self) -> dt.date:
        """The visit's day."""
        assert self.visit.date is not None  # noqa: S101  a visit without a day is in no dossier
        return self.visit.date

    @property
    def done(self) -> bool:
        """Whether it took place, by what the note says."""
        return self.visit.status == "完成"

    @property
    def sort_key(self) -> tuple[dt.date, dt.time, str]:
        """Oldest first; within a day by the time of arrival."""
        return (self.date, self.visit.start or dt.time.min, self.path)


class Dossier(msgspec.Struct, frozen=True):
    """One customer with its visits."""

    id: str
    path: str
    customer: Customer
    rep: str = ""  # id of the rep; empty: nobody's
    visits: tuple[DatedVisit, ...] = ()
    body: str = ""  # the card's prose
    org: str = ""  # id of the organisation of a person
    org_name: str = ""
    people: tuple[str, ...] = ()  # ids of those with a card of their own who work there
    links: dict[str, str] = {}  # ids of the customers that the notes name, by the words they use
    stale: str = ""  # the day of the committed version that is shown, where the note cannot be read
