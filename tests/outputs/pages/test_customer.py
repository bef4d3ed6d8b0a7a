"""A customer's page: header, people, promises, papers, questions, timeline, findings."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from kjournal.care.facts import facts
from kjournal.dates.today import Today
from kjournal.outputs.pages.compose.customer import Around, customer_row, customer_view
from kjournal.outputs.pages.compose.items import items
from kjournal.outputs.pages.customer import RECENT, CustomerView, Row, render_customer
from kjournal.outputs.pages.dealings import Referred
from kjournal.outputs.pages.parts import Link
from tests.outputs.pages.conftest import CARD, REMINDERS, SITE, TODAY, Look, dossier, reminder, view


def shown(
    card: str, visits: dict[str, str] | None = None, *, path: str = "customers/甲.md", **around: object
) -> CustomerView:
    """The view of a card alone."""
    known = dossier(card, visits or {}, path=path)
    found = facts(known, Today(TODAY))
    row = customer_row(known, found, [], grade="", band="", rep=None, today=Today(TODAY))
    return customer_view(known, found, row, [], Around(**around), Today(TODAY))  # type: ignore[arg-type]


def lines(view: CustomerView) -> dict[str, tuple[str, ...]]:
    """Every labelled line of the card."""
    return {row.label: row.values for group in view.groups for row in group.rows}


def test_people_with_their_birthdays() -> None:
    """A lunar birthday says its solar days of this year and the next; who left stands last."""
    huang, ming = view().people
    (birthday,) = huang.birthdays
    assert (birthday.said, birthday.year, birthday.days) == (
        "农历八月初一",
        1978,
        (date(2026, 9, 11), date(2027, 9, 1)),
    )
    assert "by the solar calendar 2026-09-11" in Look(render_customer(SITE, view())).text
    assert (huang.name, huang.role, huang.decides, huang.gone) == ("黄桂芬", "老板", True, False)
    assert (ming.name, ming.gone, ming.left) == ("黄小明", True, date(2026, 8, 31))
    assert {row.label: row.values for row in huang.rows} == {
        "Family": ("女儿 小学五年级",),
        "Hobbies": ("打牌",),
    }
    assert (huang.advice, ming.advice) == (("let them speak; do not outshine them",), ())


def test_a_lunar_birthday_may_fall_twice_or_never_in_a_solar_year() -> None:
    """The days shown are those that the two years hold: 冬月廿五 falls twice in 2027."""
    card = "---\nname: 甲\nkind: 个人\nbirthday: 农历1984-11-25\n---\n"
    assert [day for person in shown(card).people for birthday in person.birthdays for day in birthday.days] == [
        date(2026, 1, 13), date(2027, 1, 2), date(2027, 12, 22),
    ]  # fmt: skip


def test_promises_both_ways() -> None:
    """Ours and theirs, what is late, and where it was said."""
    made = view()
    assert [(one.what, one.to, one.due, one.late, one.visit) for one in made.ours] == [
        ("台卡两个带过来", "黄桂芬", date(2026, 11, 18), True, "v2026-11-12")
    ]
    assert [(one.what, one.late) for one in made.theirs] == [("上批余款结清", False)]
    look = Look(render_customer(SITE, made))
    assert {"href": "#v2026-11-12"} in look.all("a")
    assert any(attrs.get("id") == "v2026-11-12" for _, attrs in look.tags)


def test_papers_by_the_day_they_end() -> None:
    """An expired one and one near its end are marked in words and shape."""
    assert [(paper.kind, paper.state) for paper in view().papers] == [
        ("营业执照", "expired"),
        ("药品经营许可证", "near"),
    ]


def test_the_seven_questions() -> None:
    """What is known, and what is still to be asked; a person is not asked."""
    assert view().unanswered == ("Category sales", "Restock days", "Restock channel", "Needs", "Opinion")
    assert shown("---\nname: 甲\nkind: 个人\n---\n").questions == ()


def test_the_timeline() -> None:
    """The newest first; lines of business in a few words, sums where each line says its own."""
    newest, oldest = view().visits
    assert (newest.day, newest.status, newest.channel, newest.rep, newest.result) == (
        date(2026, 11, 12),
        "",
        "上门",
        "周宁",
        "达成",
    )
    assert newest.lines == (
        Row("Orders", ("板蓝根颗粒 100盒 ×\u00a08.5 =\u00a0850 yuan", "藿香正气水 200盒 ×\u00a05.2 =\u00a01,040 yuan", "1,890 yuan in all")),
        Row("Payments", ("3,860 yuan 转账",)),
    )  # fmt: skip
    assert (newest.next_day, newest.next, newest.review, newest.review_by) == (
        date(2026, 11, 26),
        "对账",
        "做得对",
        "梁启文 2026-11-13",
    )
    assert (oldest.status, oldest.channel, oldest.body) == ("未遇", "电话", "<p>没人接。</p>")


def test_visits_of_one_day_have_places_of_their_own() -> None:
    """No two anchors on a page are the same."""
    visits = {f"visits/{n}.md": f"---\ncustomer: 甲\ndate: 2026-11-1{n // 2}\n---\n去了\n" for n in range(4)}
    anchors = [visit.anchor for visit in shown("---\nname: 甲\n---\n", visits).visits]
    assert anchors == ["v2026-11-11-2", "v2026-11-11", "v2026-11-10-2", "v2026-11-10"]


def test_what_stands_in_the_body_is_not_said_twice() -> None:
    """A task of the prose is drawn there as a box; a promise of the header is a line."""
    visits = {
        "visits/2026-11-12-甲.md": "---\ncustomer: 甲\npromises: [送价格表 2026-12-01]\n---\n- [ ] 送样品 2026-12-02\n"
    }
    (visit,) = shown("---\nname: 甲\n---\n", visits).visits
    assert [row.values for row in visit.lines] == [("送价格表 Due 2026-12-01",)]


def test_nothing_is_shown_of_what_is_not_known() -> None:
    """A card with a name alone makes a page without empty groups."""
    made = shown("---\nname: 甲\n---\n")
    assert [group.title for group in made.groups] == []
    look = Look(render_customer(SITE, made))
    assert "None" not in look.text
    assert "nothing agreed" in look.text
    assert look.wrong == []


def test_own_fields_are_shown_as_they_are() -> None:
    """A key that nobody declared is kept and shown."""
    assert lines(shown("---\nname: 甲\n店面朝向: 朝南\n两样: [一, 二]\n---\n")) == {
        "店面朝向": ("朝南",),
        "两样": ("一", "二"),
    }


def test_a_customer_that_a_card_names_is_a_link() -> None:
    """What it was merged into."""
    made = shown(
        "---\nname: 甲\nmerged_into: 老王\n---\n",
        links={"老王": Link("王记诊所", "customers/王记诊所.html")},
    )
    assert 'href="%E7%8E%8B%E8%AE%B0%E8%AF%8A%E6%89%80.html">王记诊所</a>' in render_customer(SITE, made)


def test_a_person_shows_the_organisation_and_it_its_people() -> None:
    """Each leads to the other's page; the person is not listed twice."""
    person = msgspec.structs.replace(
        dossier(
            "---\nid: WEI\nname: 韦立新\nkind: 个人\norg: 县医院\nrole: 科主任\nphone: 19900000201\nhobbies: 看球\n---\n",
            {},
            path="customers/韦立新.md",
        ),
        org="YY",
        org_name="峨江县人民医院",
    )
    found = facts(person, Today(TODAY))
    row = customer_row(person, found, [], grade="", band="", rep=None, today=Today(TODAY))
    page = render_customer(SITE, customer_view(person, found, row, [], Around(), Today(TODAY)))
    assert '<a href="YY.html">峨江县人民医院</a>' in page
    hospital = shown(
        "---\nname: 医院\ncontacts: [{name: 韦立新, role: 主任}, {name: 潘}]\n---\n", people=(person,)
    )
    assert [(one.name, one.page) for one in hospital.people] == [("潘", ""), ("韦立新", "customers/WEI.html")]
    assert hospital.people[1].rows == ()


def test_two_people_of_one_name() -> None:
    """Each card has a line that leads to its own page."""
    cards = tuple(dossier(f"---\nid: P{n}\nname: 王芳\nkind: 个人\n---\n", {}) for n in (1, 2))
    hospital = shown("---\nname: 医院\n---\n", people=cards)
    assert [(one.name, one.page) for one in hospital.people] == [
        ("王芳", "customers/P1.html"),
        ("王芳", "customers/P2.html"),
    ]


def test_a_person_is_told_of_once() -> None:
    """What a person's card says of the person stands among the people, not a second time on the card."""
    made = shown("---\nname: 韦立新\nkind: 个人\nadoption: 常规\nduty: 周一\n---\n")
    assert [row.label for row in made.people[0].rows] == ["Duty", "Adoption"]
    assert list(lines(made)) == ["Kind"]


def test_a_visit_that_counts_by_way_of_another_names_them() -> None:
    """The organisation's timeline says whose visit it was."""
    known = dossier(
        "---\nname: 医院\n---\n", {"visits/2026-11-12-韦立新.md": "---\ncustomer: 韦主任\n---\n谈了\n"}
    )
    known = msgspec.structs.replace(
        known, visits=tuple(msgspec.structs.replace(one, direct=False) for one in known.visits)
    )
    found = facts(known, Today(TODAY))
    row = customer_row(known, found, [], grade="", band="", rep=None, today=Today(TODAY))
    around = Around(links={"韦主任": Link("韦立新", "customers/WEI.html")})
    assert customer_view(known, found, row, [], around, Today(TODAY)).visits[0].of == Link(
        "韦立新", "customers/WEI.html"
    )


def test_findings_that_ask_for_something_stand_on_top() -> None:
    """Hints wait behind a tap at the end."""
    made = view()
    assert [problem.code for problem in made.grave] == ["KJ601"]
    assert [problem.code for problem in made.hints] == ["KJ205"]
    page = render_customer(SITE, made)
    assert page.index("KJ601") < page.index("KJ205")


def test_an_old_version_says_so() -> None:
    """The banner names the day of the version."""
    known = msgspec.structs.replace(dossier(), stale="2026-11-01")
    found = facts(known, Today(TODAY))
    row = customer_row(known, found, [], grade="", band="", rep=None, today=Today(TODAY))
    assert (
        "this is its version of 2026-11-01"
        in Look(render_customer(SITE, customer_view(known, found, row, [], Around(), Today(TODAY)))).text
    )


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 11, 21)])
def test_the_page_does_not_change_from_day_to_day(day: date) -> None:
    """Only what really changed makes it anew: here nothing did."""
    card = CARD.replace("有效期至2026-12-31", "有效期至2030-12-31")
    visits = {"visits/2026-11-12-桂和堂.md": "---\ncustomer: 桂和堂\n---\n去了\n"}
    assert view(dossier(card, visits), today=day) == view(dossier(card, visits), today=TODAY)


def test_the_names_of_its_people_need_not_say_where_they_are() -> None:
    """A birthday on the customer's own page is 黄桂芬's, not 黄桂芬 · 桂和堂大药房's."""
    assert [item.name for item in view().reminders] == ["桂和堂大药房", "黄桂芬", "药品经营许可证"]
    known = dossier("---\nname: 韦立新\nkind: 个人\n---\n", {})
    own = reminder(kind="birthday", name="韦立新 · 峨江县人民医院", verb="Birthday")
    found = facts(known, Today(TODAY))
    row = customer_row(known, found, [own], grade="", band="", rep=None, today=Today(TODAY))
    made = customer_view(known, found, row, [own], Around(), Today(TODAY))
    assert [item.name for item in made.reminders] == ["韦立新"]


def test_who_brought_whom() -> None:
    """Customers are links with what they are; an introducer may be anybody."""
    made = shown(
        "---\nname: 甲\nintroduced_by: 老王\n---\n",
        brought_by=Referred("王记诊所", "customers/W.html", "个体诊所 · 向阳镇"),
        brought=(Referred("乙", "customers/Y.html"),),
    )
    look = Look(render_customer(SITE, made))
    assert {"href": "W.html"} in look.all("a")
    assert {"href": "Y.html"} in look.all("a")
    assert "Introduced by 王记诊所 个体诊所 · 向阳镇 Introduced us to 乙" in look.text
    stranger = shown("---\nname: 甲\nintroduced_by: 老王\n---\n")
    assert stranger.brought_by == Referred("老王")
    assert "Who brought whom" not in Look(render_customer(SITE, shown("---\nname: 甲\n---\n"))).text


def test_old_visits_are_folded_by_year() -> None:
    """The newest stand open; the page has a place for each all the same."""
    visits = {
        f"visits/{day}-甲.md": f"---\ncustomer: 甲\n---\n第{n}回\n"
        for n, day in enumerate(date(2024, 11, 1) + timedelta(days=20 * n) for n in range(36))
    }
    made = shown("---\nname: 甲\n---\n", visits)
    assert len(made.recent) == RECENT
    assert [(year, len(some)) for year, some in made.older] == [(2025, 8), (2024, 4)]
    look = Look(render_customer(SITE, made))
    assert len(look.all("article", "visit")) == 36
    assert len(look.all("details", "older")) == 2
    assert look.wrong == []


def test_a_customer_of_many_years_fits_a_telephone() -> None:
    """Older visits shrink to a line, the oldest stay in their notes; the page is under a megabyte with a thousand long ones."""
    visits = {
        f"visits/{date(2022, 1, 1) + timedelta(days=n)}-甲.md": "---\ncustomer: 甲\norders: [板蓝根颗粒 100盒 ×8.5]\npayments: [850 转账]\n---\n"
        f"第{n}回。" + "讲了很久的话，样样都记下来了。" * 60
        for n in range(1000)
    }  # fmt: skip
    made = shown("---\nname: 甲\nsettlement: 月结\n---\n", visits)
    newest, oldest = made.visits[0], made.visits[-1]
    assert (newest.brief, newest.lines != ()) == ("", True)
    assert (oldest.brief[:6], oldest.lines, oldest.body) == ("第400回。", (), "")
    assert (len(made.visits), made.unlisted) == (600, 400)
    html = render_customer(SITE, made)
    assert len(html.encode()) < 1_000_000
    assert "400 older visits stand in their notes." in Look(html).text
    assert Look(html).wrong == []


def test_reminders_that_are_far_are_folded() -> None:
    """The next eight stand open."""
    far = tuple(items([reminder(uid=f"{n}", day=TODAY + timedelta(days=n)) for n in range(11)], {}))
    made = msgspec.structs.replace(view(), reminders=far)
    look = Look(render_customer(SITE, made))
    assert "Later 3" in look.text
    assert len(look.all("li", "item-visit")) == 11


def test_what_is_on_the_page_can_be_jumped_to() -> None:
    """Each link of the list leads to a place that is there, with what is open beside its word."""
    look = Look(render_customer(SITE, view()))
    places = {attrs["id"] for _, attrs in look.tags if "id" in attrs}
    jumps = [attrs["href"] for attrs in look.all("a") if attrs.get("href", "").startswith("#")]
    assert {"#people", "#promises", "#account", "#visits"} <= set(jumps)
    assert {jump.removeprefix("#") for jump in jumps} <= places | {"main", "pages"}


def test_promises_stand_in_one_place() -> None:
    """What was promised is not said once more among what comes; many of them are folded."""
    assert [one.rule for one in REMINDERS if one.kind == "promise"] == ["promise"]
    assert "promise" not in {one.kind for one in view().reminders}
    tasks = "".join(f"- [ ] 第{n}件 2026-12-{n + 1:02}\n" for n in range(11))
    made = shown("---\nname: 甲\n---\n", {"visits/2026-11-12-甲.md": f"---\ncustomer: 甲\n---\n{tasks}"})
    assert len(made.ours) == 11
    assert "Later 3" in Look(render_customer(SITE, made)).text
