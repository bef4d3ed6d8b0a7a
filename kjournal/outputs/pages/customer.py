"""A customer's page: the card, the people, what is to be done and why, and everything that happened."""

from datetime import date, time
from itertools import groupby

import msgspec

from kjournal.outputs.pages.customers import CustomerRow
from kjournal.outputs.pages.dealings import Account, Gifts, Grievance, OnShelf, Referred, Rhythm
from kjournal.outputs.pages.parts import Html, Item, Link, Phone, Problem
from kjournal.outputs.pages.site import Site
from kjournal.outputs.pages.templates import render

RECENT = 24
"""Visits that stand open; older ones are folded."""
COMING = 8
"""Reminders and promises each way that stand open; later ones are folded."""


class Row(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One line of a card: a label and its value, or several."""

    label: str
    values: tuple[str, ...]
    page: str = ""  # where the value is a customer with a page of its own


class Group(msgspec.Struct, frozen=True):
    """Lines of a card that belong together."""

    title: str
    rows: tuple[Row, ...]


class Question(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One of the seven questions (DOMAIN.md 2), and what is known."""

    label: str
    answer: str = ""


class Birthday(msgspec.Struct, frozen=True, omit_defaults=True):
    """A day of the year: as people say it, and the solar days of this year and the next."""

    said: str
    days: tuple[date, ...] = ()
    what: str = ""  # empty: a birthday
    year: int | None = None  # of birth
    lunar: bool = False


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody at a customer, or the customer itself where it is a person."""

    name: str
    page: str = ""  # of a card of their own
    role: str = ""  # role, department and title
    decides: bool = False
    phones: tuple[Phone, ...] = ()
    birthdays: tuple[Birthday, ...] = ()
    advice: tuple[str, ...] = ()  # how to deal with them; the type of character itself is never shown
    rows: tuple[Row, ...] = ()  # what else is known
    left: date | None = None
    gone: bool = False  # not there any more


class Paper(msgspec.Struct, frozen=True, omit_defaults=True):
    """A licence or an agreement."""

    kind: str
    number: str = ""
    expires: date | None = None
    state: str = ""  # `expired`, `near`, or nothing to say
    note: str = ""


class Promised(msgspec.Struct, frozen=True, omit_defaults=True):
    """A promise that is still to be kept."""

    what: str
    due: date | None = None
    made: date | None = None
    to: str = ""
    by: str = ""
    every: str = ""
    visit: str = ""  # where on the page the visit stands, at which it was made
    late: bool = False


class VisitEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One visit in the timeline."""

    day: date
    note: str  # path of the note below the journal's root
    anchor: str = ""
    status: str = ""  # where it did not simply take place
    channel: str = ""
    direction: str = ""
    rep: str = ""
    start: time | None = None
    end: time | None = None
    purpose: tuple[str, ...] = ()
    result: str = ""
    satisfaction: int | None = None
    people: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    of: Link | None = None  # whose visit it was, where it counts here by way of somebody else
    aim: str = ""
    body: Html = Html("")
    lines: tuple[Row, ...] = ()  # lines of business
    next: str = ""
    next_day: date | None = None
    review: str = ""
    review_by: str = ""
    brief: str = ""  # of an old visit this line alone, and its note


class CustomerView(msgspec.Struct, frozen=True, omit_defaults=True):
    """One customer."""

    row: CustomerRow
    note: str  # path of the card below the journal's root
    kind: str = ""
    org: Link | None = None
    aliases: tuple[str, ...] = ()
    grade_reason: str = ""
    address: str = ""
    geo: tuple[float, float] | None = None
    verified: date | None = None
    groups: tuple[Group, ...] = ()
    questions: tuple[Question, ...] = ()
    people: tuple[Person, ...] = ()
    papers: tuple[Paper, ...] = ()
    reminders: tuple[Item, ...] = ()
    ours: tuple[Promised, ...] = ()
    theirs: tuple[Promised, ...] = ()
    visits: tuple[VisitEntry, ...] = ()  # the newest first
    unlisted: int = 0  # older visits that the page leaves to the notes
    rhythm: Rhythm = Rhythm()
    account: Account | None = None
    shelf: tuple[OnShelf, ...] = ()
    gifts: tuple[Gifts, ...] = ()
    complaints: tuple[Grievance, ...] = ()
    brought_by: Referred | None = None
    brought: tuple[Referred, ...] = ()
    problems: tuple[Problem, ...] = ()
    body: Html = Html("")

    @property
    def grave(self) -> tuple[Problem, ...]:
        """The findings that somebody should act on."""
        return tuple(problem for problem in self.problems if problem.severity != "info")

    @property
    def hints(self) -> tuple[Problem, ...]:
        """The findings that only say how it could be written more plainly."""
        return tuple(problem for problem in self.problems if problem.severity == "info")

    @property
    def recent(self) -> tuple[VisitEntry, ...]:
        """The visits that stand open."""
        return self.visits[:RECENT]

    @property
    def older(self) -> list[tuple[int, tuple[VisitEntry, ...]]]:
        """The visits that are folded, by year."""
        rest = groupby(self.visits[RECENT:], lambda visit: visit.day.year)
        return [(year, tuple(some)) for year, some in rest]

    @property
    def open_complaints(self) -> int:
        """How many complaints are not settled."""
        return sum(one.open for one in self.complaints)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Which of the seven questions are still to be asked."""
        return tuple(question.label for question in self.questions if not question.answer)


def render_customer(site: Site, view: CustomerView) -> str:
    """A page below `customers/`."""
    return render("customer.html", view.row.page, site, view=view, row=view.row, coming=COMING)
