"""Dossiers that hypothesis invents: every field that a care rule or a check may look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st

from kjournal.care.settings import Cadence, CareSettings
from kjournal.dates import lunar
from kjournal.dates.annual import DayOfYear
from kjournal.dates.today import Today
from kjournal.dates.workdays import WorkCalendar
from kjournal.journal.dossier import DatedVisit, Dossier
from kjournal.journal.regions import RegionEvent
from kjournal.records.business import Complaint, Gift, OrderLine, Payment, Promise, Stock
from kjournal.records.choices import (
    CHANNEL,
    CLASS,
    CUSTOMER_STATUS,
    DIRECTION,
    GRADE,
    LEVEL,
    LICENCE,
    LIFE_EVENT,
    SETTLEMENT,
    VISIT_STATUS,
)
from kjournal.records.customer import Customer
from kjournal.records.papers import Licence, Opening, OwnEvent
from kjournal.records.people import Anniversary, Contact, LifeEvent
from kjournal.records.visit import Next, Visit

R = TypeVar("R")
NOW = date(2026, 11, 20)
_DAY = timedelta(days=1)

days = st.integers(-500, 500).map(lambda n: NOW + n * _DAY)
near = st.integers(-40, 40).map(lambda n: NOW + n * _DAY)
far = st.sampled_from([date.min, date(1899, 12, 31), date(2101, 1, 1), date.max])
any_day = near | days | far
clocks = st.none() | st.integers(0, 23).map(time)
moments = st.none() | days.map(lambda day: datetime(day.year, day.month, day.day, 9))  # noqa: DTZ001
grades = st.sampled_from(["", *GRADE.values])
settings = st.builds(
    CareSettings,
    calendar=st.sampled_from(
        [WorkCalendar(), WorkCalendar((0, 1, 2, 3, 4, 5)), WorkCalendar(tuple(range(7)))]
    ),
    cadence=st.sampled_from([Cadence(), Cadence(classes={"县医院": "医院代表", "商业公司": "城区配送"})]),
)


def _lunar(day: date) -> DayOfYear:
    found = lunar.from_solar(day)
    return DayOfYear(found.month, found.day, None, lunar=True, leap=found.leap)


birthdays = st.none() | days.map(_lunar) | days.map(lambda day: DayOfYear(day.month, day.day, 1975))
promises = st.lists(
    st.builds(
        Promise,
        what=st.sampled_from(["送样品", "报价", ""]),
        due=st.none() | any_day,
        by=st.sampled_from(["", "客户", "王"]),
        done=st.lists(near, max_size=2).map(tuple),
        every=st.sampled_from(["", "", "每周三", "每月31日", "每季", "每年3月8日", "每3天", "随缘"]),
    ),
    max_size=2,
).map(tuple)
people = st.builds(
    Contact,
    name=st.sampled_from(["", "王", "李"]),
    gender=st.sampled_from(["", "女"]),
    wish=st.sampled_from(["", "评先进"]),
    decides=st.booleans(),
    phone=st.sampled_from(["", "19900000001"]),
    birthday=birthdays,
    celebrates=st.sampled_from(["", "农历", "公历", "都过", "不过"]),
    left=st.none() | any_day,
    personality=st.sampled_from([(), ("内向",), ("怀疑", "沉默")]),
    anniversaries=st.lists(st.builds(Anniversary, what=st.just("结婚"), date=birthdays), max_size=1).map(
        tuple
    ),
)
happened = st.builds(
    LifeEvent,
    date=st.none() | near | any_day,
    kind=st.sampled_from(["", *LIFE_EVENT.values]),
    quiet_until=st.none() | st.none() | any_day,
)
events = st.lists(
    st.builds(
        RegionEvent,
        st.sampled_from(["visits/水.md", "visits/疫.md"]),
        st.just("广西"),
        st.sampled_from(["", "洪水"]),
        near | any_day,
        st.none() | near | any_day,
        st.just(""),
    ),
    max_size=2,
    unique_by=lambda event: event.path,
).map(tuple)
papers = st.builds(
    Licence,
    kind=st.sampled_from(["", *LICENCE.values]),
    number=st.sampled_from(["", "甲", "乙"]),
    issued=st.none() | days,
    expires=st.none() | any_day,
)
yuan = st.integers(-5, 4000).map(lambda n: Decimal(n) / 4)
goods = st.lists(
    st.builds(
        OrderLine, product=st.sampled_from(["", "甲", "乙", "坏账"]), qty=st.none() | yuan, price=st.none() | yuan,
        amount=st.none() | yuan, papers=st.sampled_from(["", "未交"]),
    ),
    max_size=2,
).map(tuple)  # fmt: skip
customers = st.builds(
    Customer,
    name=st.just("甲"),
    class_=st.sampled_from(["", *CLASS.values]),
    region=st.sampled_from(["", "广西/河池/峨江县/向阳镇"]),
    kind=st.sampled_from(["", "", "机构", "个人", "内部"]),
    status=st.sampled_from(["", "合作", *CUSTOMER_STATUS.values]),
    dept=st.sampled_from(["", "药剂科"]),
    created=st.none() | any_day,
    verified=st.none() | days,
    snooze=st.none() | any_day,
    left=st.none() | st.none() | any_day,
    cadence=st.sampled_from(["", "", "30天", "城区配送", "不排", "随缘"]),
    reception=st.sampled_from(["", "", "每周三", "周一至周五", "预约"]),
    birthday=birthdays,
    contacts=st.lists(people, max_size=2).map(tuple),
    licences=st.lists(papers, max_size=3).map(tuple),
    life_events=st.lists(happened, max_size=2).map(tuple),
    own_events=st.lists(
        st.builds(OwnEvent, what=st.sampled_from(["", "店庆"]), date=birthdays), max_size=2
    ).map(tuple),
    market_days=st.sampled_from(["", "", "农历逢三六九", "每周六", "圩日"]),
    promises=promises,
    settlement=st.sampled_from(["", *SETTLEMENT.values]),
    credit_days=st.none() | st.integers(0, 4000),
    credit_limit=st.none() | yuan,
    opening=st.none()
    | st.builds(Opening, date=st.none() | any_day, receivable=st.none() | yuan, points=st.none() | yuan),
    reconcile=st.sampled_from(["", "每季", "随缘"]),
    restock_days=st.none() | st.integers(-1, 5000),
    order_day=st.sampled_from(["", "25号", "每周三", "每两周", "随缘"]),
)
said = st.builds(
    Visit,
    date=near | days,
    status=st.sampled_from(["完成", "完成", *VISIT_STATUS.values]),
    channel=st.sampled_from(["上门", "上门", *CHANNEL.values]),
    direction=st.sampled_from(["", *DIRECTION.values]),
    purpose=st.sampled_from([(), ("开发",), ("收款",)]),
    start=clocks,
    end=clocks,
    next=st.none() | st.builds(Next, date=st.none() | any_day, what=st.sampled_from(["", "送样品"])),
    promises=promises,
    orders=goods,
    returns=goods,
    adjustments=goods,
    redeemed=goods,
    payments=st.lists(
        st.builds(
            Payment,
            amount=st.none() | yuan,
            instrument=st.sampled_from(["", "现金", "转账"]),
            handed_in=st.none() | days,
            for_=st.sampled_from(["", "1", "2026-10-08", "随便"]),
        ),
        max_size=2,
    ).map(tuple),
    agreed=st.none() | st.none() | yuan,
    gifts=st.lists(
        st.builds(Gift, item=st.just("茶叶"), value=st.none() | yuan, slip=st.sampled_from(["", "已收"])),
        max_size=1,
    ).map(tuple),
    stock=st.lists(
        st.builds(
            Stock,
            product=st.sampled_from(["甲", "乙"]),
            qty=st.none() | yuan,
            safety=st.none() | yuan,
            expiry=st.none() | any_day,
        ),
        max_size=2,
    ).map(tuple),
    adverse=st.sampled_from(["", "", "皮疹"]),
    escalate=st.sampled_from(["", "已报"]),
    satisfaction=st.none() | st.integers(1, 5),
    complaints=st.lists(
        st.builds(
            Complaint,
            level=st.sampled_from(["", *LEVEL.values]),
            opened=moments,
            answered=moments,
            closed=moments,
        ),
        max_size=1,
    ).map(tuple),
)
visits = st.lists(st.tuples(said, st.booleans(), st.sampled_from(["", "li"])), max_size=6)


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """A customer and its visits, oldest first."""
    found = [
        DatedVisit(
            f"visits/{n}.md",
            str(n),
            visit,
            rep,
            direct,
            draw(st.sampled_from(["", "老王在。", "群发了祝福"])),
        )
        for n, (visit, direct, rep) in enumerate(draw(visits))
    ]
    found.sort(key=lambda visit: visit.sort_key)
    return Dossier("JIA", "customers/甲.md", draw(customers), "li", tuple(found))


def holds(work: Callable[[Today], R], when: date) -> R:
    """The law of the day: what `work` gives holds on every day until it says; it is given back for that day."""
    today = Today(when)
    result = work(today)
    until = today.until or date.max
    assert until > when
    last = min((until - when).days, 1200)
    for n in sorted({*range(1, min(last, 12)), *range(1, last, 97), last - 1}):
        assert work(Today(when + n * _DAY)) == result, f"{when + n * _DAY} differs from {when}, until {until}"
    return result
