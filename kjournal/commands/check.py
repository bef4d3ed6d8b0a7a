"""check: all findings of all notes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kjournal.commands import knowing
from kjournal.commands.codes import chosen
from kjournal.commands.mending import How, Mended, difference, mendings, write
from kjournal.commands.opening import Opened, below, graph, progress
from kjournal.commands.printing import WITH_LINES, Lines, show
from kjournal.findings.codes import covers
from kjournal.findings.finding import Finding, Severity, count
from kjournal.graph.findings import weigh, without_secrets
from kjournal.graph.listed import Listed, all_findings
from kjournal.words import _


def run(  # noqa: PLR0913  as many as the command has options
    journal: Opened,
    *,
    paths: Sequence[str] = (),
    form: str = "text",
    strict: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    how: How | None = None,
    baseline: Path | None = None,
    write_baseline: Path | None = None,
) -> int:
    """Print the findings; 1 where there is an error (with `strict` a warning too), else 0.

    With `how` what can be mended is mended first, or only shown. What the file `baseline` knows is left out.
    """
    choice = Choice(tuple(below(journal.root, path) for path in paths), chosen(select), chosen(ignore))
    before = knowing.read(baseline) if baseline is not None else None
    with graph(journal, "check") as opened:
        opened.refresh(progress(), reminders=False)
        found = all_findings(opened.connection, journal.settings)
        if how is not None and not how.diff:
            _mend(journal, found, choice, unsafe=how.unsafe)
            opened.refresh(progress(), reminders=False)
            found = all_findings(opened.connection, journal.settings)
        notes = opened.connection.execute("SELECT COUNT(*) FROM notes").fetchone()[0]
        lines = Lines(journal, without_secrets(opened.connection)) if form in WITH_LINES else None
    if how is not None and how.diff:
        return _show(journal, found, choice, unsafe=how.unsafe)
    if write_baseline is not None:
        return knowing.write(write_baseline, found.where(choice.wants))
    said = ""
    if before is not None:
        said, found = knowing.sift(found, before, choice.wants)
    else:
        found = found.where(choice.wants)
    counts = count(found)
    show(found.by(lines) if lines is not None else found, counts, form, notes, said)
    grave: set[Severity] = {"error", "warning"} if strict else {"error"}
    return int(not grave.isdisjoint(counts.severities))


class Choice(NamedTuple):
    """Which findings were asked for."""

    below: tuple[str, ...]  # paths; none: all
    select: tuple[str, ...]  # codes and families; none: all
    ignore: tuple[str, ...]

    def wants(self, finding: Finding) -> bool:
        """Whether a finding was asked for."""
        code = finding.code
        if self.select and not covers(self.select, code):
            return False
        if covers(self.ignore, code):
            return False
        if not self.below:
            return True
        return any(
            path in {".", place.path} or place.path.startswith(path + "/")
            for path in self.below
            for place in finding.places
        )


def _made(journal: Opened, found: Listed, choice: Choice, *, unsafe: bool) -> Iterator[Mended]:
    """What mending makes of the notes; a code that the settings silence is not mended either."""

    def wanted(finding: Finding) -> bool:
        return choice.wants(finding) and bool(weigh([finding], journal.settings))

    return mendings(journal, (one.finding for one in found), wanted, unsafe=unsafe)


def _mend(journal: Opened, found: Listed, choice: Choice, *, unsafe: bool) -> None:
    """Mend and say so on the side: what is printed for programs stays whole."""
    for mended in _made(journal, found, choice, unsafe=unsafe):
        print(write(journal.root, mended), file=sys.stderr)


def _show(journal: Opened, found: Listed, choice: Choice, *, unsafe: bool) -> int:
    """Show what mending would change; 1 where it would change something."""
    notes = findings = 0
    for mended in _made(journal, found, choice, unsafe=unsafe):
        print(difference(mended))
        notes += 1
        findings += len(mended.findings)
    print(
        _("{notes} notes would be mended, {count} findings; write it with  {command}").format(
            notes=notes, count=findings, command=f"kjournal check --fix{' --unsafe-fixes' if unsafe else ''}"
        ),
        file=sys.stderr,
    )
    return int(notes > 0)
