"""The feeds as the subscribe page offers them."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kjournal.outputs.pages.subscribe import FeedRow, RepFeeds, SubscribeView
from kjournal.records.rep import Rep

if TYPE_CHECKING:
    from kjournal.outputs.feeds.feedset import Feed  # brings icalendar with it


def subscribe_view(
    feeds: Iterable["Feed"], reps: Sequence[Rep], base_url: str = "", *, left_out: int = 0
) -> SubscribeView:
    """All feeds by rep, in the settings' order, those of the whole journal last."""
    families: dict[str | None, list[FeedRow]] = {}
    for feed in feeds:
        address = f"{base_url.rstrip('/')}/feeds/{feed.file}" if base_url else ""
        families.setdefault(feed.rep, []).append(
            FeedRow(feed.file, feed.name, feed.kind, feed.head().color, address)
        )
    names = {rep.id: rep.shown for rep in reps}
    made = [RepFeeds(names.get(rep, rep), tuple(found)) for rep, found in families.items() if rep is not None]
    whole = families.get(None)
    return SubscribeView(
        reps=(*made, RepFeeds("", tuple(whole))) if whole else tuple(made),
        base_url=base_url,
        left_out=left_out,
    )
