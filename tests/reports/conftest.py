"""Reports are asked from the index of a journal in a folder."""

from __future__ import annotations

import pytest

from kjournal.journal.store import connect, home
from kjournal.reports.question import Question
from kjournal.reports.report import Report
from kjournal.reports.table import REPORTS
from tests.graph.conftest import Journal, journal, language, sample

__all__ = ["Told", "journal", "language", "sample", "told"]


class Told:
    """Builds a journal and asks it."""

    def question(self, journal: Journal) -> Question:
        """What its reports may ask."""
        journal.build(accept_loss=True)
        opened = journal.opened()
        settings = opened.settings
        return Question(
            connect(home(journal.root) / "index.db"), journal.day, ledger=settings.care.ledger, reps=settings.reps, papers=settings.papers
        )  # fmt: skip

    def __call__(self, journal: Journal, name: str) -> Report:
        question = self.question(journal)
        try:
            report = REPORTS[name](question)
        finally:
            question.connection.close()
        assert {len(row) for row in (*report.rows, report.total) if row} <= {len(report.columns)}
        return report

    def cells(self, journal: Journal, name: str, *keys: str) -> list[tuple[object, ...]]:
        """Some columns of a report."""
        report = self(journal, name)
        return [tuple(row[report.place(key)] for key in keys) for row in report.rows]


@pytest.fixture
def told() -> Told:
    """Asks a journal for a report."""
    return Told()


def card(journal: Journal, n: int, more: str = "", *, class_: str = "村镇药店", rep: str = "li") -> None:
    """A card: 店1 with the id K1."""
    journal.write(
        f"customers/{n}.md",
        f"---\nname: 店{n}\nid: K{n}\nclass: {class_}\nregion: 向阳镇\nrep: {rep}\nphone: 1990000000{n % 10}\naddress: 街口{n}\n{more}---\n",
    )


def visit(journal: Journal, n: int, day: str, header: str = "", body: str = "去了。") -> None:
    """A visit to 店N."""
    journal.write(f"visits/{day}-店{n}.md", f"---\ncustomer: 店{n}\n{header}---\n\n{body}\n")
