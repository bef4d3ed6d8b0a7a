"""People, family, licences and the next visit in one line (FIELDS.md 3)."""

from __future__ import annotations

import re
from typing import Any

from kjournal.dates.typed import is_day
from kjournal.notes.nodes import Scalar
from kjournal.notes.reading import Reading
from kjournal.notes.values import Values, narrow
from kjournal.records import spec
from kjournal.records.choices import GENDER, LICENCE
from kjournal.records.papers import Licence
from kjournal.records.people import Contact
from kjournal.records.secrecy import is_child
from kjournal.records.visit import Next

_PHONE = re.compile(
    r"(?:电话|手机|座机)?[:：]?((?:\+?86-?)?1[3-9]\d[\d-]{8,10}|0\d{2,3}-?\d{7,8}(?:-\d{1,5})?|[48]00-?\d{3}-?\d{4})"
)
_WECHAT = re.compile(r"(?:微信号?)[:：=]?([A-Za-z0-9_-]{4,})")
_BIRTHDAY = re.compile(
    r"(农历生日|阴历生日|旧历生日|老历生日|公历生日|阳历生日|生日|出生日期|生于|出生)[:：=]?(.*)"
)
_LUNAR = re.compile(r"(农历|阴历|旧历|老历)(.+)")
_DEPT = re.compile(
    r".{0,6}(?:科|科室|门诊|药房|药库|药剂|病房|检验|收费处|财务部?|采购部|质管部|业务部|办公室|后勤|公卫)"
)
_ROLE = re.compile(
    r".{0,4}(?:院长|主任|科长|所长|站长|店长|老板娘?|经理|医生|医师|大夫|护士长?|护师|药师|药剂师|村医|采购员?|会计|出纳|库管员?"
    r"|保管员?|仓管员?|负责人|法人|店员|营业员|质管员?|司机|书记|主管|代表|开票员|老师|技师|收货员?)"
)
_DECIDES = frozenset({"拍板", "拍板人", "能拍板", "说了算", "当家", "决策人"})
_TITLES = re.compile(r"(?:副?主任|主治|住院|执业|助理)(?:医师|药师|护师)|主管[药护]师")
_KEYED = re.compile(r"([^=＝\s]{1,12})[=＝](.+)")


class PersonLine:
    """A contact in one line: the name first, then what each word is recognised by; the rest is the note."""

    def __init__(self, reading: Reading, values: Values) -> None:
        self.reading, self.values = reading, values
        self.fields = spec.by_name(Contact)
        self.keys = spec.by_key(Contact)

    def read(self, scalar: Scalar, *, role: str = "") -> dict[str, Any]:
        """The contact's fields by name."""
        found: dict[str, Any] = {"role": role} if role else {}
        rest: list[str] = []
        for match in re.finditer(r"[^\s\u3000，,;；]+", scalar.text):
            column = scalar.column + match.start()
            at = scalar._replace(
                text=match[0],
                column=column,
                end_line=scalar.line,
                end_column=column + len(match[0]),
                plain=False,
            )
            if not found.get("name") and self._is_name(match[0], found):
                found["name"] = match[0]
            elif not self._place(at, found):
                rest.append(match[0])
        if rest:
            found["note"] = " ".join(rest)
        return found

    def _is_name(self, word: str, found: dict[str, Any]) -> bool:
        return (
            "name" not in found
            and not _PHONE.fullmatch(narrow(word))
            and "=" not in word
            and "＝" not in word
        )

    def _place(self, at: Scalar, found: dict[str, Any]) -> bool:
        text = narrow(at.text)
        if match := _KEYED.fullmatch(at.text):
            field = self.keys.get(match[1])
            if field is not None and field.record is None:
                return self._put(found, field.name, self._value(field.name, at, match[2], match[1]))
        if match := _PHONE.fullmatch(text):
            known = found.get("phone")
            found["phone"] = f"{known} {match[1]}" if known else match[1]
            return True
        if match := _WECHAT.fullmatch(text):
            return self._put(found, "wechat", match[1])
        if match := _BIRTHDAY.fullmatch(text):
            return bool(match[2]) and self._put(
                found, "birthday", self._value("birthday", at, match[2], match[1])
            )
        if match := _LUNAR.fullmatch(text):
            return self._put(found, "birthday", self._value("birthday", at, text, ""))
        if text in _DECIDES:
            return self._put(found, "decides", value=True)
        if GENDER.read(text):
            return self._put(found, "gender", GENDER.read(text))
        if _TITLES.fullmatch(text):
            return self._put(found, "title", text)
        if _ROLE.fullmatch(text):
            return self._put(found, "role", text)
        if _DEPT.fullmatch(text):
            return self._put(found, "dept", text)
        if (
            text.startswith("-") is False
            and is_day(text)
            and "birthday" not in found
            and text.count("-") == 2
        ):
            return self._put(found, "birthday", self._value("birthday", at, text, ""))
        return False

    def _value(self, name: str, at: Scalar, text: str, key: str) -> Any:
        start = at.text.find(text)
        column = at.column + max(start, 0)
        return self.values.read(self.fields[name], at._replace(text=text, column=column), key)

    @staticmethod
    def _put(found: dict[str, Any], name: str, value: Any) -> bool:
        if value is None:
            return True  # refused: its finding says so
        if name in found:
            return False
        found[name] = value
        return True


_RELATIONS = re.compile(
    r"(妻子?|老婆|爱人|丈夫|老公|先生|太太|父亲|爸爸?|母亲|妈妈?|岳父|岳母|公公|婆婆|爷爷|奶奶|外公|外婆|父母|哥哥?|弟弟?|姐姐?|妹妹?"
    r"|[大小二三]?(?:儿子|女儿|孩子|孙子|孙女|外孙女?|娃娃?|崽|儿媳|女婿))"
)
_CHILD = re.compile(r"儿|女|孩|孙|娃|崽|子女|仔|囡|宝宝|小朋友|学生|上学|读书")


def family_line(scalar: Scalar) -> dict[str, Any]:
    """A family member in one line: the relation by the word; a child's words stay with the (secret) name."""
    text = scalar.text.strip()
    match = _RELATIONS.match(text)
    relation = match[0] if match else ""
    rest = text[len(relation) :].strip(" :：,，、")
    if not is_child(relation) and not _CHILD.search(rest):
        return {"relation": relation, "note": rest} if rest else {"relation": relation}
    found = {"relation": relation} if relation else {}
    return {**found, "name": rest} if rest else found


def licence_line(reading: Reading, values: Values, scalar: Scalar) -> dict[str, Any]:
    """A licence in one line: its kind, a number if any, the day it expires (`到2027-05-31`)."""
    fields = spec.by_name(Licence)
    keys = spec.by_key(Licence)
    found: dict[str, Any] = {}
    words: list[str] = []
    for match in re.finditer(r"[^\s\u3000，,;；]+", scalar.text):
        word = match[0]
        column = scalar.column + match.start()
        at = scalar._replace(text=word, column=column, end_column=column + len(word), plain=False)
        keyed = _KEYED.fullmatch(word)
        if keyed and (field := keys.get(keyed[1])):
            found[field.name] = values.read(field, at._replace(text=keyed[2]), keyed[1])
            continue
        bare = re.sub(r"^(有效期限?至?到?|到期日?|截止|效期|至|到)[:：]?", "", word)
        if bare and is_day(bare) and "expires" not in found:
            found["expires"] = values.read(
                fields["expires"], at._replace(text=bare, column=column + len(word) - len(bare))
            )
        elif "kind" not in found:
            found["kind"] = LICENCE.read(word) or word
        elif "number" not in found and re.search(r"\d", word):
            found["number"] = word
        elif word not in {"有效期", "有效期至", "到期"}:
            words.append(word)
    if words:
        found["note"] = " ".join(words)
    del reading
    return {name: value for name, value in found.items() if value is not None}


def next_line(values: Values, scalar: Scalar) -> dict[str, Any]:
    """The next visit in one line: a leading date, the rest is what for."""
    fields = spec.by_name(Next)
    text = scalar.text.strip()
    head, _blank, rest = text.partition(" ")
    head = head.rstrip("，,、:：")
    if not is_day(head):
        cut = re.match(
            r"(大?后天|明天|今天|下?周[一二三四五六日天]|下?星期[一二三四五六日天]|\d{1,2}[号日]|月底|下个?月\S{0,4}?[号日初底])[，,]?\s*(.*)",
            text,
        )
        if cut:
            head, rest = cut[1], cut[2]
        else:
            dated = re.match(
                r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}月\d{1,2}[日号]|\d{1,2}-\d{1,2})\s*[，,]?\s*(.*)", text
            )
            if not dated:
                return {"what": text}
            head, rest = dated[1], dated[2]
    day = values.read(
        fields["date"], scalar._replace(text=head, end_column=scalar.column + len(head), plain=False)
    )
    found: dict[str, Any] = {"date": day} if day else {}
    return {**found, "what": rest.strip()} if rest.strip() else found
