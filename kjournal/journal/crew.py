"""Two more processes that read notes, for a journal that is read for the first time: half of that work is reading.

Each is a Python of its own, started as on every system, that gets the paths of a few notes on its standard input and
answers with their rows. It holds no lock and writes nothing. It ends with its input: when the work is done, when it is
interrupted, and when whoever started it was killed. A process that dies, or cannot be started, is done without.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import signal
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Self

import msgspec

from kjournal import words
from kjournal.files.processes import python
from kjournal.files.reading import Refused, read_note_bytes
from kjournal.files.scanning import Entry
from kjournal.journal.sheaf import Sheaf
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings

HANDS = 2
"""With the one that writes they keep two processors busy."""
_LENGTH = struct.Struct("<I")


class Task(msgspec.Struct, array_like=True):
    """What a hand is told once, before all notes."""

    root: str
    settings: ReadSettings
    language: str  # in which findings are told


class Answer(msgspec.Struct, array_like=True):
    """What a hand read: `sheaves` are the rows of the notes before, between and behind those it leaves to others."""

    digests: list[bytes]  # of each note's bytes; empty where it is left: it is refused, or cannot be opened
    sheaves: list[Sheaf]


class Crew:
    """The hands, and what they have been given to read. Closed in any case: it is a context manager."""

    def __init__(self, root: Path, settings: ReadSettings, portions: Iterator[Sequence[Entry]]) -> None:
        self._portions = portions
        self._given: deque[tuple[_Hand, Sequence[Entry]]] = deque()
        self._hands = [_Hand(Task(str(root), settings, words.language())) for _n in range(HANDS)]
        for hand in self._hands:
            self._give(hand)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for hand in self._hands:
            hand.close()

    def read(self, entries: Sequence[Entry]) -> Answer | None:
        """What a hand read of these entries, which are the next portion; None where nobody did."""
        if not self._given or self._given[0][1] is not entries:
            return None
        hand, _entries = self._given.popleft()
        answer = hand.take()
        if answer is not None:
            self._give(hand)
        return answer if answer is not None and len(answer.digests) == len(entries) else None

    def _give(self, hand: _Hand) -> None:
        portion = next(self._portions, None)
        if portion is not None:
            hand.give([(entry.path, entry.disk) for entry in portion])
            self._given.append((hand, portion))


class _Hand:
    """One of the processes, as whoever started it sees it."""

    def __init__(self, task: Task) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        with contextlib.suppress(OSError, ValueError):
            self.process = subprocess.Popen(
                python(__name__, serve.__name__),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        self.give(task)

    def give(self, what: object) -> None:
        """Send something to read. One portion at a time, so that neither side waits for the other to listen."""
        if self.process is not None and self.process.stdin is not None:
            with contextlib.suppress(OSError, ValueError):  # dead: `take` finds it out
                _send(self.process.stdin, msgspec.msgpack.encode(what))

    def take(self) -> Answer | None:
        """The answer to the oldest portion; None where there will be none."""
        if self.process is None or self.process.stdout is None:
            return None
        try:
            data = _receive(self.process.stdout)
            return msgspec.msgpack.decode(data, type=Answer) if data is not None else None
        except (OSError, ValueError, msgspec.MsgspecError):
            return None

    def close(self) -> None:
        """End the process, at once."""
        if self.process is None:
            return
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            self.process.wait(1.0)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def serve() -> None:
    """The life of a hand."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is told to all; whoever started us closes our input
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)  # what a note is made of holds no circles
    hear, say = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whoever prints cannot break an answer
    with contextlib.suppress(BrokenPipeError):
        task = msgspec.msgpack.decode(_receive(hear) or b"", type=Task)
        words.use(task.language)
        reader = NoteReader(task.settings)
        while (asked := _receive(hear)) is not None:
            _send(say, msgspec.msgpack.encode(_answer(reader, task.root, msgspec.msgpack.decode(asked))))
    os._exit(0)  # nothing is left to be tidied up, and the pipes may be gone


def _answer(reader: NoteReader, root: str, notes: list[tuple[str, str]]) -> Answer:
    answer = Answer([], [Sheaf()])
    for path, disk in notes:
        data = read_note_bytes(f"{root}/{disk}", path)
        note = reader.read(path, data) if not isinstance(data, Refused) else None
        if note is None or isinstance(data, Refused) or note.refused:
            answer.digests.append(b"")
            answer.sheaves.append(Sheaf())
        else:
            answer.digests.append(hashlib.blake2b(data, digest_size=16).digest())
            answer.sheaves[-1].add(note)
    return answer


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """The next message; None where the other side is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None
