"""What the tests with other people's programs share: a served journal, and who is missing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.clients import everything, programs


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a part that is missing, with the reason; in CI nothing may be missing."""
    for mark in item.iter_markers("parts"):
        assert mark.args == ("clients",)
        if reason := programs.missing():
            if os.environ.get("CI"):
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a user."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A journal around the real day, as subscribers meet it: revisions move, the guard watches."""
    folder = tmp_path / "journal"
    everything.write(folder, datetime.now(ZoneInfo("Asia/Shanghai")).date(), pinned=False)
    return folder


@pytest.fixture
def served(root: Path, home: Path, tmp_path: Path) -> Iterator[programs.Served]:
    """The journal under `kjournal serve --vdir`."""
    running = programs.Served(root, home, "--vdir", tmp_path / "vdir")
    yield running
    running.end()
