"""Hand back to the system what a run took for its rows: the C library keeps it, for a run that may come in an hour."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from pathlib import Path

from kjournal.remembering import forget

WORTH = 4 << 20
"""Bytes more than the last time from which on it is worth the while: what every run takes is used again soon."""


class Memory:
    """What a program that stays running holds between two runs."""

    def __init__(self) -> None:
        self.kept = 0  # bytes that were held when all was handed back

    def give_back(self) -> None:
        """Free what is held and not used, where that may be much; where the C library is not GNU's it keeps what was freed."""
        forget()
        gc.collect()  # circles: a run searches for them seldom (`opening.graph`), which would add up over days
        if not gc.get_freeze_count():
            gc.freeze()  # what the first run loaded stays: no later search goes through it again
        if sys.platform.startswith("linux") and _held() >= self.kept + WORTH:
            _trim()
            self.kept = _held()


def _trim() -> None:
    import ctypes  # only what stays running needs it

    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def _held() -> int:
    """The bytes of memory that this process holds; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf(
            "SC_PAGE_SIZE"
        )
    except OSError:
        return 0
