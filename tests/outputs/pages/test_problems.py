"""The page of problems: findings by note, in the user's words, with what mends them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from urllib.parse import quote

from kjournal.findings.finding import Finding, Place
from kjournal.outputs.pages.compose.problems import problem, problems_view, tally
from kjournal.outputs.pages.cutting import MOST
from kjournal.outputs.pages.parts import Link
from kjournal.outputs.pages.problems import (
    Outline,
    ProblemsView,
    by_code,
    first_page,
    pieces,
    render_problems,
)
from kjournal.outputs.pages.site import Tally
from tests.outputs.pages.conftest import FINDINGS, SITE, Look


def test_a_finding_with_its_line() -> None:
    """Severity in word and shape, the words at fault marked in the user's own line, the remedy, the code."""
    page = render_problems(SITE, problems_view(FINDINGS[:1], {}))
    assert page[page.index('<div class="problem') : page.index("</section>")] == (
        '<div class="problem problem-warning">\n'
        '<p class="said"><span class="severity severity-warning">warning</span> 营业执照 expired on 2026-05-31</p>\n'
        '<pre class="excerpt"><span class="no">22</span>  - <mark>营业执照</mark> 到2026-05-31</pre>\n'
        '<p class="remedy">ask for the new one and write its day</p>\n'
        '<p class="place"><code>KJ601</code> line 22</p>\n'
        "</div>\n"
    )


def test_the_gravest_notes_first() -> None:
    """Then by path; each leads to its note and its customer."""
    owners = {"customers/城关镇/桂和堂.md": Link("桂和堂大药房", "customers/GHT.html")}
    look = Look(render_problems(SITE, problems_view(FINDINGS, owners)))
    assert [link["href"] for link in look.all("a", "note")] == [
        "../visits/2026-11-01-%E8%B0%81.md",
        "../customers/%E5%9F%8E%E5%85%B3%E9%95%87/%E6%A1%82%E5%92%8C%E5%A0%82.md",
    ]
    assert [link["href"] for link in look.all("a", "who")] == ["customers/GHT.html"]


def test_the_gravest_of_a_note_first() -> None:
    """A hint that stands further up in the note does not hide the error below; of one severity the lines decide."""
    of = [("KJ205", 2), ("KJ601", 3), ("KJ301", 9), ("KJ301", 7)]
    view = problems_view([Finding(code, (Place("a.md", line),)) for code, line in of], {})
    assert [(one.severity, one.line) for one in view.notes[0].problems] == [
        ("error", 7),
        ("error", 9),
        ("warning", 3),
        ("info", 2),
    ]


def test_several_places_of_one_cause() -> None:
    """Told once, with how many more there are."""
    assert problem(FINDINGS[1]).more == 1
    assert "and one more place" in Look(render_problems(SITE, problems_view(FINDINGS, {}))).text


def test_how_many_of_what() -> None:
    """By severity, and by code: the gravest and then the most frequent first."""
    assert tally(FINDINGS) == Tally(errors=1, warnings=1, infos=1)
    many = problems_view(
        [*FINDINGS, *(Finding("KJ205", (Place(f"customers/{n}.md"),)) for n in range(3))], {}
    )
    assert many.tally == Tally(1, 1, 4)
    assert [(row.code, row.count) for row in by_code(many)] == [("KJ301", 1), ("KJ601", 1), ("KJ205", 4)]


def test_a_severity_of_the_settings_counts() -> None:
    """A finding's own severity goes before its code's."""
    assert tally([Finding("KJ601", (Place("a.md"),), severity="error")]) == Tally(errors=1)


def test_no_problems() -> None:
    """Said, not left empty."""
    assert "nothing in them needs attention" in Look(render_problems(SITE, ProblemsView())).text


def cut(findings: Iterable[Finding]) -> list[ProblemsView]:
    """The first page and those of the folders."""
    whole = problems_view(findings, {}).notes
    outlines = [
        Outline(note.path, tuple((one.code, one.severity) for one in note.problems)) for note in whole
    ]

    def told(paths: Collection[str]) -> ProblemsView:
        return ProblemsView(tuple(note for note in whole if note.path in paths))

    known = pieces(outlines)
    return [
        first_page(outlines, [one.part for one in known], told),
        *(ProblemsView(told(one.paths).notes, one.part.file, one.part.words) for one in known),
    ]


def test_too_many_are_cut_by_folder() -> None:
    """The grave ones stay on the first page, which counts all; every finding stands on the page of its folder."""
    hints = [Finding("KJ205", (Place(f"visits/2026-{n % 2 + 10}/{n}.md"),)) for n in range(MOST + 200)]
    first, *parts = cut([*FINDINGS, *hints])
    assert first.tally == Tally(1, 1, MOST + 201)
    assert {note.worst for note in first.notes} == {"error", "warning"}
    folders = [part for part in parts if part.part.startswith("visits/2026-1")]
    assert [(part.part, part.tally.total) for part in folders] == [
        ("visits/2026-10", 350),
        ("visits/2026-11", 350),
    ]
    assert sum(part.tally.total for part in parts) == MOST + 203
    look = Look(render_problems(SITE, first))
    assert {quote(part.file) for part in parts} <= {link["href"] for link in look.all("a")}
    assert look.wrong == []


def test_one_folder_with_too_many_is_cut_page_by_page() -> None:
    """Numbered from the second on."""
    hints = [Finding("KJ205", (Place(f"visits/{n:04}.md"),)) for n in range(MOST + 1)]
    assert [(view.part, view.tally.total) for view in cut(hints)] == [
        ("", MOST + 1),
        ("visits", MOST),
        ("visits 2", 1),
    ]


def test_folders_of_like_names_have_pages_of_their_own() -> None:
    """`乡镇/一` is no `乡镇-一`."""
    folders = ("customers/乡镇/一", "customers/乡镇-一")
    hints = [Finding("KJ205", (Place(f"{folder}/{n}.md"),)) for folder in folders for n in range(MOST)]
    files = [part.file for part in cut(hints)]
    assert len(set(files)) == len(files) == 3
