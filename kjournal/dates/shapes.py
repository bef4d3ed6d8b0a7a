"""The parts of a typed date: which year, month and day stand in the text, and in which calendar."""

from __future__ import annotations

import msgspec

from kjournal.dates.numerals import NUMBER, ONES, YEAR_FIGURES, figures, is_chinese, number
from kjournal.patterns import regex


class Parts(msgspec.Struct, frozen=True):
    """What stands in the text of a date, before anybody asks whether there is such a day."""

    year: int | None
    month: int
    day: int | None  # None: a month alone
    lunar: bool = False
    leap: bool = False
    short_year: bool = False  # the year has two figures
    marks: str = ""  # what stands between month and day: `-`, `/`, `.`, `月`, empty in 20261121


_YEAR = (
    f"(?:(?P<year>[0-9]{{4}}|{YEAR_FIGURES}{{4}})(?P<after_year>年|[-/.])?"
    f"|'?(?P<short>[0-9]{{2}}|{YEAR_FIGURES}{{2}})(?:年|[-/.]))"
)
_MONTH = f"(?P<leap>闰)?(?P<month>[正冬腊]|{NUMBER})"
_DAY = f"(?P<first>初)?(?P<day>{NUMBER})(?P<after_day>日|号)?"
_FULL = regex(f"{_YEAR}{_MONTH}(?P<marks>月|[-/.]){_DAY}")
_NO_YEAR = regex(f"(?:--)?{_MONTH}(?P<marks>月|[-/.]){_DAY}")
_COMPACT = regex("(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_MONTH_ALONE = regex(f"(?:{_YEAR}{_MONTH}月份?|(?P<y>[0-9]{{4}})[-/.](?P<m>[0-9]{{1,2}}))")
_NAMED_MONTH = regex(f"{_MONTH}月份?")

_LUNAR = regex(r"\((?:农|阴|旧|老)历?\)|(?:农历|阴历|旧历|老历|夏历)[:,]?|^[农阴]")
_SOLAR = regex(r"\((?:公|阳|新)历?\)|(?:公历|阳历|新历|西历|国历|公元)[:,]?|^[公阳]")
_NEW_YEAR = {
    "大年": "正月",
    "年三十": "腊月三十",
    "大年三十": "腊月三十",
    "年三十晚": "腊月三十",
    "除夕": "腊月三十",
}
_GREAT_YEAR = regex(f"大年(?=初[{ONES}十]+$)")
_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def parts(folded: str, *, lunar: bool = False) -> Parts | None:
    """The parts of a date in folded text; None where it has no date's shape.

    `lunar` says that the key already called the value lunar; a word in the value (公历) outweighs it.
    """
    rest, said = _calendar(folded)
    rest = _GREAT_YEAR.sub("正月", _NEW_YEAR.get(rest, rest))
    found = _FULL.fullmatch(rest) or _NO_YEAR.fullmatch(rest)
    said = said or ("lunar" if lunar else "")
    if found:
        return _whole(found.groupdict(), said)
    if found := _COMPACT.fullmatch(rest):
        return Parts(int(found["year"]), int(found["month"]), int(found["day"]), lunar=said == "lunar")
    if found := _MONTH_ALONE.fullmatch(rest) or _NAMED_MONTH.fullmatch(rest):
        return _month(found.groupdict(), lunar=said == "lunar")
    return None


def _calendar(folded: str) -> tuple[str, str]:
    """The text without the word that names its calendar, and the calendar named: `lunar`, `solar` or empty."""
    for name, pattern in (("lunar", _LUNAR), ("solar", _SOLAR)):
        rest, n = pattern.subn("", folded, count=1)
        if n:
            return rest, name
    return folded, ""


def _whole(found: dict[str, str | None], said: str) -> Parts | None:
    """The parts of a date that names its day."""
    month, day = found["month"] or "", found["day"] or ""
    if found.get("year") and not found["after_year"] and not (is_chinese(month) or found["leap"]):
        return None  # 19751-2
    year, short = _year(found)
    read_month, read_day = _MONTHS.get(month) or number(month), number(day)
    if read_month is None or read_day is None or (found["first"] and not 1 <= read_day <= 10):
        return None
    by_form = _lunar_by_form(found, month, day)
    if said == "solar" and by_form == "certain":
        return None  # 公历腊月廿三
    return Parts(
        year,
        read_month,
        read_day,
        lunar=said == "lunar" or (not said and bool(by_form)),
        leap=bool(found["leap"]),
        short_year=short,
        marks=found["marks"] or "",
    )


def _lunar_by_form(found: dict[str, str | None], month: str, day: str) -> str:
    """Whether a date without a calendar's name is lunar: `certain` by its words, `likely` by its figures, or not."""
    if found["first"] or found["leap"] or month in _MONTHS or "廿" in day:
        return "certain"
    return "likely" if is_chinese(day) and found["marks"] == "月" and not found["after_day"] else ""


def _month(found: dict[str, str | None], *, lunar: bool) -> Parts | None:
    """The parts of a month alone."""
    name = found.get("m") or found["month"] or ""
    month = _MONTHS.get(name) or number(name)
    if month is None:
        return None
    year, short = (int(found["y"] or 0), False) if found.get("y") else _year(found)
    leap = bool(found["leap"])
    return Parts(year, month, None, lunar=lunar or leap or name in _MONTHS, leap=leap, short_year=short)


def _year(found: dict[str, str | None]) -> tuple[int | None, bool]:
    """The year as written, and whether it is a short one."""
    if short := found.get("short"):
        return figures(short), True
    year = found.get("year")
    return (figures(year) if year else None), False
