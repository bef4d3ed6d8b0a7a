"""A note's bytes to its record, its body and its findings: the one way in for everything that reads notes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Literal

import msgspec

from kjournal.dates.typed import read_day
from kjournal.files.decoding import Decoded, decode
from kjournal.findings.codes import CODES
from kjournal.findings.finding import Finding, Place
from kjournal.notes.conflicts import conflict
from kjournal.notes.fences import split
from kjournal.notes.fields import Fields, own_fields
from kjournal.notes.handler import NoteHandler
from kjournal.notes.header import Problem
from kjournal.notes.nodes import Mapping, Scalar
from kjournal.notes.reading import Reading, ReadSettings
from kjournal.notes.tasks import dated, promises
from kjournal.records.customer import Customer
from kjournal.records.spec import by_name
from kjournal.records.visit import Visit
from kjournal.words import _

Kind = Literal["customer", "visit"]
_DATED_NAME = re.compile(
    r"(\d{4}-\d{2}-\d{2}|\d{8}|\d{4}年\d{1,2}月\d{1,2}日)(?:[-_ ]*)(.*?)(?:[-_ ]\d{1,2})?"
)
_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\x85": "\n"})
_HAPPENED = (
    "people", "result", "orders", "payments", "returns", "adjustments", "gifts", "redeemed", "stock", "complaints",
    "adverse", "requests", "objections", "competitors", "costs", "time_use", "risk_signs", "market_signs", "favours",
    "shown", "satisfaction", "end", "lessons",
)  # fmt: skip
"""Fields that say that something happened (DOMAIN.md 3)."""


class Note(msgspec.Struct, frozen=True):
    """What one note says. Refused: `record` is None and a finding says why."""

    path: str
    kind: Kind
    record: Customer | Visit | None
    body: str = ""
    findings: tuple[Finding, ...] = ()
    places: dict[
        str, tuple[int, int, int, int]
    ] = {}  # where the values stand that other notes are held against

    @property
    def refused(self) -> bool:
        """Whether the note could not be read."""
        return self.record is None


def kind_of(path: str) -> Kind:
    """A note below `customers/` is a card, one below `visits/` a visit."""
    return "visit" if path.startswith("visits/") else "customer"


def stem(path: str) -> str:
    """The file's name without its ending."""
    return PurePosixPath(path).name.removesuffix(".md")


class NoteReader:
    """Reads notes under one set of settings."""

    def __init__(self, settings: ReadSettings) -> None:
        self.settings = settings
        self._own = {
            "customer": own_fields(dict(settings.customer_fields)),
            "visit": own_fields(dict(settings.visit_fields)),
        }

    def read(self, path: str, data: bytes) -> Note:
        """The note at `path` with the bytes `data`. Never raises for what a note holds."""
        decoded = decode(data)
        kind = kind_of(path)
        if decoded.problem:
            return Note(path, kind, None, findings=(_undecoded(path, decoded),))
        text = decoded.text
        odd = "\u2028" in text or "\u2029" in text or "\x85" in text
        if "\r" in text:
            odd = odd or "\r" in text.replace("\r\n", "")
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if odd:
            text = text.translate(_LINE_ENDS)
        lines = text.split("\n")
        reading = Reading(path, lines, self.settings)
        self._file_findings(reading, decoded, odd=odd)
        if (place := conflict(path, lines)) is not None:
            reading.add("KJ008", place)
            return Note(path, kind, None, findings=tuple(reading.findings()))
        return self._split(reading, lines, kind)

    @staticmethod
    def _file_findings(reading: Reading, decoded: Decoded, *, odd: bool) -> None:
        if decoded.encoding != "utf-8":
            reading.add("KJ003", None, encoding=decoded.encoding.upper())
        elif decoded.bom:
            reading.add("KJ004", None)
        if odd:
            reading.add("KJ011", None, kind="CR, U+2028, U+0085")

    def _split(self, reading: Reading, lines: list[str], kind: Kind) -> Note:
        path = reading.path
        parts = split(lines)
        if isinstance(parts, Problem):
            return self._unsplit(reading, parts, lines, kind)
        handler = NoteHandler()
        header, body = handler.cut(lines, parts)
        handler.load(header)
        if handler.problem is not None:
            _add(reading, handler.problem)
            return Note(path, kind, None, findings=tuple(reading.findings()))
        for repair in handler.repairs:
            if repair.code in {"KJ111", "KJ112", "KJ113", "KJ114"}:
                reading.again(
                    repair.code,
                    Place(path, repair.line, repair.column, repair.line, repair.column + 1),
                    **repair.args,
                )
            else:
                _add(reading, repair)
        mapping = handler.header or Mapping([], parts.begin + 1, 1)
        return self.record(reading, kind, mapping, body, handler.body_line)

    def _unsplit(self, reading: Reading, problem: Problem, lines: list[str], kind: Kind) -> Note:
        """No header. A dated visit may be one sentence under its file's name; an empty file says nothing."""
        path = reading.path
        if problem.code == "KJ007":
            reading.add("KJ007", None)
            return Note(path, kind, None, findings=tuple(reading.findings()))
        first = next((line for line in lines if line.strip()), "")
        bare_visit = (
            kind == "visit" and problem.code == "KJ101" and _DATED_NAME.fullmatch(stem(path)) is not None
        )
        if bare_visit and not re.match(r"[^\s:：]{1,12}[:：]|```|\{", first):
            return self.record(reading, kind, Mapping([], 1, 1), "\n".join(lines), 1)
        _add(reading, problem)
        return Note(path, kind, None, findings=tuple(reading.findings()))

    def record(self, reading: Reading, kind: Kind, mapping: Mapping, body: str, body_line: int) -> Note:
        """The record of a header and a body."""
        extra: dict[str, Any] = {}
        if kind == "customer":
            record: Customer | Visit = self._customer(reading, mapping, extra, body, body_line)
        else:
            record = self._visit(reading, mapping, extra, body, body_line)
        body = body.strip("\n")
        return Note(
            reading.path, kind, record, body, tuple(reading.findings(tuple(record.ignore))), reading.places
        )

    def _customer(
        self, reading: Reading, mapping: Mapping, extra: dict[str, Any], body: str, body_line: int
    ) -> Customer:
        fields = Fields(reading, self._own["customer"])
        found = fields.record(Customer, mapping, extra)
        name = found.get("name") or stem(reading.path)
        found["name"] = name
        if found.get("region"):
            found["region"] = self._region(found["region"])
        if "org" not in found and found.get("kind") != "内部":
            self._required(reading, mapping, found)
        if not found.get("phone") and not any(person.phone for person in found.get("contacts", ())):
            self._wanting(reading, mapping, found, "phone")
        if not found.get("address") and "org" not in found:
            self._wanting(reading, mapping, found, "address")
        found["promises"] = tuple(promises(reading, fields.values, body, body_line))
        return Customer(**found, extra=extra)

    def _required(self, reading: Reading, mapping: Mapping, found: dict[str, Any]) -> None:
        place = (
            Place(reading.path, mapping.line, 1, mapping.line, 1) if mapping.entries else Place(reading.path)
        )
        tried = {entry.code for entry in reading._found if entry.args.get("key") in {"class", "region"}}  # noqa: SLF001
        if "class" not in found and not tried:
            label = by_name(Customer)["class_"].label if "class_" in by_name(Customer) else "class"
            if "class_" not in found:
                reading.add("KJ201", place, label=label, key="class", example="村卫生室", fallback="其他")
        if "region" not in found:
            reading.add(
                "KJ201",
                place,
                label=by_name(Customer)["region"].label,
                key="region",
                example="向阳镇",
                fallback="未填",
            )

    @staticmethod
    def _wanting(reading: Reading, mapping: Mapping, found: dict[str, Any], name: str) -> None:
        if found.get("kind") == "内部" or found.get("status") in {"停业", "合并", "流失"}:
            return
        place = (
            Place(reading.path, mapping.line, 1, mapping.line, 1) if mapping.entries else Place(reading.path)
        )
        field = by_name(Customer)[name]
        reading.add("KJ215", place, label=field.label, key=field.key)

    def _region(self, region: str) -> str:
        """A bare 向阳镇 completed by the settings' prefix."""
        prefix = self.settings.region.strip("/")
        parts = [part for part in re.split(r"[/／\\>→\s]+", region) if part]
        whole = "/".join(parts)
        if not prefix or whole == prefix or whole.startswith(prefix + "/"):
            return whole
        known = prefix.split("/")
        for start in range(len(known)):
            tail = "/".join(known[start:])
            if whole == tail or whole.startswith(tail + "/"):
                return "/".join([*known[:start], whole]) if start else whole
        return f"{prefix}/{whole}"

    def _visit(
        self, reading: Reading, mapping: Mapping, extra: dict[str, Any], body: str, body_line: int
    ) -> Visit:
        fields = Fields(reading, self._own["visit"])
        dated_name = _DATED_NAME.fullmatch(stem(reading.path))
        named_day = read_day(dated_name[1]).value if dated_name else None
        reading.day = named_day
        reading.day = self._day(fields, mapping) or named_day
        found = fields.record(Visit, mapping, extra)
        if reading.day is None:
            place = (
                Place(reading.path, mapping.line, 1, mapping.line, 1)
                if mapping.entries
                else Place(reading.path)
            )
            if not any(entry.args.get("key") == "date" for entry in reading._found):  # noqa: SLF001
                label = by_name(Visit)["date"].label
                reading.add(
                    "KJ201",
                    place,
                    label=label,
                    key="date",
                    example="2026-11-20",
                    fallback=_("no visit at all"),
                )
        found["date"] = reading.day
        if not found.get("customer") and found.get("kind", "拜访") == "拜访" and dated_name:
            found["customer"] = dated_name[2].strip()
        stated = [
            dated(reading, promise, reading_node(mapping, "promises"))
            for promise in found.get("promises", ())
        ]
        found["promises"] = (*stated, *promises(reading, fields.values, body, body_line))
        if "status" not in found:
            happened = any(found.get(name) for name in _HAPPENED) or bool(body.strip())
            found["status"] = (
                "完成" if happened or found.get("kind") in {"区域事件", "活动", "日报"} else "计划"
            )
        found.setdefault("channel", "上门")
        return Visit(**found, extra=extra)

    @staticmethod
    def _day(fields: Fields, mapping: Mapping) -> date | None:
        """The visit's day, read before all else because other words count from it; its findings come later."""
        from kjournal.records.spec import by_key

        for key, node in mapping.entries:
            field = by_key(Visit).get(key.text)
            if field is not None and field.key == "date" and isinstance(node, Scalar):
                return read_day(node.text.strip(), near=fields.reading.day).value
        return None


def reading_node(mapping: Mapping, name: str) -> Scalar | None:
    """The key of a field in a header, for findings about the field as a whole."""
    from kjournal.records.spec import by_key

    known = by_key(Visit)
    return next(
        (key for key, _node in mapping.entries if (f := known.get(key.text)) and f.name == name), None
    )


def _add(reading: Reading, problem: Problem) -> None:
    place = Place(reading.path)
    if problem.line:
        line = reading.lines[problem.line - 1] if problem.line <= len(reading.lines) else ""
        place = Place(
            reading.path,
            problem.line,
            problem.column,
            problem.line,
            max(len(line.rstrip()) + 1, problem.column + 1),
        )
    reading.add(problem.code, place, **problem.args)


_DECODE_CODES = {"nul": "KJ006", "nul-tail": "KJ006"}


def _undecoded(path: str, decoded: Decoded) -> Finding:
    """Why a note's bytes are no text."""
    args = {name: str(value) for name, value in decoded.args.items()}
    line, column = int(decoded.args.get("line", 0)), int(decoded.args.get("column", 0))
    code = _DECODE_CODES.get(decoded.problem, "KJ005")
    reasons = {
        "binary": _("it is another kind of file ({kind})"),
        "truncated": _("the last character is cut off (byte {byte})"),
        "surrogates": _("line {line}, byte {byte} is not valid UTF-8 (CESU-8)"),
        "not-utf8": _("line {line}, byte {byte} is not valid UTF-8"),
    }
    template = reasons.get(decoded.problem, decoded.problem)
    reason = template.format_map({"line": "?", "byte": "?", "kind": "?", **args})
    known = {"reason": reason, "count": args.get("count", "?"), "path": path}
    wanted = {
        name: known[name] for name in known if "{" + name + "}" in CODES[code].message + CODES[code].remedy
    }
    return Finding(code, (Place(path, line, column, line, column + 1 if column else 0),), wanted)
