"""check: all findings of all notes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from kjournal.commands.mending import How, Mended, difference, mendings, write
from kjournal.commands.opening import Opened, Stop, graph, progress
from kjournal.findings.codes import CODES
from kjournal.findings.finding import Finding
from kjournal.graph.findings import Weighed, all_findings, weigh
from kjournal.words import _


def run(
    journal: Opened,
    *,
    paths: Sequence[str] = (),
    form: str = "text",
    strict: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    how: How | None = None,
) -> int:
    """Print the findings; 1 where there is an error (with `strict` a warning too), else 0.

    With `how` what can be mended is mended first, or only shown.
    """
    _known([*select, *ignore])
    below = [_below(journal.root, path) for path in paths]
    choice = Choice(tuple(below), tuple(select), tuple(ignore))
    with graph(journal, "check") as opened:
        opened.refresh(progress())
        found = all_findings(opened.connection, journal.settings)
        if how is not None and how.diff:
            return _show(journal, choice.of(found), choice, unsafe=how.unsafe)
        if how is not None:
            _mend(journal, choice.of(found), choice, unsafe=how.unsafe)
            opened.refresh(progress())
            found = all_findings(opened.connection, journal.settings)
        notes = opened.connection.execute("SELECT COUNT(*) FROM notes").fetchone()[0]
    found = choice.of(found)
    found = [one._replace(finding=_with_excerpt(journal.root, one.finding)) for one in found]
    _print(found, form, notes)
    grave = {"error", "warning"} if strict else {"error"}
    return int(any(one.severity in grave for one in found))


def _known(codes: Sequence[str]) -> None:
    for code in codes:
        if not any(known.startswith(code.upper()) for known in CODES):
            raise Stop(_("there is no finding {code}; docs/findings.md lists all").format(code=code))


def _below(root: Path, path: str) -> str:
    """A path as typed, from the journal's root."""
    given = Path(path)
    full = given if given.is_absolute() else Path.cwd() / given
    if not full.exists() and (root / given).exists():
        full = root / given
    if not full.exists():
        raise Stop(_("there is no file {path}").format(path=path))
    try:
        return full.resolve().relative_to(root.resolve()).as_posix()
    except ValueError as error:
        raise Stop(_("{path} is not in this journal").format(path=path)) from error


class Choice(NamedTuple):
    """Which findings were asked for."""

    below: tuple[str, ...]  # paths; none: all
    select: tuple[str, ...]  # codes and families; none: all
    ignore: tuple[str, ...]

    def of(self, found: Iterable[Weighed]) -> list[Weighed]:
        """Those of `found` that were asked for."""
        return [one for one in found if self.wants(one.finding)]

    def wants(self, finding: Finding) -> bool:
        """Whether a finding was asked for."""
        code = finding.code
        if self.select and not any(code.startswith(word.upper()) for word in self.select):
            return False
        if any(code.startswith(word.upper()) for word in self.ignore):
            return False
        if not self.below:
            return True
        return any(
            path in {".", place.path} or place.path.startswith(path + "/")
            for path in self.below
            for place in finding.places
        )


def _made(journal: Opened, found: list[Weighed], choice: Choice, *, unsafe: bool) -> Iterator[Mended]:
    """What mending makes of the notes; a code that the settings silence is not mended either."""

    def wanted(finding: Finding) -> bool:
        return choice.wants(finding) and bool(weigh([finding], journal.settings))

    return mendings(journal, (one.finding for one in found), wanted, unsafe=unsafe)


def _mend(journal: Opened, found: list[Weighed], choice: Choice, *, unsafe: bool) -> None:
    """Mend and say so on the side: what is printed for programs stays whole."""
    for mended in _made(journal, found, choice, unsafe=unsafe):
        print(write(journal.root, mended), file=sys.stderr)


def _show(journal: Opened, found: list[Weighed], choice: Choice, *, unsafe: bool) -> int:
    """Show what mending would change; 1 where it would change something."""
    made = list(_made(journal, found, choice, unsafe=unsafe))
    for mended in made:
        print(difference(mended))
    count = sum(len(mended.findings) for mended in made)
    print(
        _("{notes} notes would be mended, {count} findings; write it with  kjournal check --fix").format(
            notes=len(made), count=count
        ),
        file=sys.stderr,
    )
    return int(bool(made))


def _with_excerpt(root: Path, finding: Finding) -> Finding:
    """The line at the first place, where the finding came without one: those across notes speak of no secret field."""
    place = finding.place
    if finding.excerpt or not place.line:
        return finding
    try:
        lines = (root / place.path).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return finding
    return replace(finding, excerpt=lines[place.line - 1][:200]) if place.line <= len(lines) else finding


def _print(found: list[Weighed], form: str, notes: int) -> None:
    if form == "json":
        from kjournal.findings.data import report

        print(json.dumps(report(found), ensure_ascii=False, indent=2))
        return
    if form == "github":
        from kjournal.findings.data import github

        for one in found:
            print(github(one.finding, one.severity))
        return
    from kjournal.findings.text import by_code, render, summary

    for one in found:
        print(render(one.finding, one.severity))
        print()
    if found:
        print("\n".join(by_code(found)))
    print(_("{notes} notes: {summary}").format(notes=notes, summary=summary(one.severity for one in found)))
