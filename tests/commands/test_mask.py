"""`build --mask`: a site to be shown around, in which nobody is named."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kjournal.journal.store import connect, home

SAMPLE = Path(__file__).parents[2]
_LATIN = re.compile(r"[A-Za-z0-9-]+")


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kjournal", "-C", str(root), *words],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample journal, built for its reps and for others."""
    root = tmp_path_factory.mktemp("mask") / "journal"
    root.mkdir()
    for name in ("customers", "visits", "templates"):
        shutil.copytree(SAMPLE / name, root / name)
    shutil.copy(SAMPLE / "kjournal.toml", root)
    assert run(root, "build").returncode == 0
    made = run(root, "build", "--mask")
    assert made.returncode == 0, made.stderr
    return root


def files(folder: Path) -> dict[str, str]:
    """Every file below a folder with its text."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_nobody_is_named_in_it(shown: Path) -> None:
    """No name, no number to call and no address of the index stands in any file, nor in a file's name; no feeds."""
    connection = connect(home(shown) / "index.db")
    run_ = connection.execute
    words = {
        row[0]
        for query in (
            "SELECT name FROM customers",
            "SELECT id FROM customers",
            "SELECT name FROM contacts",
            "SELECT address FROM customers",
            "SELECT word FROM names",
        )
        for row in run_(query)
        if row[0] and len(row[0]) > 1
    }
    phones = {
        row[0] for row in run_("SELECT phone FROM customers UNION SELECT phone FROM contacts") if row[0]
    }
    connection.close()
    assert len(words) > 100
    assert len(phones) > 20
    made = files(shown / "site-masked")
    everything = "\n".join([*made, *made.values()])
    latin = set(_LATIN.findall(everything))
    for word in sorted(words):
        assert word not in (latin if _LATIN.fullmatch(word) else everything), word
    for phone in sorted(phones):
        assert not any(number in everything for number in re.findall(r"\d{7,}", phone)), phone
    assert not any(name.endswith(".ics") for name in made)
    assert {"index.html", "customers.html"} <= set(made)
    assert "subscribe.html" not in made
    assert not re.search(r"\d\d?\.\d\d (?:元|yuan)", everything)


def test_the_journals_own_site_is_as_it_was(shown: Path) -> None:
    """Nothing of it is made anew or lost by the other one."""
    before = files(shown / "site")
    assert run(shown, "build", "--mask").returncode == 0
    assert run(shown, "build").returncode == 0
    assert files(shown / "site") == before


def test_what_is_gone_is_taken_away(shown: Path) -> None:
    """A page of an earlier build does not stay behind."""
    old = shown / "site-masked" / "customers" / "999.html"
    old.write_text("old", encoding="utf-8")
    assert run(shown, "build", "--mask").returncode == 0
    assert not old.exists()


def test_it_never_mixes_with_other_files(shown: Path) -> None:
    """A folder that holds anything else is refused: pages with names could be taken for covered ones."""
    made = run(shown, "build", "--mask", "--out", str(shown / "site"))
    assert made.returncode == 2
    assert "site" in made.stderr + made.stdout
