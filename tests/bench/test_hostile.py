"""Hostile notes take no time worth naming; the bench says how much."""

from __future__ import annotations

import pytest

from tests.bench.hostile import main


def test_nothing_hangs(capsys: pytest.CaptureFixture[str]) -> None:
    """Every case of the bench ends within five seconds, which only a hang passes."""
    assert main(["--limit", "5"]) == 0, capsys.readouterr().out
