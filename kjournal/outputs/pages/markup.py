"""The Markdown converter and the sanitiser behind it: made once, reused for every body.

What is not needed for prose is taken out of Python-Markdown: raw HTML, code by indentation, underlined headings (a
line of hyphens is a rule), references, images. So little is left that takes long or surprises, and what looks like
HTML comes out as text. nh3 stands behind it as a second wall.
"""

import re
from collections.abc import Mapping
from functools import cache
from threading import Lock
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from kjournal.outputs.pages.parts import LINKED, PLAIN_DATE
from kjournal.patterns import regex

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "span", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_CLASSES = {"span": {"d"}}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "tel", "mailto"}
_INLINE_LEFT_OUT = (
    "html", "entity", "autolink", "automail", "reference", "short_reference", "image_link", "image_reference",
    "short_image_ref",
)  # fmt: skip
_BLOCKS_LEFT_OUT = ("code", "setextheader", "reference")
_HAS_SCHEME = regex(r"[a-z][a-z0-9+.-]*:|//|/|#|$", re.IGNORECASE)
_RESOLVED = "data-resolved"
_DEEPEST_HEADING = 6
_FIRST_HEADING = 4  # the page's own outline takes h1 to h3


class _Linked(InlineProcessor):
    """`[[桂和堂]]` and `[[桂和堂|shown]]`: a link to the customer's page, or the name where there is none."""

    links: Mapping[str, str] = {}

    def handleMatch(  # type: ignore[override]  # noqa: N802  the library's own inline processors differ from its patterns
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        del data
        name = m[1].strip()
        link = Element("a" if name in self.links else "span")
        link.text = AtomicString((m[2] or name).strip())
        if name in self.links:
            link.set("href", self.links[name])
            link.set(_RESOLVED, "")
        return link, m.start(0), m.end(0)


class _Dated(InlineProcessor):
    """A plain date, kept on one line."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  as above
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        del data
        date = Element("span", {"class": "d"})
        date.text = AtomicString(m[0])
        return date, m.start(0), m.end(0)


class _Outline(Treeprocessor):
    """Headings below those of the page; relative links counted from the note's folder."""

    base = ""

    def run(self, root: Element) -> None:
        headings = [element for element in root.iter() if re.fullmatch(r"h[1-6]", element.tag)]
        shallowest = min((int(element.tag[1]) for element in headings), default=1)
        for element in headings:
            level = int(element.tag[1]) - shallowest + _FIRST_HEADING
            element.tag = f"h{min(_DEEPEST_HEADING, level)}"
        for link in root.iter("a"):
            address = link.get("href", "")
            if self.base and link.get(_RESOLVED) is None and not _HAS_SCHEME.match(address):
                link.set("href", self.base + address)


class _Converter:
    """One Markdown object and what changes from body to body."""

    def __init__(self) -> None:
        self._lock = Lock()  # the object is reused, and a server may build in a thread
        # Made here: by their names Python-Markdown looks for them in all packages that are installed, for 40 ms.
        self._markdown = Markdown(extensions=[TableExtension(), SaneListExtension(), Nl2BrExtension()])
        self._markdown.preprocessors.deregister("html_block")
        for name in _INLINE_LEFT_OUT:
            self._markdown.inlinePatterns.deregister(name)
        for name in _BLOCKS_LEFT_OUT:
            self._markdown.parser.blockprocessors.deregister(name)
        self._linked = _Linked(LINKED.pattern, self._markdown)
        self._outline = _Outline(self._markdown)
        self._markdown.inlinePatterns.register(self._linked, "linked", 165)  # before links
        self._markdown.inlinePatterns.register(
            _Dated(PLAIN_DATE.pattern, self._markdown), "dated", 45
        )  # after links
        self._markdown.treeprocessors.register(self._outline, "outline", 15)  # after the inline patterns
        self._cleaner = nh3.Cleaner(
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            allowed_classes=_CLASSES,
            url_schemes=_SCHEMES,
            link_rel="noopener noreferrer",
            strip_comments=True,
        )

    def convert(self, text: str, links: Mapping[str, str], base: str) -> str:
        with self._lock:
            self._linked.links, self._outline.base = links, base
            return self._cleaner.clean(self._markdown.reset().convert(text))


@cache
def _converter() -> _Converter:
    return _Converter()


def convert(text: str, links: Mapping[str, str], base: str) -> str:
    """`text` as clean HTML."""
    return _converter().convert(text, links, base)
