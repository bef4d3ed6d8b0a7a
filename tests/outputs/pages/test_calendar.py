"""The calendar's pages: a month of whole weeks, what stands on each day, and what can be switched off."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from kjournal.dates.workdays import WorkCalendar
from kjournal.outputs.pages.calendar import SHOWN, Day, Entry, MonthView, Owner, render_calendar
from kjournal.outputs.pages.compose.calendar import Around, month_view
from kjournal.outputs.pages.parts import Link
from tests.dates.weeks import MONDAY_TO_SATURDAY
from tests.outputs.pages.conftest import SITE, TODAY, Look

NOVEMBER = date(2026, 11, 1)
AROUND = Around(
    file="calendar.html",
    today=TODAY,
    calendar=WorkCalendar(MONDAY_TO_SATURDAY),
    reps=("周宁", "蓝秋萍"),
    earlier=Link("2026/10", "calendar-2026-10.html"),
    later=Link("2026/12", "calendar-2026-12.html"),
)
VISIT = Entry("visit", "Visit", "桂和堂大药房", "customers/GHT.html", time(8))
BIRTHDAY = Entry("birthday", "Birthday", "黄桂芬 · 桂和堂大药房", "customers/GHT.html", time(8, 30), rep=1)
LICENCE = Entry("money", "Licence", "桂和堂大药房 · 药品经营许可证", "customers/GHT.html")


def month(*entries: tuple[date, Entry], first: date = NOVEMBER) -> MonthView:
    """A month with these entries."""
    return month_view(first, entries, AROUND)


def on(view: MonthView, day: date) -> Day:
    """One day of it."""
    return next(one for week in view.weeks for one in week.days if one.day == day)


def test_a_month_is_whole_weeks() -> None:
    """From Monday to Sunday; the days of the months beside are told apart."""
    view = month()
    days = [one.day for week in view.weeks for one in week.days]
    assert (days[0], days[-1], len(days)) == (date(2026, 10, 26), date(2026, 12, 6), 42)
    assert [one.day for week in view.weeks for one in week.days if one.inside] == [
        NOVEMBER + timedelta(days=n) for n in range(30)
    ]
    assert [week.number for week in view.weeks] == [44, 45, 46, 47, 48, 49]


def test_what_a_day_says_of_itself() -> None:
    """The lunar day, the lunar month on its first day, today, rest days, and days worked to make up."""
    view = month()
    assert (on(view, TODAY).lunar, on(view, TODAY).now) == ("十二", True)
    assert on(view, date(2026, 11, 9)).lunar == "十月"
    assert on(view, date(2026, 11, 22)).free
    holidays = month(first=date(2026, 10, 1))
    assert [one.day.day for week in holidays.weeks for one in week.days if one.rest and one.inside] == [
        1,
        2,
        3,
        5,
        6,
        7,
    ]
    week = Around("calendar.html", TODAY, WorkCalendar())
    assert on(month_view(date(2026, 10, 1), (), week), date(2026, 10, 10)).makeup


def test_the_order_of_a_day() -> None:
    """What has no hour first, then by the clock."""
    view = month((TODAY, BIRTHDAY), (TODAY, LICENCE), (TODAY, VISIT))
    assert [one.kind for one in on(view, TODAY).entries] == ["money", "visit", "birthday"]


def test_an_entry_on_the_page() -> None:
    """Its kind's mark, its hour, name and verb, whose it is; a link to the customer."""
    page = render_calendar(SITE, month((TODAY, VISIT)))
    assert (
        '<li class="e e-visit r-0"><a href="customers/GHT.html" title="桂和堂大药房 Visit 周宁"><i class="dot dot-visit" aria-hidden="true"></i>'
        '<span class="clock">08:00</span> <b>桂和堂大药房</b> <span class="verb">Visit</span> <span class="whose">周宁</span></a></li>'
    ) in page


def test_a_full_day_shows_the_first_and_counts_the_rest() -> None:
    """By kind and rep, so that what is switched off is not counted; the rest is there and shows when the day is chosen."""
    many = [(TODAY, Entry("visit", "Visit", f"客户{n}", start=time(8), rep=n % 2)) for n in range(SHOWN + 3)]
    view = month(*many, (TODAY, BIRTHDAY))
    day = on(view, TODAY)
    assert [(one.kind, one.rep, one.count) for one in day.left] == [
        ("visit", 0, 1),
        ("visit", 1, 2),
        ("birthday", 1, 1),
    ]
    assert [(one.kind, one.rep, one.count) for one in day.dots] == [("visit", None, 8), ("birthday", 1, 1)]
    page = render_calendar(SITE, view)
    left = page[page.index('<li class="left">') :].split("</li>", 1)[0]
    assert re.findall(r'<span class="([^"]*)" title="([^"]*)">', left) == [
        ("sum e-visit", "Visits"),
        ("each e-visit r-0", "Visits 周宁"),
        ("each e-visit r-1", "Visits 蓝秋萍"),
        ("e-birthday r-1", "Birthdays and festivals 蓝秋萍"),
    ]
    assert re.findall(r"(\d+) more", left) == ["3", "1", "2", "1"]
    assert len(re.findall(r'<li class="e [^"]* rest">', page)) == 4
    assert sum(day.total for week in view.weeks for day in week.days) == view.total == 9


def test_every_kind_and_rep_can_be_switched() -> None:
    """By boxes that a style sheet reads: each class that an entry can have is hidden by one of them."""
    from kjournal.outputs.pages.assets import assets

    look = Look(render_calendar(SITE, month((TODAY, VISIT), (TODAY, BIRTHDAY))))
    boxes = {attrs["id"] for attrs in look.all("input")}
    assert boxes == {"k-visit", "k-birthday", "k-promise", "k-money", "r-0", "r-1"}
    style = assets()["style.css"].decode()
    for box in boxes:
        hides = box.replace("k-", "e-")
        assert f"main:has(#{box}:not(:checked)) .{hides}" in style


def test_the_weeks_lead_on() -> None:
    """To the week before and after on the same page, and at its edges to the page of the month beside."""
    view = month()
    assert view.week == "w-2026-47"
    assert view.weeks[0].earlier == Link("w-2026-43", "calendar-2026-10.html")
    assert view.weeks[0].later == Link("w-2026-45", "calendar.html")
    assert view.weeks[-1].later == Link("w-2026-50", "calendar-2026-12.html")
    page = render_calendar(SITE, view)
    assert 'href="calendar-2026-12.html#w-2026-50"' in page
    assert 'href="#w-2026-48"' in page


def test_where_each_rep_has_a_calendar() -> None:
    """Everybody's page has sums, and on each day the way to each rep's."""
    around = Around(
        "calendar.html",
        TODAY,
        WorkCalendar(),
        calendars=(Link("Everybody", "calendar.html"), Link("周宁", "calendar-zhou.html")),
    )
    view = month_view(
        NOVEMBER,
        (),
        around,
        counts={TODAY: {"visit": 300, "money": 20}},
        owners={TODAY: [Owner("周宁", "calendar-zhou.html", 320)]},
    )
    page = render_calendar(SITE, view)
    assert on(view, TODAY).total == 320
    assert '<a href="calendar-zhou.html#d-2026-11-20"><b>周宁</b> <span class="verb">320</span></a>' in page
    assert not Look(page).all("input", "") or {one["id"] for one in Look(page).all("input")} == {
        "k-visit", "k-birthday", "k-promise", "k-money"
    }  # fmt: skip


def test_a_page_is_well_formed() -> None:
    """Each tag is closed, each anchor stands once."""
    look = Look(render_calendar(SITE, month((TODAY, VISIT), (TODAY, BIRTHDAY))))
    anchors = [attrs["id"] for _tag, attrs in look.tags if "id" in attrs]
    assert look.wrong == []
    assert len(anchors) == len(set(anchors))
