"""Cards that cannot be read, and the notes that name them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.graph.conftest import Journal
from tests.graph.edits import difference

BROKEN = '---\nname: "福民\n---\n'


@pytest.mark.parametrize("order", [("一村", "二村"), ("二村", "一村")], ids=["upwards", "downwards"])
def test_two_that_go_by_one_name(journal: Journal, tmp_path: Path, order: tuple[str, str]) -> None:
    """Which of them a visit's finding names does not depend on which came first, and it is told when the first comes."""
    journal.write("visits/2026-11-02.md", "---\ncustomer: 福民药店\ndate: 2026-11-02\n---\n")
    journal.build()
    for number, folder in enumerate(order):
        journal.write(f"customers/{folder}/福民药店.md", BROKEN)
        journal.build(accept_loss=True)
        clean = journal.copy(tmp_path / f"clean-{number}")
        clean.build(accept_loss=True)
        assert difference(journal, clean) == ""
    (one,) = [found for found in journal.findings() if found["code"] == "KJ301"]
    assert "customers/一村/福民药店.md cannot be read now" in one["args"]["nearest"]
