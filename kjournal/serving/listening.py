"""Listen at an address with uvicorn, in a thread of its own, until told to stop."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

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


class Connection(H11Protocol):
    """A connection that is cut when nothing moves on it: uvicorn waits for a request's end for ever."""

    watch: asyncio.TimerHandle | None = None
    progress: tuple[int, int] = (0, 0)
    answered = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to watch it."""
        super().connection_made(transport)
        self._watch()

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

    def _watch(self) -> None:
        """Look at it again after a while."""
        self.progress = (self.answered, self.transport.get_write_buffer_size())
        self.watch = self.loop.call_later(PATIENCE, self._look)

    def _look(self) -> None:
        """Cut it when nothing has moved since the last look, unless we are the ones who are slow."""
        cycle: RequestResponseCycle | None = self.cycle
        at_work = cycle is not None and not cycle.response_complete and not self.flow.write_paused
        if at_work or self.progress != (self.answered, self.transport.get_write_buffer_size()):
            self._watch()
        else:
            self.transport.abort()


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
