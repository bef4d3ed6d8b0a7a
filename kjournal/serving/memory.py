"""Hand back to the system what a run took for its rows: the C library keeps it, for a run that may come in an hour."""

from __future__ import annotations

import contextlib
import sys


def give_back() -> None:
    """Free what is held and not used; where the C library is not GNU's nothing happens."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes  # only what stays running needs it

    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
