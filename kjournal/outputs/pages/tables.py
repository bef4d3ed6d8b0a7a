"""A report as a table that becomes cards on a phone. Drawn here, since a template takes longer for hundreds of rows."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from markupsafe import Markup, escape

from kjournal.outputs.pages.drawing import dated, day, far, grade
from kjournal.outputs.pages.links import href, page_file
from kjournal.reports.report import Cell, Column, Report
from kjournal.words import N_, _
from kjournal.words.numbers import number

_STATES = {"late": N_("past"), "near": N_("soon")}
_LABELLED = frozenset({"amount", "number", "share", "day", "visit", "due", "grade"})
"""Types that cannot be understood on a card without the head of their column."""
_HUNDRED = 100
_DAY = 10  # characters of an ISO day


def table(page: str, report: Report) -> Markup:
    """The table of a report; `page` is the file from which links are counted."""
    draws = [_drawn(page, report, column) for column in report.columns]
    heads = "".join(
        f'<th scope="col" class="is-{column.type} at-{column.key}">{escape(_(column.title))}</th>'
        for column in report.columns
    )
    rows = "".join(
        f"<tr>{''.join(draw(cell) for draw, cell in zip(draws, row, strict=True))}</tr>\n"
        for row in report.rows
    )
    foot = "".join(draw(cell) for draw, cell in zip(draws, report.total, strict=False))
    foot = f"<tfoot><tr>{foot}</tr></tfoot>" if foot else ""
    return Markup(  # noqa: S704  every cell was escaped
        f'<div class="wide"><table class="report report-{report.name}"><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>{foot}</table></div>'
    )


def _drawn(page: str, report: Report, column: Column) -> Callable[[Cell], str]:
    """How the cells of a column are drawn, its head on those that need it on a card."""
    label = f' data-label="{escape(_(column.title))}"' if column.type in _LABELLED else ""
    start = f'<td class="is-{column.type} at-{column.key}"'
    inside = _inside(page, report, column)

    def draw(cell: Cell) -> str:
        return f"{start}></td>" if cell is None else f"{start}{label}>{inside(cell)}</td>"

    return draw


def _inside(page: str, report: Report, column: Column) -> Callable[[Cell], str]:
    match column.type:
        case "who":
            return lambda cell: _who(page, cell)
        case "visit":
            return lambda cell: _visit(page, cell)
        case "amount":
            whole = _whole(report)
            return lambda cell: _amount(cell, whole=whole)
    return _PLAIN[column.type]


def _whole(report: Report) -> bool:
    """Whether no amount of a report has a part of a yuan: they stand alike in all its columns."""
    places = [n for n, column in enumerate(report.columns) if column.type == "amount"]
    cells = (row[place] for row in (*report.rows, report.total) if row for place in places)
    return all(str(cell).endswith(".00") for cell in cells if cell is not None)


def _words(cell: Cell) -> tuple[str, ...]:
    return cell if isinstance(cell, tuple) else (str(cell),)


def _text(cell: Cell) -> str:
    """Words; behind the first ones what is added to them."""
    first, *more = _words(cell)
    return f"{dated(first)}{_more(more)}"


def _more(words: list[str]) -> str:
    return "".join(f" <small>{dated(one)}</small>" for one in words)


def _who(page: str, cell: Cell) -> str:
    """A customer with the way to its page, and where it is; a sum has no page."""
    identity, *name = _words(cell)
    if not name:
        return f"<b>{escape(identity)}</b>"
    link = f'<a href="{escape(href(page, page_file(identity)))}">{escape(name[0])}</a>'
    return f"{link}{_more(name[1:])}"


def _visit(page: str, cell: Cell) -> str:
    """The day of a visit with the way to where it stands on the customer's page."""
    customer, visit, *when = (
        _words(cell) if isinstance(cell, tuple) and len(cell) > 1 else (*_words(cell), "")
    )
    if not when:
        return f"<b>{escape(customer)}</b>"
    shown = day(date.fromisoformat(when[0])) if when[0] else escape(_("on the card"))
    if not customer:
        return str(shown)
    anchor = f"#v{when[0]}" if visit and when[0] else ""
    return f'<a href="{escape(href(page, page_file(customer)))}{anchor}">{shown}</a>'


def _due(cell: Cell) -> str:
    """A day by which something is due, its state said by a shape, a word and a colour; with its time where it has one."""
    state, when = _words(cell)
    if not when:
        none = escape(_("no day"))
        return f'<span class="none">{none}</span>'
    said = escape(_(_STATES[state])) if state in _STATES else ""
    word = f'<span class="mark mark-{state}">{said}</span> ' if said else ""
    clock = f' <span class="clock">{when[_DAY + 1 :]}</span>' if len(when) > _DAY else ""
    return f"{word}{far(date.fromisoformat(when[:_DAY]))}{clock}"


def _state(cell: Cell) -> str:
    """The state with its shape, and what belongs to it."""
    state, *words = _words(cell)
    return "".join(_marks(state, words))


def _marks(state: str, words: list[str]) -> Iterator[str]:
    for n, word in enumerate(words):
        kept = f"mark mark-{state}" if state and n == 0 else "sign"
        yield f'<span class="{kept}">{dated(word)}</span> '


def _amount(cell: Cell, *, whole: bool) -> str:
    value = Decimal(str(cell))
    return f"{value:,.0f}" if whole else f"{value:,.2f}"


def _share(cell: Cell) -> str:
    share = float(str(cell))
    over = ' class="over"' if share > 1 else ""
    return f"<span{over}>{share * _HUNDRED:.0f} %</span>"


_PLAIN: dict[str, Callable[[Cell], str]] = {
    "text": _text,
    "day": lambda cell: str(far(date.fromisoformat(str(cell)))),
    "due": _due,
    "number": lambda cell: number(Decimal(str(cell))),
    "share": _share,
    "grade": lambda cell: str(grade(str(cell))),
    "state": _state,
}
