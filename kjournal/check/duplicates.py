"""Cards that may be one customer: the same name in one place however it is written, or the same telephone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kjournal.findings.codes import covers
from kjournal.findings.finding import Finding, Place
from kjournal.patterns import regex
from kjournal.words.folding import fold

_WORD = regex(r"\w+")
CODE = "KJ304"
_NUMBER = regex(r"(?<!\d)(?:1[3-9]\d{9}|0\d{9,11})(?!\d)")
_BETWEEN = regex(r"(?<=\d)[-\s()]+(?=\d)")
_SAME_WORDS = (
    (regex("村?(?:卫生所|卫生室|医务室|村医室)"), "卫生室"),
    (regex("大?(?:药房|药店)"), "药店"),
    (regex("诊所|门诊部"), "诊所"),
    (regex("中心(?=卫生院)"), ""),
)
"""Words that are used one for another; a town has one 卫生院, which may be its 中心卫生院."""
_UNIT = regex("[省市县区镇乡村]$")


class Card(NamedTuple):
    """What of a card is compared."""

    path: str
    id: str
    name: str
    region: str
    phone: str
    kind: str
    merged_into: str
    org: str
    ignore: str = ""  # codes that its note asks not to see


def duplicates(cards: Iterable[Card]) -> list[Finding]:
    """One finding a group of cards that may be one customer; merged cards and people of two organisations are not."""
    compared = [
        card for card in cards if not card.merged_into and not covers(_WORD.findall(card.ignore), CODE)
    ]
    return [
        Finding(
            CODE,
            tuple(Place(card.path) for card in group),
            {"candidates": "、".join(f"{card.name} ({card.id})" for card in group)},
        )
        for group in _groups(compared)
    ]


def _groups(cards: list[Card]) -> list[list[Card]]:
    """The cards that share a sign, directly or by way of others, by path."""
    by_sign: dict[tuple[str, ...], list[str]] = defaultdict(list)
    by_path = {card.path: card for card in cards}
    for card in by_path.values():
        for sign in _signs(card):
            by_sign[sign].append(card.path)
    joined = {path: path for path in by_path}
    for paths in by_sign.values():
        for path in paths[1:]:
            joined[_root(joined, path)] = _root(joined, paths[0])
    groups: dict[str, list[str]] = defaultdict(list)
    for path in sorted(by_path):
        groups[_root(joined, path)].append(path)
    return [[by_path[path] for path in paths] for paths in groups.values() if len(paths) > 1]


def _root(joined: dict[str, str], path: str) -> str:
    while joined[path] != path:
        joined[path] = joined[joined[path]]
        path = joined[path]
    return path


def _signs(card: Card) -> Iterator[tuple[str, ...]]:
    """By what a card is known: a person by name and organisation, anybody else by name and place, and by telephone."""
    if card.kind == "个人" or card.org:
        yield ("person", fold(card.name), card.org or card.region)
        return
    yield ("name", plain(card.name, card.region), card.region)
    for number in _NUMBER.findall(_BETWEEN.sub("", card.phone)):
        yield ("phone", number)


def plain(name: str, region: str) -> str:
    """A name without what is left out or put otherwise: its place, 卫生所 for 卫生室, 大药房 for 药店."""
    found = fold(name)
    for part in region.split("/"):
        bare = fold(part)
        for word in (bare, _UNIT.sub("", bare)):
            rest = found.removeprefix(word)
            if len(word) > 1 and len(rest) > 1:
                found = rest
    found = re.sub("^[县镇乡村](?=.)", "", found)
    for words, one in _SAME_WORDS:
        found = words.sub(one, found)
    return found
