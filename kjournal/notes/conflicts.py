"""Conflict markers that a merge left in a note: where, and what each version says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kjournal.findings.finding import Place
from kjournal.notes.edits import sides
from kjournal.notes.edits.sides import Marks, Piece, Region
from kjournal.patterns import regex
from kjournal.words import _

_LONGEST = 30
_FIELDS = 3  # of a conflict that are told
_COMMIT = regex(r"[0-9a-f]{7,40}(?: \((?P<said>.*)\))?")
_NAME = regex(r"[\u4e00-\u9fff·]{2,4}")
TURNED = frozenset({"Stashed changes", "local"})
"""What git writes behind the lower version where that is one's own: after a stash, or a checkout that merges."""


class Conflict(NamedTuple):
    """A conflict as a finding tells it."""

    place: Place
    marks: Marks


def conflict(path: str, text: str) -> Conflict | None:
    """From the first marker to the last; never `=======` alone, which is a heading."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text and "|||||||" not in text:
        return None
    lines = text.split("\n")
    found = sides.marks(lines)
    numbers = [*found.leftovers, *(line for one in found.regions for line in (one.start, one.end))]
    if not numbers:
        return None
    first, last = min(numbers), max(numbers)
    return Conflict(Place(path, first, 1, last, len(lines[last - 1]) + 1), found)


def told(found: Marks, lines: Sequence[str], shown: Sequence[str]) -> str:
    """What the first conflict is about, in a phrase; `shown` are the note's lines with their secrets masked."""
    if not found.regions:
        said = _("line {line} is a mark that was left over")
        return said.format(line=", ".join(map(str, found.leftovers)))
    region = found.regions[0]
    where = _("lines {first}–{last}").format(first=region.start, last=region.end)
    upper, lower = (
        _says(lines, shown, region, found.regions, upper=side) or _("nothing") for side in (True, False)
    )
    said = f"{where}, {_versions(region, upper, lower)}"
    more = len(found.regions) - 1
    return said + _("; ") + _("{count} more below").format(count=more) if more else said


def _versions(region: Region, upper: str, lower: str) -> str:
    """Both versions with their owners, where the marks tell them."""
    who = owner(region.lower_label)
    if region.lower_label in TURNED:
        return _("yours {mine}, the other's {theirs}").format(mine=lower, theirs=upper)
    if _COMMIT.fullmatch(region.lower_label) and not _NAME.fullmatch(who):
        # A rebase writes the same marks as a cherry-pick, and means the other way round.
        return _("above {upper}, below {lower}").format(upper=upper, lower=lower)
    if who:
        said = _("yours {mine}, the other's ({who}) {theirs}")
        return said.format(mine=upper, who=who, theirs=lower)
    return _("yours {mine}, the other's {theirs}").format(mine=upper, theirs=lower)


def owner(label: str) -> str:
    """Whom a mark's label names: a commit's words in brackets, else a branch."""
    match = _COMMIT.fullmatch(label)
    return (match["said"] or "") if match else label


def _says(
    lines: Sequence[str], shown: Sequence[str], region: Region, regions: Sequence[Region], *, upper: bool
) -> str:
    """What one version says where they differ."""
    said = []
    for piece in sides.pieces(lines, region, regions):
        numbers = piece.upper if upper else piece.lower
        if piece.same or not numbers:
            continue
        said.append(_phrase(shown, piece, numbers))
    more = "…" if len(said) > _FIELDS else ""
    return ", ".join(said[:_FIELDS]) + more


def _phrase(lines: Sequence[str], piece: Piece, numbers: Sequence[int]) -> str:
    text = sides.value(lines, numbers)
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    key = piece.key if numbers and piece.key else ""
    return f"{key}={short}" if key else f"「{short}」"
