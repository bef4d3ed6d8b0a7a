"""What the settings say about reading notes, known without loading what reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

if TYPE_CHECKING:
    from kjournal.records.choices import Choices


class ReadSettings(msgspec.Struct, frozen=True):
    """What the settings say about reading notes."""

    year: int = 2026  # two-digit years are of the hundred years up to it
    timezone: str = "Asia/Shanghai"
    region: str = ""  # prefix that completes a bare 向阳镇
    classes: tuple[str, ...] = ()  # further classes
    presets: tuple[str, ...] = ("第三终端", "城区配送", "医院代表", "季度回访")  # of the cadence
    customer_fields: Mapping[str, str] = {}  # own fields: key → type
    visit_fields: Mapping[str, str] = {}

    @property
    def zone(self) -> ZoneInfo:
        """The journal's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def class_choices(self) -> Choices:
        """The classes: the project's own and those of the settings."""
        from kjournal.records.choices import CLASS  # every table of choices: not for an unchanged journal

        return CLASS.with_more(self.classes) if self.classes else CLASS
