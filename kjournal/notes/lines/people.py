"""A person in one line: the name first, then what each word is recognised by (FIELDS.md 3)."""

from __future__ import annotations

import itertools
import re
from typing import Any

from kjournal.dates.typed import is_day
from kjournal.notes.nodes import Scalar
from kjournal.notes.reading import Reading
from kjournal.notes.values import days, typed
from kjournal.notes.values.words import narrow
from kjournal.patterns import regex
from kjournal.records import spec
from kjournal.records.choices import GENDER
from kjournal.records.people import Contact
from kjournal.records.spec import SECRET
from kjournal.records.surnames import SURNAMES
from kjournal.words.folding import fold

_STUCK = r"(?![^\s0-9]{0,6}(?:电话|手机|座机|微信|[号码]))[\u4e00-\u9fff]{2,8}(?=1[3-9][0-9]{9}(?![0-9]))"  # 王建国13800000002
_WORD = regex(rf"{_STUCK}|[^\s\u3000，,;；]+")
_KEYED = regex(r"([^=＝:：]{1,12})[=＝:：](.+)", re.DOTALL)
_PHONE = regex(
    r"(?:电话|手机|座机)?[:：]?((?:\+?86-?)?1[3-9][0-9]-?[0-9]{4}-?[0-9]{4}|0[0-9]{2,3}-?[0-9]{7,8}(?:-[0-9]{1,5})?|[48]00-?[0-9]{3,4}-?[0-9]{3,4})"
)
_WECHAT = regex(r"微信号?[:：]?([A-Za-z0-9_-]{4,})")
_BORN = regex(r"((?:农历|阴历|旧历|老历|公历|阳历)?生日|出生日期|生于|出生)[:：]?(.*)")
_LUNAR = regex(r"(农历|阴历|旧历|老历)[:：]?(.*)")
_BIRTH_YEAR = regex(r"(?:19[2-9]|200)[0-9]-[0-9]{1,2}-[0-9]{1,2}")
_SECTION = r"(?:科室|门诊部?|药房|药库|药剂室|病房|住院部|收费处|办公室|后勤|(?:财务|质管|业务|行政|市场|销售)部?|采购部|[\u4e00-\u9fff]{2}部)"
_PLACE = rf"(?:[\u4e00-\u9fffA-Z]{{1,5}}(?<![本专百文理工学])科室?{_SECTION}?|{_SECTION})"
_DEPT = regex(rf"(?![周每上下星早晚看管在去找坐逢]){_PLACE}")
_RANK = r"(?:副|正|常务|执行|代理|大堂|总|大|小|老|第一|值班|区域|业务|销售|药学|驻店|执业|主管)?"
_ROLE = regex(
    rf"(?:{_PLACE})?{_RANK}(?:院长|主任|科长|所长|站长|店长|护士长|组长|部长|老板娘?|经理|医生|医师|大夫|护士|护师|药师|药剂师|村医"
    r"|采购员?|会计|出纳|库管员?|保管员?|仓管员?|负责人|法人|店员|营业员|质管员?|质量负责人|司机|书记|主管|代表|开票员?|老师|技师|收货员?|股东)"
)
_TITLES = regex(r"(?:副?主任|主治|住院|执业|助理)(?:医师|药师|护师|技师)|主管[药护技]师")
_DECIDES = frozenset({"拍板", "拍板人", "能拍板", "说了算", "当家", "决策人"})
_WEEKDAYS = frozenset(f"周{figure}" for figure in "一二三四五六日天末")
_MAY_BE_DAY = regex(r"[0-9]|[月夕年]")
_NAME = regex(r"[\u4e00-\u9fff]{2,4}")


class PersonLine:
    """A contact in one line."""

    def __init__(self, reading: Reading, scalar: Scalar, role: str = "") -> None:
        self.reading, self.scalar = reading, scalar
        self.found: dict[str, Any] = {"role": role} if role else {}
        self.rest: list[re.Match[str]] = []
        self.born = ""  # 生日 or 农历 stood alone: the next word is the day

    def read(self) -> dict[str, Any]:
        """The contact's fields by name."""
        words = list(_WORD.finditer(self.scalar.text))
        for index, word in enumerate(words):
            if "name" not in self.found and self._is_name(word[0], words[index + 1 :]):
                self.found["name"] = word[0]
            elif not self._placed(self._at(word)):
                self.rest.append(word)
        if self.rest:
            note = self._note(words)
            self.found["note"] = f"{self.found['note']} {note}" if "note" in self.found else note
        return self.found

    def _at(self, word: re.Match[str]) -> Scalar:
        return self.scalar.part(word[0], self.scalar.column + word.start())

    def _note(self, words: list[re.Match[str]]) -> str:
        """What nothing else took, as it is written: words that stood together keep what stood between them."""
        said = self.rest[0][0]
        number = {word.start(): index for index, word in enumerate(words)}
        for before, word in itertools.pairwise(self.rest):
            together = number[word.start()] == number[before.start()] + 1
            said += (self.scalar.text[before.end() : word.start()] if together else " ") + word[0]
        return said

    @staticmethod
    def _is_name(word: str, behind: list[re.Match[str]]) -> bool:
        """The first word is the name; not a telephone number, nor a role with a name behind it."""
        if _KEYED.fullmatch(word) or _PHONE.fullmatch(narrow(word)):
            return False
        return not (_is_post(word) and any(_is_person(other[0]) for other in behind))

    def _placed(self, at: Scalar) -> bool:
        """Whether a word fills a field."""
        text = narrow(at.text)
        if self.born:
            key, self.born = self.born, ""
            if _MAY_BE_DAY.search(text):
                return self._birthday(at, key)
        if (keyed := _KEYED.fullmatch(at.text)) and self._keyed(at, keyed):
            return True
        if match := _PHONE.fullmatch(text):
            known = self.found.get("phone")
            self.found["phone"] = f"{known} {match[1]}" if known else match[1]
            return True
        if match := _WECHAT.fullmatch(text):
            return self._put("wechat", match[1])
        if match := _BORN.fullmatch(at.text):
            if not match[2]:
                self.born = match[1]
                return True
            return self._birthday(self.scalar.part(match[2], at.column + match.start(2)), match[1])
        if match := _LUNAR.fullmatch(at.text):
            if match[2]:
                return self._birthday(at, "")
            self.born = f"{match[1]}生日"
            return True
        if _BIRTH_YEAR.fullmatch(text) and is_day(text):
            return self._birthday(at, "")
        return self._recognised(text)

    def _recognised(self, text: str) -> bool:
        """Words that say by themselves what they are."""
        if text in _DECIDES:
            return self._put("decides", value=True)
        if gender := GENDER.read(text):
            return self._put("gender", gender)
        if _TITLES.fullmatch(text):
            return self._put("title", text)
        if _ROLE.fullmatch(text):
            return self._put("role", text)
        return _DEPT.fullmatch(text) is not None and self._put("dept", text)

    def _keyed(self, at: Scalar, match: re.Match[str]) -> bool:
        known = spec.by_key(Contact)
        field = known.get(match[1]) or known.get(fold(match[1]))
        if field is None or field.record is not None:
            return False
        said = self.scalar.part(match[2], at.column + match.start(2))
        if field.sensitivity == SECRET:
            self.reading.keep_secret(said)
        value = typed.one_of(self.reading, field, said, match[1])
        return self._put(field.name, (value,) if field.type in spec.ONE_OF and value is not None else value)

    def _birthday(self, at: Scalar, key: str) -> bool:
        field = spec.by_name(Contact)["birthday"]
        return self._put("birthday", days.birthday(self.reading, field, at, key, in_line=True))

    def _put(self, name: str, value: Any) -> bool:
        if value is None:
            return True  # refused: its finding says so
        if name in self.found:
            return False
        self.found[name] = value
        return True


def _is_post(word: str) -> bool:
    """Whether a word is a role, a title or a department, and no name."""
    return any(pattern.fullmatch(word) for pattern in (_ROLE, _TITLES, _DEPT))


def _is_person(word: str) -> bool:
    """Whether a word looks like a person's name, or like 韦院长."""
    return (
        bool(_NAME.fullmatch(word))
        and word[0] in SURNAMES
        and not _is_post(word)
        and word[:2] not in _WEEKDAYS
    )
