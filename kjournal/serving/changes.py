"""Tell open pages that they were made anew: server-sent events (HTML Living Standard, section 9.2).

A page names the files it is made of and is sent one word for them, now and whenever it is another one. Only pages
that are looked at ask: a browser keeps six connections to a server, and every open stream holds one.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, StreamingResponse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from kjournal.serving.announcer import Announcer
    from kjournal.serving.site import Site

LOOK = 15.0
"""Seconds after which a stream looks by itself, and by which a connection that is gone is found out."""

MOST = 64
"""Streams at a time; who comes later reads pages that do not change by themselves."""

TYPE = "text/event-stream"
FILES = 16
"""Files that one stream may name."""


class Changes:
    """The streams of one server."""

    def __init__(self, site: Site, announcer: Announcer) -> None:
        self.site, self.announcer = site, announcer

    async def stream(self, request: Request) -> Response:
        """`/-/changes?path=…&path=…`: a word for these files, at once and at every change."""
        if request.method == "HEAD":
            return PlainTextResponse("", media_type=TYPE, headers={"cache-control": "no-store"})
        return _Stream(self, request.query_params.getlist("path")[:FILES])

    async def words(self, paths: list[str], published: asyncio.Event) -> AsyncIterator[str]:
        """What a stream says."""
        told = ""
        while True:
            published.clear()
            word = await run_in_threadpool(self._word, paths)
            yield f"data: {word}\n\n" if word != told else ":\n\n"
            told = word
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(published.wait(), LOOK)

    def _word(self, paths: list[str]) -> str:
        """A word that is another one when one of the files is."""
        found = [self.site.page(path) for path in paths]
        digests = (hashlib.sha256(one.data).digest() for one in found if one is not None)
        return hashlib.sha256(b"".join(digests)).hexdigest()[:32]


class _Stream(StreamingResponse):
    """One stream. It is counted before it begins, in one step with the look at how many there are: many come at once."""

    def __init__(self, changes: Changes, paths: list[str]) -> None:
        self.waiting, self.published = changes.announcer.waiting, asyncio.Event()
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        super().__init__(changes.words(paths, self.published), media_type=TYPE, headers=headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Speak until the page is gone, or say that all are taken."""
        if len(self.waiting) >= MOST:
            headers = {"cache-control": "no-store", "retry-after": "60"}
            await PlainTextResponse("", 503, headers)(scope, receive, send)
            return
        me = (asyncio.get_running_loop(), self.published)
        self.waiting.add(me)
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.waiting.discard(me)
