"""A journal in a folder, built in this process on a given day."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kjournal import words
from kjournal.commands.build import Built, build
from kjournal.commands.opening import Opened
from kjournal.config.loading import load
from kjournal.graph.refresh import opened
from kjournal.journal.store import connect, home

SAMPLE = Path(__file__).parents[2]
DAY = date(2026, 11, 20)
STEPS = (
    "notes", "said", "secrets", "customers", "visits", "contacts", "licences", "promises", "orders", "names", "refs", "search", "findings",
    "facts", "standing", "greeted", "debts", "accounts", "sold", "promised", "complained", "given", "letters", "ranks", "grades", "dues", "stands", "nearby", "plan", "reminders", "months", "events", "cards", "spots", "papers", "warned",
)  # fmt: skip


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Messages in the words of the code, whatever the machine speaks."""
    words.use("en")
    yield
    words.use("en")


class Journal:
    """A journal for one test."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.day = DAY
        self.pinned = True

    @property
    def site(self) -> Path:
        """Where its outputs are."""
        return self.root / "site"

    def write(self, path: str, text: str) -> None:
        """A note."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def build(self, *, accept_loss: bool = False, vdir: Path | None = None) -> Built:
        """Build it on its day."""
        return build(self.opened(), self.site, vdir=vdir, accept_loss=accept_loss)

    def check(self) -> None:
        """Refresh it as far as findings hang on it, on its day."""
        seen = self.opened()
        with opened(seen.root, seen.settings, seen.today, "test") as graph:
            graph.refresh(reminders=False)

    def opened(self) -> Opened:
        """It as a command sees it."""
        settings = load(self.root)
        words.use(settings.language)
        return Opened(self.root, settings, self.day, self.pinned)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """What each step laid down."""
        connection = connect(home(self.root) / "index.db")
        try:
            return {
                step: sorted(connection.execute(f"SELECT * FROM {step}").fetchall(), key=repr)
                for step in STEPS
            }
        finally:
            connection.close()

    def files(self) -> dict[str, bytes]:
        """Every published file."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in sorted(self.site.rglob("*"))
            if path.is_file()
        }

    def events(self, feed: str = "all.ics") -> list[str]:
        """The summaries of a feed."""
        lines = (self.site / "feeds" / feed).read_bytes().decode().replace("\r\n ", "").split("\r\n")
        return [line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY:")]

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the index."""
        connection = connect(home(self.root) / "index.db")
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def findings(self) -> list[dict[str, Any]]:
        """All findings, as they are stored."""
        found = [msgspec.json.decode(data) for (data,) in self.query("SELECT finding FROM findings")]
        for (data,) in self.query("SELECT findings FROM said"):
            found += msgspec.json.decode(data)
        return found

    def codes(self) -> set[str]:
        """The codes of all findings."""
        return {finding["code"] for finding in self.findings()}

    def git(self, *arguments: str) -> str:
        """Run git in it."""
        names = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.hooksPath=/dev/null"]
        done = subprocess.run(
            ["git", *names, "-C", str(self.root), *arguments], capture_output=True, text=True, check=True
        )
        return done.stdout

    def copy(self, target: Path) -> Journal:
        """The same notes in another place, without index and outputs."""
        shutil.copytree(self.root, target, ignore=shutil.ignore_patterns(".kjournal", "site"))
        other = Journal(target)
        other.day, other.pinned = self.day, self.pinned
        return other


def sample_at(root: Path) -> Journal:
    """A copy of the sample journal."""
    root.mkdir()
    for name in ("customers", "visits"):
        shutil.copytree(SAMPLE / name, root / name)
    shutil.copy(SAMPLE / "kjournal.toml", root / "kjournal.toml")
    return Journal(root)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """An empty journal with two reps."""
    made = Journal(tmp_path / "journal")
    made.write(
        "kjournal.toml",
        'journal = "test"\ntitle = "Test"\nlanguage = "en"\nregion = "广西/河池/峨江县"\n'
        '[reps.li]\nname = "李雷"\n[reps.han]\nname = "韩梅"\n',
    )
    (made.root / "customers").mkdir()
    return made


@pytest.fixture
def sample(tmp_path: Path) -> Journal:
    """The sample journal."""
    return sample_at(tmp_path / "sample")
