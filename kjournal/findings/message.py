"""A finding in words: its message and its remedy in the language spoken now."""

from __future__ import annotations

from kjournal.findings.cells import visible
from kjournal.findings.codes import CODES
from kjournal.findings.finding import Finding, Place
from kjournal.patterns import regex
from kjournal.words import _

_LONGEST = 80
_LONGEST_REMEDY = 160  # our own words, with a line of the note in them
_PLACEHOLDER = regex(r"\{[a-z_]+\}")


class _Args(dict[str, str]):
    """Arguments of a message, each on one line; one that is missing shows as its name, not as an error."""

    def __getitem__(self, key: str) -> str:
        return in_line(super().__getitem__(key), _LONGEST_REMEDY if key == "remedy" else _LONGEST)

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def in_line(text: str, most: int = _LONGEST) -> str:
    """`text` on one line and not too long: a message never has a second line."""
    if not text.isprintable():
        text = " ".join(
            "".join(char if char.isprintable() or char.isspace() else "" for char in text).split()
        )
    return text if len(text) <= most else f"{text[: most - 1]}…"


def message(finding: Finding) -> str:
    """What is wrong."""
    return _(CODES[finding.code].message).format_map(_Args(finding.args))


def remedy(finding: Finding) -> str:
    """What to do."""
    args = _Args({"path": finding.place.path, **finding.args})
    return _(CODES[finding.code].remedy).format_map(args)


def general(template: str) -> str:
    """A message or a remedy without a finding: `…` stands for what differs."""
    return _PLACEHOLDER.sub("…", _(template))


def title(code: str) -> str:
    """What a code is called in lists."""
    return general(CODES[code].called)


def shown(place: Place) -> str:
    """`path:line:column`, as editors read it."""
    return f"{visible(place.path)}:{max(place.line, 1)}:{max(place.column, 1)}"
