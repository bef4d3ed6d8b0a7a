"""Search, filters and order in a real browser, from files, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec
import pytest

from kjournal.journal.matching import Row
from kjournal.journal.matching import row as packed_row
from kjournal.outputs.pages.assets import assets
from kjournal.outputs.pages.customers import (
    CustomerRow,
    LastContact,
    NextStep,
    customers_views,
    render_customers,
)
from kjournal.outputs.pages.parts import Phone
from kjournal.outputs.pages.search import SearchView, render_data, render_search, search_data
from tests.outputs.pages.conftest import SITE, TODAY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = ((390, 844), (1280, 900))
DAY = timedelta(1)


def card(
    id_: str, name: str, town: str, contact: str, *tags: str, **fields: object
) -> tuple[CustomerRow, Row]:
    """A customer as the list shows it and as it is found."""
    phone = f"1990000{id_}"
    county = "百溪县" if town == "长滩乡" else "峨江县"
    made = msgspec.convert(
        {
            "id": id_, "name": name, "page": f"customers/{id_}.html", "region": town, "region_path": f"广西/{county}/{town}",
            "tags": tags, "phones": [Phone(f"{contact} {phone}", phone)], "status": "合作", **fields,
        },
        CustomerRow,
    )  # fmt: skip
    found = [
        ("name", name),
        ("id", id_),
        ("contact", contact),
        ("town", town),
        ("phone", phone),
        *(("tag", tag) for tag in tags),
    ]
    return made, packed_row(id_, found)  # type: ignore[arg-type]


CARDS = [
    card("0001", "向阳镇卫生院", "向阳镇", "李明朗", "老客户", class_="乡镇卫生院", grade="A", band="正常", rep="周宁",
         last=LastContact(TODAY - DAY, "上门"), next=NextStep(TODAY + 9 * DAY, "拜访")),
    card("0002", "单记药店", "向阳镇", "单晓明", class_="村镇药店", grade="VIP", band="久未联系", rep="蓝秋萍",
         last=LastContact(date(2026, 1, 5), "电话"), next=NextStep(TODAY, "拜访")),
    card("0003", "桂和堂大药房", "城关镇", "黄桂芬", "连锁", "老客户", class_="村镇药店", grade="B", band="超期", rep="周宁"),
    card("0004", "龙塘大药房", "城关镇", "解春", class_="村镇药店", status="停业", closed=True, rep="周宁"),
    card("0005", "长滩卫生室", "长滩乡", "黎敏", class_="村卫生室", grade="C", band="正常", rep="蓝秋萍",
         last=LastContact(TODAY - 30 * DAY, "微信")),
]  # fmt: skip


def write(folder: Path, cards: list[tuple[CustomerRow, Row]], many: int) -> None:
    """The pages of these customers."""
    rows = [row for row, _ in cards]
    folder.mkdir(exist_ok=True)
    for file, view in customers_views(rows, many).items():
        (folder / file).write_text(render_customers(SITE, view, file), encoding="utf-8")
    (folder / "search.html").write_text(render_search(SITE, SearchView()), encoding="utf-8")
    data = render_data(search_data(rows, {packed.id: packed for _, packed in cards}))
    (folder / "search-data.js").write_text(data, encoding="utf-8")
    for name, asset in assets().items():
        (folder / name).write_bytes(asset)
    (folder / "customers").mkdir(exist_ok=True)
    for row in rows:
        (folder / row.page).write_text(f"<!doctype html><title>{row.id}</title>", encoding="utf-8")


@pytest.fixture(params=SIZES, ids=["phone", "desk"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab in which nothing may go wrong and nothing may have to be scrolled sideways."""
    width, height = request.param
    with browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN") as context:
        tab = context.new_page()
        said: list[str] = []
        asked: list[str] = []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda request: asked.append(request.url))
        yield tab
        assert said == []
        assert {address.split(":")[0] for address in asked} <= {"file", "data"}
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The pages as files, in a folder with a Chinese name and a blank."""
    folder = tmp_path / "网 页"
    write(folder, CARDS, 500)
    return folder


def go(page: Page, site: Path, name: str) -> None:
    """Open a page, and wait until its search is ready."""
    path, mark, rest = name.partition("#")
    page.goto("about:blank")
    page.goto(f"file://{quote(str(site / path))}{mark}{quote(rest, safe='=&')}")
    page.locator("#filters, #ask").and_(page.locator(":not([hidden])")).wait_for()
    if path != "search.html":
        page.wait_for_function("document.querySelector('select[name=rep]').options.length > 1")


def shows(page: Page, *names: str) -> None:
    """The list shows these customers, in this order."""
    from playwright.sync_api import expect

    expect(page.locator("tr.row:visible td.name a, li.hit a.who")).to_have_text(list(names))


def choose(page: Page, **chosen: str) -> None:
    """Choose in some filters; on a phone they are behind a tap."""
    if not page.locator("select[name=order]").is_visible():
        page.locator(".filters summary").click()
    for name, value in chosen.items():
        page.select_option(f"select[name={name}]", label=value)


def names(*ids: int) -> list[str]:
    """Their names, by number."""
    return [CARDS[id_ - 1][0].name for id_ in ids]


def test_words_in_the_list(page: Page, site: Path) -> None:
    """Names, pinyin, surnames, numbers, towns, tags, traditional characters, as `kjournal find` has them."""
    go(page, site, "customers.html")
    for typed, found in (
        ("lml", (1,)),
        ("liming", (1,)),
        ("img", ()),
        ("shan", (2,)),
        ("xiechun", (4,)),
        ("0003", (3,)),
        ("桂和堂 黄", (3,)),
        ("藥房", (3, 4)),
        ("城关 hgf", (3,)),
        ("lkh", (1, 3)),
        ("周宁", (1, 3, 4)),
        ("zhouning", (1, 3, 4)),
        ("vip", (2,)),
        ("停业", (4,)),
        ("百溪县", (5,)),
        ("药店 周宁", (3, 4)),
    ):
        page.fill("input[name=words]", typed)
        shows(page, *names(*found))
        assert page.locator("#none").is_visible() == (not found), typed
        assert page.locator("#tells").inner_text() == f"{len(found)} of 5 customers"


def test_filters(page: Page, site: Path) -> None:
    """Each alone and several together; towns without a row go, and all is as before after a tap."""
    go(page, site, "customers.html")
    before = page.locator("tr.row:visible td.name a").all_inner_texts()
    choose(page, rep="周宁")
    shows(page, *names(1, 3, 4))
    assert page.locator("tr.head:visible").all_inner_texts() == ["向阳镇", "城关镇"]
    choose(page, **{"class": "村镇药店"})
    shows(page, *names(3, 4))
    choose(page, status="停业")
    shows(page, *names(4))
    assert page.locator("#tells").inner_text() == "1 of 5 customers · 周宁 · 村镇药店 · 停业"
    page.get_by_text("Show all again").click()
    shows(page, *before)
    choose(page, band="正常")
    shows(page, *names(1, 5))
    choose(page, band="any", grade="VIP")
    shows(page, *names(2))
    choose(page, grade="any", tag="老客户")
    shows(page, *names(1, 3))
    choose(page, tag="any", region="all of 峨江县")
    shows(page, *names(2, 1, 3, 4))
    choose(page, region="长滩乡")
    shows(page, *names(5))


def test_order(page: Page, site: Path) -> None:
    """All of them, without towns between."""
    from playwright.sync_api import expect

    go(page, site, "customers.html")
    for order, found in (
        ("the longest unseen first", (2, 3, 5, 1, 4)),
        ("by next step", (2, 1, 3, 4, 5)),
        ("by last contact", (3, 4, 2, 5, 1)),
        ("by grade", (2, 1, 3, 5, 4)),
        ("by name", (2, 3, 4, 1, 5)),
    ):
        choose(page, order=order)
        expect(page.locator("tr.head:visible")).to_have_count(0)
        shows(page, *names(*found))
    assert page.locator("tr.row:visible .place").first.is_visible()


def test_what_was_chosen_stays(page: Page, site: Path) -> None:
    """Over a reload, and from an address that another page gives, a town by its short name."""
    go(page, site, "customers.html")
    choose(page, rep="周宁", order="by name")
    shows(page, *names(3, 4, 1))
    page.reload()
    shows(page, *names(3, 4, 1))
    assert page.locator("select[name=rep]").input_value() == "周宁"
    go(page, site, "customers.html#region=城关镇&words=gh")
    shows(page, *names(3))
    assert page.locator("input[name=words]").input_value() == "gh"


def test_a_row_that_was_found(page: Page, site: Path) -> None:
    """It looks like any other: link, marks, days with their distance, a number to call; and says what was found."""
    go(page, site, "customers.html")
    static = page.locator("tr.row", has_text="向阳镇卫生院").first.inner_text()
    page.fill("input[name=words]", "lml")
    shows(page, *names(1))
    row = page.locator("tr.row:visible")
    assert [word for word in static.split() if word not in row.inner_text()] == []
    assert row.locator("a.tel").get_attribute("href") == "tel:19900000001"
    assert row.locator(".ago").all_inner_texts() == ["昨天", "9天后"]
    assert row.locator(".why").inner_text() == "Contact 李明朗"
    assert row.locator("mark").inner_text() == "李明朗"
    row.locator("td.name a").click()
    page.wait_for_url("**/customers/0001.html")


def test_parts_search_all(page: Page, site: Path) -> None:
    """A town's page shows its own rows; words and filters there go over all customers."""
    write(site, CARDS, 2)
    go(page, site, "customers.html")
    shows(page)
    page.locator(".towns a", has_text="城关镇").click()
    page.wait_for_url("**/customers-*")
    shows(page, *names(3, 4))
    page.fill("input[name=words]", "lml")
    shows(page, *names(1))
    page.get_by_text("Show all again").click()
    shows(page, *names(3, 4))


def test_more_are_shown_when_asked(page: Page, site: Path) -> None:
    """Two hundred at first."""
    cards = [
        card(f"{n:04}", f"村卫生室{n}", "向阳镇", "李明朗", rep="周宁" if n else "蓝秋萍") for n in range(450)
    ]
    write(site, cards, 100)
    go(page, site, "customers.html")
    choose(page, rep="周宁")
    rows = page.locator("tr.row:visible")
    page.locator("#more").wait_for()
    assert rows.count() == 200
    assert page.locator("#more").inner_text() == "Show 200 more"
    page.locator("#more").click()
    assert page.locator("#more").inner_text() == "Show 49 more"
    page.locator("#more").click()
    assert rows.count() == 449
    assert not page.locator("#more").is_visible()
    assert page.locator("tr.head:visible").count() == 1


def test_the_search_page(page: Page, site: Path) -> None:
    """As one types; the address keeps the words; keys go through what was found and open it."""
    go(page, site, "search.html")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("shan")
    shows(page, *names(2))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("dyf")
    shows(page, *names(3, 4))
    assert page.locator("#tells").inner_text() == "2 of 5 customers"
    assert page.locator("li.hit").first.locator("mark").inner_text() == "大药房"
    assert "村镇药店" in page.locator("li.hit").first.inner_text()
    assert "城关镇 · 周宁" in page.locator("li.hit").first.inner_text()
    page.reload()
    shows(page, *names(3, 4))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "龙塘大药房"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("/")
    page.keyboard.type("lml")
    page.keyboard.press("Enter")
    page.wait_for_url("**/customers/0001.html")
    page.go_back()
    shows(page, *names(1))


def test_another_address_is_another_search(page: Page, site: Path) -> None:
    """A link with words in it searches for them, also when the page is open."""
    go(page, site, "search.html#q=桂和")
    shows(page, *names(3))
    page.evaluate("location.hash = 'q=' + encodeURIComponent('黎敏')")
    shows(page, *names(5))
    assert page.locator("input[name=q]").input_value() == "黎敏"


def test_what_is_tapped_is_large_enough(page: Page, site: Path) -> None:
    """44 pixels for fields, choices, buttons and numbers."""
    for name in ("customers.html#words=li", "search.html#q=li"):
        go(page, site, name)
        page.locator("mark").first.wait_for()
        for target in (
            page.locator("input, select, button, a.who, main .hit a.tel").locator("visible=true").all()
        ):
            box = target.bounding_box()
            assert box is not None
            assert box["height"] >= 43.9, (name, target.evaluate("it => it.outerHTML"))


def test_without_a_script(browser: Browser, site: Path) -> None:
    """The search page leads to the list, which has everybody and no filter that does nothing."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"file://{quote(str(site / 'search.html'))}")
        assert not page.locator("#ask").is_visible()
        page.get_by_text("All customers, by town").click()
        assert page.locator("tr.row:visible").count() == len(CARDS)
        assert not page.locator("#filters").is_visible()


def test_on_paper(browser: Browser, site: Path) -> None:
    """What was found is printed, without fields and buttons."""
    with browser.new_context() as context:
        page = context.new_page()
        go(page, site, "customers.html#rep=周宁")
        shows(page, *names(1, 3, 4))
        page.emulate_media(media="print")
        assert not page.locator("input:visible, button:visible").count()
        assert page.locator("tr.row:visible").count() == 3
