"""Whole journals of mutated notes: they are built and checked, never a failure of our own.

`JOURNALS=20` builds as many of a hundred mutants each; `SEED=7` takes other ones, `SEED=new` draws a seed.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest

from tests.graph.conftest import Journal
from tests.notes.mutants import mutants

JOURNALS = int(os.environ.get("JOURNALS", "2"))
SEED = os.environ.get("SEED", "1")
NOTES = 100


@pytest.mark.parametrize("number", range(JOURNALS))
def test_a_journal_of_mutants(journal: Journal, number: int) -> None:
    """`build` ends with 0 or 1, `check` too, and neither leaves a report of a failure."""
    seed = random.SystemRandom().randrange(1 << 30) if SEED == "new" else int(SEED) + number
    print(f"seed {seed}")
    for index, mutant in enumerate(mutants(seed, NOTES)):
        path = journal.root / mutant.path.replace(".md", f"-{index}.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mutant.data)
    for words in (["build"], ["check", "--format", "json"], ["check", "--fix", "--diff"], ["today"]):
        done = subprocess.run(
            [sys.executable, "-m", "kjournal", *words, "--today", "2026-11-20"], cwd=journal.root,
            capture_output=True, text=True, check=False, timeout=200,
        )  # fmt: skip
        assert done.returncode in {0, 1}, f"seed {seed}, {words}: {done.stdout[-500:]} {done.stderr[-2000:]}"
        assert "Traceback" not in done.stderr
    assert (journal.site / "index.html").exists()
