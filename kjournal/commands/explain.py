"""explain: cause, example and cure of a finding; or the codes that a family or a word means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kjournal.commands.codes import family, unknown
from kjournal.commands.opening import Stop
from kjournal.findings.codes import CODES, FAMILIES, Code
from kjournal.findings.message import title
from kjournal.patterns import regex
from kjournal.records.customer import Customer
from kjournal.records.spec import by_key
from kjournal.records.visit import Visit
from kjournal.words import _, language
from kjournal.words.folding import fold

_LIKE_A_CODE = regex(r"kj?[0-9]+|[0-9]+", re.IGNORECASE)
_SEVERITIES = {"error": "error", "warning": "warning", "info": "hint"}


def run(word: str = "") -> int:
    """Print what a code means, or the codes that a word means; without a word all."""
    codes = family(word) if word else list(CODES)
    if not codes and not _LIKE_A_CODE.fullmatch(fold(word)):
        codes = [code for code, row in CODES.items() if fold(word) in _said(row)]
        if not codes:
            raise Stop(_("no finding speaks of {word}; kjournal explain lists all").format(word=word))
    if not codes:
        raise unknown(word)
    print("\n".join(_page(CODES[codes[0]]) if len(codes) == 1 else _listed(codes)))
    return 0


def _said(row: Code) -> str:
    """All that a code says, in both languages and with the labels of the fields in its example, for a search."""
    keys = {line.partition(":")[0] for line in row.example.splitlines()}
    labels = [known[key].label for known in (by_key(Customer), by_key(Visit)) for key in keys if key in known]
    texts = [row.called, row.message, row.remedy, row.why]
    return fold("\n".join([*texts, *map(_, texts), row.example, row.cure, *labels]))


def _listed(codes: list[str]) -> Iterator[str]:
    """A line a code, below its family."""
    for name, about in FAMILIES.items():
        rows = [CODES[code] for code in codes if code.startswith(name)]
        if rows:
            yield f"{name}  {_(about.about)}"
            yield from (f"  {row.code}  {_severity(row)}  {title(row.code)}" for row in rows)
            yield ""
    yield _("kjournal explain CODE says more of one")


def _page(row: Code) -> Iterator[str]:
    """All about one code."""
    yield f"{row.code}  {_severity(row)}  {title(row.code)}"
    yield ""
    yield _(row.why)
    if row.severity == "error" and not row.code.startswith("KJ02"):
        yield _("An error: {costs}.").format(costs=_(FAMILIES[row.code[:3]].costs))
    if row.example:
        yield from ("", _("For example:"), *_indented(row.example))
    if row.cure:
        yield from ("", _("Mended:"), *_indented(row.cure))
    if "{" not in row.remedy:
        yield from ("", _("What to do: {remedy}").format(remedy=_(row.remedy)))
    yield from ("", mends(row))
    yield from ("", *silenced(row))


def _severity(row: Code) -> str:
    return _(_SEVERITIES[row.severity])


def mends(row: Code) -> str:
    """Whether `check --fix` mends it."""
    match row.mends:
        case "safe":
            return _("kjournal check --fix mends it.")
        case "unsafe":
            return _("kjournal check --fix --unsafe-fixes mends it by a guess; look at what it wrote.")
    return _("It has to be mended by hand.")


def silenced(row: Code) -> Iterator[str]:
    """How to be told no more: in the note itself where it can be read, else in the settings."""
    yield _("Not to be told of it:")
    refused = row.severity == "error" and row.code < "KJ2"
    if not refused and row.code[:4] != "KJ02" and row.code[:3] != "KJ7":
        key = "ignore" if language() == "en" else "忽略"
        yield "    " + _("in one note:  {line}").format(line=f"{key}: [{row.code}]")
    yield "    " + _(
        "everywhere, in kjournal.toml, below the line [checks] (write that line if there is none):"
    )
    yield f'        {row.code} = "off"'


def _indented(text: str) -> list[str]:
    return ["    " + line for line in text.splitlines()]
