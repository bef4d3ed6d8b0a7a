"""The style sheet and the script that lie beside the pages."""

from __future__ import annotations

from pathlib import Path

STYLE = "style.css"
SCRIPT = "app.js"
_FOLDER = Path(__file__).parent / "assets"


def assets() -> dict[str, bytes]:
    """Each file below the site's root with its bytes."""
    return {name: (_FOLDER / name).read_bytes() for name in (STYLE, SCRIPT)}
