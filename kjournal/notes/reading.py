"""What the reading of one note shares: its settings, its lines, and the findings it gathers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

import msgspec

from kjournal.findings.codes import covers
from kjournal.findings.excerpt import excerpt
from kjournal.findings.finding import MASK, Edit, Finding, Fix, Place, Severity
from kjournal.notes.edits.links import Link
from kjournal.notes.edits.quoting import written
from kjournal.notes.nodes import Mapping, Node, Scalar, Sequence, span
from kjournal.notes.settings import ReadSettings
from kjournal.patterns import regex
from kjournal.records.choices import CLASS, Choices
from kjournal.records.secrecy import without_numbers
from kjournal.records.spec import SECRET, Field

_LONGEST = 120
_QUOTED_SIGNS = regex(r"[\\\"'\x00-\x1f]")
_SIGNS = regex(r": |:$| #|^[\s#]|[\x00-\x1f]")
_VALUES = frozenset({"value", "read", "text", "plain"})  # arguments of a message that repeat a value


class Reading:
    """One note while it is read."""

    def __init__(self, path: str, text: str, settings: ReadSettings, classes: Choices = CLASS) -> None:
        self.path = path
        self.text = text
        self.settings = settings
        self.classes = classes
        self.day: date | None = None  # a visit's day, from which words like 后天 count
        self.header: Mapping | None = None  # of a card
        self.hashes = False  # whether a # stands in the header
        self.invisible = False  # whether characters that nobody sees do
        self.places: dict[str, tuple[int, int, int, int]] = {}
        self.links: list[Link] = []  # customers named in the header
        self.unsaid: set[str] = set()  # identity and card numbers: no message repeats them
        self._found: list[Finding] = []
        self._grouped: dict[str, tuple[int, list[Place], list[Fix | None], dict[str, None]]] = {}
        self._secret: dict[int, list[tuple[int, int]]] = {}

    @cached_property
    def lines(self) -> list[str]:
        """The note's lines, as they stand in the file."""
        return self.text.split("\n")

    def add(self, code: str, node: Node | Place | None, *, fix: Fix | None = None, **args: str) -> None:
        """A finding at `node`; None: about the whole file."""
        self._found.append(Finding(code, (self.place(node),), _short(args), fix=fix))

    def add_for(
        self,
        code: str,
        field: Field,
        node: Node | Place | None,
        *,
        fix: Fix | None = None,
        severity: Severity | None = None,
        **args: str,
    ) -> None:
        """A finding about a field; the value of a secret one is not repeated.

        `severity`: where it differs from the code's own.
        """
        if field.sensitivity == SECRET:
            args = {name: MASK if name in _VALUES else word for name, word in args.items()}
        said = _short({"label": field.called, "key": field.key, **args})
        self._found.append(Finding(code, (self.place(node),), said, severity=severity, fix=fix))

    def again(self, code: str, node: Node | Place, *, fix: Fix | None = None, **args: str) -> None:
        """One more place of a finding that is told once a note, with its count and every kind of it."""
        if code not in self._grouped:
            self._grouped[code] = (len(self._found), [], [], {})
            self._found.append(Finding(code, (self.place(node),), _short(args)))
        _index, places, fixes, kinds = self._grouped[code]
        places.append(self.place(node))
        fixes.append(fix)
        kinds.update(dict.fromkeys([args["kind"]] if "kind" in args else []))

    @property
    def mark(self) -> int:
        """How many findings there are: those behind it are new."""
        return len(self._found)

    def refused(self, key: str, mark: int) -> bool:
        """Whether a day under `key` was found to be none since `mark`."""
        return any(found.code == "KJ203" and found.args["key"] == key for found in self._found[mark:])

    def _gather(self) -> None:
        """Give the findings that are told once a note their places: put together once, however many there are."""
        for index, places, fixes, kinds in self._grouped.values():
            first = self._found[index]
            args = {"count": str(len(places)), **first.args, **({"kind": ", ".join(kinds)} if kinds else {})}
            self._found[index] = Finding(first.code, tuple(places), args, fix=_joined(fixes))
        self._grouped.clear()

    def rewrite(self, scalar: Scalar, new: str, *, safe: bool = True) -> Fix | None:
        """The fix that writes `new` where `scalar` stands; None where the note does not show its text as it is."""
        if scalar.line != scalar.end_line:
            return None
        source = self.lines[scalar.line - 1][scalar.column - 1 : scalar.end_column - 1]
        inner = (
            1 if source[:1] in {'"', "'"} and source[1:-1] == scalar.text and source[-1] == source[0] else 0
        )
        if not inner and source != scalar.text:
            return None
        if inner:
            new = new if not _QUOTED_SIGNS.search(new) else ""
        elif scalar.plain:
            new = written(new)
        elif _SIGNS.search(new):
            new = ""
        if not new:
            return None
        start, end = scalar.column + inner, scalar.end_column - inner
        return Fix((Edit(scalar.line, start, scalar.line, end, new),), safe=safe)

    def take(self, findings: Iterable[Finding]) -> None:
        """Findings from elsewhere."""
        self._found += findings

    def place(self, node: Node | Place | None) -> Place:
        """Where a node stands."""
        if isinstance(node, Place):
            return node
        return Place(self.path, *span(node)) if node is not None else Place(self.path)

    def keep_secret(self, node: Node) -> None:
        """Remember where a secret value stands, so that no excerpt shows it."""
        if isinstance(node, Scalar):
            for line in range(node.line, node.end_line + 1):
                start = node.column - 1 if line == node.line else 0
                end = node.end_column - 1 if line == node.end_line else 1 << 20
                self.hide(line, start, end)
            return
        inner: list[Node] = (
            [value for _key, value in node.entries] if isinstance(node, Mapping) else node.items
        )
        for child in inner:
            self.keep_secret(child)
        if isinstance(node, Sequence) and node.flow:
            self.hide(node.line, node.column - 1, 1 << 20)

    def hide(self, line: int, start: int, end: int) -> None:
        """Keep the characters of a line from `start` up to, not including, `end` out of every excerpt."""
        self._secret.setdefault(line, []).append((start, end))

    def hides(self, line: int) -> bool:
        """Whether something of a line may not be shown."""
        return line in self._secret

    def first_secret(self) -> tuple[int, int, int, int] | None:
        """Where the first of what nobody may see stands."""
        if not self._secret:
            return None
        line = min(self._secret)
        start, end = min(self._secret[line])
        return line, start + 1, line, min(end, len(self.lines[line - 1])) + 1

    def masked(self, number: int) -> str:
        """A line with ●●● in place of what may not be shown; a very long one is cut."""
        return excerpt(self.lines[number - 1], Place(self.path, number, 1), self._secret.get(number, ())).text

    def findings(self, ignore: tuple[str, ...] = ()) -> tuple[Finding, ...]:
        """All findings, with their excerpts, sorted by place."""
        if not self._found:
            return ()
        self._gather()
        kept = [
            self._discreet(self._with_excerpt(found))
            for found in self._found
            if not covers(ignore, found.code)
        ]
        kept.sort(key=lambda found: found.sort_key)
        return tuple(kept)

    def _with_excerpt(self, found: Finding) -> Finding:
        place = found.place
        if not 1 <= place.line <= len(self.lines) or not self.lines[place.line - 1]:
            return found
        shown = excerpt(self.lines[place.line - 1], place, self._secret.get(place.line, ()))
        return msgspec.structs.replace(found, excerpt=shown.text, caret=(shown.start, shown.end))

    def _discreet(self, found: Finding) -> Finding:
        """A finding that names no secret number, and whose fix is told to nobody where it would repeat secret words."""
        if self.unsaid:
            args = {name: self._without_numbers(word) for name, word in found.args.items()}
            found = msgspec.structs.replace(found, args=args)
        fix = found.fix
        if fix is None or fix.hidden or not self._secret:
            return found
        if not any(self._tells(edit) for edit in fix.edits):
            return found
        return msgspec.structs.replace(found, fix=msgspec.structs.replace(fix, hidden=True))

    def _without_numbers(self, text: str) -> str:
        for number in self.unsaid:
            text = text.replace(number, MASK)
        return text

    def _tells(self, edit: Edit) -> bool:
        if not edit.new.strip(" :\n"):
            return False
        return any(
            start < edit.end_column and edit.column - 1 <= end
            for line in range(edit.line, edit.end_line + 1)
            for start, end in self._secret.get(line, ())
        )


def _joined(fixes: list[Fix | None]) -> Fix | None:
    """The fix of a finding at all its places."""
    known = [fix for fix in fixes if fix is not None]
    if not known:
        return None
    edits = tuple(edit for fix in known for edit in fix.edits)
    return msgspec.structs.replace(known[0], edits=edits, safe=all(fix.safe for fix in known))


def _short(args: dict[str, str]) -> dict[str, str]:
    """Arguments that no whole page has slipped into."""
    return {
        name: word if len(word) <= _LONGEST else f"{without_numbers(word)[:_LONGEST]}…"
        for name, word in args.items()
    }
