"""Templates: compiled when first used, kept for the process."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kjournal.outputs.pages import links, site
from kjournal.outputs.pages.marks import KIND_WORDS, SEVERITY_WORDS, long_day, weekday
from kjournal.words import _, ngettext

if TYPE_CHECKING:
    from jinja2 import Environment

    from kjournal.outputs.pages.site import Site

FOLDER = Path(__file__).parent / "templates"

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What a browser may load for a page: the site's own files, and the small drawings inside its style sheet.

Chromium takes `'self'` for the site's files under `file://` as well as under `http://`, in folders of any name, so
one policy does for both.
"""


def render(template: str, page: str, site_: Site, **values: Any) -> str:
    """A page from its template; `page` is its file below the site's root, from which all links are counted."""
    root = links.root(page)
    return str(
        _environment()
        .get_template(template)
        .render(site=site_, page=page, root=root, policy=POLICY, **values)
    )


def fragment(template: str, **values: Any) -> str:
    """A part of a page from its template."""
    return str(_environment().get_template(template).render(**values))


def keep_compiled(folder: Path) -> None:
    """Keep compiled templates in `folder` between runs: compiling them takes longer than a page."""
    from jinja2 import FileSystemBytecodeCache

    folder.mkdir(exist_ok=True)
    _environment().bytecode_cache = FileSystemBytecodeCache(str(folder))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # heavy: only where a page is made

    from kjournal.outputs.pages import drawing
    from kjournal.outputs.pages.charts.drawing import draw

    environment = Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
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
        tel=drawing.tel,
        href=links.href,
        note_href=links.note_href,
        today_page=site.TODAY,
        customers_page=site.CUSTOMERS,
        problems_page=site.PROBLEMS,
        subscribe_page=site.SUBSCRIBE,
        entries=site.ENTRIES,
        kind_words=KIND_WORDS,
        severity_words=SEVERITY_WORDS,
    )
    environment.filters.update(dated=drawing.dated, iso=date.isoformat, long_day=long_day, weekday=weekday)
    return environment
