"""Charts: what is drawn for small data, the words beside the drawing, the table behind it, and what is the user's escaped."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.outputs.pages.charts.data import (
    Bar,
    Bars,
    Chart,
    Columns,
    Curve,
    Cut,
    Key,
    Mark,
    Span,
    Stack,
    Strip,
    cumulated,
)
from kjournal.outputs.pages.charts.drawing import draw
from kjournal.outputs.pages.charts.frame import hatch, n
from tests.outputs.pages.conftest import Look

FIRST, END = date(2026, 1, 1), date(2026, 12, 31)
HOSTILE = '"><script>alert(1)</script>&'
STRIP = Strip(
    "Contacts",
    "3 in the year",
    FIRST,
    END,
    marks=(Mark(date(2026, 1, 1), "上门"), Mark(date(2026, 7, 2), "电话", "ring"), Mark(date(2026, 12, 31), "late")),
    spans=(Span(date(2026, 1, 1), date(2026, 3, 2)), Span(date(2026, 3, 2), date(2026, 7, 2), "over", hatched=True)),
    keys=(Key("visit", "full", "visit"), Key("too long", None, "over", hatched=True)),
    heads=("Day", "Channel"),
)  # fmt: skip
BARS = Bars(
    "By class", "two", (Bar("县医院", 30, "30元", 20), Bar("村卫生室", -10, "-10元")), ("Class", "Sum")
)
COLUMNS = Columns(
    "By month",
    "",
    tuple(Bar(f"2026-{m:02}", m - 1, f"{m - 1}元", 6) for m in range(1, 13)),
    ("Month", "Sum"),
    goal="target",
)
STACK = Stack(
    "Ageing",
    "",
    (Bar("not due", 300, "300元"), Bar("1–30", 0, "0元"), Bar("31–60", 100, "100元")),
    ("Days", "Sum"),
)
CURVE = Curve(
    "ABC",
    "",
    ((0, 0), (0.5, 0.8), (1, 1)),
    (Cut("A", 1, 0.8, "80元"), Cut("B", 1, 0.2, "20元")),
    ("Letter", "Customers", "Sum", "Share"),
)
ALL: tuple[Chart, ...] = (STRIP, BARS, COLUMNS, STACK, CURVE)


def cells(html: str) -> list[list[str]]:
    """The table behind a chart, its head first."""
    (table,) = ET.fromstring(html).iter("table")  # noqa: S314  our own
    return [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]


def rectangles(html: str, css: str) -> list[tuple[float, float]]:
    """Where the rectangles of a class in the drawing begin along, and how wide they are; without those of the legend."""
    plot = html[html.index("<svg") : html.index("</svg>")]
    found = re.findall(rf'<rect class="{css}" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', plot)
    return [(float(x), float(width)) for x, width in found]


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_every_chart_has_words_and_a_table(chart: Chart) -> None:
    """A figure with an image that has a name, and its figures folded behind it; nested as it should be, the same each time."""
    html = str(draw(chart))
    look = Look(html)
    (plot,) = look.all("svg", "plot")
    assert plot["role"] == "img"
    assert plot["aria-label"] == (f"{chart.title}: {chart.said}" if chart.said else chart.title)
    assert f"<title>{plot['aria-label']}</title>" in html
    assert len(look.all("details", "behind")) == len(look.all("table")) == 1
    assert look.wrong == []
    assert 'style="' not in html
    assert ' id="' not in html
    assert html == str(draw(msgspec.json.decode(msgspec.json.encode(chart), type=type(chart))))


def test_the_tables() -> None:
    """Each holds what is drawn: a strip the newest first, parts of a sum their share."""
    assert cells(str(draw(STRIP))) == [
        ["Day", "Channel"],
        ["2026-12-31", "late"],
        ["2026-07-02", "电话"],
        ["2026-01-01", "上门"],
    ]
    assert cells(str(draw(BARS))) == [["Class", "Sum"], ["县医院", "30元"], ["村卫生室", "-10元"]]
    assert cells(str(draw(STACK)))[1:] == [
        ["not due", "300元", "75 %"],
        ["1–30", "0元", "0 %"],
        ["31–60", "100元", "25 %"],
    ]
    assert cells(str(draw(CURVE)))[1:] == [["A", "1", "80元", "80.0 %"], ["B", "1", "20元", "20.0 %"]]


def test_a_strip_stands_by_its_days() -> None:
    """The first day at the left edge, the middle of the year in the middle; what lies behind the end is in the table alone."""
    html = str(draw(STRIP))
    assert re.findall(r'<circle class="(\w+)" cx="([\d.]+)"', html[: html.index("</svg>")]) == [
        ("full", "8"),
        ("ring", "180"),
    ]
    assert [x for x, _ in rectangles(html, "wash")] == [8, 64.7]
    assert html.count('class="hatch"') == 2  # the span that is amiss, and its key
    assert re.findall(r">(\d{4}-\d\d)</text>", html) == ["2026-01", "2026-04", "2026-07", "2026-10"]


def test_stems_are_as_high_as_their_values() -> None:
    """The largest reaches the top, half of it half as far; what is below zero lies on the line."""
    marks = tuple(
        Mark(date(2026, month, 1), "", value=value) for month, value in ((1, 100), (2, 50), (3, -20))
    )
    heights = re.findall(r'cy="([\d.]+)"', str(draw(Strip("Orders", "", FIRST, END, marks))))
    assert heights == ["10", "30", "50"]


def test_bars_begin_at_zero() -> None:
    """What is below zero goes to the other side and is hatched; a stroke says what it should come to."""
    html = str(draw(BARS))
    assert rectangles(html, "solid") == [(90, 270)]
    assert rectangles(html, "wash") == [(0, 90)]
    assert html.count('class="hatch"') == 1
    assert 'class="goal" d="M270 15v16"' in html


def test_the_parts_of_a_sum() -> None:
    """As wide as their share; a part without anything is not drawn and keeps its line in the table."""
    html = str(draw(STACK))
    assert rectangles(html, "solid") == [(0, 270), (270, 90)]
    assert re.findall(r'class="part (part-\d)"', html) == ["part-0", "part-2"] * 2  # the bar, then its keys
    assert "not due 300元" in Look(html).text
    assert "1–30 0元" not in Look(html).text


def test_a_curve_is_cumulated() -> None:
    """The largest first; what is below zero adds nothing; thousands are thinned, and the end stays."""
    assert list(cumulated([Decimal(20), Decimal(60), Decimal(-5), Decimal(20)])) == [
        (0, 0), (0.25, 0.6), (0.5, 0.8), (0.75, 1), (1, 1),
    ]  # fmt: skip
    many = cumulated(Decimal(n) for n in range(10_000))
    assert [len(many), many[-1]] == [121, (1, 1)]
    assert [*cumulated([Decimal(0)]), *cumulated([])] == []


@pytest.mark.parametrize(
    "chart",
    [None, Strip("", "", FIRST, END), Bars("", ""), Columns("", ""), Stack("", "", (Bar("a", 0, "0"),)), Curve("", "")],
)  # fmt: skip
def test_nothing_is_drawn_of_nothing(chart: Chart | None) -> None:
    """A page may ask for a chart without looking whether there is one."""
    assert draw(chart) == ""


@pytest.mark.parametrize(
    "chart",
    [
        Strip(HOSTILE, HOSTILE, FIRST, END, (Mark(FIRST, HOSTILE),), keys=(Key(HOSTILE),), heads=(HOSTILE, HOSTILE)),
        Bars(HOSTILE, HOSTILE, (Bar(HOSTILE, 1, HOSTILE),), (HOSTILE, HOSTILE)),
        Columns(HOSTILE, HOSTILE, (Bar(HOSTILE, 1, HOSTILE),), (HOSTILE, HOSTILE), goal=HOSTILE),
        Stack(HOSTILE, HOSTILE, (Bar(HOSTILE, 1, HOSTILE),), (HOSTILE, HOSTILE)),
        Curve(HOSTILE, HOSTILE, ((0, 0), (1, 1)), (Cut(HOSTILE, 1, 1, HOSTILE),), (HOSTILE,) * 4),
    ],
    ids=lambda chart: type(chart).__name__,
)  # fmt: skip
def test_words_are_escaped(chart: Chart) -> None:
    """Nothing that a note says becomes a tag."""
    html = str(draw(chart))
    assert Look(html).all("script") == []
    assert Look(html).wrong == []
    assert "&lt;script&gt;" in html


def test_coordinates_are_short() -> None:
    """One place behind the point, and no minus before a zero."""
    assert [n(value) for value in (1, 1.25, 33.333, -0.01, -1.5)] == ["1", "1.2", "33.3", "0", "-1.5"]


sizes = st.floats(0.5, 400)


@given(sizes, sizes, st.booleans())
def test_strokes_stay_in_their_box(width: float, height: float, falling: bool) -> None:
    """No stroke of a hatch leaves its rectangle, and all are equally steep."""
    path = hatch(0, 0, width, height, falling=falling)
    for x1, y1, x2, y2 in re.findall(r"M([\d.-]+) ([\d.-]+)L([\d.-]+) ([\d.-]+)", path):
        assert -0.06 <= float(x1) <= float(x2) <= width + 0.06
        assert all(-0.06 <= float(y) <= height + 0.06 for y in (y1, y2))
        assert abs(abs(float(y2) - float(y1)) - (float(x2) - float(x1))) <= 0.25


@given(
    st.lists(st.tuples(st.dates(), st.floats(-1e12, 1e12)), min_size=1, max_size=20), st.dates(), st.dates()
)
def test_any_days_and_figures_can_be_drawn(found: list[tuple[date, float]], first: date, end: date) -> None:
    """No day is too far and no figure too large: what is drawn stays inside the drawing."""
    marks = tuple(Mark(day, "x", value=value) for day, value in found)
    html = str(draw(Strip("t", "", first, end, marks, (Span(first, end),))))
    ET.fromstring(html)  # noqa: S314  our own
    assert all(0 <= float(x) <= 360 for x in re.findall(r'cx="([^"]+)"', html))
    bars = tuple(Bar("x", value, "x") for _, value in found)
    for chart in (Bars("t", "", bars), Columns("t", "", bars), Stack("t", "", bars)):
        if html := str(draw(chart)):
            ET.fromstring(html)  # noqa: S314  our own
            assert all(0 <= x <= x + width <= 360.2 for x, width in rectangles(html, "solid"))
