"""The timeline: what each visit says, compactly, the newest first."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from kjournal.care.facts import talk
from kjournal.journal.dossier import DatedVisit
from kjournal.outputs.pages.compose.values import money, row, worth
from kjournal.outputs.pages.customer import Row, VisitEntry
from kjournal.outputs.pages.parts import Html, Link, unlinked
from kjournal.records.visit import Visit
from kjournal.words import _

_LINES = (
    "orders", "payments", "returns", "adjustments", "gifts", "redeemed", "stock", "complaints", "adverse", "promises",
    "requests", "objections", "competitors", "risk_signs", "market_signs", "favours", "shown", "costs", "time_use",
    "escalate", "note",
)  # fmt: skip
"""Lines of business in the order in which a visit shows them."""
LISTED = 600
"""Visits that a page lists at all."""
_CARRIED = 480_000
_FRAME = 900
_LARGEST = 4
"""Bytes of whole visits on a page, so that it stays below a megabyte; what surrounds each; of a character at most."""
_IN_A_LINE = frozenset({"time_use", "costs"})


def anchors(visits: Sequence[DatedVisit]) -> dict[str, str]:
    """Where each visit stands on the page, by the path of its note."""
    found: dict[str, str] = {}
    seen: dict[str, int] = {}
    for visit in visits:
        day = visit.date.isoformat()
        count = seen[day] = seen.get(day, 0) + 1
        found[visit.path] = f"v{day}" if count == 1 else f"v{day}-{count}"
    return found


def timeline(
    visits: Sequence[DatedVisit],
    places: Mapping[str, str],
    bodies: Mapping[str, Html],
    reps: Mapping[str, str],
    links: Mapping[str, Link],
) -> tuple[VisitEntry, ...]:
    """All visits at their anchors, the newest first; `reps` gives the name of a rep's id, `links` the customers that notes name."""
    newest = [*reversed(visits)][:LISTED]
    entries = [(one, _entry(one, places[one.path], bodies, reps, links)) for one in newest]
    return tuple(_within(entries))


def _within(entries: Sequence[tuple[DatedVisit, VisitEntry]]) -> Iterable[VisitEntry]:
    """As many whole visits as a page can carry to a telephone; of older ones a line."""
    if sum(_FRAME + _LARGEST * len(_said(entry)) for _visit, entry in entries) <= _CARRIED:
        yield from (entry for _visit, entry in entries)
        return
    used = 0
    for visit, entry in entries:
        used += _FRAME + len(_said(entry).encode())
        if used <= _CARRIED:
            yield entry
        else:
            yield replace(
                entry,
                brief=unlinked(talk(visit)),
                body=Html(""),
                lines=(),
                aim="",
                next="",
                next_day=None,
                review="",
                review_by="",
            )


def _said(entry: VisitEntry) -> str:
    """About what a visit adds to the page, its marks apart."""
    return "".join(
        (
            entry.body,
            entry.aim,
            entry.next,
            entry.review,
            *(text for line in entry.lines for text in line.values),
        )
    )


def _entry(
    visit: DatedVisit,
    anchor: str,
    bodies: Mapping[str, Html],
    reps: Mapping[str, str],
    links: Mapping[str, Link],
) -> VisitEntry:
    said = visit.visit
    coming, review = said.next, said.review
    whose = links.get(said.customer, Link(said.customer)) if not visit.direct and said.customer else None
    return VisitEntry(
        day=visit.date,
        note=visit.path,
        anchor=anchor,
        status="" if said.status == "完成" else said.status,
        channel=said.channel,
        direction=said.direction,
        rep=reps.get(visit.rep, visit.rep),
        start=said.start,
        end=said.end,
        purpose=said.purpose,
        result=said.result,
        satisfaction=said.satisfaction,
        people=said.people,
        companions=said.with_,
        of=whose,
        aim=said.aim,
        body=bodies.get(visit.path, Html("")),
        lines=lines(said, visit.body),
        next=" ".join(filter(None, (coming.what, coming.note))) if coming else "",
        next_day=coming.date if coming else None,
        review=review.text if review else "",
        review_by=" ".join(filter(None, (review.by, review.on.isoformat() if review.on else "")))
        if review
        else "",
    )


def lines(visit: Visit, body: str = "") -> tuple[Row, ...]:
    """The lines of business; what stands in the body as a task is not said twice."""
    found = []
    for name in _LINES:
        line = row(visit, name) if getattr(visit, name) else None  # few of them say anything
        if line is None:
            continue
        values = line.values
        if name == "promises":
            kept = zip(visit.promises, values, strict=True)
            values = tuple(value for promise, value in kept if not promise.what or promise.what not in body)
        elif name in {"orders", "returns"} and len(values) > 1:
            values = (*values, *_total(getattr(visit, name)))
        elif name in _IN_A_LINE:
            values = ("、".join(values),)
        if values:
            found.append(Row(line.label, values))
    return tuple(found)


def _total(goods: Sequence[object]) -> tuple[str, ...]:
    """What several lines of goods come to, where each of them says it."""
    sums = [worth(line) for line in goods]  # type: ignore[arg-type]
    known = [one for one in sums if one is not None]
    return (_("{sum} in all").format(sum=money(sum(known))),) if len(known) == len(sums) else ()  # type: ignore[arg-type]
