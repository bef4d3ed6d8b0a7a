"""What `why` says of a customer's account: what is owed, since when, what may be bought on credit, what was agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from kjournal.commands.listing import padded
from kjournal.commands.opening import Opened
from kjournal.files import git
from kjournal.findings.cells import cells
from kjournal.ledger.account import Account, Agreement, Item
from kjournal.ledger.ageing import Slab, ageing, slab_of
from kjournal.records.customer import Customer
from kjournal.words import _, ngettext

_SHOWN = 12
"""Open items shown one by one, the oldest; the slabs below add up all."""
_PLAIN = ("-c", "core.quotepath=off", "--literal-pathspecs")
_MOST_PATHS = 200
"""Notes that git is asked about at once."""


def account_lines(journal: Opened, card: Customer, account: Account) -> Iterator[str]:
    """The lines about the account; none where the journal knows of no money."""
    if not (account.items or account.credit or account.agreements or account.orders or card.credit_limit):
        return
    owed = account.balance > 0
    yield (
        _("Account: {balance} yuan owed").format(balance=_yuan(account.balance))
        if owed
        else _("Account: nothing owed")
    )
    if account.credit:
        yield "  " + _("paid ahead: {amount} yuan").format(amount=f"{account.credit:.2f}")
    if account.consigned:
        yield "  " + _("of it for goods that are paid when they are sold: {amount} yuan").format(
            amount=f"{account.consigned:.2f}"
        )
    yield from (f"  {line}" for line in _items(journal, account))
    if card.credit_limit is not None:
        left = card.credit_limit - account.balance
        text = (
            _("credit limit {limit} yuan, {left} still free")
            if left >= 0
            else _("credit limit {limit} yuan, {left} above it")
        )
        yield "  " + text.format(limit=f"{card.credit_limit:.2f}", left=f"{abs(left):.2f}")
    if account.late:
        text = ngettext("paid late {n} time", "paid late {n} times", account.late)
        yield "  " + text.format(n=account.late)
    yield from (f"  {line}" for line in _agreements(journal, account))


def _items(journal: Opened, account: Account) -> Iterator[str]:
    """Each open item with its day and how long it is overdue, in columns; then the slabs."""
    slabs = journal.settings.care.ledger.terms.slabs
    rows = [_row(journal, item, slabs) for item in account.items[:_SHOWN]]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
    if (more := len(account.items) - _SHOWN) > 0:
        yield ngettext("and {n} more", "and {n} more", more).format(n=more)
    if len(account.items) > 1:
        found = [slab for slab in ageing(account.items, journal.today, slabs) if slab.amount]
        yield _("by days past due: {slabs}").format(slabs=_(", ").join(map(_slab, found)))


def _row(journal: Opened, item: Item, slabs: Iterable[int]) -> tuple[str, ...]:
    known = tuple(slabs)
    what = item.day.isoformat() if item.visit else _("from before the journal")
    due = _("due {day}").format(day=item.due) if item.due else _("no due day")
    past = (journal.today - item.due).days if item.due else 0
    bounds = (0, 0), *zip([1, *(day + 1 for day in known)], [*known, None], strict=True)
    first, last = bounds[slab_of(past, known)]
    state = _("paid when sold") if item.consigned else span(first, last)
    open_ = _("{open} of {amount} yuan").format(open=f"{item.open:.2f}", amount=f"{item.amount:.2f}")
    return (what, open_, due, state)


def span(first: int, last: int | None) -> str:
    """A slab in words."""
    if last == 0:
        return _("not overdue")
    if last is None:
        return _("over {n} days past due").format(n=first - 1)
    return _("{first}–{last} days past due").format(first=first, last=last)


def _slab(slab: Slab) -> str:
    return f"{span(slab.first, slab.last)} {slab.amount:.2f}"


def _agreements(journal: Opened, account: Account) -> Iterator[str]:
    """The last agreement, and those that the journal's lines do not come to; with what changed after them."""
    told = [one for one in account.agreements if one.difference]
    if account.agreements and account.agreements[-1] not in told:
        told.append(account.agreements[-1])
    for one in told:
        text = _("agreed on {day}: {agreed} yuan, as the notes say")
        if one.difference:
            text = _("agreed on {day}: {agreed} yuan; the notes come to {replayed}, {difference} apart")
        yield text.format(
            day=one.day,
            agreed=_yuan(one.agreed),
            replayed=_yuan(one.replayed),
            difference=_yuan(abs(one.difference)),
        )
        for path, day in _changed(journal, one):
            when = _("not committed yet") if not day else _("changed on {day}").format(day=day)
            yield "  " + _("a note of it was changed after it: {path} ({when})").format(path=path, when=when)


def _changed(journal: Opened, one: Agreement) -> list[tuple[str, str]]:
    """The notes behind an agreed sum that git saw change after its day, with the last such day; empty: not committed."""
    paths = list(dict.fromkeys([*(entry.path for entry in one.since), one.path]))[:_MOST_PATHS]
    log = git.line(
        journal.root, *_PLAIN, "log", "--no-renames", "--relative", "--name-only", "-z", "--format=%x01%cs",
        f"--since={one.day.isoformat()}T00:00:00", "--", *paths,
    )  # fmt: skip
    found: dict[str, str] = {}
    for commit in (log or "").split("\x01")[1:]:
        day, *names = commit.replace("\n", "\0").strip("\0").split("\0")
        if day > one.day.isoformat():
            for name in filter(None, names):
                found.setdefault(name, day)
    found |= dict.fromkeys(_uncommitted(journal.root, paths), "")
    return [(path, found[path]) for path in paths if path in found]


def _uncommitted(root: Path, paths: list[str]) -> list[str]:
    """Those of the notes that are not as the last commit has them, or that it does not have."""
    changed = git.line(root, *_PLAIN, "diff", "--name-only", "--relative", "-z", "HEAD", "--", *paths)
    if changed is None:  # nothing was ever committed
        changed = git.line(root, *_PLAIN, "ls-files", "-z", "--", *paths)
    new = git.line(root, *_PLAIN, "ls-files", "-z", "--others", "--", *paths)
    return [name for names in (changed, new) for name in (names or "").split("\0") if name]


def _yuan(amount: Decimal) -> str:
    return f"{amount:.2f}"
