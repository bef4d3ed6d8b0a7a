"""A baseline: the findings of an old journal that are known and wait, so that only new ones are told.

A finding is known again by its note, its code and what it names, never by its line: lines move. What it names is kept
as a short hash, because a value may be somebody's own affair and a baseline lies beside the notes for good. A line an
entry, sorted, so that git shows who mended what and merges two baselines by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from msgspec.structs import replace

from kjournal.findings.finding import Finding, Place
from kjournal.patterns import regex

HEAD = "# kjournal check --baseline: known findings (path, code, what it names, how many)"
_NAMES = (
    "key",
    "value",
    "text",
    "paper",
    "rep",
    "customer",
    "candidates",
    "feed",
    "year",
    "original",
    "name",
)
"""Arguments that tell one finding of a note from another; the rest are places, advice, or words of the language."""
_LINE = regex(r"(?P<path>[^\t]+)\t(?P<code>KJ\d{3})\t(?P<names>[0-9a-f]{8})\t(?P<count>[1-9]\d*)")


class Entry(NamedTuple):
    """What a known finding is known by."""

    path: str
    code: str
    names: str


class Baseline(NamedTuple):
    """Known findings with how many there were of each, and what was not understood."""

    known: Counter[Entry]
    odd: tuple[int, ...] = ()  # lines that are no entries


class Sifted(NamedTuple):
    """What findings are, held against a baseline."""

    settled: frozenset[Entry]  # what is known and no more than it was
    mended: int  # entries of the baseline that nothing answers to any more

    def new(self, finding: Finding) -> Finding | None:
        """What is new of a finding; None where nothing is."""
        names = fingerprint(finding)
        places = tuple(at for at in finding.places if Entry(at.path, finding.code, names) not in self.settled)
        return _with_places(finding, places) if places else None


def entries(finding: Finding) -> Counter[Entry]:
    """What a finding is known by: an entry for each note that it shows in, with the places there."""
    names = fingerprint(finding)
    return Counter(Entry(place.path, finding.code, names) for place in finding.places)


def fingerprint(finding: Finding) -> str:
    """What a finding names, as eight hexadecimal digits."""
    named: list[str] = []
    if (
        "count" not in finding.args
    ):  # one that is told once a note stands for all its places, whatever they say
        named = [finding.args[name] for name in _NAMES if name in finding.args]
        if (
            not named and finding.caret is not None and finding.code < "KJ3"
        ):  # later ones get their line when shown
            named = [finding.excerpt[slice(*finding.caret)]]
    return sha256("\0".join(named).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def read(text: str) -> Baseline:
    """A baseline as its file has it; an entry that stands twice, as after a merge, counts as its larger one."""
    known: Counter[Entry] = Counter()
    odd: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        if match := _LINE.fullmatch(line):
            entry = Entry(match["path"], match["code"], match["names"])
            known[entry] = max(known[entry], int(match["count"]))
        elif line.strip() and not line.startswith("#"):
            odd.append(number)
    return Baseline(known, tuple(odd))


def written(found: Iterable[Finding]) -> str:
    """The file of a baseline that knows these findings."""
    known: Counter[Entry] = Counter()
    for finding in found:
        known.update(entries(finding))
    lines = [
        f"{_on_a_line(entry.path)}\t{entry.code}\t{entry.names}\t{n}" for entry, n in sorted(known.items())
    ]
    return "\n".join([HEAD, *lines]) + "\n"


def sift(found: Iterable[Finding], baseline: Baseline) -> Sifted:
    """What is known. Where there are more of an entry than it counts, all are told: nobody can say which is new."""
    now: Counter[Entry] = Counter()
    for finding in found:
        now.update(entries(finding))
    settled = frozenset(entry for entry, count in now.items() if count <= baseline.known[_as_written(entry)])
    there = {_as_written(entry) for entry in now}
    mended = sum(entry not in there for entry in baseline.known)
    return Sifted(settled, mended)


def _with_places(finding: Finding, places: tuple[Place, ...]) -> Finding:
    """A finding in fewer notes; the excerpt belongs to the first place."""
    if places == finding.places:
        return finding
    if places[0] == finding.place:
        return replace(finding, places=places)
    return replace(finding, places=places, excerpt="", caret=None)


def _as_written(entry: Entry) -> Entry:
    return entry._replace(path=_on_a_line(entry.path))


def _on_a_line(path: str) -> str:
    """A path that breaks neither the line nor its columns."""
    return re.sub(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", "?", path)
