"""Write a journal of any size, the same bytes for the same seed: what the bench and its yardsticks read.

    python -m tests.bench.generate DIR --size M
    python -m tests.bench.generate DIR --customers 2000 --visits 20000

The notes are Chinese, of all kinds, about twenty keys a card and twelve a visit, in Chinese or English, items as
mappings and as single lines, bodies of 300 to 1,500 bytes. They have no error findings and give every care rule work.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.cards import cards
from tests.bench.dice import SEED, TODAY, Card, Journal
from tests.bench.visits import visits_of

SIZES = {"S": (200, 2_000), "M": (2_000, 20_000), "L": (10_000, 100_000)}
"""Customers and visits: a rep's year, a team's, a region's."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a journal."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.generate", description=__doc__.split("\n")[0]
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=sorted(SIZES))
    parser.add_argument("--customers", type=int, default=200)
    parser.add_argument("--visits", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args(arguments)
    customers, visits = SIZES[asked.size] if asked.size else (asked.customers, asked.visits)
    files = generate(asked.folder, customers, visits, seed=asked.seed)
    sys.stdout.write(f"{asked.folder}: {customers} customers, {visits} visits, {files} files\n")
    return 0


def generate(folder: Path, customers: int, visits: int, *, seed: int = SEED) -> int:
    """Write the journal; how many files it has."""
    journal = Journal(customers, visits, seed)
    files = {"kjournal.toml": settings(journal), ".gitignore": ".kjournal/\nsite/\n"}
    known: list[Card] = []
    for path, text, card in cards(journal):
        files[path] = text
        known.append(card)
    files.update(visits_of(journal, known))
    for made in {(folder / path).parent for path in files}:
        made.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        (folder / path).write_bytes(text.encode())
    return len(files)


def settings(journal: Journal) -> str:
    """A journal's `kjournal.toml`."""
    lines = [
        'journal = "bench"',
        'title = "百溪片区客情日志"',
        'language = "zh-CN"',
        'timezone = "Asia/Shanghai"',
        f'today = "{TODAY}"',
        'region = "广西/河池/百溪县"',
    ]
    for rep in journal.reps:
        lines += [
            "",
            f"[reps.{rep.id}]",
            f'name = "{rep.name}"',
            'role = "业务员"',
            'preset = "第三终端"',
            'supervisor = "liang"',
        ]
    lines += ["", "[reps.liang]", 'name = "梁启文"', 'role = "主管"']
    lines += [
        "",
        "[cadence]",
        'preset = "第三终端"',
        "",
        "[cadence.classes]",
        '"县医院" = "医院代表"',
        '"县中医院" = "医院代表"',
    ]
    return "\n".join([*lines, "", "[calendar]", "workdays = 6", ""])


if __name__ == "__main__":
    sys.exit(main())
