"""Settings: `kjournal.toml` read once, checked against one declaration, and handed down as small frozen objects."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from kjournal.care.festivals import FESTIVAL_NAMES
from kjournal.care.settings import (
    DEFAULT_PRESET,
    PRESETS,
    RULE_NAMES,
    Cadence,
    CareSettings,
    Preset,
    RuleSettings,
)
from kjournal.dates.workdays import WorkCalendar
from kjournal.findings.codes import CODES, covers
from kjournal.findings.finding import Finding, Place, Severity
from kjournal.ledger.settings import Caps, LedgerSettings, Shares, Terms
from kjournal.notes.reading import ReadSettings
from kjournal.outputs.feeds.settings import FeedSettings
from kjournal.records.rep import Rep
from kjournal.words import N_, _
from kjournal.words.folding import fold, nearest

FILE = "kjournal.toml"
PYPROJECT = "pyproject.toml"


class Setting(NamedTuple):
    """One declared setting; `*` in its key stands for a name of the user's."""

    key: str
    type: str  # text, day, days, time, number, yes/no, texts, numbers, one of …
    means: str
    example: str


_OWN_TYPES = "one of text, yes/no, date, time, number, money, list, choice"

SETTINGS = (
    Setting("journal", "text", N_("the journal's name for machines; never changed, the reminders' identity hangs on it"), '"ejiang"'),
    Setting("title", "text", N_("the name on pages and calendars"), '"峨江县客情日志"'),
    Setting("language", "one of zh-CN, zh-Hant, zh-TW, zh-HK, en", N_("the language of all words"), '"zh-CN"'),
    Setting("timezone", "zone", N_("the time zone that decides the day"), '"Asia/Shanghai"'),
    Setting("today", "day", N_("a fixed day, for a sample; left out in a journal that is lived in"), '"2026-11-20"'),
    Setting("base_url", "text", N_("the address at which site/ is published, for links in the feeds"), '"https://example.org/k/"'),
    Setting("region", "text", N_("the beginning of every region, so that notes may write 向阳镇 alone"), '"广西/河池/峨江县"'),
    Setting("reps.*.name", "text", N_("the rep's name, as notes write it"), '"周宁"'),
    Setting("reps.*.phone", "text", N_("the rep's telephone"), '"19900000901"'),
    Setting("reps.*.role", "one of 业务员, 医药代表, 主管", N_("what the rep may do: a 医药代表 takes neither orders nor money"), '"业务员"'),
    Setting("reps.*.preset", "text", N_("the rep's preset of intervals"), '"第三终端"'),
    Setting("reps.*.capacity", "capacity", N_("the most a day: visit and call"), "{visit = 8, call = 10}"),
    Setting("reps.*.supervisor", "text", N_("the id of the rep who supervises"), '"liang"'),
    Setting("classes", "texts", N_("further classes of customers"), '["疾控中心"]'),
    Setting("fields.customer.*", _OWN_TYPES, N_("a field of one's own on cards"), '"money"'),
    Setting("fields.visit.*", _OWN_TYPES, N_("a field of one's own on visits"), '"text"'),
    Setting("cadence.preset", "text", N_("the preset of intervals: 第三终端, 城区配送, 医院代表, 季度回访, or one's own"), '"第三终端"'),
    Setting("cadence.classes.*", "text", N_("the preset of a class"), '"医院代表"'),
    Setting("cadence.weekdays.*", "number", N_("the weekday on which a region is visited, 1 Monday to 7 Sunday"), "3"),
    Setting("cadence.presets.*.visit.*", "number", N_("days between visits, by grade; \"*\" for all others"), "60"),
    Setting("cadence.presets.*.call.*", "number", N_("days between calls, by grade"), "91"),
    Setting("cadence.presets.*.any.*", "number", N_("the most days without any contact, by grade"), "30"),
    Setting("cadence.presets.*.visits_a_day", "number", N_("the most visits a day"), "8"),
    Setting("cadence.presets.*.calls_a_day", "number", N_("the most calls a day"), "10"),
    Setting("rules.*.on", "yes/no", N_("whether a care rule reminds"), "true"),
    Setting("rules.*.days", "number", N_("a rule's number of days"), "7"),
    Setting("rules.*.lead", "numbers", N_("how many days before a rule reminds"), "[30, 7]"),
    Setting("rules.*.time", "time", N_("the time of day at which a rule reminds"), '"08:30"'),
    Setting("festivals.*", "yes/no", N_("whether a festival is greeted on: 元旦, 春节, 元宵, 三八, 五一, 端午, 中秋, 国庆, 年终答谢, 护士节, 医师节, and on wish 母亲节, 感恩节, 圣诞"), "true"),
    Setting("festivals.lead.*", "number", N_("how many days before a festival everybody is prepared for, where it is not by grade"), "14"),
    Setting("quiet.*", "number", N_("days of silence after a life event: 去世, 生病, 事故"), "49"),
    Setting("money.credit_days", "number", N_("days of credit where the card says none"), "30"),
    Setting("money.batch_days", "number", N_("days after which 压批 is due without a next order"), "60"),
    Setting("money.slabs", "numbers", N_("the last day of each slab of ageing"), "[30, 60, 90, 120]"),
    Setting("money.supervisor", "number", N_("days past due from which the supervisor is told too"), "31"),
    Setting("money.legal", "number", N_("days past due from which finance and legal are told"), "61"),
    Setting("money.late", "number", N_("late payments from which finance and legal are told"), "3"),
    Setting("money.points", "yuan", N_("points for a yuan bought; 0 counts none"), "0.1"),
    Setting("grades.a", "number", N_("A while the customers before have less than so many percent of the sales"), "75"),
    Setting("grades.b", "number", N_("B while they have less than so many percent"), "95"),
    Setting("grades.vip", "number", N_("so many percent of a rep's customers with sales are VIP"), "20"),
    Setting("grades.group", "number", N_("a class with fewer customers with sales is graded among all the rep's"), "4"),
    Setting("grades.money.*", "yuan", N_("yearly sales in yuan from which A and B are given, instead of shares"), "50000"),
    Setting("grades.influence.*", "yuan", N_("what the sales of a class or tag are multiplied by, where letters go by money"), "1.5"),
    Setting("gifts.key", "yuan", N_("the most a gift to a VIP or A customer may cost"), "500"),
    Setting("gifts.other", "yuan", N_("the most a gift to anybody else, or to a guest of an activity, may cost"), "100"),
    Setting("gifts.printed", "yuan", N_("the most that printed matter for medical staff may cost"), "20"),
    Setting("gifts.year", "yuan", N_("the most that all gifts to a person may cost in a year"), "1000"),
    Setting("gifts.again", "number", N_("months in which the same thing is not given again"), "12"),
    Setting("calendar.workdays", "workdays", N_("working days: 5, 6 or 7 a week, or a list of 1 Monday to 7 Sunday"), "6"),
    Setting("calendar.free", "days", N_("further free days"), '["2027-05-03"]'),
    Setting("calendar.makeup", "days", N_("working days that make up for a holiday"), '["2027-02-14"]'),
    Setting("feeds.level", "one of full, brief, initials", N_("how much feeds for others than the rep tell"), '"brief"'),
    Setting("feeds.own_level", "one of full, brief, initials", N_("how much a rep's own feeds tell"), '"full"'),
    Setting("feeds.most", "number", N_("entries above which the whole journal's feeds are left out"), "5000"),
    Setting("checks.*", "one of error, warning, info, off", N_("the severity of a finding's code"), '"info"'),
    Setting("watch.quiet", "number", N_("milliseconds without a change before the watch looks at the disk"), "80"),
    Setting("watch.rescan", "number", N_("seconds between two full looks at the disk"), "60"),
    Setting("serve.hosts", "texts", N_("further names under which the server answers"), '["journal.example.org"]'),
)  # fmt: skip

_PATTERNS = [
    (re.compile(re.escape(row.key).replace(r"\*", r"[^\x00]+").replace(r"\.", "\0")), row) for row in SETTINGS
]


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
    checks: dict[str, str] = {}
    watch: dict[str, int] = {}
    hosts: tuple[str, ...] = ()
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


class Unreadable(Exception):  # noqa: N818  it says what is so
    """The settings file cannot be read at all; the message says where and why."""


def find_root(start: Path) -> Path | None:
    """The journal that `start` lies in: the nearest folder upwards with settings, or with `customers/`."""
    for folder in (start, *start.parents):
        if has_settings(folder):
            return folder
    return start if (start / "customers").is_dir() or (start / "visits").is_dir() else None


def has_settings(folder: Path) -> bool:
    """Whether a folder holds the settings of a journal."""
    return (folder / FILE).is_file() or _in_pyproject(folder)


def _in_pyproject(folder: Path) -> bool:
    path = folder / PYPROJECT
    try:
        return path.is_file() and "[tool.kjournal]" in path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def load(root: Path) -> Settings:
    """The settings of the journal at `root`; raises `Unreadable` where the file cannot be understood at all."""
    path = root / FILE
    name = FILE
    if not path.is_file() and _in_pyproject(root):
        path, name = root / PYPROJECT, PYPROJECT
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings(journal=_plain(root.resolve().name), title=root.resolve().name)
    except UnicodeDecodeError as error:
        raise Unreadable(_("{file} is not saved as UTF-8; save it as UTF-8").format(file=name)) from error
    except OSError as error:
        raise Unreadable(
            _("{file} cannot be read: {reason}").format(file=name, reason=error.strerror)
        ) from error
    return understood(text, name, root)


def understood(text: str, name: str, root: Path) -> Settings:
    """The settings that the text of a settings file gives; raises `Unreadable` as `load` does."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        if re.search(r"[“”‘’＂]", text):
            reason += "; " + _("texts stand in plain quotes: {quotes}").format(quotes='"…"')
        raise Unreadable(
            _("{file} cannot be understood: {reason}").format(file=name, reason=reason)
        ) from error
    if name == PYPROJECT:
        table = table.get("tool", {}).get("kjournal", {})
    return _Loader(name, text, root).settings(table)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-") or "journal"


class _Loader:
    """One file's table into settings, with the findings about it."""

    def __init__(self, name: str, text: str, root: Path) -> None:
        self.name, self.text, self.root = name, text, root
        self.found: list[Finding] = []

    def settings(self, table: dict[str, Any]) -> Settings:
        kept: dict[tuple[str, ...], Any] = {}
        for path, value in self._leaves(table, ()):
            row = next((row for pattern, row in _PATTERNS if pattern.fullmatch("\0".join(path))), None)
            if row is None:
                self._unknown(path)
            elif (read := self._read(row, value)) is not None:
                kept[path] = read
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

    def _read(self, row: Setting, value: Any) -> Any:
        kind, _space, rest = row.type.partition(" of ")
        reader = _READERS.get(kind)
        if kind == "one":
            words = [word.strip() for word in rest.split(",")]
            return value if isinstance(value, str) and value in words else None
        return reader(value) if reader else None

    def _build(self, nested: dict[str, Any], table: dict[str, Any]) -> Settings:
        reps = {key: Rep(id=key, **nested.get("reps", {}).get(key, {})) for key in table.get("reps", {})}
        cadence = nested.get("cadence", {})
        presets = {**PRESETS, **{name: Preset(**made) for name, made in cadence.get("presets", {}).items()}}
        self._known_presets(cadence, reps, presets)
        calendar = nested.get("calendar", {})
        care = CareSettings(
            calendar=WorkCalendar(
                workdays=calendar.get("workdays", (0, 1, 2, 3, 4)),
                free=frozenset(calendar.get("free", ())),
                makeup=frozenset(calendar.get("makeup", ())),
            ),
            cadence=Cadence(
                preset=cadence.get("preset", DEFAULT_PRESET),
                classes=cadence.get("classes", {}),
                presets=presets,
                weekdays={region: day - 1 for region, day in cadence.get("weekdays", {}).items()},
            ),
            rules={
                name: RuleSettings(**made)
                for name, made in nested.get("rules", {}).items()
                if self._known_rule(name)
            },
            reps=reps,
            quiet=nested.get("quiet", {}),
            festivals={
                name: on
                for name, on in nested.get("festivals", {}).items()
                if name != "lead" and self._known_festival(name, ("festivals", name))
            },
            festival_leads={
                name: days
                for name, days in nested.get("festivals", {}).get("lead", {}).items()
                if self._known_festival(name, ("festivals", "lead", name))
            },
            ledger=LedgerSettings(
                Terms(**nested.get("money", {})),
                Shares(**nested.get("grades", {})),
                Caps(**nested.get("gifts", {})),
            ),
        )
        plain = {
            key: nested[key]
            for key in (
                "title",
                "language",
                "timezone",
                "today",
                "base_url",
                "region",
                "classes",
                "fields",
                "watch",
            )
            if key in nested
        }
        journal = (
            _plain(str(nested.get("journal", "")))
            if nested.get("journal")
            else _plain(self.root.resolve().name)
        )
        return Settings(
            journal=journal,
            reps=reps,
            care=care,
            feeds=FeedSettings(**nested.get("feeds", {})),
            hosts=nested.get("serve", {}).get("hosts", ()),
            checks=self._known_checks(nested.get("checks", {})),
            found=tuple(self.found),
            text=self.text,
            **plain,
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
        known: dict[str, str] = {}
        for word, severity in checks.items():
            if any(covers([word], code) for code in CODES):
                known[fold(word).upper()] = severity
            else:
                close = nearest(word, CODES, 1)
                advice = (
                    _("did you mean {word}?").format(word=close[0])
                    if close
                    else _("kjournal explain lists all")
                )
                self._finding("KJ020", ("checks", word), key=f"checks.{word}", nearest=advice)
        return known

    def _known_rule(self, name: str) -> bool:
        if name in RULE_NAMES:
            return True
        close = nearest(name, RULE_NAMES, 1)
        advice = (
            _("did you mean {word}?").format(word=close[0])
            if close
            else _("one of: {words}").format(words=", ".join(RULE_NAMES))
        )
        self._finding("KJ020", ("rules", name), key=f"rules.{name}", nearest=advice)
        return False

    def _known_festival(self, name: str, path: tuple[str, ...]) -> bool:
        if name in FESTIVAL_NAMES:
            return True
        close = nearest(name, FESTIVAL_NAMES, 1)
        advice = (
            _("did you mean {word}?").format(word=close[0])
            if close
            else _("one of: {words}").format(words=", ".join(FESTIVAL_NAMES))
        )
        self._finding("KJ020", path, key=".".join(path), nearest=advice)
        return False

    def _unknown(self, path: tuple[str, ...]) -> None:
        key = ".".join(path)
        close = nearest(key, [row.key for row in SETTINGS], 1) or nearest(
            path[0], {row.key.partition(".")[0] for row in SETTINGS}, 1
        )
        advice = (
            _("did you mean {word}?").format(word=close[0])
            if close
            else _("delete it; docs/settings.md lists all")
        )
        self._finding("KJ020", path, key=key, nearest=advice)

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


def _nested(kept: dict[tuple[str, ...], Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for path, value in kept.items():
        table = made
        for key in path[:-1]:
            table = table.setdefault(key, {})
        table[path[-1]] = value
    return made


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _days(value: Any) -> tuple[date, ...] | None:
    if not isinstance(value, list):
        return None
    days = [_day(one) for one in value]
    return None if None in days else tuple(day for day in days if day)


def _time(value: Any) -> time | None:
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _yuan(value: Any) -> Decimal | None:
    """An amount; a float is taken as it is written, so nothing is lost on the way."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        made = Decimal(str(value))
    except InvalidOperation:
        return None
    return made if made.is_finite() and 0 <= made < 10**12 else None


def _workdays(value: Any) -> tuple[int, ...] | None:
    if isinstance(value, int) and value in {5, 6, 7}:
        return tuple(range(value))
    if isinstance(value, list) and value and all(isinstance(day, int) and 1 <= day <= 7 for day in value):
        return tuple(sorted({day - 1 for day in value}))
    return None


def _capacity(value: Any) -> dict[str, int] | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return {"visit": value}
    if (
        isinstance(value, dict)
        and set(value) <= {"visit", "call"}
        and all(_number(one) is not None for one in value.values())
    ):
        return dict(value)
    return None


def _zone(value: Any) -> str | None:
    try:
        ZoneInfo(value)
    except Exception:  # noqa: BLE001  zoneinfo raises several kinds for a name it does not know
        return None
    return str(value)


_READERS = {
    "text": lambda value: value if isinstance(value, str) else str(value) if isinstance(value, int) else None,
    "day": _day,
    "days": _days,
    "time": _time,
    "number": _number,
    "numbers": lambda value: (
        tuple(value) if isinstance(value, list) and all(_number(one) is not None for one in value) else None
    ),
    "yes/no": lambda value: value if isinstance(value, bool) else None,
    "texts": lambda value: (
        tuple(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else None
    ),
    "yuan": _yuan,
    "workdays": _workdays,
    "capacity": _capacity,
    "zone": _zone,
}
