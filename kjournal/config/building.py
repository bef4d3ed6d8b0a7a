"""A settings file's table into settings, with the findings about it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kjournal.care.settings import (
    DEFAULT_PRESET,
    FESTIVAL_NAMES,
    PRESETS,
    RULE_NAMES,
    Cadence,
    CareSettings,
    Preset,
    RuleSettings,
)
from kjournal.config.declared import SETTINGS, Setting, declared
from kjournal.config.settings import Settings
from kjournal.config.values import read
from kjournal.dates.workdays import MONDAY_TO_FRIDAY, WorkCalendar
from kjournal.findings.finding import Finding, Place
from kjournal.ledger.settings import Caps, LedgerSettings, Shares, Terms
from kjournal.outputs.feeds.settings import FeedSettings
from kjournal.outputs.pages.settings import PageSettings
from kjournal.records.rep import Rep
from kjournal.words import _
from kjournal.words.folding import fold, nearest

_AS_READ = ("title", "language", "timezone", "today", "base_url", "region", "classes", "fields", "watch")
"""Settings that are handed down as they are read."""


def plain_name(name: str) -> str:
    """A name for machines out of any text."""
    return re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-") or "journal"


class Builder:
    """One file's table into settings, with the findings about it."""

    def __init__(self, name: str, text: str, root: Path) -> None:
        self.name, self.text, self.root = name, text, root
        self.found: list[Finding] = []

    def settings(self, table: dict[str, Any]) -> Settings:
        """The settings that a table of the file gives."""
        kept: dict[tuple[str, ...], Any] = {}
        for path, value in self._leaves(table, ()):
            row = declared(path)
            if row is None:
                self._unknown(path)
            elif (value_read := read(row, value)) is not None:
                kept[path] = value_read
            else:
                self._bad(path, row, value)
        return self._build(_nested(kept), table)

    def _leaves(
        self, table: Mapping[str, Any], path: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], Any]]:
        for key, value in table.items():
            here = (*path, key)
            if isinstance(value, dict) and not (
                len(here) == 3 and here[0] == "reps" and here[2] == "capacity"
            ):
                if value or len(here) > 2 or here[0] not in {"reps", "fields"}:
                    yield from self._leaves(value, here)
            else:
                yield here, value

    def _build(self, nested: dict[str, Any], table: dict[str, Any]) -> Settings:
        reps = {key: Rep(id=key, **nested.get("reps", {}).get(key, {})) for key in table.get("reps", {})}
        return Settings(
            journal=plain_name(str(nested.get("journal") or self.root.resolve().name)),
            reps=reps,
            care=self._care(nested, reps),
            feeds=FeedSettings(**nested.get("feeds", {})),
            pages=PageSettings(**nested.get("pages", {})),
            hosts=nested.get("serve", {}).get("hosts", ()),
            papers=nested.get("licences", {}),
            checks=self._known_checks(nested.get("checks", {})),
            found=tuple(self.found),  # behind all that finds anything
            text=self.text,
            **{key: nested[key] for key in _AS_READ if key in nested},
        )

    def _care(self, nested: dict[str, Any], reps: dict[str, Rep]) -> CareSettings:
        festivals = nested.get("festivals", {})
        return CareSettings(
            calendar=_calendar(nested.get("calendar", {})),
            cadence=self._cadence(nested.get("cadence", {}), reps),
            rules={
                name: RuleSettings(**made)
                for name, made in nested.get("rules", {}).items()
                if self._known(name, RULE_NAMES, ("rules", name))
            },
            reps=reps,
            datum=nested.get("geo", "GCJ-02"),
            quiet=nested.get("quiet", {}),
            festivals={
                name: on
                for name, on in festivals.items()
                if name != "lead" and self._known(name, FESTIVAL_NAMES, ("festivals", name))
            },
            festival_leads={
                name: days
                for name, days in festivals.get("lead", {}).items()
                if self._known(name, FESTIVAL_NAMES, ("festivals", "lead", name))
            },
            ledger=LedgerSettings(
                Terms(**nested.get("money", {})),
                Shares(**nested.get("grades", {})),
                Caps(**nested.get("gifts", {})),
            ),
        )

    def _cadence(self, told: dict[str, Any], reps: dict[str, Rep]) -> Cadence:
        presets = {**PRESETS, **{name: Preset(**made) for name, made in told.get("presets", {}).items()}}
        self._known_presets(told, reps, presets)
        return Cadence(
            preset=told.get("preset", DEFAULT_PRESET),
            classes=told.get("classes", {}),
            presets=presets,
            weekdays={region: day - 1 for region, day in told.get("weekdays", {}).items()},
        )

    def _known_presets(
        self, cadence: dict[str, Any], reps: dict[str, Rep], presets: dict[str, Preset]
    ) -> None:
        asked: list[tuple[tuple[str, ...], str]] = [
            (("cadence", "preset"), cadence.get("preset", DEFAULT_PRESET))
        ]
        asked += [
            (("cadence", "classes", name), preset) for name, preset in cadence.get("classes", {}).items()
        ]
        asked += [(("reps", rep.id, "preset"), rep.preset) for rep in reps.values() if rep.preset]
        for path, preset in asked:
            if preset not in presets:
                close = nearest(preset, presets, 1)
                reason = _("there is no preset {name}").format(name=preset)
                self._finding(
                    "KJ021",
                    path,
                    key=".".join(path),
                    reason=reason,
                    example=close[0] if close else DEFAULT_PRESET,
                )

    def _known_checks(self, checks: dict[str, str]) -> dict[str, str]:
        """Severities by code or family, as the table of codes writes them."""
        if not checks:
            return {}
        from kjournal.findings.codes import CODES, covers  # a large table, and most settings name none of it

        known: dict[str, str] = {}
        for word, severity in checks.items():
            if any(covers([word], code) for code in CODES):
                known[fold(word).upper()] = severity
            else:
                self._strange(("checks", word), nearest(word, CODES, 1), _("kjournal explain lists all"))
        return known

    def _known(self, name: str, names: Collection[str], path: tuple[str, ...]) -> bool:
        """Whether a name of the file is one of those that there are."""
        if name in names:
            return True
        advice = _("one of: {words}").format(words=", ".join(names))
        self._strange(path, nearest(name, names, 1), advice)
        return False

    def _unknown(self, path: tuple[str, ...]) -> None:
        close = nearest(".".join(path), [row.key for row in SETTINGS], 1) or nearest(
            path[0], {row.key.partition(".")[0] for row in SETTINGS}, 1
        )
        self._strange(path, close, _("delete it; docs/settings.md lists all"))

    def _strange(self, path: tuple[str, ...], close: Sequence[str], otherwise: str) -> None:
        """A word that stands for nothing: the nearest that does, else what else to do."""
        advice = _("did you mean {word}?").format(word=close[0]) if close else otherwise
        self._finding("KJ020", path, key=".".join(path), nearest=advice)

    def _bad(self, path: tuple[str, ...], row: Setting, value: Any) -> None:
        reason = _("{value} is not understood").format(value=value)
        self._finding("KJ021", path, key=".".join(path), reason=reason, example=row.example)

    def _finding(self, code: str, path: tuple[str, ...], **args: str) -> None:
        self.found.append(Finding(code, (self._place(path),), args))

    def _place(self, path: tuple[str, ...]) -> Place:
        """The line of a key: the first that begins with it, in its table where there is one."""
        lines = self.text.splitlines()
        last = re.escape(path[-1])
        table = -1
        for index, line in enumerate(lines):
            if line.lstrip().startswith("[") and path[-2:-1] and path[-2] in line:
                table = index
            if re.match(rf'\s*\[?\[?[^=#]*?"?{last}"?\s*(=|\])', line) and (table >= 0 or len(path) < 3):
                column = line.find(path[-1]) + 1
                return Place(self.name, index + 1, column, index + 1, column + len(path[-1]))
        return Place(self.name, table + 1, 1, table + 1, 2) if table >= 0 else Place(self.name)


def _calendar(told: dict[str, Any]) -> WorkCalendar:
    days = {key: frozenset(told.get(key, ())) for key in ("free", "makeup")}
    return WorkCalendar(told.get("workdays", MONDAY_TO_FRIDAY), **days)


def _nested(kept: dict[tuple[str, ...], Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for path, value in kept.items():
        table = made
        for key in path[:-1]:
            table = table.setdefault(key, {})
        table[path[-1]] = value
    return made
