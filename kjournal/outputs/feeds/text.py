"""User strings made fit for a calendar: cleaned, cut, percent-encoded."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

from kjournal.patterns import regex

ELLIPSIS = "…"
CONCEALED = "○"
"""Stands for the rest of a name that is reduced to its first character."""

# What icalendar passes through raw, what reverses the reading direction, and half characters. Tab and line feed
# are handled before.
_REMOVED = regex(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u2028\u2029\ufeff\ud800-\udfff]"
)
_LINE_BREAK = regex(r" *\n[\n ]*")
_PORTABLE = regex(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_MADE = regex(r".*-[0-9a-f]{8}")  # could be taken for a name made by `ascii_made`
_LONGEST_ID = 40
_ZWJ = "\u200d"
_PERCENT = regex(r"%(?![0-9A-Fa-f]{2})")
# RFC 3986: what may stand raw in a path, a query or a fragment; `%` is looked at by itself.
_SAFE = "/:@!$&'()*+,;=-._~%?#"
_PLAIN = regex(r"(?:[\w/:@!$&'()*+,;=.~?#-]|%[0-9A-Fa-f]{2})*", re.ASCII)


def clean(text: str) -> str:
    r"""`text` as every user string enters a feed: `\n` the only control, no bidirectional marks, no backslash.

    A backslash becomes `＼`: three parsers read an escaped backslash before an `n` as a line break.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\\", "＼")
    return _REMOVED.sub("", text)


def clean_line(text: str) -> str:
    """`text` cleaned and on one line, for names and places."""
    text = clean(text)
    return (_LINE_BREAK.sub(" ", text) if "\n" in text else text).strip()


def clean_block(text: str) -> str:
    """`text` cleaned, without empty lines around it."""
    return clean(text).strip(" \n")


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, the last of them `…` where something is gone.

    What is seen as one character stays whole: letter and accent, emoji sequences, flags. Only a single one that is
    itself longer than the limit is cut through.
    """
    if len(text) <= limit:
        return text
    end = limit - len(ELLIPSIS)
    while end > 0 and _continues(text, end):
        end -= 1
    return text[: end or limit - len(ELLIPSIS)].rstrip() + ELLIPSIS


def _continues(text: str, index: int) -> bool:
    """Whether the character at `index` belongs to the one before it (a short form of UAX #29)."""
    char, before = text[index], text[index - 1]
    if _ZWJ in {char, before}:
        return True
    if unicodedata.category(char) in {"Mn", "Mc", "Me"} or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True  # accents, vowel signs, variation selectors; skin tones
    if "\U000e0020" <= char <= "\U000e007f":
        return True  # the tags of a regional flag
    return _is_flag_half(char) and _flag_halves_before(text, index) % 2 == 1


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_halves_before(text: str, index: int) -> int:
    first = index
    while first and _is_flag_half(text[first - 1]):
        first -= 1
    return index - first


def initials(name: str) -> str:
    """A name that tells nothing to a stranger: `李建国主任` gives `李○`, `Wang Wei` gives `W.W.`"""
    words = name.split()
    if words and all(word[0].isascii() and word[0].isalpha() for word in words):
        return "".join(f"{word[0].upper()}." for word in words)
    end = 1
    while end < len(name) and _continues(name, end):
        end += 1
    return name[:end] + CONCEALED


def address(base_url: str, page: str = "") -> str:
    """The address of `page` below `base_url` in percent-encoded ASCII; empty where `base_url` is no web address."""
    base = _base(base_url)
    return f"{base}/{_ascii(clean_line(page).lstrip('/'))}" if base and page else base


@lru_cache(maxsize=16)
def _base(base_url: str) -> str:
    scheme, host, path, query, _fragment = urlsplit(clean_line(base_url))
    if scheme not in {"http", "https"} or not host:
        return ""
    return urlunsplit((scheme, _ascii_host(host), _ascii(path), _ascii(query), "")).rstrip("/")


def _ascii(part: str) -> str:
    if _PLAIN.fullmatch(part):
        return part
    return quote(_PERCENT.sub("%25", part), safe=_SAFE)


def _ascii_host(host: str) -> str:
    """The host in ASCII: IDNA, or percent-encoded where IDNA refuses it."""
    if not host.isascii():
        try:
            return host.encode("idna").decode("ascii")
        except UnicodeError:
            pass
    return quote(host, safe=_SAFE + "[]")


@lru_cache(maxsize=256)
def ascii_id(name: str) -> str:
    """`name` where it is a short portable ASCII word, else what is left of it and a hash, so that no two names meet."""
    name = unicodedata.normalize("NFC", name)
    if _PORTABLE.fullmatch(name) and len(name) <= _LONGEST_ID and not _MADE.fullmatch(name):
        return name
    return ascii_made(name)


def ascii_made(name: str) -> str:
    """What is left of `name` in ASCII, and eight digits of its hash."""
    left = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", name).lower())[:24].strip("-")
    return f"{left or 'id'}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"
