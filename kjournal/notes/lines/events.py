"""What happened in a customer's house, in natural words: 父亲去世, 老板娘住院, 女儿考上大学."""

from __future__ import annotations

from typing import Any

from kjournal.dates.typed import is_day
from kjournal.notes.lines.items import Line
from kjournal.notes.nodes import Mapping, Scalar
from kjournal.notes.reading import Reading
from kjournal.notes.values import typed
from kjournal.patterns import regex
from kjournal.records import spec
from kjournal.records.choices import GRAVE_EVENTS
from kjournal.records.people import LifeEvent
from kjournal.records.spec import Field
from kjournal.words import _
from kjournal.words.folding import fold

_KINDS = {  # the gravest first: 车祸去世 is a death
    "去世": r"去世|过世|病逝|离世|辞世|逝世|仙逝|病故|故去|(?<![调搬带拿跑送取偷])走了(?!之)|不在了|人没了|[白丧]事|办丧|奔丧|出殡|葬礼|下葬|安葬|追悼|吊唁|守孝|头七",
    "事故": r"事故|车祸|受伤|[摔烧烫砸撞]伤|骨折|出了?事(?!务)|工伤|火灾",
    "生病": r"生病|住了?院(?![医部])|手术(?![室刀])|动了?刀|开刀|[大重]病|病[重危倒]|生了?一?场?病|得了?.{0,4}[病癌]|中风|脑梗|心梗|化疗",
    "得子": r"得子|得女|生孩子|添了?丁|满月|[一二三]胎|(?<![发产学医先新])生(?:了|[娃子女儿])(?!意)|喜得|出生|抱孙|百日宴|双胞胎",
    "升学": r"升学|考[上取]|录取|金榜题名|谢师宴|状元",
    "结婚": r"(?:(?<!离)结?婚(?:礼|宴)|结婚|大婚|完婚|[订新]婚|喜酒|出嫁|嫁(?=女)|娶)(?!.{0,6}(?:周年|纪念))",
    "乔迁": r"乔迁|搬了?[新家进到]|新居|入宅|入伙",
    "退休": r"退休|退下来",
    "升职": r"升职|提拔|晋升|高升|升了?[任为副正主院店科经所部]|评上",
    "大寿": r"[大过做祝][寿]|寿[宴诞辰]|(?:[5-9]0|[五六七八九]十)周?岁",
}
_KIND = {kind: regex(rf"(?<![没未])(?<!没有)(?:{words})") for kind, words in _KINDS.items()}
_PEOPLE = {
    "其他亲属": r"儿媳妇?|女婿|外?孙[子女儿]?|爷爷|奶奶|外公|外婆|姥[姥爷]|公公|婆婆|[哥弟姐妹]+|[叔伯舅姑姨婶]+|侄[子女儿]?|外甥女?|亲戚|家属",
    "父母": r"父母?亲?|母亲|(?<!当)[爸妈]+|爹|娘亲|老人家?|岳[父母]|丈人|丈母娘|老爷子|老太太",
    "配偶": r"老婆|老公|爱人|妻子?|丈夫|老板娘|太太|媳妇|配偶|先生",
    "子女": r"儿子|[女闺]儿?子?女?|小孩|孩子|子女|[大小]儿",
    "本人": r"本人|自己",
}
_WHO = regex("|".join(f"(?P<p{index}>{words})" for index, words in enumerate(_PEOPLE.values())))
_GLUED_DAY = regex(
    r"\s*(?:[0-9]{4}(?:-[0-9]{1,2}-|/[0-9]{1,2}/|\.[0-9]{1,2}\.|年[0-9]{1,2}月)|[0-9]{1,2}月)[0-9]{1,2}[日号]?(?=[^\s0-9日号])"
)


def kind_in(text: str) -> tuple[str, str]:
    """What happened and to whom, as far as a text names them; of several relatives the last one before the event."""
    said = fold(text)
    for kind, pattern in _KIND.items():
        if (match := pattern.search(said)) is not None:
            before = list(_WHO.finditer(said, 0, match.start()))
            behind = _WHO.search(said, match.end()) if kind != "得子" else None
            who = before[-1] if before else behind
            return kind, list(_PEOPLE)[int((who.lastgroup or "p0")[1:])] if who else ""
    return "", ""


def event_line(reading: Reading, field: Field, scalar: Scalar) -> dict[str, Any]:
    """A life event in one line: its words are searched for what happened where none of them says just that."""
    day = _glued_day(scalar)
    rest = scalar.part(scalar.text[len(day.text) :], scalar.column + len(day.text)) if day else scalar
    line = Line(reading, field, LifeEvent, rest)
    found = line.read()
    if day is not None and "date" not in found:
        value = typed.read(reading, spec.by_name(LifeEvent)["date"], day)
        found |= {"date": value} if value is not None else {}
    return understood(reading, field, scalar, found)


def understood(
    reading: Reading, field: Field, node: Scalar | Mapping, found: dict[str, Any]
) -> dict[str, Any]:
    """The fields of an event with what its words say; a finding where nobody can tell what happened on its day."""
    if "kind" in found:
        return found
    kind, who = kind_in(found.get("note", ""))
    if kind:
        return {**found, "kind": kind, **({"who": who} if who and "who" not in found else {})}
    if "date" in found:
        told = _("what happened on {day} is not understood").format(day=found["date"].isoformat())
        reading.add_for("KJ234", field, node, reason=told)
    return found


def without_day(
    reading: Reading, field: Field, node: Scalar | Mapping, found: dict[str, Any], mark: int
) -> None:
    """A grave event without its day, unless the day was found wrong since `mark`: no quiet time begins."""
    if found.get("kind") in GRAVE_EVENTS and "date" not in found and not reading.refused("date", mark):
        reading.add_for("KJ234", field, node, reason=_("it has no day, so no quiet time begins"))


def _glued_day(scalar: Scalar) -> Scalar | None:
    """A date to which the words behind it are stuck: 2026-11-20父亲去世."""
    match = _GLUED_DAY.match(scalar.text)
    if match is None or not is_day(match[0].strip()):
        return None
    return scalar.part(match[0], scalar.column)
