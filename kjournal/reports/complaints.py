"""Complaints: the open ones with the times by which they are to be answered and solved, the closed ones with how long it took."""

from __future__ import annotations

from datetime import date, datetime
from statistics import median

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
    rows: list[Row] = []
    for row in question.rows(_COMPLAINTS.format(which="c.closed IS NULL", order="c.solve_by")):
        (
            customer,
            name,
            region,
            rep,
            visit,
            opened,
            answer,
            solve,
            answered,
            _closed,
            *what,
            handling,
            cause,
        ) = row
        rows.append((
            (_state(question, solve), solve), None if answered else (_state(question, answer), answer), (customer, name),
            _what(*what), tuple(filter(None, (handling, cause))) or None, (customer, visit, opened[:10]), town(region), question.rep(rep),
        ))  # fmt: skip
    says = _(
        "Ordinary ones are answered the next working day and solved within three, grave ones within 12 hours and two working days, urgent ones within 2 and 24 hours."
    )
    return Report(
        "complaints",
        N_("Open complaints"),
        columns,
        tuple(rows),
        empty=N_("No complaint is open."),
        says=says,
    )


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
    rows: list[Row] = []
    taken: list[float] = []
    query = _COMPLAINTS.format(which="c.closed >= :since", order="c.closed DESC")
    for row in question.rows(query, since=question.ago(YEAR)):
        (
            customer,
            name,
            _region,
            rep,
            visit,
            opened,
            _answer,
            solve,
            _answered,
            closed,
            *what,
            handling,
            cause,
        ) = row
        hours = _hours(opened, closed)
        taken.append(hours)
        in_time = closed <= solve[: len(closed)]  # by the day where only that was written
        rows.append((
            closed[:10], (customer, name), _what(*what), tuple(filter(None, (handling, cause))) or None, (customer, visit, opened[:10]),
            _took(opened, closed), ("fine", _("in time")) if in_time else ("late", _("too late")), question.rep(rep),
        ))  # fmt: skip
    says = _("Half of them took no longer than {time}.").format(time=_length(median(taken))) if taken else ""
    empty = N_("No complaint was closed within the last year.")
    return Report(
        "complaints-closed", N_("Closed within a year"), columns, tuple(rows), empty=empty, says=says
    )


def _what(kind: str, level: str, product: str, symptom: str) -> tuple[str, ...]:
    """Level, kind and product, then what was seen."""
    head = " ".join(filter(None, (level or "一般", kind, product)))
    return tuple(filter(None, (head, symptom)))


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
    """Hours where both are written to the minute and lie on one day, else days."""
    if len(closed) > _DAY and closed[:_DAY] == opened[:_DAY]:
        return _length(_hours(opened, closed))
    days = (date.fromisoformat(closed[:10]) - date.fromisoformat(opened[:10])).days
    return ngettext("{n} day", "{n} days", days).format(n=days) if days else _("the same day")


def _length(hours: float) -> str:
    if hours < 1:
        return _("less than an hour")
    n = round(hours) if hours < 24 else round(hours / 24)
    return (
        ngettext("{n} hour", "{n} hours", n) if hours < 24 else ngettext("{n} day", "{n} days", n)
    ).format(n=n)
