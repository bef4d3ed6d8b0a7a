"""Neighbours who are due: who counts, how far, in which order."""

from __future__ import annotations

from datetime import date

from kjournal.care.nearby import MOST, Stand, distance, neighbours
from kjournal.dates.today import Today

DAY = date(2026, 11, 20)


def stand(customer: str, north: float | None = None, **more: object) -> Stand:
    """A customer of one rep, so many kilometres north of the first, long due."""
    usual: dict[str, object] = {
        "name": f"{customer}店", "rep": "li", "region": "向阳镇", "org": "", "visited": True,
        "due": date(2026, 11, 10), "days": 30, "last": date(2026, 10, 11),
    }  # fmt: skip
    if north is not None:
        usual |= {"lat": 24.7 + north / 111.195, "lon": 107.05}
    return Stand(customer=customer, **{**usual, **more})  # type: ignore[arg-type]


def names(mine: Stand, *others: Stand, day: date = DAY) -> list[str]:
    """The neighbours' ids in their order."""
    return [one.customer for one in neighbours(mine, [others], Today(day))]


def test_the_nearest_first_by_the_earth_s_shape() -> None:
    """Within five kilometres, in metres; further ones are no neighbours although they lie in the same town."""
    mine = stand("a", 0)
    found = neighbours(mine, [[stand("d", 5.1), stand("c", 4.9), stand("b", 0.8)]], Today(DAY))
    assert [(one.customer, one.metres) for one in found] == [("b", 800), ("c", 4900)]


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude() -> None:
    """From the island in the river at Changsha to its railway station, measured on a map."""
    one, other = stand("a", lat=28.1870, lon=112.9582), stand("b", lat=28.1938, lon=113.0131)
    assert 5_400 < (distance(one, other) or 0) < 5_450


def test_without_coordinates_the_town_counts_the_longest_overdue_first() -> None:
    """Behind those whose distance is known; one without a region has no neighbours."""
    late, later = stand("x", due=date(2026, 9, 1)), stand("y", due=date(2026, 10, 1))
    assert names(stand("a", 0), later, late, stand("b", 3)) == ["b", "x", "y"]
    assert names(stand("a"), stand("b", 3), late) == ["x", "b"]
    assert names(stand("a"), stand("b", 3, region="龙塘镇")) == []
    assert names(stand("a", region=""), stand("b", region="")) == []


def test_who_is_due_within_a_week() -> None:
    """From seven days before the day; who was never seen is due any day, who is only called never."""
    soon = stand("b", 1, due=date(2026, 11, 27))
    assert names(stand("a", 0), soon) == ["b"]
    assert names(stand("a", 0), soon, day=date(2026, 11, 19)) == []
    assert names(stand("a", 0), stand("b", 1, due=None, last=None)) == ["b"]
    assert names(stand("a", 0), stand("b", 1, visited=False)) == []


def test_the_list_holds_until_the_next_one_is_due() -> None:
    """The first day on which the answer may change is told to the graph."""
    today = Today(DAY)
    assert neighbours(stand("a", 0), [[stand("b", 1, due=date(2026, 12, 1))]], today) == ()
    assert today.until == date(2026, 11, 24)


def test_the_band_is_of_the_day_it_is_asked_for() -> None:
    """Thirty days and twice that; of who is agreed with it stands in the row, since the interval does not."""
    one = stand("b", 1)
    assert [neighbours(stand("a", 0), [[one]], Today(day))[0].band for day in (DAY, date(2026, 12, 12))] == [
        "超期",
        "久未联系",
    ]
    agreed = stand("b", 1, days=0, band="将到")
    assert neighbours(stand("a", 0), [[agreed]], Today(DAY))[0].band == "将到"


def test_the_same_house_comes_first() -> None:
    """People with cards of their own at the customer; but not the organisation whose doctor is visited."""
    doctor, nurse, unit = stand("d", org="h"), stand("n", org="h"), stand("h")
    shop = stand("b", 0.1)
    assert names(unit, shop, doctor) == ["d", "b"]
    found = neighbours(doctor, [[unit, nurse]], Today(DAY))
    assert [(one.customer, one.here, one.metres) for one in found] == [("n", True, None)]


def test_only_the_rep_s_own_and_not_too_many() -> None:
    """Another rep's customers are another's way."""
    assert names(stand("a", 0), stand("b", 1, rep="han")) == []
    assert len(names(stand("a", 0), *(stand(f"n{n}", 1) for n in range(9)))) == MOST
