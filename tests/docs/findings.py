"""docs/findings/: a page for each code with what it says, why, an example and its cure, and the list of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from kjournal.commands import explain
from kjournal.findings.codes import CODES, FAMILIES, Code
from kjournal.findings.finding import Finding
from kjournal.findings.message import message, remedy, title
from kjournal.notes.note import NoteReader
from kjournal.notes.settings import ReadSettings
from kjournal.outputs.pages.marks import SEVERITY_WORDS
from tests.docs.markdown import chinese, document, fenced, prose, speaking, table

CARD = "class: 村卫生室\nregion: 向阳镇\nphone: 19900000001\naddress: 老街1号\n"
VISIT = "customer: 向阳镇卫生院\ndate: 2026-11-20\n"


def pages() -> dict[str, Callable[[], str]]:
    """The documents below `docs/findings/`: a list of all, and a page for each code."""
    return {"findings/README.md": markdown} | {
        f"findings/{code}.md": partial(page, row) for code, row in CODES.items()
    }


def markdown() -> str:
    """The list."""
    return document(
        "Findings",
        "A finding is something wrong in a note: a code, a place, what is wrong, and what to do. `kjournal check` lists"
        " all of them, the page of problems shows them, `kjournal explain CODE` says what stands here. A code never"
        " changes its meaning.",
        "An **error** says that something written does not count, and it is always the smallest thing; a **warning**"
        " says that something was guessed or should be looked at; an **info** that something was understood and could be"
        " plainer.",
        "What `kjournal check --fix` mends is marked **fix**; what only `--unsafe-fixes` mends, by a guess, is marked"
        " **guess**.",
        'Not to be told of a code: in one note `ignore: [KJ205]` (`忽略: [KJ205]`), everywhere `KJ205 = "off"` below'
        " `[checks]` in `kjournal.toml`, where a code may be weighed otherwise too ([settings](../settings.md)). A family"
        " (`KJ2`) stands for all its codes. For one run there are `--select` and `--ignore`.",
        "An old journal may have more findings than anybody mends at once. `kjournal check --write-baseline known.txt`"
        " writes down what is known; from then on `kjournal check --baseline known.txt` tells only what is new, wherever"
        " the lines have moved to, and says how many entries are mended. The file holds no values of notes, and merges by"
        " lines.",
        *(part for name in FAMILIES for part in _family(name)),
    )


def _family(name: str) -> Iterator[str | list[str]]:
    rows = [row for code, row in CODES.items() if code.startswith(name)]
    if rows:
        family = FAMILIES[name]
        about = family.about[0].upper() + family.about[1:]
        yield f"## {name}xx: {about} · {chinese(family.about)}"
        yield f"What an error costs: {family.costs} · {chinese(family.costs)}."
        yield table(("Code", "Severity", "Finding", "", "Mended"), map(_row, rows))


def _row(row: Code) -> tuple[str, ...]:
    mended = {"safe": "fix", "unsafe": "guess", "": ""}[row.mends]
    with speaking("zh_CN"):
        there = title(row.code)
    return (f"[{row.code}]({row.code}.md)", row.severity, prose(title(row.code)), prose(there), mended)


def page(row: Code) -> str:
    """All about one code, in both languages."""
    english = title(row.code)
    with speaking("zh_CN"):
        there = title(row.code)
    return document(
        f"{row.code}: {prose(english)} · {prose(there)}",
        f"**{row.severity}** · {chinese(SEVERITY_WORDS[row.severity])} · [all findings](README.md)",
        fenced("\n".join(_says(row)), "text"),
        prose(row.why),
        prose(chinese(row.why)),
        *(("## For example · 例如", fenced(row.example, "yaml")) if row.example else ()),
        *(("## Mended · 改好", fenced(row.cure, "yaml")) if row.cure else ()),
        "## Who mends it · 谁来改",
        *(" · ".join((_mends(row), _spoken(_mends, row))),),
        "## Not to be told of it · 不想再看到",
        *_lines(row),
    )


def _spoken(words: Callable[[Code], str], row: Code) -> str:
    with speaking("zh_CN"):
        return words(row)


def _mends(row: Code) -> str:
    return explain.mends(row)


def _lines(row: Code) -> Iterator[list[str]]:
    with speaking("en"):
        there = list(explain.silenced(row))[1:]
    yield fenced("\n".join(line[4:] for line in there), "text")


def _says(row: Code) -> Iterator[str]:
    """Message and remedy in both languages: of the example itself where reading it is enough to find it."""
    found = observed(row)
    for language in ("en", "zh_CN"):
        with speaking(language):
            if found is not None:
                seen = observed(
                    row
                )  # again: what a finding says of a value is put into words when it is read
                assert seen is not None
                yield message(seen)
                yield f"  {remedy(seen)}"
            else:
                yield chinese(row.message) if language == "zh_CN" else row.message
                yield f"  {chinese(row.remedy) if language == 'zh_CN' else row.remedy}"


def observed(row: Code) -> Finding | None:
    """The finding that the example gives, where one note alone gives it."""
    for path, text in _notes(row):
        note = NoteReader(ReadSettings()).read(path, text.encode())
        for found in note.findings:
            if found.code == row.code:
                return found
    return None


def _notes(row: Code) -> Iterator[tuple[str, str]]:
    """The example as a card and as a visit: a whole note, a part of its fields, or a line of its body."""
    card, visit = "customers/示例.md", "visits/2026-11-20-示例.md"
    if not row.example and row.code not in {"KJ201", "KJ215"}:
        return
    keys = {line.partition(":")[0] for line in row.example.splitlines()}
    places = ((card, CARD), (visit, VISIT))
    for path, usual in reversed(places) if row.example.startswith("- [") else places:
        rest = "".join(line + "\n" for line in usual.splitlines() if line.partition(":")[0] not in keys)
        if row.cure and not row.example:  # the example is that the cure's line is missing
            wanted = row.cure.partition(":")[0]
            rest = "".join(line + "\n" for line in rest.splitlines() if line.partition(":")[0] != wanted)
        yield path, f"---\n{rest}{row.example}\n---\n"
        yield path, f"---\n{row.example}\n{rest}---\n"
        yield path, f"---\n{rest}---\n{row.example}\n"
        yield path, f"{row.example}\n"
        yield path, f"{row.example}\n{rest}---\n"
        yield path, f"---\n{rest}{row.example}\n"
