"""File names that every system takes."""

from __future__ import annotations

import re
import unicodedata

from kjournal.patterns import regex

ENDING = ".md"
"""Of a note's name, in whatever case."""

LONGEST = 120
"""Bytes of UTF-8: leaves room for a date, `.md` and a temporary's additions below the 255 of most file systems, and
for encrypted folders (eCryptfs takes 143)."""

_RESERVED = regex(r'[<>:"/\\|?*\s-]*[<>:"/\\|?*][<>:"/\\|?*\s-]*')
_SPACES = regex(r"\s+")
# Windows opens a device for these, with any extension and in any case.
_DEVICES = regex(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?", re.IGNORECASE | re.DOTALL
)


def named_like_note(path: str) -> bool:
    """Whether a name ends as a note's does."""
    return path[-3:].lower() == ENDING


def without_ending(path: str) -> str:
    """A note's name or path without its ending."""
    return path[:-3] if named_like_note(path) else path


def stem(path: str) -> str:
    """A note's name without folder and ending."""
    return without_ending(path[path.rfind("/") + 1 :])


def path_word(path: str) -> str:
    """A note's path as other notes write it: below `customers/` or `visits/`, without the ending."""
    return without_ending(path).partition("/")[2]


def portable_name(text: str) -> str:
    """`text` as a file name (without an ending) for Linux, macOS and Windows; `_` where nothing of it can stay.

    Leading dots, `~`, `#` and `-` go, since they hide a file, mark an editor's leftover, or look like an option.
    """
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    # Cc, Cf, Cs: control characters, invisible ones (zero width, direction) and halves of characters.
    text = "".join(char for char in text if unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    text = _SPACES.sub(" ", _RESERVED.sub("-", unicodedata.normalize("NFC", text)))
    text = _cut(text.lstrip(" .~#-")).rstrip(" .-")
    if _DEVICES.fullmatch(text):
        head, dot, tail = text.partition(".")
        text = f"{head.rstrip()}_{dot}{tail}"
    return unicodedata.normalize("NFC", text) or "_"


def _cut(text: str) -> str:
    """At most `LONGEST` bytes, no character split and none robbed of its accents."""
    if len(text.encode()) <= LONGEST:
        return text
    kept = text.encode()[:LONGEST].decode(errors="ignore")
    if len(kept) < len(text) and unicodedata.combining(text[len(kept)]):
        kept = kept.rstrip("".join(char for char in set(kept) if unicodedata.combining(char)))[:-1]
    return kept


def case_key(path: str) -> str:
    """The same for two paths that a system which ignores case or accents' form takes for one file."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def tidy(text: str) -> str:
    """A word that somebody typed without what nobody sees: control characters, ends and doubles of blanks."""
    kept = (
        char for char in unicodedata.normalize("NFC", text) if char not in "\ufffe\uffff"
    )  # YAML takes neither
    plain = (
        " " if unicodedata.category(char) == "Cc" else char
        for char in kept
        if unicodedata.category(char) not in {"Cf", "Cs"}
    )
    return unicodedata.normalize("NFC", " ".join("".join(plain).split()))
