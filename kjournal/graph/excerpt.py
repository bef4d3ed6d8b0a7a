"""A part of the feeds as one calendar: the bytes that the feeds publish for these reminders, through the same gate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from kjournal.care.reminder import Kind, Reminder
from kjournal.config.settings import Settings
from kjournal.graph.feeds import published
from kjournal.graph.refresh import Graph
from kjournal.outputs.feeds.body import event_body, event_bytes, event_hash
from kjournal.outputs.feeds.calendar import join
from kjournal.outputs.feeds.feedset import Feed, feeds
from kjournal.outputs.feeds.feedset import Rep as FeedRep
from kjournal.outputs.feeds.gate import check_event, check_feed
from kjournal.outputs.feeds.revision import revise
from kjournal.outputs.feeds.settings import KINDS


def excerpt(
    opened: Graph,
    clock: datetime,
    reminders: Sequence[Reminder],
    rep: str | None,
    kind: Kind | None,
    *,
    pinned: bool,
) -> tuple[bytes, list[str]]:
    """The calendar, and what is wrong with the entries that are left out.

    It tells as much as the feed of the same extent: a rep's own everything, one of the whole journal no amounts.
    """
    settings = opened.settings
    feed = _like(settings, rep, kind)
    entries: list[tuple[tuple[str, str], bytes]] = []
    problems: list[str] = []
    for reminder in reminders:
        if not reminder.entry:  # too old for the phone
            continue
        body = event_body(
            reminder,
            level=feed.level,
            journal=settings.journal,
            base_url=settings.base_url,
            zone=settings.timezone,
        )
        old = None if pinned else published(opened.connection, body.uid, feed.level)
        stamp = revise(old, event_hash(body.content), clock)
        made = event_bytes(body.content, stamp)
        if wrong := check_event(made, settings.timezone):
            problems.append(f"{reminder.name}: {wrong[0]}")
        else:
            entries.append((body.order, made))
    head = feed.head(timezone=settings.timezone, language=settings.language or "zh")
    whole = join(head, [made for _order, made in sorted(entries)])
    return whole, problems + check_feed(whole)


def _like(settings: Settings, rep: str | None, kind: Kind | None) -> Feed:
    """The feed that would hold all of them, whether the settings publish it or not."""
    chosen = replace(settings.feeds, kinds=KINDS)
    named = settings.reps.get(rep or "")
    reps = [FeedRep(rep, named.shown if named else rep)] if rep is not None else []
    known = feeds(reps, title=settings.title, events=0, settings=chosen)
    return next(feed for feed in known if (feed.rep, feed.kind) == (rep, kind))
