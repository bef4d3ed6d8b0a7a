"""Fields that stand in a note's text, where nobody counts them: orders, payments, birthdays."""

from __future__ import annotations

import re
from functools import cache

from kjournal.findings.finding import Place
from kjournal.notes.header.ownlines import COLONS
from kjournal.notes.lines.tasks import FENCED, TASK
from kjournal.notes.reading import Reading
from kjournal.notes.signs import line_starts
from kjournal.notes.strange import hidden_keys
from kjournal.patterns import regex
from kjournal.records import spec
from kjournal.records.customer import Customer
from kjournal.records.people import Contact
from kjournal.records.spec import Record
from kjournal.records.visit import Visit
from kjournal.words.folding import fold

_COUNTED: dict[type[Record], frozenset[str]] = {
    Visit: frozenset({
        "orders", "payments", "agreed", "returns", "adjustments", "gifts", "redeemed", "complaints", "adverse", "promises", "next",
    }),
    Customer: frozenset({"life_events", "licences", "opening", "credit_limit", "credit_days", "snooze", "cadence"}),
    Contact: frozenset({"birthday"}),
}  # fmt: skip
"""Fields by which something is summed up or somebody is reminded; people stand on cards."""
_LINE = regex(
    rf"^[ \t\u3000]{{0,8}}(?:[-*+•·][ \t\u3000]+)?(?P<bold>\*\*)?(?P<key>[^\s:{COLONS}*#|>-][^\s:{COLONS}*]{{0,19}})"
    rf"(?(bold)(?:\*\*[ \u3000]*[:{COLONS}]|[:{COLONS}]\*\*)|[ \u3000]*[:{COLONS}])(?P<rest>.*)",
    re.MULTILINE,
)
_COMMENT = regex(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_NOTHING = regex(r"[ \u3000]*(?:暂?无|没有|未发现)[。.！!]?[ \u3000]*")


@cache
def _keys(kind: type[Record]) -> frozenset[str]:
    """The spellings of the keys that are looked for in a note of that kind."""
    kinds = (Visit,) if kind is Visit else (Customer, Contact)
    return frozenset(
        key for one in kinds for key, field in spec.by_key(one).items() if field.name in _COUNTED[one]
    )


def look(reading: Reading, kind: type[Record], body: str, first: int) -> None:
    """Tell of the lines of a body, which begins on the file's line `first`, that begin with a key that counts."""
    keys = _keys(kind)
    lines = (_LINE.match(body, start) for start in line_starts(body, f":{COLONS}"))
    found = [match for match in lines if match is not None and match["key"] in keys]
    if not found:
        return
    aside = [match.span() for pattern in (FENCED, _COMMENT) for match in pattern.finditer(body)]
    for match in found:
        start = match.start("key")
        if any(begin <= start < end for begin, end in aside) or _NOTHING.fullmatch(match["rest"]):
            continue
        if TASK.match(body, match.start()):  # a promise is read there
            continue
        line, column = first + body.count("\n", 0, start), start - body.rfind("\n", 0, start)
        end = column + len(match["key"])
        if fold(match["key"]) in hidden_keys():
            reading.hide(line, end, end + len(match[0]))
        reading.again("KJ128", Place(reading.path, line, column, line, end), kind=match["key"])
