"""The pages of reports: promises, money, gifts, complaints, licences, grades; each asked from the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kjournal.findings.finding import Finding
from kjournal.graph.pages.asked import Asked, Sheet
from kjournal.graph.reported import promisers
from kjournal.outputs.pages import cutting, heads
from kjournal.outputs.pages.cutting import cut
from kjournal.outputs.pages.links import piece_file
from kjournal.outputs.pages.report import Part, ReportView, render_report
from kjournal.outputs.pages.site import GIFTS, PROMISES
from kjournal.reports import debts as money
from kjournal.reports import gifts as register
from kjournal.reports import grades as letters
from kjournal.reports import promises as pledges
from kjournal.reports.question import Question
from kjournal.reports.report import Report
from kjournal.reports.table import REPORTS


def promises(asked: Asked) -> Iterator[Sheet]:
    """What was promised, and how much of it was kept."""
    asking = question(asked)
    standing = pledges.standing(asking)
    whole = pledges.Standing(*map(sum, zip((0, 0, 0), *standing.values(), strict=True)))
    apart = whole.open > cutting.MOST
    ours = pledges.ours(asking, most=cutting.SHOWN if apart else -1)
    view = heads.promises({"ours": ours, **_told(asking, "theirs", "closing")}, whole)
    yield from _promises_by_rep(asked, asking, view, standing) if apart else _sheets(asked, cut(view, "ours"))


def _promises_by_rep(
    asked: Asked, asking: Question, view: ReportView, standing: Mapping[str, pledges.Standing]
) -> Iterator[Sheet]:
    """What leads to the reps' pages, and each of them; only those of reps with other promises than before are asked for."""
    named: dict[str, list[str]] = {}
    for rep in standing:
        named.setdefault(asking.rep(rep), []).append(rep)
    counts = {name: sum(standing[rep].open for rep in reps) for name, reps in named.items()}
    known = cutting.pieces(PROMISES, counts)
    parts = tuple(one.part for one in known)
    yield from _sheets(asked, [cutting.first(view, "ours", parts)])
    as_before = asked.standing == {PROMISES, *(part.file for part in parts)}  # no page came or went
    changed = {asking.rep(rep) for rep in promisers(asked.connection)}
    for one in known:
        if as_before and one.rep not in changed:
            yield Sheet(one.part.file, None, None)
        else:
            ours = pledges.ours(asking, named[one.rep])
            yield from _sheets(asked, [cutting.page(view, ours, one, parts)])


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
