"""Findings for a terminal: place, code, message, the user's own line with a caret, remedy."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from kjournal.findings.codes import CODES
from kjournal.findings.excerpt import Excerpt, cut, excerpt
from kjournal.findings.finding import WORST, Finding, Severity
from kjournal.findings.message import general, message, remedy, shown
from kjournal.words import _, ngettext

_PLACES = 5
_WIDTH = 100


def cells(text: str) -> int:
    """How many display cells a text takes: a Chinese character two, an accent none."""
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
        more = _(", ").join(f"{other.path}:{max(other.line, 1)}" for other in others[:_PLACES])
        rest = len(others) - _PLACES
        tail = _(" and {n} more").format(n=rest) if rest > 0 else ""
        lines.append("  " + _("also in: {places}").format(places=more) + tail)
    return "\n".join(lines)


def _excerpt(finding: Finding) -> list[str]:
    """The line and, below it, the caret: both in display cells."""
    text, start, end = _around(finding)
    before = "".join(map(_visible, text[:start]))
    meant = "".join(map(_visible, text[start:end]))
    behind = "".join(map(_visible, text[end:]))
    number = str(finding.place.line)
    caret = " " * cells(before) + "^" * max(cells(meant), 1)
    return [f"  {number} | {before}{meant}{behind}".rstrip(), f"  {' ' * len(number)} | {caret}"]


def _around(finding: Finding) -> Excerpt:
    """As much of the excerpt as fits a line of the terminal."""
    if finding.caret is None:
        found = excerpt(finding.excerpt, finding.place)
    else:
        found = Excerpt(finding.excerpt, *finding.caret)
    width = cells(found.text)
    return cut(found, _WIDTH * len(found.text) // width) if width > _WIDTH else found


def _visible(char: str) -> str:
    """A character as a terminal can show it: what nobody sees by its number, controls as their pictures."""
    if char.isprintable():
        return char
    if char.isspace():
        return " "
    return chr(0x2400 + ord(char)) if char < " " else f"<{ord(char):04X}>"


def summary(severities: Iterable[Severity]) -> str:
    """How many there are, worst first."""
    counts = Counter(severities)
    words = {
        "error": ngettext("{n} error", "{n} errors", counts["error"]),
        "warning": ngettext("{n} warning", "{n} warnings", counts["warning"]),
        "info": ngettext("{n} hint", "{n} hints", counts["info"]),
    }
    said = [words[name].format(n=counts[name]) for name in WORST if counts[name]]
    return _(", ").join(said) or _("no problems")


def by_code(found: Sequence[tuple[Finding, Severity]]) -> list[str]:
    """A line a code: how often, and what it says of all."""
    counts = Counter(finding.code for finding, _severity in found)
    return [f"  {counts[code]:>5}  {code}  {general(CODES[code].message)}" for code in sorted(counts)]
