"""The bench's table says of each target whether it is met, and of what is missing why."""

from __future__ import annotations

from pathlib import Path

from tests.bench.bench import Figures, Measured
from tests.bench.kept import keep, read
from tests.bench.targets import ROWS, side_by_side, table

CHECK, LOAD = "check, from nothing", "frontmatter.load and SQLite"


def found(**cpu: float) -> Measured:
    """A run in which a cold index took `check` seconds and the bare loop `load`."""
    measured = Measured()
    for case, name in ((CHECK, "check"), (LOAD, "load")):
        for seconds in (cpu[name] / 2, cpu[name], cpu[name] * 9):
            measured.add({case: Figures(seconds, seconds, 50)}, {})
    return measured


def rows(measured: Measured, size: str) -> list[str]:
    """The table's rows below its head."""
    return table(measured, size).splitlines()[2:]


def test_the_medians_decide() -> None:
    """A slow round makes no miss, a quick one no hit; what was not run is not listed."""
    assert rows(found(check=2, load=4), "M") == [
        "| cold index : frontmatter.load + SQLite, CPU | 0.50 × | 0.50 × | met | 2 : 4 s |",
        "| cold index : frontmatter.load + SQLite, wall | 0.35 × | 0.50 × | **missed** | 2 : 4 s |",
    ]
    assert "| 0.55 × | **missed** |" in rows(found(check=2.2, load=4), "M")[0]


def test_a_target_of_another_size_is_no_verdict() -> None:
    """The figure stands there, but nothing is asked at S."""
    assert rows(found(check=2, load=1), "S")[0] == (
        "| cold index : frontmatter.load + SQLite, CPU | 0.50 × (at M and L) | 2 × |  | 2 : 1 s |"
    )


def test_a_missing_yardstick_is_named() -> None:
    """The row says what to install, and is not taken for one that is met."""
    measured = Measured()
    measured.missing["Hugo"] = "hugo is missing"
    measured.add({"build, from nothing": Figures(1, 1, 50)}, {"pages": 1.0})
    said = [row for row in rows(measured, "M") if "Hugo" in row]
    assert len(said) == sum("Hugo" in row.what for row in ROWS)
    assert all("not measured: hugo is missing" in row for row in said)


def test_sizes_stand_side_by_side(tmp_path: Path) -> None:
    """Runs of several sizes are kept in one file; what is measured anew takes the place of what was there."""
    file = tmp_path / "figures.json"
    keep(file, "S", found(check=9, load=4))
    keep(file, "M", found(check=1, load=4))
    keep(file, "S", found(check=2, load=1))
    head, _line, first, *_more = side_by_side(read(file)).splitlines()
    assert head == "| what | target | S | M |"
    assert first == "| cold index : frontmatter.load + SQLite, CPU | 0.50 × at M and L | 2 × | 0.25 × met |"
