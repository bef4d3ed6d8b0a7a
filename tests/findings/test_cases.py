"""One broken journal for every finding code, with the words that its user reads beside it in `expected.txt`.

`UPDATE_SNAPSHOTS=1` writes the expected words.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kjournal import words
from kjournal.commands.build import build
from kjournal.commands.opening import Opened, graph
from kjournal.config.loading import load
from kjournal.findings.codes import CODES
from kjournal.findings.text import render
from kjournal.graph.listed import all_findings

CASES = Path(__file__).parent / "cases"
SETTINGS = 'journal = "test"\nlanguage = "en"\nregion = "广西/河池/峨江县"\n[reps.li]\nname = "李雷"\n'
CARD = "---\nname: 甲店\nclass: 村镇药店\nregion: 向阳镇\nphone: 19900000001\naddress: 街口\n---\n"
ELSEWHERE = {
    "KJ701": "tests/graph/test_feeds.py",
    "KJ702": "tests/graph/test_refused.py",
    "KJ703": "tests/graph/test_refused.py",
}
"""Codes of the outputs, which take more than a note to make."""


def _card(root: Path, data: bytes, name: str = "甲店") -> None:
    path = root / "customers" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _fifo(root: Path) -> None:
    (root / "customers").mkdir(parents=True)
    os.mkfifo(root / "customers" / "甲店.md")


def _large(root: Path) -> None:
    _card(root, CARD.encode() + b"x" * (1 << 20))


def _strange_name(root: Path) -> None:
    _card(root, CARD.encode(), "甲店?")


def _committed(root: Path) -> None:
    _card(root, CARD.encode())
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(root)]
    environment = {**os.environ, "GIT_COMMITTER_DATE": "2026-11-01T08:00:00+0800"}
    for words_ in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words_], check=True, env=environment)
    _card(root, b'---\nname: "x\n---\n')


def _alike(root: Path) -> None:
    _card(root, CARD.encode(), "Wei店")
    _card(root, CARD.replace("甲店", "乙店").replace("0001", "0002").encode(), "wei店")


def _decomposed(root: Path) -> None:
    _card(root, CARD.encode(), "Cafe\u0301")


def _many(root: Path) -> None:
    _card(root, CARD.encode() + b"- [ ] x\n" * 1001)


def _secret(root: Path) -> None:
    _committed(root)
    _card(root, CARD.replace("address", "health: 高血压\naddress").encode())


MADE: dict[str, Callable[[Path], None]] = {
    "KJ001": _fifo,
    "KJ002": _large,
    "KJ009": _committed,
    "KJ014": _strange_name,
    "KJ015": _alike,
    "KJ016": _decomposed,
    "KJ017": _many,
    "KJ605": _secret,
}
"""Journals that no checkout can hold."""


def journal_of(code: str, folder: Path) -> Path:
    """The broken journal of a code, in a folder of its own."""
    root = folder / "journal"
    if code in MADE:
        root.mkdir()
        MADE[code](root)
    else:
        shutil.copytree(CASES / code, root, ignore=shutil.ignore_patterns("expected.txt"))
    if not (root / "kjournal.toml").exists():
        (root / "kjournal.toml").write_text(SETTINGS, encoding="utf-8")
    return root


@pytest.mark.parametrize("code", [code for code in CODES if code not in ELSEWHERE])
def test_each_code(code: str, tmp_path: Path) -> None:
    """The journal of a code has that finding, in just these words."""
    case = CASES / code
    root = journal_of(code, tmp_path)
    journal = Opened(root, load(root), date(2026, 11, 20), pinned=True)
    words.use("en")
    build(journal, root / "site")
    with graph(journal, "test") as opened:
        found = all_findings(opened.connection, journal.settings)
    said = "\n\n".join(render(one.finding, one.severity) for one in found if one.finding.code == code)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        case.mkdir(parents=True, exist_ok=True)
        (case / "expected.txt").write_text(said + "\n", encoding="utf-8")
    assert said, f"only {sorted({one.finding.code for one in found})}"
    assert said + "\n" == (case / "expected.txt").read_text(encoding="utf-8")


def test_every_code_has_its_case() -> None:
    """No code without a broken journal, no journal without a code; what is tested elsewhere is tested there."""
    assert {path.name for path in CASES.iterdir()} == CODES.keys() - ELSEWHERE.keys()
    for code, place in ELSEWHERE.items():
        assert code in (CASES.parents[2] / place).read_text(encoding="utf-8")
