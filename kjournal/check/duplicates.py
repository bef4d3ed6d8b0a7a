"""Cards that may be one customer: the same name in one place, or the same telephone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kjournal.findings.finding import Finding, Place
from kjournal.words.folding import fold


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


def duplicates(cards: Iterable[Card]) -> list[Finding]:
    """One finding a group of cards that may be one customer; merged cards and people at one organisation are not."""
    by_name: dict[tuple[str, str], list[Card]] = defaultdict(list)
    by_phone: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        if card.merged_into:
            continue
        by_name[(fold(card.name), card.region)].append(card)
        if card.kind != "个人" and not card.org:
            for number in re.findall(r"1[3-9]\d{9}", card.phone.replace("-", "").replace(" ", "")):
                by_phone[number].append(card)
    groups: dict[tuple[str, ...], list[Card]] = {}
    for same in [*by_name.values(), *by_phone.values()]:
        unique = {card.path: card for card in same}
        if len(unique) > 1:
            groups[tuple(sorted(unique))] = [unique[path] for path in sorted(unique)]
    return [
        Finding(
            "KJ304",
            tuple(Place(card.path) for card in found),
            {"candidates": "、".join(f"{card.name} ({card.id})" for card in found)},
        )
        for _paths, found in sorted(groups.items())
    ]
