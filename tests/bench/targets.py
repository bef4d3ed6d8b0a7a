"""The targets, a row each: what is asked, what was measured, whether it is met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

from tests.bench.bench import Measured, Unmeasured

CACHE = 16_000 / 1024
"""MiB of SQLite's cache: `cache_size` in `journal/store.py`."""
Resource = Literal["cpu", "wall", "memory"]
NOT_RUN = "not measured: not in this run"
_UNITS = {"cpu": "s", "wall": "s", "memory": "MiB"}


class Figure(NamedTuple):
    """What a row came to."""

    value: float
    parts: str = ""  # what it was worked out from


class Row(NamedTuple):
    """One target."""

    what: str
    limit: float | None  # met up to here; None: told beside the others, nothing is asked
    sizes: str  # where it is asked
    unit: str  # of figure and limit
    of: Callable[[Measured], Figure]


def ratio(case: str, yardstick: str, kind: Resource = "cpu") -> Callable[[Measured], Figure]:
    """One process beside another."""

    def of(found: Measured) -> Figure:
        one, other = getattr(found, kind)(case), getattr(found, kind)(yardstick)
        return Figure(one / other, f"{_short(one)} : {_short(other)} {_UNITS[kind]}")

    return of


def more(case: str, base: str) -> Callable[[Measured], Figure]:
    """Milliseconds of CPU that one process takes more than another."""

    def of(found: Measured) -> Figure:
        one, other = found.cpu(case), found.cpu(base)
        return Figure((one - other) * 1000, f"{_short(one)} − {_short(other)} s")

    return of


def peak(case: str) -> Callable[[Measured], Figure]:
    """MiB of a process."""
    return lambda found: Figure(found.memory(case))


def value(name: str, factor: float = 1, beside: str = "") -> Callable[[Measured], Figure]:
    """What was measured otherwise; `beside` names what is told with it."""
    return lambda found: Figure(
        found.value(name) * factor, f"{beside} {found.value(beside):.0f}" if beside else ""
    )


def milliseconds(name: str) -> Callable[[Measured], Figure]:
    """The median, and from where to where it went."""

    def of(found: Measured) -> Figure:
        times = [one * 1000 for one in found.all(name)]
        spread = f"{min(times):.0f}–{max(times):.0f} in {len(times)}" if len(times) > 1 else ""
        return Figure(found.value(name) * 1000, spread)

    return of


def worst(name: str) -> Callable[[Measured], Figure]:
    """The largest there was."""
    return lambda found: Figure(max(found.all(name)), f"{len(found.all(name))} runs")


def shared(name: str, case: str) -> Callable[[Measured], Figure]:
    """CPU seconds of a part, beside a process."""

    def of(found: Measured) -> Figure:
        one, other = found.value(name), found.cpu(case)
        return Figure(one / other, f"{_short(one)} : {_short(other)} s")

    return of


def grown(found: Measured) -> Figure:
    """How much more a build holds than one of size S, SQLite's cache set aside."""
    large, small = found.memory("build, from nothing"), found.memory("build, from nothing, S")
    return Figure((large - CACHE) / small, f"({large:.0f} − {CACHE:.0f}) : {small:.0f} MiB")


CHECK, BUILD, LOAD = "check, from nothing", "build, from nothing", "frontmatter.load and SQLite"
EVENTS = "libyaml's events and SQLite"
SAME, TODAY = "build, nothing changed", "today, nothing changed"

ROWS = (
    Row("cold index : frontmatter.load + SQLite, CPU", 0.50, "ML", "×", ratio(CHECK, LOAD)),
    Row("cold index : frontmatter.load + SQLite, wall", 0.35, "ML", "×", ratio(CHECK, LOAD, "wall")),
    Row("libyaml's events + SQLite : frontmatter.load + SQLite, CPU", None, "", "×", ratio(EVENTS, LOAD)),
    Row("libyaml's events + SQLite : frontmatter.load + SQLite, wall", None, "", "×", ratio(EVENTS, LOAD, "wall")),
    Row("cold index : cat of all notes, CPU", 15, "ML", "×", ratio(CHECK, "cat of all notes")),
    Row("nothing changed : git status, CPU", 2.5, "L", "×", ratio(SAME, "git status")),
    Row("nothing changed : cold index, CPU", 0.05, "L", "×", ratio(SAME, CHECK)),
    Row("one note changed, today − nothing changed, CPU", 250, "SML", "ms", more("today, one visit changed", TODAY)),
    Row("one note changed, build − nothing changed, CPU", 500, "SML", "ms", more("build, one visit changed", SAME)),
    Row("one note changed, watching: page, today and feed, S and M", 100, "SM", "ms", milliseconds("watching, first")),
    Row("one note changed, watching: page, today and feed, L", 250, "L", "ms", milliseconds("watching, first")),
    Row("one note changed, watching: everything", 1000, "L", "ms", milliseconds("watching, all")),
    Row("one note changed, watching: CPU of the watch", None, "", "ms", milliseconds("watching, CPU")),
    Row("git brings 1,000 notes: rebuilds", 1, "SML", "", worst("watching, rebuilds")),
    Row("git brings 1,000 notes: watching : one-shot build, CPU", 2, "SML", "×", shared("watching, 1,000 brought", "build, 1,000 brought")),
    Row("midnight : cold build, CPU", 0.2, "M", "×", ratio("midnight, the next day", "midnight, from nothing")),
    Row("feeds: unchanged ones touched by a change", 0, "SML", "", worst("a change, touched for nothing")),
    Row("feeds: events serialised by a change to other customers or reps", 0, "SML", "", worst("a change, for nothing")),
    Row("feeds: events serialised by a change", None, "", "", value("a change, serialised", 1, "a change, changed")),
    Row("feeds: 50,000 events joined : icalendar, CPU", 0.05, "SML", "×", value("joining : icalendar")),
    Row("feeds: 50,000 events joined", None, "", "ms", milliseconds("joining")),
    Row("feeds: 50,000 events joined : icalendar, memory", 0.30, "SML", "×", ratio("50,000 events joined", "icalendar, 50,000 events", "memory")),
    Row("feeds cold, the gate apart : icalendar, CPU", 1.0, "SML", "×", value("feeds", 1, "events")),
    Row("the gate : icalendar, CPU", 0.5, "SML", "×", value("gate")),
    Row("all pages cold : Hugo, CPU", 1.0, "M", "×", shared("pages", "Hugo")),
    Row("the whole cold build : Hugo, CPU", None, "", "×", ratio(BUILD, "Hugo")),
    Row("cold build : Hugo, memory", 0.25, "M", "×", ratio(BUILD, "Hugo", "memory")),
    Row("nothing changed : cold build, CPU", 0.05, "M", "×", ratio(SAME, BUILD)),
    Row("kjournal --help : python -c pass, CPU", 7, "SML", "×", ratio("kjournal --help", "python -c pass")),
    Row("today, nothing changed : python -c pass, CPU", 12, "S", "×", ratio(TODAY, "python -c pass")),
    Row("memory: cold, the largest process", 250, "L", "MiB", peak(BUILD)),
    Row("memory: cold, all processes together", 250, "L", "MiB", value("peak together")),
    Row("memory: nothing changed, build", 40, "L", "MiB", peak(SAME)),
    Row("memory: nothing changed, today", 40, "L", "MiB", peak(TODAY)),
    Row("memory: watching, resident after edits", 120, "L", "MiB", value("watching, resident")),
    Row("memory: watching, resident after a first run", 120, "L", "MiB", value("first run, resident")),
    Row("memory: cold, SQLite's cache apart : S", 3, "L", "×", grown),
    Row("search: two characters of a name, the slowest of four, CPU", 100, "L", "ms", milliseconds("search, name")),
    Row("search: initials, the slowest of four, CPU", 100, "L", "ms", milliseconds("search, initials")),
    Row("search: body text, the slowest of four, CPU", 300, "L", "ms", milliseconds("search, text")),
    Row("kjournal find, a whole process, CPU", None, "", "×", ratio("find, text", TODAY)),
    Row("saves seen, p95", 1.5, "SML", "s", value("saves, p95", 1, "saves")),
    Row("server, 10 clients, 20,000 requests: p99", 300, "SML", "ms", milliseconds("server, p99")),
    Row("idle watching, share of a core", 1, "SML", "%", value("idle", 100)),
)  # fmt: skip


def verdicts(found: Measured, size: str) -> Iterator[tuple[Row, Figure | None, str]]:
    """Each row with its figure and what is to be said of it."""
    for row in ROWS:
        try:
            figure = row.of(found)
        except Unmeasured as why:
            yield row, None, f"not measured: {why}"
            continue
        if row.limit is None or size not in row.sizes:
            yield row, figure, ""
        else:
            yield row, figure, "met" if figure.value <= row.limit else "**missed**"


def table(found: Measured, size: str) -> str:
    """The rows as Markdown; what was left out of this run is not told."""
    lines = [f"| {size} | target | figure | | worked out from |", "|---|---:|---:|---|---|"]
    for row, figure, verdict in verdicts(found, size):
        if verdict == NOT_RUN:
            continue
        asked = "" if size in row.sizes or row.limit is None else f" (at {_sizes(row)})"
        shown = "" if figure is None else _shown(figure.value, row)
        parts = "" if figure is None else figure.parts
        lines.append(f"| {row.what} | {_target(row)}{asked} | {shown} | {verdict} | {parts} |")
    return "\n".join([*lines, ""])


def side_by_side(kept: Mapping[str, Measured]) -> str:
    """The rows of several sizes as Markdown."""
    lines = [f"| what | target | {' | '.join(kept)} |", "|---|---:|" + "---:|" * len(kept)]
    columns = [list(verdicts(found, size)) for size, found in kept.items()]
    for row, *cells in zip(ROWS, *columns, strict=True):
        if all(verdict == NOT_RUN for _row, _figure, verdict in cells):
            continue
        asked = f" at {_sizes(row)}" if row.limit is not None and row.sizes != "SML" else ""
        lines.append(f"| {row.what} | {_target(row)}{asked} | {' | '.join(map(_cell, cells))} |")
    return "\n".join([*lines, ""])


def _cell(cell: tuple[Row, Figure | None, str]) -> str:
    row, figure, verdict = cell
    if figure is None:
        return "" if verdict == NOT_RUN else verdict
    return f"{_shown(figure.value, row)} {verdict}".strip()


def _target(row: Row) -> str:
    return "" if row.limit is None else _shown(row.limit, row)


def _sizes(row: Row) -> str:
    return " and ".join(row.sizes)


def _shown(number: float, row: Row) -> str:
    return f"{_short(number)} {row.unit}".strip()


def _short(number: float) -> str:
    """Three figures that count, and thousands whole."""
    if abs(number) >= 100 or number == int(number):
        return f"{number:,.0f}"
    return f"{number:.2f}" if abs(number) >= 0.1 else f"{number:.3f}"
