"""The index's tables: what each holds, and the statements that make them. `docs/index.md` is written from here."""

from __future__ import annotations

from typing import NamedTuple

from kjournal.records import spec
from kjournal.records.business import (
    Complaint,
    Cost,
    Gift,
    OrderLine,
    Payment,
    Promise,
    Request,
    Stock,
    TimeUse,
)
from kjournal.records.customer import Customer
from kjournal.records.papers import Bus, Competitor, Licence, OwnEvent
from kjournal.records.people import Contact, LifeEvent
from kjournal.records.spec import Field, Record
from kjournal.records.visit import Visit
from kjournal.words import N_


class Table(NamedTuple):
    """A table of the index that is declared by hand."""

    name: str
    means: str
    columns: str


class RecordTable(NamedTuple):
    """A table whose columns are the fields of a record, secret ones left out."""

    name: str
    means: str
    record: type[Record]
    owner: str = ""  # the field of a card or visit whose items it holds; empty: the card or visit itself
    of: type[Record] | None = None


OWN = (
    Table("meta", N_("the index's own notes: versions, the settings' hash, the head of git"), "key TEXT PRIMARY KEY, value TEXT"),
    Table("folders", N_("a folder of notes with the signature it had when it was read"), "path TEXT PRIMARY KEY, signature BLOB"),
    Table(
        "files",
        N_("a file with the size and times it had when it was read, and the hash of its content"),
        "path TEXT PRIMARY KEY, folder TEXT, size INTEGER, mtime INTEGER, ctime INTEGER, inode INTEGER, hash BLOB",
    ),
    Table(
        "notes",
        N_("a note as it was read: the record without secret values as JSON, the body; `places` says where the fields stand that other notes are held against; `stale` is the day of the committed version that stands in for a note that cannot be read, `blob` its id in git"),
        "path TEXT PRIMARY KEY, kind TEXT, record BLOB, body TEXT, places BLOB, refused INTEGER, stale TEXT, blob TEXT",
    ),
    Table(
        "said",
        N_("the findings of each note that has any, as JSON; `codes` and `hash` for what only counts or compares them"),
        "path TEXT PRIMARY KEY, codes TEXT, hash BLOB, findings BLOB",
    ),
    Table("secrets", N_("the notes that hold secret values, with the first of their places"), "path TEXT PRIMARY KEY, line INTEGER, column INTEGER"),
    Table("names", N_("every word by which a customer can be named, folded"), "folded TEXT, path TEXT, how TEXT, word TEXT, PRIMARY KEY (folded, path, how)"),
    Table(
        "refs",
        N_("every reference to a customer as it is typed, and the customer's id it was resolved to"),
        "path TEXT, field TEXT, n INTEGER, word TEXT, folded TEXT, line INTEGER, column INTEGER, target TEXT, PRIMARY KEY (path, field, n)",
    ),
    Table("greeted", N_("the narrow row that a dossier lays down for its rep's festival lists, as JSON"), "customer TEXT PRIMARY KEY, rep TEXT, row BLOB"),
    Table("search", N_("what `find` looks through: a customer's names with their pinyin, phones, towns and tags"), "customer TEXT PRIMARY KEY, keys TEXT, texts TEXT"),
    Table("findings", N_("findings across notes, by the step that made them"), "step TEXT, key TEXT, n INTEGER, path TEXT, code TEXT, finding BLOB, PRIMARY KEY (step, key, n)"),
    Table("facts", N_("what a dossier gives by itself, as JSON"), "customer TEXT PRIMARY KEY, facts BLOB"),
    Table(
        "standing",
        N_("the narrow row that a dossier lays down for its groups: what grades and plans are worked out from"),
        "customer TEXT PRIMARY KEY, name TEXT, class TEXT, region TEXT, rep TEXT, status TEXT, kind TEXT, written TEXT, org TEXT, grp TEXT, sales TEXT, weight TEXT, reason TEXT",
    ),
    Table(
        "letters",
        N_("the letters of a group by net sales of twelve months, with the rank and the share of those before"),
        "customer TEXT PRIMARY KEY, grp TEXT, letter TEXT, rank INTEGER, of INTEGER, before TEXT",
    ),
    Table(
        "ranks",
        N_("the same among all customers of a rep, and who is VIP"),
        "customer TEXT PRIMARY KEY, rep TEXT, letter TEXT, rank INTEGER, of INTEGER, before TEXT, vip INTEGER",
    ),
    Table("grades", N_("the grade of each customer and where it comes from"), "customer TEXT PRIMARY KEY, grade TEXT, source TEXT"),
    Table(
        "dues",
        N_("the day by arithmetic on which a customer is to be seen or called"),
        "customer TEXT, slot TEXT, rep TEXT, due TEXT, days INTEGER, band TEXT, weekday INTEGER, last TEXT, why TEXT, PRIMARY KEY (customer, slot)",
    ),
    Table(
        "debts",
        N_("what each order left to be paid, the oldest first; `day` is empty for what was owed before the journal, `due` where nothing asks for it yet"),
        "customer TEXT, n INTEGER, day TEXT, amount NUMERIC, open NUMERIC, due TEXT, visit TEXT, consigned INTEGER, PRIMARY KEY (customer, n)",
    ),
    Table(
        "accounts",
        N_("what a customer owes in all, in yuan: `credit` is paid ahead, `consigned` is for goods that are paid when they are sold, `late` counts orders paid after their day, `agreed` is the last day on which both sides agreed, `paid` the last payment; only customers with an account"),
        "customer TEXT PRIMARY KEY, balance NUMERIC, credit NUMERIC, consigned NUMERIC, late INTEGER, credit_limit NUMERIC, agreed TEXT, paid_day TEXT, paid NUMERIC",
    ),
    Table("sold", N_("what a customer bought on each day, less what came back, in fen: what twelve months of sales are added up from"), "customer TEXT, day TEXT, fen INTEGER, PRIMARY KEY (customer, day)"),
    Table(
        "promised",
        N_("every promise, of ours and of theirs: open ones with the day they are due, kept ones a row for each time they were kept; `rep` is who has to see to it"),
        "customer TEXT, n INTEGER, open INTEGER, theirs INTEGER, rep TEXT, what TEXT, due TEXT, made TEXT, kept TEXT, to_whom TEXT, by TEXT, every TEXT, approval TEXT, path TEXT, visit TEXT, PRIMARY KEY (customer, n)",
    ),
    Table(
        "complained",
        N_("each complaint with its times: when it was taken down, by when it is to be answered and solved, when it was"),
        "customer TEXT, path TEXT, n INTEGER, rep TEXT, visit TEXT, opened TEXT, answer_by TEXT, solve_by TEXT, answered TEXT, closed TEXT, kind TEXT, level TEXT, product TEXT, symptom TEXT, handling TEXT, cause TEXT, PRIMARY KEY (customer, path, n)",
    ),
    Table("papers", N_("a customer's papers with the day they end: of each kind the one that is valid longest"), "customer TEXT, n INTEGER, kind TEXT, number TEXT, expires TEXT, PRIMARY KEY (customer, n)"),
    Table("warned", N_("signs of trouble with money that visits noted"), "customer TEXT, n INTEGER, day TEXT, signs TEXT, PRIMARY KEY (customer, n)"),
    Table(
        "given",
        N_("the register of gifts: a line a gift, with what it cost in all, what who got it counts as, what the whole occasion came to for each (`spent`) and its cap, in yuan; those of an activity have no customer, and `guests` says how many came"),
        "owner TEXT, path TEXT, n INTEGER, customer TEXT, rep TEXT, visit TEXT, day TEXT, year INTEGER, person TEXT, recipient TEXT, occasion TEXT, item TEXT, worth NUMERIC, cap NUMERIC, guests INTEGER, spent NUMERIC, PRIMARY KEY (owner, path, n)",
    ),
    Table(
        "stands",
        N_("the narrow row that a customer lays down for its neighbours: where it lies and when it is to be visited"),
        "customer TEXT PRIMARY KEY, name TEXT, rep TEXT, region TEXT, org TEXT, lat REAL, lon REAL, visited INTEGER, due TEXT, days INTEGER, last TEXT, band TEXT",
    ),
    Table("nearby", N_("the neighbours of a customer who are due for a visit, as JSON"), "customer TEXT PRIMARY KEY, row BLOB"),
    Table("plan", N_("the working day on which a visit or call stands"), "customer TEXT, slot TEXT, rep TEXT, day TEXT, PRIMARY KEY (rep, customer, slot)"),
    Table(
        "reminders",
        N_("every reminder: what to do, for whom, when and why"),
        "uid TEXT PRIMARY KEY, owner TEXT, rule TEXT, kind TEXT, customer TEXT, rep TEXT, day TEXT, start TEXT, verb TEXT, name TEXT, why TEXT, open INTEGER, band TEXT, reminder BLOB, due TEXT",
    ),
    Table(
        "months",
        N_("what the calendar shows of a rep's month: the hash of its entries, how many there are, and how many of each kind stand on each day, as JSON"),
        "rep TEXT, month TEXT, hash BLOB, total INTEGER, counts BLOB, PRIMARY KEY (rep, month)",
    ),
    Table(
        "events",
        N_("the bytes of each entry of the feeds, with the hash of the reminder that they were made from"),
        "uid TEXT, level TEXT, owner TEXT, customer TEXT, rep TEXT, kind TEXT, sort TEXT, bytes BLOB, made_from BLOB, PRIMARY KEY (uid, level)",
    ),
    Table("revisions", N_("the hash and revision that each entry was published with last"), "uid TEXT, level TEXT, hash TEXT, revision INTEGER, PRIMARY KEY (uid, level)"),
    Table("cards", N_("a customer in a line, as the pages list it, as JSON"), "customer TEXT PRIMARY KEY, row BLOB"),
    Table("views", N_("what stands on a customer's page beside what comes, as JSON"), "customer TEXT PRIMARY KEY, view BLOB"),
    Table("spots", N_("what the map shows of a customer"), "customer TEXT PRIMARY KEY, name TEXT, region TEXT, band TEXT, grade TEXT, closed INTEGER, geo TEXT"),
    Table("bodies", N_("rendered bodies by the hash of their text"), "hash BLOB PRIMARY KEY, html TEXT, problem TEXT"),
    Table("outputs", N_("each published file with the hash of what it was made from, its size and time"), "path TEXT PRIMARY KEY, made_from BLOB, size INTEGER, mtime INTEGER, customers INTEGER"),
    Table("items", N_("each file of the folder for calendar servers (--vdir), one an event, with its hash, size and time"), "path TEXT PRIMARY KEY, made_from BLOB, size INTEGER, mtime INTEGER"),
    Table("dirty", N_("what is still to be worked out: a step and a key"), "step TEXT, key TEXT, PRIMARY KEY (step, key)"),
    Table("done", N_("what was worked out: the hash of its rows, its day, and the first day on which it would change by time alone"), "step TEXT, key TEXT, hash BLOB, since TEXT, until TEXT, PRIMARY KEY (step, key)"),
)  # fmt: skip

RECORDS = (
    RecordTable("customers", N_("the cards; `id` is the resolved one"), Customer),
    RecordTable(
        "visits",
        N_("the visits and the other notes below visits/; `customer` is the resolved id"),
        Visit,
    ),
    RecordTable("contacts", N_("people at a customer"), Contact, "contacts", Customer),
    RecordTable("licences", N_("papers of a customer"), Licence, "licences", Customer),
    RecordTable("life_events", N_("what happened in a customer's house"), LifeEvent, "life_events", Customer),
    RecordTable("own_events", N_("a customer's own days"), OwnEvent, "own_events", Customer),
    RecordTable("buses", N_("coaches that go to a customer"), Bus, "bus", Customer),
    RecordTable("card_competitors", N_("goods of others on a card"), Competitor, "competitors", Customer),
    RecordTable("card_promises", N_("promises in the body of a card"), Promise, "promises", Customer),
    RecordTable("orders", N_("goods ordered"), OrderLine, "orders", Visit),
    RecordTable("payments", N_("money received"), Payment, "payments", Visit),
    RecordTable("returns", N_("goods taken back"), OrderLine, "returns", Visit),
    RecordTable("adjustments", N_("corrections of the account"), OrderLine, "adjustments", Visit),
    RecordTable("redeemed", N_("points turned into goods"), OrderLine, "redeemed", Visit),
    RecordTable("gifts", N_("what was given"), Gift, "gifts", Visit),
    RecordTable("stock", N_("what was found on the shelf"), Stock, "stock", Visit),
    RecordTable("complaints", N_("what went wrong"), Complaint, "complaints", Visit),
    RecordTable(
        "promises", N_("what was promised, in the header or in the body"), Promise, "promises", Visit
    ),
    RecordTable("requests", N_("what a customer asked for"), Request, "requests", Visit),
    RecordTable("visit_competitors", N_("what others do there"), Competitor, "competitors", Visit),
    RecordTable("costs", N_("what a visit cost"), Cost, "costs", Visit),
    RecordTable("time_use", N_("how the time of a visit went"), TimeUse, "time_use", Visit),
)

INDEXES = (
    "CREATE INDEX files_folder ON files (folder)",
    "CREATE INDEX said_codes ON said (path, codes, hash)",
    "CREATE INDEX names_path ON names (path)",
    "CREATE INDEX refs_folded ON refs (folded)",
    "CREATE INDEX refs_guests ON refs (target) WHERE field = 'customers'",
    "CREATE INDEX refs_introduced ON refs (target) WHERE field = 'introduced_by'",
    "CREATE INDEX given_rep ON given (rep)",
    "CREATE INDEX given_year ON given (year, day)",
    "CREATE INDEX debts_due ON debts (due)",
    "CREATE INDEX promised_open ON promised (theirs, due) WHERE open = 1",
    "CREATE INDEX promised_rep ON promised (theirs, rep, due) WHERE open = 1",
    "CREATE INDEX promised_fell_due ON promised (COALESCE(due, kept)) WHERE open = 0",
    "CREATE INDEX papers_expires ON papers (expires)",
    "CREATE INDEX refs_open ON refs (path) WHERE target IS NULL",
    "CREATE INDEX customers_id ON customers (id)",
    "CREATE INDEX customers_org ON customers (org_id)",
    "CREATE INDEX visits_customer ON visits (customer_id, date, path, rep_id)",
    "CREATE INDEX visits_date ON visits (date)",
    "CREATE INDEX reminders_owner ON reminders (owner)",
    "CREATE INDEX reminders_rep ON reminders (rep, day, kind, rule)",
    "CREATE INDEX reminders_licence ON reminders (rep) WHERE rule = 'licence'",
    "CREATE INDEX reminders_day ON reminders (day)",
    "CREATE INDEX reminders_open ON reminders (rep, day, uid, rule, kind, customer, verb, name, band, due, open) WHERE open = 1",
    "CREATE INDEX events_feed ON events (level, rep, kind, sort)",
    "CREATE INDEX events_rep ON events (level, rep, sort)",
    "CREATE INDEX events_kind ON events (level, kind, sort)",
    "CREATE INDEX events_all ON events (level, sort)",
    "CREATE INDEX findings_path ON findings (path)",
    "CREATE INDEX events_owner ON events (owner)",
    "CREATE INDEX dues_rep ON dues (rep, slot)",
    "CREATE INDEX plan_rep ON plan (rep)",
    "CREATE INDEX stands_place ON stands (rep, lat, lon, due, customer)",
    "CREATE INDEX stands_town ON stands (rep, region, due, customer)",
    "CREATE INDEX stands_unplaced ON stands (rep, region, due, customer) WHERE lat IS NULL",
    "CREATE INDEX stands_house ON stands (org, due, customer) WHERE org != ''",
    "CREATE INDEX standing_group ON standing (grp)",
    "CREATE INDEX standing_org ON standing (org)",
    "CREATE INDEX letters_group ON letters (grp)",
    "CREATE INDEX ranks_rep ON ranks (rep)",
    "CREATE INDEX standing_rep ON standing (rep)",
    "CREATE INDEX standing_region ON standing (region)",
    "CREATE INDEX greeted_rep ON greeted (rep)",
    "CREATE INDEX visits_region ON visits (region) WHERE kind = '区域事件'",
    *(
        f"CREATE INDEX {table}_ignore ON {table} (path, \"ignore\") WHERE \"ignore\" NOT IN ('', '[]')"
        for table in ("customers", "visits")
    ),
    "CREATE INDEX done_until ON done (until, step) WHERE until IS NOT NULL",
    "CREATE INDEX notes_refused ON notes (refused) WHERE refused = 1",
)

_AFFINITY = {
    spec.MONEY: "NUMERIC", spec.NUMBER: "NUMERIC", spec.QUANTITY: "NUMERIC", spec.DISCOUNT: "NUMERIC",
    spec.INTEGER: "INTEGER", spec.SCORE: "INTEGER", spec.YES_NO: "INTEGER",
}  # fmt: skip
_RENAMED = {"with": "with_whom", "for": "for_order"}
"""Keys that SQL keeps for itself; `from`, `to` and `on` become `from_day`, `from_place`, `to_day` or `to_whom` by what they hold."""


def _column_name(field: Field) -> str:
    if field.key in {"from", "to", "on"}:
        return f"{field.key}_{'day' if field.type in (spec.DAY, spec.DUE) else 'whom' if field.key == 'to' else 'place'}"
    return _RENAMED.get(field.key, field.key)


def columns(table: RecordTable) -> list[tuple[str, str, Field]]:
    """Name, affinity and field of each column that a record gives."""
    kept = [
        field
        for field in spec.fields(table.record)
        if field.sensitivity != spec.SECRET and (table.owner or field.type not in (spec.RECORDS, spec.RECORD))
    ]
    return [(_column_name(field), _AFFINITY.get(field.type, "TEXT"), field) for field in kept]


def keys(table: RecordTable) -> str:
    """The columns that say to which note, and where in it, a row belongs."""
    if table.owner:
        return '"path" TEXT, "n" INTEGER, '
    more = (
        '"written_id" TEXT, "stem" TEXT, "org_id" TEXT, "rep_id" TEXT, '
        if table.name == "customers"
        else '"customer_id" TEXT, "rep_id" TEXT, '
    )
    return f'"path" TEXT PRIMARY KEY, {more}'


def statements() -> list[str]:
    """All that makes an empty index."""
    made = [f"CREATE TABLE {table.name} ({table.columns}){_kept(table.name)}" for table in OWN]
    for table in RECORDS:
        body = ", ".join(f'"{name}" {affinity}' for name, affinity, _field in columns(table))
        primary = ', PRIMARY KEY ("path", "n")' if table.owner else ""
        made.append(f"CREATE TABLE {table.name} ({keys(table)}{body}{primary}){_kept(table.name)}")
    return [*made, *INDEXES]


def _kept(name: str) -> str:
    """Large rows lie apart from their keys, so that a look-up reads no bodies; small ones lie in the key's own tree."""
    return "" if name in _LARGE else " WITHOUT ROWID"


_LARGE = frozenset(
    {"notes", "bodies", "reminders", "events", "customers", "visits", "facts", "cards", "views", "greeted"}
)
