"""Wake who waits for a publication, from the thread that built."""

from __future__ import annotations

import asyncio
import contextlib


class Announcer:
    """Those who wait, each with the loop it waits in."""

    def __init__(self) -> None:
        self.waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def announce(self) -> None:
        """Something was published."""
        for loop, event in tuple(self.waiting):
            with contextlib.suppress(RuntimeError):  # its loop has ended
                loop.call_soon_threadsafe(event.set)
