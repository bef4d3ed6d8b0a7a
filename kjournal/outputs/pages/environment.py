"""What our templates count on, whoever draws them: this process, or the one for a journal's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kjournal.outputs.pages import links, site
from kjournal.outputs.pages.marks import (
    BANDS,
    FOUND_WORDS,
    KIND_WORDS,
    SEVERITY_WORDS,
    long_day,
    month_title,
    weekday,
)
from kjournal.words import _, ngettext

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

    E = TypeVar("E", bound=Environment)

FOLDER = Path(__file__).parent / "templates"
_PARTS = frozenset(
    f"{name}.html"
    for name in (
        "base",
        "framed",
        "pieces",
        "addresses",
        "finding",
        "navigation",
        "report",
        "visits",
        "dealings",
    )
)


def is_page(template: str) -> bool:
    """Whether a file is the template of pages: not the frame, nor a part of others."""
    return template not in _PARTS and (FOLDER / template).is_file()


def configured(kind: type[E], loader: BaseLoader) -> E:
    """An environment with what all our templates count on."""
    from jinja2 import StrictUndefined

    from kjournal.outputs.pages import drawing
    from kjournal.outputs.pages.charts.drawing import draw
    from kjournal.outputs.pages.tables import table

    environment = kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals.update(
        _=_,
        gettext=_,
        ngettext=ngettext,
        band=drawing.band,
        chart=draw,
        day=drawing.day,
        far=drawing.far,
        grade=drawing.grade,
        table=table,
        tel=drawing.tel,
        brief_beside=links.brief_beside,
        href=links.href,
        is_list=links.is_list,
        is_narrowed=links.is_narrowed,
        note_href=links.note_href,
        today_page=site.TODAY,
        customers_page=site.CUSTOMERS,
        problems_page=site.PROBLEMS,
        subscribe_page=site.SUBSCRIBE,
        search_page=site.SEARCH,
        entries=site.ENTRIES,
        briefs=site.BRIEF_FOLDER,
        bands=BANDS,
        found_words=FOUND_WORDS,
        kind_words=KIND_WORDS,
        severity_words=SEVERITY_WORDS,
        titles=site.TITLES,
    )
    environment.filters.update(
        dated=drawing.dated, iso=date.isoformat, long_day=long_day, month_title=month_title, weekday=weekday
    )
    return environment
