"""Write the documents that come from the code.

python -m tests.docs.generate
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tests.docs import commands, fields, findings, index, rules, settings
from tests.docs.markdown import speaking

DOCS = Path(__file__).parents[2] / "docs"
DOCUMENTS: dict[str, Callable[[], str]] = {
    "fields.md": fields.markdown,
    "settings.md": settings.markdown,
    "index.md": index.markdown,
    "rules.md": rules.markdown,
    "commands.md": commands.markdown,
    **findings.pages(),
}


def text(name: str) -> str:
    """A document as it should be."""
    with speaking("en"):
        return DOCUMENTS[name]()


def main() -> int:
    """Write all of them, and take away pages of codes that are no more."""
    (DOCS / "findings").mkdir(exist_ok=True)
    for path in (DOCS / "findings").glob("*.md"):
        if f"findings/{path.name}" not in DOCUMENTS:
            path.unlink()
    for name in DOCUMENTS:
        (DOCS / name).write_text(text(name), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
