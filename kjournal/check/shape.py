"""The shape of a check: a code, and what finds it in a dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kjournal.dates.today import Today
from kjournal.findings.finding import Finding, Place
from kjournal.journal.dossier import Dossier

Places = Callable[[str, str], Place]
"""Where a field of a note stands: (path, field) to its place."""


class Check(NamedTuple):
    """One check of a dossier."""

    code: str
    find: Callable[[Dossier, Today, Places], Iterator[Finding]]
