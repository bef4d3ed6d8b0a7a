"""Pages of reports: tables that become cards, what stands in their heads, and their parts."""

from __future__ import annotations

import msgspec
import pytest

from kjournal.outputs.pages import heads
from kjournal.outputs.pages.cutting import MOST, SHOWN, cut
from kjournal.outputs.pages.report import Part, ReportView, render_report
from kjournal.outputs.pages.tables import table
from kjournal.reports.debts import Debt, Debts
from kjournal.reports.report import Column, Report, Row, Type
from tests.outputs.pages.conftest import SITE, TODAY, Look

BAD = "<script>alert(1)</script>\"'&"


def one(kind: Type, *cells: object, total: Row = ()) -> str:
    """The body of a table of one column."""
    rows = tuple((cell,) for cell in cells)
    html = table("money.html", Report("x", "X", (Column("k", "K", kind),), rows, total))  # type: ignore[arg-type]
    return str(html[html.index("<tbody>") + 8 : html.index("</tbody>")])


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        ("text", "板蓝根", '<td class="is-text at-k">板蓝根</td>'),
        ("text", ("报价单", "到2026-11-20"), '<td class="is-text at-k">报价单 <small>到2026-11-20</small></td>'),
        ("who", ("K1", "店1", "向阳镇"), '<td class="is-who at-k"><a href="customers/K1.html">店1</a> <small>向阳镇</small></td>'),
        ("visit", ("K1", "x", "2026-11-02"), '<td class="is-visit at-k" data-label="K"><a href="customers/K1.html#v2026-11-02"><time datetime="2026-11-02">2026-11-02</time></a></td>'),
        ("visit", ("", "x", "2026-11-02"), '<td class="is-visit at-k" data-label="K"><time datetime="2026-11-02">2026-11-02</time></td>'),
        ("visit", ("K1", "", ""), '<td class="is-visit at-k" data-label="K"><a href="customers/K1.html">on the card</a></td>'),
        ("due", ("late", "2026-11-17 09:00"), '<td class="is-due at-k" data-label="K"><span class="mark mark-late">past</span> <time class="far" datetime="2026-11-17">2026-11-17</time> <span class="clock">09:00</span></td>'),
        ("due", ("", "2026-11-17"), '<td class="is-due at-k" data-label="K"><time class="far" datetime="2026-11-17">2026-11-17</time></td>'),
        ("due", ("", ""), '<td class="is-due at-k" data-label="K"><span class="none">no day</span></td>'),
        ("number", 1234, '<td class="is-number at-k" data-label="K">1,234</td>'),
        ("share", 0.268, '<td class="is-share at-k" data-label="K"><span>27 %</span></td>'),
        ("share", 1.087, '<td class="is-share at-k" data-label="K"><span class="over">109 %</span></td>'),
        ("state", ("late", "over its cap", "王"), '<td class="is-state at-k"><span class="mark mark-late">over its cap</span> <span class="sign">王</span> </td>'),
        ("amount", None, '<td class="is-amount at-k"></td>'),
    ],
)  # fmt: skip
def test_a_cell(kind: Type, cell: object, expected: str) -> None:
    """Each type in its way; what is empty is left empty."""
    assert one(kind, cell) == f"<tr>{expected}</tr>\n"


def test_amounts_of_a_column_are_written_alike() -> None:
    """Fen in all of them, or in none."""
    assert "12,000<" in one("amount", "12000.00", "3.00")
    assert "12,000.00<" in one("amount", "12000.00", "3.50")
    assert "12,000.00<" in one("amount", "12000.00", total=("3.50",))


@pytest.mark.parametrize("kind", ["text", "who", "state"])
def test_hostile_words_are_text(kind: Type) -> None:
    """Whatever stands in a note."""
    cell = {"text": (BAD, BAD), "who": (BAD, BAD, BAD), "state": ("late", BAD, BAD)}[kind]
    look = Look(one(kind, cell))
    assert not look.all("script")
    assert look.wrong == []


ROWS: tuple[Row, ...] = tuple((("K1", f"店{n}"), "周宁" if n % 2 else "") for n in range(MOST + 102))
LONG = Report("owing", "Who owes", (Column("customer", "Customer", "who"), Column("rep", "Rep")), ROWS)


def test_a_long_report_is_cut_by_rep() -> None:
    """The first rows stay; all of them stand on a page a rep, whose name hangs on the rep alone."""
    pages = cut(ReportView("money.html", "money", reports=(LONG,)), "owing")
    assert [(page.file, page.part, len(page.reports[0].rows)) for page in pages] == [
        ("money.html", "", SHOWN),
        ("money-0.html", "nobody", 301),
        ("money-周宁.html", "周宁", 301),
    ]
    assert pages[0].parts == (Part("nobody", 301, "money-0.html"), Part("周宁", 301, "money-周宁.html"))
    assert {page.parts for page in pages[1:]} == {  # without counts, which would move them all
        (Part("nobody", 0, "money-0.html"), Part("周宁", 0, "money-周宁.html"))
    }
    look = Look(render_report(SITE, pages[2]))
    assert [(link["href"], link.get("aria-current")) for link in look.all("a") if link["href"].startswith("money-")] == [
        ("money-0.html", None),
        ("money-%E5%91%A8%E5%AE%81.html", "page"),
    ]  # fmt: skip


def test_a_rep_with_too_many_rows_is_cut_page_by_page() -> None:
    """Numbered from the second on."""
    rows: tuple[Row, ...] = tuple((("K1", "店"), "周宁") for _ in range(2 * MOST + 1))
    pages = cut(
        ReportView("money.html", "money", reports=(msgspec.structs.replace(LONG, rows=rows),)), "owing"
    )
    assert [(page.file, len(page.reports[0].rows)) for page in pages[1:]] == [
        ("money-周宁.html", MOST),
        ("money-周宁-2.html", MOST),
        ("money-周宁-3.html", 1),
    ]


def test_a_short_report_is_one_page() -> None:
    """As long as it fits."""
    view = ReportView("money.html", "money", reports=(msgspec.structs.replace(LONG, rows=ROWS[:MOST]),))
    assert cut(view, "owing") == [view]


def test_who_owes_most_in_one_look() -> None:
    """Name and sum stand in the head, and lead to the customer."""
    debt = Debt(
        "K1",
        32610.0,
        0.0,
        "2026-11-18",
        "2026-09-01",
        (30000.0, 2610.0),
        "峨康",
        "向阳镇",
        "zhou",
        "A",
        32610.0,
        30000.0,
        0,
        None,
        None,
    )
    known = Debts((debt,), ("not overdue", "over 0 days"))
    owing = Report("owing", "Who owes", (Column("customer", "Customer", "who"),), ((("K1", "峨康"),),))
    reports = {
        "owing": owing,
        "debts-by-rep": Report("debts-by-rep", "By rep", ()),
        "consigned": Report("consigned", "x", ()),
    }
    view = heads.owed(reports, known, TODAY)
    page = render_report(SITE, view)
    assert 'Who owes most, 32,610 yuan: <a class="who" href="customers/K1.html">峨康</a>' in page
    assert '<li class="tile tile-late"><b>2,610 yuan</b> overdue</li>' in page
    assert "2,610 yuan of 32,610 yuan is overdue, as of 2026-11-20" in Look(page).text
    assert msgspec.json.decode(msgspec.json.encode(view), type=ReportView) == view


def test_nothing_is_said_in_words() -> None:
    """An empty report says so."""
    view = ReportView(
        "gifts.html",
        "gifts",
        reports=(Report("gifts", "Register of gifts", (), empty="Nothing was given in this year."),),
    )
    assert "Nothing was given in this year." in Look(render_report(SITE, view)).text


def test_what_has_no_pages_of_its_own_is_shortened() -> None:
    """Its first rows, and how many there are; its total still counts all."""
    other = msgspec.structs.replace(LONG, name="consigned", says="Why.", total=(("all",), None))
    [view, *_parts] = cut(ReportView("money.html", "money", reports=(LONG, other)), "owing")
    assert len(view.reports[1].rows) == MOST
    assert view.reports[1].says == f"The first {MOST} of {MOST + 102}. Why."
