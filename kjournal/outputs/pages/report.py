"""Pages of reports: what each says first, its charts, its tables."""

import msgspec

from kjournal.outputs.pages.charts.data import Bars, Curve, Stack
from kjournal.outputs.pages.parts import Link
from kjournal.outputs.pages.site import Site
from kjournal.outputs.pages.templates import render
from kjournal.reports.report import Report, State


class Figure(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A figure in the head of a page, in words."""

    value: str
    words: str
    state: State = ""


class Part(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A page that holds some of the rows that are too many for one."""

    words: str
    count: int
    file: str  # below the site's root


class ReportView(msgspec.Struct, frozen=True, omit_defaults=True):
    """One page of reports."""

    file: str
    kind: str  # its template
    verdict: str = ""  # one sentence: whether things are in order
    state: State = ""
    best: Link | None = None  # who the page speaks of first
    best_words: str = ""  # … and what there is to say
    figures: tuple[Figure, ...] = ()
    reports: tuple[Report, ...] = ()
    parts: tuple[Part, ...] = ()
    part: str = ""  # of a part: which
    stack: Stack | None = None
    bars: Bars | None = None
    curves: tuple[Curve, ...] = ()


def render_report(site: Site, view: ReportView) -> str:
    """The page of a view."""
    return render(f"{view.kind}.html", view.file, site, view=view)
