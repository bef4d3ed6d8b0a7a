"""Pages to be shown around: names, numbers to call and amounts are covered, whatever else they say stays."""

from __future__ import annotations

import pytest

from kjournal.outputs.pages.masking import COVERED, EXCERPT, Mask
from tests.outputs.pages.conftest import Look, pages

NAMES = {
    "黄桂芬": "person 1",
    "桂和堂大药房": "customer 1",
    "桂和堂": "customer 1",
    "GHT": "customer 1",
    "lan": "rep 2",
}
FILES = {"customers/桂和堂.html": "customers/001.html"}
MASK = Mask(NAMES, FILES)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("到桂和堂大药房找黄桂芬", "到customer 1找person 1"),
        ("lan 的 plan", "rep 2 的 plan"),
        ("GHT、GHTX、XGHT", "customer 1、GHTX、XGHT"),
        ("电话 19900000104 或 0778-0000021", f"电话 {COVERED} 或 {COVERED}"),
        ("欠 3884.00 元，又 50 元、￥8、3万", f"欠 {COVERED} 元，又 {COVERED} 元、{COVERED}、{COVERED}万"),
        ("1,200 和 12000", f"{COVERED} 和 {COVERED}"),
        (
            "60盒 × 6.5 = 390元，六千八百八十四，先给三千",
            f"60盒 × {COVERED} = {COVERED}元，{COVERED}，先给{COVERED}",
        ),
        ("KJ506，300盒，120 家，20261119-x，1.5 公里", "KJ506，300盒，120 家，20261119-x，1.5 公里"),
        (
            "visits/2026-11/2026-11-19-x.md，2026/11/19，2026.3",
            "visits/2026-11/2026-11-19-x.md，2026/11/19，2026.3",
        ),
        ("2000 元", f"{COVERED} 元"),
        (
            "2026-11-20 10:30，2026年，11月20日，20盒，A 级",
            "2026-11-20 10:30，2026年，11月20日，20盒，A 级",
        ),
        ("60盒 ×\u00a06.5 = 390元", f"60盒 ×\u00a0{COVERED} = {COVERED}元"),
        ("已用 82 %，逾期占 12.5%", f"已用 {COVERED} %，逾期占 {COVERED}%"),
        ("黄姐说覃主任来过，副主任、科主任在", "●姐说●主任来过，副主任、科主任在"),
    ],
)
def test_a_text(text: str, shown: str) -> None:
    """Dates, times and counts stay; what one could call, owe or know somebody by does not."""
    assert MASK.text(text) == shown


def test_what_is_covered_stays_covered() -> None:
    """What stands for a name is not taken for a number."""
    assert Mask({"甲店": "customer 123"}, {}).text("甲店 456") == f"customer 123 {COVERED}"


def test_words_that_hold_a_name() -> None:
    """Somebody called 阿莫 is not looked for in the name of a medicine, nor a customer in a class."""
    mask = Mask({"阿莫": "person 1", "县医院": "customer 6"}, {}, kept=("阿莫西林胶囊", "县医院"))
    assert mask.text("阿莫讲县医院要阿莫西林胶囊 20盒") == "person 1讲县医院要阿莫西林胶囊 20盒"


def test_fields_that_are_covered_whole() -> None:
    """What stands behind their labels is covered, links and several values too; the next field is as it was."""
    mask = Mask({}, {}, whole=("坐标", "员工人数"))
    html = (
        '<dl><div><dt>坐标</dt><dd><a href="geo:24,107">24.62, 107.15</a></dd></div>'
        "<div><dt>员工人数</dt><dd>2 人</dd><dd>3 人</dd></div><div><dt>类别</dt><dd>村卫生室</dd></div></dl><p>坐标 2 人</p>"
    )
    assert mask.page("index.html", html) == (
        f"<dl><div><dt>坐标</dt><dd><a>{COVERED}</a></dd></div>"
        f"<div><dt>员工人数</dt><dd>{COVERED}</dd><dd>{COVERED}</dd></div><div><dt>类别</dt><dd>村卫生室</dd></div></dl><p>坐标 2 人</p>"
    )


def test_addresses() -> None:
    """Links inside the site follow their files; what calls or shows a place leads nowhere; escapes stay whole."""
    html = (
        '<a href="customers/%E6%A1%82%E5%92%8C%E5%A0%82.html#visit-lan">黄桂芬 &amp; co</a><a href="tel:199">x</a>'
        '<a href="geo:24,107">y</a><a href="https://x.example/">z</a><i id="rep-lan" title="桂和堂&quot;">1</i>'
    )
    assert MASK.page("index.html", html) == (
        '<a href="customers/001.html#visit-rep-2">person 1 &amp; co</a><a>x</a>'
        '<a>y</a><a>z</a><i id="rep-rep-2" title="customer 1&quot;">1</i>'
    )
    assert MASK.page("customers/桂和堂.html", '<a href="../index.html">') == '<a href="../index.html">'
    assert (
        MASK.page("customers/桂和堂.html", '<a href="%E6%A1%82%E5%92%8C%E5%A0%82.html">')
        == '<a href="001.html">'
    )


def test_files_of_reps() -> None:
    """A page that is called after a rep is called after who stands for them, and links follow."""
    assert MASK.file("today-lan.html") == "today-rep-2.html"
    assert MASK.page("index.html", '<a href="today-lan.html#due">') == '<a href="today-rep-2.html#due">'


def test_no_name_is_left_on_any_page() -> None:
    """On the pages of a small journal: neither in text nor in an attribute nor in an address."""
    secrets = ("桂和堂", "黄桂芬", "周宁", "蓝秋萍", "19900000104", "0778-0000021", "GHT", "zhou", "民族街")
    names = dict.fromkeys(
        ("桂和堂大药房", "桂和堂", "黄桂芬", "周宁", "蓝秋萍", "GHT", "zhou", "lan", "城关镇民族街1号"), "x 1"
    )
    plain = pages()
    mask = Mask(
        names,
        {
            name: f"{name.partition('/')[0]}/{n}.html"
            for n, name in enumerate(plain)
            if name.startswith(("customers/", "briefs/"))
        },
    )
    for path, html in plain.items():
        shown = mask.page(path, html)
        for secret in secrets:
            assert secret not in shown, (path, secret)
        assert [tag for tag, _ in Look(shown).tags] == [tag for tag, _ in Look(EXCERPT.sub("", html)).tags]


def test_a_part_of_a_list_is_named_without_its_rep() -> None:
    """The page `money-周宁.html` and the links to it."""
    mask = Mask({"周宁": "rep 1"}, {})
    assert mask.file("money-周宁.html") == "money-rep-1.html"
    assert (
        mask.page("money.html", '<a href="money-%E5%91%A8%E5%AE%81.html">周宁</a>')
        == '<a href="money-rep-1.html">rep 1</a>'
    )
    assert mask.file("style.css") == "style.css"
