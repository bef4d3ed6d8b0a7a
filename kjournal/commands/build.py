"""build: refresh, then feeds and pages."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import msgspec

from kjournal.commands.opening import SITE, Opened, graph, progress
from kjournal.findings.finding import Severity
from kjournal.graph.findings import all_findings, weigh
from kjournal.graph.publish import publish
from kjournal.words import _, ngettext


class Built(msgspec.Struct, frozen=True):
    """What a build did, in numbers."""

    customers: int
    visits: int
    severities: dict[str, int]
    written: int
    seconds: float
    held_back: str = ""  # why the last outputs stay
    empty: bool = False


def run(journal: Opened, *, out: Path | None = None, accept_loss: bool = False, strict: bool = False) -> int:
    """Build and say what was done; 1 where old outputs had to stay, or with `strict` where notes have errors."""
    built = build(journal, out or journal.root / SITE, accept_loss=accept_loss)
    print(sentence(built))
    if built.held_back:
        print(built.held_back)
        return 1
    return int(strict and built.severities.get("error", 0) > 0)


def build(journal: Opened, site: Path, *, accept_loss: bool = False, who: str = "build") -> Built:
    """Refresh the index and publish what changed."""
    started = time.perf_counter()
    with graph(journal, who) as opened:
        opened.refresh(progress())
        result = publish(
            opened, site, journal.clock, pinned=journal.pinned, accept_loss=accept_loss, progress=progress()
        )
        found = all_findings(opened.connection, journal.settings)
        customers, visits = (
            opened.connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
            for table in ("customers", "visits")
        )
    from kjournal.findings.message import message, remedy

    counts: Counter[Severity] = Counter(
        one.severity for one in [*found, *weigh(result.findings, journal.settings)]
    )
    held = (
        "\n".join(f"{message(finding)}. {remedy(finding)}" for finding in result.findings)
        if result.held_back
        else ""
    )
    seconds = time.perf_counter() - started
    return Built(customers, visits, dict(counts), len(result.written), seconds, held, empty=not customers)


def sentence(built: Built) -> str:
    """What was read and written, in one line."""
    from kjournal.findings.text import summary

    severities = [name for name, count in built.severities.items() for _n in range(count)]
    words = _("{customers} and {visits} read, {problems}; {files}; {seconds:.1f} s").format(
        customers=ngettext("{n} customer", "{n} customers", built.customers).format(n=built.customers),
        visits=ngettext("{n} visit", "{n} visits", built.visits).format(n=built.visits),
        problems=summary(severities),  # type: ignore[arg-type]
        files=ngettext("{n} file written", "{n} files written", built.written).format(n=built.written),
        seconds=built.seconds,
    )
    return words + (
        "\n" + _("There is no customer yet: begin with  kjournal new customer NAME") if built.empty else ""
    )
