"""Hear from the system that something happened in a journal's folders.

The only module that knows watchdog. Import it where a watch starts. Paths are handed on relative to the root, with
`/`, as they are written on the disk.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from kjournal.files import scan
from kjournal.files.naming import named_like_note

if TYPE_CHECKING:
    from collections.abc import Callable

    from watchdog.observers.api import BaseObserver

    from kjournal.serving.patience import WatchSettings

# Opening and reading are left out: the graph's own reading would wake it. Attributes (new in watchdog 7) tell that a
# note has become readable.
_HEARD: list[type[events.FileSystemEvent]] = [
    events.FileCreatedEvent,
    events.FileModifiedEvent,
    events.FileDeletedEvent,
    events.FileMovedEvent,
    events.FileClosedEvent,
    events.DirCreatedEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
]
if hasattr(events, "FileAttribEvent"):
    _HEARD.append(events.FileAttribEvent)
_FOLDER_EVENTS = frozenset({"created", "deleted", "moved"})

# File systems on which changes made elsewhere give no notice here: network, shared with a host, WSL's view of Windows.
_SILENT = frozenset({
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "davfs", "9p", "drvfs"),
    *("virtiofs", "vboxsf", "prl_fs", "fuse.vmhgfs-fuse", "fuse.grpcfuse", "fuse.osxfs"),
    *("fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.davfs"),
})  # fmt: skip
_WINDOWS = os.name == "nt"


class Heard:
    """What the watcher's worker is told; called from watchdog's threads."""

    def __init__(
        self, path: Callable[[str], None], folder: Callable[[], None], overflow: Callable[[], None]
    ) -> None:
        self.path, self.folder, self.overflow = path, folder, overflow


class Notices(events.FileSystemEventHandler):
    """One running watch of a journal."""

    def __init__(self, root: Path, settings: WatchSettings, heard: Heard) -> None:
        super().__init__()
        self.root, self.settings, self.heard = root, settings, heard
        self.prefix = os.path.join(root, "")  # noqa: PTH118  with its separator
        self.watched = (*settings.tops, settings.templates.partition("/")[0])
        self.identities = identities(root, self.watched)
        self.observer: BaseObserver | None = None
        self.emitters = 0
        self.warnings = _Warnings(heard.overflow)

    def start(self) -> str:
        """Begin; why it has to poll, or nothing where the system gives notice. Raises OSError when not even that."""
        # It warns about itself when a folder appears while it is being added.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        why = "settings" if self.settings.polling else silent_file_system(self.root)
        if not why:
            try:
                self._watch(Observer)
            except OSError as error:  # the limit of watches or instances (ENOSPC, EMFILE)
                self.stop()
                why = error.strerror or type(error).__name__
        if why:
            interval = max(self.settings.poll_every, 20 * self._look_length())
            self._watch(lambda: PollingObserver(timeout=interval))
        return why

    def _watch(self, make: Callable[[], BaseObserver]) -> None:
        """Watch the root's own names, and the folders of notes and of templates with all below them."""
        self.observer = observer = make()
        tops = [self.root / top for top in self.watched]
        observer.schedule(self, str(self.root), recursive=False, event_filter=_HEARD)
        for folder in tops:
            if folder.is_dir() and not folder.is_symlink():
                observer.schedule(self, str(folder), recursive=True, event_filter=_HEARD)
        observer.start()
        self.emitters = len(observer.emitters)
        logging.getLogger("watchdog").addHandler(self.warnings)

    def _look_length(self) -> float:
        """Seconds that one look at everything takes: a poll must not keep the machine busy."""
        began = time.perf_counter()
        scan(self.root, self.settings.tops)
        return time.perf_counter() - began

    def healthy(self) -> bool:
        """Whether all threads live and the folders are still those that are watched."""
        if self.observer is None or not self.observer.is_alive():
            return False
        living = [emitter for emitter in self.observer.emitters if emitter.is_alive()]
        return len(living) == self.emitters and identities(self.root, self.watched) == self.identities

    def stop(self) -> None:
        """End the watch; safe at any time."""
        logging.getLogger("watchdog").removeHandler(self.warnings)
        observer, self.observer = self.observer, None
        if observer is None:
            return
        with contextlib.suppress(OSError, RuntimeError):  # a watch that died may fail to be taken down
            observer.stop()
        with contextlib.suppress(RuntimeError):  # never started
            observer.join(1)

    def dispatch(self, event: events.FileSystemEvent) -> None:
        """Hand on what matters of one event; the method that watchdog calls."""
        if event.event_type in {"opened", "closed_no_write"}:
            return
        for raw in (event.src_path, event.dest_path):
            path = self._relative(os.fsdecode(raw)) if raw else ""
            if not path:
                continue
            if event.is_directory or (
                _WINDOWS and "." not in path
            ):  # Windows calls a folder that is gone a file
                if event.event_type in _FOLDER_EVENTS and path.partition("/")[0] in self.watched:
                    self.heard.folder()
            elif self._matters(path):
                self.heard.path(path)
            elif self._draws(path):
                self.heard.folder()  # no note: there is nothing to be named

    def _relative(self, path: str) -> str:
        """A path below the root, with `/`; nothing for the root itself and what lies elsewhere."""
        path = path.removeprefix(self.prefix) if path.startswith(self.prefix) else ""
        return path.replace(os.sep, "/") if os.sep != "/" else path

    def _matters(self, path: str) -> bool:
        """Whether it is a note or a settings file by its name, and no editor's or synchroniser's by-product."""
        if path in self.settings.files:
            return True
        top, _, rest = path.partition("/")
        name = rest.rpartition("/")[2]
        return named_like_note(name) and name[0] not in ".#~" and top in self.settings.tops

    def _draws(self, path: str) -> bool:
        """Whether it is a template that pages are drawn with."""
        folder, _, name = path.rpartition("/")
        return folder == self.settings.templates and name.endswith(".html") and name[0] != "."


class _Warnings(logging.Handler):
    """watchdog only logs that it lost notices: any warning of its own is taken for that."""

    def __init__(self, overflow: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self.overflow = overflow

    def emit(self, record: logging.LogRecord) -> None:
        """Pass it on as a loss, without its words."""
        del record
        self.overflow()


def identities(root: Path, tops: tuple[str, ...]) -> tuple[tuple[int, int] | None, ...]:
    """Which folders the root and its tops are; another one in the same place is not watched."""
    return tuple(_identity(folder) for folder in (root, *(root / top for top in tops)))


def _identity(folder: Path) -> tuple[int, int] | None:
    """Device and number of a folder, or nothing."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def silent_file_system(root: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """The kind of the file system below `root` where changes may come without notice; else nothing. Linux alone tells."""
    if not sys.platform.startswith("linux"):
        return ""
    try:
        lines = os.fsdecode(mounts.read_bytes()).splitlines()
        real = root.resolve()
    except OSError:
        return ""
    best, kind = 0, ""
    for line in lines:
        fields = line.split(" ")
        if (
            len(fields) > 2
            and real.is_relative_to(point := fields[1].replace(r"\040", " "))
            and len(point) >= best
        ):
            best, kind = len(point), fields[2]
    return kind if kind in _SILENT else ""
