"""Words of illness outside 健康: about a person they are nobody's business, about business they are daily bread.

A pharmacy sells 高血压药, a doctor treats 糖尿病 in the 肿瘤科: that is work. A contact who has diabetes is a person, and what
is known of it belongs into the field that no page shows. So a person's fields are asked for a word of illness without a
sign of work around it; prose only for a sentence that says who has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from kjournal.findings.finding import Place
from kjournal.notes.nodes import Mapping, Node, Scalar, Sequence
from kjournal.notes.reading import Reading
from kjournal.patterns import regex
from kjournal.records import spec
from kjournal.records.customer import Customer
from kjournal.records.people import Contact
from kjournal.records.spec import Record

_ILL = (
    "糖尿病|血糖高|高血糖|高血[压壓]|血[压壓]高|高血脂|血脂高|三高|冠心病|心[脏臟]病|心肌梗[死塞]|心梗|心衰|[脑腦]梗塞?|[脑腦]出血|[脑腦]溢血|中[风風](?![险險向])|偏[瘫癱]|[瘫癱][痪瘓]"
    "|[\u4e00-\u9fff]?癌症?|[肿腫]瘤|白血病|尿毒症|[肾腎]衰竭?|[肾腎]炎|[肾腎]病|[乙丙]肝|大三[阳陽]|小三[阳陽]|肝炎|肝硬化|肺[结結]核|[结結]石|痛[风風]|哮喘|甲亢|甲[减減]"
    "|抑[郁鬱]症?|焦[虑慮]症|精神病|精神分裂症?|[癫癲][痫癇]|痴呆|帕金森|艾滋病?|愛滋病?|梅毒|性病|胃[溃潰][疡瘍]|胃出血|[类類]?[风風][湿濕]病?|[关關][节節]炎|腰椎[间間][盘盤]突出|[颈頸]椎病"
    "|[怀懷]孕|有身孕|流[产產]|不孕不?育?|[试試]管[婴嬰][儿兒]|[残殘]疾|重病|大病|病[重危]|[骨]折"
)
_TREATED = (
    r"[做动動][过過了][^，。；！？,;\n]{0,6}(?:手[术術]|化[疗療]|放[疗療]|透析|支架|搭[桥橋])|[开開][过過了]刀"
    r"|[在刚剛]做?(?:化[疗療]|放[疗療]|透析)|住[过過了]院|住院(?:了|手[术術]|[开開]刀)"
)
_WORK_BEHIND = (
    r"(?!的?(?:[内外]?科|病?[区區]|病房|[门門][诊診]|[专專][科家病]|[医醫]院|中心|用[药藥]|[药藥疫]|[类類]|患者|病[人友例]|[产產]品|[学學]|[会會][议議]|[课課讲講]|防|管理|[筛篩]查|片|[胶膠]囊|[颗顆]粒"
    r"|[试試][纸紙剂劑]|[仪儀]|[计計]|方[向面]|[领領]域|治|研究|[论論]文|日|宣[传傳]|[义義][诊診]|市[场場]|品[种種]|[线線]|[组組]|[项項]目|人群|指南|[护護]理|检|[检檢]|[库庫]|[客顾顧]|中[药藥]|[针針]|食品|奶粉|[辅輔]))"
)
_WORD = regex(f"(?<![抗防治看降断斷])(?:{_ILL}){_WORK_BEHIND}|{_TREATED}")
_WORK = regex(
    r"[看治诊診卖賣讲講学學懂抗]|擅[长長]|主攻|[专專][攻治]|研究|[负負][责責]|主推|推|管|[针針][对對]|用[于於]|[适適][应應用]|分管|[从從]事|[关關]注|咨[询詢]|[产產]品|病人|患者|[顾顧]客|村民|群[众眾]|[药藥]"
)
_SUFFERS = regex(r"[患得][了过過有上]|患|查出|[检檢]查出|[确確][诊診]|自己|本人|[爱愛]人|[对對]自己|因|怕")
_CLAUSE = regex(r"[^，。；！？、,;!?\n]+")
_SUBJECT = (
    "主任|院[长長]|所[长長]|站[长長]|[医醫][生师師]|大夫|[护護]士[长長]?|老板娘?|老闆娘?|[经經]理|店[长長]|[药藥][师師]|村[医醫]|科[长長]|[会會][计計]|[她他]|本人|[爱愛]人|妻子|老婆|丈夫|老公|父[亲親]|母[亲親]|爸爸?|[妈媽][妈媽]?"
    "|[儿兒]子|女[儿兒]|[儿兒]媳|婆婆|公公|岳父|岳母|[爷爺][爷爺]|奶奶|外公|外婆|哥哥?|弟弟?|姐姐?|妹妹?|孩子|小孩"
)
_SAID = regex(
    rf"(?:{_SUBJECT})[^，。；！？,;!?\n]{{0,6}}?(?:[得患][了过過]|患[有上]|查出[来來]?|[检檢]查出|[确確][诊診][了为為]?|[诊診][断斷][为為出]|[发發][现現]|一直有|也有|有)"
    rf"[^，。；！？,;!?\n]{{0,4}}?(?:{_ILL}){_WORK_BEHIND}"
    rf"|(?:{_SUBJECT})[^，。；！？,;!?\n]{{0,4}}?(?:[怀懷](?:孕|上)?了|[怀懷]孕{_WORK_BEHIND})"
)
_OTHERS = regex(r"病人|患者|[顾顧]客|村民|群[众眾]|老[乡鄉]|[药藥]")
_HINT = regex(
    "[病癌瘤孕炎梗疾痛喘瘫癱疡瘍肝肾腎衰癫癲痴郁鬱尿血脑腦住风風亢甲石折流森滋梅三怀懷焦乙丙开開手疗療析支搭焦残殘颈頸核椎裂婴嬰]"
)
"""At least one of these stands in every word of illness: most lines have none, and are done with."""
_SAID_HINT = regex(
    "|".join("尿病梗衰瘫癱癌瘤炎肝核痛喘亢郁鬱焦裂癫癲痴滋疡瘍椎孕婴嬰疾怀懷")
    + "|高血|血糖高|血压高|血壓高|血脂高|出血|溢血|帕金森|梅毒|风湿|风濕|風湿|風濕"
    + "|三高|中风|中風|大三|小三|结石|結石|甲减|甲減|流产|流產|骨折"
)
"""The same for what prose may say of somebody's illness: most bodies have none. Word by word: that is five times quicker
to look for than signs in brackets beside words."""
_LOOKED_AT = 5000  # characters of a text that are looked at

_PERSONAL = frozenset({
    "note", "hobbies", "dislikes", "greeting", "wish", "known_leaders", "personality", "family", "anniversaries",
    "family_background", "mindset",
})  # fmt: skip
"""Fields that speak of a person; the rest of a contact is work, or secret anyway."""
_PROSE = frozenset(
    {"result", "note", "favours", "requests", "lessons", "next", "objections", "purpose", "aim"}
)
"""Fields of a visit that are asked for a sentence about somebody's illness."""


class _Found(NamedTuple):
    """A word of illness in a line: the characters from `start` up to, not including, `end`."""

    start: int
    end: int


def of_person(text: str) -> Iterator[_Found]:
    """Where a text about a person speaks of illness, not of work."""
    for match in _WORD.finditer(text, 0, _LOOKED_AT) if _HINT.search(text) else ():
        clause = text[
            max(text.rfind(sign, 0, match.start()) for sign in "，。；！？、,;!?\n") + 1 : match.start()
        ]
        if not _WORK.search(clause) or _SUFFERS.search(clause):
            yield _Found(match.start(), match.end())


def in_prose(text: str) -> Iterator[_Found]:
    """Where prose says that somebody has an illness."""
    if not _SAID_HINT.search(text) or not _HINT.search(text):
        return
    for clause in _CLAUSE.finditer(text, 0, _LOOKED_AT):
        said = _SAID.search(clause[0]) if _SAID_HINT.search(clause[0]) else None
        if said and not _OTHERS.search(clause[0]):
            yield _Found(clause.start() + said.start(), clause.start() + said.end())


def look(reading: Reading, header: Mapping, kind: type[Record], body: str, body_line: int) -> None:
    """Tell of the illnesses in one note that stand where pages show them."""
    text = reading.text
    if text.isascii() or (kind is not Customer and not _SAID_HINT.search(text) and "\\" not in text):
        return  # but a text in quotes may spell a sign as \u7cd6
    asked = _asked(kind)
    personal = kind is Customer and _is_person(header)
    for key, node in header.entries:
        name = asked.get(key.text)
        if name == "contacts":
            _contacts(reading, node)
        elif name is not None and kind is not Customer:
            _texts(reading, node, in_prose)
        elif name is not None and (personal or name != "note"):
            _person(reading, node)
    for number, line in enumerate(body.split("\n"), body_line) if _SAID_HINT.search(body) else ():
        for found in in_prose(line):
            _tell(reading, number, found.start + 1, found.end + 1)


@cache
def _asked(kind: type[Record]) -> dict[str, str]:
    """The spellings of the keys whose texts are asked for words of illness, with the fields' names."""
    names = {"contacts"} | (_PERSONAL if kind is Customer else _PROSE)
    return {key: field.name for key, field in spec.by_key(kind).items() if field.name in names}


def _is_person(header: Mapping) -> bool:
    """Whether a card is a person's own: it says so, or it names where the person works."""
    known = spec.by_key(Customer)
    named = {known[key.text].name: node for key, node in header.entries if key.text in known}
    kind = named.get("kind")
    return "org" in named or (isinstance(kind, Scalar) and kind.text == "个人")


def _contacts(reading: Reading, node: Node) -> None:
    """The people of an organisation, one line or a group of fields each."""
    known = spec.by_key(Contact)
    for item in node.items if isinstance(node, Sequence) else [node]:
        if isinstance(item, Mapping):
            for key, value in item.entries:
                if key.text not in known or known[key.text].name in _PERSONAL:
                    _person(reading, value)
        else:
            _person(reading, item)


def _person(reading: Reading, node: Node) -> None:
    _texts(reading, node, of_person)


def _texts(reading: Reading, node: Node, find: Callable[[str], Iterator[_Found]]) -> None:
    """Every text of a node."""
    if isinstance(node, Scalar):
        for found in find(node.text):
            if node.line == node.end_line and reading.lines[node.line - 1][node.column - 1 :].startswith(
                node.text
            ):
                _tell(reading, node.line, node.column + found.start, node.column + found.end)
            else:
                reading.keep_secret(node)
                reading.again("KJ604", node)
                break
    elif isinstance(node, Sequence):
        for item in node.items:
            _texts(reading, item, find)
    else:
        for _key, value in node.entries:
            _texts(reading, value, find)


def _tell(reading: Reading, line: int, column: int, end: int) -> None:
    reading.hide(line, column - 1, end - 1)
    reading.again("KJ604", Place(reading.path, line, column, line, end))
