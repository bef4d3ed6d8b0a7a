"""docs/fields.md: what may stand in a note, from the declarations of the records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings
from kjournal.records import spec
from kjournal.records.choices import ROLES, Choices
from kjournal.records.customer import Customer
from kjournal.records.people import Contact
from kjournal.records.spec import Field, Record, by_name, fields
from kjournal.records.visit import Visit
from tests.docs.markdown import both, code, document, fenced, table

TYPES = {
    spec.TEXT: ("one line of text", "向阳镇卫生院"),
    spec.PROSE: ("any text, kept to the letter", "老板讲今年生意淡"),
    spec.TEXTS: ("several short texts: a list, or one text with `、` between them", "[重点, 河池]"),
    spec.LINK: ("a customer: its id, name or alias, or `[[name]]`", "向阳镇卫生院"),
    spec.LINKS: ("several customers", "[福民药店, 济生堂药店]"),
    spec.DAY: ("a day; without its year it is read from the note", "2026-11-20"),
    spec.DUE: ("a day that lies ahead; 明天, 周五, 月底 count from the visit", "2026-12-01"),
    spec.DAYS: ("one day or several", "[2026-10-08, 2026-11-20]"),
    spec.MONTH: ("a month (its last day counts) or a day", "2027-05"),
    spec.LEAVE: ("a day, or 是 where nobody knows the day", "2026-08-31"),
    spec.BIRTHDAY: ("a day of the year, solar or lunar, with or without the year", "农历1975-08-15"),
    spec.TIME: ("a time of day", "14:30"),
    spec.MOMENT: ("a day with or without a time", "2026-11-20 14:30"),
    spec.MONEY: ("an amount in yuan", "1.2万"),
    spec.NUMBER: ("a number", "85.5"),
    spec.INTEGER: ("a whole number; a unit behind it may stand", "30天"),
    spec.QUANTITY: ("a number with its unit", "20盒"),
    spec.DISCOUNT: ("a rate, or yuan off", "9折"),
    spec.YES_NO: ("是 or 否, also 有, 无, yes, no, √, ×", "是"),
    spec.PHONE: ("telephone numbers, shown as typed", "0778-1234567"),
    spec.GEO: ("latitude and longitude, in either order", "24.70,108.05"),
    spec.CHOICE: ("one of the words listed below", "村卫生室"),
    spec.CHOICES: ("one or several of the words listed below", "[订货, 收款]"),
    spec.SCORE: ("1 to 5, or a word for it", "4"),
    spec.RECORD: ("a group of fields, or one line", "2026-12-05 带合同"),
    spec.RECORDS: ("a list of such groups or lines", "- 陆文忠 院长 19900000112"),
}
SEEN = {
    spec.PUBLIC: "stands in every feed",
    spec.INTERNAL: "stands in the feeds of colleagues (`brief`), not in those for strangers (`initials`)",
    spec.PRIVATE: "stands on the pages and in the rep's own feed (`full`) alone",
    spec.SECRET: "never leaves the note: not in the index, on no page, in no feed; only `show --secret` prints it",
}
EXAMPLES = (
    ("orders", "阿莫西林胶囊 20盒 ×12.5"),
    ("orders", "阿莫西林 0.25g*24粒 20盒 @12.5 9折"),
    ("orders", "维C片 100片 10瓶 =96"),
    ("payments", "1.2万 银行承兑 2027-02-20"),
    ("payments", "5000 现金 上交=2026-11-21"),
    ("gifts", "「给力」茶叶 168元 给王店长 场合=中秋"),
    ("stock", "板蓝根颗粒 6袋 安全=20"),
    ("promises", "- [ ] 送两盒样品 给李医生 2026-12-01"),
)
"""The eight examples of the grammar; the last is a line of the body."""
GRAMMAR = """\
item    = part { blank part }          the kinds below are tried in this order, on the whole part,
                                       only where the list has the field
quoted  = “…” | 「…」                   one word, never read as anything else
keyed   = key "=" text                 key: a field of this list, Chinese or English
date    = as in DAY                    the list's date field
price   = (× | x | X | * | @) number   for one unit
total   = "=" number [元]              of the line; must agree with quantity × price × discount
money   = (￥ | ¥) number | number (元 | 万 | 万元)
rebate  = number 折                    9折 = 0.9, 95折 = 0.95
qty     = number unit                  unit: 1 to 4 letters, not 元 万 折 mg g ml; the last counts
person  = (给 | 由) name               to, by; never the first part
choice  = a value of one of the list's choices
number  = digits [. digits]            the amount in payments and costs, the minutes in time_use
word    = anything else                words in order, joined by one blank = the list's first field
"""
TITLES: dict[type[Record], str] = {
    Customer: "Customer · 客户",
    Contact: "Contact · 联系人",
    Visit: "Visit · 拜访",
}


def markdown() -> str:
    """The document."""
    records = _records()
    return document(
        "Fields: what may stand in a note",
        "A note is a Markdown file: fields between two lines of `---`, free text below. A card below `customers/` is one"
        " customer, a note below `visits/` one visit. Every field may be written by its key, by its Chinese label, or by"
        " any of the spellings listed here, in simplified or traditional characters; capitals, blanks, `·`, `_` and `-`"
        " in it do not matter. `农历生日`, `阴历生日`, `旧历生日` and `老历生日` also say that the day is lunar. Only"
        " three fields must be there, and each has a default: `name` (the file's name), `class` and `region`.",
        _role_words(),
        "Fields of your own are declared in `kjournal.toml` ([settings](settings.md), `fields.customer` and"
        " `fields.visit`); every other unknown key is kept as it is, and reported ([KJ205](findings/KJ205.md)).",
        "## Kinds of values",
        table(
            ("Type", "What is written", "Example"),
            [(name, text, code(example)) for name, (text, example) in TYPES.items()],
        ),
        "Dates may be typed in many ways (`2026-4-7`, `2026/11/21`, `20261121`, `2026年11月21日`, `11-21`, `3月8日`,"
        " `腊月廿三`, `农历1978-08-01`); the plain form is `2026-11-21`, without the year `--11-21`, lunar"
        " `农历1975-08-15`. In a visit, `明天`, `周五`, `N天内` and `月底` count from the visit's day.",
        "## Who sees a value",
        table(("Seen by", "Meaning"), [(name, SEEN[name]) for name in SEEN]),
        "## One line instead of a group",
        "An item of a list may be a group of fields, or one line of text. What the line does not give stays empty; what"
        " cannot be placed stays in the first field as text.",
        fenced(GRAMMAR, "text"),
        table(("List", "Line", "Read as"), [_example(name, line) for name, line in EXAMPLES]),
        "**People** in one line: the name first, a telephone number by its digits, role and department by the words for"
        " them, `拍板`, a birthday by `生日…` or `农历…`; the rest is the note: `罗秀英 内科 医生 19900000002"
        " 周二周四上午坐诊 生日3月8日`. **Licences**: kind, number if any, a date (`到2027-05-31`, `有效期至…`)."
        " **Next**: a day first, the rest is what. **Promises in prose**: a line of the body that begins with `- [ ]`,"
        " `□`, `☐` (open), `[x]`, `☑`, `√` (kept), or with `答应` or `承诺` and a colon or blank.",
        *(part for record in records for part in _section(record, records[record])),
        "## Values of choices",
        "A word in the first column is shown everywhere; those in the second are accepted and read as it, and so are"
        " traditional characters. Where free words may stand, others are kept as written.",
        *(part for choices, used in _choices(records) for part in _choice(choices, used)),
    )


def _role_words() -> str:
    return (
        "Role words as keys make a contact (`老板: 黄卫民 19900000011`): "
        + " ".join(f"`{role}`" for role in ROLES)
        + "."
    )


def _records() -> dict[type[Record], list[str]]:
    """Every record, with the fields that hold it, the customer's first."""
    found: dict[type[Record], list[str]] = {Customer: [], Contact: []}
    todo: list[type[Record]] = [Customer, Contact, Visit]
    seen: set[type[Record]] = set()
    while todo:
        record = todo.pop(0)
        if record in seen:
            continue
        seen.add(record)
        found.setdefault(record, [])
        for field in fields(record):
            if field.record is None or (record is Customer and field.name not in record.__annotations__):
                continue
            place = f"`{field.key}` {field.label}"
            places = found.setdefault(field.record, [])
            if place not in places:
                places.append(place)
            todo.append(field.record)
    return found


def _section(record: type[Record], places: list[str]) -> Iterator[str | list[str]]:
    yield f"## {TITLES.get(record, _title(record, places))}"
    yield f"{(record.__doc__ or '').strip()}" + (f" Stands in {', '.join(places)}." if places else "")
    own = [field for field in fields(record) if field.name in record.__annotations__]
    if record is Customer:
        yield (
            "Every field of a [contact](#contact--联系人) may stand at the top of a card too: a person's own, or that of"
            " the one person in charge of a shop or clinic."
        )
    yield table(
        ("Key", "Label", "Also accepted", "Type", "Seen by", "Meaning"),
        [
            (
                code(field.key),
                field.label,
                "、".join(field.also),
                field.type,
                field.sensitivity,
                both(field.means),
            )
            for field in own
        ],
    )


def _title(record: type[Record], places: list[str]) -> str:
    label = places[0].rpartition(" ")[2] if places else ""
    name = "".join(f" {char.lower()}" if char.isupper() else char for char in record.__name__).strip()
    return f"{name.capitalize()} · {label}"


def _choices(records: dict[type[Record], list[str]]) -> list[tuple[Choices, list[str]]]:
    """Each table of choices with the fields that it is for."""
    found: dict[str, tuple[Choices, list[str]]] = {}
    for record in records:
        for field in fields(record):
            if field.choices is None or field.name not in record.__annotations__:
                continue
            _same, used = found.setdefault(field.choices.name, (field.choices, []))
            place = f"`{field.key}` {field.label}"
            if place not in used:
                used.append(place)
    return list(found.values())


def _choice(choices: Choices, used: list[str]) -> Iterator[str | list[str]]:
    yield f"### {choices.name.capitalize()}"
    notes = [
        "other words are kept as written" if choices.open else "",
        "free words are matched to the nearest" if choices.nearest else "",
        f"each with {'、'.join(choices.suffixes)} behind it too" if choices.suffixes else "",
    ]
    said = "; ".join(filter(None, notes))
    yield "For " + ", ".join(used) + (f"; {said}." if said else ".")
    rows = []
    for line in choices.table.strip().splitlines():
        value, _colon, also = (part.strip() for part in line.partition(":"))
        rows.append((value, also))
    yield table(("Value", "Also accepted"), rows)


# The examples, read by the reader itself


def read(name: str, line: str) -> Record:
    """What the reader of notes makes of a line: the one item of the list `name` of a visit."""
    body = line.startswith("- [")
    header = "" if body else f"{name}:\n  - {line}\n"
    text = f"---\ncustomer: 向阳镇卫生院\ndate: 2026-11-20\n{header}---\n{line if body else ''}\n"
    record = NoteReader(ReadSettings()).read("visits/2026-11-20.md", text.encode()).record
    item: Record = getattr(record, name)[0]
    return item


def values(item: Record) -> dict[str, str]:
    """What an item says, by key."""
    return {
        field.key: _said(field, value)
        for field in fields(type(item))
        if (value := getattr(item, field.name)) not in (None, "", ())
    }


def _said(field: Field, value: Any) -> str:
    match value:
        case Decimal() if field.type == spec.MONEY:
            return f"{value:.2f}"
        case Decimal():
            return f"{value:f}"
        case date() | datetime() | time():
            return value.isoformat()
    return str(value)


def _example(name: str, line: str) -> tuple[str, str, str]:
    item = read(name, line)
    said = ", ".join(f"{key} {value}" for key, value in values(item).items())
    return f"{name} {by_name(Visit)[name].label}", code(line), said
