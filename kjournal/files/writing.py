"""Write files so that nobody ever sees half of one."""

from __future__ import annotations

import contextlib
import itertools
import os
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kjournal.files.reading import Refused, read_note_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TEMPORARY = ".kjtmp"
"""What the name of a temporary file ends with: `.<name>.<process>-<number>.kjtmp`."""

PATIENCE = 2.0
"""Seconds for which a file that Windows holds (a virus scanner, an editor) is tried again."""

ABANDONED = 3600
"""Seconds after which a temporary is taken for abandoned even if a process with its number lives."""

_numbers = itertools.count(1)
_writing: set[str] = set()
"""The temporaries of this process, by name: in a container every run has the number of the one that was killed."""


class Changed(Exception):  # noqa: N818  it says what happened to the file
    """A file is not any more what was read; it was left alone."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.as_posix())
        self.path = path


def write_atomic(
    path: Path, data: bytes | Iterable[bytes], *, durable: bool, mode: int | None = None
) -> None:
    """Put `data` at `path` whole or not at all; `durable`: it also outlives a power cut.

    An existing file's permission bits and owner stay; `mode` sets the bits instead, from the first byte on.
    """
    _put(path, data, durable=durable, mode=mode)


def write_guarded(path: Path, before: bytes, after: bytes) -> None:
    """Put `after` in place of `before`, whole and lasting; raises `Changed` where the file holds anything else.

    The look comes last of all, so that what somebody saves meanwhile is not overwritten.
    """

    def unchanged() -> None:
        if _holds(path) != before:
            raise Changed(path)

    unchanged()
    if after != before:
        _put(path, after, durable=True, just_before=unchanged)


def _holds(path: Path) -> bytes | None:
    """What a regular file holds; None where there is none, or it is more than a note can be."""
    found = read_note_bytes(path)
    return None if isinstance(found, Refused) else found


def _put(
    path: Path,
    data: bytes | Iterable[bytes],
    *,
    durable: bool,
    settled: bool = True,
    mode: int | None = None,
    just_before: Callable[[], None] = lambda: None,
) -> None:
    """Write beside `path`, then rename over it; `just_before` may still stop it."""
    target = os.fspath(path)  # no Path below: of ten thousand pages each of its steps costs as much as a look
    bits = mode if mode is not None else _bits_of(target)
    folder, name = os.path.split(target)
    beside = _temporary_name(name)
    temporary = os.path.join(folder, beside)  # noqa: PTH118  as above
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    _writing.add(beside)
    try:
        handle = os.open(temporary, flags, 0o666 if mode is None else mode)
        try:
            for piece in [data] if isinstance(data, bytes) else data:
                _write(handle, piece)
            _dress(handle, target, bits)
            if durable:
                _sync(handle)
        finally:
            os.close(handle)
        just_before()
        _replace(temporary, target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108  as above
        if isinstance(error, OSError):  # a full disk tells no name, a rename the temporary's
            error.filename, error.filename2 = target, None
        raise
    finally:
        _writing.discard(beside)
    if durable and settled:
        sync_folder(path.parent)


def _write(handle: int, data: bytes) -> None:
    """All of it: the system may take a part at a time."""
    done = os.write(handle, data)
    while done < len(data):
        done += os.write(handle, memoryview(data)[done:])


def write_if_changed(
    path: Path, data: bytes | Iterable[bytes], *, durable: bool, settled: bool = True
) -> bool:
    """Write `data` unless the file holds just that already (its modification time then stays); whether it wrote.

    Not `settled`: after a power cut the old file may be there, whole; who writes many calls `sync_folder` once behind them.
    """
    whole = data if isinstance(data, bytes) else b"".join(data)
    with contextlib.suppress(OSError):
        if os.stat(path).st_size == len(whole) and path.read_bytes() == whole and not path.is_symlink():  # noqa: PTH116  as in `_put`
            return False
    _put(path, whole, durable=durable, settled=settled)
    return True


def sweep_temporaries(folder: Path) -> int:
    """Remove from `folder` (not below it) the temporaries of processes that died; how many."""
    swept = 0
    try:
        strays = [Path(entry) for entry in os.scandir(folder) if entry.name.endswith(TEMPORARY)]
    except OSError:
        return 0
    for stray in strays:
        with contextlib.suppress(OSError):
            if _is_stray(stray):
                stray.unlink()  # Windows refuses by itself while a process has it open
                swept += 1
    return swept


def _temporary_name(name: str) -> str:
    """A name beside `name` that no scan takes for a note, short enough for a name of any length."""
    head = name.encode(errors="surrogateescape")[:200].decode(errors="ignore")
    return f".{head}.{os.getpid()}-{next(_numbers)}{TEMPORARY}"


def _is_stray(path: Path) -> bool:
    """Whether the process in a temporary's name is dead, or the file too old to be in use."""
    process = path.name.removesuffix(TEMPORARY).rpartition(".")[2].partition("-")[0]
    if not path.name.startswith(".") or not process.isdecimal():
        return False
    if int(process) == os.getpid():
        return path.name not in _writing
    return time.time() - path.lstat().st_mtime > ABANDONED or not _lives(int(process))


def _lives(process: int) -> bool:
    """Whether another process with this number may be running; never on Windows, where asking would stop it."""
    if os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True


def _bits_of(path: str) -> int | None:
    """The permission bits of an existing regular file."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return stat.S_IMODE(found.st_mode) if stat.S_ISREG(found.st_mode) else None


def _dress(handle: int, path: str, bits: int | None) -> None:
    """Give the new file the old one's owner and bits, as far as the system lets us."""
    if os.name == "nt" or bits is None:
        return
    with contextlib.suppress(OSError):
        old, new = os.lstat(path), os.fstat(handle)
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            os.fchown(handle, old.st_uid, old.st_gid)
    with contextlib.suppress(OSError):  # FAT and some network folders have no bits
        os.fchmod(handle, bits)


def _replace(temporary: str, path: str) -> None:
    """Rename over `path`; on Windows again and again while another program has it open."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            os.replace(temporary, path)  # noqa: PTH105  as in `_put`
        except PermissionError:
            if os.name != "nt" or Path(path).is_dir() or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _sync(handle: int) -> None:
    """Push a file to the disk; on macOS only F_FULLFSYNC reaches the platters."""
    if os.name != "nt":
        import fcntl  # not on Windows

        full = getattr(fcntl, "F_FULLFSYNC", None)
        if full is not None:
            with contextlib.suppress(OSError):
                fcntl.fcntl(handle, full)
                return
    os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Push a folder's list of names to the disk, where the system can."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
