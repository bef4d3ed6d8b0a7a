"""Coordinates as Chinese maps show them, told in WGS-84."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.records.datum import Point, gcj02, rounded, wgs84

METRE = 1e-5  # a degree of latitude is 111 km


@pytest.mark.parametrize(
    ("shown", "amap", "baidu"),
    [
        ((24.69874, 107.05012), (24.7015572, 107.0460507), (24.6952615, 107.0396635)),
        ((39.90923, 116.39743), (39.9078288, 116.3911888), (39.9015225, 116.3848037)),
        ((31.2304, 121.4737), (31.2323292, 121.4691623), (31.2262574, 121.4626382)),
        ((43.8256, 87.6168), (43.824396, 87.6139528), (43.8181636, 87.6075549)),
        ((20.0440, 110.1999), (20.0461087, 110.1956004), (20.0401514, 110.1890805)),
    ],
)
def test_as_others_convert_it(shown: Point, amap: Point, baidu: Point) -> None:
    """The same as the PRCoords library (1.0.2, in the public domain) within a third of a metre."""
    assert wgs84(shown, "GCJ-02") == pytest.approx(amap, abs=METRE / 3)
    assert wgs84(shown, "BD-09") == pytest.approx(baidu, abs=METRE / 3)
    assert wgs84(shown, "WGS-84") == shown


@given(st.floats(18, 53), st.floats(74, 134))
def test_there_and_back(latitude: float, longitude: float) -> None:
    """Moved as the law has it, and moved back: the same to the millimetre."""
    there = gcj02((latitude, longitude))
    assert wgs84(there, "GCJ-02") == pytest.approx((latitude, longitude), abs=METRE / 1000)
    assert 1e-4 < math.dist(there, (latitude, longitude)) < 2e-2


@pytest.mark.parametrize("datum", ["GCJ-02", "BD-09"])
def test_outside_china_nothing_is_moved(datum: str) -> None:
    """A map of Tokyo is drawn where Tokyo is."""
    assert wgs84((35.6586, 139.7454), datum) == (35.6586, 139.7454)


def test_a_point_to_the_decimetre() -> None:
    """Six decimals."""
    assert rounded((24.70155724, 107.0460507)) == (24.701557, 107.046051)
