"""build: refresh, then feeds and pages."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import msgspec

from kjournal.commands.opening import SITE, Opened, Stop, graph, progress
from kjournal.config.settings import Settings
from kjournal.findings.finding import Severity
from kjournal.graph.findings import weigh
from kjournal.graph.listed import all_findings
from kjournal.graph.publish import publish
from kjournal.graph.published import Result
from kjournal.graph.refresh import Graph
from kjournal.serving.gitstate import PATIENCE, calm, moved
from kjournal.words import _, ngettext

MASKED = "site-masked"
"""Where pages for showing around go, below the journal's root."""
_MASKED = ".masked"
"""Lies in a folder of such pages: what is there may be replaced."""


class Built(msgspec.Struct, frozen=True):
    """What a build did, in numbers."""

    customers: int
    visits: int
    severities: dict[Severity, int]
    written: int
    seconds: float
    held_back: str = ""  # why the last outputs stay
    empty: bool = False


def run(
    journal: Opened,
    *,
    out: Path | None = None,
    vdir: Path | None = None,
    accept_loss: bool = False,
    strict: bool = False,
    mask: bool = False,
) -> int:
    """Build and say what was done; 1 where old outputs had to stay, or with `strict` where notes have errors."""
    if mask:
        return masked(journal, out or journal.root / MASKED)
    built = build(journal, out or journal.root / SITE, vdir=vdir, accept_loss=accept_loss)
    print(sentence(built))
    if built.held_back:
        print(built.held_back)
        return 1
    return int(strict and built.severities.get("error", 0) > 0)


def masked(journal: Opened, folder: Path) -> int:
    """Pages to be shown around, in a folder of their own."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MASKED).exists():
        raise Stop(_("{folder} holds other files: name an empty folder with --out").format(folder=folder), 2)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MASKED).write_text("kjournal build --mask\n", encoding="utf-8")
    with graph(journal, "build") as opened:
        _refresh(opened)
        from kjournal.graph.masking import masked as publish_masked

        made = publish_masked(opened, folder, progress())
    print(
        ngettext(
            "{n} file with names, phones and amounts covered in {folder}",
            "{n} files with names, phones and amounts covered in {folder}",
            len(made),
        ).format(n=len(made), folder=folder)
    )
    print(_("What notes tell is covered too; look through the pages before you show them."))
    return 0


def build(journal: Opened, site: Path, *, vdir: Path | None = None, accept_loss: bool = False) -> Built:
    """Refresh the index and publish what changed."""
    started = time.perf_counter()
    with graph(journal, "build") as opened:
        _refresh(opened)
        result = publish(
            opened,
            site,
            journal.clock,
            pinned=journal.pinned,
            accept_loss=accept_loss,
            vdir=vdir.resolve() if vdir else None,
            progress=progress(),
        )
        return built(opened, journal.settings, result, time.perf_counter() - started)


def _refresh(opened: Graph) -> None:
    """Read what changed; once more where git was at the notes meanwhile, so that no half of a tree is published."""
    for _turn in range(PATIENCE):
        before = calm(opened.root)
        opened.refresh(progress())
        if not moved(opened.root, before):
            break


def built(opened: Graph, settings: Settings, result: Result, seconds: float) -> Built:
    """A publication in numbers."""
    from kjournal.findings.message import message, remedy

    count = opened.connection.execute
    shown = [] if result.held_back else result.findings  # those that hold back stand in the index
    severities = Counter(one.severity for one in weigh(shown, settings))
    if result.severities is None:
        severities.update(one.severity for one in all_findings(opened.connection, settings))
    else:
        severities.update(result.severities)
    held = (
        "\n".join(f"{message(found)}. {remedy(found)}" for found in result.findings)
        if result.held_back
        else ""
    )
    customers = count("SELECT COUNT(*) FROM customers").fetchone()[0]
    return Built(
        customers=customers,
        visits=count("SELECT COUNT(*) FROM visits").fetchone()[0],
        severities=dict(severities),
        written=len(result.written),
        seconds=seconds,
        held_back=held,
        empty=not customers,
    )


def sentence(built: Built) -> str:
    """What was read and written, in one line."""
    from kjournal.findings.text import summary

    severities = [name for name, count in built.severities.items() for _n in range(count)]
    words = _("{customers} and {visits} read, {problems}; {files}; {seconds:.1f} s").format(
        customers=ngettext("{n} customer", "{n} customers", built.customers).format(n=built.customers),
        visits=ngettext("{n} visit", "{n} visits", built.visits).format(n=built.visits),
        problems=summary(severities),
        files=ngettext("{n} file written", "{n} files written", built.written).format(n=built.written),
        seconds=built.seconds,
    )
    return words + (
        "\n" + _("There is no customer yet: begin with  kjournal new customer NAME") if built.empty else ""
    )
