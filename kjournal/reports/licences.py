"""Licences: customers' papers by the day they end, and our own."""

from __future__ import annotations

from kjournal.ledger.standing import CLOSED
from kjournal.reports.question import Question, town
from kjournal.reports.report import Column, Report, Row
from kjournal.words import N_, _

NEAR = 90
AHEAD = 366
"""Papers that end later than so many days from now are counted, not listed, where there are many."""
MOST = 500
_NEVER = "9999-12-31"


_PAPERS = f"""
    SELECT p.expires, p.kind, p.number, p.customer, s.name, s.region, s.rep FROM papers AS p
    JOIN standing AS s ON s.customer = p.customer
    WHERE p.expires <= :last AND s.status NOT IN ({", ".join(f"'{word}'" for word in sorted(CLOSED))})
    ORDER BY p.expires, p.customer, p.n
"""


def papers(question: Question) -> Report:
    """Customers' papers, the first to end first; of each kind the one that is valid longest."""
    many = question.rows("SELECT COUNT(*) FROM papers")[0][0] > MOST
    last = question.ahead(AHEAD) if many else _NEVER
    rows: list[Row] = []
    for expires, kind, number, customer, name, region, rep in question.rows(_PAPERS, last=last):
        paper = tuple(filter(None, (kind or _("a paper"), number)))
        rows.append(
            ((state(question, expires), expires), (customer, name), paper, town(region), question.rep(rep))
        )
    columns = (
        Column("until", N_("Valid until"), "due"),
        Column("customer", N_("Customer"), "who"),
        Column("paper", N_("Paper")),
        Column("town", N_("Town")),
        Column("rep", N_("Rep")),
    )
    says = _("Papers that are valid longer than a year stand on the customers' pages.") if many else ""
    return Report(
        "papers",
        N_("Customers' papers"),
        columns,
        tuple(rows),
        empty=N_("No paper with a day is written on a card."),
        says=says,
    )


def own(question: Question) -> Report:
    """Our own papers, as the settings have them."""
    columns = (Column("until", N_("Valid until"), "due"), Column("paper", N_("Paper")))
    found = sorted(question.papers.items(), key=lambda item: (item[1], item[0]))
    rows = tuple(((state(question, day.isoformat()), day.isoformat()), name) for name, day in found)
    empty = N_(
        'The settings name none yet: [licences] in kjournal.toml, a line each, 营业执照 = "2031-05-31".'
    )
    return Report("own-papers", N_("Our own papers"), columns, rows, empty=empty)


def state(question: Question, expires: str) -> str:
    """Expired, within ninety days, or later."""
    if expires < question.today.isoformat():
        return "late"
    return "near" if expires <= question.ahead(NEAR) else ""
