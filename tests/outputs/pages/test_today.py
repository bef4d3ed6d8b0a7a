"""Today's page: whether the day is in order, what to do, and what comes near."""

from __future__ import annotations

from datetime import date, time

import msgspec
import pytest

from kjournal.care.reminder import Reminder
from kjournal.dates.workdays import MONDAY_TO_SATURDAY, WorkCalendar
from kjournal.outputs.pages.compose.today import today_view
from kjournal.outputs.pages.site import Tally
from kjournal.outputs.pages.today import TodayView, render_today
from tests.outputs.pages.conftest import REMINDERS, REPS, SITE, TODAY, Look, reminder, view

CALENDAR = WorkCalendar(MONDAY_TO_SATURDAY)
NONE = Tally()


def today(*reminders: Reminder, day: date = TODAY, problems: Tally = NONE) -> TodayView:
    """The view of a day with these reminders."""
    return today_view(reminders, {"GHT": view().row}, REPS, day, calendar=CALENDAR, problems=problems)


def test_where_each_reminder_stands() -> None:
    """On its day under today; past and open on top; promises, birthdays and papers that come near, each once."""
    (rep,) = today(*REMINDERS).reps
    shown = {
        name: [(item.day.isoformat(), item.verb, item.name) for item in getattr(rep, name)]
        for name in ("open", "due", "promises", "birthdays", "licences")
    }
    assert shown == {
        "open": [("2026-11-18", "Promise due", "桂和堂大药房")],
        "due": [("2026-11-20", "Visit", "桂和堂大药房")],
        "promises": [],
        "birthdays": [("2026-11-28", "Birthday", "黄桂芬 · 桂和堂大药房")],
        "licences": [("2026-12-31", "Licence", "桂和堂大药房 · 药品经营许可证")],
    }


def test_an_item_of_the_list() -> None:
    """Verb and name, grade and band, why, what helps at the door behind a tap, the number to call, time and town."""
    page = render_today(SITE, today(REMINDERS[0]))
    assert page[page.index('<li class="item') : page.index("</li>\n</ul>\n</section>")] == (
        '<li class="item item-visit">\n'
        '<span class="seal seal-visit" title="Visits" aria-hidden="true">V</span>\n'
        '<div class="what">\n'
        '<p class="line"><span class="verb">Visit</span> <a class="who" href="customers/GHT.html">桂和堂大药房</a>'
        ' <span class="grade grade-vip" title="Grade">VIP</span> <span class="band band-near">将到</span></p>\n'
        '<details><summary class="why">last contact <span class="d">2026-11-12</span>; due <span class="d">2026-11-20</span></summary>\n'
        '<ul class="help">\n'
        "<li>Decides: 黄桂芬</li>\n"
        "</ul>\n"
        "</details>\n"
        '<p class="calls"><a class="tel" href="tel:07780000021">0778-0000021</a></p>\n'
        "</div>\n"
        '<p class="when"><span class="clock">08:00</span><span class="town">城关镇</span></p>\n'
    )


@pytest.mark.parametrize(
    ("reminders", "problems", "state", "verdict"),
    [
        ((), Tally(), "clear", "Nothing stands on today, and nothing was left lying."),
        ((reminder(),), Tally(warnings=3), "busy", "Nothing was left lying."),
        ((reminder(day=date(2026, 11, 19)),), Tally(), "late", "One thing is past its day and still open."),
        ((reminder(),), Tally(errors=1), "late", "Nothing was left lying, but some notes cannot be counted on."),
    ],
)  # fmt: skip
def test_one_look_says_whether_the_day_is_in_order(
    reminders: tuple[Reminder, ...], problems: Tally, state: str, verdict: str
) -> None:
    """A sentence and a colour."""
    shown = today(*reminders, problems=problems)
    page = render_today(SITE, shown)
    assert shown.state == state
    assert f'class="hero state-{state}"' in page
    assert f'<p class="verdict">{verdict}</p>' in page


def test_the_week_ahead() -> None:
    """Seven days from today with what stands on each; a day of rest is seen."""
    (rep,) = today(
        reminder(),
        reminder(uid="2", day=date(2026, 11, 23)),
        reminder(uid="3", kind="promise", day=date(2026, 11, 23)),
    ).reps
    assert [(day.day.day, day.total, day.free) for day in rep.week] == [
        (20, 1, False), (21, 0, False), (22, 0, True), (23, 2, False), (24, 0, False), (25, 0, False), (26, 0, False),
    ]  # fmt: skip
    assert rep.week[3].counts == (("visit", 1), ("promise", 1))


def test_reps_in_the_order_of_the_settings() -> None:
    """Who has nothing at all is left out; what belongs to nobody stands last."""
    shown = today(reminder(uid="1", rep=""), reminder(uid="2", rep="lan"), reminder(uid="3", rep="gone"))
    assert [rep.name for rep in shown.reps] == ["周宁", "蓝秋萍", "Nobody's customers", "gone"]
    assert [
        rep.name for rep in today_view([], {}, REPS, TODAY, calendar=CALENDAR, problems=Tally()).reps
    ] == []


def test_order_by_time_and_urgency() -> None:
    """What has no hour first, then by the clock, the longest unseen before the others."""
    names = [item.name for item in today(
        reminder(uid="1", name="c", band="正常"), reminder(uid="2", name="b", band="久未联系"), reminder(uid="3", name="a", start=None),
        reminder(uid="4", name="d", start=time(14, 30)),
    ).reps[0].due]  # fmt: skip
    assert names == ["a", "b", "c", "d"]


def test_the_date_says_itself() -> None:
    """Solar with the weekday, lunar beside it."""
    assert "2026-11-20 Fri · lunar 十月十二" in Look(render_today(SITE, today())).text
    assert "a free day" in Look(render_today(SITE, today(day=date(2026, 11, 22)))).text


def test_a_journal_without_customers_says_how_to_begin() -> None:
    """No empty page."""
    page = render_today(SITE, TodayView(TODAY))
    assert "kjournal new customer" in Look(page).text


def test_a_promise_says_first_what_was_promised() -> None:
    """The thing itself stands in plain sight, not behind a tap."""
    page = render_today(SITE, today(REMINDERS[1]))
    assert '<p class="said">台卡两个带过来</p>' in page


def test_the_day_has_no_distances() -> None:
    """Only the script speaks of days ago."""
    text = Look(render_today(SITE, today(*REMINDERS))).text
    assert not any(word in text for word in (" ago", "in 4 days", "tomorrow", "yesterday"))
    assert msgspec.json.encode(today(*REMINDERS)) == msgspec.json.encode(today(*REMINDERS))
