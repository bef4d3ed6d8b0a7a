"""docs/settings.md: what kjournal.toml may say, from the declaration of the settings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from kjournal.config.declared import SETTINGS, Setting
from tests.docs.markdown import both, chinese, code, document, fenced, table

TYPES = {
    "text": "a text in quotes",
    "texts": "a list of texts",
    "day": "a day in quotes",
    "days": "a list of days",
    "time": "a time of day in quotes",
    "number": "a whole number",
    "numbers": "a list of whole numbers",
    "yuan": "an amount in yuan",
    "yes/no": "`true` or `false`",
    "zone": "the name of a time zone",
    "workdays": "5, 6 or 7, or a list of weekdays",
    "capacity": "a number of visits, or visits and calls",
}
TITLES = {
    "": ("The journal", "日志"),
    "reps": ("Reps", "业务员"),
    "fields": ("Fields of your own", "自己加的栏目"),
    "cadence": ("How often", "拜访频率"),
    "rules": ("Care rules", "提醒规则"),
    "festivals": ("Festivals", "节日"),
    "quiet": ("Quiet times", "不打扰的日子"),
    "money": ("Money", "账款"),
    "grades": ("Grades", "等级"),
    "gifts": ("Gifts", "礼品"),
    "calendar": ("Working days", "工作日"),
    "feeds": ("Feeds", "日历订阅"),
    "checks": ("How grave a finding is", "问题算多严重"),
    "watch": ("Watching", "盯着改动"),
    "serve": ("Serving", "网页服务"),
}
OWN_WORDS = {
    "reps": "zhouning", "fields.customer": "采购额", "fields.visit": "天气", "cadence.classes": "县医院",
    "cadence.weekdays": "向阳镇", "cadence.presets": "城区", "rules": "birthday", "checks": "KJ215", "quiet": "去世", "licences": "营业执照", "festivals": "圣诞", "festivals.lead": "中秋", "grades.money": "A", "grades.influence": "县医院",
    "cadence.presets.城区.visit": "*", "cadence.presets.城区.call": "*", "cadence.presets.城区.any": "VIP",
}  # fmt: skip
"""What stands for the user's own word in the example."""
REPLACED = {"reps.zhouning.supervisor": '"zhouning"'}
"""Examples that name somebody whom the example does not have."""


def markdown() -> str:
    """The document."""
    return document(
        "Settings",
        "A journal's settings stand in `kjournal.toml` at its root, or below `[tool.kjournal]` in `pyproject.toml`. None"
        " has to be there, but `journal`, which `kjournal init` writes, should stay as it is: the identity of every"
        " reminder hangs on it. A setting that is not known is a finding ([KJ020](findings/KJ020.md)) with the nearest"
        " one that is; one that cannot be understood ([KJ021](findings/KJ021.md)) leaves the default in force.",
        "`*` in a key stands for a word of your own: a rep's id, a field's name, a class, a rule or a code.",
        *(part for section in _sections() for part in _section(section)),
        "## A whole example",
        "Every setting once, with what it means. Take what you need; the rest has good defaults.",
        fenced(example(), "toml"),
    )


def _sections() -> dict[str, list[Setting]]:
    found: dict[str, list[Setting]] = {"": []}
    for row in SETTINGS:
        top = row.key.partition(".")[0] if "." in row.key else ""
        found.setdefault(top, []).append(row)
    return found


def _section(name: str) -> Iterator[str | list[str]]:
    english, there = TITLES.get(name, (name.capitalize(), ""))
    rows = _sections()[name]
    yield f"## {english}" + (f" · {there}" if there else "")
    yield table(
        ("Key", "Type", "Meaning", "Example"),
        [(code(row.key), kind(row.type), both(row.means), code(row.example)) for row in rows],
    )


def kind(name: str) -> str:
    """A type in words."""
    if name.startswith("one of "):
        return "one of " + ", ".join(
            code(f'"{word.strip()}"') for word in name.removeprefix("one of ").split(",")
        )
    return TYPES[name]


def example() -> str:
    """A settings file with every setting once."""
    sections: dict[tuple[str, ...], list[tuple[str, str, str]]] = {(): []}
    for row in SETTINGS:
        path = own_path(row.key)
        value = REPLACED.get(".".join(path), row.example)
        sections.setdefault(tuple(path[:-1]), []).append((_key(path[-1]), value, chinese(row.means)))
    lines: list[str] = []
    for section, rows in sections.items():
        if section:
            lines += ["", f"[{'.'.join(map(_key, section))}]"]
        width = max(len(f"{key} = {value}") for key, value, _means in rows)
        lines += [f"{f'{key} = {value}':<{width}}  # {means}" for key, value, means in rows]
    return "\n".join(lines) + "\n"


def own_path(key: str) -> list[str]:
    """A setting's key with words in place of its stars."""
    path: list[str] = []
    for part in key.split("."):
        path.append(OWN_WORDS[".".join(path)] if part == "*" else part)
    return path


def _key(word: str) -> str:
    return word if re.fullmatch(r"[A-Za-z0-9_-]+", word) else json.dumps(word, ensure_ascii=False)
