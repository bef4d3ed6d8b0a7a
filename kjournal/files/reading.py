"""Read one note's bytes, or say why not."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import Literal

import msgspec

NOTE_LIMIT = 1 << 20
"""The size in bytes up to which a note is read: 1 MiB (DESIGN "Reading notes" 1)."""

Reason = Literal[
    "folder",  # a folder named like a note
    "fifo",
    "socket",
    "device",
    "link",  # a link to something inside the journal, which is read where it lies
    "link-out",  # a link that leads out of the journal; detail: its target
    "link-broken",  # a link to nothing; detail: its target
    "unreadable",  # the system refused; detail: its reason
    "too-large",  # detail: the size in bytes
    "conflict-copy",  # left by a synchroniser or a merge; detail: the note beside it that it is a copy of
    "name",  # not UTF-8, or with control characters; detail: why
    "same-name",  # differs from another only in the form of its accents; detail: the other
    "extension",  # meant to be a note: `x.md.txt`, `x。md`; detail: the name it should have
    "cloud",  # a synchroniser keeps it elsewhere, and left a stub of that name here
    "gone",  # not there any more
]

_KINDS: tuple[tuple[int, Reason], ...] = (
    (stat.S_IFDIR, "folder"),
    (stat.S_IFIFO, "fifo"),
    (stat.S_IFSOCK, "socket"),
    (stat.S_IFLNK, "link"),
)

# Never wait for a FIFO's writer, never follow a link put there after the scan; Windows knows neither, but has O_BINARY.
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)
_FLAGS |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0)


class Refused(msgspec.Struct, frozen=True):
    """Something that stands where a note could stand and is not read."""

    path: str  # relative to the journal's root, with `/`, NFC; of a note of the `same-name` as it is written on the disk
    reason: Reason
    detail: str = ""  # what helps to find the cause; see `Reason`

    @property
    def digest(self) -> bytes:
        """What tells one reason from another, kept where a note's hash is."""
        return hashlib.blake2b(f"{self.reason} {self.detail}".encode(), digest_size=16).digest()


def kind_of(mode: int) -> Reason:
    """The word for what is not a regular file."""
    return next((word for kind, word in _KINDS if stat.S_IFMT(mode) == kind), "device")


def unreadable(path: str, error: OSError) -> Refused:
    """The refusal for what the system said: `gone` where it is not there, else `unreadable`."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return Refused(path, "gone")
    return Refused(path, "unreadable", error.strerror or type(error).__name__)


def read_note_bytes(path: Path | str, shown: str = "", *, limit: int = NOTE_LIMIT) -> bytes | Refused:
    """The bytes of the regular file at `path`, at most `limit`; `shown` is the path a refusal names."""
    shown = shown or Path(path).as_posix()
    try:
        handle = os.open(path, _FLAGS)
    except OSError as error:
        return _not_opened(path, shown, error)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            return Refused(shown, kind_of(found.st_mode))
        if found.st_size > limit:
            return Refused(shown, "too-large", str(found.st_size))
        return _all_of(handle, found.st_size, shown, limit)
    except OSError as error:
        return unreadable(shown, error)
    finally:
        os.close(handle)


def _not_opened(path: Path | str, shown: str, error: OSError) -> Refused:
    """Why it did not open: a link under O_NOFOLLOW is ELOOP, a socket ENXIO, a folder on Windows EACCES."""
    try:
        mode = Path(path).lstat().st_mode
    except OSError:
        return unreadable(shown, error)
    if not stat.S_ISREG(mode) and error.errno in {errno.ELOOP, errno.EMLINK, errno.ENXIO, errno.EACCES}:
        return Refused(shown, kind_of(mode))
    return unreadable(shown, error)


def _all_of(handle: int, size: int, shown: str, limit: int) -> bytes | Refused:
    """Everything up to the end; a file that grows past the limit meanwhile is refused."""
    data = os.read(handle, size + 1)  # what comes short of one more ended there
    while len(data) != size and len(data) <= limit and (part := os.read(handle, 1 << 16)):
        data += part
    return data if len(data) <= limit else Refused(shown, "too-large", str(len(data)))
