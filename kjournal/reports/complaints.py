"""Complaints: the open ones with the times by which they are to be answered and solved, the closed ones with how long it took."""

from __future__ import annotations

from datetime import date, datetime
from statistics import median
from typing import NamedTuple

from kjournal.reports.question import Question, town
from kjournal.reports.report import Column, Report, Row
from kjournal.words import N_, _, ngettext

YEAR = 365
"""Days back to which closed complaints are shown."""
_COMPLAINTS = """
    SELECT c.customer, s.name, s.region, c.rep, c.visit, c.opened, c.answer_by, c.solve_by, c.answered, c.closed,
        c.kind, c.level, c.product, c.symptom, c.handling, c.cause
    FROM complained AS c JOIN standing AS s ON s.customer = c.customer
    WHERE {which} ORDER BY {order}, c.customer, c.path, c.n
"""
_DAY = 10  # characters of an ISO day


class Complaint(NamedTuple):
    """A complaint as the index has it."""

    customer: str
    name: str
    region: str
    rep: str
    visit: str
    opened: str
    answer_by: str
    solve_by: str
    answered: str | None
    closed: str | None
    kind: str
    level: str
    product: str
    symptom: str
    handling: str
    cause: str

    @property
    def what(self) -> tuple[str, ...]:
        """Level, kind and product, then what was seen."""
        head = " ".join(filter(None, (self.level or "一般", self.kind, self.product)))
        return tuple(filter(None, (head, self.symptom)))

    @property
    def done(self) -> tuple[str, ...] | None:
        """What was done about it, and what it came from."""
        return tuple(filter(None, (self.handling, self.cause))) or None

    @property
    def noted(self) -> tuple[str, ...]:
        """Where it was taken down."""
        return (self.customer, self.visit, self.opened[:_DAY])


def waiting(question: Question) -> Report:
    """Those that are open, the first to be solved first."""
    columns = (
        Column("solve", N_("Solve by"), "due"),
        Column("answer", N_("Answer by"), "due"),
        Column("customer", N_("Customer"), "who"),
        Column("what", N_("What went wrong")),
        Column("done", N_("What was done")),
        Column("opened", N_("Taken down"), "visit"),
        Column("town", N_("Town")),
        Column("rep", N_("Rep")),
    )
    found = question.rows(_COMPLAINTS.format(which="c.closed IS NULL", order="c.solve_by"))
    rows = tuple(_waiting(question, Complaint(*row)) for row in found)
    says = _(
        "Ordinary ones are answered the next working day and solved within three, grave ones within 12 hours and two working days, urgent ones within 2 and 24 hours."
    )
    return Report(
        "complaints",
        N_("Open complaints"),
        columns,
        rows,
        empty=N_("No complaint is open."),
        says=says,
    )


def _waiting(question: Question, one: Complaint) -> Row:
    answer = None if one.answered else (_state(question, one.answer_by), one.answer_by)
    return (
        (_state(question, one.solve_by), one.solve_by), answer, (one.customer, one.name), one.what, one.done, one.noted,
        town(one.region), question.rep(one.rep),
    )  # fmt: skip


def settled(question: Question) -> Report:
    """Those that were closed within the last year, the latest first."""
    columns = (
        Column("closed", N_("Closed"), "day"),
        Column("customer", N_("Customer"), "who"),
        Column("what", N_("What went wrong")),
        Column("done", N_("What was done")),
        Column("opened", N_("Taken down"), "visit"),
        Column("took", N_("Took")),
        Column("state", N_("Within its time"), "state"),
        Column("rep", N_("Rep")),
    )
    query = _COMPLAINTS.format(which="c.closed >= :since", order="c.closed DESC")
    found = [Complaint(*row) for row in question.rows(query, since=question.ago(YEAR))]
    taken = [_hours(one.opened, one.closed or "") for one in found]
    rows = tuple(_settled(question, one, one.closed or "") for one in found)
    says = _("Half of them took no longer than {time}.").format(time=_length(median(taken))) if taken else ""
    empty = N_("No complaint was closed within the last year.")
    return Report("complaints-closed", N_("Closed within a year"), columns, rows, empty=empty, says=says)


def _settled(question: Question, one: Complaint, closed: str) -> Row:
    in_time = closed <= one.solve_by[: len(closed)]  # by the day where only that was written
    return (
        closed[:_DAY], (one.customer, one.name), one.what, one.done, one.noted, _took(one.opened, closed),
        ("fine", _("in time")) if in_time else ("late", _("too late")), question.rep(one.rep),
    )  # fmt: skip


def _state(question: Question, by: str) -> str:
    """Past its day, on it or on the next one, or later."""
    day = by[:10]
    if day < question.today.isoformat():
        return "late"
    return "near" if day <= question.ahead(1) else ""


def _hours(opened: str, closed: str) -> float:
    """From the one to the other; where only the day was written, to its end at most."""
    end = datetime.fromisoformat(closed if len(closed) > _DAY else f"{closed} 18:00")
    return max(0.0, (end - datetime.fromisoformat(opened)).total_seconds() / 3600)


def _took(opened: str, closed: str) -> str:
    """Hours where both are written to the minute and lie on one day, else days; never less than none, whatever was typed."""
    if len(closed) > _DAY and closed[:_DAY] == opened[:_DAY]:
        return _length(_hours(opened, closed))
    days = max(0, (date.fromisoformat(closed[:_DAY]) - date.fromisoformat(opened[:_DAY])).days)
    return ngettext("{n} day", "{n} days", days).format(n=days) if days else _("the same day")


def _length(hours: float) -> str:
    if hours < 1:
        return _("less than an hour")
    n = round(hours) if hours < 24 else round(hours / 24)
    return (
        ngettext("{n} hour", "{n} hours", n) if hours < 24 else ngettext("{n} day", "{n} days", n)
    ).format(n=n)
