"""docs/findings.md: every finding with what it says, why, an example and its cure, from the table of codes."""

from __future__ import annotations

from collections.abc import Iterator

from kjournal.findings.codes import CODES, Code
from kjournal.findings.finding import Finding
from kjournal.findings.message import message, remedy
from kjournal.notes.note import NoteReader
from kjournal.notes.reading import ReadSettings
from kjournal.outputs.pages.marks import SEVERITY_WORDS
from tests.docs.markdown import chinese, document, fenced, prose, speaking, table

FAMILIES = {
    "KJ0": ("File, encoding, conflict, settings", "文件、编码、冲突、设置", "the note is refused"),
    "KJ1": ("The fields as they are written", "栏目的写法", "the note is refused"),
    "KJ2": ("Values", "内容", "the value or the item of the list is left out"),
    "KJ3": ("Names of customers, and duplicates", "客户对不上、重复", "the reference names nobody"),
    "KJ4": ("Visits and care", "拜访和客情", "nothing is left out"),
    "KJ5": ("Money and gifts", "钱和礼品", "nothing is left out"),
    "KJ6": ("Licences, compliance, privacy", "证照、合规、隐私", "nothing is left out"),
    "KJ7": ("Feeds and pages", "日历和网页", "the last good ones stay"),
}
CARD = "class: 村卫生室\nregion: 向阳镇\nphone: 19900000001\naddress: 老街1号\n"
VISIT = "customer: 向阳镇卫生院\ndate: 2026-11-20\n"


def markdown() -> str:
    """The document."""
    return document(
        "Findings",
        "A finding is something wrong in a note: a code, a place, what is wrong, and what to do. `kjournal check` lists"
        " all of them, the page of problems shows them, `kjournal explain CODE` says what stands here. A code never"
        " changes its meaning.",
        "An **error** says that something written does not count, and it is always the smallest thing; a **warning**"
        " says that something was guessed or should be looked at; an **info** that something was understood and could be"
        " plainer. The settings may weigh a code otherwise (`[checks]`, [settings](settings.md)), and a note may ask not"
        " to be told (`ignore: [KJ205]`, `忽略: [KJ205]`).",
        table(
            ("Family", "About", "What an error costs"),
            [
                (f"{family}xx", f"{english} · {there}", costs)
                for family, (english, there, costs) in FAMILIES.items()
                if any(code.startswith(family) for code in CODES)
            ],
        ),
        *(part for family in FAMILIES for part in _family(family)),
    )


def _family(family: str) -> Iterator[str | list[str]]:
    rows = [row for code, row in CODES.items() if code.startswith(family)]
    if rows:
        english, there, _costs = FAMILIES[family]
        yield f"## {family}xx: {english} · {there}"
        for row in rows:
            yield from _code(row)


def _code(row: Code) -> Iterator[str | list[str]]:
    yield f"### {row.code}"
    yield f"**{row.severity}** · {chinese(SEVERITY_WORDS[row.severity])}"
    yield fenced("\n".join(_says(row)), "text")
    yield prose(row.why)
    yield prose(chinese(row.why))
    if row.example:
        yield "For example:"
        yield fenced(row.example, "yaml")
    if row.cure:
        yield "Mended:"
        yield fenced(row.cure, "yaml")


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
