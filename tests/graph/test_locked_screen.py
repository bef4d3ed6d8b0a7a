"""What the feeds say of every rule at every level: nothing on a locked screen that would embarrass, nothing secret anywhere."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from kjournal.care.rules import RULES
from kjournal.outputs.feeds.gate import check_feed
from tests.clients import everything
from tests.graph.conftest import Journal

DAY = date(2026, 11, 20)
LEVELS = ('[feeds]\nlevel = "initials"\nown_level = "full"\n', '[feeds]\nown_level = "brief"\n')
"""The first build has every event in full and as initials, the second brief: in the reps' own feeds, in the journal's."""
EMBARRASSING = re.compile(
    r"\d+(?:\.\d+)?\s*(?:元|块|万|yuan)|[¥￥]"  # an amount
    r"|VIP|[ABCDＡＢＣＤ]\s*[级类]|等级|重点客户|普通客户"  # a grade
    r"|病(?!房|区)|癌|去世|过世|丧|事故|住院|孕|产假"  # an illness, a death
    r"|礼品|礼物|送礼|礼金|红包|赠品|茶叶|慰问品"  # a gift
    r"|逾期|超期|拖欠|overdue|gift"
)
_TELEPHONE = re.compile(r"(?<!\d)1\d{10}(?!\d)|0\d{2,3}-\d{7,8}")


class Feed(NamedTuple):
    """A published feed, unfolded."""

    data: bytes
    text: str

    @property
    def uids(self) -> list[str]:
        return re.findall(r"^UID:(\S+@[^\s-]+)\r$", self.text, re.MULTILINE)

    @property
    def summaries(self) -> list[str]:
        found = re.findall(r"^SUMMARY:(.*)\r$", self.text, re.MULTILINE)
        return [one.replace("\\,", ",").replace("\\;", ";") for one in found]


class Published(NamedTuple):
    """All feeds of a journal, by level."""

    journal: Journal
    levels: dict[str, dict[str, Feed]]

    @property
    def feeds(self) -> list[Feed]:
        return [feed for feeds in self.levels.values() for feed in feeds.values()]


def publish(journal: Journal) -> Published:
    settings = journal.root / "kjournal.toml"
    plain = settings.read_text(encoding="utf-8")
    levels = {}
    for text, names in zip(LEVELS, (("full", "initials"), ("brief", "journal")), strict=True):
        settings.write_text(plain + text, encoding="utf-8")
        journal.build()
        for name in names:
            levels[name] = _feeds(journal.site / "feeds", whole=name in {"initials", "journal"})
    del levels["journal"]  # brief too, as it is by itself
    return Published(journal, levels)


def _feeds(folder: Path, *, whole: bool) -> dict[str, Feed]:
    paths = [path for path in sorted(folder.glob("*.ics")) if path.stem.startswith("all") == whole]
    return {path.stem: _read(path.read_bytes()) for path in paths}


def _read(data: bytes) -> Feed:
    return Feed(data, data.decode().replace("\r\n ", ""))


@pytest.fixture
def every(tmp_path: Path) -> Published:
    """The journal in which every rule has something to say."""
    journal = Journal(tmp_path / "everything")
    everything.write(journal.root, DAY, pinned=True)
    return publish(journal)


@pytest.fixture(params=["every", "sample"])
def published(request: pytest.FixtureRequest, tmp_path: Path) -> Published:
    """That journal, and the sample."""
    if request.param == "every":
        found: Published = request.getfixturevalue("every")
        return found
    return publish(request.getfixturevalue("sample"))


def test_a_locked_screen_shows_a_verb_and_a_name(published: Published) -> None:
    """At every level a summary has at most 40 characters, and no amount, grade, illness, gift or delay; the gate takes all."""
    for feed in published.feeds:
        assert check_feed(feed.data) == []
        assert len(feed.uids) == len(set(feed.uids)) == len(feed.summaries)
        for summary in feed.summaries:
            assert 0 < len(summary) <= 40, summary
            assert not EMBARRASSING.search(summary), summary
    assert len(published.levels["full"]) > 5
    assert sum(len(feed.uids) for feed in published.levels["initials"].values()) > 30


def test_every_level_has_every_event(published: Published) -> None:
    """A level says less, never fewer: what stands in the reps' feeds stands in the journal's, and in that of its kind."""
    full, brief, initials = (
        {uid for feed in published.levels[level].values() for uid in feed.uids}
        for level in ("full", "brief", "initials")
    )
    assert full == brief == initials


def test_every_rule_reaches_the_phone(every: Published) -> None:
    """Each rule of the table has an entry in the feed of its kind; what belongs to the next brief alone has none."""
    rows = every.journal.query("SELECT rule, uid, kind FROM reminders")
    names = {rule.name: rule.kind for rule in RULES}
    assert {rule for rule, _uid, _kind in rows} - {"daily"} == names.keys()
    kinds = {stem: feed.uids for stem, feed in every.levels["initials"].items() if stem != "all"}
    reached: dict[str, set[str]] = {}
    for rule, uid, kind in rows:
        entries = {stem for stem, uids in kinds.items() if f"{uid}@everything" in uids}
        assert entries <= {f"all-{kind}"}
        reached[rule] = reached.get(rule, set()) | entries
    for name, kind in names.items():
        assert reached[name] == (set() if kind == "brief" else {f"all-{kind}"}), name


def test_a_name_is_a_customers(every: Published) -> None:
    """Every entry names a card, cut at most, but for those of a rep's own."""
    cards = [name for (name,) in every.journal.query("SELECT name FROM customers")]
    own = {
        uid for uid, customer in every.journal.query("SELECT uid, customer FROM reminders") if not customer
    }
    said = [
        (uid, summary)
        for feed in every.levels["full"].values()
        for uid, summary in zip(feed.uids, feed.summaries, strict=True)
    ]
    for uid, summary in said:
        if uid.partition("@")[0] not in own:
            assert any(name in summary or summary[:-1].endswith(_parts(name)) for name in cards), summary


def _parts(name: str) -> tuple[str, ...]:
    return tuple(name[:length] for length in range(2, len(name)))


def test_who_may_read_what(every: Published) -> None:
    """Secrets are in no feed; what is private in none below full, a telephone too; initials name nobody."""
    for feed in every.feeds:
        assert not [secret for secret in everything.SECRETS if secret in feed.text]
    for level in ("brief", "initials"):
        for feed in every.levels[level].values():
            assert not [word for word in everything.PRIVATE if word in feed.text]
            assert not _TELEPHONE.search(feed.text)
    names = [name for (name,) in every.journal.query("SELECT name FROM customers")]
    assert len(names) > 5
    for feed in every.levels["initials"].values():
        assert not [name for name in [*names, "张建国", "欧阳丽", "罗秀英"] if name in feed.text]
    said = "".join(feed.text for feed in every.levels["full"].values())
    missing = [word for word in everything.PRIVATE if word not in said]
    assert missing == [], "words that no level shows test nothing"
