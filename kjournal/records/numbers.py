"""Identity numbers and bank card numbers in a text: what may not leave a note, however it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kjournal.patterns import regex

IDENTITY, CARD = "identity", "card"

_WIDE = str.maketrans(
    "０１２３４５６７８９Ｘｘ－　\u2010\u2011\u2012\u2013\u2014\u2212\xa0", "0123456789Xx- ------ "
)
_LONG = regex(r"[0-9０-９](?<![0-9０-９]{2})(?:[ \-－]?[0-9０-９]){13}")
"""A number too long for a telephone, from its first digit on."""
_TO_ZERO = bytes.maketrans(b"0123456789\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99", b"0" * 20)
_BETWEEN = b" -\xef\xbc\x8d"
"""What may stand between digits; and with the bytes that wide digits begin with gone, each of those is one byte too. Every
other sign in use leaves a byte that is no zero."""
_AREA = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])[0-9]{4}"  # GB/T 2260, by provinces
_ALONE, _END = r"(?<![0-9A-Za-z])(?<![0-9]\.)", r"(?![0-9A-Za-z])"
_NUMBERS = regex(
    rf"{_ALONE}(?:"
    rf"(?P<identity>{_AREA}[ -]?(?P<born>(?:19|20)[0-9]{{2}}[ -]?[01][0-9][ -]?[0-3][0-9])[ -]?[0-9]{{3}}[0-9Xx])"
    rf"|(?P<old>{_AREA}(?P<short>[0-9]{{2}}[01][0-9][0-3][0-9])[0-9]{{3}})"
    r"|(?P<card>[0-9]{16,19}|(?<![0-9][ -])[0-9]{4}(?:[ -][0-9]{4}){3}(?:[ -]?[0-9]{1,3})?)"
    rf"){_END}"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_ISSUERS = regex(
    r"62[0-9]{14,17}|9558[0-9]{15}|4[0-9]{15}|(?:5[1-5][0-9]{2}|2(?:2[2-9]|[3-6][0-9]|7[01])[0-9]|2720)[0-9]{12}"
)
"""银联, 牡丹卡, Visa, Mastercard."""
_IDENTITY_WORDS = regex(r"身[份分][证證]|[证證]件[号號]|公民身份|id_?\s?card|identity", re.IGNORECASE)
_CARD_WORDS = regex(r"卡|[账帐賬帳][号號户戶]|开户|開戶|bank|card", re.IGNORECASE)
_OTHER_WORDS = regex(
    r"[订訂运運]?[单單][号號]?|快[递遞]|物流|[条條]形?[码碼]|批[号號]|流水|[票发發]票?[号號]?|追溯|监管|[编編][码碼号號]"
)
"""Numbers of orders, parcels, goods and bills."""
_BEFORE, _NEAR = 30, 12  # characters in which a word says what a number is


class SecretNumber(NamedTuple):
    """A number that nobody may see: the characters from `start` up to, not including, `end`."""

    kind: str
    start: int
    end: int


def may_hold_number(text: bytes) -> bool:
    """Whether so many digits stand together in a text: nearly none has any, and this is told without a look at each sign."""
    return b"00000000000000" in text.translate(_TO_ZERO, _BETWEEN)


def secret_numbers(text: str) -> Iterator[SecretNumber]:
    """The identity and bank card numbers in a text, from left to right.

    Identity numbers of 18 digits are known by area, day of birth and check digit (GB 11643); a mistyped one, and one of
    the 15 digits given out until 1999, by the word before it. Cards are known by issuer and check digit (ISO/IEC 7812).
    """
    if not may_hold_number(text.encode("utf-8", "surrogatepass")) or _LONG.search(text) is None:
        return
    narrow = text if text.isascii() else text.translate(_WIDE)
    for match in _NUMBERS.finditer(narrow):
        kind = _kind(match, narrow)
        if kind:
            yield SecretNumber(kind, match.start(), match.end())


def _kind(match: re.Match[str], text: str) -> str:
    digits = re.sub("[ -]", "", match[0])
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    named = _IDENTITY_WORDS.search(before) is not None
    if match["identity"] and _is_day(re.sub("[ -]", "", match["born"])) and (named or _checked(digits)):
        return IDENTITY
    if match["old"]:
        return IDENTITY if named and _is_day(f"19{match['short']}") else ""
    return CARD if 16 <= len(digits) <= 19 and digits.isdigit() and _is_card(digits, before) else ""


def _is_card(digits: str, before: str) -> bool:
    """Whether it is a card's number, and no word near it says that it is another."""
    if not _luhn(digits):
        return False
    called = max((found.end() for found in _CARD_WORDS.finditer(before)), default=-1)
    other = max((found.end() for found in _OTHER_WORDS.finditer(before[-_NEAR:])), default=-1)
    if other >= 0 and other + max(len(before) - _NEAR, 0) > called:
        return False
    return called >= 0 or _ISSUERS.fullmatch(digits) is not None


def _is_day(typed: str) -> bool:
    try:
        date(int(typed[:4]), int(typed[4:6]), int(typed[6:]))
    except ValueError:
        return False
    return True


def _checked(digits: str) -> bool:
    """Whether the last digit is the one that the other seventeen give (ISO 7064, MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return digits[17].upper() == _CHECK_DIGITS[total % 11]


def _luhn(digits: str) -> bool:
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
