"""`kjournal init` as a newcomer meets it: a journal that works, and nothing of theirs touched."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from datetime import date
from pathlib import Path

import pytest

from kjournal import words
from kjournal.commands.init import Begun, _slug, settings_text
from kjournal.commands.init import run as begin
from kjournal.commands.opening import Stop
from kjournal.config.declared import SETTINGS
from kjournal.config.loading import load
from kjournal.records.template import LAYOUTS, template
from tests.commands.conftest import Terminal
from tests.parts import needs

DAY = date(2026, 11, 20)
NOBODY = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.name"}  # fmt: skip


@pytest.fixture
def newcomer(terminal: Terminal) -> Terminal:
    """A terminal of somebody whom git knows as 周宁, above the journal's folder."""
    terminal.environment |= NOBODY | {"GIT_CONFIG_VALUE_0": "周宁"}
    terminal.folder = terminal.folder.parent
    (terminal.folder / "journal").rmdir()
    return terminal


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal begun on DAY by 周宁."""
    for name, value in (NOBODY | {"GIT_CONFIG_VALUE_0": "周宁", "LC_ALL": "en"}).items():
        monkeypatch.setenv(name, value)
    assert begin(tmp_path / "begun", today=DAY) == 0
    return tmp_path / "begun"


def listed(folder: Path) -> list[str]:
    """Every file of a journal but git's own."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    )


def test_a_journal_begins_and_says_what_is_next(newcomer: Terminal) -> None:
    """Three steps in plain words; settings, templates, one customer and one visit, what git needs to know."""
    needs("git")
    assert newcomer.run("init", "journal") == (
        "A journal begins in journal\n"
        "  git keeps its history from the first commit you make: git add . && git commit\n"
        "Next:\n"
        "  1. Look at the example:  cd journal && kjournal build  then open site/index.html in a browser\n"
        "  2. Write the card of your first customer:  kjournal new customer NAME  and edit it in any editor\n"
        "  3. Bring the reminders to your phone:  kjournal serve  and open the page it names\n"
    )
    root = newcomer.folder / "journal"
    found = listed(root)
    visit = next(path for path in found if path.startswith("visits/"))
    assert re.fullmatch(r"visits/(\d{4}-\d{2})/\1-\d{2}-Example clinic\.md", visit)
    assert [path for path in found if path != visit] == sorted(
        [".gitattributes", ".gitignore", "customers/Example clinic.md", "kjournal.toml", *(f"templates/{layout.file}" for layout in LAYOUTS)]
    )  # fmt: skip
    assert (root / ".gitignore").read_text() == ".kjournal/\n/site/\n/site-masked/\n"
    assert (root / ".gitattributes").read_text() == "*.md text=auto\nkjournal.toml text=auto\n"
    assert (root / ".git").is_dir()
    assert not list((root / ".git" / "refs" / "heads").iterdir())  # never a commit


def test_it_builds_at_once(newcomer: Terminal) -> None:
    """After `init` and `build`, on the day itself, there is no finding at all, and the rep's feed holds the example."""
    newcomer.run("init", "journal")
    newcomer.folder /= "journal"
    assert "1 customer and 1 visit read, 1 hint; " in newcomer.run("build")
    assert newcomer.run("check", "--ignore", "KJ406") == "2 notes: no problems\n"
    assert_example(newcomer.folder)


def test_it_builds_on_a_pinned_day(newcomer: Terminal, begun: Path) -> None:
    """The same with `--today`, and with a day that is pinned in the settings."""
    newcomer.folder = begun
    assert "1 customer and 1 visit read, 1 hint; " in newcomer.run("build", "--today", str(DAY))
    assert_example(begun)
    path = begun / "kjournal.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("\n#today = ", "\ntoday = "), encoding="utf-8")
    assert "1 customer and 1 visit read, 1 hint; " in newcomer.run("build")
    assert_example(begun)


def assert_example(root: Path) -> None:
    """The pages are there, and the feed of the one rep says what the example asks for."""
    assert (root / "site/index.html").is_file()
    feed = (root / "site/feeds/zhouning.ics").read_bytes().decode().replace("\r\n ", "")
    summaries = re.findall(r"SUMMARY:(.*)\r", feed)
    assert any("Example clinic" in one for one in summaries)
    assert "bring the price list" in feed
    assert any("Wei Guobin" in one for one in summaries)  # whose birthday is in ten days


def test_what_was_there_stays(newcomer: Terminal) -> None:
    """In a folder that is no journal yet nothing is written over; what was kept is said, with what it lacks."""
    root = newcomer.folder / "journal"
    mine = {
        ".gitignore": "*.swp\n",
        "templates/visit.md": "---\n客户: {{客户}}\n---\n",
        "notes.txt": "mine\n",
    }
    for path, text in mine.items():
        newcomer.write(f"journal/{path}", text)
    said = newcomer.run("init", "journal")
    assert said.splitlines()[1:3] == [
        "  kept as it was: templates/visit.md",
        "  kept as it was: .gitignore; add these lines to it: .kjournal/  /site/  /site-masked/",
    ]
    assert {path: (root / path).read_text(encoding="utf-8") for path in mine} == mine
    assert (root / "kjournal.toml").is_file()


def test_notes_without_settings_get_theirs(newcomer: Terminal) -> None:
    """A folder of notes that somebody made by hand becomes a journal; it needs no example."""
    newcomer.write(
        "journal/customers/甲店.md", "---\n类别: 药店\n区域: 镇\n电话: 19900000001\n地址: 街口\n---\n"
    )
    newcomer.run("init", "journal")
    root = newcomer.folder / "journal"
    assert [path for path in listed(root) if path.startswith(("customers", "visits"))] == [
        "customers/甲店.md"
    ]


def test_a_journal_is_begun_once(newcomer: Terminal) -> None:
    """Where a journal is, or inside one, `init` writes nothing: one sentence, and 2."""
    newcomer.run("init", "journal")
    root = newcomer.folder / "journal"
    before = {path: (root / path).read_bytes() for path in listed(root)}
    assert (
        newcomer.run("init", "journal", code=2)
        == "kjournal: journal is a journal already; nothing was written\n"
    )
    said = newcomer.run("init", "journal/customers/x", code=2)
    assert said == (
        f"kjournal: journal/customers/x lies inside the journal {root}; begin the new one elsewhere\n"
    )
    assert {path: (root / path).read_bytes() for path in listed(root)} == before


def test_a_file_in_the_way_gets_a_sentence(newcomer: Terminal) -> None:
    """What cannot become a folder is named; nothing of the user's is removed."""
    newcomer.write("file", "mine")
    assert (
        newcomer.run("init", "file", code=2) == "kjournal: file is a file; give the folder for the journal\n"
    )
    assert "file/x has to be a folder, and a file is in its way" in newcomer.run("init", "file/x", code=2)
    newcomer.write("journal/templates", "mine")
    assert "templates has to be a folder, and a file is in its way" in newcomer.run("init", "journal", code=2)
    assert not (
        newcomer.folder / "journal/kjournal.toml"
    ).exists()  # the settings come last: it can be begun again


def test_a_repository_around_it_is_left_alone(newcomer: Terminal) -> None:
    """git is begun only where no repository holds the folder yet."""
    (newcomer.folder / ".git").mkdir()
    assert "git" not in newcomer.run("init", "journal")
    assert not (newcomer.folder / "journal/.git").exists()


def test_without_git_it_begins_too(newcomer: Terminal) -> None:
    """git is a help and no condition; the rep is then called by the name of the login."""
    newcomer.environment |= {"PATH": str(newcomer.folder), "LOGNAME": "Zhou Ning"}
    assert "git" not in newcomer.run("init", "journal")
    settings = load(newcomer.folder / "journal")
    assert [(rep.id, rep.name) for rep in settings.reps.values()] == [("zhou-ning", "Zhou Ning")]


def test_in_the_folder_one_stands_in(newcomer: Terminal) -> None:
    """`init` alone begins the journal here, and its steps need no cd; a path with a blank is quoted."""
    (newcomer.folder / "我的 客户").mkdir()
    newcomer.folder /= "我的 客户"
    said = newcomer.run("init")
    assert f"A journal begins in {newcomer.folder}\n" in said
    assert "1. Look at the example:  kjournal build  then" in said
    settings = load(newcomer.folder)
    assert settings.title == "我的 客户"
    assert re.fullmatch(r"wode-kehu-[2-9b-z]{6}", settings.journal)
    newcomer.folder = newcomer.folder.parent
    assert '  cd "b c" && kjournal build  ' in newcomer.run("init", "b c")


def test_a_chinese_environment_makes_a_chinese_journal(newcomer: Terminal) -> None:
    """Language comes from the environment; labels are the language of keys; the rep is whom git knows."""
    newcomer.environment["LANG"] = "zh_CN.UTF-8"
    newcomer.run("init", "journal")
    root = newcomer.folder / "journal"
    settings = load(root)
    assert (settings.language, settings.timezone, settings.found) == ("zh-CN", "Asia/Shanghai", ())
    assert [(rep.id, rep.name) for rep in settings.reps.values()] == [("zhouning", "周宁")]
    card = next((root / "customers").iterdir()).read_text(encoding="utf-8")
    assert card.startswith("---\n名称: ")
    assert "\n联系人:\n  - 姓名: " in card
    for layout in LAYOUTS:
        written = (root / "templates" / layout.file).read_text(encoding="utf-8")
        assert written == template(layout, "zh-CN")
    newcomer.folder = root
    report = json.loads(newcomer.run("check", "--format", "json"))
    assert [found["code"] for found in report["findings"]] == ["KJ406"]


# The parts


def settings(language: str = "en") -> str:
    """The text of a new journal's settings."""
    words.use(language)
    return settings_text(Begun("客户", 'O"Neill \\ 王', DAY, language))


def test_every_declared_setting_is_explained(tmp_path: Path) -> None:
    """The file is the reference of a rep who has no documents: each setting once, with what it means."""
    text = settings()
    for setting in SETTINGS:
        assert f"  # {setting.means}" in text
    assert tomllib.loads(text)["reps"] == {"o-neill-wang": {"name": 'O"Neill \\ 王'}}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_line_may_be_switched_on(tmp_path: Path, language: str) -> None:
    """As written the settings have no finding, and none when every # before a setting is taken away."""
    text = settings(language)
    for shown in (text, re.sub(r"^#(?! )", "", text, flags=re.MULTILINE)):
        (tmp_path / "kjournal.toml").write_text(shown, encoding="utf-8")
        loaded = load(tmp_path)
        assert loaded.found == ()
    assert loaded.today == DAY
    assert loaded.base_url
    words.use("en")


def test_two_journals_of_one_name_have_two_ids() -> None:
    """The identity of reminders hangs on the id: two phones' calendars, or one, must never mix two journals."""
    ids = {tomllib.loads(settings())["journal"] for _n in range(20)}
    assert len(ids) == 20
    assert all(re.fullmatch(r"kehu-[2-9b-z]{6}", one) for one in ids)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("周宁", "zhouning"), ("单雄信", "shanxiongxin"), ("Zhou Ning", "zhou-ning"), ("韦_3", "wei-3"), ("…", ""), ("é", ""),
        ("x" * 50, "x" * 32),
    ],
)  # fmt: skip
def test_a_name_in_small_letters(name: str, slug: str) -> None:
    """A rep's id is what a feed's address can hold: pinyin for Chinese, with the surnames' readings."""
    assert _slug(name) == slug


def test_the_example_stands_on_the_day(begun: Path) -> None:
    """The clock is a parameter: the visit is of the day that is given, its promise three days later."""
    visit = begun / "visits/2026-11/2026-11-20-Example clinic.md"
    assert visit.read_text(encoding="utf-8") == (
        "---\ncustomer: Example clinic\ndate: 2026-11-20\nchannel: 上门\npurpose: 招呼\npeople: Wei Guobin\n"
        "next: 2026-12-04 ask what they have left\n---\n\n"
        "This visit is an example. A line like the next one is a promise, and reminds you:\n\n"
        "- [ ] bring the price list 2026-11-23\n"
    )
    with pytest.raises(Stop, match="is a journal already"):
        begin(begun, today=DAY)


def test_nothing_in_the_example_is_secret(newcomer: Terminal) -> None:
    """Who commits what `init` wrote is not told that git keeps secrets (KJ605)."""
    newcomer.run("init", "journal")
    newcomer.folder /= "journal"
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *arguments], cwd=newcomer.folder, check=True)
    assert "KJ605" not in newcomer.run("check")
