"""Regular expressions that every Python we run on understands alike."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as names  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import kjournal

_ONE = {names.IN, names.LITERAL, names.NOT_LITERAL, names.ANY}


def compiled() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern at the top of a module."""
    for module in pkgutil.walk_packages(kjournal.__path__, "kjournal."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value


def possessive_groups(parsed: Any) -> Iterator[Any]:
    """What is repeated possessively in a parsed pattern and is more than one character."""
    for kind, value in parsed:
        if kind is names.POSSESSIVE_REPEAT:
            inner = value[2]
            if len(inner) > 1 or inner[0][0] not in _ONE:
                yield value
        parts = list(value) if isinstance(value, tuple) else [value]
        for part in [one for some in parts for one in (some if isinstance(some, list) else [some])]:
            if isinstance(part, parser.SubPattern):
                yield from possessive_groups(part)


def test_no_group_is_repeated_possessively() -> None:
    """Up to Python 3.11.4, `(?:ab?c)*+` keeps what a failed last round took (python/cpython#106052); `(?>…)` does not."""
    found = list(compiled())
    assert len(found) > 100
    assert [name for name, one in found if any(possessive_groups(parser.parse(one.pattern, one.flags)))] == []


def test_the_search_finds_them() -> None:
    for pattern in (r"a(?:b|c+(?=d))*+", r"(-[ ])?+x", r"x(?>(?:ab)++)", r"(?:a|(?:bc)*+)", r"(?=(ab)?+)"):
        assert any(possessive_groups(parser.parse(pattern))), pattern
    for pattern in (r"a[bc]*+d", r"\s++(?>(?:ab)*)", r"x{1,3}+"):
        assert not any(possessive_groups(parser.parse(pattern))), pattern
