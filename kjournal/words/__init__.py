"""Message catalogues: what the user reads, in Chinese or English.

The words in the code are English; a catalogue below `locale/` turns them into the journal's language. `N_` marks
words in a table that are looked up later with `_`.
"""

from __future__ import annotations

import gettext as _gettext
import locale
import os
from functools import cache, lru_cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
DEFAULT = "zh_CN"
TRADITIONAL = "zh_Hant"
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})

_gettext.bindtextdomain(
    "messages", str(LOCALE)
)  # click's own words, which it looks up there by the environment

_language = "en"


def use(language: str) -> str:
    """Speak `language` (`zh-CN`, `zh_TW.UTF-8`, `en` …) from now on; Chinese where it is unknown. The name chosen."""
    global _language  # noqa: PLW0603  a program speaks one language at a time
    _language = known(language)
    return _language


def known(language: str) -> str:
    """The language that is spoken for a name of one: `en`, `zh_CN` or `zh_Hant`."""
    wanted = language.replace("-", "_").split(".")[0].lower()
    if wanted.startswith("en") or wanted in {"c", "posix"}:
        return "en"
    return TRADITIONAL if _TRADITIONAL.intersection(wanted.split("_")) else DEFAULT


def traditional() -> bool:
    """Whether traditional characters are spoken now."""
    return _language == TRADITIONAL


def tag() -> str:
    """The language spoken now as pages and programs name it: `en`, `zh-CN`, `zh-Hant`."""
    return _language.replace("_", "-")


def language() -> str:
    """The language spoken now: `en`, `zh_CN` …"""
    return _language


def from_environment() -> str:
    """The language of the user's environment, for words said before a journal is known."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value
    return locale.getlocale()[0] or DEFAULT


def _(message: str) -> str:
    """`message` in the language spoken now."""
    return _said(_language, message) if message else ""


@lru_cache(maxsize=4096)  # a page asks for hundreds of them, and they are the same on every page
def _said(language: str, message: str) -> str:
    return _catalogue(language).gettext(message)


@cache  # the library hands out another one each time it is asked
def _catalogue(language: str) -> _gettext.NullTranslations:
    """What turns the words of the code into those of a language (`known`)."""
    if language == "en":
        return _gettext.NullTranslations()
    return _gettext.translation("kjournal", LOCALE, [language], fallback=True)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of a message that fits `n`."""
    return _catalogue(_language).ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802  the name that gettext's tools know
    """Mark `message` for the catalogues and leave it as it is."""
    return message


@cache
def _vocabulary(language: str) -> frozenset[str]:
    """All that is said in a language."""
    known = getattr(_catalogue(language), "_catalog", {})  # the library has no other way to list it
    return frozenset(value for value in known.values() if isinstance(value, str))


def vocabulary() -> frozenset[str]:
    """All our own messages in the language spoken now."""
    if _language != "en":
        return _vocabulary(_language)
    known = getattr(_catalogue(DEFAULT), "_catalog", {})
    return frozenset(
        text for key in known for text in (key if isinstance(key, tuple) else (key,)) if isinstance(text, str)
    )


def says(word: str) -> bool:
    """Whether a word is one of our own messages: 客户, 今天 … but nobody's name."""
    return word in _vocabulary(_language)
