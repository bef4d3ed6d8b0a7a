"""Measure the language server as an editor feels it: from a change to its finding, from a question to its answer.

    python -m tests.bench.language --size M
    python -m tests.bench.language /path/to/a/generated/journal

A real client types into a visit over the standard streams, once while the index is built from nothing and once when it
is there, and asks what editors ask. Printed are medians and worst cases; the target is 200 ms from a change to its
finding in a journal of 22,000 notes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.generate import SIZES, generate
from tests.serving.language.client import Editor

TARGET = 0.2
"""Seconds from a change to its finding."""
KEYS = 60


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure one journal; 1 where the target is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("journal", type=Path, nargs="?")
    parser.add_argument("--size", choices=SIZES, default="M")
    asked = parser.parse_args(arguments)
    made = None
    if asked.journal is None:
        made = Path(tempfile.mkdtemp(prefix="kjournal-bench-"))
        generate(made / asked.size, *SIZES[asked.size])
    root = (asked.journal or made / asked.size).resolve()
    try:
        return measured(root)
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)


def measured(root: Path) -> int:
    """Print the figures; 1 where the target is missed."""
    visits = sorted(path.relative_to(root).as_posix() for path in root.rglob("visits/**/*.md"))
    path = visits[-1]
    shutil.rmtree(root / ".kjournal", ignore_errors=True)
    started = time.perf_counter()
    editor = Editor(root)
    try:
        line("start to the first answer", [time.perf_counter() - started])
        editor.open(path)
        line("start to the first diagnostics", [time.perf_counter() - started])
        worst = typed(editor, path, "a key to its finding, the index being built")
        _until_there(editor)
        line("start to a whole index, built from nothing", [time.perf_counter() - started])
        worst = max(worst, typed(editor, path, "a key to its finding"))
        answers(editor, path)
        saved(editor, path)
    finally:
        editor.kill()
    sys.stdout.write(
        f"{len(visits)} visits; the worst key took {worst * 1000:.0f} ms of {TARGET * 1000:.0f}\n"
    )
    return int(worst > TARGET)


def typed(editor: Editor, path: str, what: str) -> float:
    """Types a name that nobody has, key by key; the worst time to the finding."""
    times = []
    for n in range(KEYS):
        text = f"---\n客户: 没有这家{'药' * (n % 7)}店\n日期: 2026-11-20\n---\n谈了{'😀' * n}。\n"
        begun = time.perf_counter()
        editor.change(path, text)
        times.append(time.perf_counter() - begun)
    line(what, times)
    return max(times)


def answers(editor: Editor, path: str) -> None:
    """What editors ask while one types and looks around."""
    names = editor.ask("workspace/symbol", {"query": ""})
    known = names[0]["name"]
    editor.change(path, f"---\n客户: {known}\n日期: 2026-11-20\n\n目的: 说\n---\n和[[{known}]]。\n")
    at = editor.at
    asked: list[tuple[str, Callable[[], Any]]] = [
        ("hover: a customer's card", lambda: editor.ask("textDocument/hover", at(path, 1, 5))),
        (
            "completion: customers, nothing typed",
            lambda: editor.ask("textDocument/completion", at(path, 1, 4)),
        ),
        (
            "completion: customers, a sign typed",
            lambda: editor.ask("textDocument/completion", at(path, 1, 5)),
        ),
        ("completion: fields", lambda: editor.ask("textDocument/completion", at(path, 3, 0))),
        ("definition", lambda: editor.ask("textDocument/definition", at(path, 1, 5))),
        ("customers by pinyin", lambda: editor.ask("workspace/symbol", {"query": "yd"})),
        (
            "references",
            lambda: editor.ask(
                "textDocument/references", {**at(path, 1, 5), "context": {"includeDeclaration": True}}
            ),
        ),
        (
            "rename: the whole plan",
            lambda: editor.ask("textDocument/rename", {**at(path, 1, 5), "newName": "新名字药店"}),
        ),
    ]
    for what, ask in asked:
        times = []
        for _round in range(10):
            begun = time.perf_counter()
            ask()
            times.append(time.perf_counter() - begun)
        line(what, times)


def saved(editor: Editor, path: str) -> None:
    """A new card is saved; how soon the open visit that names it is looked at anew."""
    editor.change(path, "---\n客户: 刚开的药店\n日期: 2026-11-20\n---\n")
    new = "customers/刚开的药店.md"
    begun = time.perf_counter()
    editor.save(new, "---\n名称: 刚开的药店\n客户类别: 村镇药店\n区域: 向阳镇\n---\n")
    editor.until(path, lambda found: not any(one["code"] == "KJ301" for one in found))
    line("a card saved to the visit that names it", [time.perf_counter() - begun])
    (editor.root / new).unlink()


def _until_there(editor: Editor) -> None:
    """Wait for the whole index."""
    while not editor.ask("workspace/symbol", {"query": "药店"}):
        time.sleep(0.2)


def line(what: str, times: list[float]) -> None:
    """A line of figures in milliseconds."""
    shown = f"{median(times) * 1000:7.0f}"
    if len(times) > 1:
        shown += f"  worst {max(times) * 1000:5.0f}"
    sys.stdout.write(f"{what:48} {shown} ms\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
