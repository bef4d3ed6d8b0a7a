"""Where git keeps a repository, found without starting it."""

from __future__ import annotations

import os
from pathlib import Path


def git_folder(root: Path) -> Path | None:
    """Git's folder of the repository that holds `root`, found without git; also of a worktree or submodule."""
    for folder in (root, *root.parents):
        found = folder / ".git"
        if os.path.isdir(found):  # noqa: PTH112  Path.is_dir raises where it may not look
            return found
        try:
            text = found.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        return folder / text.removeprefix("gitdir:").strip() if text.startswith("gitdir:") else None
    return None
