"""Kind 2: the system refuses or kills at any rename, fsync, write or unlink; old or new stays, and the next run mends."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from kjournal.cli import cli
from tests.endurance.conftest import CARD, LINE, twin
from tests.endurance.running import command, environment
from tests.endurance.sizes import SOAK, size
from tests.endurance.state import State, clean_build, notes, strays, torn
from tests.graph.conftest import Journal
from tests.graph.edits import difference
from tests.parts import needs

pytestmark = [
    pytest.mark.kind(number=2),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="strace is Linux's"),
]
CALLS = (
    "rename",
    "renameat",
    "renameat2",
    "fsync",
    "fdatasync",
    "write",
    "pwrite64",
    "unlink",
    "unlinkat",
    "ftruncate",
)
FAULTS = ("KILL", "EIO", "ENOSPC", "EACCES")
WORDS = {"EIO": "Input/output error", "ENOSPC": "disk is full|No space left", "EACCES": "Permission denied"}
CARD_TEXT = (
    "---\nname: {name}\nclass: 村镇药店\nregion: 坝马镇\nrep: 周宁\nphone: 19900009998\naddress: 街口\n---\n"
)
OLD_TEXT = "这家店在街口，老板姓王，人很好。\n"
_CALL = re.compile(r"^(?:\d+ +)?(?P<call>\w+)\((?P<rest>.*)$")
_PATH = re.compile(r'<(?P<fd>[^>]*)>|"(?P<name>[^"]*)"')


class Site(NamedTuple):
    """One call of the system that a command makes on the journal's files: the n-th of its kind."""

    call: str
    number: int
    paths: tuple[str, ...]
    flags: frozenset[str] = frozenset()

    @property
    def target(self) -> str:
        """The file that it is about; of a temporary the one that it becomes."""
        name = self.paths[-1].rpartition("/")[2]
        found = re.fullmatch(r"\.(.+)\.\d+-\d+\.kjtmp", name)
        return found[1] if found else name


class Command:
    """One command on one prepared journal: what was there before, and what must be there when it is done."""

    def __init__(self, start: Journal, words: tuple[str, ...], prepare: Callable[[Journal], None]) -> None:
        self.start, self.words, self.base = start, words, start.root.parent
        start.build()
        prepare(start)
        self.old_notes, self.old_site = notes(start.root), start.files()
        self.kept = self.base / "kept"
        shutil.copytree(start.root, self.kept)
        done = self.fresh()
        self.again(done)
        self.new_notes = notes(done.root)
        done.build()
        self.clean = clean_build(done, self.base / "clean")
        self.new_site = self.clean.files()
        assert difference(done, self.clean) == ""

    def fresh(self) -> Journal:
        """The journal as it was before, in the same place: its index belongs there."""
        shutil.rmtree(self.start.root)
        shutil.copytree(self.kept, self.start.root)
        return self.start

    def run(self, journal: Journal, *before: str) -> subprocess.CompletedProcess[str]:
        """Run the command, below strace where `before` says so."""
        return subprocess.run(
            [*before, *command(journal.root, *self.words)], env=environment(PYTHONHASHSEED="0"),
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    def again(self, journal: Journal) -> None:
        """Run it in this process, to its end."""
        ran = CliRunner().invoke(cli, ["-C", str(journal.root), *self.words], catch_exceptions=False)
        assert ran.exit_code in {0, 1}, ran.output

    def sites(self) -> list[Site]:
        """All calls that the command makes on the journal's files, as strace sees them."""
        journal = self.fresh()
        log = self.base / "strace.log"
        self.run(
            journal,
            "strace",
            "-f",
            "--seccomp-bpf",
            "-y",
            "-s",
            "4096",
            "-xx",
            "-e",
            f"trace=openat,{','.join(CALLS)}",
            "-o",
            str(log),
        )
        return list(_sites(log.read_text(), str(journal.root)))


def _sites(log: str, root: str) -> Iterator[Site]:
    counts: dict[str, int] = {}
    for line in log.splitlines():
        parsed = _CALL.match(line)
        if parsed is None:
            continue
        call, rest = parsed["call"], parsed["rest"]
        counts[call] = counts.get(call, 0) + 1
        found = [one["fd"] or one["name"] for one in _PATH.finditer(rest)]
        decoded = [re.sub(r"(?:\\x[0-9a-f]{2})+", _bytes, path) for path in found]
        paths = tuple(path for path in decoded if path.startswith(root + "/"))
        if paths:
            flags = re.findall(r"O_\w+", rest)
            yield Site(call, counts[call], paths, frozenset(flags))


def _bytes(escaped: re.Match[str]) -> str:
    return bytes.fromhex(escaped[0].replace("\\x", "")).decode("utf-8", "surrogateescape")


@pytest.fixture(scope="module")
def commands(master: Journal, tmp_path_factory: pytest.TempPathFactory) -> list[Command]:
    """A build with changes before it, and a mending of many notes, one of them in another encoding."""
    needs("strace")
    base = tmp_path_factory.mktemp("faults")
    return [
        Command(twin(master, base / "build" / "journal"), ("build",), change),
        Command(twin(master, base / "fix" / "journal"), ("check", "--fix"), spoil),
    ]


def change(journal: Journal) -> None:
    """A card changes, one comes, a visit goes."""
    card = journal.root / CARD
    card.write_text(card.read_text(encoding="utf-8").replace(LINE, "address: 新街2号"), encoding="utf-8")
    sorted((journal.root / "visits").rglob("*.md"))[3].unlink()
    journal.write("customers/新来的店.md", CARD_TEXT.format(name="新来的店"))


def spoil(journal: Journal) -> None:
    """The same, and a card in another encoding among all that is to be mended."""
    change(journal)
    (journal.root / "customers/国标店.md").write_bytes(
        (CARD_TEXT.format(name="国标店") + OLD_TEXT).encode("gb18030")
    )


def test_nothing_is_written_in_place(commands: list[Command]) -> None:
    """No note and no published file is ever opened for writing: each is swapped in whole by a rename, and pushed to the disk before where it must last."""
    for one in commands:
        found = one.sites()
        opened = [site for site in found if site.call == "openat" and site.flags & {"O_WRONLY", "O_RDWR"}]
        kept = [site for site in opened if "/.kjournal/" not in site.paths[-1]]
        assert [site for site in kept if not site.paths[-1].endswith(".kjtmp")] == []
        renamed = {site.target for site in found if site.call.startswith("rename")}
        assert {site.target for site in kept} <= renamed
        synced = {site.target for site in found if site.call in {"fsync", "fdatasync"}}
        lasting = {name for name in renamed if name.endswith((".ics", ".md"))}
        assert lasting
        assert lasting <= synced


def test_old_or_new(commands: list[Command], chance: random.Random, figure: Callable[[str], None]) -> None:
    """Whatever call fails or is the last: each file is the old or the new one, a failure is said with the file's name, and the next run gives what it would have."""
    run = late = 0
    for one, few in zip(commands, (8, 7), strict=True):
        calls = [site for site in one.sites() if site.call != "openat"]
        assert len(calls) > 30
        for site, fault in draw(calls, chance, size(few, 4 * len(calls))):
            run += 1
            late += not hit(one, site, fault)
    assert late <= 1 + run // 50
    figure(
        f"{run - late} faults, 0 torn, 0 mixed, 0 strays, each named its file; {late} calls were not made again"
    )


def draw(calls: list[Site], chance: random.Random, count: int) -> list[tuple[Site, str]]:
    """Sites with their fault: every one at full size; else as many of the outputs and notes as of the index."""
    if SOAK >= 1:
        return [(site, fault) for site in calls for fault in FAULTS]
    own = [site for site in calls if "/.kjournal/" not in site.paths[-1]]
    index = [site for site in calls if site not in own]
    most = [
        *chance.sample(own, min(len(own), count - count // 4)),
        *chance.sample(index, min(len(index), count // 4)),
    ]
    return [(site, FAULTS[(number + chance.randrange(2)) % 4]) for number, site in enumerate(most)]


def hit(one: Command, site: Site, fault: str) -> bool:
    """One fault at one site, and what follows; false where the command did not come there.

    How often the pages of the index are written is not quite the same in every run.
    """
    journal = one.fresh()
    log = one.base / "fault.log"
    how = "signal=KILL" if fault == "KILL" else f"error={fault}"
    ran = one.run(
        journal,
        "strace",
        "-f",
        "-qq",
        "-o",
        str(log),
        "-e",
        f"trace={site.call}",
        "-e",
        f"inject={site.call}:{how}:when={site.number}",
    )
    what = f"{fault} at {site.call} {site.number}, {site.target}: {ran.returncode}\n{ran.stdout[-2000:]}{ran.stderr}"
    now_notes, now_site = notes(journal.root), journal.files()
    left = [path for path in strays(journal.root) if fault == "KILL"]
    now_site = {name: data for name, data in now_site.items() if "kjtmp" not in name}
    assert torn(now_notes, one.old_notes, one.new_notes) == [], what
    assert torn(now_site, one.old_site, one.new_site) == [], what
    assert strays(journal.root) == left, what
    made = sum(
        bool((call := _CALL.match(line)) and call["call"] == site.call)
        for line in log.read_text().splitlines()
    )
    if made < site.number:
        assert ran.returncode in {0, 1}, what
        assert "mistake" not in ran.stderr, what
        assert now_notes == one.new_notes, what
    elif fault == "KILL":
        assert ran.returncode < 0 or ran.returncode == 137, what
    else:
        assert "(INJECTED)" in log.read_text(), what
        assert "mistake" not in ran.stderr, what
        told(one, site, fault, ran, (now_notes, now_site), what)
    recover(one, journal, what)
    return made >= site.number


def told(
    one: Command,
    site: Site,
    fault: str,
    ran: subprocess.CompletedProcess[str],
    now: tuple[State, State],
    what: str,
) -> None:
    """Either it did no harm, or it was said, with its reason and its place."""
    done = now[0] == one.new_notes and (one.words[0] != "build" or now[1] == one.new_site)
    if done:
        return
    words = ran.stdout + ran.stderr
    assert re.search(WORDS[fault], words) or "the index" in words, what
    assert site.target in words or "the index" in words, what


def recover(one: Command, journal: Journal, what: str) -> None:
    """The same command again needs no hand, and gives what it would have given."""
    one.again(journal)
    assert notes(journal.root) == one.new_notes, what
    journal.build()
    assert difference(journal, one.clean) == "", what
    assert strays(journal.root) == [], what
