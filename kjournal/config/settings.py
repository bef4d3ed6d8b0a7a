"""All settings of a journal, as the rooms below are given them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from kjournal.care.settings import CareSettings
from kjournal.findings.finding import Finding, Severity
from kjournal.notes.settings import ReadSettings
from kjournal.outputs.feeds.settings import FeedSettings
from kjournal.outputs.pages.settings import PageSettings
from kjournal.records.rep import Rep


class Settings(msgspec.Struct, frozen=True):
    """All settings of a journal."""

    journal: str = "journal"
    title: str = ""
    language: str = ""
    timezone: str = "Asia/Shanghai"
    today: date | None = None
    base_url: str = ""
    region: str = ""
    reps: dict[str, Rep] = {}
    classes: tuple[str, ...] = ()
    fields: dict[str, dict[str, str]] = {}
    care: CareSettings = CareSettings()
    feeds: FeedSettings = FeedSettings()
    pages: PageSettings = PageSettings()
    checks: dict[str, str] = {}
    watch: dict[str, int] = {}
    hosts: tuple[str, ...] = ()
    papers: dict[str, date] = {}  # our own, by name, with the last day each is valid
    found: tuple[Finding, ...] = ()  # what is wrong with the settings themselves
    text: str = ""  # the file, for the fingerprint

    @property
    def zone(self) -> ZoneInfo:
        """The journal's time zone."""
        return ZoneInfo(self.timezone)

    def read(self, today: date) -> ReadSettings:
        """What the reading of notes may know."""
        return ReadSettings(
            year=today.year,
            timezone=self.timezone,
            region=self.region,
            classes=self.classes,
            presets=tuple(self.care.cadence.presets),
            customer_fields=self.fields.get("customer", {}),
            visit_fields=self.fields.get("visit", {}),
        )

    def severity(self, finding: Finding, default: Severity) -> str:
        """How grave a finding is: error, warning, info, or off; what is said of its code goes before its family."""
        code = finding.code
        said = next((self.checks[code[:n]] for n in range(len(code), 2, -1) if code[:n] in self.checks), "")
        return said or finding.severity or default
