"""Licences: customers' papers and our own by the day they end."""

from __future__ import annotations

from datetime import timedelta

from kjournal.reports import licences
from tests.graph.conftest import DAY, Journal
from tests.reports.conftest import Told, card


def test_papers_by_their_end(journal: Journal, told: Told) -> None:
    """Expired on the day after, near within ninety days; of a kind only the one that is valid longest."""
    card(
        journal,
        1,
        "licences:\n  - 营业执照 到2026-11-19\n  - 药品经营许可证 到2026-11-20\n  - 购销协议 到2025-12-31\n  - 购销协议 到2027-12-31\n  - GSP证 到2020-01-01\n",
    )
    card(journal, 2, "status: 停业\nlicences: [营业执照 到2026-01-01]\n")
    assert told.cells(journal, "papers", "until", "customer", "paper") == [
        (("late", "2026-11-19"), ("K1", "店1"), ("营业执照",)),
        (("near", "2026-11-20"), ("K1", "店1"), ("药品经营许可证",)),
        (("", "2027-12-31"), ("K1", "店1"), ("购销协议",)),
    ]


def test_papers_of_persons_are_told_apart(journal: Journal, told: Told) -> None:
    """Two letters of attorney for two persons are both valid."""
    card(
        journal,
        1,
        "licences:\n  - {kind: 法人委托书, number: 甲, expires: 2027-01-01}\n  - {kind: 法人委托书, number: 乙, expires: 2027-02-01}\n",
    )
    assert told.cells(journal, "papers", "paper") == [(("法人委托书", "甲"),), (("法人委托书", "乙"),)]


def test_our_own_papers(journal: Journal, told: Told) -> None:
    """Those of the settings, by the day they end."""
    toml = (journal.root / "kjournal.toml").read_text(encoding="utf-8")
    journal.write(
        "kjournal.toml", toml + '[licences]\n"营业执照" = "2031-05-31"\n"药品经营许可证" = 2026-12-01\n'
    )
    assert told(journal, "own-papers").rows == (
        (("near", "2026-12-01"), "药品经营许可证"),
        (("", "2031-05-31"), "营业执照"),
    )
    assert not [finding for finding in journal.findings() if finding["code"] in {"KJ020", "KJ021"}]


def test_many_papers(journal: Journal, told: Told, monkeypatch: object) -> None:
    """Where there are many, those of the next year are listed, and it is said where the others stand."""
    import pytest

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(licences, "MOST", 1)
        card(
            journal,
            1,
            f"licences:\n  - 营业执照 到{DAY + timedelta(days=366)}\n  - 购销协议 到{DAY + timedelta(days=367)}\n",
        )
        report = told(journal, "papers")
    assert [row[2] for row in report.rows] == [("营业执照",)]
    assert "customers' pages" in report.says
