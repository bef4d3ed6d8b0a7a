"""The style sheet and the script that lie beside the pages, each joined from one file a part of the site."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

STYLE = "style.css"
SCRIPT = "app.js"
SEARCH_SCRIPT = "search.js"
_FOLDER = Path(__file__).parent / "assets"
STYLES = (
    "base",
    "today",
    "charts",
    "customers",
    "search",
    "customer",
    "brief",
    "calendar",
    "map",
    "bodies",
    "problems",
    "reports",
    "subscribe",
    "phone",
    "print",
)
"""Parts of the style sheet in their order; a later one wins."""
SCRIPTS = ("distances", "folds", "today", "calendar", "brief", "fresh")
"""Parts of the script, each a function of its own that nothing else calls."""
SEARCH_SCRIPTS = ("matching", "rows", "drawing", "filters", "narrow", "search")
"""Parts of the script that only pages with a search load; a later one uses those before it."""


@cache
def assets() -> Mapping[str, bytes]:
    """Each file below the site's root with its bytes: they stay what they are as long as the program that made them."""
    style = [_FOLDER / "style" / f"{name}.css" for name in STYLES]
    script = [_FOLDER / "script" / f"{name}.js" for name in SCRIPTS]
    search = [_FOLDER / "script" / f"{name}.js" for name in SEARCH_SCRIPTS]
    return {
        STYLE: b"\n".join(path.read_bytes() for path in style),
        SCRIPT: b'"use strict";\n' + b"".join(path.read_bytes() for path in script),
        SEARCH_SCRIPT: b'"use strict";\n(() => {\n' + b"".join(map(_lean, search)) + b"})();\n",
    }


def _lean(path: Path) -> bytes:
    """A part of the script without indents and lines of comment; no text in it may go over several lines."""
    lines = (line.strip() for line in path.read_bytes().splitlines())
    return b"".join(line + b"\n" for line in lines if line and not line.startswith(b"//"))
