"""The Nu HTML checker finds no error on any page; it needs Java, so `make soak` alone runs it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.parts import needs

CHECKER = Path(__file__).parents[1] / "clients" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.mark.skipif("SOAK" not in os.environ, reason="make soak runs it")
def test_every_page_is_html(site: Path) -> None:
    """As the living standard has it."""
    needs("java")
    assert CHECKER.exists(), "npm's vnu-jar is not installed (make tests/clients/node_modules/.ready)"
    words = ["java", "-jar", str(CHECKER), "--errors-only", "--skip-non-html", "--format", "gnu", str(site)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[:10] == []
    assert done.returncode == 0
