"""init: a new journal."""

from __future__ import annotations

import getpass
import json
import os
import re
import secrets
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from kjournal import words
from kjournal.commands.new import TEMPLATES
from kjournal.commands.opening import Stop
from kjournal.config.declared import SETTINGS
from kjournal.config.loading import FILE, find_root
from kjournal.files import portable_name, write_atomic
from kjournal.files.gitfolder import git_folder
from kjournal.journal.matching.readings import SURNAMES, syllables
from kjournal.notes.edits.quoting import written
from kjournal.notes.header.handler import new_note
from kjournal.records.customer import Customer
from kjournal.records.people import Contact
from kjournal.records.spec import Record, by_name
from kjournal.records.template import LAYOUTS, template
from kjournal.records.visit import Visit
from kjournal.words import _

TIMEZONE = "Asia/Shanghai"
_IGNORED = (".kjournal/", "/site/", "/site-masked/")
_ATTRIBUTES = ("*.md text=auto", f"{FILE} text=auto")
_SIGNS = "23456789bcdfghjkmnpqrstvwxz"
# What stands for the user's own word in a setting's key, for the examples of the settings file.
_OWN_WORDS = {"fields.customer": "采购额", "fields.visit": "天气", "cadence.classes": "县医院", "cadence.weekdays": "向阳镇",
              "cadence.presets": "城区", "rules": "birthday", "checks": "KJ215", "quiet": "去世", "licences": "营业执照",
              "festivals": "圣诞", "festivals.lead": "中秋", "grades.money": "A", "grades.influence": "县医院"}  # fmt: skip


class Begun(NamedTuple):
    """What a new journal is made of."""

    name: str  # of the folder
    rep: str
    today: date
    language: str  # zh-CN, zh-Hant, en


def run(target: Path, *, today: date | None = None) -> int:
    """Begin a journal at `target`, say what was kept as it was, and what to do next."""
    root = target.absolute().resolve()
    _may_begin(root, target)
    words.use(words.from_environment())
    language = words.tag()
    day = today or datetime.now(ZoneInfo(TIMEZONE)).date()
    _folders(root)
    begun = Begun(_printable(root.name) or "journal", _rep_name(root), day, language)
    kept = _write(
        root, _files(begun, sample=not any((root / top).exists() for top in ("customers", "visits")))
    )
    _folders(root / "customers", root / "visits")
    print(_("A journal begins in {path}").format(path=target if str(target) != "." else root))
    for path in kept:
        print("  " + _kept(root, path))
    if _git_begins(root):
        print("  " + _("git keeps its history from the first commit you make: git add . && git commit"))
    _next_steps(target)
    return 0


def _folders(*paths: Path) -> None:
    """Make folders; a file that stands in the way is the user's, and stays."""
    for path in paths:
        try:
            path.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise Stop(_("{path} has to be a folder, and a file is in its way").format(path=path)) from error


def _may_begin(root: Path, target: Path) -> None:
    if root.exists() and not root.is_dir():
        raise Stop(_("{path} is a file; give the folder for the journal").format(path=target))
    found = find_root(root)
    if found == root and _has_settings(root):
        raise Stop(_("{path} is a journal already; nothing was written").format(path=target))
    if found is not None and found != root:
        raise Stop(
            _("{path} lies inside the journal {journal}; begin the new one elsewhere").format(
                path=target, journal=found
            )
        )


def _has_settings(root: Path) -> bool:
    """Notes alone make no journal of their own yet: `init` gives them their settings."""
    pyproject = root / "pyproject.toml"
    return (root / FILE).exists() or (
        pyproject.is_file() and "[tool.kjournal]" in pyproject.read_text(encoding="utf-8", errors="replace")
    )


def _files(begun: Begun, *, sample: bool) -> dict[str, str]:
    """Every file of a new journal with its text; the settings last: what is cut short can be begun again."""
    made = {f"{TEMPLATES}/{layout.file}": template(layout, begun.language) for layout in LAYOUTS}
    if sample:
        made |= _sample(begun)
    made[".gitignore"] = "\n".join(_IGNORED) + "\n"
    made[".gitattributes"] = "\n".join(_ATTRIBUTES) + "\n"
    made[FILE] = settings_text(begun)
    return made


def _write(root: Path, files: dict[str, str]) -> list[str]:
    """Write what is not there; the paths that were."""
    kept = []
    for path, text in files.items():
        full = root / path
        if os.path.lexists(full):
            if full.is_dir() or full.read_bytes() != text.encode():
                kept.append(path)
            continue
        _folders(full.parent)
        write_atomic(full, text.encode(), durable=True)
    return kept


def _kept(root: Path, path: str) -> str:
    """A file that was there and stays as it is, and what should be added to it."""
    try:
        lines = (root / path).read_text(encoding="utf-8", errors="replace").split()
    except OSError:
        lines = []
    missing = [line for line in _IGNORED if line.strip("/") not in {word.strip("/") for word in lines}]
    if path == ".gitignore" and missing:
        return _("kept as it was: {path}; add these lines to it: {lines}").format(
            path=path, lines="  ".join(missing)
        )
    return _("kept as it was: {path}").format(path=path)


def _next_steps(target: Path) -> None:
    there = f'"{target}"' if " " in str(target) else target
    steps = (
        _("Look at the example:  {command}  then open site/index.html in a browser").format(
            command="kjournal build" if str(target) == "." else f"cd {there} && kjournal build"
        ),
        _("Write the card of your first customer:  kjournal new customer NAME  and edit it in any editor"),
        _("Bring the reminders to your phone:  kjournal serve  and open the page it names"),
    )
    print(_("Next:"))
    for number, step in enumerate(steps, 1):
        print(f"  {number}. {step}")


# Settings


def settings_text(begun: Begun) -> str:
    """The settings file: each setting with what it means; what need not be set is switched off with `#`."""
    rep = _slug(begun.rep) or "rep"
    # The id is the folder's name and six random signs: the identity of every reminder hangs on it, and two journals
    # of one name must not mix on the phone of somebody who subscribes to both.
    values = {
        "journal": f"{_slug(begun.name) or 'journal'}-{''.join(secrets.choice(_SIGNS) for _n in range(6))}",
        "title": begun.name,
        "language": begun.language,
        "timezone": TIMEZONE,
        f"reps.{rep}.name": begun.rep,
    }
    sections: dict[tuple[str, ...], list[str]] = {(): []}
    for setting in SETTINGS:
        path = _own_path(setting.key, rep)
        line = f"{_key(path[-1])} = "
        value = values.get(".".join(path))
        line = f"#{line}{setting.example}" if value is None else line + json.dumps(value, ensure_ascii=False)
        sections.setdefault(tuple(path[:-1]), []).append(f"{line}  # {_(setting.means)}")
    head = [
        "# "
        + _(
            "The settings of this journal. A line that begins with # is switched off: take the # away to use it."
        ),
        "# " + _("The reminders on the phones are known by the line `journal`: leave it as it is."),
        "",
    ]
    made = [*head, *sections.pop(())]
    for section, lines in sections.items():
        made += ["", f"[{'.'.join(map(_key, section))}]", *lines]
    return "\n".join(made) + "\n"


def _own_path(key: str, rep: str) -> list[str]:
    """A setting's key with words in place of its stars."""
    path: list[str] = []
    for part in key.split("."):
        before = ".".join(path)
        own = rep if before == "reps" else _OWN_WORDS.get(before, "*")
        path.append(own if part == "*" else part)
    return path


def _key(word: str) -> str:
    return word if re.fullmatch(r"[A-Za-z0-9_-]+", word) else json.dumps(word, ensure_ascii=False)


def _rep_name(root: Path) -> str:
    """The rep as git knows the user, else the name of the login."""
    name = (_git(root, "config", "user.name") or "").strip()
    if not name:
        try:
            name = getpass.getuser()
        except (OSError, KeyError, ImportError):  # no login name: a container, Windows without USERNAME
            name = "rep"
    return _printable(name) or "rep"


def _printable(text: str) -> str:
    """A text on one line, as a settings file can hold it."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _slug(name: str) -> str:
    """A name in small ASCII letters, Chinese by its pinyin: 周宁 is zhouning."""
    made = ""
    for index, char in enumerate(name):
        known = [SURNAMES[char]] if index == 0 and char in SURNAMES else syllables(char)[:1]
        made += known[0] if known else char.lower()
    return re.sub(r"[^a-z0-9]+", "-", made).strip("-")[:32].strip("-")


# The example


def _sample(begun: Begun) -> dict[str, str]:
    """One customer and one visit, marked as an example, with something for the calendar of the next days."""
    name, doctor = _("Example clinic"), _("Wei Guobin")
    day = begun.today
    card = {
        "name": name,
        "id": _("EXAMPLE-1"),
        "class_": "村卫生室",
        "region": _("Exampletown"),
        "rep": begun.rep,
        "status": "合作",
        "created": day.isoformat(),
        "address": _("Exampletown, house 1"),
        "phone": "19900000001",
        "settlement": "货到付款",
    }
    person = {"name": doctor, "role": _("village doctor"), "phone": "19900000002", "decides": "是",
              "birthday": f"--{day + timedelta(days=10):%m-%d}"}  # fmt: skip
    visit = {
        "customer": name,
        "date": day.isoformat(),
        "channel": "上门",
        "purpose": "招呼",
        "people": doctor,
        "next": f"{day + timedelta(days=14)} " + _("ask what they have left"),
    }
    first, *others = (f"{key}: {value}" for key, value in _header(Contact, person, begun).items())
    header = _header(Customer, card, begun)
    header[_key_of(Customer, "contacts", begun)] = "\n    ".join([f"\n  - {first}", *others])
    promise = _("- [ ] bring the price list {day}").format(day=day + timedelta(days=3))
    about = _("This card is an example. Once you have seen how it works, delete it and its visit.")
    said = _("This visit is an example. A line like the next one is a promise, and reminds you:")
    stem = portable_name(name)
    return {
        f"customers/{stem}.md": new_note(header, about).replace(": \n", ":\n"),
        f"visits/{day:%Y-%m}/{day}-{stem}.md": new_note(_header(Visit, visit, begun), f"{said}\n\n{promise}"),
    }


def _header(record: type[Record], values: dict[str, str], begun: Begun) -> dict[str, object]:
    return {_key_of(record, name, begun): written(value) for name, value in values.items()}


def _key_of(record: type[Record], name: str, begun: Begun) -> str:
    field = by_name(record)[name]
    return field.key if begun.language == "en" else field.label


# git


def _git_begins(root: Path) -> bool:
    """Begin a repository, where git is there and none holds the folder yet; nothing is committed."""
    if git_folder(root) is not None:
        return False
    if _git(root, "-c", "init.defaultBranch=main", "init", "--quiet") is None:
        return False
    _git(root, "config", "core.quotePath", "false")  # else git shows 客户.md as "\345\256\242…"
    return True


def _git(root: Path, *arguments: str) -> str | None:
    """What git says; None where it is missing or refuses."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=20,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
