"""Finding the day that a sentence names: 答应下周五前送样品."""

import re
from datetime import date

import msgspec

from kjournal.dates.folding import aligned
from kjournal.dates.numerals import COUNT, NUMBER, ONES
from kjournal.dates.relative import PHRASES
from kjournal.dates.typed import DayReading, read_day
from kjournal.dates.weekdays import FIGURES, WEEK
from kjournal.patterns import regex

_NUMBERS = "[0-9]{1,2}"
_YEAR = f"(?:(?:[0-9]{{4}}|[〇零{ONES}]{{4}}|[今明后去])年)"
_LUNAR = "(?:农历|阴历|旧历|老历)"
_DAY_NAME = f"(?:初[{ONES}十]|十[{ONES}]|二十|廿[{ONES}]?|三十|卅)"
_COUNTED = "盒瓶袋件箱包支片粒个次天家份人名"
_WITH_YEAR = f"(?<![0-9.-])[0-9]{{4}}(?:-{_NUMBERS}-|/{_NUMBERS}/|[.]{_NUMBERS}[.]){_NUMBERS}(?![0-9])"
_IN_WORDS = (
    f"{_LUNAR}?{_YEAR}?{_LUNAR}?闰?(?:[正冬腊]|{NUMBER})月{_DAY_NAME}(?![日号])",
    f"{_YEAR}?(?<![0-9]){NUMBER}月{NUMBER}[日号]",
    f"{_YEAR}?(?<![0-9.-]){_NUMBERS}月{_NUMBERS}(?![0-9日号])",
)
_SHORT = rf"(?<![^\s(,.;:]){_NUMBERS}-{_NUMBERS}(?![^\s),.;:前])(?!\s*[{_COUNTED}])"
# Words that hold a day's word by chance: 声明日期, 今后天天, 10号楼, 十年前.
_NOT_BEFORE = f"(?<![0-9声说证])(?<![以今之最](?=后天))(?<![{ONES}十百几多每两中青老](?=年))"
_NOT_BEHIND = "(?![期楼线院门店馆柜桌床房机库仓电针胶粒栋层])(?!天[天气])"
_COUNTED_DAYS = "|".join(re.sub(r"\?P<\w+>", "?:", phrase) for phrase in PHRASES)
_DATE = regex("|".join((_WITH_YEAR, *_IN_WORDS)))
_WRITTEN = regex(f"(?:{_DATE.pattern})|{_SHORT}")
_ANY = regex(f"(?:{_DATE.pattern})|{_SHORT}|{_NOT_BEFORE}(?:{_COUNTED_DAYS}){_NOT_BEHIND}")
# 每周三 and 每月10日 are no days; they are blotted out before the search.
_RECURRENCE = regex(
    f"[每隔](?:{COUNT}个?|个)?(?:天|日|{WEEK}[{FIGURES}]?|月的?(?:[底末初]|{NUMBER}[日号]?)?|季度?[底末]?|年(?:{NUMBER}月{NUMBER}[日号]?)?)"
)


class FoundDay(msgspec.Struct, frozen=True):
    """A day named in a sentence, and where."""

    start: int
    end: int
    reading: DayReading


def find_day(text: str, base: date, *, written: bool = False) -> FoundDay | None:
    """The day by which a sentence of `base` says that something will be done: the first one after `base`.

    A day that lies behind (昨天说的) is passed over; `base` itself (今天) is taken where no later one follows. A written
    date that does not exist is found with its problem. The place leaves out the words of a deadline, so that the date
    can be written there: `[下周五]前`. `written`: only dates, no words that count from a day.
    """
    on_base: FoundDay | None = None
    same = _RECURRENCE.sub(lambda found: "每" * len(found[0]), aligned(text))
    position, days = 0, _WRITTEN if written else _ANY
    while found := days.search(same, position):
        reading = read_day(found[0], near=base, forward=True)
        day = FoundDay(found.start(), found.end(), reading)
        if reading.value is None:
            if _DATE.fullmatch(found[0]):
                return day
            position = found.start() + 1
            continue
        if reading.value > base:
            return day
        if reading.value == base and on_base is None:
            on_base = day
        position = found.end()
    return on_base
