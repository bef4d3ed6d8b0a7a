"""Reports that are too long for one page: a page a rep, and where one rep has too many, page by page."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from kjournal.outputs.pages.links import piece_file
from kjournal.outputs.pages.report import Part, ReportView
from kjournal.reports.report import Report, Row
from kjournal.words import _

MOST = 500
"""Rows on one page."""
SHOWN = 100
"""Rows that stay on the first page where all of them stand on others."""


class Piece(NamedTuple):
    """A page of one rep's rows."""

    part: Part
    rep: str  # as the rows have it
    start: int  # its first row among the rep's


def cut(view: ReportView, name: str, others: tuple[Part, ...] = ()) -> list[ReportView]:
    """The page, and the pages of its parts where the report `name` has too many rows for it; `others` are its neighbours."""
    whole = next(report for report in view.reports if report.name == name)
    if len(whole.rows) <= MOST:
        return [replace(shortened(view, name), parts=others)]
    place = whole.place("rep")
    rows: dict[str, list[Row]] = {}
    for row in whole.rows:
        rows.setdefault(str(row[place] or ""), []).append(row)
    known = pieces(view.file, {rep: len(some) for rep, some in rows.items()})
    parts = (*others, *(one.part for one in known))
    pages = [page(view, replace(whole, rows=tuple(rows[one.rep])), one, parts) for one in known]
    return [first(view, name, parts), *pages]


def pieces(file: str, counts: Mapping[str, int]) -> list[Piece]:
    """The pages of each rep's rows, by the reps' names; names of files hang on nothing else, so that no page moves."""
    return [
        Piece(
            Part(
                (rep or _("nobody")) + (f" {n}" if n > 1 else ""),
                min(MOST, count - start),
                piece_file(file, rep, n),
            ),
            rep,
            start,
        )
        for rep, count in sorted(counts.items())
        for n, start in enumerate(range(0, count, MOST), 1)
    ]


def first(view: ReportView, name: str, parts: tuple[Part, ...]) -> ReportView:
    """The page that leads to its parts."""
    reports = tuple(
        replace(report, rows=report.rows[:SHOWN]) if report.name == name else report
        for report in shortened(view, name).reports
    )
    return replace(view, reports=reports, parts=parts)


def page(view: ReportView, of_rep: Report, piece: Piece, parts: tuple[Part, ...]) -> ReportView:
    """The page of a part, from all rows of its rep."""
    report = replace(of_rep, rows=of_rep.rows[piece.start : piece.start + MOST], total=())
    # A count would make every page anew with each row.
    named = tuple(replace(part, count=0) for part in parts)
    return ReportView(piece.part.file, view.kind, reports=(report,), parts=named, part=piece.part.words)


def shortened(view: ReportView, name: str) -> ReportView:
    """The page with the first rows of all reports but `name`, which have no pages of their own."""
    reports = tuple(report if report.name == name else _short(report) for report in view.reports)
    return replace(view, reports=reports)


def _short(report: Report) -> Report:
    """The first rows of a report, and how many there are."""
    count = len(report.rows)
    if count <= MOST:
        return report
    more = _("The first {n} of {count}.").format(n=MOST, count=count)
    return replace(report, rows=report.rows[:MOST], says=f"{more} {report.says}".strip())
