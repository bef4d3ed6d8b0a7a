"""The fragment that the server puts into the subscribe page: its own addresses, with codes for a phone's camera."""

import io
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

import msgspec

from kjournal.care.reminder import Kind
from kjournal.outputs.pages.marks import KIND_WORDS
from kjournal.outputs.pages.parts import Html
from kjournal.outputs.pages.subscribe import RepFeeds, webcal
from kjournal.outputs.pages.templates import fragment

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class _Address(msgspec.Struct, frozen=True):
    """A feed at the server's address."""

    kind: Kind | None
    address: str
    webcal: str
    drawing: Html


class _Family(msgspec.Struct, frozen=True):
    """The addresses of one rep."""

    name: str
    feeds: tuple[_Address, ...]


class _Entrance(msgspec.Struct, frozen=True):
    """What lets a phone in to the pages."""

    address: str
    drawing: Html


def feed_address(host_url: str, token: str, file: str) -> str:
    """Where the server gives a feed: `http://192.168.1.7:8000/feeds/TOKEN/zhouning.ics`."""
    return f"{host_url.rstrip('/')}/feeds/{quote(token, safe='')}/{quote(file)}"


def entrance_address(host_url: str, token: str) -> str:
    """What a phone opens once to read the pages: `http://192.168.1.7:8000/-/open/TOKEN`."""
    return f"{host_url.rstrip('/')}/-/open/{quote(token, safe='')}"


def render_addresses(host_url: str, token: str, feeds: Iterable[RepFeeds]) -> str:
    """What stands in the place of `subscribe.ADDRESSES`; no codes where only this computer knows the address."""
    local = (urlsplit(host_url).hostname or "") in _LOOPBACK
    families = tuple(
        _Family(
            rep.name,
            tuple(_address(host_url, token, feed.file, feed.kind, local=local) for feed in rep.feeds),
        )
        for rep in feeds
    )
    host = urlsplit(host_url).netloc
    way = entrance_address(host_url, token)
    return fragment(
        "addresses.html",
        local=local,
        host=host,
        entrance=None if local else _Entrance(way, code(way)),
        reps=families,
        kind_words=KIND_WORDS,
    )


def _address(host_url: str, token: str, file: str, kind: Kind | None, *, local: bool) -> _Address:
    address = feed_address(host_url, token, file)
    return _Address(kind, address, webcal(address), Html("") if local else code(webcal(address)))


def code(text: str) -> Html:
    """A QR code as a drawing without colours or sizes of its own; the style sheet has both."""
    import segno  # only where a page is sent

    drawing = io.BytesIO()
    segno.make(text, micro=False, boost_error=False).save(
        drawing,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        nl=False,
        border=4,
        dark="black",
        svgclass="qr",
        lineclass="modules",
    )
    return Html(drawing.getvalue().decode("ascii"))
