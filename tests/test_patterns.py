"""Regular expressions that every Python we run on understands alike."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from re import _constants as names  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import kjournal
from kjournal.patterns import _ASKED, Later, regex

_ONE = {names.IN, names.LITERAL, names.NOT_LITERAL, names.ANY}


def written() -> Iterator[tuple[str, int]]:
    """Every pattern that a module holds, wherever it holds it."""
    for module in pkgutil.walk_packages(kjournal.__path__, "kjournal."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    gc.unfreeze()  # a watch that ran in this process hides what was loaded before
    for one in gc.get_objects():
        if isinstance(one, Later):
            yield one.given


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
    found = list(written())
    assert len(found) > 300
    assert [text for text, flags in found if any(possessive_groups(parser.parse(text, flags)))] == []


def test_a_pattern_is_compiled_when_it_is_asked() -> None:
    """It does all that `re.compile` gives, and asks no more once it has been asked."""
    made, plain = regex(r"(?P<day>\d+)日", re.IGNORECASE), re.compile(r"(?P<day>\d+)日", re.IGNORECASE)
    assert set(vars(made)) == {"given"}
    assert made.sub("x", "3日") == "x"
    assert "search" in vars(made)
    for name in _ASKED:
        mine, theirs = getattr(made, name), getattr(plain, name)
        assert callable(mine) if callable(theirs) else mine == theirs, name
    with pytest.raises(AttributeError):
        made.anything  # type: ignore[attr-defined]  # noqa: B018


def test_all_can_be_compiled() -> None:
    """A mistake in one that is hardly ever asked is found here."""
    for text, flags in written():
        re.compile(text, flags)


def test_loading_compiles_none() -> None:
    """What the command line loads to read, weigh and publish a note compiles its own patterns when it needs them."""
    program = (
        "import re; import kjournal.patterns as patterns; before = re.compile\n"
        "import sys\n"
        "def told(*given):\n"
        "    frame = sys._getframe(1).f_globals['__name__']\n"
        "    if frame.startswith('kjournal.notes.lines') or frame.startswith('kjournal.dates'): print(frame)\n"
        "    return before(*given)\n"
        "re.compile = told\n"
        "import kjournal.notes.note, kjournal.graph.publication"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == ""


def test_the_search_finds_them() -> None:
    for pattern in (r"a(?:b|c+(?=d))*+", r"(-[ ])?+x", r"x(?>(?:ab)++)", r"(?:a|(?:bc)*+)", r"(?=(ab)?+)"):
        assert any(possessive_groups(parser.parse(pattern))), pattern
    for pattern in (r"a[bc]*+d", r"\s++(?>(?:ab)*)", r"x{1,3}+"):
        assert not any(possessive_groups(parser.parse(pattern))), pattern
