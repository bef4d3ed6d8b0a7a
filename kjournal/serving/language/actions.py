"""What an editor offers to do about findings: their own edits, the nearest names, not to be told again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from lsprotocol import types

from kjournal.findings.codes import covers
from kjournal.findings.finding import Finding
from kjournal.findings.message import remedy
from kjournal.graph.findings import Weighed
from kjournal.notes.edits.applying import compatible
from kjournal.notes.edits.fixing import fixed
from kjournal.notes.edits.quoting import written
from kjournal.records import spec
from kjournal.serving.language.diagnostics import of_finding
from kjournal.serving.language.document import Document
from kjournal.serving.language.positions import Text
from kjournal.serving.language.references import BODY, Reference
from kjournal.serving.language.spot import Outline, field_of, kind_of_note
from kjournal.words import _

FIX_ALL = "source.fixAll.kjournal"
KINDS: list[types.CodeActionKind | str] = [types.CodeActionKind.QuickFix, FIX_ALL]


def actions(
    document: Document, where: types.Range, only: Sequence[str] | None, *, versions: bool
) -> list[types.CodeAction]:
    """The actions for a range; `only`: the kinds that are asked for, `versions`: the editor takes edits of a version."""
    made: list[types.CodeAction] = []
    if _wanted(types.CodeActionKind.QuickFix.value, only):
        for one in _touching(document, where):
            made += _for_finding(document, one, versions=versions)
    if _wanted(FIX_ALL, only) and (edits := all_safe(document)):
        title = _("mend everything that can be mended safely")
        made.append(
            types.CodeAction(title, kind=FIX_ALL, edit=workspace_edit(document, edits, versions=versions))
        )
    return made


def all_safe(document: Document) -> list[types.TextEdit]:
    """The edits of all safe fixes, after which the note says what it said; secret words are told to nobody."""
    done = fixed(
        document.journal.reader,
        document.path,
        document.data,
        wanted=lambda finding: finding.fix is not None and not finding.fix.hidden and not finding.fix.recode,
    )
    return difference(document.text, done.data) if done.mended else []


def workspace_edit(
    document: Document, edits: Sequence[types.TextEdit], *, versions: bool
) -> types.WorkspaceEdit:
    """Edits of one open note; of this version alone where the editor can tell."""
    if not versions:
        return types.WorkspaceEdit(changes={document.uri: list(edits)})
    one = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(one, list(edits))])


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in only)


def _touching(document: Document, where: types.Range) -> Iterator[Weighed]:
    """The findings that have a place within the range."""
    text = document.text
    first, last = text.at(where.start), text.at(where.end)
    for one in document.found:
        spans = [text.span(place) for place in one.finding.places if place.path == document.path]
        if any(start <= last and first <= end for start, end in spans):
            yield one


def _for_finding(document: Document, one: Weighed, *, versions: bool) -> Iterator[types.CodeAction]:
    diagnostic = of_finding(one, document.path, document.text, document.journal.root)
    finding = one.finding

    def action(title: str, edits: Sequence[types.TextEdit], *, preferred: bool) -> types.CodeAction:
        edit = workspace_edit(document, edits, versions=versions)
        return types.CodeAction(
            title, kind=types.CodeActionKind.QuickFix, diagnostics=[diagnostic], edit=edit, is_preferred=preferred or None
        )  # fmt: skip

    safe = finding.fix is not None and finding.fix.safe
    if edits := _own_edits(document, finding):
        title = _("{code}: {remedy}") if safe else _("{code}, a guess: {remedy}")
        yield action(title.format(code=finding.code, remedy=remedy(finding)), edits, preferred=safe)
    for word, edits in _nearest_names(document, finding):
        yield action(_("{code}: write {word}").format(code=finding.code, word=word), edits, preferred=False)
    if quiet := ignoring(document, finding.code):
        title = _("do not show {code} for this note")
        yield action(title.format(code=finding.code), quiet, preferred=False)


def _own_edits(document: Document, finding: Finding) -> list[types.TextEdit]:
    """The edits that a finding carries. Safe ones are tried first: what would change the record is not offered."""
    fix = finding.fix
    if fix is None or fix.hidden or not fix.edits:
        return []
    if not fix.safe:
        return [document.text.text_edit(edit) for edit in compatible(fix.edits)]
    same = (finding.code, finding.places)
    done = fixed(
        document.journal.reader, document.path, document.data, wanted=lambda other: (other.code, other.places) == same
    )  # fmt: skip
    return difference(document.text, done.data) if done.mended else []


def _nearest_names(document: Document, finding: Finding) -> Iterator[tuple[str, list[types.TextEdit]]]:
    """For a name that nobody has: those it may have been meant for; for one that several have: their ids."""
    if finding.code not in {"KJ301", "KJ302"}:
        return
    snapshot, word = document.journal.snapshot, finding.args["value"]
    names = snapshot.who(word)[1] if finding.code == "KJ302" else snapshot.near(word)
    wrong = [one for one in document.references if one.place in finding.places]
    for name in names:
        if wrong:
            yield name, [_named_so(document, one, name) for one in wrong]


def _named_so(document: Document, one: Reference, name: str) -> types.TextEdit:
    """The edit that writes another name where a reference stands, in quotes where it needs them and has none."""
    start, end = document.text.span(one.place)
    bare = one.field == BODY or document.text.source[start - 1 : start] in {"[", '"', "'", "“"}
    return types.TextEdit(document.text.range(start, end), name if bare else written(name))


def ignoring(document: Document, code: str) -> list[types.TextEdit]:
    """The edit that writes a code into the note's `ignore`; none where that does not help."""
    record = document.note.record
    if record is None or covers(record.ignore, code):
        return []
    text, outline = document.text, Outline(document.text.lines, kind_of_note(document.path))
    if outline.last >= len(outline.lines):
        return []
    for row in range(outline.first, outline.last):
        cut = outline.line(row)
        field = field_of(outline.kind, cut.key) if not cut.content else None
        if field is not None and field.name == "ignore":
            return [] if cut.hollow else [_one_more(text, row + 1, cut.value, code)]
    known = spec.by_name(outline.kind)["ignore"]
    key = known.label if outline.chinese else known.key
    start = text.index(outline.last + 1, 1)
    return [types.TextEdit(text.range(start, start), f"{key}: [{code}]{text.newline}")]


def _one_more(text: Text, line: int, value: int, code: str) -> types.TextEdit:
    """One more code behind those that stand on a line."""
    said = text.lines[line - 1][value:].partition(" #")[0].rstrip()
    behind = value + len(said.removesuffix("]")) + 1
    at = text.index(line, behind)
    return types.TextEdit(text.range(at, at), f", {code}" if said.endswith("]") else f"、{code}")


def difference(text: Text, data: bytes) -> list[types.TextEdit]:
    """The edits that turn a buffer into `data`: only the characters that differ."""
    old_lines = text.source.splitlines(keepends=True)
    new_lines = data.decode().splitlines(keepends=True)
    starts = [0]
    for line in old_lines:
        starts.append(starts[-1] + len(line))
    found: list[types.TextEdit] = []
    for tag, a, b, c, d in SequenceMatcher(None, old_lines, new_lines, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if b - a == d - c:
            pairs: Iterable[tuple[int, str, str]] = [
                (starts[a + n], old_lines[a + n], new_lines[c + n]) for n in range(b - a)
            ]
        else:
            pairs = [(starts[a], "".join(old_lines[a:b]), "".join(new_lines[c:d]))]
        found += [_trimmed(text, start, old, fresh) for start, old, fresh in pairs if old != fresh]
    return found


def _trimmed(text: Text, start: int, old: str, new: str) -> types.TextEdit:
    """One edit without the characters that both have at the beginning and the end."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    where = text.range(start + head, start + len(old) - tail)
    return types.TextEdit(where, new[head : len(new) - tail])
