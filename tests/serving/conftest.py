"""Scratch folders and watched journals for the tests of what stays running."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.serving.watched import NOTE, Watched

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(__file__).parents[2] / ".kjournal-test"
"""Below the checkout: vim and emacs save differently below the system's temporary folder."""


@pytest.fixture
def scratch() -> Iterator[Path]:
    """An empty folder below the checkout, ignored by git and removed afterwards."""
    HOME.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="watch-", dir=HOME))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def watched(scratch: Path) -> Iterator[Watched]:
    """A journal with one note; `start` begins the watch."""
    one = Watched(scratch)
    one.write(NOTE, "old\n")
    yield one
    if one.watcher is not None:
        one.watcher.stop()
