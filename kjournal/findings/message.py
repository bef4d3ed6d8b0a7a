"""A finding in words: its message and its remedy in the language spoken now."""

from __future__ import annotations

from kjournal.findings.codes import CODES
from kjournal.findings.finding import Finding, Place
from kjournal.words import _


class _Args(dict[str, str]):
    """Arguments of a message; one that is missing shows as its name, not as an error."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def message(finding: Finding) -> str:
    """What is wrong."""
    return _(CODES[finding.code].message).format_map(_Args(finding.args))


def remedy(finding: Finding) -> str:
    """What to do."""
    return _(CODES[finding.code].remedy).format_map(_Args({"path": finding.place.path, **finding.args}))


def shown(place: Place) -> str:
    """`path:line:column`, as editors read it."""
    return f"{place.path}:{max(place.line, 1)}:{max(place.column, 1)}"
