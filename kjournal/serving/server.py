"""Serve the built site: the door to the web server.

Importing it is cheap; starlette and uvicorn are loaded when an application is made and when it is served.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kjournal.serving.hosts import HostList, base_url, own_addresses, reachable
from kjournal.serving.sockets import NotListening, open_sockets

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from pathlib import Path

    from starlette.types import ASGIApp

    from kjournal.serving.announcer import Announcer
    from kjournal.serving.listening import Running

__all__ = [
    "HostList",
    "NotListening",
    "base_url",
    "listen",
    "make_app",
    "own_addresses",
    "reachable",
    "serve",
]


def make_app(
    site: Path,
    *,
    token: str,
    hosts: HostList,
    subscribe: Callable[[str, str], str] | None = None,
    notice: Callable[[], str] = str,
    announcer: Announcer | None = None,
) -> ASGIApp:
    """The web application for the outputs in `site`, which is read anew for each request.

    `subscribe(base, token)` gives the HTML that takes the place of `ADDRESSES` in the subscribe page
    (`outputs.pages.subscribe`); `base` is the address (`http://localhost:8765`) at which this computer's user sees the page. Nobody else is sent it. `notice()` is
    a sentence to stand on top of every page; empty: none. `announcer` is told when something was published: open
    pages are loaded again.
    """
    from kjournal.serving.application import make  # starlette

    return make(site, token=token, hosts=hosts, subscribe=subscribe, notice=notice, announcer=announcer)


def listen(app: ASGIApp, host: str, port: int) -> Running | NotListening:
    """Serve `app` in a thread; it answers when this returns. Port 0 takes a free one."""
    sockets = open_sockets(host, port)
    if isinstance(sockets, NotListening):
        return sockets
    from kjournal.serving.listening import Running  # uvicorn

    running = Running(app, host, sockets)
    running.start()
    return running


def serve(
    app: ASGIApp, host: str, port: int, *, listening: Callable[[str], None], stop: threading.Event
) -> NotListening | None:
    """Serve `app` until `stop` is set or Ctrl-C; `listening` gets the address when it answers."""
    running = listen(app, host, port)
    if isinstance(running, NotListening):
        return running
    try:
        listening(running.url)
        while running.alive and not stop.wait(
            0.2
        ):  # with a limit: on Windows Ctrl-C does not end an endless wait
            pass
    except KeyboardInterrupt:
        pass
    finally:
        running.stop()
    return None
