"""Parts from outside that a test needs: skipped with a reason where one is missing, a failure in CI."""

from __future__ import annotations

import os
import shutil

import pytest

CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
"""Debian's, without a window at best, which takes half the time; Playwright's own cannot be downloaded everywhere."""


def needs(*programs: str) -> None:
    """Every program must be there; else the test is skipped, and where `CI` is set it fails."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        lacking(", ".join(missing))


def lacking(part: str) -> None:
    """A part is missing."""
    reason = f"{part} is not installed (.ci/run installs it)"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
