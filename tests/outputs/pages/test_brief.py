"""The brief: what is told before a visit, in which order, and what is kept back."""

from __future__ import annotations

from datetime import date

from kjournal.care.nearby import Neighbour
from kjournal.journal.dossier import Dossier
from kjournal.outputs.pages.brief import (
    Beside,
    Brief,
    Coming,
    Flag,
    Manner,
    Next,
    Rival,
    Shelf,
    Someone,
    Talk,
    Word,
    render_brief,
)
from kjournal.outputs.pages.compose.brief import away
from kjournal.outputs.pages.links import brief_file, page_file
from kjournal.outputs.pages.parts import Phone
from tests.outputs.pages.conftest import BESIDE, SITE, TODAY, Look, dossier, reminder, told

SHOP = (
    "---\nid: S\nname: 福民药店\nclass: 村镇药店\nregion: 向阳镇\nrep: zhou\ncreated: 2026-01-05\n{more}---\n"
)


def shop(more: str = "", **visits: str) -> Dossier:
    """A shop with further lines on its card, and visits by their day: `d1018` is 18 October."""
    notes = {
        f"visits/2026-{day[1:3]}-{day[3:]}-福民.md": f"---\ncustomer: S\nrep: zhou\n{text}"
        for day, text in visits.items()
    }
    return dossier(SHOP.format(more=more), notes)


def flagged(known: Dossier, day: date = TODAY, **more: object) -> list[str]:
    """The texts of its red flags."""
    return [one.text for one in told(known, day=day, **more).flags]  # type: ignore[arg-type]


def test_the_order_of_the_page() -> None:
    """As DOMAIN.md 7 has it, today's aim at the end."""
    known = dossier()
    look = Look(render_brief(SITE, told(known, neighbours=BESIDE)))
    words = (
        "Watch out", "We owe", "They owe", "Last talks", "Left open", "Bring", "Ask", "Stock", "Next order",
        "How to talk", "People", "On the way", "Today's aim",
    )  # fmt: skip
    places = [look.text.index(word) for word in words]
    assert places == sorted(places)
    assert look.text.index("Today's aim") > look.text.index("平价药店")


def test_promises_of_both_sides() -> None:
    """Ours past their day are marked, and counted among the red flags."""
    found = told()
    assert found.ours == (Word("台卡两个带过来", date(2026, 11, 18), "黄桂芬", late=True),)
    assert found.theirs == (Word("上批余款结清", date(2026, 11, 20)),)
    assert Flag("promise", "1 promise of ours is past its day") in found.flags


def test_promises_are_seen_from_the_day_of_the_visit() -> None:
    """On the 18th ours was not late yet; on the 21st theirs is."""
    assert not told(day=date(2026, 11, 18)).ours[0].late
    assert told(day=date(2026, 11, 21)).theirs[0].late


def test_the_last_three_contacts_and_what_they_left() -> None:
    """The newest first; an attempt and a plan are none; only what was left of late is told."""
    known = shop(
        d0101="---\n太早。\n", d1001="channel: 电话\n---\n问了价。\n", d1010="people: [王姐]\nnext: 10-20 送样品\n---\n看了货。\n",
        d1018="status: 未遇\n---\n没人。\n", d1101="---\n收了钱。\n", d1125="status: 计划\n---\n",
    )  # fmt: skip
    assert told(known).talks == (
        Talk(date(2026, 11, 1), "上门", said="收了钱。"),
        Talk(date(2026, 10, 10), "上门", "王姐", "看了货。"),
        Talk(date(2026, 10, 1), "电话", said="问了价。"),
    )
    assert told(known).next == Next("送样品", date(2026, 10, 20), date(2026, 10, 10))
    assert told(known, day=date(2026, 10, 5)).next is None


def test_money_that_is_overdue() -> None:
    """Since when and how much, and what is owed in all; not before its day."""
    known = shop("settlement: 货到付款\ncredit_limit: 500\n", d1010="orders: [板蓝根 =800]\n---\n送了货。\n")
    assert flagged(known) == [
        "800 yuan overdue since 2026-10-10",
        "300 yuan above the credit limit of 500 yuan",
    ]
    assert flagged(known, date(2026, 10, 10)) == ["300 yuan above the credit limit of 500 yuan"]


def test_what_went_wrong() -> None:
    """Complaints until they are closed, adverse reactions until they are handed over."""
    known = shop(
        d1010="complaints: [{kind: 质量, symptom: 冲不开, level: 重大}]\n---\n不高兴。\n",
        d1012="adverse: 起疹子\n---\n打电话来的。\n",
        d1014="complaints: [{kind: 破损, closed: 2026-10-15}]\nadverse: 头晕\nescalate: 已报\n---\n好了。\n",
    )
    assert flagged(known) == [
        "An adverse reaction of 2026-10-12 was not handed over to the drug-safety officer",
        "Open complaint of 2026-10-10, not answered yet: 重大 质量 冲不开",
    ]
    assert told(known).aim == "Settle the complaint"


def test_papers_near_their_end() -> None:
    """Within ninety days; those of one day together, the expired ones graver."""
    known = shop(
        "licences: [营业执照 到2026-11-01, 购销协议 到2026-12-31, 质保协议 到2026-12-31, 药品经营许可证 到2028-01-01]\n"
    )
    assert told(known).flags == (
        Flag("paper", "营业执照 expired on 2026-11-01"),
        Flag("paper", "购销协议、质保协议 is valid until 2026-12-31", grave=False),
    )


def test_signs_and_gifts() -> None:
    """Warning signs of the last ninety days; a gift above its cap; who was not met last time."""
    known = shop(
        d0801="risk_signs: [换会计]\n---\n旧事。\n",
        d1010="risk_signs: [别家来要账]\ngifts: [茶叶 130元 给王姐 场合=中秋]\n---\n聊了。\n",
        d1018="status: 未遇\n---\n没人。\n",
    )
    assert flagged(known) == [
        "Warning signs of 2026-10-10: 他家催款增多",
        "Gifts above the cap (王姐 · 中秋 · 2026-10-10): 130 yuan of at most 100 yuan",
        "Tried in vain: 2026-10-18",
    ]


def test_printed_matter_is_not_added_up() -> None:
    """Whoever may have nothing else may have two leaflets, as the customer's page says; each has the cap of printed matter."""
    public = "contacts: [{name: 王科长, recipient: 公职人员}]\n"
    leaflets = "gifts: [宣传册 {} 给王科长, 宣传折页 15元 给王科长]\n---\n聊了。\n"
    assert flagged(shop(public, d1010=leaflets.format("15元"))) == []
    assert flagged(shop(public, d1010=leaflets.format("25元"))) == [
        "Gifts above the cap (王科长 · 2026-10-10): 25 yuan of at most 20 yuan"
    ]


def test_medical_staff_get_words_only() -> None:
    """It is told before anybody thinks of a present."""
    clinic = dossier(SHOP.format(more="").replace("村镇药店", "村卫生室"), {})
    assert flagged(clinic) == ["medical staff and public servants: good words only, nothing of value"]


def test_quiet_time_silences_business() -> None:
    """Left in peace: the aim is to ask after them; nothing to celebrate is told. To whom it happened stays in the note."""
    known = shop("life_events: [{date: 2026-11-10, kind: 去世, who: 父母, note: 老父亲}]\nbirthday: 11-22\n")
    found = told(known)
    assert found.flags[0] == Flag(
        "quiet",
        "Something in the family: left in peace until 2026-12-29; no business unless they begin with it",
    )
    assert (found.aim, found.aims, found.coming) == (
        "Ask after them and go again; business only if they begin with it", (), ()
    )  # fmt: skip
    later = told(known, day=date(2027, 1, 20))
    assert later.flags[0] == Flag("quiet", "A death in the house within the year: no word of joy")
    assert "父" not in render_brief(SITE, found)


def test_days_near_the_visit() -> None:
    """Birthdays, festivals and own events from three days before to fourteen after it."""
    known = shop(
        "birthday: 12-03\nown_events: [{what: 店庆, date: 12-05}]\nlife_events: [{date: 2026-10-01, kind: 乔迁}]\n"
    )
    assert told(known).coming == (
        Coming(date(2026, 10, 1), "乔迁", "event"),
        Coming(date(2026, 12, 3), "福民药店 birthday"),
        Coming(date(2026, 12, 5), "店庆", "event"),
    )
    assert told(known, day=date(2026, 12, 20)).coming == (
        Coming(date(2026, 10, 1), "乔迁", "event"),
        Coming(date(2027, 1, 1), "元旦", "festival"),
    )


def test_what_to_bring() -> None:
    """What was promised or agreed to be carried, answers, the statement; a promise of weeks ahead is not for today."""
    known = shop(
        d1101="requests: [换近效期的货]\nnext: 带新品彩页\n---\n- [ ] 送两盒样品 2026-11-22\n- [ ] 带海报 2026-12-24\n- [ ] 问总部 2026-11-21\n",
    )
    due = reminder(rule="reconcile", kind="money", day=date(2026, 11, 19))
    assert told(known, reminders=[due]).bring == (
        "送两盒样品", "带新品彩页", "an answer: 换近效期的货", "the statement of the account: 0 yuan",
    )  # fmt: skip


def test_what_to_ask() -> None:
    """Which of the seven questions have no answer, and what the card and the quarter ask; a person is asked none."""
    known = shop("nature: 民营\nrestock_days: 30\nneeds: 台卡\nopinion: 好\nsettlement: 月结\n")
    card = reminder(
        rule="card", kind="brief", verb="Check the card", why="last found true on 2026-01-05", day=TODAY
    )
    later = reminder(
        rule="survey", kind="brief", verb="Ask how content they are", why="never asked", day=date(2026, 12, 1)
    )
    found = told(known, reminders=[card, later])
    assert found.ask == ("Category sales", "Restock channel")
    assert found.asked == ("Check the card (last found true on 2026-01-05)",)
    assert told(shop("kind: 个人\n")).ask == ()


def test_the_shelf_as_it_was_last_seen() -> None:
    """What was short first, what expires within half a year with its day; and the last order."""
    known = shop(
        d1001="stock: [板蓝根 60盒]\n---\n", d1101="stock: [钙片 20瓶 效期=2027-01, 板蓝根 6盒 安全=20]\norders: [钙片 10瓶 =90]\n---\n订了。\n",
        d1102="---\n没看货架。\n",
    )  # fmt: skip
    found = told(known)
    assert found.seen == date(2026, 11, 1)
    assert found.shelf == (Shelf("板蓝根", "6盒", "20盒"), Shelf("钙片", "20瓶", expiry=date(2027, 1, 31)))
    assert found.ordered == Talk(date(2026, 11, 1), said="钙片 10瓶")
    assert "never looked at: ask today" in Look(render_brief(SITE, told(shop()))).text


def test_people_and_how_to_talk_to_them() -> None:
    """Who decides first, nobody who left; the type of character is named nowhere, health and children's names neither."""
    found = told()
    assert found.people == (
        Someone("黄桂芬", "老板", decides=True, known=("Family 女儿 小学五年级", "Hobbies 打牌")),
    )
    assert found.manners == (Manner("黄桂芬", ("let them speak",), ("do not outshine them",)),)
    assert found.calls == (
        Phone("0778-0000021", "07780000021"), Phone("19900000104", "19900000104"), Phone("黄桂芬 19900000105", "19900000105")
    )  # fmt: skip
    page = render_brief(SITE, found)
    assert not [word for word in ("虚荣", "高血压", "小燕", "2015", "黄小明") if word in page]


def test_what_others_do() -> None:
    """As the last visit that told of it saw it, in a line or under its heading; else as the card says."""
    card = "competitors: [{maker: 南宁, product: 口服液, seen: 2026-05-01}]\n"
    assert told().rivals == (Rival("南宁来的推口服液。", date(2026, 11, 12)),)
    assert told(shop(card)).rivals == (Rival("南宁 口服液 Seen 2026-05-01"),)
    known = shop(card, d1010="competitors: [{maker: 柳州, product: 钙片}]\n---\n", d1012="---\n没讲什么。\n")
    assert told(known).rivals == (Rival("柳州 钙片", date(2026, 10, 10)),)


def test_neighbours_and_how_far_they_are() -> None:
    """Each leads to its own brief; a day still to come is told, one that has passed is in the band."""
    found = told(neighbours=BESIDE)
    assert found.beside == (
        Beside("峨城惠家超市", brief_file("GHT"), "久未联系", "70 m", date(2026, 8, 1)),
        Beside("平价药店", brief_file("GHT"), "将到", "", date(2026, 10, 24), date(2026, 11, 23)),
    )
    metres = {4: "10 m", 994: "990 m", 1000: "1.0 km", 4949: "4.9 km"}
    assert {n: away(Neighbour("x", "x", "", n)) for n in metres} == metres
    assert away(Neighbour("x", "x", "", here=True)) == "in the same house"


def test_the_aim() -> None:
    """What was agreed for this day, or left open before it, goes before what the journal finds; a later plan is told last."""
    plan = shop("", d1001="---\n来过。\n", d1125="status: 计划\naim: 谈陈列\nstart: 15:00\n---\n")
    found = told(plan, reminders=[reminder(rule="restock", day=TODAY)])
    assert (found.aim, found.day) == ("Ask for an order", date(2026, 11, 25))
    assert found.aims[-1] == "planned for 2026-11-25: 谈陈列"
    for day in (date(2026, 11, 25), date(2026, 11, 28)):
        then = told(plan, day=day, reminders=[reminder(rule="restock", day=TODAY)])
        assert (then.aim, then.aims[:1]) == ("谈陈列", ("Ask for an order",))
        assert not any("谈陈列" in one for one in then.aims)
    assert told(plan, day=date(2026, 12, 25)).aim != "谈陈列"  # forgotten: what was agreed no longer holds
    everything = "nature: 民营\nrestock_days: 30\nneeds: 台卡\nopinion: 好\nsettlement: 月结\ncategory_sales: 1万\nrestock_channel: 自提\n"
    assert told(shop(everything), reminders=[]).aim == "Keep in touch: how are they, what do they need?"


def test_an_empty_card_has_a_brief() -> None:
    """Somebody of whom nothing but the name is known."""
    found = told(dossier("---\nname: 甲\n---\n", {}), reminders=[])
    assert isinstance(found, Brief)
    assert "none in the journal" in Look(render_brief(SITE, found)).text


def test_it_says_the_same_every_day() -> None:
    """Nothing in the view but what the day itself brings: a page is made anew only where something came near."""
    known = shop("birthday: 2-3\n", d1101="---\n来过。\n")
    assert told(known, reminders=[]) == told(known, day=date(2026, 11, 24), reminders=[])


def test_the_way_there_and_back() -> None:
    """The name leads to the customer's page, numbers can be dialled, the place can be looked up."""
    links = [one["href"] for one in Look(render_brief(SITE, told())).all("a")]
    assert "../customers/GHT.html" in links
    assert "tel:19900000105" in links
    assert any(one.startswith("geo:24.7") for one in links)
    assert page_file("GHT").replace("customers", "briefs") == brief_file("GHT")


def test_hostile_words_stay_words() -> None:
    """Nothing that a note says becomes a tag."""
    bad = "<script>alert(1)</script>"
    known = shop(
        f"needs: '{bad}'\nhours: '{bad}'\n",
        d1101=f"aim: '{bad}'\nnext: '{bad}'\ncompetitors: ['{bad}']\n---\n{bad}\n",
    )
    assert "<script>alert" not in render_brief(SITE, told(known))
