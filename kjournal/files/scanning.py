"""Find the notes of a journal, and name what stands there and is none."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kjournal.files.conflicts import conflict_copy
from kjournal.files.reading import NOTE_LIMIT, Refused, kind_of, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RACY = 2 * 10**9
"""Nanoseconds: the coarsest clock of a file system in use (FAT). A file changed twice within one tick of it looks
unchanged, as git knows (its racy-git document)."""

# Meant to be a note: Notepad's hidden ending, a full stop typed with the Chinese input method on.
_MEANT = re.compile(r"(.+?)(?:\.md\.txt|\.markdown|\.mdown|[。．｡]md|\.ｍｄ)", re.IGNORECASE)
# Control characters, and bytes that are no UTF-8 as Python hands them over (PEP 383).
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

_WINDOWS = os.name == "nt"


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A note's file as the scan saw it."""

    path: str  # relative to the journal's root, with `/`, NFC: what everybody shows and keeps
    disk: str  # the same as it is written on the disk: what opens it
    size: int
    mtime_ns: int
    ctime_ns: int  # last change of anything; on Windows the creation
    inode: int  # 0 on Windows
    racy: bool  # changed so short before the scan that an equal size and times later prove nothing

    @property
    def stamp(self) -> tuple[int, int, int, int]:
        """Size, times and inode, to keep beside what was read: a later equal one means the same content.

        A racy file's is equal to no later one, so that it is read once more when its time has passed; the content's
        hash decides then.
        """
        mtime, ctime = (0, 0) if self.racy else (self.mtime_ns, self.ctime_ns)
        return self.size, mtime, ctime, self.inode


class Folder(msgspec.Struct, frozen=True):
    """One folder of the journal, without those below it."""

    path: str  # relative to the root, NFC
    signature: str  # equal to an earlier one: nothing in it changed; empty: racy, compare entry by entry
    entries: tuple[Entry, ...]  # sorted by path
    refused: tuple[Refused, ...]


class Scan(msgspec.Struct, frozen=True):
    """All notes found, sorted by path, and all that is none."""

    entries: tuple[Entry, ...]
    refused: tuple[Refused, ...]


def scan(root: Path, tops: Iterable[str] = ("customers", "visits"), *, now_ns: int | None = None) -> Scan:
    """Everything below `tops` of the journal at `root`, in the order of the paths."""
    folders = list(scan_folders(root, tops, now_ns=now_ns))
    entries = sorted((entry for folder in folders for entry in folder.entries), key=lambda entry: entry.path)
    refused = sorted((one for folder in folders for one in folder.refused), key=lambda one: one.path)
    return Scan(tuple(entries), tuple(refused))


def scan_folders(
    root: Path, tops: Iterable[str] = ("customers", "visits"), *, now_ns: int | None = None
) -> Iterator[Folder]:
    """The folders below `tops` (those that exist), parents first; never raises for what is on the disk.

    `now_ns` is the file system's time, for tests; the system's clock by default.
    """
    now = time.time_ns() if now_ns is None else now_ns
    for top in sorted(tops):
        if (root / top).is_symlink():
            yield Folder(top, "", (), (_link(root, root / top, top),))
            continue
        waiting = [(top, top)] if (root / top).is_dir() else []
        while waiting:
            looked = _Look(root, *waiting.pop(), now)
            yield looked.folder()
            waiting.extend(reversed(looked.below))


class _Look:
    """One look into one folder: what it holds, sorted."""

    def __init__(self, root: Path, path: str, disk: str, now: int) -> None:
        self.root, self.path, self.disk, self.racy_from = root, path, disk, now - RACY
        self.entries: list[Entry] = []
        self.refused: list[Refused] = []
        self.below: list[tuple[str, str]] = []  # folders in it: path, path on the disk
        self.racy = False
        self.seen: dict[str, str] = {}  # note's path → as on the disk
        self.taken: frozenset[str] = frozenset()  # all names, for copies that are known by their original

    def folder(self) -> Folder:
        """Look, and sum up."""
        try:
            with os.scandir(self.root / self.disk) as found:
                listed = sorted(found, key=lambda item: item.name)
        except OSError as error:
            refusal = unreadable(self.path, error)
            return Folder(self.path, "", (), () if refusal.reason == "gone" else (refusal,))
        self.taken = frozenset(item.name for item in listed)
        for item in listed:
            if (
                item.name[0] != "."
            ):  # hidden: `.git`, `.obsidian`, `.#lock`, `.x.swp`, `._x.md`, our temporaries
                self.take(item)
        self.entries.sort(key=lambda entry: entry.path)
        return Folder(self.path, self.signature(), tuple(self.entries), tuple(self.refused))

    def take(self, item: os.DirEntry[str]) -> None:
        """Sort one name into notes, folders, refused things and what is none of our business."""
        name = item.name
        note = name[-3:].lower() == ".md"
        path, disk = f"{self.path}/{_shown(name)}", f"{self.disk}/{name}"
        try:
            if item.is_symlink() or (_WINDOWS and _is_junction(item)):
                if note or item.is_dir():
                    self.refused.append(_link(self.root, Path(item.path), path))
            elif note:
                self.take_note(item, path, disk)
            elif item.is_dir(follow_symlinks=False):
                self.take_folder(name, path, disk)
            elif meant := _MEANT.fullmatch(name):
                self.refused.append(Refused(path, "extension", f"{meant[1]}.md"))
        except FileNotFoundError:  # gone between the list and the look: the next scan tells
            self.racy = True
        except OSError as error:
            self.refused.append(unreadable(path, error))

    def take_folder(self, name: str, path: str, disk: str) -> None:
        """A folder is looked into after this one, unless its name cannot be written down."""
        if (bad := _bad_name(name)) or path in self.seen:
            self.refused.append(Refused(path, "name", bad) if bad else Refused(path, "same-name", path))
            return
        self.seen[path] = disk
        self.below.append((path, disk))

    def take_note(self, item: os.DirEntry[str], path: str, disk: str) -> None:
        """Something named like a note: an entry when it is a regular file of a decent size and name."""
        found = item.stat(follow_symlinks=False)
        mtime, ctime = found.st_mtime_ns, found.st_ctime_ns
        racy = mtime >= self.racy_from or ctime >= self.racy_from
        self.racy = self.racy or racy
        refusal = self.refusal(item.name, path, found.st_mode, found.st_size)
        if refusal is not None:
            self.refused.append(refusal)
            return
        self.seen[path] = path
        self.entries.append(Entry(path, disk, found.st_size, mtime, ctime, found.st_ino, racy))

    def refusal(self, name: str, path: str, mode: int, size: int) -> Refused | None:
        """Why something named like a note is none, or nothing."""
        if not stat.S_ISREG(mode):
            return Refused(path, kind_of(mode))
        if size > NOTE_LIMIT:
            return Refused(path, "too-large", str(size))
        if bad := _bad_name(name):
            return Refused(path, "name", bad)
        if source := conflict_copy(name, self.taken):
            return Refused(path, "conflict-copy", source)
        if path in self.seen:
            return Refused(path, "same-name", self.seen[path])
        return None

    def signature(self) -> str:
        """A hash over names, sizes, times and inodes; nothing while something in it is racy."""
        if self.racy:
            return ""
        rows = msgspec.msgpack.encode((self.entries, self.refused))
        return hashlib.blake2b(rows, digest_size=16).hexdigest()


def _shown(name: str) -> str:
    """A name as it can be shown and kept: NFC; control characters, and bytes that are no UTF-8, as `\\xNN`."""
    if not (name.isascii() or unicodedata.is_normalized("NFC", name)):
        name = unicodedata.normalize("NFC", name)
    if _ODD.search(name) is None:
        return name
    return _ODD.sub(lambda odd: f"\\x{ord(odd[0]) & 0xFF:02x}", name)


def _bad_name(name: str) -> str:
    """Why a name cannot be written into a finding or a file: `not UTF-8`, `control character`; else nothing."""
    odd = _ODD.search(name)
    if odd is None:
        return ""
    return "not UTF-8" if odd[0] >= "\ud800" else "control character"


def _is_junction(item: os.DirEntry[str]) -> bool:
    """Whether it is a folder mounted elsewhere in the manner of Windows."""
    tag = getattr(item.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return bool(tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 1))


def _link(root: Path, full: Path, path: str) -> Refused:
    """A link is never followed: what it leads to inside the journal is read there, what lies outside is not ours."""
    target = ""
    try:
        target = _shown(str(full.readlink()))
        real = full.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a circle of links, before Python 3.13
        return Refused(path, "link-broken", target)
    return Refused(path, "link" if real.is_relative_to(root.resolve()) else "link-out", target)
