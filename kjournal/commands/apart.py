"""A large run of a watch is done by a process of its own: the system takes back what it held when it ends.

The rows, pages and events of a whole journal leave holes everywhere in the memory of a process that goes on to live. The
other process gets its task on its standard input and ends with it: when whoever started it ends or is killed. One
that cannot be started, or fails, is done without: the watch looks for itself in any case, and does what is left.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from datetime import date
from typing import NamedTuple

import msgspec

from kjournal.files.processes import python
from kjournal.serving.patience import Reason


class Ran(NamedTuple):
    """What a run goes by: what an index was made by and under, and the day."""

    made_by: str
    today: date


class Task(msgspec.Struct):
    """What the process must know."""

    root: str
    site: str
    vdir: str | None
    day: date | None  # of the command line
    who: str
    language: str
    ran: Ran
    reason: Reason


def done_apart(task: Task, module: str, function: str) -> int:
    """Let a function of ours do it in another process: the files it wrote; 0 too where it could not."""
    with contextlib.suppress(OSError, ValueError, msgspec.MsgspecError):
        said = msgspec.json.encode(task)
        with subprocess.Popen(
            python(module, function),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018  as asked for
            process.stdin.write(said + b"\n")
            process.stdin.flush()
            return msgspec.json.decode(process.stdout.read(), type=int)
    return 0


def given() -> Task:
    """The task of this process, which ends from now on when nobody waits for it any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is told to all, and we end with whoever started us
    task = msgspec.json.decode(sys.stdin.buffer.readline(), type=Task)
    threading.Thread(target=_end_with_input, daemon=True).start()
    return task


def answer(written: int) -> None:
    """Tell how many files were written."""
    os.write(1, msgspec.json.encode(written))


def _end_with_input() -> None:
    sys.stdin.buffer.read()
    os._exit(1)  # as if killed: what was to be written is there, or not at all
