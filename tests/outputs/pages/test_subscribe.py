"""The page with the addresses, and what the server puts into it."""

from __future__ import annotations

import pytest

from kjournal.outputs.feeds.feedset import Rep as FeedRep
from kjournal.outputs.feeds.feedset import feeds
from kjournal.outputs.feeds.settings import FeedSettings
from kjournal.outputs.pages.addresses import code, entrance_address, feed_address, render_addresses
from kjournal.outputs.pages.assets import assets
from kjournal.outputs.pages.compose.subscribe import subscribe_view
from kjournal.outputs.pages.subscribe import (
    ADDRESSES,
    FeedRow,
    RepFeeds,
    SubscribeView,
    render_subscribe,
    webcal,
)
from tests.outputs.pages.conftest import REPS, SITE, Look

FEEDS = feeds([FeedRep("zhou", "周宁")], title="峨江", events=10, settings=FeedSettings())
REP = RepFeeds("周宁 <b>", (FeedRow("zhou.ics", "周宁"), FeedRow("zhou-visit.ics", "拜访", "visit")))


def test_feeds_by_rep() -> None:
    """Everything and one a kind, with the colour the phone shows; the whole journal's last."""
    made = subscribe_view(FEEDS, REPS)
    assert [(rep.name, [(feed.file, feed.kind) for feed in rep.feeds][:2]) for rep in made.reps] == [
        ("周宁", [("zhou.ics", None), ("zhou-visit.ics", "visit")]),
        ("", [("all.ics", None), ("all-visit.ics", "visit")]),
    ]
    assert made.reps[0].feeds[0].color == "tomato"


def test_without_an_address_the_page_says_how_to_get_one() -> None:
    """And keeps the place where the server puts its own."""
    page = render_subscribe(SITE, subscribe_view(FEEDS, REPS))
    assert page.count(ADDRESSES) == 1
    assert "base_url" in page
    assert "--host" in page
    assert "webcal://" not in page


def test_with_an_address_each_feed_has_its_link() -> None:
    """`webcal` for the phone's calendar, the address itself to copy."""
    page = render_subscribe(SITE, subscribe_view(FEEDS, REPS, "https://example.org/k/"))
    assert "base_url" not in page
    assert '<a class="button" href="webcal://example.org/k/feeds/zhou-visit.ics">' in page
    assert "<code>https://example.org/k/feeds/zhou-visit.ics</code>" in page


def test_how_to_allow_alerts() -> None:
    """The traps of both systems stand there."""
    text = Look(render_subscribe(SITE, SubscribeView())).text
    for words in ("Remove Alarms", "webcals does not work", "ICSx5", "Google Calendar"):
        assert words in text


def test_no_step_speaks_of_a_code_that_is_not_there() -> None:
    """With codes it begins with the camera, without them with how to get one; each hides the other."""
    page = Look(render_subscribe(SITE, SubscribeView()))
    assert [attrs["class"] for attrs in page.all("li") if "coded" in attrs.get("class", "")] == [
        "coded",
        "uncoded",
    ]
    style = assets()["style.css"].decode()
    assert "main:not(:has(.qr)) .coded, main:has(.qr) .uncoded { display: none; }" in style
    published = Look(render_subscribe(SITE, SubscribeView(base_url="https://example.org/k/")))
    assert "QR" not in published.text


def test_the_way_to_the_alarms_on_any_iphone() -> None:
    """Both where the calendar stands among the apps, and where it stands by itself."""
    text = Look(render_subscribe(SITE, SubscribeView())).text
    assert text.count("Settings › Apps › Calendar (on older iPhones: Settings › Calendar)") == 2


def test_a_journal_too_large_for_one_calendar() -> None:
    """It says what is missing and what to take instead."""
    assert "6000 entries" in Look(render_subscribe(SITE, SubscribeView(left_out=6000))).text


@pytest.mark.parametrize(
    ("address", "made"),
    [
        ("https://a/b", "webcal://a/b"),
        ("http://a:8000/b", "webcal://a:8000/b"),
        ("javascript:x", ""),
        ("ftp://a", ""),
        ("", ""),
    ],
)
def test_webcal(address: str, made: str) -> None:
    """Only web addresses have one."""
    assert webcal(address) == made


def test_the_servers_own_addresses() -> None:
    """Host, token and file; a code for each, everything escaped."""
    made = render_addresses("http://192.168.1.7:8000", "To-ken_1", [REP])
    look = Look(made)
    assert look.wrong == []
    assert [link["href"] for link in look.all("a")] == [
        "webcal://192.168.1.7:8000/feeds/To-ken_1/zhou.ics",
        "webcal://192.168.1.7:8000/feeds/To-ken_1/zhou-visit.ics",
    ]
    assert len(look.all("svg", "qr")) == 3  # two feeds, and the pages
    assert "周宁 <b>" in look.text
    assert code(entrance_address("http://192.168.1.7:8000", "To-ken_1")) in made
    assert "http://192.168.1.7:8000/-/open/To-ken_1" in look.text
    assert feed_address("http://h/", "a/b", "z.ics") == "http://h/feeds/a%2Fb/z.ics"


@pytest.mark.parametrize("host", ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_a_phone_cannot_reach_loopback(host: str) -> None:
    """No code that leads nowhere: the page says how to let the phone in."""
    look = Look(render_addresses(host, "token", [REP]))
    assert look.all("svg") == []
    assert "--host" in look.text
    assert "/-/open/" not in look.text
    assert len(look.all("a", "button")) == 2


def test_a_code_has_no_style_of_its_own() -> None:
    """The policy forbids it; the style sheet draws it dark on white in either scheme."""
    drawing = Look(code("webcal://192.168.1.7:8000/feeds/token/zhou.ics"))
    assert [tag for tag, _ in drawing.tags] == ["svg", "path"]
    assert not [attrs for _, attrs in drawing.tags if "style" in attrs or "xmlns" in attrs]
    assert code("a") == code("a")
