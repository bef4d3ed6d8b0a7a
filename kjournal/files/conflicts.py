"""Know the copies that synchronisers and merges leave when two machines wrote one note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

# What each one calls its copies; several come translated.
_SURE = (
    ("syncthing", r".+\.sync-conflict-\d{8}-\d{6}(-\w+)?"),
    ("seafile", r".+ \(SFConflict .*\)"),
    ("jianguoyun", r".+-NSConflict.*|.+\(NSConflict.*\)"),
    ("dropbox", r".+ \([^()]*('s conflicted copy|的冲突副本|的衝突複本)[^()]*\)|.+ \(Case Conflict.*\)"),
    ("nextcloud", r".+ \(conflicted copy [^()]*\)|.+_conflict-[^/]*\d{8}-\d{6}"),
    ("synchroniser", r".+[ (（_]冲突(副本|文件|版本)[^/]*|.+\.conflict"),
    ("git", r".+_(BACKUP|BASE|LOCAL|REMOTE)_\d+"),
)
_SURE_PATTERN = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _SURE), re.IGNORECASE)

# Names that a person could choose too: a copy only where the original lies beside it.
_BESIDE = (
    ("jianguoyun", re.compile(r"(?P<base>.+)-冲突.*")),
    ("onedrive", re.compile(r"(?P<base>.+)-(DESKTOP|LAPTOP|WIN|PC|MACBOOK|IMAC)[-\w]*", re.IGNORECASE)),
)
_HINT = re.compile(
    r"conflict|冲突|衝突|_(?:BACKUP|BASE|LOCAL|REMOTE)_|-(?:DESKTOP|LAPTOP|WIN|PC|MACBOOK|IMAC)",
    re.IGNORECASE,
)


def conflict_copy(name: str, names: Container[str]) -> str:
    """Who left the file `name` as a copy, or nothing; `names` are all names of its folder."""
    if _HINT.search(name) is None:  # nearly every name
        return ""
    stem, ending = name[:-3], name[-3:]
    if sure := _SURE_PATTERN.fullmatch(stem):
        return next(who for who, _ in _SURE if sure[who])
    for who, form in _BESIDE:
        if (found := form.fullmatch(stem)) and f"{found['base']}{ending}" in names:
            return who
    return ""
