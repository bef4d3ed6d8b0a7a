"""The page templates of a journal: which there are, and a hash that stands for all of them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

from kjournal.files import Refused, decode, read_note_bytes

FOLDER = "templates/pages"
"""Below the journal's root."""
LARGEST = 256 << 10
"""Bytes of the largest template."""
MOST = 64
"""Templates that are looked at."""


class Sources(msgspec.Struct, frozen=True, omit_defaults=True):
    """Templates by file name."""

    texts: dict[str, str] = {}
    unreadable: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Empty where there are none, else a word for all of them."""
        if not self.texts and not self.unreadable:
            return ""
        return hashlib.blake2b(msgspec.json.encode(self, order="sorted"), digest_size=16).hexdigest()


def sources(root: Path) -> Sources:
    """The templates of the journal at `root`."""
    folder = root / FOLDER
    try:
        with os.scandir(folder) as entries:
            names = sorted(
                one.name for one in entries if one.name.endswith(".html") and not one.name.startswith(".")
            )
    except OSError:
        return Sources()
    texts, unreadable = {}, []
    for name in names[:MOST]:
        data = read_note_bytes(folder / name, limit=LARGEST)
        decoded = None if isinstance(data, Refused) else decode(data)
        if decoded is None or decoded.problem:
            unreadable.append(name)
        else:
            texts[name] = decoded.text
    return Sources(texts, tuple(unreadable))
