"""Headers of notes as editors parse them: YAML 1.2 with its core types, which our own reader never guesses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
_FENCED = re.compile(r"---\n(.*?)^---$", re.DOTALL | re.MULTILINE)


class _Core(yaml.SafeLoader):
    """Only null, true, false and numbers are more than texts."""


_Core.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), _first)


def parsed(header: str) -> Any:
    """A header as a language server sees it."""
    return yaml.load(header, _Core)  # noqa: S506  a SafeLoader with fewer types


def headers(top: str) -> list[tuple[Path, str]]:
    """The header of every note of the sample below `top` that YAML can read; one has full-width colons on purpose."""
    found = []
    for path in sorted((ROOT / top).rglob("*.md")):
        match = _FENCED.match(path.read_text(encoding="utf-8"))
        if match is not None and isinstance(parsed(match[1]), dict):
            found.append((path, match[1]))
    return found
