"""Know the copies that synchronisers and merges leave when two machines wrote one note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kjournal.files.naming import named_like_note
from kjournal.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

# What each one calls its copies; several come translated.
_SURE = (
    ("syncthing", r".+\.sync-conflict-\d{8}-\d{6}(-\w+)?"),
    ("seafile", r".+ \(SFConflict .*\)"),
    ("jianguoyun", r".+-NSConflict.*|.+\(NSConflict.*\)|.+ ?[(（]冲突[^()（）]*[)）]"),
    ("dropbox", r".+ \([^()]*('s conflicted copy|的冲突副本|的衝突複本)[^()]*\)|.+ \(Case Conflict.*\)"),
    ("nextcloud", r".+ \(conflicted copy [^()]*\)|.+_conflict-[^/]*\d{8}-\d{6}"),
    ("synchroniser", r".+[ (（_]冲突(副本|文件|版本)[^/]*|.+\.conflict"),
    ("git", r".+_(BACKUP|BASE|LOCAL|REMOTE)_\d+"),
)
_SURE_PATTERN = regex("|".join(f"(?P<{name}>{form})" for name, form in _SURE), re.IGNORECASE)

# Names that a person could choose too: a copy only where the original lies beside it.
_BESIDE = (
    ("jianguoyun", regex(r"(?P<base>.+)-冲突.*")),
    ("windows", regex(r"(?P<base>.+) - (?:副本|複製|Copy)(?: ?[(（][0-9]+[)）])?", re.IGNORECASE)),
    ("mac", regex(r"(?P<base>.+?)(?:的副本| ?副本| copy)(?: [0-9]{1,2})?", re.IGNORECASE)),
    ("onedrive", regex(r"(?P<base>.+)-(DESKTOP|LAPTOP|WIN|PC|MACBOOK|IMAC)[-\w]*", re.IGNORECASE)),
)
# iCloud's ` 2`, a browser's `(1)`: also what somebody calls the second visit of a day, so the texts must tell.
_NUMBERED = regex(r"(?P<base>.+?)(?: [2-9]| ?[(（][1-9][)）])")
_HINT = regex(
    "conflict|冲突|衝突|副本|複製|copy|_backup_|_base_|_local_|_remote_|-desktop|-laptop|-win|-pc|-macbook|-imac"
)
"""In small letters, and word by word: many times quicker to look for than without regard to case."""

_NUMBER_ENDS = frozenset("23456789)）")


def may_be_copies(names: Iterable[str]) -> bool:
    """Whether one of the names may be that of a copy: looked for in all at once."""
    return _HINT.search("/".join(names).lower()) is not None


def conflict_copy(name: str, names: Container[str]) -> str:
    """Who left the file `name` as a copy, or nothing; `names` are all names of its folder."""
    if _HINT.search(name.lower()) is None:  # nearly every name
        return ""
    stem, ending = name[:-3], name[-3:]
    if sure := _SURE_PATTERN.fullmatch(stem):
        return next(who for who, _ in _SURE if sure[who])
    for who, form in _BESIDE:
        if (found := form.fullmatch(stem)) and f"{found['base']}{ending}" in names:
            return who
    return ""


def original(name: str, names: Iterable[str]) -> str:
    """The note beside it that a copy was made of: the one with the longest name with which the copy's begins."""
    stem = name[:-3]
    begun = [other for other in names if named_like_note(other) and stem.startswith(other[:-3])]
    return max((other for other in begun if other != name), key=len, default="")


def numbered(name: str, names: Container[str]) -> str:
    """The name of which `name` may be a numbered copy, or nothing."""
    if name[-4:-3] not in _NUMBER_ENDS:  # nearly every name
        return ""
    found = _NUMBERED.fullmatch(name[:-3])
    base = f"{found['base']}{name[-3:]}" if found else ""
    return base if base in names else ""


def one_text(one: bytes, other: bytes) -> bool:
    """Whether two notes are versions of one: most lines are the same, and neither tells a story of its own."""
    mine, theirs = _parts(one), _parts(other)
    lines, others = mine[0] | mine[1], theirs[0] | theirs[1]
    same = len(lines & others) * 5 >= 3 * max(len(lines), len(others))
    return same and (not mine[1] or not theirs[1] or bool(mine[1] & theirs[1]))


def _parts(data: bytes) -> tuple[set[bytes], set[bytes]]:
    """The lines of a note that say something: of its header, of its body."""
    head, fence, body = data.replace(b"\r", b"").removeprefix(b"---\n").partition(b"\n---\n")
    parts = (head, body) if fence else (b"", data)
    header, text = ({line.strip() for line in part.split(b"\n")} - {b""} for part in parts)
    return header, text
