"""The gate for one event's bytes."""

from __future__ import annotations

from functools import lru_cache

from kjournal.outputs.feeds.gate.lines import Rule, Rules, properties, read, unbalanced
from kjournal.outputs.feeds.gate.values import (
    ALARM_UID,
    BEFORE,
    BLOCK,
    DATE,
    GEO,
    LINE,
    LOCAL,
    MINUTE,
    NUMBER,
    UID,
    URL,
    exactly,
    minute_count,
    moment,
    seconds,
)
from kjournal.words import N_, _

_SUMMARY_LENGTH = 40
_MOST_ALARMS = 3
_DAY = 86_400
_EARLIEST = 28 * _DAY
"""Nothing longer is taken by Android."""

_A_LINE = N_("a line of text with its commas and semicolons escaped, and no backslash")
_A_BLOCK = N_("text with its line ends, commas and semicolons escaped, and no other backslash")
_A_MINUTE = N_("a UTC time of a whole minute")
_A_DAY = N_("a date")
_A_TIME = N_("a local time")
_ONE_WORD = N_("one of the words allowed here")


@lru_cache(maxsize=16)
def _event_rules(zone: str) -> Rules:
    return Rules(
        Rule("SUMMARY", LINE, _A_LINE),
        Rule("DTSTART;VALUE=DATE", DATE, _A_DAY),
        Rule(f"DTSTART;TZID={zone}", LOCAL, _A_TIME),
        Rule("DTEND;VALUE=DATE", DATE, _A_DAY),
        Rule(f"DTEND;TZID={zone}", LOCAL, _A_TIME),
        Rule("DTSTAMP", MINUTE, _A_MINUTE),
        Rule("UID", UID, N_("rule-hash@journal")),
        Rule("SEQUENCE", NUMBER, N_("a number")),
        Rule("CATEGORIES", LINE, _A_LINE, required=False),
        Rule("CLASS", exactly("PRIVATE"), _ONE_WORD),
        Rule("DESCRIPTION", BLOCK, _A_BLOCK, required=False),
        Rule("GEO", GEO, N_("latitude;longitude"), required=False),
        Rule("LAST-MODIFIED", MINUTE, _A_MINUTE),
        Rule("LOCATION", LINE, _A_LINE, required=False),
        Rule("STATUS", exactly("CONFIRMED"), _ONE_WORD),
        Rule("TRANSP", exactly("OPAQUE", "TRANSPARENT"), _ONE_WORD),
        Rule("URL", URL, N_("a percent-encoded address"), required=False),
        Rule("X-MICROSOFT-CDO-BUSYSTATUS", exactly("FREE"), _ONE_WORD, required=False),
    )


_ALARM_RULES = Rules(
    Rule("ACTION", exactly("DISPLAY"), _ONE_WORD),
    Rule("DESCRIPTION", BLOCK, _A_BLOCK),
    Rule("TRIGGER", BEFORE, N_("a duration before the start")),
    Rule("UID", ALARM_UID, N_("the event's UID and -a0, -a1 or -a2")),
)


def check_event(data: bytes, zone: str = "Asia/Shanghai") -> list[str]:
    """What is wrong with the bytes of one event in a journal of this time zone."""
    lines, problems = read(data)
    if not lines:
        return problems or [_("no event")]
    if lines[0] != "BEGIN:VEVENT" or lines[-1] != "END:VEVENT":
        return [*problems, _("an event begins with BEGIN:VEVENT and ends with END:VEVENT")]
    if crooked := unbalanced(lines):
        return problems + crooked
    first_alarm = lines.index("BEGIN:VALARM") if "BEGIN:VALARM" in lines else len(lines) - 1
    values, broken = properties(lines[1:first_alarm], _event_rules(zone))
    problems += broken
    if not broken:
        problems += _times(values) + _stamps(values) + _words(values)
    return problems + _alarms(lines[first_alarm:-1], values)


def _times(values: dict[str, str]) -> list[str]:
    start, end = moment(values["DTSTART"]), moment(values["DTEND"])
    if start is None or end is None:
        return [_("DTSTART or DTEND is a day or time that does not exist")]
    if len(values["DTSTART"]) != len(values["DTEND"]):
        return [_("DTSTART and DTEND are not of one kind")]
    return [] if end > start else [_("DTEND does not lie behind DTSTART")]


def _stamps(values: dict[str, str]) -> list[str]:
    minutes = minute_count(values["DTSTAMP"])
    problems = []
    if minutes is None or str(minutes) != values["SEQUENCE"]:
        problems.append(_("SEQUENCE is not the minute of DTSTAMP counted from 2020-01-01"))
    if values["DTSTAMP"] != values["LAST-MODIFIED"]:
        problems.append(_("DTSTAMP and LAST-MODIFIED differ"))
    return problems


def _words(values: dict[str, str]) -> list[str]:
    problems = []
    summary = values["SUMMARY"]
    if len(summary) - summary.count("\\") > _SUMMARY_LENGTH:
        problems.append(_("SUMMARY is longer than {most} characters").format(most=_SUMMARY_LENGTH))
    if (values["TRANSP"] == "TRANSPARENT") != ("X-MICROSOFT-CDO-BUSYSTATUS" in values):
        problems.append(_("TRANSP and X-MICROSOFT-CDO-BUSYSTATUS contradict each other"))
    if geo := values.get("GEO"):
        latitude, longitude = map(float, geo.split(";"))
        if abs(latitude) > 90 or abs(longitude) > 180:
            problems.append(_("GEO is no place on Earth"))
    return problems


def _alarms(lines: list[str], event: dict[str, str]) -> list[str]:
    """What is wrong with the alarms; `lines` is everything behind the event's own properties."""
    problems: list[str] = []
    number = 0
    while lines:
        if lines[0] != "BEGIN:VALARM":
            return [*problems, _("{line} stands behind an alarm").format(line=lines[0][:60])]
        end = lines.index("END:VALARM")
        problems += _alarm(lines[1:end], number, event)
        lines = lines[end + 1 :]
        number += 1
    if number > _MOST_ALARMS:
        problems.append(_("more than {most} alarms").format(most=_MOST_ALARMS))
    return problems


def _alarm(lines: list[str], number: int, event: dict[str, str]) -> list[str]:
    values, problems = properties(lines, _ALARM_RULES)
    if problems:
        return problems
    if values["UID"] != f"{event.get('UID')}-a{number}":
        problems.append(_("an alarm's UID is not the event's with -a{number}").format(number=number))
    before = seconds(values["TRIGGER"])
    if before > _EARLIEST:
        problems.append(_("an alarm rings more than 28 days before the start"))
    if len(event.get("DTSTART", "")) == 8 and before % _DAY == 0:
        problems.append(_("an alarm of an all-day event rings at midnight"))
    return problems
