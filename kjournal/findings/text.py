"""Findings for a terminal: place, code, message, the user's own line with a caret, remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from kjournal.findings.cells import cells, visible
from kjournal.findings.excerpt import Excerpt, cut, excerpt
from kjournal.findings.finding import WORST, Finding, Severity
from kjournal.findings.message import message, remedy, shown, title
from kjournal.words import _, ngettext

_PLACES = 5
_WIDTH = 100


def render(finding: Finding, severity: Severity) -> str:
    """One finding, in the form that editors match (DESIGN.md "Reading notes")."""
    place = finding.place
    lines = [f"{shown(place)}: {severity} {finding.code} {message(finding)}"]
    if finding.excerpt and place.line:
        lines += _excerpt(finding)
    asked = _("{remedy} (kjournal explain {code})").format(remedy=remedy(finding), code=finding.code)
    lines.append(f"  {asked.lstrip()}")
    if finding.places[1:]:
        lines.append("  " + _others(finding))
    return "\n".join(lines)


def _others(finding: Finding) -> str:
    """Where the same stands too: the lines of this note, or other notes with their lines."""
    others = finding.places[1:]
    here = all(other.path == finding.place.path and other.line for other in others)
    if here:
        others = tuple({other.line: other for other in others if other.line != finding.place.line}.values())
    named = [str(other.line) if here else f"{other.path}:{max(other.line, 1)}" for other in others[:_PLACES]]
    if not named:
        return _("more than once in this line")
    said = _("also in line {lines}") if here else _("also in: {places}")
    rest = len(others) - _PLACES
    tail = _(" and {n} more").format(n=rest) if rest > 0 else ""
    return said.format(lines=_(", ").join(named), places=_(", ").join(named)) + tail


def _excerpt(finding: Finding) -> list[str]:
    """The line and, below it, the caret: both in display cells."""
    text, start, end = _around(finding)
    before, meant, behind = visible(text[:start]), visible(text[start:end]), visible(text[end:])
    number = str(finding.place.line)
    caret = " " * cells(before) + "^" * max(cells(meant), 1)
    return [f"  {number} | {before}{meant}{behind}".rstrip(), f"  {' ' * len(number)} | {caret}"]


def _around(finding: Finding) -> Excerpt:
    """As much of the excerpt as fits a line of the terminal."""
    if finding.caret is None:
        found = excerpt(finding.excerpt, finding.place)
    else:
        found = Excerpt(finding.excerpt, *finding.caret)
    fitting, most = found, len(found.text)
    while (width := cells(visible(fitting.text))) > _WIDTH:
        most = min(most - 1, most * _WIDTH // width)
        fitting = cut(found, most)
    return fitting


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


def mendable(mends: Mapping[bool, int]) -> str:
    """How many can be mended, safely and by a guess, and how; empty where none can."""
    safe, guesses = mends[True], mends[False]
    said = []
    if safe:
        said.append(
            ngettext(
                "{n} can be mended:  kjournal check --fix", "{n} can be mended:  kjournal check --fix", safe
            ).format(n=safe)
        )
    if guesses:
        text = ngettext(
            "{n} by a guess:  kjournal check --fix --diff --unsafe-fixes  shows it",
            "{n} by a guess:  kjournal check --fix --diff --unsafe-fixes  shows them", guesses,
        )  # fmt: skip
        said.append(text.format(n=guesses))
    return "\n".join(said)


def by_code(counts: Mapping[str, int]) -> list[str]:
    """A line a code: how often, and what it says of all."""
    return [f"  {counts[code]:>5}  {code}  {title(code)}" for code in sorted(counts)]
