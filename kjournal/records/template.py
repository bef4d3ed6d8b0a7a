"""Template notes, made from the declaration of the fields: the few keys a rep fills in first.

What `new` knows stands as a placeholder, `{{名称}}` or `{{name}}`: two braces around any spelling of a field's key.
Hints behind `#` are the choices of a field, or an example in the notation of FIELDS.md: data, the same in any language.
"""

from __future__ import annotations

from typing import NamedTuple

from kjournal.records import spec
from kjournal.records.customer import Customer
from kjournal.records.spec import Field, Record
from kjournal.records.visit import Visit


class Line(NamedTuple):
    """One key of a template note."""

    field: str  # the attribute's name
    hint: str = ""  # an example; a choice shows its values by itself
    filled: bool = False  # `new` knows the value
    value: str = ""  # the same in every such note


class Layout(NamedTuple):
    """One template note: its file below `templates/`, and its keys in order."""

    file: str
    record: type[Record]
    lines: tuple[Line, ...]


CUSTOMER = Layout(
    "customer.md",
    Customer,
    (
        Line("name", filled=True),
        Line("id", filled=True),
        Line("class_", filled=True),
        Line("region", "向阳镇", filled=True),
        Line("rep", filled=True),
        Line("status"),
        Line("created", filled=True),
        Line("address", "向阳镇民族街1号"),
        Line("phone", "19900000111"),
        Line("contacts", "陆文忠 院长 19900000112 拍板 生日5月12日"),
        # the seven questions (DOMAIN.md 2), asked over time: an empty line is no finding
        Line("nature", "公立"),
        Line("category_sales", "约38万，药房台账上看的"),
        Line("restock_days", "30"),
        Line("restock_channel", "向峨康医药要货"),
        Line("settlement"),
        Line("needs"),
        Line("opinion"),
    ),
)
VISIT = Layout(
    "visit.md",
    Visit,
    (
        Line("customer", filled=True),
        Line("date", filled=True),
        Line("channel", filled=True),
        Line("purpose"),
        Line("people", "陆文忠、覃小燕"),
        Line("orders", "阿莫西林胶囊 20盒 ×12.5"),
        Line("payments", "5000 现金"),
        Line("promises", "送两盒样品 给陆文忠 2026-12-01"),
        Line("result"),
        Line("next", "2026-12-05 带合同"),
    ),
)
REGION_EVENT = Layout(
    "区域事件.md",
    Visit,
    (
        Line("kind", value="区域事件"),
        Line("region", "向阳镇"),
        Line("what", "洪水"),
        Line("from_", "2026-07-08"),
        Line("to", "2026-07-15"),
        Line("script", "先问人平不平安，不谈货款"),
    ),
)
ACTIVITY = Layout(
    "活动.md",
    Visit,
    (
        Line("kind", value="活动"),
        Line("date", "2026-11-20"),
        Line("rep", "周宁"),
        Line("what", "秋季订货会"),
        Line("customers", "福民药店、济生堂药店"),
        Line("costs", "场租 300"),
    ),
)
DAY = Layout(
    "日报.md",
    Visit,
    (
        Line("kind", value="日报"),
        Line("date", "2026-11-20"),
        Line("rep", "周宁"),
        Line("attendance", "全勤"),
        Line("lessons"),
    ),
)
LAYOUTS = (CUSTOMER, VISIT, REGION_EVENT, ACTIVITY, DAY)
"""Every template note. `new` fills in the first two; the others are copied into `visits/` by hand."""
HINTS = frozenset(line.hint for layout in LAYOUTS for line in layout.lines if line.hint)
"""The examples behind `#`: where one still stands nobody wrote anything."""


def template(layout: Layout, language: str) -> str:
    """The text of a template note, with English keys where the language is English, else with Chinese labels."""
    known = spec.by_name(layout.record)
    english = language.startswith("en")
    lines = [_line(line, known[line.field], english=english) for line in layout.lines]
    return "\n".join(["---", *lines, "---", ""])


def _line(line: Line, field: Field, *, english: bool) -> str:
    key = field.key if english else field.label
    value = f"{{{{{key}}}}}" if line.filled else line.value
    hint = "" if line.value else line.hint or (" ".join(field.choices.values) if field.choices else "")
    return f"{key}: {value}".rstrip() + (f"  # {hint}" if hint else "")
