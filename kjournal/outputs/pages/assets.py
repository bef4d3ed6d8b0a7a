"""The style sheet and the script that lie beside the pages, each joined from one file a part of the site."""

from __future__ import annotations

from pathlib import Path

STYLE = "style.css"
SCRIPT = "app.js"
_FOLDER = Path(__file__).parent / "assets"
STYLES = (
    "base",
    "today",
    "charts",
    "customers",
    "customer",
    "calendar",
    "map",
    "bodies",
    "problems",
    "subscribe",
    "phone",
    "print",
)
"""Parts of the style sheet in their order; a later one wins."""
SCRIPTS = ("distances", "folds", "filters", "today", "calendar", "fresh")
"""Parts of the script, each a function of its own that nothing else calls."""


def assets() -> dict[str, bytes]:
    """Each file below the site's root with its bytes."""
    style = [_FOLDER / "style" / f"{name}.css" for name in STYLES]
    script = [_FOLDER / "script" / f"{name}.js" for name in SCRIPTS]
    return {
        STYLE: b"\n".join(path.read_bytes() for path in style),
        SCRIPT: b'"use strict";\n' + b"".join(path.read_bytes() for path in script),
    }
