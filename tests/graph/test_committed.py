"""Secret fields in notes that git keeps are one finding for the journal (KJ605), and cost nothing while nothing changes."""

from __future__ import annotations

from typing import Any

import pytest

from kjournal.files import git
from tests.graph.conftest import Journal

CARD = "---\nname: {name}\nclass: 村镇药店\nregion: 向阳镇\nrep: li\nphone: 19900000001\naddress: 街口\n{more}---\n"


def told(journal: Journal) -> list[list[str]]:
    """The notes named by each such finding, the first place left out."""
    return [
        [f"{place['path']}:{place['line']}" for place in finding["places"][1:]]
        for finding in journal.findings()
        if finding["code"] == "KJ605"
    ]


def commit(journal: Journal) -> None:
    journal.git("add", "-A")
    journal.git("commit", "-qm", "x")


def test_one_finding_with_its_places(journal: Journal) -> None:
    """Notes that are not committed, have nothing secret, or ask not to see it are no part of it."""
    journal.git("init", "-q")
    journal.write("customers/a.md", CARD.format(name="甲店", more="health: 高血压\n"))
    journal.write("customers/b.md", CARD.format(name="乙店", more="contacts:\n  - 黄 信仰=佛教\n"))
    journal.write("customers/c.md", CARD.format(name="丙店", more=""))
    journal.write("customers/d.md", CARD.format(name="丁店", more="health: 好\nignore: [KJ605]\n"))
    journal.build()
    assert told(journal) == []
    commit(journal)
    journal.write("customers/e.md", CARD.format(name="戊店", more="religion: 佛教\n"))
    journal.build()
    assert told(journal) == [["customers/a.md:8", "customers/b.md:9"]]
    journal.write("customers/a.md", CARD.format(name="甲店", more=""))
    journal.build()
    assert told(journal) == [["customers/b.md:9"]]
    (journal.root / "customers/b.md").unlink()
    journal.build()
    assert told(journal) == []


def test_without_git(journal: Journal) -> None:
    """Nobody is told of a repository that is none."""
    journal.write("customers/a.md", CARD.format(name="甲店", more="health: 高血压\n"))
    journal.build()
    assert told(journal) == []


def test_git_is_asked_only_when_something_changed(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once after HEAD or such a note changed; not at all by a run that finds all as it was."""
    asked: list[tuple[str, ...]] = []
    real = git.ask

    def counted(root: Any, *words: str) -> bytes | None:
        asked.append(words)
        return real(root, *words)

    monkeypatch.setattr("kjournal.journal.lastgood.ask", counted)
    journal.git("init", "-q")
    for number in range(5):
        journal.write(
            f"customers/{number}.md",
            CARD.format(name=f"店{number}", more="health: 高血压\n").replace("0001", f"{number:04}"),
        )
    commit(journal)
    for expected in (1, 0):
        journal.build()
        assert (len(asked), len(told(journal)[0])) == (expected, 5)
        asked.clear()
    journal.git("commit", "-q", "--allow-empty", "-m", "y")
    journal.build()
    assert len(asked) == 1
