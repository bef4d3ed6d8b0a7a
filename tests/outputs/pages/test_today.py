"""Today's page: whether the day is in order, what to do, and what comes near."""

from __future__ import annotations

from datetime import date, time

import msgspec
import pytest
from msgspec.structs import replace

from kjournal.care.reminder import Line, Reminder
from kjournal.dates.workdays import WorkCalendar
from kjournal.outputs.pages.compose.today import MOST_LATE, Books, head, today_view
from kjournal.outputs.pages.compose.urgency import Late
from kjournal.outputs.pages.site import Tally
from kjournal.outputs.pages.today import FIRST, Done, Owing, TodayView, render_today
from tests.dates.weeks import MONDAY_TO_SATURDAY
from tests.outputs.pages.conftest import REMINDERS, REPS, SITE, TODAY, Look, reminder, view

CALENDAR = WorkCalendar(MONDAY_TO_SATURDAY)
NONE = Tally()


def today(
    *reminders: Reminder,
    day: date = TODAY,
    problems: Tally = NONE,
    books: Books | None = None,
    towns: bool = False,
) -> TodayView:
    """The view of a day with these reminders."""
    rows = {"GHT": view().row}
    if towns:
        rows["XY"] = replace(rows["GHT"], id="XY", name="向阳镇卫生院", region="向阳镇", grade="B")
    return today_view(reminders, rows, REPS, day, calendar=CALENDAR, problems=problems, books=books)


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
        '<span class="seal seal-visit" aria-hidden="true">V</span>\n'
        '<div class="what">\n'
        '<p class="line"><span class="verb">Visit</span> <a class="who" href="customers/GHT.html">桂和堂大药房</a>'
        ' <span class="grade grade-vip" title="Grade">VIP</span> <span class="band band-near">将到</span> <a class="to-brief" href="briefs/GHT.html">Brief</a></p>\n'
        '<details><summary class="why">last contact <span class="d">2026-11-12</span>; due <span class="d">2026-11-20</span></summary>\n'
        '<ul class="help">\n'
        "<li>Decides: 黄桂芬</li>\n"
        "</ul>\n"
        "</details>\n"
        '<p class="calls"><a class="tel" href="tel:07780000021">0778-0000021</a></p>\n'
        "</div>\n"
        '<p class="when"><span class="clock">08:00</span></p>\n'
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


def test_today_goes_by_town() -> None:
    """What can be done anywhere first, then the town of the most urgent, each with what was left lying there."""
    (rep,) = today(
        reminder(uid="1", customer="XY", name="向阳镇卫生院", band="正常"),
        reminder(uid="2", band="久未联系"),
        reminder(uid="3", customer="", rule="festival", kind="birthday", name="冬至", band="", start=None),
        REMINDERS[1],
        towns=True,
    ).reps
    assert [(stop.place, [one.name for one in stop.items]) for stop in rep.stops] == [
        ("", ["冬至"]), ("城关镇", ["桂和堂大药房"]), ("向阳镇", ["向阳镇卫生院"]),
    ]  # fmt: skip
    assert [[one.verb for one in stop.byway] for stop in rep.stops] == [[], ["Promise due"], []]
    page = render_today(SITE, TodayView(TODAY, (rep,)))
    assert '<h4 class="stop">城关镇 <span class="count">1</span></h4>' in page
    assert (
        '<p class="byway">Still open there: <span class="by">Promise due <a href="customers/GHT.html">桂和堂大药房</a></span></p>'
    ) in page


def test_in_a_town_each_customer_has_one_line_and_visits_go_first() -> None:
    """By the visit's hour; further errands stand below it, and what only prepares for a day to come goes last."""
    eve = reminder(
        uid="1", customer="XY", rule="own-event", verb="Prepare their event", name="向阳镇卫生院 · 店庆", why="店庆 on 2026-12-05",
        start=None, band="", due=date(2026, 12, 5),
    )  # fmt: skip
    word = reminder(
        uid="2",
        customer="XY",
        rule="promise",
        kind="promise",
        verb="Promise due",
        name="向阳镇卫生院",
        start=time(8),
    )
    other = reminder(
        uid="3", customer="XX", name="旧客户", rule="promise", kind="promise", verb="Promise due", start=None
    )
    visit = reminder(uid="4", customer="XY", name="向阳镇卫生院", start=time(9))
    later = reminder(uid="5", customer="XZ", name="新客户", start=time(15))
    alone = reminder(
        uid="6",
        customer="XV",
        rule="own-event",
        verb="Prepare their event",
        name="凉茶铺 · 开张",
        why="开张 on 2026-12-05",
        start=None,
    )
    everybody = [eve, word, other, visit, later, alone]
    rows = {one.customer: replace(view().row, id=one.customer, region="向阳镇") for one in everybody}
    (rep,) = today_view(everybody, rows, REPS, TODAY, calendar=CALENDAR, problems=NONE).reps
    (stop,) = rep.stops
    assert [(one.verb, one.name, [also.verb for also in one.also]) for one in stop.items] == [
        ("Visit", "向阳镇卫生院", ["Promise due", "Prepare their event"]),
        ("Visit", "新客户", []),
        ("Promise due", "旧客户", []),
        ("Prepare their event", "凉茶铺 · 开张", []),
    ]
    assert (stop.count, len(rep.due), rep.due_count) == (6, 6, 6)
    page = render_today(SITE, TodayView(TODAY, (rep,)))
    assert "Prepare their event 店庆 on 2026-12-05" in Look(page).text
    assert '<p class="said">开张 on <span class="d">2026-12-05</span></p>' in page
    assert page.count('<h4 class="stop">向阳镇 <span class="count">6</span></h4>') == 1
    short = head(rep, "today-zhou.html")
    assert [(one.name, len(one.also)) for one in short.stops[0].items] == [("向阳镇卫生院", 2)]


def test_today_comes_before_what_was_left_lying() -> None:
    """The first thing to read is whom to visit today."""
    page = render_today(SITE, today(*REMINDERS))
    assert page.index("block-due") < page.index("block-open") < page.index("block-birthdays")


def test_what_was_left_lying_goes_by_urgency() -> None:
    """Complaints, then promises, money, who was not seen for long, all else; the first five in full, the others folded."""
    past = date(2026, 11, 10)
    rules = [("expiry", "", "6"), ("visit", "正常", "5"), ("visit", "超期", "4"), ("visit", "久未联系", "3"),
             ("money", "", "2"), ("promise", "", "1"), ("complaint", "", "0")]  # fmt: skip
    late = [reminder(uid=name, rule=rule, band=band, name=name, day=past) for rule, band, name in rules]
    narrow = Late("7", "dealer", "visit", "GHT", "zhou", date(2026, 1, 1), "Ask", "7")
    (rep,) = today(*late, books=Books(late=[narrow])).reps
    assert [one.name for one in rep.open] == ["0", "1", "2", "3", "4"]
    assert [one.name for one in rep.late] == ["7", "5", "6"]
    assert (rep.open_count, rep.state) == (8, "late")
    page = Look(render_today(SITE, TodayView(TODAY, (rep,))))
    assert "and 3 more" in page.text
    assert len(page.all("li", "short")) == 3


def test_money_is_late_from_the_day_it_was_due() -> None:
    """It may be asked for before a holiday; it is late from its own day, and not before that."""
    asked = reminder(rule="money", kind="money", day=date(2026, 9, 30), due=date(2026, 10, 4))
    (rep,) = today(asked).reps
    assert [(one.day, one.due) for one in rep.open] == [(date(2026, 10, 4), None)]
    coming = reminder(rule="money", kind="money", day=date(2026, 11, 17), due=date(2026, 11, 28))
    visit = reminder(day=date(2026, 11, 10), due=date(2026, 11, 1))
    (rep,) = today(coming, visit).reps
    assert [one.day for one in rep.open] == [date(2026, 11, 17), date(2026, 11, 10)]


def test_each_rep_has_what_is_told_on_top() -> None:
    """Where several days stand on a page, the figures of each wait for whoever chooses it; a single one needs none."""
    past = date(2026, 11, 3)
    done = {"lan": [Done("福民药店", "customers/FM.html", TODAY, "电话")]}
    shown = today(
        reminder(uid="1"),
        reminder(uid="2", day=past),
        reminder(uid="3", rep="lan"),
        reminder(uid="4", rep="lan", rule="restock", day=past),
        books=Books(done=done),
    )
    page = render_today(SITE, shown)
    own = [part.partition("</template>")[0] for part in page.split('<template class="own" data-state="')[1:]]
    assert [part.partition('"')[0] for part in own] == ["late", "busy"]
    assert [Look(part).text.partition(">")[2] for part in own] == [
        " One thing is past its day and still open. 1 due today 0 done today 1 still open 0 warnings",
        " Nothing was left lying. One question waits for the next visit. 1 due today 1 done today 0 still open 0 warnings",
    ]
    assert '<a href="#due-lan"><b>1</b>' in own[1]
    assert page.count('id="due-lan"') == 1
    assert "<template" not in render_today(SITE, today(reminder()))


def test_the_numbers_lead_to_their_blocks() -> None:
    """Each number that has a block leads to the first of them; one that leads nowhere does not look as if it did."""
    page = render_today(SITE, today(*REMINDERS))
    for name, block in (("due", "block-due"), ("late", "block-open")):
        assert f'<a href="#{name}">' in page
        assert page.count(f'<section class="block {block}" id="{name}">') == 1
    assert page.count('<li class="tile tile-flat"><b>0</b> done today</li>') == 1
    assert 'id="done"' not in page
    nothing = render_today(SITE, TodayView(TODAY, ()))
    assert 'href="#due"' not in nothing
    assert 'href="#late"' not in nothing


def test_what_to_bring_to_a_birthday() -> None:
    """Likes and dislikes, what may be given and what was given last stand in plain sight, once for each person."""
    lines = (Line("Likes: 打牌"), Line("Phone: 19900000105"))
    near = [
        reminder(uid=str(n), rule="birthday", kind="birthday", verb=verb, name="黄桂芬 · 桂和堂大药房", day=date(2026, 11, day),
                 band="", open=False, lines=lines)
        for n, (verb, day) in enumerate([("Prepare a birthday", 24), ("Birthday", 28)])
    ]  # fmt: skip
    (rep,) = today(*near, books=Books(bring={"0": ("A gift may cost up to 500 yuan",)})).reps
    assert [one.bring for one in rep.birthdays] == [("Likes: 打牌", "A gift may cost up to 500 yuan"), ()]
    assert "<li>A gift may cost up to 500 yuan</li>" in render_today(SITE, TodayView(TODAY, (rep,)))


def test_who_owes_and_what_was_done() -> None:
    """What is due now with its sum; this week's contacts, of which the day counts today's."""
    books = Books(
        owing={
            "zhou": [Owing("桂和堂大药房", "customers/GHT.html", "3,884 yuan", date(2026, 11, 12), "城关镇")]
        },
        sums={"zhou": "3,884 yuan"},
        done={
            "zhou": [
                Done("桂和堂大药房", "customers/GHT.html", TODAY, "上门", "达成"),
                Done("那料村卫生室", "customers/NL.html", TODAY, "上门", missed=True),
                Done("福民药店", "customers/FM.html", date(2026, 11, 18), "电话"),
            ]
        },
    )
    shown = today(reminder(), books=books)
    text = Look(render_today(SITE, shown)).text
    assert shown.done == 1
    assert "Payments due 3,884 yuan 桂和堂大药房 城关镇 3,884 yuan 11-12" in text
    assert "Done this week 3 桂和堂大药房 上门 · 达成 11-20 Fri 那料村卫生室 上门 · nobody there" in text


def test_a_long_list_unfolds() -> None:
    """Five lines stand open."""
    many = [
        reminder(
            uid=f"p{n}", rule="promise", kind="promise", name=f"客户{n}", day=date(2026, 11, 23), band=""
        )
        for n in range(FIRST + 2)
    ]
    page = render_today(SITE, today(*many))
    block = page[page.index("block-promises") :]
    assert block.index("and 2 more") < block.index("客户5")
    assert block.index("客户4") < block.index("and 2 more")


def test_an_empty_day_says_what_comes_next() -> None:
    """The next day with something on it, with the way to the calendar."""
    (rep,) = today(reminder(day=date(2026, 11, 23))).reps
    assert rep.next is not None
    page = render_today(SITE, TodayView(TODAY, (rep,)))
    assert 'Nothing stands on today. Next: <a href="calendar.html#d-2026-11-23">' in page


def test_the_week_leads_to_the_calendar() -> None:
    """Each day to the page on which it stands: December's has its month in its name."""
    (rep,) = today(reminder(day=date(2026, 11, 28)), day=date(2026, 11, 28)).reps
    assert [day.page for day in rep.week][:4] == ["calendar.html"] * 3 + ["calendar-2026-12.html"]


def test_the_head_of_a_day() -> None:
    """Three things of today, three that were left lying, how many there are, and the way to the whole day."""
    many = [reminder(uid=f"v{n}", name=f"客户{n}") for n in range(6)]
    late = [reminder(uid=f"l{n}", name=f"旧{n}", day=date(2026, 11, 10)) for n in range(6)]
    shown = today(*many, *late)
    cut = replace(shown, reps=tuple(head(rep, "today-zhou.html") for rep in shown.reps))
    text = Look(render_today(SITE, cut)).text
    assert "客户2" in text
    assert "客户3" not in text
    assert "Today 6" in text
    assert "Past their day 6" in text
    assert text.count("and 3 more") == 2
    assert 'href="today-zhou.html"' in render_today(SITE, cut)


def test_too_much_was_left_lying() -> None:
    """Two hundred lines; of the others the number, which leads to the customers."""
    narrow = [
        Late(f"{n:03}", "dealer", "visit", "GHT", "zhou", date(2026, 1, 1), "Ask", f"{n:03}")
        for n in range(MOST_LATE + 7)
    ]
    shown = today(
        *[reminder(uid=f"l{n}", day=date(2026, 11, 1)) for n in range(FIRST)], books=Books(late=narrow)
    )
    page = render_today(SITE, shown)
    assert shown.open == FIRST + MOST_LATE + 7
    assert "and 207 more" in page
    assert '<a href="customers.html">and 7 more</a>' in page
    assert page.count('<li class="short">') == MOST_LATE


def test_questions_wait_for_the_next_visit() -> None:
    """Past their day they are counted and listed apart, folded in one line: nothing that was promised was broken."""
    past = date(2026, 11, 3)
    shown = today(
        reminder(uid="1", rule="aftersale", verb="Ask how it went", day=past),
        reminder(uid="2", rule="promise", kind="promise", day=past),
        reminder(uid="3", rule="restock", verb="Ask whether more is wanted", day=past, open=False),
    )
    (rep,) = shown.reps
    assert (rep.open_count, rep.ask_count) == (shown.open, shown.asks) == (1, 1)
    assert [one.kind for one in rep.open] == ["promise"]
    assert [(one.verb, one.name, one.day) for one in rep.asks] == [("Ask how it went", "桂和堂大药房", past)]
    text = Look(render_today(SITE, shown)).text
    assert "One thing is past its day and still open. One question waits for the next visit." in text
    assert "One question for the next visit" in text
    alone = today(reminder(rule="restock", day=past))
    assert alone.state == "clear"
    assert "Past their day" not in Look(render_today(SITE, alone)).text


def test_a_question_stands_with_the_visit_of_its_customer() -> None:
    """Where somebody goes there today it is said in the visit's row, and not once more as what lies by the way."""
    past = date(2026, 11, 3)
    shown = today(
        reminder(uid="0"),
        reminder(uid="1", rule="aftersale", verb="Ask how it went", day=past),
        reminder(uid="2", rule="restock", customer="XY", name="向阳镇卫生院", verb="Ask", day=past),
        reminder(uid="3", customer="XY", kind="promise", rule="promise", name="向阳镇卫生院"),
        towns=True,
    )
    first, second = sorted(shown.reps[0].stops, key=lambda stop: stop.place != "城关镇")
    assert first.items[0].asks == ("Ask how it went",)
    assert first.byway == ()
    assert [one.name for one in second.byway] == ["向阳镇卫生院"]
    assert second.items[0].asks == ()
    assert "Ask there too: Ask how it went" in Look(render_today(SITE, shown)).text


def test_many_questions_are_counted_whole() -> None:
    """Of more than a list holds the number is told; the head of a day tells the number alone."""
    many = [reminder(uid=f"{n:03}", rule="restock", day=date(2026, 11, 3)) for n in range(MOST_LATE + 3)]
    (rep,) = today(*many).reps
    assert (rep.ask_count, len(rep.asks)) == (MOST_LATE + 3, MOST_LATE)
    assert "and 3 more" in Look(render_today(SITE, today(*many))).text
    short = head(rep, "today-zhou.html")
    assert (short.ask_count, short.asks) == (MOST_LATE + 3, ())
