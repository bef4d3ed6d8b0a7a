"""Documents for machines: written an item at a time, to the letter as if they were written at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from kjournal.findings.data import document

ITEMS: list[dict[str, Any]] = [{"name": "甲\n乙", "of": {"lines": [1, 2], "none": []}}, {}, {"items": []}]


@pytest.mark.parametrize("count", range(4))
def test_as_if_written_at_once(count: int) -> None:
    """Wherever the list stands, whatever follows it, however many items there are."""
    items = ITEMS[:count]
    flat = "".join(document({"items": [], "counts": {"error": 1}}, "items", items))
    assert flat == json.dumps({"items": items, "counts": {"error": 1}}, ensure_ascii=False, indent=2)
    deep = "".join(document({"runs": [{"tool": {"rules": []}, "items": []}]}, "items", items))
    whole = {"runs": [{"tool": {"rules": []}, "items": items}]}
    assert deep == json.dumps(whole, ensure_ascii=False, indent=2)


def test_no_item_is_waited_for() -> None:
    """The first item is written before the second one is made: a journal may have a hundred thousand findings."""
    made: list[int] = []

    def items() -> Iterator[dict[str, Any]]:
        for n in range(3):
            made.append(n)
            yield {"n": n}

    pieces = document({"items": []}, "items", items())
    assert next(pieces) == '{\n  "items": [\n    {\n      "n": 0\n    }'
    assert made == [0]
