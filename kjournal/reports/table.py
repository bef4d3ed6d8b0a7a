"""The table of reports: each with the name by which it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kjournal.reports import complaints, debts, gifts, grades, licences, promises
from kjournal.reports.question import Question
from kjournal.reports.report import Report

REPORTS: Mapping[str, Callable[[Question], Report]] = {
    "ours": promises.ours,
    "theirs": promises.theirs,
    "closing": promises.closing,
    "owing": debts.owing,
    "debts-by-rep": debts.by_rep,
    "consigned": debts.consigned,
    "gifts": gifts.register,
    "gifts-by-customer": gifts.by_customer,
    "gifts-by-rep": gifts.by_rep,
    "complaints": complaints.waiting,
    "complaints-closed": complaints.settled,
    "papers": licences.papers,
    "own-papers": licences.own,
    "grades": grades.spread,
    "vip": grades.best,
    "moved": grades.moved,
}
