"""Publish a journal's site where anything changed; where nothing did, none of what makes pages and feeds is loaded."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kjournal.graph.findings import recalled
from kjournal.graph.published import Result, remember, unpublished
from kjournal.graph.refresh import Graph, Progress
from kjournal.outputs.pages.overriding.sources import sources


def publish(
    graph: Graph,
    site: Path,
    clock: datetime,
    *,
    pinned: bool,
    accept_loss: bool = False,
    vdir: Path | None = None,
    progress: Progress | None = None,
) -> Result:
    """Publish what changed, the folder with a file an event too where one is asked for; else touch nothing."""
    own = sources(graph.root)
    if not unpublished(graph, site, own, vdir):
        return Result(severities=recalled(graph.connection)[1])
    from kjournal.graph.publication import Publication  # pages, feeds and what they are made with

    publication = Publication(graph, site, clock, own, pinned=pinned, accept_loss=accept_loss, vdir=vdir)
    result = publication.run(progress)
    if not result.held_back:
        remember(graph, site, own)
    return result
