"""The map: where customers lie, which fall together, what is drawn of a slip, and the same by town behind it."""

from __future__ import annotations

import math
import re
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.outputs.pages import survey
from kjournal.outputs.pages.map import Area, MapView, Spot, missing, render_map
from kjournal.outputs.pages.parts import Link
from tests.outputs.pages.conftest import SITE, Look

SHOP = Spot("桂和堂大药房", "customers/GHT.html", "城关镇", "超期", "VIP", (24.69874, 107.05012))
NEXT = Spot("峨城平价药店", "customers/PJ.html", "城关镇", "正常", "B", (24.69875, 107.05013))
FAR = Spot("同心村卫生室", "customers/TX.html", "向阳镇", "久未联系", "C", (24.83310, 107.13552))
NOWHERE = Spot("那料村卫生室", "customers/NL.html", "向阳镇", "将到")


def page(*spots: Spot) -> Look:
    """The map of these customers."""
    return Look(render_map(SITE, MapView("map.html", "峨江县", spots=spots)))


def test_a_mark_leads_to_its_customer() -> None:
    """Each band has a shape of its own; what the mark is stands in its title."""
    html = render_map(SITE, MapView("map.html", "峨江县", spots=(SHOP, FAR)))
    assert 'aria-label="桂和堂大药房 · 超期 · VIP"><title>桂和堂大药房 · 超期 · VIP</title>' in html
    assert '<use class="mark band-over" href="#mark-over"' in html
    assert '<use class="mark band-long" href="#mark-long"' in html
    assert {f"mark-{name}" for name in ("fine", "near", "over", "long", "none")} <= {
        attrs.get("id") for _tag, attrs in Look(html).tags
    }


def test_marks_that_fall_together() -> None:
    """One mark with their number, the part not seen for too long as an arc; it leads to their town."""
    html = render_map(SITE, MapView("map.html", "峨江县", spots=(SHOP, NEXT, FAR)))
    assert '<title>2 customers · 桂和堂大药房 超期；峨城平价药店 正常</title><circle class="many"' in html
    assert _share(html) == pytest.approx(0.5, abs=0.01)
    anchor = re.search(r'id="(town-\d)">\n<h2>城关镇', html)
    assert anchor is not None
    assert f'<a href="#{anchor[1]}" aria-label="2 customers · 桂和堂大药房 超期' in html


def test_the_worst_does_not_lie_below() -> None:
    """A single mark is drawn after those of several, which say the worst among theirs by colour and shape."""
    beside = Spot("村卫生室", "customers/CW.html", "城关镇", "正常", "C", (24.7080, 107.0501))
    html = render_map(SITE, MapView("map.html", "峨江县", spots=(SHOP, NEXT, beside, FAR)))
    assert html.index('<circle class="many"') < html.index('<use class="mark band-fine"')
    assert html.index('<use class="mark band-fine"') < html.index('<use class="mark band-long"')
    assert '<g class="worst band-over"' in html
    assert '<use href="#mark-over"' in html


def test_behind_the_map_stands_every_customer() -> None:
    """By town, the longest unseen first; who has no coordinates too."""
    text = page(SHOP, NEXT, FAR, NOWHERE).text
    assert "向阳镇 2 久未联系 1 将到 1 同心村卫生室" in text
    assert "那料村卫生室 将到 no coordinates" in text
    assert text.index("桂和堂大药房 VIP") < text.index("峨城平价药店 B")


@pytest.mark.parametrize(
    ("datum", "address"),
    [
        ("GCJ-02", "geo:24.701557,107.046051"),
        ("WGS-84", "geo:24.69874,107.05012"),
        ("BD-09", "geo:24.695261,107.039663"),
    ],
)
def test_the_way_is_told_in_wgs84(datum: str, address: str) -> None:
    """A phone's map takes no other datum (RFC 5870)."""
    html = render_map(SITE, MapView("map.html", "峨江县", spots=(SHOP,), datum=datum))
    assert f'href="{address}"' in html


def test_a_slip_does_not_shrink_the_map() -> None:
    """A card with 42 for 24 degrees is named below the map instead of making it a map of China."""
    spots = tuple(
        Spot(f"店{n}", f"customers/{n}.html", "城关镇", "正常", geo=(24.70 + n / 500, 107.05))
        for n in range(9)
    )
    slip = Spot("写错店", "customers/X.html", "城关镇", "正常", geo=(42.70, 107.05))
    text = page(*spots, slip).text
    assert "perhaps a slip on the card: 写错店" in text
    assert "200 m" in text


def test_without_coordinates() -> None:
    """The page says how to write them, and lists the customers all the same."""
    text = page(NOWHERE).text
    assert "write geo: 24.70,108.05" in text
    assert "那料村卫生室" in text


def test_who_has_no_mark_is_named() -> None:
    """Those without coordinates and those not visited any more, with links; many are counted behind the first twenty."""
    nowhere = missing(Link(f"店{n:02}", f"customers/{n}.html") for n in range(23))
    closed = missing([Link("大众药房", "customers/DZ.html")])
    view = MapView("map.html", "峨江县", spots=(SHOP,), nowhere=nowhere, closed=closed)
    look = Look(render_map(SITE, view))
    assert look.wrong == []
    assert "23 customers have no mark, because their cards do not say where they are: 店00、店01" in look.text
    assert "店19 and 3 more" in look.text
    assert "店20" not in look.text
    assert "1 customer that is not visited any more is left out: 大众药房" in look.text
    assert "customers/DZ.html" in {one.get("href") for one in look.all("a")}
    assert missing([]) is None


def test_regions_with_maps_of_their_own() -> None:
    """A mark each with how many customers, and a table behind."""
    areas = (
        Area("峨江县", "map-a.html", 400, (("久未联系", 100), ("正常", 300)), (24.7, 107.05)),
        Area("南丹县", "map-b.html", 200, (("正常", 200),), (25.0, 107.5)),
    )
    html = render_map(SITE, MapView("map.html", "河池", areas=areas, up=Link("广西", "map.html")))
    look = Look(html)
    assert look.wrong == []
    assert "<title>峨江县 · 400 customers · 久未联系 100 · 正常 300</title>" in html
    assert _share(html) == pytest.approx(0.25, abs=0.01)
    assert "峨江县 400 100 300 南丹县 200 200" in look.text


def test_a_page_is_well_formed() -> None:
    """Each tag is closed, each anchor stands once."""
    look = page(SHOP, NEXT, FAR, NOWHERE)
    anchors = [attrs["id"] for _tag, attrs in look.tags if "id" in attrs]
    assert look.wrong == []
    assert len(anchors) == len(set(anchors))


POINTS = st.lists(st.tuples(st.floats(24, 25), st.floats(107, 108)), min_size=1, max_size=40)


@given(POINTS)
def test_all_points_lie_on_the_sheet(points: list[survey.Point]) -> None:
    """Inside its margins, north above, east to the right, and at one scale in both directions."""
    sheet = survey.sheet(points)
    for point in points:
        x, y = sheet.at(point)
        assert -0.2 <= x - survey.MARGIN <= survey.WIDTH - 2 * survey.MARGIN + 0.2
        assert -0.2 <= y - survey.MARGIN <= sheet.height - 2 * survey.MARGIN + 0.2
    (x, y), (east, _y), (_x, north) = (
        sheet.at(one) for one in ((24.5, 107.5), (24.5, 107.51), (24.51, 107.5))
    )
    assert east > x or sheet.scale < 1
    assert north < y or sheet.scale < 1


@given(st.lists(st.tuples(st.floats(0, 640), st.floats(0, 640)), max_size=60))
def test_clusters_stand_apart(places: list[tuple[float, float]]) -> None:
    """Each point is in one cluster, no two clusters overlap, and the nearest points are together."""
    found = survey.clusters(places, 20)
    assert sorted(n for one in found for n in one.members) == list(range(len(places)))
    for one in found:
        assert all(
            hypot(places[n][0] - one.x, places[n][1] - one.y) < 20 or n == one.members[0] for n in one.members
        )
        assert all(hypot(one.x - other.x, one.y - other.y) >= 20 for other in found if other is not one)


@pytest.mark.parametrize(("degrees", "kilometres"), [(0.5, 10), (0.05, 1), (0.01, 0.2)])
def test_the_bar_of_the_scale(degrees: float, kilometres: float) -> None:
    """A round number of kilometres, no longer than a quarter of the sheet, as long as it says."""
    sheet = survey.sheet([(24.5, 107.5), (24.5 + degrees, 107.5)])
    bar = survey.bar(sheet)
    north, south = sheet.at((24.5 + degrees, 107.5))[1], sheet.at((24.5, 107.5))[1]
    assert bar.kilometres == pytest.approx(kilometres)
    assert bar.length <= survey.WIDTH / 4
    assert bar.length / bar.kilometres == pytest.approx((south - north) / (degrees * 111.2), rel=0.01)


def test_names_stand_beside_each_other() -> None:
    """One goes below where another is above; one without any room is left out."""
    marks = [(300.0, 300.0)]
    found = survey.names(
        [
            ("城关镇", 300, 300),
            ("向阳镇", 302, 300),
            ("板坡镇", 301, 300),
            ("大寨乡", 301, 301),
            ("纳洪乡", 300, 299),
        ],
        marks,
        20,
        600,
    )
    assert [name.text for name in found] == ["城关镇", "向阳镇", "板坡镇", "大寨乡"]
    assert found[0].y < 300 < found[1].y
    assert found[2].x > 301 > found[3].x


def _share(html: str) -> float:
    """How much of a mark's rim is drawn as not seen for too long."""
    found = re.search(r'class="late" [^>]*r="([\d.]+)" stroke-dasharray="([\d.]+) 999"', html)
    assert found is not None
    return float(found[2]) / (math.tau * float(found[1]))


def test_the_longest_unseen_have_their_colour_on_the_rim() -> None:
    """The rim of a cluster is drawn in the colours of the legend; who has no band is told beside it."""
    near = [(24.7, 107.05)] * 4
    bands = ("久未联系", "超期", "正常", "")
    spots = tuple(
        Spot(f"客{n}", f"customers/{n}.html", "城关镇", band, "", geo)
        for n, (band, geo) in enumerate(zip(bands, near, strict=True))
    )
    far_away = Spot("远", "customers/9.html", "向阳镇", "正常", "", (24.9, 107.3))
    view = MapView("map.html", spots=(*spots, far_away))
    html = render_map(SITE, view)
    assert round(_share(html), 2) == 0.5
    found = re.search(r'class="late late-long" [^>]*r="([\d.]+)" stroke-dasharray="([\d.]+) 999"', html)
    assert found is not None
    assert round(float(found[2]) / (math.tau * float(found[1])), 2) == 0.25
    assert "one more has no band yet" in html
