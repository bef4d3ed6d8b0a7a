"""The gate for what stands before the events of a feed."""

from __future__ import annotations

from kjournal.outputs.feeds.colors import COLORS
from kjournal.outputs.feeds.gate.lines import Rule, Rules, properties, read, unbalanced
from kjournal.outputs.feeds.gate.values import BLOCK, DURATION, LINE, LOCAL, OFFSET, ZONE, exactly, moment
from kjournal.patterns import regex
from kjournal.words import N_, _

_A_LINE = N_("a line of text with its commas and semicolons escaped, and no backslash")
_A_BLOCK = N_("text with its line ends, commas and semicolons escaped, and no other backslash")
_A_DURATION = N_("a duration such as PT1H")
_A_ZONE = N_("the name of a time zone")
_AN_OFFSET = N_("an offset such as +0800")
_PRODID = regex(r"-//[^/\\,;]+//[^/\\,;]+//[A-Z]{2}")

_CALENDAR = Rules(
    Rule("VERSION", exactly("2.0"), "2.0"),
    Rule("PRODID", _PRODID, "-//kjournal//kjournal 1.0//ZH"),
    Rule("CALSCALE", exactly("GREGORIAN"), "GREGORIAN"),
    Rule("DESCRIPTION", BLOCK, _A_BLOCK, required=False),
    Rule("X-WR-CALDESC", BLOCK, _A_BLOCK, required=False),
    Rule("NAME", LINE, _A_LINE),
    Rule("X-WR-CALNAME", LINE, _A_LINE),
    Rule("COLOR", exactly(*COLORS), N_("a colour's name in CSS3")),
    Rule("REFRESH-INTERVAL;VALUE=DURATION", DURATION, _A_DURATION),
    Rule("X-APPLE-CALENDAR-COLOR", regex(r"#[0-9A-F]{6}"), N_("a colour such as #FF6347")),
    Rule("X-PUBLISHED-TTL", DURATION, _A_DURATION),
    Rule("X-WR-TIMEZONE", ZONE, _A_ZONE),
)
_ZONE_RULES = Rules(Rule("TZID", ZONE, _A_ZONE), Rule("X-LIC-LOCATION", ZONE, _A_ZONE))
_OFFSET_RULES = Rules(
    Rule("DTSTART", LOCAL, N_("a local time")),
    Rule("TZNAME", LINE, _A_LINE),
    Rule("TZOFFSETFROM", OFFSET, _AN_OFFSET),
    Rule("TZOFFSETTO", OFFSET, _AN_OFFSET),
)
# Asia/Shanghai has one offset and no rules.
_SHANGHAI = {"TZOFFSETFROM": "+0800", "TZOFFSETTO": "+0800"}


def check_head(data: bytes) -> list[str]:
    """What is wrong with the bytes before the first event: the calendar's properties and its one time zone."""
    lines, problems = read(data)
    if not lines or lines[0] != "BEGIN:VCALENDAR":
        return [*problems, _("a feed begins with BEGIN:VCALENDAR")]
    if crooked := unbalanced([*lines, "END:VCALENDAR"]):
        return problems + crooked
    if lines.count("BEGIN:VTIMEZONE") != 1:
        return [*problems, _("a feed has exactly one time zone")]
    zone = lines.index("BEGIN:VTIMEZONE")
    values, broken = properties(lines[1:zone], _CALENDAR)
    return problems + broken + _twins(values) + _zone(lines[zone + 1 :], values.get("X-WR-TIMEZONE", ""))


def _twins(values: dict[str, str]) -> list[str]:
    """Properties that clients know under two names and that must say the same."""
    pairs = (("NAME", "X-WR-CALNAME"), ("DESCRIPTION", "X-WR-CALDESC"))
    problems = [
        _("{one} and {other} differ").format(one=one, other=other)
        for one, other in pairs
        if values.get(one) != values.get(other)
    ]
    if COLORS.get(values.get("COLOR", "")) != values.get("X-APPLE-CALENDAR-COLOR"):
        problems.append(_("{one} and {other} differ").format(one="COLOR", other="X-APPLE-CALENDAR-COLOR"))
    return problems


def _zone(lines: list[str], name: str) -> list[str]:
    """What is wrong with the time zone; `lines` is everything behind its BEGIN."""
    starts = [place for place, line in enumerate(lines) if line.startswith("BEGIN:")]
    values, problems = properties(lines[: starts[0] if starts else -1], _ZONE_RULES)
    if not problems and {values["TZID"], values["X-LIC-LOCATION"]} != {name}:
        problems.append(_("TZID, X-LIC-LOCATION and X-WR-TIMEZONE differ"))
    parts = _parts(lines, starts)
    if parts is None:
        return [*problems, _("a time zone holds STANDARD and DAYLIGHT, and nothing stands behind it")]
    for part in parts:
        said, broken = properties(part, _OFFSET_RULES)
        problems += broken
        if not broken and moment(said["DTSTART"]) is None:
            problems.append(_("DTSTART is a day or time that does not exist"))
        if (
            name == "Asia/Shanghai"
            and not broken
            and (len(parts) > 1 or not _SHANGHAI.items() <= said.items())
        ):
            problems.append(_("Asia/Shanghai is +0800 without rules"))
    return problems


def _parts(lines: list[str], starts: list[int]) -> list[list[str]] | None:
    """The lines of each offset; None where the zone holds anything else."""
    parts = []
    place = starts[0] if starts else -1
    while 0 <= place < len(lines) and lines[place] in {"BEGIN:STANDARD", "BEGIN:DAYLIGHT"}:
        end = lines.index(lines[place].replace("BEGIN", "END"), place)
        parts.append(lines[place + 1 : end])
        place = end + 1
    return parts if parts and lines[place:] == ["END:VTIMEZONE"] else None
