"""The pages of reports: promises, money, gifts, complaints, licences, grades; each asked from the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kjournal.findings.finding import Finding
from kjournal.graph.pages.asked import Asked, Sheet
from kjournal.outputs.pages import heads
from kjournal.outputs.pages.cutting import cut
from kjournal.outputs.pages.links import piece_file
from kjournal.outputs.pages.report import Part, ReportView, render_report
from kjournal.outputs.pages.site import GIFTS
from kjournal.reports import debts as money
from kjournal.reports import gifts as register
from kjournal.reports import grades as letters
from kjournal.reports.question import Question
from kjournal.reports.report import Report
from kjournal.reports.table import REPORTS


def promises(asked: Asked) -> Iterator[Sheet]:
    """What was promised, and how much of it was kept."""
    view = heads.promises(_told(question(asked), "ours", "theirs", "closing"))
    yield from _sheets(asked, cut(view, "ours"))


def debts(asked: Asked) -> Iterator[Sheet]:
    """Who owes what."""
    asking = question(asked)
    told = _told(asking, "owing", "debts-by-rep", "consigned")
    yield from _sheets(asked, cut(heads.owed(told, asking.once(money.debts), asked.today), "owing"))


def gifts(asked: Asked) -> Iterator[Sheet]:
    """The register of gifts, a page a year; this year's comes first."""
    asking = question(asked)
    years = dict(register.years(asking))
    this = asked.today.year
    known = sorted({this, *years}, reverse=True)
    files = {year: GIFTS if year == this else piece_file(GIFTS, str(year)) for year in known}
    parts = tuple(Part(str(year), years.get(year, 0), file) for year, file in files.items())
    for year, file in files.items():
        told = {
            "gifts": register.register(asking, year),
            "gifts-by-customer": register.by_customer(asking, year),
            "gifts-by-rep": register.by_rep(asking, year),
        }
        view = heads.gifts(told, year, file)
        yield from _sheets(asked, cut(view, "gifts", parts if len(parts) > 1 else ()))


def complaints(asked: Asked) -> Iterator[Sheet]:
    """What went wrong, and what became of it."""
    view = heads.complaints(_told(question(asked), "complaints", "complaints-closed"))
    yield from _sheets(asked, cut(view, "complaints"))


def licences(asked: Asked) -> Iterator[Sheet]:
    """Papers by the day they end."""
    view = heads.licences(_told(question(asked), "papers", "own-papers"))
    yield from _sheets(asked, cut(view, "papers"))


def grades(asked: Asked) -> Iterator[Sheet]:
    """Who is graded how, and what moved."""
    asking = question(asked)
    view = heads.grades(_told(asking, "grades", "vip", "moved"), letters.groups(asking))
    yield from _sheets(asked, cut(view, "moved"))


def question(asked: Asked) -> Question:
    """What reports may ask, of this publication."""
    settings = asked.settings
    off = frozenset(
        code for code in money.TELLING if settings.severity(Finding(code, ()), "warning") == "off"
    )
    return Question(
        asked.connection,
        asked.today,
        ledger=settings.care.ledger,
        reps=settings.reps,
        papers=settings.papers,
        hidden=off,
    )


def _told(asking: Question, *names: str) -> dict[str, Report]:
    return {name: REPORTS[name](asking) for name in names}


def _sheets(asked: Asked, views: Iterable[ReportView]) -> Iterator[Sheet]:
    for view in views:
        yield Sheet(view.file, view, lambda view=view: render_report(asked.site, view))  # type: ignore[misc]
