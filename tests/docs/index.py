"""docs/index.md: the tables of the index, from its schema, and queries that are run by the tests."""

from __future__ import annotations

import re
from typing import NamedTuple

from kjournal.journal.schema import OWN, RECORDS, RecordTable, Table, columns, keys
from tests.docs.markdown import both, chinese, code, document, fenced, prose, table


class Query(NamedTuple):
    """A question that the index answers."""

    asks: str
    sql: str


QUERIES = (
    Query(
        "How many customers there are of each class and grade",
        """\
SELECT c.class, g.grade, COUNT(*) AS customers
FROM customers AS c JOIN grades AS g ON g.customer = c.id
GROUP BY c.class, g.grade
ORDER BY c.class, g.grade""",
    ),
    Query(
        "Who was not seen for the longest time",
        """\
SELECT c.name, c.region, MAX(v.date) AS last, CAST(julianday('2026-11-20') - julianday(MAX(v.date)) AS INTEGER) AS days
FROM customers AS c JOIN visits AS v ON v.customer = c.id AND v.status = '完成'
WHERE c.status NOT IN ('停业', '合并', '流失')
GROUP BY c.id
ORDER BY last
LIMIT 10""",
    ),
    Query(
        "Promises that are still open, the oldest first",
        """\
SELECT p.due, c.name, p.what, p.to_whom
FROM promises AS p
JOIN visits AS v ON v.path = p.path
JOIN customers AS c ON c.id = v.customer
WHERE COALESCE(p.done, '') = ''
ORDER BY p.due""",
    ),
    Query(
        "What was ordered in the last half year, by product",
        """\
SELECT o.product, o.unit, SUM(o.qty) AS quantity, COUNT(DISTINCT v.customer) AS customers
FROM orders AS o JOIN visits AS v ON v.path = o.path
WHERE v.date >= date('2026-11-20', '-6 months')
GROUP BY o.product, o.unit
ORDER BY customers DESC, quantity DESC""",
    ),
    Query(
        "Money received, by month and rep",
        """\
SELECT substr(v.date, 1, 7) AS month, v.rep_id, SUM(p.amount) AS yuan, COUNT(*) AS payments
FROM payments AS p JOIN visits AS v ON v.path = p.path
GROUP BY month, v.rep_id
ORDER BY month, v.rep_id""",
    ),
    Query(
        "Money that is overdue, the oldest first",
        """\
SELECT i.due, c.name, i.open, i.amount, CAST(julianday('2026-11-20') - julianday(i.due) AS INTEGER) AS days
FROM debts AS i JOIN customers AS c ON c.id = i.customer
WHERE i.due < '2026-11-20'
ORDER BY i.due""",
    ),
    Query(
        "The register of gifts for an audit: what a person got on each occasion of the year, beside the cap",
        """\
SELECT g.day, g.rep, COALESCE(c.name, g.visit) AS whom, g.person, g.recipient, g.occasion,
  group_concat(g.item, '、') AS things, SUM(g.worth / MAX(g.guests, 1)) AS yuan_each, MIN(g.cap) AS cap
FROM given AS g LEFT JOIN customers AS c ON c.id = g.customer
WHERE g.year = 2026
GROUP BY g.owner, g.person, g.occasion
ORDER BY g.day""",
    ),
    Query(
        "Papers that expire within ninety days",
        """\
SELECT l.expires, c.name, l.kind, c.rep
FROM licences AS l JOIN customers AS c ON c.path = l.path
WHERE l.expires BETWEEN '2026-11-20' AND date('2026-11-20', '+90 days')
ORDER BY l.expires""",
    ),
    Query(
        "What a rep has to do in the next seven days",
        """\
SELECT day, start, verb, name, why
FROM reminders
WHERE rep = 'zhouning' AND day BETWEEN '2026-11-20' AND date('2026-11-20', '+6 days')
ORDER BY day, start""",
    ),
    Query(
        "How often each finding is met",
        """\
SELECT code, COUNT(*) AS times
FROM (
  SELECT json_extract(found.value, '$.code') AS code
  FROM said, json_each(CAST(said.findings AS TEXT)) AS found
  UNION ALL
  SELECT code FROM findings
)
GROUP BY code
ORDER BY times DESC, code""",
    ),
)

_NAMED = {
    "path": "the note's path below the journal's root",
    "n": "the place in its list, from 0",
    "written_id": "the id as it is written; empty where the file's name is the id",
    "stem": "the file's name without its ending",
    "org_id": "the id of the organisation that `org` names",
    "customer_id": "the id of the card that the note names; empty where it names none",
    "rep_id": "the id of the rep",
}


def markdown() -> str:
    """The document."""
    return document(
        "The index",
        "Everything that is shown comes from one SQLite file, `.kjournal/index.db`. It is made from the notes and may be"
        " deleted at any time; nobody but kjournal writes it, anybody may read it:",
        fenced(
            'sqlite3 -readonly .kjournal/index.db "SELECT name, phone FROM customers ORDER BY name"', "sh"
        ),
        "A day is text (`2026-11-20`), a moment text with its zone, a yes or no 1 or 0, an amount a number of yuan;"
        " several words stand in one text with `、` between them, parts of a part as JSON. What is not written is NULL"
        " or empty. Secret values ([fields](fields.md#who-sees-a-value)) are never in it. Before 1.0 a table may change"
        " with any version; the index is then made anew by itself.",
        "## Queries",
        "The day in them is the sample's; `date('now')` is today.",
        *(part for query in QUERIES for part in (query.asks + ":", fenced(query.sql, "sql"))),
        "## Tables made from notes",
        "A card is a row of `customers`, a visit a row of `visits`; the items of their lists stand in tables of their"
        " own, and `path` leads back: `JOIN visits ON visits.path = orders.path`. A visit's `customer` is the id of the"
        " customer, whatever the note wrote.",
        *(part for one in RECORDS for part in _made(one)),
        "## Tables of the build",
        "What the steps lay down for one another, and what they remember.",
        *(part for one in OWN for part in _own(one)),
    )


def _title(name: str, means: str) -> list[str]:
    return [f"### {name}", f"{means[0].upper()}{means[1:]}. {prose(chinese(means))}。"]


def _made(one: RecordTable) -> list[str]:
    named = [(name, kind.rstrip(",")) for name, kind in re.findall(r'"(\w+)" (\w+)', keys(one))]
    rows = [(code(name), kind, _NAMED[name]) for name, kind in named]
    rows += [(code(name), kind, both(field.means)) for name, kind, field in columns(one)]
    return [*_title(one.name, one.means), "\n".join(table(("Column", "Type", "Holds"), rows))]


def _own(one: Table) -> list[str]:
    parts = re.split(r",\s*(?![^(]*\))", one.columns)
    shown = ", ".join(code(part.split()[0]) for part in parts if not part.startswith("PRIMARY"))
    key = re.search(r"PRIMARY KEY \(([^)]*)\)", one.columns)
    first = next((part.split()[0] for part in parts if part.endswith("PRIMARY KEY")), "")
    return [*_title(one.name, one.means), f"{shown}; one row for each {code(key[1] if key else first)}."]
