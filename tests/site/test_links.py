"""Every link of the whole site leads somewhere, from a file; the first page is light, none is heavy."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

FIRST = 60 << 10
"""Bytes of the first page with its style and script, as a phone loads them."""
HEAVIEST = 1 << 20
OUTSIDE = frozenset({"tel", "sms", "mailto", "geo", "webcal", "data"})


class Tags(HTMLParser):
    """The addresses and names of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.names: list[str] = []
        self.loaded: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take down what leads on."""
        values = dict(attrs)
        self.names += filter(None, [values.get("id")])
        self.addresses += filter(None, [values.get("href"), values.get("src")])
        if tag in {"link", "script"} and not (values.get("href") or "").startswith("data:"):
            self.loaded += filter(None, [values.get("href"), values.get("src")])


def test_every_link_leads_somewhere(site: Path) -> None:
    """To a page and a place on it, to a note, or to an app; never to an address outside."""
    pages = {path: Tags(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    assert len(pages) > 40
    wrong: list[str] = []
    for path, tags in pages.items():
        if len(set(tags.names)) != len(tags.names):
            wrong.append(f"{path.name}: a name twice")
        for address in tags.addresses:
            parts = urlsplit(address)
            if parts.scheme:
                if parts.scheme not in OUTSIDE:
                    wrong.append(f"{path.name}: {address}")
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file():
                wrong.append(f"{path.name}: {address} is not there")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].names:
                wrong.append(f"{path.name}: {address} has no such place")
    assert not wrong, "\n".join(wrong[:20])


def test_every_page_is_led_to(site: Path) -> None:
    """From the first one, by links alone."""
    todo = [site / "index.html"]
    seen = set(todo)
    while todo:
        path = todo.pop()
        for address in Tags(path.read_text(encoding="utf-8")).addresses:
            parts = urlsplit(address)
            target = (path.parent / unquote(parts.path)).resolve()
            if not parts.scheme and target.suffix == ".html" and target.is_file() and target not in seen:
                seen.add(target)
                todo.append(target)
    assert {path.resolve() for path in site.rglob("*.html")} == {path.resolve() for path in seen}


def test_sizes(site: Path) -> None:
    """The first page is under 60 KB with all it loads, as the sample's site is opened from a memory stick."""
    first = site / "index.html"
    parts = [first, *(site / unquote(name) for name in Tags(first.read_text(encoding="utf-8")).loaded)]
    assert first.stat().st_size < FIRST
    assert all(path.stat().st_size < HEAVIEST for path in site.rglob("*.html"))
    assert len(parts) == 3
