"""Names of files and folders that another system takes for the same, or writes otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kjournal.files.naming import case_key
from kjournal.files.scanning import Entry
from kjournal.findings.finding import Finding, Place


def alike(paths: Iterable[str]) -> list[Finding]:
    """Paths that are one file where capital letters, or the form of accents, make no difference."""
    groups: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        groups[case_key(path)].append(path)
    return [
        Finding("KJ015", tuple(map(Place, group)), {"others": " / ".join(_name(path) for path in group)})
        for group in groups.values()
        if len(group) > 1
    ]


def decomposed(entries: Iterable[Entry]) -> list[Finding]:
    """Names that are written letter by accent on the disk; the journal knows them by their ordinary form."""
    return [
        Finding("KJ016", (Place(entry.path),), {"name": _name(entry.path)})
        for entry in entries
        if _name(entry.disk) != _name(entry.path)
    ]


def _name(path: str) -> str:
    return path[path.rfind("/") + 1 :]
