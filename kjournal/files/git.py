"""Ask git, without writing anything: what it says, or nothing where it is missing, refuses or takes too long."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

TIMEOUT = 20
"""Seconds after which an answer is not waited for any more."""


def ask(root: Path, *words: str) -> bytes | None:
    """What `git WORDS` prints about the repository at `root`; `--literal-pathspecs` before them takes paths to the letter."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words],
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C.UTF-8"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


def line(root: Path, *words: str) -> str | None:
    """The same as text without the line ends around it."""
    said = ask(root, *words)
    return said.decode("utf-8", "replace").strip() if said is not None else None
