"""The two versions that a merge left standing in a note: where each lies, and which pieces differ.

`upper` is what stands between `<<<<<<<` and `=======`, `lower` what stands behind it. Whose each is, the text does not
say: in a rebase git turns them round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kjournal.patterns import regex
from kjournal.words.folding import fold

_MARK = regex(r"(?P<sign><{7}|>{7}|\|{7}|={7})(?:[ \t](?P<label>.*))?")
_FENCE = regex(r"---[ \t]*")
_KEY = regex(r"(?P<key>[^\s:：#\-\"'\[{][^:：]{0,40}?)[ \u3000]*[:：](?P<value>.*)")
_ITEM = regex(r"\s*-[ \t]+\S.*|\s*|\s+#.*")


class Region(NamedTuple):
    """One conflict: the lines of its marks, from 1; `base` is 0 where git left none."""

    start: int
    base: int
    middle: int
    end: int
    lower_label: str
    clear: bool = True  # else several lines ======= lie within, and nobody knows which is git's

    @property
    def upper(self) -> range:
        """The lines of the upper version."""
        return range(self.start + 1, self.base or self.middle)

    @property
    def lower(self) -> range:
        """The lines of the lower version."""
        return range(self.middle + 1, self.end)


class Marks(NamedTuple):
    """All that a merge left in a note."""

    regions: list[Region]
    leftovers: list[int]  # lines of marks that belong to no conflict any more


class Piece(NamedTuple):
    """Lines of a conflict that are taken from one version or the other."""

    upper: tuple[int, ...]
    lower: tuple[int, ...]
    key: str = ""  # the field as it is typed; empty: text
    both: bool = False  # both versions can stand, one below the other
    same: bool = False  # they do not differ


def marks(lines: Sequence[str]) -> Marks:
    """The conflicts in a note and the marks that were forgotten; what lies nested in one belongs to it."""
    signs = {
        number: match
        for number, line in enumerate(lines, 1)
        if line[:1] in {"<", ">", "|", "="} and (match := _MARK.fullmatch(line))
    }
    found: list[Region] = []
    leftovers: list[int] = []
    behind = 0
    for number, match in signs.items():
        if number <= behind:
            continue
        region = _region(signs, number) if match["sign"][0] == "<" else None
        if region is not None:
            found.append(region)
            behind = region.end
        elif match["sign"][0] != "=":
            leftovers.append(number)
    return Marks(found, leftovers)


def _region(signs: dict[int, re.Match[str]], start: int) -> Region | None:
    """The conflict that begins on a line; None where its end or its middle is missing."""
    depth, base, middles = 0, 0, list[int]()
    for number, match in signs.items():
        if number < start:
            continue
        sign = match["sign"][0]
        if sign == "<":
            depth += 1
        elif sign == ">":
            depth -= 1
        elif depth == 1 and sign == "|" and not middles:
            base = base or number
        elif depth == 1 and sign == "=" and not match["label"]:
            middles.append(number)
        if depth == 0:
            label = (match["label"] or "").strip()
            return Region(start, base, middles[0], number, label, len(middles) == 1) if middles else None
    return None


def view(lines: Sequence[str], regions: Sequence[Region], *, upper: bool) -> list[int]:
    """The lines of the note as one version has it."""
    kept: list[int] = []
    seen = 0
    for region in regions:
        kept += range(seen + 1, region.start)
        kept += region.upper if upper else region.lower
        seen = region.end
    return [*kept, *range(seen + 1, len(lines) + 1)]


def pieces(lines: Sequence[str], region: Region, regions: Sequence[Region]) -> list[Piece]:
    """A conflict in pieces: field by field in the header, as one text below it."""
    upper, lower = list(region.upper), list(region.lower)
    fence = _fence(lines, regions, upper=True)
    if fence and fence < region.start:
        return [_text(lines, upper, lower)]
    cuts = [_cut(lines, part) for part in (upper, lower)]
    if any(cuts) and not all(cuts):
        return [_text(lines, upper, lower)._replace(both=False)]
    if not all(cuts):
        return _fields(lines, upper, lower)
    above, below = cuts
    head = _fields(lines, upper[: above - 1], lower[: below - 1])
    line = Piece((upper[above - 1],), (lower[below - 1],), same=True)
    return [*head, line, _text(lines, upper[above:], lower[below:])]


def _fence(lines: Sequence[str], regions: Sequence[Region], *, upper: bool) -> int:
    """The line of the second fence as one version has it; 0 where there is none."""
    numbers = view(lines, regions, upper=upper)
    return next((number for number in numbers[1:] if _FENCE.fullmatch(lines[number - 1])), 0)


def _cut(lines: Sequence[str], numbers: list[int]) -> int:
    """Behind which line of a version its fence stands, counted from 1; 0: it has none."""
    opening = 1 if numbers and numbers[0] == 2 else 0  # the conflict begins with the note
    return next(
        (at for at, number in enumerate(numbers, 1) if at > opening and _FENCE.fullmatch(lines[number - 1])),
        0,
    )


def _text(lines: Sequence[str], upper: list[int], lower: list[int]) -> Piece:
    same = [lines[number - 1] for number in upper] == [lines[number - 1] for number in lower]
    return Piece(tuple(upper), tuple(lower), both=True, same=same)


def _fields(lines: Sequence[str], upper: list[int], lower: list[int]) -> list[Piece]:
    """Field by field, in the order of the upper version, then what the lower alone has."""
    ups, downs = (list(_groups(lines, part)) for part in (upper, lower))
    keys = [[fold(key) for key, _numbers in part] for part in (ups, downs)]
    if any(len(set(part)) < len(part) for part in keys):
        return [_piece(lines, "", upper, lower)]
    other = {fold(key): numbers for key, numbers in downs}
    found = [_piece(lines, key, numbers, other.pop(fold(key), [])) for key, numbers in ups]
    found += [_piece(lines, key, [], numbers) for key, numbers in downs if fold(key) in other]
    return found


def _groups(lines: Sequence[str], numbers: list[int]) -> Iterator[tuple[str, list[int]]]:
    """The fields of a version, each with its lines; what stands before the first key has none."""
    key, group = "", list[int]()
    for number in numbers:
        match = _KEY.match(lines[number - 1])
        if match is not None:
            if group:
                yield key, group
            key, group = match["key"].strip(), []
        group.append(number)
    if group:
        yield key, group


def _piece(lines: Sequence[str], key: str, upper: list[int], lower: list[int]) -> Piece:
    texts = [[lines[number - 1] for number in part] for part in (upper, lower)]
    items = not key and all(_ITEM.fullmatch(line) for part in texts for line in part)
    alone = not upper or not lower
    return Piece(tuple(upper), tuple(lower), key, both=items or alone, same=texts[0] == texts[1])


def value(lines: Sequence[str], numbers: Sequence[int]) -> str:
    """What a field's lines say, on one line."""
    said = [lines[number - 1] for number in numbers]
    match = _KEY.match(said[0]) if said else None
    first = [match["value"]] if match else said[:1]
    return " ".join(text for line in [*first, *said[1:]] if (text := line.strip()))
