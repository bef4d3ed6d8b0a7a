"""Cards whose ids change because of other cards."""

from __future__ import annotations

from pathlib import Path

from tests.graph.conftest import Journal
from tests.graph.edits import difference

CARD = "---\nname: {name}\nid: LJ-01\nclass: 村镇药店\nregion: 向阳镇\nrep: li\n---\n"


def test_an_id_is_free_again(journal: Journal, tmp_path: Path) -> None:
    """While two cards claim one id each is known by its path; afterwards visits that name a card otherwise go with its id."""
    journal.write("customers/向阳镇/甲店.md", CARD.format(name="甲店"))
    journal.write("visits/2026-11-02.md", "---\ncustomer: 甲店\ndate: 2026-11-02\n---\n")
    for number, name in enumerate(["", "乙店", ""]):
        if name:
            journal.write("customers/乙店.md", CARD.format(name=name))
        else:
            (journal.root / "customers/乙店.md").unlink(missing_ok=True)
        journal.build(accept_loss=True)
        clean = journal.copy(tmp_path / f"clean-{number}")
        clean.build(accept_loss=True)
        assert difference(journal, clean) == "", name
        assert journal.query("SELECT customer FROM visits") == [("向阳镇/甲店" if name else "LJ-01",)]
