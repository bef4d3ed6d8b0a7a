"""A disk that does not tell cases apart, as macOS and Windows have it, on one that does."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def fold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked for is found under any case; a list of a folder tells how it is written."""
    for name in ("lstat", "stat", "open", "scandir"):
        monkeypatch.setattr(os, name, _folding(getattr(os, name)))


def _folding(real: Callable[..., Any]) -> Callable[..., Any]:
    def call(path: Any, *words: Any, **named: Any) -> Any:
        try:
            return real(path, *words, **named)
        except FileNotFoundError:
            if not isinstance(path, str | bytes | os.PathLike):
                raise
            return real(_written(Path(os.fsdecode(path))), *words, **named)

    return call


def _written(path: Path) -> Path:
    """The path as the disk has it; as it was asked for from where on nothing is like it."""
    if os.access(path, os.F_OK) or path.parent == path:
        return path
    folder = _written(path.parent)
    names = os.listdir(folder) if os.access(folder, os.R_OK) else []  # noqa: PTH208  which is not made to fold
    return folder / next((one for one in names if one.casefold() == path.name.casefold()), path.name)
