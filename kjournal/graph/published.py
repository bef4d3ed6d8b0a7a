"""What the last publication came to, and whether all of it still stands."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from kjournal.findings.finding import Finding, Severity
from kjournal.graph.refresh import Graph
from kjournal.outputs.pages.overriding.sources import Sources


class Result(msgspec.Struct):
    """What a publication did."""

    written: list[str] = []
    removed: list[str] = []
    findings: list[Finding] = []  # of the outputs themselves
    held_back: bool = False  # the last feeds and pages stay
    severities: dict[Severity, int] | None = None  # how many findings the pages tell of; None: none were made


def unpublished(graph: Graph, site: Path, own: Sources, vdir: Path | None = None) -> bool:
    """Whether there is anything to publish: a change, another day or place, a file that is not as it was."""
    run = graph.connection.execute
    if run(
        "SELECT 1 FROM dirty WHERE step != 'items' UNION ALL SELECT 1 FROM meta WHERE key = 'publishing' LIMIT 1"
    ).fetchone():
        return True
    row = run("SELECT value FROM meta WHERE key = 'published'").fetchone()
    if row is None or row[0] != _published(graph, site, own):
        return True
    if not _stand(site, run("SELECT path, size, mtime FROM outputs")):
        return True
    if vdir is None:
        return False
    row = run("SELECT value FROM meta WHERE key = 'vdir'").fetchone()
    if row is None or row[0] != str(vdir) or run("SELECT 1 FROM dirty LIMIT 1").fetchone():
        return True
    return not _stand(vdir, run("SELECT path, size, mtime FROM items"))


def remember(graph: Graph, site: Path, own: Sources) -> None:
    """All is published, for this day, in this place, with these templates."""
    graph.connection.execute(
        "INSERT OR REPLACE INTO meta VALUES ('published', ?)", (_published(graph, site, own),)
    )


def _stand(folder: Path, files: Iterable[tuple[str, int, int]]) -> bool:
    """Whether all files look as they were written."""
    base = f"{folder}{os.sep}"
    for path, size, mtime in files:
        try:
            seen = os.stat(base + path)  # noqa: PTH116  ten thousand of them: a Path each would cost more than the look
        except OSError:
            return False
        if seen.st_size != size or seen.st_mtime_ns != mtime:
            return False
    return True


def _published(graph: Graph, site: Path, own: Sources) -> str:
    return f"{graph.today} {own.digest} {os.path.realpath(site)}"  # a circle of links has none: said when it is written
