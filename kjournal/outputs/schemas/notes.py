"""The JSON Schema of a card's or a visit's header, from the declaration of its record."""

from __future__ import annotations

from kjournal.notes.settings import ReadSettings
from kjournal.outputs.schemas.spellings import anyhow, whole
from kjournal.outputs.schemas.values import ANY, Schema, of, one
from kjournal.records import spec
from kjournal.records.choices import CUSTOMER_KIND, ROLES
from kjournal.records.customer import Customer
from kjournal.records.people import Contact
from kjournal.records.spec import Field, Record
from kjournal.records.template import LAYOUTS
from kjournal.records.visit import Visit
from kjournal.words import N_, _, language

DRAFT = "http://json-schema.org/draft-07/schema#"
_QUIET = "-also"  # behind the name of a definition: the same, accepted and not offered

LINES = {
    "contacts": "陆文忠 院长 19900000112 拍板 生日5月12日",
    "anniversaries": "结婚纪念日 10月1日",
    "family": "儿子 初二",
    "bus": "县城—向阳镇 发车=07:30",
    "competitors": "双黄连口服液 厂家=同仁",
    "life_events": "2026-10-08 结婚 子女",
    "own_events": "店庆 9月18日",
    "opening": "2026-01-01 3540",
    "licences": "营业执照 到2027-05-31",
    "next": "2026-12-05 带合同",
    "orders": "阿莫西林胶囊 20盒 ×12.5",
    "payments": "5000 现金 上交=2026-11-21",
    "returns": "阿莫西林胶囊 2盒 ×12.5",
    "adjustments": "补差 =-30",
    "gifts": "茶叶 168元 给王店长 场合=中秋",
    "redeemed": "毛巾 10条",
    "stock": "板蓝根颗粒 6袋 安全=20",
    "complaints": "破损 一般 两盒压扁",
    "promises": "送两盒样品 给陆文忠 2026-12-01",
    "requests": "要一张价格表",
    "costs": "午餐 45",
    "time_use": "洽谈 20",
    "review": "已阅",
}
"""A part in one line, for each field that holds parts; a test reads them."""
_BY_TYPE = {
    spec.TEXTS: "重点、河池", spec.LINK: "向阳镇卫生院", spec.LINKS: "福民药店、济生堂药店", spec.DAY: "2026-11-20",
    spec.DUE: "2026-12-01", spec.DAYS: "2026-10-08、2026-11-20", spec.MONTH: "2027-05", spec.LEAVE: "2026-08-31",
    spec.BIRTHDAY: "1975-03-08、--03-08、农历1975-08-15", spec.TIME: "14:30", spec.MOMENT: "2026-11-20 14:30",
    spec.MONEY: "1.2万", spec.NUMBER: "85.5", spec.INTEGER: "30", spec.QUANTITY: "20盒", spec.DISCOUNT: "9折",
    spec.PHONE: "19900000111", spec.GEO: "24.70,108.05",
}  # fmt: skip
_HINTS = {line.field: line.hint for layout in LAYOUTS for line in layout.lines if line.hint}
_TITLES: dict[type[Record], str] = {
    Customer: N_("A customer's card: the lines between the two ---"),
    Visit: N_("A visit: the lines between the two ---"),
}


def schema(record: type[Record], settings: ReadSettings) -> Schema:
    """The schema of a header; the settings add classes and fields of one's own."""
    made = _Definitions(settings)
    properties = made.properties(record)
    own = settings.customer_fields if record is Customer else settings.visit_fields
    for key, kind in own.items():
        properties.setdefault(
            key, _described(spec.own_field(key, kind)) | one(spec.own_field(key, kind), None)
        )
    if record is Customer:
        for role in ROLES:
            properties.setdefault(role, made.post(role))
    found: Schema = {
        "$schema": DRAFT, "title": _(_TITLES[record]), "type": "object", "properties": properties,
        "additionalProperties": True,
    }  # fmt: skip
    if record is Customer:
        found["allOf"] = [_demanded("class_"), _demanded("region")]
    return found | {"definitions": made.definitions}


class _Definitions:
    """The schemas that properties refer to: each field's and each part's, once."""

    def __init__(self, settings: ReadSettings) -> None:
        self.settings = settings
        self.definitions: Schema = {}

    def properties(self, record: type[Record]) -> Schema:
        """Every accepted spelling of a record's keys; the spelling of the journal's language is the one offered."""
        found: Schema = {}
        for field in spec.fields(record):
            name = f"{record.__name__}.{field.key}"
            self.definitions[name] = _described(field) | self._value(field)
            # beside a $ref nothing counts, so what is not offered is a definition of its own
            self.definitions[name + _QUIET] = {
                "doNotSuggest": True,
                "allOf": [{"$ref": f"#/definitions/{name}"}],
            }
            shown = field.key if language() == "en" else field.label
            for spelling in (shown, field.key, field.label, *field.also):
                quiet = "" if spelling == shown else _QUIET
                found.setdefault(spelling, {"$ref": f"#/definitions/{name}{quiet}"})
        return found

    def post(self, role: str) -> Schema:
        """A role's name as a key: the person who has it."""
        means = _("the person there with this role, in one line: {example}").format(
            example="黄卫民 19900000011"
        )
        return {"title": role, "description": means, "doNotSuggest": True} | self._parts(Contact)

    def _value(self, field: Field) -> Schema:
        if field.record is not None:
            return self._parts(field.record, one=field.type == spec.RECORD)
        return one(field, self.settings.class_choices if field.name == "class_" else field.choices)

    def _parts(self, record: type[Record], *, one: bool = False) -> Schema:
        """A group of fields or a line, or a list of them."""
        name = record.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # its place, should it hold itself
            self.definitions[name] = of("object", *ANY) | {"properties": self.properties(record)}
        part: Schema = {"$ref": f"#/definitions/{name}"}
        several = {"type": "array", "items": part}
        return {"anyOf": [part, several | {"maxItems": 1}] if one else [several, part]}


def _described(field: Field) -> Schema:
    """What an editor shows of a field: its names, what it means, an example.

    The example is no `examples`: editors would type it into the note, a telephone number that is nobody's.
    """
    title = field.label if field.label == field.key else f"{field.label} {field.key}"
    said = [_(field.means)] if field.means else []
    if (
        example := LINES.get(field.name)
        if field.record
        else _HINTS.get(field.name) or _BY_TYPE.get(field.type)
    ):
        said.append(_("for example: {example}").format(example=example))
    if field.record:
        said.append(_("as a line, or as a group of fields"))
    return {"title": title, "description": "\n\n".join(said)}


def _demanded(name: str) -> Schema:
    """A field without which a card is found fault with, unless it has `org` or is of one's own company."""
    known = spec.by_name(Customer)
    own = [word for word, value in CUSTOMER_KIND.spellings.items() if value == "内部"]
    shown = known[name].key if language() == "en" else known[name].label
    return {
        "if": {
            "allOf": [_lacks(known[name]), _lacks(known["org"])],
            "patternProperties": {_any_key(known["kind"]): {"not": {"pattern": whole(anyhow(own))}}},
        },
        "then": {"required": [shown]},
    }


def _lacks(field: Field) -> Schema:
    return {"propertyNames": {"not": {"pattern": _any_key(field)}}}


def _any_key(field: Field) -> str:
    return whole(anyhow((field.key, field.label, *field.also)))
