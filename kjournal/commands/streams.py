"""The standard streams and the names on the disk: made fit before a command begins, and written to where nobody may listen."""

from __future__ import annotations

import contextlib
import os
import sys
from io import TextIOWrapper


def in_utf8() -> None:
    """Begin anew in Python's UTF-8 mode where the locale has names of files read otherwise: as GBK, or as ASCII alone.

    Every name that is not of its letters would be refused there, and its customer be gone. What is printed stays in the
    locale's encoding.
    """
    locale = sys.getfilesystemencoding()
    if os.name == "nt" or locale == "utf-8" or sys.flags.utf8_mode or not sys.executable:
        return
    shown = sys.stdout.encoding if isinstance(sys.stdout, TextIOWrapper) else locale
    environment = {"PYTHONIOENCODING": shown, **os.environ}
    words = [_in_utf8(word) for word in sys.orig_argv[1:]]
    os.execve(sys.executable, [sys.executable.encode(), b"-X", b"utf8", *words], environment)  # noqa: S606  ourselves


def _in_utf8(word: str) -> bytes:
    """A word of the command line: a name as the disk has it, or what was typed in the locale's letters."""
    raw = os.fsencode(word)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return word.encode("utf-8", "surrogateescape")
    return raw


def fit() -> None:
    """Streams that are closed lead nowhere, and letters that one cannot show are escaped: neither ends a command."""
    for name, way in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, way, encoding="utf-8"))  # noqa: SIM115, PTH123  as long as the command lives
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        if sys.platform == "win32":  # pragma: no cover  a console there may not speak UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace")
        elif stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """A line from what stays running: a terminal that was closed, or a log without room, does not end it."""
    with contextlib.suppress(OSError):
        print(text, flush=True)


def give_up(stream: object) -> None:
    """What could not be written there is written nowhere; else Python tries once more when it ends."""
    if isinstance(stream, TextIOWrapper):
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
