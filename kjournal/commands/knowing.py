"""The baseline file of `check`: read, written, held against what is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kjournal.commands.opening import Stop
from kjournal.files.writing import write_atomic
from kjournal.findings import baseline
from kjournal.findings.baseline import Baseline
from kjournal.findings.finding import Finding
from kjournal.graph.findings import Weighed
from kjournal.graph.listed import Listed
from kjournal.words import _, ngettext


def read(path: Path) -> Baseline:
    """The baseline in a file."""
    try:
        found = baseline.read(path.read_text(encoding="utf-8-sig", errors="replace"))
    except FileNotFoundError:
        raise Stop(_("there is no file {path}").format(path=path)) from None
    except OSError as error:
        raise Stop(_("{path} cannot be read: {reason}").format(path=path, reason=error.strerror)) from error
    if found.odd:
        advice = _("{path}: line {line} is not understood; write the file anew with --write-baseline")
        raise Stop(advice.format(path=path, line=found.odd[0]))
    return found


def write(path: Path, found: Iterable[Weighed]) -> int:
    """Write down what is known from now on; the findings themselves are not printed."""
    count = sum(1 for _one in found)
    try:
        write_atomic(path, baseline.written(one.finding for one in found).encode(), durable=True)
    except OSError as error:
        raise Stop(
            _("{path} cannot be written: {reason}").format(path=path, reason=error.strerror or error)
        ) from error
    said = ngettext(
        "{n} finding is known from now on; check with  --baseline {path}  tells only of others",
        "{n} findings are known from now on; check with  --baseline {path}  tells only of others",
        count,
    )
    print(said.format(n=count, path=path))
    return 0


def sift(found: Listed, before: Baseline, wanted: Callable[[Finding], bool]) -> tuple[str, Listed]:
    """A line about what a baseline knows, and the findings wanted that it does not know."""
    sifted = baseline.sift((one.finding for one in found), before)

    def unknown(some: list[Weighed]) -> Iterator[Weighed]:
        for one in some:
            if (new := sifted.new(one.finding)) is not None:
                yield one._replace(finding=new)

    new = found.by(unknown).where(wanted)
    left_out = sum(1 for _one in found.where(wanted)) - sum(1 for _one in new)
    said = ngettext("{n} known finding left out", "{n} known findings left out", left_out).format(n=left_out)
    if sifted.mended:
        mended = ngettext(
            "{n} entry of the baseline is mended: write it anew",
            "{n} entries of the baseline are mended: write it anew",
            sifted.mended,
        )
        said += _("; ") + mended.format(n=sifted.mended)
    return said, new
