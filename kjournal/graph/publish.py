"""Publish a journal's site where anything changed; where nothing did, none of what makes pages and feeds is loaded."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from kjournal.findings.finding import Finding
from kjournal.graph.refresh import Graph

Progress = Callable[[str, int, int], None]


class Result(msgspec.Struct):
    """What a publication did."""

    written: list[str] = []
    removed: list[str] = []
    findings: list[Finding] = []  # of the outputs themselves
    held_back: bool = False  # the last feeds and pages stay


def publish(
    graph: Graph,
    site: Path,
    clock: datetime,
    *,
    pinned: bool,
    accept_loss: bool = False,
    progress: Progress | None = None,
) -> Result:
    """Publish what changed; else touch nothing."""
    if not unpublished(graph, site):
        return Result()
    from kjournal.graph.publication import Publication  # pages, feeds and what they are made with

    result = Publication(graph, site, clock, pinned=pinned, accept_loss=accept_loss).run(progress)
    if not result.held_back:
        graph.connection.execute(
            "INSERT OR REPLACE INTO meta VALUES ('published', ?)", (_published(graph, site),)
        )
    return result


def unpublished(graph: Graph, site: Path) -> bool:
    """Whether there is anything to publish: a change, another day or place, a file that is not as it was."""
    run = graph.connection.execute
    if run("SELECT 1 FROM dirty UNION ALL SELECT 1 FROM meta WHERE key = 'publishing' LIMIT 1").fetchone():
        return True
    row = run("SELECT value FROM meta WHERE key = 'published'").fetchone()
    if row is None or row[0] != _published(graph, site):
        return True
    base = f"{site}{os.sep}"
    for path, size, mtime in run("SELECT path, size, mtime FROM outputs"):
        try:
            seen = os.stat(base + path)  # noqa: PTH116  ten thousand of them: a Path each would cost more than the look
        except OSError:
            return True
        if seen.st_size != size or seen.st_mtime_ns != mtime:
            return True
    return False


def _published(graph: Graph, site: Path) -> str:
    return f"{graph.today} {site.resolve()}"
