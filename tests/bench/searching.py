"""What `kjournal find` takes, word by word: in a process that holds the index open, and as a process of its own.

python -m tests.bench.searching ROOT    CPU seconds of each word, as JSON
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from pypinyin import Style, lazy_pinyin

from kjournal.commands import opening
from kjournal.commands.choosing import known
from kjournal.commands.find import _bodies
from tests.bench.bench import PYTHON, Bench, Measured, Unmeasured

_TWO = re.compile("[\u4e00-\u9fff]{2}")
EACH = 4
"""Words of each kind."""
RUNS = 5


def asked(root: Path) -> dict[str, dict[str, float]]:
    """The median of each word by kinds, the index open and read once before."""
    journal = opening.journal(root)
    with opening.graph(journal, "bench") as graph:
        graph.refresh()
        index = graph.connection

        def names(word: str) -> object:
            return known(index, [word], journal.settings.reps, 20)

        def texts(word: str) -> object:
            return _bodies(index, [word])

        pieces = _pieces(index, "SELECT name FROM customers ORDER BY id")
        return {
            "name": {word: _timed(names, word) for word in pieces},
            "initials": {word: _timed(names, word) for word in map(_initials, pieces)},
            "text": {word: _timed(texts, word) for word in _texts(index)},
        }


def _pieces(index: sqlite3.Connection, query: str) -> list[str]:
    """Two characters of some texts, spread over all."""
    texts = [row[0] for row in index.execute(query)]
    found = (_TWO.findall(text)[-1] for text in texts[:: max(1, len(texts) // EACH)] if _TWO.search(text))
    return list(dict.fromkeys(found))[:EACH]


def _initials(word: str) -> str:
    return "".join(lazy_pinyin(word, Style.FIRST_LETTER))


def _texts(index: sqlite3.Connection) -> list[str]:
    """Of bodies; the last stands in none, so that all are looked through."""
    query = "SELECT body FROM notes WHERE path LIKE 'visits/%' ORDER BY path"
    return [*_pieces(index, query)[: EACH - 1], "鹦鹉"]


def _timed(work: Callable[[str], object], word: str) -> float:
    work(word)
    times = []
    for _turn in range(RUNS):
        began = time.process_time()
        work(word)
        times.append(time.process_time() - began)
    return median(times)


def searching(bench: Bench, found: Measured) -> None:
    """The slowest word of each kind, and one of each as a process."""
    bench.settle()
    bench.settle()
    _took, said = bench.heard([PYTHON, "-m", "tests.bench.searching", str(bench.root)])
    kinds: dict[str, dict[str, float]] = json.loads(said)
    if not kinds["name"]:
        raise Unmeasured("no name has two Chinese characters")
    for kind, times in kinds.items():
        found.add({}, {f"search, {kind}": max(times.values())})
        found.add({f"find, {kind}": bench.measure(bench.kjournal("find", next(iter(times))))}, {})


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asked(Path(sys.argv[1]))))
