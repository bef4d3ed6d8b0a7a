"""Reports that are too long for one page: a page a rep, and where one rep has too many, page by page."""

from collections.abc import Iterator

from msgspec.structs import replace

from kjournal.outputs.pages.links import piece_file
from kjournal.outputs.pages.report import Part, ReportView
from kjournal.reports.report import Report, Row
from kjournal.words import _

MOST = 500
"""Rows on one page."""
SHOWN = 100
"""Rows that stay on the first page where all of them stand on others."""


def cut(view: ReportView, name: str, others: tuple[Part, ...] = ()) -> list[ReportView]:
    """The page, and the pages of its parts where the report `name` has too many rows for it; `others` are its neighbours."""
    view = replace(
        view, reports=tuple(report if report.name == name else _short(report) for report in view.reports)
    )
    whole = next(report for report in view.reports if report.name == name)
    if len(whole.rows) <= MOST:
        return [replace(view, parts=others)]
    pieces = list(_pieces(view.file, whole))
    parts = (*others, *(part for part, _rows in pieces))
    named = tuple(
        replace(part, count=0) for part in parts
    )  # a count would make every page anew with each row
    pages = [_page(view, whole, part, rows, named) for part, rows in pieces]
    first = replace(whole, rows=whole.rows[:SHOWN])
    reports = tuple(first if report is whole else report for report in view.reports)
    return [replace(view, reports=reports, parts=parts), *pages]


def _short(report: Report) -> Report:
    """A report that has no pages of its own: its first rows, and how many there are."""
    count = len(report.rows)
    if count <= MOST:
        return report
    more = _("The first {n} of {count}.").format(n=MOST, count=count)
    return replace(report, rows=report.rows[:MOST], says=f"{more} {report.says}".strip())


def _page(
    view: ReportView, whole: Report, part: Part, rows: tuple[Row, ...], parts: tuple[Part, ...]
) -> ReportView:
    report = replace(whole, rows=rows, total=())
    return ReportView(part.file, view.kind, reports=(report,), parts=parts, part=part.words)


def _pieces(file: str, report: Report) -> Iterator[tuple[Part, tuple[Row, ...]]]:
    """The rows of each rep, by the reps' names; names of files hang on nothing else, so that no page moves."""
    place = report.place("rep")
    rows: dict[str, list[Row]] = {}
    for row in report.rows:
        rows.setdefault(str(row[place] or ""), []).append(row)
    for rep, found in sorted(rows.items()):
        for n, start in enumerate(range(0, len(found), MOST), 1):
            some = tuple(found[start : start + MOST])
            words = rep or _("nobody")
            yield Part(words if n == 1 else f"{words} {n}", len(some), piece_file(file, rep, n)), some
