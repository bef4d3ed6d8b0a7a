"""Answer requests for pages and feeds: the web application.

Who may see what:

- Feeds: whoever has the token, which stands in the address.
- Pages: who sits at this computer; others need the token once (`/-/open/<token>` sets a cookie), since pages hold
  customers' names and telephones, and a Wi-Fi has many guests.
- The token itself: only pages shown at this computer hold it.

Only GET and HEAD are answered, only under known names, and never to another site's page.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import hmac
import html
import logging
import time
from email.utils import formatdate, parsedate_to_datetime
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kjournal.outputs.pages.site import SUBSCRIBE
from kjournal.outputs.pages.subscribe import ADDRESSES
from kjournal.serving.announcer import Announcer
from kjournal.serving.changes import Changes
from kjournal.serving.hosts import HostList, is_here
from kjournal.serving.site import Found, Site
from kjournal.words import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_SECURITY = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    # Pages carry their data as scripts, which any other site could include and read.
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
_HEADERS = [(name.encode(), value.encode()) for name, value in _SECURITY.items()]

MARK = ADDRESSES.encode()
_FEEDS_END = b"END:VCALENDAR\r\n"
COOKIE = "kjournal"
COOKIE_AGE = 180 * 86400
SMALLEST_GZIP = 500
"""Bytes below which packing saves nothing."""
REMEMBERED = 1 << 20
"""Bytes up to which what was packed is remembered."""

log = logging.getLogger("kjournal.serving")


def make(
    site: Path,
    *,
    token: str,
    hosts: HostList,
    subscribe: Callable[[str, str], str] | None,
    notice: Callable[[], str],
    announcer: Announcer | None = None,
) -> ASGIApp:
    """The application; see `server.make_app`."""
    answers = Answers(Site(site), token, subscribe, notice)
    routes = [
        Route("/-/changes", Changes(answers.site, announcer or Announcer()).stream),
        Route("/-/open/{token}", answers.open),
        Route("/feeds/{token}/{name}", answers.feed),
        Route("/{path:path}", answers.page),
    ]
    return Guard(Starlette(routes=routes), hosts, answers.pass_word)


class Answers:
    """One method for each kind of address. They run in threads, since they read files."""

    def __init__(
        self, site: Site, token: str, subscribe: Callable[[str, str], str] | None, notice: Callable[[], str]
    ) -> None:
        self.site, self.token, self.subscribe, self.notice = site, token, subscribe, notice
        # What the cookie holds: proves the token, does not tell it, and ends with it.
        self.pass_word = hmac.new(token.encode(), b"pages", hashlib.sha256).hexdigest()

    def feed(self, request: Request) -> Response:
        """A feed, for who has the token; without it there is nothing here at all."""
        right = self._is_token(request.path_params["token"])
        found = self.site.feed(request.path_params["name"]) if right else None
        if found is None:
            return nothing()
        if not found.data.endswith(_FEEDS_END):
            # A subscriber that takes half a calendar, or an empty answer, for the whole loses its events; an error it waits out.
            return PlainTextResponse("", 503, headers={"cache-control": "no-store", "retry-after": "60"})
        return answer(request, found, "private")

    def open(self, request: Request) -> Response:
        """Let a browser in that shows the token once."""
        if not self._is_token(request.path_params["token"]):
            return nothing()
        response = RedirectResponse("/", 303, headers={"cache-control": "no-store"})
        response.set_cookie(COOKIE, self.pass_word, max_age=COOKIE_AGE, httponly=True, samesite="lax")
        return response

    def page(self, request: Request) -> Response:
        """A page, or another built file that is no feed."""
        address = request.scope["path"]
        found = self.site.page(address)
        if found is not None:
            found = self._noticed(found)
            completed = self._completed(request, found) if address == f"/{SUBSCRIBE}" else None
            return answer(request, completed or found, "no-store" if completed else "no-cache")
        if self.site.is_folder(address):
            return RedirectResponse(f"{address}/", 308, headers={"cache-control": "no-cache"})
        return nothing()

    def _is_token(self, shown: str) -> bool:
        """Compare without telling by the time how much of it is right."""
        return hmac.compare_digest(shown.encode(), self.token.encode())

    def _noticed(self, found: Found) -> Found:
        """A page with the sentence on top that says why it is the last good one (FEEDS.md "File")."""
        sentence = self.notice() if found.type.startswith("text/html") else ""
        if not sentence:
            return found
        banner = f'<p class="banner bad" role="alert">{html.escape(sentence)}</p>'.encode()
        return Found(found.data.replace(b"<main", banner + b"<main", 1), found.mtime, found.type)

    def _completed(self, request: Request, found: Found) -> Found | None:
        """The page of addresses with this server's own, for who sits at this computer; else nothing."""
        if self.subscribe is None or not request.scope["kjournal.here"] or MARK not in found.data:
            return None
        fragment = self.subscribe(f"http://{request.headers['host']}", self.token)
        return Found(found.data.replace(MARK, fragment.encode(), 1), found.mtime, found.type)


def nothing() -> Response:
    """The answer for an address at which there is nothing, whatever the reason."""
    return PlainTextResponse(
        _("There is nothing at this address."), 404, headers={"cache-control": "no-store"}
    )


def answer(request: Request, found: Found, cache: str) -> Response:
    """A file's bytes, packed where the browser takes that; or that it has not changed."""
    packable = (
        not found.type.startswith(("image/png", "image/jpeg", "font/")) and len(found.data) >= SMALLEST_GZIP
    )
    packed = packable and takes_gzip(request.headers.get("accept-encoding", ""))
    digest = hashlib.sha256(found.data).hexdigest()[:32]
    headers = {
        "etag": f'"{digest}-gz"' if packed else f'"{digest}"',
        "last-modified": formatdate(found.mtime, usegmt=True),
        "cache-control": cache,
    }
    if packable:
        headers["vary"] = "accept-encoding"
    if cache != "no-store" and unchanged(request, headers["etag"], found.mtime):
        return Response(status_code=304, headers=headers)
    headers["content-type"] = found.type
    if packed:
        headers["content-encoding"] = "gzip"
    return Response(pack(found.data) if packed else found.data, headers=headers)


def pack(data: bytes) -> bytes:
    """The bytes packed, the same at any time; small ones are remembered, of large ones sixteen would fill the memory."""
    return _remembered(data) if len(data) <= REMEMBERED else _packed(data)


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)


_remembered = functools.lru_cache(maxsize=16)(_packed)


def takes_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header allows gzip (RFC 9110 section 12.5.3)."""
    for item in header.lower().split(","):
        name, _semicolon, rest = item.partition(";")
        if name.strip() in {"gzip", "x-gzip"}:
            weight = rest.strip().removeprefix("q=").strip()
            return not weight or weight.strip("0.") != ""
    return False


def unchanged(request: Request, tag: str, mtime: float) -> bool:
    """Whether what the browser has is what it would get (RFC 9110 section 13)."""
    known = request.headers.get("if-none-match")
    if known is not None:
        tags = {one.strip().removeprefix("W/") for one in known.split(",")}
        return tag in tags or "*" in tags
    try:
        since = parsedate_to_datetime(request.headers["if-modified-since"]).timestamp()
    except (KeyError, ValueError, TypeError):
        return False
    # Equal, not older: a file from a backup may be older and another. And its second must be over.
    return int(mtime) == int(since) and time.time() - mtime > 2


class Guard:
    """Stands before every answer: names, methods, other sites, strangers; and adds what every answer says."""

    def __init__(self, app: ASGIApp, hosts: HostList, pass_word: str) -> None:
        self.app, self.hosts, self.pass_word = app, hosts, pass_word

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        started = False

        async def dressed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": [*message.get("headers", []), *_HEADERS]}
            await send(message)

        try:
            request = Request(scope, receive)
            await (self._refusal(request) or self.app)(scope, receive, dressed)
        except Exception:
            log.exception("a request could not be answered")  # never its address: the token is in it
            if not started:
                await PlainTextResponse("", 500)(scope, receive, dressed)

    def _refusal(self, request: Request) -> Response | None:
        """Why a request is not answered, or nothing."""
        reached = (request.scope.get("server") or ("", 0))[0]
        peer = request.client.host if request.client else ""
        named = request.headers.getlist("host")
        known = self.hosts.knows(named[0], reached) if len(named) == 1 else ""
        if not known:
            return self._no(421, _("This server does not answer to that name."))
        if request.method not in {"GET", "HEAD"}:
            return self._no(405, "", {"allow": "GET, HEAD", "connection": "close"})
        here = known == "here" and is_here(peer, reached, request.headers)
        request.scope["kjournal.here"] = here
        if request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"} and (
            request.headers.get("sec-fetch-mode") != "navigate"
        ):
            return self._no(403, _("Other sites' pages may not read this one."))
        open_to_all = request.scope["path"].startswith(("/feeds/", "/-/open/"))
        if not (here or open_to_all or self._has_cookie(request)):
            return self._no(
                403, _("Open the link or QR code that is shown on the computer which keeps this journal.")
            )
        return None

    def _has_cookie(self, request: Request) -> bool:
        """Whether the browser was let in before."""
        return hmac.compare_digest(request.cookies.get(COOKIE, "").encode(), self.pass_word.encode())

    def _no(self, status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
        """A refusal in one sentence."""
        return PlainTextResponse(sentence, status, headers={"cache-control": "no-store", **(headers or {})})
