"""The map from the index: who is on it, and where it is cut by region."""

from __future__ import annotations

import pytest

from kjournal.graph.pages import map as maps
from tests.graph.conftest import Journal


def card(journal: Journal, identity: str, region: str, geo: str = "") -> None:
    """A customer somewhere."""
    place = f"geo: {geo}\n" if geo else ""
    journal.write(
        f"customers/{identity}.md",
        f"---\nid: {identity}\nname: {identity}卫生室\nclass: 村卫生室\nregion: {region}\nrep: li\nphone: '19900000001'\naddress: 街上\n{place}---\n",
    )


def test_a_card_that_moves_moves_the_map(journal: Journal) -> None:
    """Coordinates that come, change or go touch the map; a card that goes leaves it."""
    card(journal, "A1", "向阳镇", "24.81,107.11")
    card(journal, "A2", "城关镇")
    journal.build()
    before = journal.files()["map.html"].decode()
    assert "A1卫生室" in before
    assert before.count("no coordinates") == 1
    card(journal, "A2", "城关镇", "24.70,107.05")
    journal.build()
    after = journal.files()["map.html"].decode()
    assert "no coordinates" not in after
    (journal.root / "customers/A1.md").unlink()
    journal.build()
    assert "A1卫生室" not in journal.files()["map.html"].decode()


def test_every_customer_is_told_of(journal: Journal) -> None:
    """A mark, or a word that it has none: together as many as there are cards."""
    card(journal, "A1", "向阳镇", "24.81,107.11")
    card(journal, "A2", "城关镇")
    card(journal, "A3", "城关镇", "24.70,107.05")
    path = journal.root / "customers/A3.md"
    path.write_text(path.read_text("utf-8").replace("rep: li", "rep: li\nstatus: 停业"), "utf-8")
    journal.build()
    text = journal.files()["map.html"].decode()
    assert "1 customer has no mark, because its card does not say where it is:" in text
    assert "1 customer that is not visited any more is left out: <a" in text
    assert text.count("A3卫生室") == 1
    path.unlink()
    journal.build()
    assert "not visited any more" not in journal.files()["map.html"].decode()


def test_large_maps_are_cut_by_region(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many for one map: a mark a region, each with its own map; one of one town is cut no further."""
    monkeypatch.setattr(maps, "MOST", 2)
    journal.write(
        "kjournal.toml", 'journal = "test"\nlanguage = "en"\nregion = "广西/河池"\n[reps.li]\nname = "李雷"\n'
    )
    for n in range(3):
        card(journal, f"A{n}", "峨江县/向阳镇", f"24.8{n},107.11")
    card(journal, "B0", "峨江县/城关镇", "24.70,107.05")
    card(journal, "C0", "南丹县/城关镇", "25.10,107.50")
    journal.build()
    files = journal.files()
    names = [name for name in files if name.startswith("map")]
    assert len(names) == 1 + 2 + 2, names
    assert "峨江县" in files["map.html"].decode()
    assert "A0卫生室" not in files["map.html"].decode()
    assert sum("A0卫生室" in files[name].decode() for name in names) == 1
    for name in names[:-1]:
        assert f'href="{name}"' in "".join(files[other].decode() for other in names if other != name)
