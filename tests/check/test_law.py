"""The law of the day for checks: findings hold until they say they may change."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from kjournal.check.dossier import check
from kjournal.findings.finding import Place
from kjournal.journal.dossier import Dossier
from tests.care import invented
from tests.tries import tries


@tries(300)
@given(invented.dossiers(), invented.near)
def test_findings(dossier: Dossier, when: date) -> None:
    """Whatever the notes say, checking them gives the same until a day that was asked about."""
    invented.holds(lambda today: check(dossier, today, lambda path, _field: Place(path)), when)
