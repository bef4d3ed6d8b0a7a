"""What the pages of reports say first: a sentence, a few figures, who comes first, and the chart."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from kjournal.outputs.pages.charts.data import Bar, Curve, Cut, Stack, cumulated
from kjournal.outputs.pages.links import page_file
from kjournal.outputs.pages.parts import Link
from kjournal.outputs.pages.report import Figure, ReportView
from kjournal.outputs.pages.site import COMPLAINTS, GIFTS, GRADES, LICENCES, MONEY, PROMISES
from kjournal.reports.debts import Debts
from kjournal.reports.grades import Group
from kjournal.reports.promises import Standing
from kjournal.reports.report import Report, Row, State
from kjournal.words import _, ngettext

_FEN = Decimal("0.01")
_HUNDRED = 100
Reports = Mapping[str, Report]


def promises(reports: Reports, standing: Standing) -> ReportView:
    """Late ones first; how many were kept."""
    ours, theirs, closing = reports["ours"], reports["theirs"], reports["closing"]
    _open, late, soon = standing
    share = closing.total[closing.place("share")] if closing.total else None
    verdict = ngettext(
        "{count} promise of ours is past its day.", "{count} promises of ours are past their day.", late
    )
    return ReportView(
        PROMISES, "promises",
        verdict.format(count=late) if late else _("No promise of ours is past its day."),
        "late" if late else "fine",
        figures=(
            Figure(str(late), _("ours past their day"), "late" if late else ""),
            Figure(str(soon), _("ours due within a week")),
            Figure(str(_states(theirs, "due", "late")), _("theirs past their day")),
            Figure("—" if share is None else f"{float(str(share)) * _HUNDRED:.0f} %", _("kept, of the last quarter")),
        ),
        reports=(ours, theirs, closing),
    )  # fmt: skip


def owed(reports: Reports, known: Debts, today: date) -> ReportView:
    """Who owes most, how much in all, how much of it is overdue, and by how many days."""
    owing = reports["owing"]
    sums = known.sums()
    overdue = sum(sums[1:])
    late = sum(one.overdue > 0 for one in known.found)
    above = sum(one.limit is not None and one.balance > one.limit for one in known.found)
    first = known.found[0] if owing.rows else None
    verdict = (
        _("{sum} are owed, {overdue} of it is overdue.")
        if overdue
        else _("{sum} are owed, nothing of it is overdue.")
    )
    consigned = sum(one.consigned for one in known.found)
    parts = tuple(
        Bar(name, round(value, 2), _yuan(value)) for name, value in zip(known.slabs, sums, strict=True)
    )
    said = _("{overdue} of {sum} is overdue, as of {day}").format(
        overdue=_yuan(overdue), sum=_yuan(sum(sums)), day=today.isoformat()
    )
    shown = [reports["owing"], reports["debts-by-rep"], *([reports["consigned"]] if consigned else [])]
    return ReportView(
        MONEY, "money",
        verdict.format(sum=_yuan(sum(sums)), overdue=_yuan(overdue)) if first else _("Nobody owes anything."),
        "late" if overdue else "fine",
        best=Link(first.name, page_file(first.customer)) if first else None,
        best_words=_("Who owes most, {sum}:").format(sum=_yuan(first.owed)) if first else "",
        figures=(
            Figure(_yuan(sum(sums)), _("owed in all")),
            Figure(_yuan(overdue), _("overdue"), "late" if overdue else ""),
            Figure(str(late), _("customers overdue"), "late" if late else ""),
            Figure(str(above), _("above their limit"), "late" if above else ""),
        ) if first else (),
        reports=tuple(shown),
        stack=Stack(_("By days past due"), said, parts, (_("Days past due"), _("Owed"))),
    )  # fmt: skip


def gifts(reports: Reports, year: int, file: str = GIFTS) -> ReportView:
    """What was given in a year, and what is over its cap."""
    register = reports["gifts"]
    over, near = _states(register, "state", "late"), _states(register, "state", "near")
    worth = register.total[register.place("worth")] if register.total else None
    verdict = ngettext(
        "{count} gift is over its cap or not allowed.",
        "{count} gifts are over their cap or not allowed.",
        over,
    )
    shown = [
        reports[name]
        for name in ("gifts", "gifts-by-customer", "gifts-by-rep")
        if reports[name].rows or name == "gifts"
    ]
    return ReportView(
        file, "gifts",
        verdict.format(count=over) if over else _("All gifts of {year} are within their caps.").format(year=year),
        "late" if over else "fine",
        figures=(
            Figure(str(len(register.rows)), _("gifts in {year}").format(year=year)),
            Figure(_yuan(float(str(worth or 0))), _("worth in all")),
            Figure(str(over), _("over their cap or not allowed"), "late" if over else ""),
            Figure(str(near), _("near their cap"), "near" if near else ""),
        ),
        reports=tuple(shown),
    )  # fmt: skip


def complaints(reports: Reports) -> ReportView:
    """How many are open and past their time, and how fast they were settled."""
    waiting, settled = reports["complaints"], reports["complaints-closed"]
    late = _states(waiting, "solve", "late")
    in_time = _states(settled, "state", "fine")
    verdict = ngettext("{count} complaint is open.", "{count} complaints are open.", len(waiting.rows))
    if late:
        verdict = ngettext(
            "{count} open complaint is past its time.", "{count} open complaints are past their time.", late
        )
    share = f"{in_time * _HUNDRED / len(settled.rows):.0f} %" if settled.rows else "—"
    return ReportView(
        COMPLAINTS, "complaints",
        verdict.format(count=late or len(waiting.rows)) if waiting.rows else _("No complaint is open."),
        "late" if late else "near" if waiting.rows else "fine",
        figures=(
            Figure(str(len(waiting.rows)), _("open")),
            Figure(str(late), _("past their time"), "late" if late else ""),
            Figure(str(len(settled.rows)), _("closed within a year")),
            Figure(share, _("closed in time")),
        ),
        reports=(waiting, settled),
    )  # fmt: skip


def licences(reports: Reports) -> ReportView:
    """What has expired, and what ends within ninety days."""
    papers, own = reports["papers"], reports["own-papers"]
    late, near = (
        _states(papers, "until", state) + _states(own, "until", state) for state in ("late", "near")
    )
    verdict = _("No paper has expired.")
    if late:
        verdict = ngettext("{count} paper has expired.", "{count} papers have expired.", late).format(
            count=late
        )
    return ReportView(
        LICENCES, "licences", verdict, "late" if late else "near" if near else "fine",
        figures=(
            Figure(str(late), _("expired"), "late" if late else ""),
            Figure(str(near), _("end within 90 days"), "near" if near else ""),
            Figure(str(len(papers.rows) + len(own.rows) - late - near), _("end later")),
        ),
        reports=(papers, own),
    )  # fmt: skip


def grades(reports: Reports, groups: list[Group]) -> ReportView:
    """How the sales are spread, how many are key, what moved."""
    spread, moved, vip = reports["grades"], reports["moved"], reports["vip"]
    up = _states(moved, "state", "fine")
    whole = dict(zip((column.key for column in spread.columns), spread.total, strict=False))
    key = int(str(whole.get("VIP") or 0)) + int(str(whole.get("A") or 0))
    return ReportView(
        GRADES, "grades",
        _("{up} went up and {down} went down within a quarter.").format(up=up, down=len(moved.rows) - up) if moved.rows else _("No grade moved within the last quarter."),
        figures=(
            Figure(str(whole.get("VIP") or 0), "VIP"),
            Figure(str(key), _("key customers (VIP and A)")),
            Figure(str(up), _("up")),
            Figure(str(len(moved.rows) - up), _("down"), "near" if len(moved.rows) > up else ""),
        ),
        reports=(moved, vip, spread),
        curves=tuple(map(_curve, groups)),
    )  # fmt: skip


def _curve(group: Group) -> Curve:
    """The cumulated sales of a group, cut by its letters."""
    whole = sum(value for value in group.sales if value > 0)
    cuts = []
    for letter in ("A", "B", "C"):
        sums = [
            max(value, 0.0) for one, value in zip(group.letters, group.sales, strict=True) if one == letter
        ]
        if sums:
            cuts.append(Cut(letter, len(sums), round(sum(sums) / whole, 4), _yuan(sum(sums))))
    best = cuts[0]
    said = _("{count} of {of} bring {share} % of the sales").format(
        count=best.count, of=len(group.sales), share=round(best.share * _HUNDRED)
    )
    points = cumulated(Decimal(str(value)) for value in group.sales)
    return Curve(
        group.name,
        said,
        points,
        tuple(cuts),
        (_("Grade"), _("Customers"), _("Sales of twelve months"), _("Share")),
    )


def _yuan(value: float) -> str:
    """An amount in words as the tables write it: with both digits of fen where it has any."""
    exact = Decimal(str(round(value, 2))).quantize(_FEN)
    return _("{sum} yuan").format(sum=f"{exact:,.2f}".removesuffix(".00"))


def _states(report: Report, column: str, state: State) -> int:
    """How many rows stand so."""
    place = report.place(column)
    return sum(_state(row, place) == state for row in report.rows)


def _state(row: Row, place: int) -> str:
    cell = row[place]
    return cell[0] if isinstance(cell, tuple) else ""
