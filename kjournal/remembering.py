"""What was worked out for a text is remembered while a run lasts: the same words come again with every note.

A program that stays running forgets it after each run, or renamed customers and edited lines would stay for years.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

_Function = TypeVar("_Function", bound=Callable[..., Any])
_forgetting: list[Callable[[], None]] = []


def remembered(entries: int) -> Callable[[_Function], _Function]:
    """A function of people's texts alone, whose last `entries` results are kept until `forget`."""

    def remembering(function: _Function) -> _Function:
        kept: Any = lru_cache(maxsize=entries)(function)
        _forgetting.append(kept.cache_clear)
        return kept  # type: ignore[no-any-return]  # it is called as the function is

    return remembering


def forget() -> None:
    """Let go of all that was remembered."""
    for forgetting in _forgetting:
        forgetting()
