"""docs/rules.md: what reminds, how often, and when, from the table of the care rules and the presets."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from kjournal.care.cadence import BANDS
from kjournal.care.personality import ADVICE
from kjournal.care.rule import Rule
from kjournal.care.rules import RULES
from kjournal.care.settings import DEFAULT_PRESET, PRESETS, RAMP, Preset
from kjournal.outputs.feeds.event import KIND_LABELS
from tests.docs.markdown import both, chinese, code, document, fenced, table


def markdown() -> str:
    """The document."""
    return document(
        "Care rules: what reminds",
        "A care rule looks at one customer, all its visits and the day, and says what to do, for whom, when, and why."
        " `kjournal why CUSTOMER` shows the reason of each reminder. A rule is switched and tuned in `kjournal.toml`"
        " ([settings](settings.md)):",
        fenced('[rules.birthday]\non = true\nlead = [3]       # working days before\ntime = "08:30"', "toml"),
        table(
            ("Rule", "Feed", "Reminds", "On", "Time", "Days before", "Source"),
            [_rule(rule) for rule in RULES],
        ),
        "The source names the rules of the trade that it follows (S0 to S4); where there is none, the default is ours.",
        "## How often: presets · 预设",
        f"The preset of a customer is that of its class (`cadence.classes`), else of its rep, else the journal's"
        f" (`cadence.preset`), which is {DEFAULT_PRESET} where nothing is said. A card's own `cadence` (拜访频率) goes"
        " before all.",
        table(
            ("Preset", "A visit every", "A call every", "Any contact at least every", "Most a day"),
            [tuple(_preset(name, preset)) for name, preset in PRESETS.items()],
        ),
        "Somebody new is seen more often at first (前密后疏): "
        + ", ".join(str(days) for days in RAMP)
        + " days lie between the first contacts, as long as that is less than the steady interval.",
        "How long a customer was not seen is told in four bands (档): " + ", ".join(BANDS) + ".",
        "## Advice for nine characters",
        "A card may say what a person is like (`personality`, 性格). The word itself is shown nowhere; what stands under"
        " a reminder is the advice.",
        table(
            ("Written", "Do", "Do not"),
            [(name, both(one.do), both(one.dont) if one.dont else "") for name, one in ADVICE.items()],
        ),
    )


def _rule(rule: Rule) -> tuple[str, ...]:
    usual = rule.defaults
    return (
        code(rule.name),
        f"{KIND_LABELS[rule.kind]} · {chinese(KIND_LABELS[rule.kind])}",
        _means(rule),
        "yes" if usual.on else "no",
        f"{usual.time:%H:%M}" if usual.time else "by class" if rule.name == "call" else "all day",
        ", ".join(map(str, usual.lead)) if usual.lead else "",
        rule.source,
    )


def _means(rule: Rule) -> str:
    """What a rule says of itself, else the first words of its module."""
    if text := getattr(rule, "means", ""):
        return both(text)
    module = inspect.getmodule(rule.remind)
    said = (module.__doc__ or "").splitlines()[0] if module else ""
    return said.partition(": ")[2].rstrip(".") or said


def _preset(name: str, preset: Preset) -> Iterator[str]:
    yield name
    for table_ in (preset.visit, preset.call, preset.any):
        yield (
            ", ".join(
                f"{'others' if grade == '*' and len(table_) > 1 else grade if grade != '*' else ''} {days} days".strip()
                for grade, days in table_.items()
            )
            or "–"
        )
    yield f"{preset.visits_a_day} visits, {preset.calls_a_day} calls"
