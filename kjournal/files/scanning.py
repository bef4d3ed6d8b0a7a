"""Find the notes of a journal, and name what stands there and is none."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
import unicodedata
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kjournal.files.conflicts import conflict_copy, may_be_copies, numbered, one_text, original
from kjournal.files.reading import NOTE_LIMIT, Refused, kind_of, read_note_bytes, unreadable
from kjournal.files.writing import TEMPORARY
from kjournal.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TOPS = ("customers", "visits")
"""The folders that hold notes."""
RACY = 2 * 10**9
"""Nanoseconds: the coarsest clock of a file system in use (FAT). A file changed twice within one tick of it looks
unchanged, as git knows (its racy-git document)."""

# Meant to be a note: Notepad's hidden ending, a full stop typed with the Chinese input method on.
_MEANT = regex(r"(.+?)(?:\.md\.txt|\.txt|\.markdown|\.mdown|[。．｡]md|\.ｍｄ)", re.IGNORECASE)
# What iCloud, Nextcloud and ownCloud leave of a file that they take off the disk to save room; others leave the file itself.
_AWAY = regex(r"\.(.+\.md)\.icloud|(.+\.md)\.(?:next|own)cloud", re.IGNORECASE)
# Control characters, and bytes that are no UTF-8 as Python hands them over (PEP 383).
_ODD = regex("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

# What the tight loop needs; names are bytes there, which costs neither decoding nor encoding.
_ENDINGS = frozenset({b".md", b".MD", b".Md", b".mD"})
_DOT = ord(".")
_CLOUD = b".icloud"
_TEMPORARY = TEMPORARY.encode()
_stamp = attrgetter("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
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


_Row = tuple[bytes, int, int, int, int]
"""A regular file named like a note, as the system tells it: name, size, mtime_ns, ctime_ns, inode."""


class Folder(msgspec.Struct, frozen=True, eq=False, dict=True):
    """One folder of the journal, without those below it.

    What it holds is sorted out only when somebody asks: whoever knows its signature need not.
    """

    path: str  # relative to the root, NFC
    signature: str  # equal to an earlier one: nothing in it changed; empty: racy, compare entry by entry
    disk: str  # the same as it is written on the disk
    _rows: list[_Row]  # regular files named like notes
    _odd: list[tuple[str, Refused]]  # what is refused whatever it holds, with its name
    _racy_from: int
    _root: Path
    temporaries: bool = False  # a temporary of ours lies in it: somebody writes a note, or was killed at it
    below: tuple[str, ...] = ()  # the paths of the folders in it

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its notes, sorted by path."""
        return self._sorted_out[0]

    @property
    def refused(self) -> tuple[Refused, ...]:
        """What stands there and is none, sorted by name."""
        return self._sorted_out[1]

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The paths of those `refused` because the system did; costs nothing where there are none."""
        return tuple(one.path for _name, one in self._odd if one.reason == "unreadable")

    @cached_property
    def _sorted_out(self) -> tuple[tuple[Entry, ...], tuple[Refused, ...]]:
        entries: list[Entry] = []
        refused = list(self._odd)
        seen: set[str] = set()
        names = [os.fsdecode(row[0]) for row in self._rows]
        plain, copies = _all_plain(names), may_be_copies(names)
        beside = {*names, *(name for name, _refused in refused)}  # a copy may be known by its original
        found = list(zip(names, self._rows, strict=True))
        if not plain:  # of two names that differ only in form, the one as everybody keeps it is the note's
            found.sort(key=lambda one: _shown(one[0]) != one[0])
        for name, (_raw, size, mtime, ctime, inode) in found:
            path = f"{self.path}/{name if plain else _shown(name)}"
            if size > NOTE_LIMIT:
                refused.append((name, Refused(path, "too-large", str(size))))
            elif not plain and (bad := _bad_name(name)):
                refused.append((name, Refused(path, "name", bad)))
            elif (copies and conflict_copy(name, beside)) or self._numbered(name, beside):
                refused.append((name, Refused(path, "conflict-copy", _shown(original(name, beside)))))
            elif path in seen:
                refused.append((name, Refused(f"{self.path}/{name}", "same-name", path)))
            else:
                seen.add(path)
                racy = mtime >= self._racy_from or ctime >= self._racy_from
                entries.append(Entry(path, f"{self.disk}/{name}", size, mtime, ctime, inode, racy))
        entries.sort(key=lambda entry: entry.path)
        refused.sort(key=lambda one: one[0])
        return tuple(entries), tuple(one for _name, one in refused)

    def _numbered(self, name: str, beside: set[str]) -> bool:
        """Whether a name is that of a numbered copy, and what the two files say is one text."""
        base = numbered(name, beside)
        if not base:
            return False
        folder = self._root / self.disk
        mine, theirs = read_note_bytes(folder / name), read_note_bytes(folder / base)
        return not isinstance(mine, Refused) and not isinstance(theirs, Refused) and one_text(mine, theirs)


class Scan(msgspec.Struct, frozen=True):
    """All notes found, sorted by path, and all that is none."""

    entries: tuple[Entry, ...]
    refused: tuple[Refused, ...]


def scan(root: Path, tops: Iterable[str] = TOPS, *, now_ns: int | None = None) -> Scan:
    """Everything below `tops` of the journal at `root`, in the order of the paths."""
    folders = list(scan_folders(root, tops, now_ns=now_ns))
    entries = sorted((entry for folder in folders for entry in folder.entries), key=lambda entry: entry.path)
    refused = sorted((one for folder in folders for one in folder.refused), key=lambda one: one.path)
    return Scan(tuple(entries), tuple(refused))


def scan_folders(root: Path, tops: Iterable[str] = TOPS, *, now_ns: int | None = None) -> Iterator[Folder]:
    """The folders below `tops` (those that exist), parents first; never raises for what is on the disk.

    `now_ns` is the file system's time, for tests; the system's clock by default.
    """
    racy_from = _racy_from(now_ns)
    for top in sorted(tops):
        if (root / top).is_symlink():
            yield Folder(top, "", top, [], [(top, _link(root, root / top, top))], racy_from, root)
            continue
        waiting = [(top, top)] if (root / top).is_dir() else []
        while waiting:
            looked = _Look(root, *waiting.pop(), racy_from)
            yield looked.folder()
            waiting.extend(reversed(looked.below))


def look_into(root: Path, path: str, *, now_ns: int | None = None) -> Folder | None:
    """One folder without those below it; None where it is not there under this name, or a link is on the way."""
    if not _plain(root, path):
        return None
    return _Look(root, path, path, _racy_from(now_ns)).folder()


def look_at(root: Path, path: str, *, now_ns: int | None = None) -> Entry | None:
    """One note; None where no regular file of its size is there under this name, or a link is on the way."""
    try:
        found = os.lstat(root / path)
    except (OSError, ValueError):
        return None
    if (
        not stat.S_ISREG(found.st_mode)
        or found.st_size > NOTE_LIMIT
        or not _plain(root, path.rpartition("/")[0])
    ):
        return None
    mtime, ctime = found.st_mtime_ns, found.st_ctime_ns
    return Entry(
        path, path, found.st_size, mtime, ctime, found.st_ino, racy=max(mtime, ctime) >= _racy_from(now_ns)
    )


def _plain(root: Path, path: str) -> bool:
    """Whether a folder and all above it are folders, and no links."""
    parts = path.split("/")
    try:
        return all(stat.S_ISDIR(os.lstat(root / "/".join(parts[: n + 1])).st_mode) for n in range(len(parts)))
    except (OSError, ValueError):
        return False


def _racy_from(now_ns: int | None) -> int:
    """The time from which on a file is too young to be believed."""
    return (time.time_ns() if now_ns is None else now_ns) - RACY


class _Look:
    """One look into one folder."""

    def __init__(self, root: Path, path: str, disk: str, racy_from: int) -> None:
        self.root, self.path, self.disk, self.racy_from = root, path, disk, racy_from
        self.rows: list[_Row] = []
        self.odd: list[tuple[str, Refused]] = []
        self.below: list[tuple[str, str]] = []  # folders in it: path, path on the disk
        self.seen: set[str] = set()  # the paths of these
        self.racy = self.temporaries = False

    def folder(self) -> Folder:
        """Look, and sum up."""
        try:
            with os.scandir(os.fsencode(self.root / self.disk)) as found:
                others = self.look(found)
        except OSError as error:
            refusal = unreadable(self.path, error)
            odd = [] if refusal.reason == "gone" else [(self.path, refusal)]
            return Folder(self.path, "", self.disk, [], odd, self.racy_from, self.root)
        named = [(os.fsdecode(item.name), item) for item in others]
        for name, item in sorted(named, key=lambda one: (_shown(one[0]) != one[0], one[0])):
            self.take(name, item)
        self.rows.sort()
        self.odd.sort(key=lambda one: one[0])
        return Folder(
            self.path,
            self.signature(),
            self.disk,
            self.rows,
            self.odd,
            self.racy_from,
            self.root,
            self.temporaries,
            tuple(path for path, _disk in self.below),
        )

    def look(self, found: Iterator[os.DirEntry[bytes]]) -> list[os.DirEntry[bytes]]:
        """Note down the regular files named like notes, and give back all other names, of hidden ones a cloud's alone.

        Every run of every command comes through here with every file: hence bytes, and no call that can be spared.
        """
        add, racy_from, others = self.rows.append, self.racy_from, []
        for item in found:
            name = item.name
            if name[0] == _DOT:  # `.git`, `.obsidian`, `.#lock`, `.x.swp`, `._x.md`, our temporaries
                self.temporaries = self.temporaries or name.endswith(_TEMPORARY)
                if name.endswith(_CLOUD):
                    others.append(item)
                continue
            if name[-3:] not in _ENDINGS:
                others.append(item)
                continue
            try:
                mode, size, mtime, ctime, inode = _stamp(item.stat(follow_symlinks=False))
            except OSError as error:
                self.failed(os.fsdecode(name), error)
                continue
            if not stat.S_ISREG(mode):
                others.append(item)
                continue
            if mtime >= racy_from or ctime >= racy_from:
                self.racy = True
            add((name, size, mtime, ctime, inode))
        return others

    def take(self, name: str, item: os.DirEntry[bytes]) -> None:
        """Sort one name into folders, refused things and what is none of our business."""
        path = f"{self.path}/{_shown(name)}"
        note = item.name[-3:] in _ENDINGS
        if (away := _AWAY.fullmatch(name)) or name[0] == ".":
            self.take_stub(name, away[1] or away[2] if away else "")
            return
        try:
            if item.is_symlink() or (_WINDOWS and _is_junction(item)):
                if note or item.is_dir():
                    self.odd.append((name, _link(self.root, Path(os.fsdecode(item.path)), path)))
            elif note:
                found = item.stat(follow_symlinks=False)
                self.racy |= found.st_mtime_ns >= self.racy_from or found.st_ctime_ns >= self.racy_from
                self.odd.append((name, Refused(path, kind_of(found.st_mode))))
            elif item.is_dir(follow_symlinks=False):
                self.take_folder(name, path)
            elif meant := _MEANT.fullmatch(name):
                self.odd.append((name, Refused(path, "extension", f"{_shown(meant[1])}.md")))
        except OSError as error:
            self.failed(name, error)

    def take_stub(self, name: str, note: str) -> None:
        """A note that is in the cloud alone; where it came back already, the stub says nothing."""
        if note and os.fsencode(note) not in {row[0] for row in self.rows}:
            self.odd.append((name, Refused(f"{self.path}/{_shown(note)}", "cloud")))

    def take_folder(self, name: str, path: str) -> None:
        """A folder is looked into after this one, unless its name cannot be written down."""
        if bad := _bad_name(name):
            self.odd.append((name, Refused(path, "name", bad)))
        elif path in self.seen:
            self.odd.append((name, Refused(path, "same-name", path)))  # so that `hinted` trusts neither
        else:
            self.seen.add(path)
            self.below.append((path, f"{self.disk}/{name}"))

    def failed(self, name: str, error: OSError) -> None:
        """The system would not say what a name is."""
        if isinstance(error, FileNotFoundError):  # gone between the list and the look: the next scan tells
            self.racy = True
        else:
            self.odd.append((name, unreadable(f"{self.path}/{_shown(name)}", error)))

    def signature(self) -> str:
        """A hash over names, sizes, times and inodes, and what is odd; nothing while something in it is racy."""
        if self.racy:
            return ""
        rows = msgspec.msgpack.encode((self.rows, [one for _name, one in self.odd]))
        return hashlib.blake2b(rows, digest_size=16).hexdigest()


def _shown(name: str) -> str:
    """A name as it can be shown and kept: NFC; control characters, and bytes that are no UTF-8, as `\\xNN`."""
    if not (name.isascii() or unicodedata.is_normalized("NFC", name)):
        name = unicodedata.normalize("NFC", name)
    if name.isprintable():  # nearly every one, and without the pattern
        return name
    return _ODD.sub(lambda odd: f"\\x{ord(odd[0]) & 0xFF:02x}", name)


def _all_plain(names: list[str]) -> bool:
    """Whether all names are shown as they are written on the disk: nearly every folder's, and told at one go."""
    joined = "/".join(names)
    return joined.isprintable() and (joined.isascii() or unicodedata.is_normalized("NFC", joined))


def _bad_name(name: str) -> str:
    """Why a name cannot be written into a finding or a file: `not UTF-8`, `control character`; else nothing."""
    odd = _ODD.search(name)
    if odd is None:
        return ""
    return "not UTF-8" if odd[0] >= "\ud800" else "control character"


def _is_junction(item: os.DirEntry[bytes]) -> bool:
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
