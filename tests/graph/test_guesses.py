"""Words that name nobody: whom they may mean is looked for once, as long as the names stay."""

from __future__ import annotations

import pytest

from kjournal.journal import nobody
from kjournal.words.folding import nearest
from tests.graph.conftest import Journal

CARD = "---\nname: {name}\nclass: 村镇药店\nregion: 坝马镇\nrep: 周宁\n---\n"


def advice(journal: Journal) -> str:
    """What is said of the one word that names nobody."""
    (found,) = [one for one in journal.findings() if one["code"] == "KJ301"]
    return str(found["args"]["nearest"])


def test_names_are_compared_once(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A visit that changes asks nothing again; another name does, and a new word only for itself."""
    asked: list[str] = []

    def counted(word: str, shown: list[str], limit: int) -> list[str]:
        if limit == nobody.NEAR:  # a rep is looked for among reps
            asked.append(word)
        return nearest(word, shown, limit)

    monkeypatch.setattr(nobody, "nearest", counted)
    journal.write("customers/老街药店.md", CARD.format(name="老街药店"))
    journal.write("visits/2026-11-18.md", "---\ncustomer: 老街药房\n---\n去了。\n")
    journal.build()
    assert (asked, "老街药店" in advice(journal)) == (["老街药房"], True)
    journal.write("visits/2026-11-18.md", "---\ncustomer: 老街药房\n---\n又去了。\n")
    journal.build()
    assert (asked, "老街药店" in advice(journal)) == (["老街药房"], True)
    journal.write("customers/老街药店.md", CARD.format(name="新街大药房"))
    journal.build()
    assert "新街大药房" in advice(journal)
    assert len(asked) == 2
    journal.write("visits/2026-11-19.md", "---\ncustomer: 无名诊所\n---\n去了。\n")
    journal.build()
    assert asked[2:] == ["无名诊所"]
