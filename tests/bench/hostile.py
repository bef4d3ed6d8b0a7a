"""How long hostile notes take, each by itself: reading it, and laying its rows into the index.

    python -m tests.bench.hostile [--limit SECONDS]

Prints the time of each case, the slowest last; 1 where one takes longer than the limit (0.5 s).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from kjournal.files.reading import Refused, read_note_bytes
from kjournal.findings.codes import CODES
from kjournal.findings.text import render
from kjournal.journal.noterows import NoteRows
from kjournal.journal.store import open_index
from kjournal.notes.note import Note, NoteReader
from kjournal.notes.settings import ReadSettings

LIMIT = 0.5
CARD, VISIT = "customers/x.md", "visits/2026-11-20-x.md"
_MIB = 1 << 20
_RUNS = (
    *("a", "1", "-", " ", "\t", "\u3000", "王", "：", ":", ",", "，", "、", "[", "{", "(", "（", "*", "_", "`", '"', "'", "#", "|", "<", "&"),
    *("a ", "1 ", "- ", "a:", "1.", "一", "年", "农历", "[[", "元", "1盒 ", "…", "周", "妻子", "- [ ]", "1,", "，1", "19900000001", "王 ", "2026-"),
    *("\u200b", "\u0301", "1.2万 ", "？", "!", "给", "a=1 ", "到2026-01-01 ", "【】", "病", "有高", "6222 ", "45000019900101"),
)  # fmt: skip
_FIELDS = (
    "name",
    "phone",
    "birthday",
    "contacts",
    "family",
    "licences",
    "bus",
    "market_days",
    "tags",
    "我的字段",
)
_LINES = (
    "customer",
    "date",
    "start",
    "people",
    "next",
    "orders",
    "payments",
    "gifts",
    "stock",
    "promises",
    "costs",
)


def cases() -> Iterator[tuple[str, str, bytes]]:
    """Name, path and bytes of each case."""
    yield "1 MiB on one line, no fence", CARD, b"x" * _MIB
    yield "1 MiB on one line below", CARD, b"---\nname: x\n---\n" + "王".encode() * (_MIB // 3 - 10)
    yield "100,000 lines below", VISIT, b"---\ncustomer: x\n---\n" + "谈价格\n".encode() * 100_000
    yield "20,000 keys", CARD, _note("".join(f"k{n}: 1\n" for n in range(20_000)))
    yield "5,000 keys", CARD, _note("".join(f"k{n}: 1\n" for n in range(5_000)))
    yield "3,000 unknown keys in Chinese", CARD, _note("".join(f"字段{n}: 1\n" for n in range(3_000)))
    yield "32,000 brackets", CARD, _note("name: " + "[" * 32_000)
    yield "32,000 braces", CARD, _note("name: " + "{" * 32_000)
    yield "32,000 hyphens", CARD, _note("- " * 32_000)
    yield "32,000 question marks", CARD, _note("? " * 32_000)
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    yield "alias bomb", CARD, _note(bomb)
    yield "4,000 full-width colons", CARD, _note("".join(f"字{n}：1\n" for n in range(4_000)))
    yield "1,000 open quotes", CARD, _note('name: "x\n' * 1_000)
    yield "100,000 promises", VISIT, b"---\ncustomer: x\n---\n" + b"- [ ] x\n" * 100_000
    yield "100,000 links", VISIT, b"---\ncustomer: x\n---\n" + b"[[x]] " * 100_000
    yield "60,000 fences", CARD, b"---\n" * 60_000
    yield "conflict markers", CARD, _note("<<<<<<< a\n=======\n>>>>>>> b\n" * 1_500)
    for run in _RUNS:
        text = (run * (20_000 // len(run)))[:20_000]
        yield f"header of {run!r}", CARD, _note(text)
        yield f"broken header of {run!r}", CARD, _note(f"name：x\nnote: {text}\n{text}")
        yield f"body of {run!r}", VISIT, f"---\ncustomer: x\n---\n{text * 5}".encode()
        for field in _FIELDS:
            yield f"{field} of {run!r}", CARD, _note(f"name: x\n{field}: {text}")
        for field in _LINES:
            quoted = text.replace("\\", "\\\\").replace('"', '\\"')
            yield f"{field} of {run!r}", VISIT, _note(f'{field}: "{quoted}"')


def _note(header: str) -> bytes:
    return f"---\n{header.rstrip()}\n---\n".encode()


def on_disk(folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is no ordinary file."""
    (folder / "large.md").write_bytes(b"x" * (10 * _MIB))
    (folder / "folder.md").mkdir()
    names = ["large.md", "folder.md", "missing.md"]
    if os.name == "posix":
        os.mkfifo(folder / "fifo.md")
        (folder / "zero.md").symlink_to("/dev/zero")
        names += ["fifo.md", "zero.md"]
    for name in names:
        yield f"file {name}", lambda name=name: read_note_bytes(folder / name)  # type: ignore[misc]


def main(arguments: Sequence[str] | None = None) -> int:
    """Time every case."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.hostile", description=__doc__.split("\n")[0])
    parser.add_argument("--limit", type=float, default=LIMIT)
    limit = parser.parse_args(arguments).limit
    settings = ReadSettings()
    reader = NoteReader(settings)
    reader.read(CARD, b"---\nname: x\n---\n")  # what is made once is made before
    times: list[tuple[float, str]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        connection = open_index(folder, "bench")
        rows = NoteRows(connection, folder, settings, fresh=True)
        for number, (said, path, data) in enumerate(cases()):
            started = time.process_time()
            note = reader.read(path, data)
            for finding in note.findings:
                render(finding, CODES[finding.code].severity)
            lay(rows, msgspec.structs.replace(note, path=path.replace("x.md", f"{number}.md")))
            times.append((time.process_time() - started, said))
        for said, read in on_disk(folder):
            started = time.perf_counter()
            assert isinstance(read(), Refused)
            times.append((time.perf_counter() - started, said))
        connection.close()
    slow = [one for one in times if one[0] > limit]
    for taken, said in sorted(times)[-40:]:
        sys.stdout.write(f"{taken * 1000:8.1f} ms  {said}\n")
    sys.stdout.write(f"{len(times)} cases, {len(slow)} above {limit} s\n")
    return int(bool(slow))


def lay(rows: NoteRows, note: Note) -> None:
    """A note's rows, as the intake lays them."""
    rows._take_in(note, None)
    rows.close()


if __name__ == "__main__":
    sys.exit(main())
