"""What the tests of the pages share: a small journal from plain notes, its pages, and a look at their HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from kjournal import words
from kjournal.care.facts import facts
from kjournal.care.festivals import between
from kjournal.care.nearby import Neighbour
from kjournal.care.reminder import Line, Reminder
from kjournal.care.settings import CareSettings
from kjournal.dates.today import Today
from kjournal.dates.workdays import WorkCalendar
from kjournal.files.naming import stem
from kjournal.findings.finding import Finding, Place
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.journal.matching import row as packed_row
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings
from kjournal.outputs.pages.assets import assets
from kjournal.outputs.pages.bodies import render_body
from kjournal.outputs.pages.brief import Brief, render_brief
from kjournal.outputs.pages.calendar import Entry, render_calendar
from kjournal.outputs.pages.compose.brief import AFTER, BEFORE, brief
from kjournal.outputs.pages.compose.calendar import Around as AroundMonth
from kjournal.outputs.pages.compose.calendar import month_view
from kjournal.outputs.pages.compose.customer import Around, customer_row, customer_view
from kjournal.outputs.pages.compose.door import Door
from kjournal.outputs.pages.compose.problems import problems_view, tally
from kjournal.outputs.pages.compose.today import today_view
from kjournal.outputs.pages.customer import CustomerView, render_customer
from kjournal.outputs.pages.customers import CustomersView, render_customers
from kjournal.outputs.pages.links import brief_beside, page_file
from kjournal.outputs.pages.map import MapView, Spot, render_map
from kjournal.outputs.pages.parts import Link
from kjournal.outputs.pages.problems import render_problems
from kjournal.outputs.pages.report import ReportView, render_report
from kjournal.outputs.pages.search import SearchData, SearchView, render_data, render_search, search_data
from kjournal.outputs.pages.site import SEARCH_DATA, Site
from kjournal.outputs.pages.subscribe import FeedRow, RepFeeds, SubscribeView, render_subscribe
from kjournal.outputs.pages.today import render_today
from kjournal.records.customer import Customer
from kjournal.records.rep import Rep
from kjournal.records.secrecy import public_part
from kjournal.records.visit import Visit
from kjournal.reports.report import Column, Report
from kjournal.words import _
from tests.dates.weeks import MONDAY_TO_SATURDAY

TODAY = date(2026, 11, 20)
SITE = Site("峨江县客情日志", language="zh-CN", version="1.0", pinned=TODAY)
REPS = (Rep("zhou", "周宁", "19900000901"), Rep("lan", "蓝秋萍"))

CARD = """\
---
id: GHT
name: 桂和堂大药房
class: 村镇药店
region: 广西/河池/峨江县/城关镇
aliases: [桂和堂]
rep: zhou
status: 合作
grade: VIP
address: 城关镇民族街1号
geo: 24.69874,107.05012
phone: 0778-0000021、19900000104
tags: [连锁]
nature: 民营
settlement: 月结
credit_limit: 12000
contacts:
  - {name: 黄桂芬, role: 老板, decides: 是, phone: 19900000105, birthday: 农历1978-08-01, personality: 虚荣, health: 高血压, hobbies: 打牌, family: [{relation: 女儿, name: 小燕, birthday: 2015-06-01, school: 小学五年级}]}
  - {name: 黄小明, role: 店员, left: 2026-08-31}
licences:
  - 药品经营许可证 有效期至2026-12-31
  - 营业执照 到2026-05-31
---

黄姐讲话快，**先听完**再开口。
"""
VISITS = {
    "visits/2026-11-12-桂和堂.md": """\
---
customer: 桂和堂
rep: zhou
channel: 上门
start: 09:20
end: 10:25
purpose: [订货, 收款]
people: [黄桂芬]
result: 达成
satisfaction: 4
orders:
  - 板蓝根颗粒 100盒 ×8.5
  - 藿香正气水 200盒 ×5.2
payments:
  - 3860 转账
next: 2026-11-26 对账
review: {by: 梁启文, on: 2026-11-13, text: 做得对}
---

上批3860当场转，见 [[桂和堂]]。

- [ ] 台卡两个带过来 给黄桂芬 2026-11-18
- [ ] 上批余款结清 由客户 2026-11-20

## 竞争者信息

南宁来的推口服液。
""",
    "visits/2026-10-05-桂和堂.md": "---\ncustomer: 桂和堂\nrep: zhou\nchannel: 电话\nstatus: 未遇\n---\n没人接。\n",
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The pages speak English here, whatever was spoken before."""
    before = words.language()
    words.use("en")
    yield
    words.use(before)


def read(path: str, text: str) -> tuple[Customer | Visit, str]:
    """The record and the body of a note."""
    note = NoteReader(ReadSettings()).read(path, text.encode())
    assert note.record is not None, note.findings
    return note.record, note.body


def dossier(
    card: str = CARD, visits: dict[str, str] | None = None, *, path: str = "customers/城关镇/桂和堂.md"
) -> Dossier:
    """A dossier from the text of its notes."""
    record, body = read(path, card)
    assert isinstance(record, Customer)
    dated = []
    for note, text in sorted((VISITS if visits is None else visits).items()):
        visit, prose = read(note, text)
        assert isinstance(visit, Visit)
        dated.append(DatedVisit(note, stem(note), visit, visit.rep, body=prose))
    return Dossier(record.id or stem(path), path, record, record.rep, tuple(dated), body)


def reminder(**fields: object) -> Reminder:
    """A reminder of the journal's one customer."""
    usual = {
        "uid": "visit-1", "rule": "visit", "kind": "visit", "customer": "GHT", "rep": "zhou", "day": TODAY, "verb": "Visit",
        "name": "桂和堂大药房", "why": "last contact 2026-11-12; due 2026-11-20", "start": time(8), "band": "将到",
        "lines": (Line("Phone: 0778-0000021"), Line("Decides: 黄桂芬")),
    }  # fmt: skip
    return msgspec.convert({**usual, **fields}, Reminder)


REMINDERS = (
    reminder(),
    reminder(uid="promise-1", rule="promise", kind="promise", verb="Promise due", day=date(2026, 11, 18), band="",
             due=date(2026, 11, 18), why="promised to 黄桂芬", lines=(Line("台卡两个带过来"), Line("Phone: 0778-0000021"))),
    reminder(uid="birthday-1", rule="birthday", kind="birthday", verb="Birthday", name="黄桂芬 · 桂和堂大药房",
             day=date(2026, 11, 28), band="", open=False, why="birthday 农历十月二十"),
    reminder(uid="licence-7", rule="licence", kind="money", verb="Licence", name="桂和堂大药房 · 药品经营许可证",
             day=date(2026, 12, 24), due=date(2026, 12, 31), start=None, band="", why="valid until 2026-12-31"),
    reminder(uid="daily-1", rule="daily", customer="", verb="Not done yet", name="1 item"),
)  # fmt: skip
FINDINGS = (
    Finding("KJ601", (Place("customers/城关镇/桂和堂.md", 22, 5, 22, 9),), {"paper": "营业执照", "day": "2026-05-31"}, "  - 营业执照 到2026-05-31"),
    Finding("KJ205", (Place("customers/城关镇/桂和堂.md", 3), Place("visits/2026-11-12-桂和堂.md", 2)), {"key": "电话号", "nearest": "电话"}),
    Finding("KJ301", (Place("visits/2026-11-01-谁.md", 2, 11, 2, 13),), {"value": "谁", "nearest": ""}, "customer: 谁"),
)  # fmt: skip


BESIDE = (
    Neighbour("GHT", "峨城惠家超市", "久未联系", 70, date(2026, 9, 1), date(2026, 8, 1)),
    Neighbour("GHT", "平价药店", "将到", None, date(2026, 11, 23), date(2026, 10, 24)),
)


def view(known: Dossier | None = None, *, today: date = TODAY) -> CustomerView:
    """The view of a customer's page."""
    known = known or dossier()
    now = Today(today)
    found = facts(known, now)
    links = {"桂和堂": Link("桂和堂大药房", page_file("GHT"))}
    named = {name: link.page.rpartition("/")[2] for name, link in links.items()}
    bodies = {one.path: render_body(one.body, named).html for one in known.visits}
    around = Around(
        reps={rep.id: rep for rep in REPS},
        links=links,
        bodies={known.path: render_body(known.body).html, **bodies},
        findings=FINDINGS[:2],
    )
    mine = [one for one in REMINDERS if one.customer == "GHT"]
    row = customer_row(known, found, mine, grade=known.customer.grade, band="将到", rep=REPS[0], today=now)
    return customer_view(known, found, row, mine, around, now)


def told(
    known: Dossier | None = None,
    *,
    day: date = TODAY,
    reminders: Sequence[Reminder] = REMINDERS[:4],
    neighbours: Sequence[Neighbour] = (),
    people: Sequence[Dossier] = (),
    care: CareSettings = CareSettings(),  # noqa: B008  a frozen value
) -> Brief:
    """The view of a customer's brief."""
    known = known or dossier()
    now = Today(day)
    found = facts(known, now, care.ledger.terms)
    row = customer_row(
        known, found, reminders, grade=known.customer.grade, band="将到", rep=REPS[0], today=now
    )
    return brief(
        Door(
            dossier=known,
            card=public_part(known.customer),
            facts=found,
            reminders=reminders,
            row=row,
            care=care,
            day=now,
            people=people,
            neighbours=neighbours,
            festivals=between(care.festivals, day - BEFORE, day + AFTER),
        )
    )


def pages(known: Dossier | None = None, site: Site = SITE) -> dict[str, str]:
    """All pages of the journal, by their file below the site's root."""
    shown = view(known)
    today = today_view(
        REMINDERS,
        {"GHT": shown.row},
        REPS,
        TODAY,
        calendar=WorkCalendar(MONDAY_TO_SATURDAY),
        problems=tally(FINDINGS),
    )
    owners = {"customers/城关镇/桂和堂.md": Link(shown.row.name, shown.row.page)}
    feeds = RepFeeds(
        "周宁",
        (
            FeedRow("zhou.ics", "周宁", None, "tomato"),
            FeedRow("zhou-visit.ics", "周宁 · 拜访", "visit", "seagreen"),
        ),
    )
    return {
        "index.html": render_today(site, today),
        "customers.html": render_customers(site, CustomersView((shown.row,))),
        shown.row.page: render_customer(site, shown),
        "map.html": render_map(
            site,
            MapView(
                "map.html",
                spots=(Spot(shown.row.name, shown.row.page, "城关镇", "将到", "VIP", (24.69874, 107.05012)),),
            ),
        ),
        brief_beside(shown.row.page): render_brief(site, told(known, neighbours=BESIDE)),
        "calendar.html": render_calendar(
            site,
            month_view(
                TODAY.replace(day=1),
                standing(),
                AroundMonth(
                    "calendar.html", TODAY, WorkCalendar(MONDAY_TO_SATURDAY), reps=("周宁", "蓝秋萍")
                ),
            ),
        ),
        **{
            page.file: render_report(site, page)
            for kind in ("promises", "money", "gifts", "complaints", "licences", "grades")
            for page in [ReportView(f"{kind}.html", kind, _("Nothing to show."), reports=(REPORT,))]
        },
        "problems.html": render_problems(site, problems_view(FINDINGS, owners)),
        "subscribe.html": render_subscribe(site, SubscribeView((feeds,))),
        "search.html": render_search(site, SearchView()),
    }


REPORT = Report(
    "owing",
    "Who owes",
    (
        Column("customer", "Customer", "who"),
        Column("owed", "Owed", "amount"),
        Column("since", "Overdue since", "day"),
        Column("signs", "Warning signs", "state"),
        Column("made", "Said", "visit"),
    ),
    (
        (("GHT", "桂和堂大药房", "城关镇"), "3884.00", "2026-11-12", ("late", "above its limit", "拖欠工资"), ("GHT", "x", "2026-11-12")),
    ),
    (("all",), "3884.00", None, None, None),
)  # fmt: skip
"""A report, as every page of reports shows it."""


def standing() -> list[tuple[date, Entry]]:
    """The journal's reminders as the calendar has them."""
    return [
        (
            one.day,
            Entry(one.kind, one.verb, one.name, page_file(one.customer) if one.customer else "", one.start),
        )
        for one in REMINDERS
        if one.rule != "daily"
    ]


def found_by() -> SearchData:
    """What the journal's one customer is found by."""
    card = view().row
    packed = packed_row(
        card.id,
        [("name", card.name), ("alias", "桂和堂"), ("id", card.id), ("contact", "黄桂芬"), ("town", card.region),
         ("tag", "连锁"), ("phone", "0778-0000021、19900000104"), ("phone", "19900000105")],
    )  # fmt: skip
    return search_data([card], {card.id: packed})


def write(folder: Path, made: dict[str, str]) -> None:
    """The pages as files, their style and script beside them."""
    for name, text in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name, data in assets().items():
        (folder / name).write_bytes(data)
    (folder / SEARCH_DATA).write_text(render_data(found_by()), encoding="utf-8")


class Look(HTMLParser):
    """A page as a program sees it: its tags with their attributes, its text, and what is wrong in its nesting."""

    EMPTY = frozenset({"meta", "link", "br", "hr", "input", "circle", "path", "img"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.wrong: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that opens."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """A tag that closes another."""
        if not self._open or self._open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        """Words between tags."""
        self.words.append(data)

    @property
    def text(self) -> str:
        """All the words, blanks drawn together."""
        return " ".join("".join(self.words).split())

    def all(self, tag: str, css: str = "") -> list[dict[str, str]]:
        """The attributes of every such tag with this class."""
        return [
            attrs
            for name, attrs in self.tags
            if name == tag and (not css or css in attrs.get("class", "").split())
        ]
