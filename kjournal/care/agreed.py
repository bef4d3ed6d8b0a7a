"""What was agreed for the next time: the `next` of a visit, and visits that are planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from kjournal.care.channels import FILLS, Slot, slot_of
from kjournal.care.window import likely
from kjournal.dates.today import Today
from kjournal.journal.dossier import DatedVisit

NEAR = dt.timedelta(days=3)
"""From so many days before it a contact stands for the agreed day (DOMAIN.md 5 "next visit")."""


class Agreed(msgspec.Struct, frozen=True):
    """The next visit as agreed: the `next` of a visit, or a visit that is planned."""

    day: dt.date
    what: str
    path: str
    visit: str
    start: dt.time | None = None
    end: dt.time | None = None
    channel: str = ""
    plan: bool = False  # a note of its own with status 计划
    slot: Slot | None = "visit"  # which it will fill
    made: dt.date | None = None  # when it was agreed; of a plan nobody knows
    rep: str = ""  # who goes, where a plan names another rep


def open_agreements(visits: Sequence[DatedVisit], real: Sequence[DatedVisit]) -> tuple[Agreed, ...]:
    """What is still to come about or was forgotten, by day; `real` are the contacts that took place.

    The last `next` counts alone. It ends with any contact from three days before its day, with a plan or a cancelled
    plan near that day, which says the same more exactly, or with a later `next`. Each plan counts by itself: it
    is a note that asks 去了吗? until it says what happened. Only a contact from its day on that fills the same slot
    ends it too; one shortly before does not, since the plan may have been made then.
    """
    found = [_plan(visit) for visit in visits if _is_plan(visit) and not _took_place(visit, real)]
    coming = _next(visits, real)
    if coming is not None:
        found.append(coming)
    return tuple(sorted(found, key=lambda agreed: (agreed.day, agreed.path)))


def appointment(agreements: Sequence[Agreed], slot: Slot, today: Today) -> Agreed | None:
    """The first agreement that will fill a slot, today or later: it stands for the cadence's reminder.

    Once its day has passed without a contact the cadence takes over, and the daily entry lists what was agreed.
    """
    return next((one for one in agreements if one.slot == slot and not today.past(one.day)), None)


def _is_plan(visit: DatedVisit) -> bool:
    return visit.visit.status == "计划" and visit.direct and visit.visit.kind in {"", "拜访"}


def _took_place(plan: DatedVisit, real: Sequence[DatedVisit]) -> bool:
    slot = slot_of(plan.visit)
    return any(one.date >= plan.date and (slot is None or FILLS[slot](one.visit)) for one in real)


def _plan(visit: DatedVisit) -> Agreed:
    said = visit.visit
    return Agreed(
        day=visit.date,
        what=said.aim or "、".join(said.purpose),
        path=visit.path,
        visit=visit.id,
        start=said.start,
        end=said.end,
        channel=said.channel,
        plan=True,
        slot=slot_of(said),
        rep=visit.rep,
    )


def _next(visits: Sequence[DatedVisit], real: Sequence[DatedVisit]) -> Agreed | None:
    """The last `next` with a day, if nothing has ended it."""
    for visit in reversed(real):
        coming = visit.visit.next
        if not visit.direct or coming is None or coming.date is None or not likely(coming.date):
            continue
        day = coming.date
        met = any(one.date > visit.date and one.date >= day - NEAR for one in real)
        planned = any(
            one.direct and one.visit.status in {"计划", "取消"} and abs(one.date - day) <= NEAR
            for one in visits
            if one.date > visit.date
        )
        if met or planned or day < visit.date:
            return None
        return Agreed(day, coming.what, visit.path, visit.id, made=visit.date)
    return None
