"""Many customers who are alike, in every character of GB 2312, and words that look for them."""

from __future__ import annotations

import random

from kjournal.journal.matching import Kind, Row, row

SURNAMES = (
    "李王张刘陈杨黄赵周吴徐孙马朱胡林郭何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏覃单仇解查区"
)
KINDS = ["卫生院", "中心卫生院", "村卫生室", "大药房", "药店", "诊所", "社区卫生服务中心", "医药有限公司"]
QUERIES = [
    "李明",
    "李",
    "王医",
    "lm",
    "lml",
    "l",
    "liming",
    "李ming",
    "wsy",
    "1380",
    "38",
    "C0123",
    "img",
    "lm wsy",
]


def customers(count: int) -> list[Row]:
    """Rows with a name, an alias, an id, a town, one to three contacts with phones, and a tag."""
    draw = random.Random(7)
    gb = [bytes([high, low]).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFA)]
    rows = []
    for number in range(count):
        town = "".join(draw.choices(gb, k=2)) + draw.choice("镇乡")
        person = draw.choice(SURNAMES) + "".join(draw.choices(gb, k=2))
        name = draw.choice([town, person]) + draw.choice(KINDS)
        fields: list[tuple[Kind, str]] = [
            ("name", name),
            ("alias", name[:2] + "院"),
            ("id", f"C{number:05}"),
            ("town", town),
        ]
        for _ in range(draw.choice((1, 1, 2, 3))):
            contact = draw.choice(SURNAMES) + "".join(draw.choices([*gb, *"明朗建国秀英" * 100], k=2))
            fields += [("contact", contact), ("phone", str(draw.randrange(13000000000, 20000000000)))]
        rows.append(row(f"C{number:05}", [*fields, ("tag", draw.choice(["重点", "老客户", "VIP"]))]))
    return rows
