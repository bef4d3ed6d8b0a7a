"""lsp: the language server, for editors, over the standard streams."""

from __future__ import annotations

import logging
import os
import sys
from datetime import date
from pathlib import Path

from kjournal.commands.failing import explain
from kjournal.commands.opening import Stop
from kjournal.commands.watching import SystemClock
from kjournal.journal.store import Locked, Unwritable
from kjournal.words import _


def run(folder: Path, *, day: date | None = None) -> int:
    """Serve until the editor ends; 1 where it went away without asking to end."""
    if sys.stdin.isatty():
        raise Stop(_("your editor starts this itself; docs/editors.md says how"))
    from kjournal.serving.language.server import Server  # pygls: half a second

    for name in ("pygls", "asyncio"):  # our log is the editor's, one line for each failure
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    stdin, stdout = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)  # git and whoever else is started must not read the protocol
    os.dup2(2, 1)  # nor write into it
    sys.stdin = open(0, closefd=False, encoding="utf-8")  # noqa: SIM115  it lives as long as the process
    sys.stdout = sys.stderr
    server = Server(SystemClock(), day, _sentence, folder.resolve())
    return server.serve(stdin, stdout)


def _sentence(error: Exception) -> str:
    """A failure in a line; what is our mistake goes into a report file."""
    return str(error) if isinstance(error, (Locked, Unwritable)) else explain(error)[0]
