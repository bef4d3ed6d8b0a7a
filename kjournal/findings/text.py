"""Findings for a terminal: place, code, message, the user's own line with a caret, remedy."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from kjournal.findings.finding import WORST, Finding, Severity
from kjournal.findings.message import message, remedy, shown
from kjournal.words import _, ngettext

_PLACES = 5
_WIDTH = 100


def cells(text: str) -> int:
    """How many display cells a text takes: a Chinese character two, an invisible one none."""
    return sum(_cell(char) for char in text)


def _cell(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def render(finding: Finding, severity: Severity) -> str:
    """One finding, in the form that editors match (DESIGN.md "Reading notes")."""
    place = finding.place
    lines = [f"{shown(place)}: {severity} {finding.code} {message(finding)}"]
    if finding.excerpt and place.line:
        lines += _excerpt(finding)
    advice = remedy(finding)
    ask = f"(kjournal explain {finding.code})"
    lines.append(f"  {advice} {ask}" if advice else f"  {ask}")
    others = finding.places[1:]
    if others:
        more = "、".join(f"{other.path}:{max(other.line, 1)}" for other in others[:_PLACES])
        rest = len(others) - _PLACES
        tail = _(" and {n} more").format(n=rest) if rest > 0 else ""
        lines.append("  " + _("also in: {places}").format(places=more) + tail)
    return "\n".join(lines)


def _excerpt(finding: Finding) -> list[str]:
    place = finding.place
    text = finding.excerpt.expandtabs(2).rstrip("\n")
    clean = "".join(char if char.isprintable() else "\ufffd" for char in text)
    if cells(clean) > _WIDTH:
        clean = clean[: _WIDTH // 2] + "…"
    number = str(place.line)
    start = max(place.column, 1) - 1
    end = place.end_column - 1 if place.end_line in (0, place.line) else len(clean)
    before, under = clean[:start], clean[start : max(end, start + 1)]
    caret = " " * cells(before) + "^" * max(cells(under), 1)
    gutter = " " * len(number)
    return [f"  {number} | {clean}", f"  {gutter} | {caret}"]


def summary(severities: Iterable[Severity]) -> str:
    """How many there are, worst first."""
    counts = Counter(severities)
    words = {
        "error": ngettext("{n} error", "{n} errors", counts["error"]),
        "warning": ngettext("{n} warning", "{n} warnings", counts["warning"]),
        "info": ngettext("{n} hint", "{n} hints", counts["info"]),
    }
    return "，".join(words[name].format(n=counts[name]) for name in WORST if counts[name]) or _("no problems")


def by_code(found: Sequence[tuple[Finding, Severity]]) -> list[str]:
    """A line a code: how often, and its general message."""
    counts = Counter(finding.code for finding, _severity in found)
    first = {finding.code: finding for finding, _severity in reversed(found)}
    return [f"  {counts[code]:>5}  {code}  {message(first[code])}" for code in sorted(counts)]
