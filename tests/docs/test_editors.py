"""What docs/editors.md tells people to put into their editors does what it says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.docs.generate import DOCS
from tests.parts import needs

PAGE = (DOCS / "editors.md").read_text(encoding="utf-8")
NOTE = "customers/向阳镇/甲店.md"
FOUND = [(NOTE, 3, 7, "error", "KJ202"), (NOTE, 6, 5, "info", "KJ204"), (NOTE, 7, 12, "error", "KJ203")]
"""What is wrong with the note below, by character from 1."""


def block(kind: str) -> str:
    """The box of the page with that name."""
    [found] = re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return str(found)


@pytest.fixture(params=["zh-CN", "en"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A journal with one broken note, whose name, keys and values are Chinese, and `kjournal` on the path."""
    folder = tmp_path / "日志"
    note = folder / NOTE
    note.parent.mkdir(parents=True)
    (folder / "kjournal.toml").write_text(
        f'journal = "j"\nlanguage = "{request.param}"\ntoday = "2026-11-20"\n', "utf-8"
    )
    note.write_text(
        "---\n名称: 甲店\n客户类别: 村卫所室\n区域: 向阳镇\n地址: 街口\n建档: 2025年3月8日\n联系人: [{生日: 2026-02-30, 电话: 19900000001}]\n---\n",
        "utf-8",
    )
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "kjournal").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kjournal "$@"\n')
    (programs / "kjournal").chmod(0o755)
    return folder


def environment(folder: Path) -> Mapping[str, str]:
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    path = f"{folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "HOME": str(home), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def run(folder: Path, *command: str) -> str:
    """What a command prints."""
    done = subprocess.run(
        command, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout + done.stderr


def test_vs_code(journal: Path) -> None:
    """The problem matcher finds every finding with its place, severity and code, and nothing in the other lines."""
    check, watch = json.loads(block("json tasks"))["tasks"]
    matcher = check["problemMatcher"]["pattern"]
    said = run(journal, check["command"], *check["args"])
    names = ("file", "line", "column", "severity", "code", "message")
    found = [
        tuple(match[matcher[name]] for name in names)
        for line in said.splitlines()
        if (match := re.search(matcher["regexp"], line))
    ]
    assert [
        (file, int(line), int(column), severity, code) for file, line, column, severity, code, _said in found
    ] == FOUND
    assert all(message for *_place, message in found)
    assert watch["isBackground"]


def test_vs_code_settings() -> None:
    """The settings are JSON, and change no byte of a note by themselves."""
    markdown = json.loads(block("json settings"))["[markdown]"]
    assert markdown["editor.insertSpaces"]
    assert not markdown["editor.formatOnSave"]
    assert not markdown["files.trimTrailingWhitespace"]


def test_vim(journal: Path) -> None:
    """The quickfix list holds every finding with file, line, kind, and the column in bytes; nothing else counts."""
    needs("vim")
    home = Path(environment(journal)["HOME"])
    (home / ".vim/compiler").mkdir(parents=True)
    (home / ".vim/compiler/kjournal.vim").write_text(block("vim"), "utf-8")
    script = home / "list.vim"
    script.write_text(
        "set encoding=utf-8 nocompatible\ncompiler kjournal\nsilent make!\n"
        "let s:all = filter(getqflist(), 'v:val.valid')\n"
        "call writefile([json_encode(map(s:all, '[bufname(v:val.bufnr), v:val.lnum, v:val.col, v:val.type, v:val.text]'))], 'out.json')\n"
        "qall!\n", "utf-8"
    )  # fmt: skip
    said = run(
        journal,
        "vim",
        "-E",
        "-s",
        "-N",
        "-u",
        "NONE",
        "-i",
        "NONE",
        "--cmd",
        f"set rtp^={home}/.vim",
        "-S",
        str(script),
    )
    assert (journal / "out.json").exists(), said
    found = json.loads((journal / "out.json").read_text("utf-8"))
    lines = (journal / NOTE).read_text("utf-8").splitlines()
    expected = [
        [path, line, len(lines[line - 1][: column - 1].encode()) + 1, severity[0]]
        for path, line, column, severity, _code in FOUND
    ]
    assert [one[:4] for one in found] == expected
    assert [one[4][:5] for one in found] == [code for *_place, code in FOUND]


def test_emacs(journal: Path) -> None:
    """`next-error` goes to every finding that is an error, to its line and character; an info is one, not an error."""
    needs("emacs")
    script = journal.parent / "next.el"
    script.write_text(
        block("elisp compile")
        + """
(setq compilation-always-kill t compilation-skip-threshold 0 found nil)
(let ((buffer (compile "kjournal check")))
  (while (process-live-p (get-buffer-process buffer)) (accept-process-output nil 0.05))
  (with-current-buffer buffer
    (compilation--ensure-parse (point-max))
    (condition-case nil
        (while t
          (next-error)
          (with-current-buffer (window-buffer (selected-window))
            (push (format "%s|%d|%d" (file-relative-name buffer-file-name default-directory-of-journal)
                          (line-number-at-pos) (1+ (- (point) (line-beginning-position)))) found)))
      (user-error nil))
    (princ (format "%s\\n%d %d %d\\n" (mapconcat (quote identity) (nreverse found) "\\n")
                   compilation-num-errors-found compilation-num-warnings-found compilation-num-infos-found))))
""", "utf-8"
    )  # fmt: skip
    root = json.dumps(f"{journal.resolve()}/", ensure_ascii=False)
    said = run(
        journal,
        "emacs",
        "-Q",
        "--batch",
        "--eval",
        f"(setq default-directory-of-journal {root})",
        "-l",
        str(script),
    )
    expected = [f"{path}|{line}|{column}" for path, line, column, *_rest in FOUND]
    lines = said.splitlines()
    assert [line for line in lines if "|" in line and line.startswith("customers")] == expected, said
    assert "2 0 1" in lines


def test_language_servers() -> None:
    """Each editor is told to start `kjournal lsp`, in a form that it can read."""
    helix = tomllib.loads(block("toml helix"))
    server = helix["language-server"]["kjournal"]
    assert [server["command"], *server["args"]] == ["kjournal", "lsp"]
    assert helix["language"][0]["language-servers"] == ["kjournal"]
    assert json.loads(block("json kate"))["servers"]["markdown"]["command"] == ["kjournal", "lsp"]
    assert "cmd = { 'kjournal', 'lsp' }" in block("lua")
    assert '("kjournal" "lsp")' in block("elisp")


def test_pre_commit() -> None:
    """The hooks that the page names are those that there are."""
    hooks = yaml.safe_load((DOCS.parent / ".pre-commit-hooks.yaml").read_text("utf-8"))
    [repository] = yaml.safe_load(
        PAGE.split("## Before each commit")[1].split("```yaml\n")[1].split("```")[0]
    )["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == {hook["id"] for hook in hooks}


def test_links() -> None:
    """Every link within the page leads to one of its headings."""
    headings = {
        re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-")
        for head in re.findall(r"^#+ (.*)$", PAGE, re.MULTILINE)
    }
    links = re.findall(r"\]\(#([^)]*)\)", PAGE)
    assert len(links) > 3
    assert set(links) <= headings
