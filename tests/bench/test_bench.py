"""The bench measures anybody's journal: a copy of it, edited as its rep would."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.bench.bench import Bench, Unmeasured, append
from tests.bench.hugo import convert
from tests.bench.run import main

SETTINGS = 'journal = "other"\ntoday = "2025-03-05"\n'
CARD = "---\nname: 老街药店\nclass: 村镇药店\nregion: 坝马镇\nrep: 周宁\n---\n"


def journal(folder: Path, **visits: bytes) -> Path:
    """A small journal of somebody's, with an index and a history of its own."""
    for name, data in {
        "kjournal.toml": SETTINGS.encode(),
        "customers/老街药店.md": CARD.encode(),
        ".git/HEAD": b"not ours",
        ".kjournal/index.db": b"not ours",
        "site/index.html": b"not ours",
        **{f"visits/{day}-老街药店.md": data for day, data in visits.items()},
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def begun(tmp_path: Path, **visits: bytes) -> Bench:
    """A bench on a copy of such a journal."""
    bench = Bench(tmp_path / "work", "S", source=journal(tmp_path / "own", **visits))
    bench.begin()
    return bench


def test_a_copy_is_measured(tmp_path: Path) -> None:
    """Notes and settings are copied and put under git, what was made of them is not; the journal itself is not touched."""
    bench = begun(tmp_path)
    assert bench.git("ls-files", "-z").split("\0")[:-1] == ["customers/老街药店.md", "kjournal.toml"]
    assert bench.git("status", "--porcelain") == ""
    assert (tmp_path / "own/.git/HEAD").read_bytes() == b"not ours"


def test_its_own_day_counts(tmp_path: Path) -> None:
    """The latest visit that was is edited, not a plan, whatever day the journal stands on."""
    bench = begun(
        tmp_path,
        **{"2025-03-04": "去了。\n".encode("gb18030"), "2025-03-06": "---\nstatus: 计划\n---\n".encode()},
    )
    note = bench.edit()
    assert note.name == "2025-03-04-老街药店.md"
    assert note.read_bytes().decode("gb18030").startswith("去了。\n\n- [ ] 送两盒样品 2025-03-")
    assert bench.day == date(2025, 3, 5)
    assert bench.unpin() == date(2025, 3, 5)
    assert "today" not in (bench.root / "kjournal.toml").read_text(encoding="utf-8")


def test_without_visits_nothing_is_edited(tmp_path: Path) -> None:
    """What cannot be measured says why."""
    with pytest.raises(Unmeasured, match="no visit has a customer with a rep"):
        begun(tmp_path).edit()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_a_note_keeps_its_encoding(tmp_path: Path, encoding: str) -> None:
    """A line more is of the note's own characters and line ends."""
    note = tmp_path / "note.md"
    note.write_bytes("去了，人不在，说明天再来。\r\n".encode(encoding))
    append(note, "\n- [ ] 送样品\n")
    assert note.read_bytes().decode(encoding) == "去了，人不在，说明天再来。\r\n\r\n- [ ] 送样品\r\n"


def test_hugo_gets_the_same_words(tmp_path: Path) -> None:
    """Notes in other encodings, with other line ends or without a header, are given to the yardstick as it can read them."""
    root = journal(
        tmp_path / "own",
        **{
            "2025-03-01": "---\r\n客户: 老街药店\r\n---\r\n去了，人不在。\r\n".encode("gb18030"),
            "2025-03-02": "去了。\n".encode(),
        },
    )
    assert convert(root, tmp_path / "hugo") == 3
    pages = [
        path.read_text(encoding="utf-8") for path in sorted((tmp_path / "hugo/content/visits").glob("*"))
    ]
    assert pages == [
        '---\ntitle: "2025-03-01-老街药店"\nnote:\n  客户: 老街药店\n---\n去了，人不在。\n',
        '---\ntitle: "2025-03-02-老街药店"\nnote:\n---\n去了。\n',
    ]


def test_a_journal_is_never_written_over(tmp_path: Path) -> None:
    """The working folder may not be the journal, nor hold it, nor lie in it."""
    own = journal(tmp_path / "own")
    for folder in (own, tmp_path, own / "bench"):
        with pytest.raises(SystemExit, match="name another --folder"):
            main(["--journal", str(own), "--folder", str(folder)])
