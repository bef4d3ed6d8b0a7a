"""Addresses: the file of a customer's page from its id, and relative links in percent-encoded ASCII.

All links are relative, so that a site opens from a memory stick as it does from a server.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from posixpath import relpath
from urllib.parse import quote

from kjournal.files.naming import portable_name
from kjournal.outputs.pages.site import (
    BRIEF_FOLDER,
    COMPLAINTS,
    CUSTOMER_FOLDER,
    CUSTOMERS,
    GIFTS,
    LICENCES,
    MONEY,
    PROMISES,
)
from kjournal.patterns import regex
from kjournal.remembering import remembered

_MADE = regex(r".*-x[0-9a-f]{10}", re.IGNORECASE | re.DOTALL)  # could be taken for a name made by `_made`
_SIMPLE = regex(r"[A-Z0-9]+(?:-[A-Z0-9]+)+")  # what most ids are: a name on any system
_PART = CUSTOMERS.removesuffix(".html") + "-"
_NARROWED = frozenset({PROMISES, MONEY, GIFTS, COMPLAINTS, LICENCES})
_HASH = 10
_LONGEST_HEAD = 80  # bytes of the id that stay in front of a hash


@remembered(16384)
def page_file(customer: str) -> str:
    """The file of a customer's page below the site's root: `customers/EJ-CG-01.html`, `customers/桂和堂大药房.html`.

    A function of the id alone, so that no customer's page moves when another one comes; portable, and no two ids
    meet under one name, also where case is ignored. An id that is a portable name without small letters is its own
    name; any other gets a hash of the id behind what can stay of it.
    """
    return f"{CUSTOMER_FOLDER}{customer if _plain(customer) else _made(customer)}.html"


def part_file(region: str, *within: str) -> str:
    """The file of a part of the customers' list: `customers-广西-河池-峨江县-向阳镇.html`, with class and letter where cut."""
    name = region.replace("/", "-")
    simple = not within and "-" not in region and _plain(name)
    return f"{_PART}{name if simple else _made('//'.join((region, *within)))}.html"


def is_list(page: str) -> bool:
    """Whether a page is the list of customers, or a part of it."""
    return page == CUSTOMERS or page.startswith(_PART)


def is_narrowed(page: str) -> bool:
    """Whether a page lists what hangs on customers, so that it may be asked for those of a few."""
    return page.partition("-")[0].removesuffix(".html") + ".html" in _NARROWED


def brief_file(customer: str) -> str:
    """The file of a customer's brief below the site's root: of the same name as its page, in a folder of its own."""
    return brief_beside(page_file(customer))


def brief_beside(page: str) -> str:
    """The file of the brief that belongs to the file of a customer's page."""
    return BRIEF_FOLDER + page.removeprefix(CUSTOMER_FOLDER)


def page_of(customer: str) -> str:
    """The address of a customer's page below the site's root, percent-encoded ASCII: what a reminder's `page` holds."""
    return quote(page_file(customer))


def piece_file(page: str, word: str, n: int = 1) -> str:
    """The file of a piece of a long report, named by a word: `money.html` and 周宁 give `money-周宁.html`, its second `money-周宁-2.html`."""
    stem = page.removesuffix(".html")
    name = (word if _plain(word) else _made(word)) if word else "0"
    return f"{stem}-{name}.html" if n == 1 else f"{stem}-{name}-{n}.html"


def _plain(customer: str) -> bool:
    if len(customer) <= _HASH and _SIMPLE.fullmatch(customer):  # too short to end in a hash
        return True
    caseless = all("A" <= char <= "Z" or char.casefold() == char == char.upper() for char in customer)
    return caseless and portable_name(customer) == customer and not _MADE.fullmatch(customer)


def _made(customer: str) -> str:
    kept = portable_name(customer).encode()[:_LONGEST_HEAD].decode(errors="ignore")
    digest = hashlib.sha256(
        unicodedata.normalize("NFC", customer).encode("utf-8", "surrogatepass")
    ).hexdigest()
    return f"{unicodedata.normalize('NFC', kept)}-x{digest[:_HASH]}"


def root(page: str) -> str:
    """The way from a page up to the site's root: empty, or `../`."""
    return "../" * page.count("/")


def href(page: str, target: str) -> str:
    """The relative link from one file of the site to another, both below the site's root and not encoded."""
    folder, slash, _name = page.rpartition("/")
    if target.startswith(folder + slash):
        return _quoted(target[len(folder + slash) :])
    return "../" + _quoted(target) if "/" not in folder else quote(relpath(target, folder))


_quoted = remembered(16384)(quote)  # asked thousands of times a list, of the same few customers


def note_href(page: str, notes: str, note: str) -> str:
    """The relative link from a page to a note; `notes` is the way from the site's root to the journal's."""
    return f"{root(page)}{notes}{quote(note)}" if notes else ""
