"""Templates: compiled when first used, kept for the process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from kjournal.outputs.pages import links, site
from kjournal.outputs.pages.environment import FOLDER, configured
from kjournal.words import language

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from markupsafe import Markup

    from kjournal.outputs.pages.overriding.overrides import Overrides  # loads the sanitiser
    from kjournal.outputs.pages.site import Site

_overrides: ContextVar[Overrides | None] = ContextVar("overrides", default=None)
_LED_TO = frozenset(entry.file for entry in site.ENTRIES)

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What a browser may load for a page: the site's own files, and the small drawings inside its style sheet.

Chromium takes `'self'` for the site's files under `file://` as well as under `http://`, in folders of any name, so
one policy does for both.
"""


def render(template: str, page: str, site_: Site, **values: Any) -> str:
    """A page from its template, the journal's own where it has one that can be used.

    `root` is the way from the page's file, which lies below the site's root, up to there: all links are counted from it.
    """
    root = links.root(page)
    shared = {"site": site_, "page": page, "root": root}
    entry = page if page in _LED_TO else ""
    way = _navigation(language(), site_, root, entry, within=bool(root) or links.is_list(page))
    frame = {**shared, "policy": POLICY, "navigation": way}
    own = _overrides.get()
    if own is not None and own.has(template):
        drawn = own.draw(template, {**shared, **values})
        if drawn is not None:
            return str(_template("framed.html").render(**frame, drawn=drawn))
    return str(_template(template).render(**frame, **values))


@lru_cache(maxsize=64)
def _navigation(spoken: str, site_: Site, root: str, page: str, *, within: bool) -> Markup:
    """The way to all pages: the same on thousands of them."""
    del spoken
    from markupsafe import Markup  # a part of jinja2

    drawn = _template("navigation.html").render(site=site_, root=root, page=page, within=within)
    return Markup(drawn)  # noqa: S704  a template escaped it


def _template(name: str) -> Template:
    return _environment(language()).get_template(name)


@contextmanager
def overridden(overrides: Overrides) -> Iterator[None]:
    """Draw with a journal's own templates for a while."""
    before = _overrides.set(overrides)
    try:
        yield
    finally:
        _overrides.reset(before)
        overrides.close()


def fragment(template: str, **values: Any) -> str:
    """A part of a page from its template."""
    return str(_template(template).render(**values))


def keep_compiled() -> None:
    """Keep compiled templates between runs, where the user keeps such things: compiling them takes longer than a page.

    Never in the journal: compiled templates are code, and a journal may come from anywhere.
    """
    from platformdirs import user_cache_path

    from kjournal.outputs.pages.compiled import kept

    folder = user_cache_path("kjournal", appauthor=False) / "templates"
    try:
        if folder.is_absolute():  # not below an unknown home
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _environment(language()).bytecode_cache = kept(str(folder))
    except OSError:
        return


@cache
def _environment(spoken: str) -> Environment:
    """What draws pages in the language that is spoken now: one for each."""
    del spoken
    from kjournal.outputs.pages.compiled import Quick, Spoken  # jinja2 is heavy: only where a page is made

    return configured(Quick, Spoken(FOLDER, encoding="utf-8"))
