"""What the settings say about pages."""

from __future__ import annotations

from typing import Literal

import msgspec

Level = Literal["full", "brief"]
"""How much the pages tell: everything but secrets, or only what is internal (DOMAIN.md 8)."""


class PageSettings(msgspec.Struct, frozen=True):
    """The `[pages]` of the settings."""

    level: Level = "full"
