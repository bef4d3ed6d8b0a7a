"""What the settings say about feeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from kjournal.care.reminder import Kind

Level = Literal["full", "brief", "initials"]
"""How much a feed tells: everything but secrets; no phone and no amount; initials alone."""

KINDS: tuple[Kind, ...] = ("visit", "birthday", "promise", "money")


class FeedSettings(msgspec.Struct, frozen=True):
    """The `[feeds]` of the settings."""

    level: Level = "brief"  # of a feed that is not a rep's own
    own_level: Level = "full"  # of a rep's own feeds
    levels: Mapping[str, Level] = {}  # by file name without `.ics`; goes before the two above
    kinds: tuple[Kind, ...] = KINDS  # that get a feed of their own
    most: int = 5000  # events above which the whole journal's feeds are left out
