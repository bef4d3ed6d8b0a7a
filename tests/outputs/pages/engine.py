"""The pages' search in a real engine: node runs the very files that the pages load."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kjournal.journal.matching import Found, Hit, Row
from kjournal.outputs.pages import assets
from kjournal.outputs.pages.customers import CustomerRow
from kjournal.outputs.pages.search import render_data, search_data

SCRIPTS = Path(assets.__file__).parent / "assets" / "script"


def shared(row: Row) -> CustomerRow:
    """A customer with what it shares with many; its town is nobody's."""
    told = dict(row.about)
    above = [text for kind, text in row.about if kind == "region"]
    return CustomerRow(
        row.id,
        row.id,
        f"customers/{row.id}.html",
        class_=told.get("class", ""),
        region_path="/".join([*above, "-"]) if above else "",
        rep=told.get("rep", ""),
        grade=told.get("grade", ""),
        status=told.get("status", ""),
    )


class Engine:
    """A running node that has the data of some customers."""

    def __init__(self) -> None:
        parts = [str(SCRIPTS / f"{name}.js") for name in ("matching", "rows")]
        self.process = subprocess.Popen(
            ["node", str(Path(__file__).with_name("engine.js")), *parts],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def ask(self, kind: str, value: object) -> Any:
        """One answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([kind, value]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def load(self, rows: Iterable[Row]) -> None:
        """Search these rows from now on."""
        packed = {row.id: row for row in sorted(rows)}
        shown = [shared(row) for row in packed.values()]
        assert self.ask("data", render_data(search_data(shown, packed))) == len(packed)

    def search(self, words: Sequence[str]) -> list[Hit]:
        """What the pages find, as Python would say it."""
        return [
            Hit(score, id_, tuple(Found(*one) for one in found))
            for score, id_, found in self.ask("search", words)
        ]

    def close(self) -> None:
        """End it."""
        self.process.communicate()
