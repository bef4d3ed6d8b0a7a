"""Listen at an address with uvicorn, in a thread of its own, until told to stop."""

from __future__ import annotations

import contextlib
import sys
import threading
from functools import cache
from typing import TYPE_CHECKING, TypeGuard

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from kjournal.serving.hosts import base_url

if TYPE_CHECKING:
    import asyncio
    import socket

    from starlette.types import ASGIApp

PATIENCE = 10.0
"""Seconds for which a connection may neither finish a request nor take more of an answer."""

ENDING = 0.3
"""Seconds that answers on their way are given when the server ends."""

FILES = 4096
"""Files and connections that are asked of the system for one process: by default some give 256."""


@cache
def room() -> int:
    """How many connections may be open: half of what the process may have open, the rest is for its files."""
    if sys.platform == "win32":
        return FILES // 2
    import resource

    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    infinite = resource.RLIM_INFINITY
    wanted = FILES if most == infinite else min(FILES, most)
    if now != infinite and now < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
            now = wanted
    return (FILES if now == infinite else min(now, FILES)) // 2


class Connection(H11Protocol):
    """A connection that is cut when nothing moves on it: uvicorn waits for a request's end for ever."""

    watch: asyncio.TimerHandle | None = None
    progress: tuple[int, int] = (0, 0)
    answered = 0
    since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to watch it; where there are too many, who has waited longest for nothing makes room."""
        super().connection_made(transport)
        self.since = self.loop.time()
        self._watch()
        if len(self.connections) > room():
            min(filter(_idle, self.connections), key=lambda one: one.since).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to watch any more."""
        if self.watch is not None:
            self.watch.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """An answer has been handed to the system: that is progress."""
        self.answered += 1
        super().on_response_complete()

    def shutdown(self) -> None:
        """The server ends: soon, also for those who do not read."""
        super().shutdown()
        self.loop.call_later(ENDING, self.transport.abort)

    @property
    def at_work(self) -> bool:
        """Whether we are the ones who are to do something."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete and not self.flow.write_paused

    def _watch(self) -> None:
        """Look at it again after a while."""
        self.progress = (self.answered, self.transport.get_write_buffer_size())
        self.watch = self.loop.call_later(PATIENCE, self._look)

    def _look(self) -> None:
        """Cut it when nothing has moved since the last look, unless we are at work."""
        if self.at_work or self.progress != (self.answered, self.transport.get_write_buffer_size()):
            self._watch()
        else:
            self.transport.abort()


def _idle(one: object) -> TypeGuard[Connection]:
    """Whether a connection could be cut without harm."""
    return isinstance(one, Connection) and not one.at_work and not one.transport.is_closing()


class Running:
    """A server that listens; `start` returns when it answers, `stop` when it has ended."""

    def __init__(self, app: ASGIApp, host: str, sockets: list[socket.socket]) -> None:
        self.sockets = sockets
        self.host, self.port = host, int(sockets[0].getsockname()[1])
        config = uvicorn.Config(
            app,
            http=Connection,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level="critical",  # our own errors are told by `application`, without addresses
            access_log=False,  # the token stands in addresses
            proxy_headers=False,  # who asks is who is connected; see hosts.is_here
            server_header=False,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=1,
        )
        self.server = uvicorn.Server(config)
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._serve, name="kjournal-serve", daemon=True)

    @property
    def url(self) -> str:
        """The address to open on this computer."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(self.host)  # noqa: S104
        return f"http://{host}:{self.port}/" if host else f"{base_url(self.host, self.port)}/"

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self.thread.is_alive()

    def start(self) -> None:
        """Run, and wait until it answers."""
        self.thread.start()
        while not self.server.started and self.thread.is_alive():
            self.ready.wait(0.01)

    def stop(self) -> None:
        """End within a second."""
        self.server.should_exit = True
        self.thread.join(1)

    def _serve(self) -> None:
        """The thread's life."""
        self.server.run(sockets=self.sockets)
