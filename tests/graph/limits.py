"""A journal of a few notes goes the ways of a large one: lists are cut, days are apart, portions are small."""

from __future__ import annotations

from functools import partial

import pytest

from kjournal.outputs.pages.customers import customers_views

_FEW = {
    "graph.engine.CHUNK": 4,
    "graph.findings._AT_ONCE": 3,
    "graph.outputs._MANY": 3,
    "graph.pages.calendar.MOST_ENTRIES": 20,
    "graph.pages.calendar.MOST_REPS": 1,
    "graph.pages.map.MOST": 4,
    "graph.pages.problems.MOST": 4,
    "graph.pages.publishing.CHUNK": 3,
    "graph.pages.publishing.TOGETHER": 2,
    "graph.pages.today.MOST_LINES": 3,
    "graph.pages.today.MOST_REPS": 1,
    "journal.dossiers._AT_ONCE": 3,
    "outputs.pages.compose.today.MOST_LATE": 4,
    "outputs.pages.compose.visits.LISTED": 3,
    "outputs.pages.cutting.MOST": 4,
    "outputs.pages.cutting.SHOWN": 2,
    "outputs.pages.problems.MOST": 4,
}


def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page, a statement or a transaction takes is less than any journal has."""
    for name, count in _FEW.items():
        monkeypatch.setattr(f"kjournal.{name}", count)
    monkeypatch.setattr("kjournal.graph.pages.customers.customers_views", partial(customers_views, many=4))
