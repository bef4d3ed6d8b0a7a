"""Take one version of a conflict or the other: the edits that leave it standing, and nothing of the marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from kjournal.findings.finding import Edit
from kjournal.notes.edits.sides import Marks, Piece, Region, pieces

Choice = Literal["upper", "lower", "both"]
Choices = Mapping[tuple[int, int], Choice]
"""What was chosen, by the conflict's first line and the number of its piece."""


def edits(lines: Sequence[str], found: Marks, chosen: Choices, leftovers: Sequence[int] = ()) -> list[Edit]:
    """The edits for the conflicts of which every piece is chosen, and for the marks left over that are to go."""
    made = [Edit(number, 1, number + 1, 1, "") for number in leftovers]
    for region in found.regions:
        kept = _kept(lines, region, found.regions, chosen)
        if kept is not None:
            made += _rid(lines, region, kept)
    return made


def open_pieces(
    lines: Sequence[str], region: Region, regions: Sequence[Region]
) -> Iterator[tuple[int, Piece]]:
    """The pieces of a conflict between which somebody must choose, with their numbers."""
    for number, piece in enumerate(pieces(lines, region, regions)):
        if not piece.same:
            yield number, piece


def _kept(
    lines: Sequence[str], region: Region, regions: Sequence[Region], chosen: Choices
) -> list[int] | None:
    """The lines of a conflict that stay; None where something is not chosen, or cannot stand so."""
    if not region.clear:
        return None
    kept: list[int] = []
    for number, piece in enumerate(pieces(lines, region, regions)):
        choice = "upper" if piece.same else chosen.get((region.start, number))
        if choice is None or (choice == "both" and not piece.both):
            return None
        kept += piece.upper if choice in {"upper", "both"} else ()
        kept += piece.lower if choice in {"lower", "both"} else ()
    return kept


def _rid(lines: Sequence[str], region: Region, kept: list[int]) -> Iterator[Edit]:
    """The edits that leave the kept lines of a conflict, as they stand; in another order they are written anew."""
    if kept == sorted(kept):
        seen = region.start
        for number in [*kept, region.end + 1]:
            if number > seen:
                yield Edit(seen, 1, number, 1, "")
            seen = number + 1
        return
    text = "".join(f"{lines[number - 1]}\n" for number in kept)
    yield Edit(region.start, 1, region.end + 1, 1, text)
