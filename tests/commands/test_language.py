"""The language of the words: by the journal's settings, else by the machine; both Chinese scripts, and click's own words."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Terminal

SETTINGS = 'journal = "small"\nlanguage = "{language}"\ntoday = "2026-11-20"\nregion = "广西/河池/峨江县"\nchecks.KJ406 = "off"\n'
CARD = "---\nname: 福民药店\nclass: 村镇药店\nregion: 向阳镇\naddress: 街口\nbirthday: 2026-02-30\n---\n"
TOLD = {
    "zh-CN": ("生日 没有 2 月 30 日: 2026-02-30", "缺电话"),
    "zh-Hant": ("生日 沒有 2 月 30 日: 2026-02-30", "缺電話"),
    "en": ("生日: month 2 has no day 30: 2026-02-30", "电话 is missing"),
}


@pytest.mark.parametrize(
    ("language", "spoken"),
    [("zh-Hant", "zh-Hant"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("zh-CN", "zh-CN"), ("en", "en")],
)
def test_by_the_settings(terminal: Terminal, language: str, spoken: str) -> None:
    """Messages, labels, dates and pages in the journal's language; what notes hold stays as it is written."""
    terminal.write("kjournal.toml", SETTINGS.format(language=language))
    terminal.write("customers/福民药店.md", CARD)
    said = terminal.run("check", code=1)
    for words in TOLD[spoken]:
        assert words in said
    assert "KJ020" not in said
    terminal.run("build")
    page = (terminal.folder / "site" / "index.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}"' in page
    assert {"zh-Hant": "週五", "zh-CN": "周五", "en": "Fri"}[spoken] in page


@pytest.mark.parametrize(
    ("machine", "words"),
    [
        ("zh_CN.UTF-8", ("没有 '--nosuch' 这个选项", "客情日志")),
        ("zh_TW.UTF-8", ("沒有 '--nosuch' 這個選項", "客情日誌")),
        ("zh_HK.UTF-8", ("沒有 '--nosuch' 這個選項", "客情日誌")),
        ("en_US.UTF-8", ("No such option", "customer journal")),
    ],
)
def test_by_the_machine(terminal: Terminal, machine: str, words: tuple[str, str]) -> None:
    """Before a journal is known the locale decides, for click's own words too."""
    terminal.environment["LANG"] = machine
    assert words[1] in terminal.run("--help")
    assert words[0] in terminal.run("check", "--nosuch", code=2)
