"""Figures of several runs, kept in one file."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench.bench import Figures, Measured


def read(file: Path) -> dict[str, Measured]:
    """What was kept, by size."""
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {size: _of(kept[size]) for size in ("S", "M", "L") if size in kept}


def keep(file: Path, size: str, found: Measured) -> None:
    """Add a run's figures; what it measured takes the place of what was there."""
    sizes = read(file)
    own = sizes.setdefault(size, Measured())
    own.figures |= found.figures
    own.values |= found.values
    own.missing |= found.missing
    told = {name: [one.figures, one.values, one.missing] for name, one in sizes.items()}
    file.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def _of(told: list[dict[str, list[list[float]]]]) -> Measured:
    found = Measured()
    figures, values, missing = told
    found.figures = {name: [Figures(*one) for one in ones] for name, ones in figures.items()}
    found.values = values  # type: ignore[assignment]
    found.missing = missing  # type: ignore[assignment]
    return found
