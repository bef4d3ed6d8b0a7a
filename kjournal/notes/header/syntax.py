"""libyaml's complaints in our words, at the place where the mistake begins: libyaml stumbles behind it."""

from __future__ import annotations

from collections.abc import Callable

import yaml
from yaml.reader import ReaderError

from kjournal.findings.finding import Edit, Fix
from kjournal.notes.header.keys import is_key, second_field, takes_list
from kjournal.notes.header.quotes import in_quotes, shown
from kjournal.notes.nodes import Node, Scalar
from kjournal.notes.problem import Problem
from kjournal.patterns import regex
from kjournal.words import _

# Possessive and atomic: there is no way back over a long run of blanks or hyphens.
_FIELD = regex(r"\s*+(?>(?:- ++)*)(?P<key>[^\s:#][^:]*+):(?:\s|$)")
_APART = " \u3000\t,，;；、."  # what stands between a name and a value where the colon is missing
_NAMELESS = regex(r"\s*(?:- +)*[:：]\s*")


def no_fields(node: Node, text: str, first: int) -> Problem:
    """A header that is a list or a text, and no fields."""
    if isinstance(node, Scalar):
        remedy = _("write each field as  key: value")
    else:
        remedy = _("write the fields without - in front of them:  key: value")
    line = text.split("\n")[node.line - first]
    return Problem("KJ110", node.line, node.column, {"remedy": remedy}, len(line) + 1)


def with_advice(problem: Problem, text: str, first: int) -> Problem:
    """A problem of our own strict parse with the line as it should be, or the edit that mends it."""
    lines = text.split("\n")
    line = lines[problem.line - first]
    if problem.code in {"KJ106", "KJ107"}:
        return problem._replace(args={"text": shown(in_quotes(line))})
    if problem.code == "KJ110" and "{{" in line:
        args = {
            "reason": _("a placeholder of the template stands in it"),
            "remedy": _("write the value in its place"),
        }
        return Problem("KJ104", problem.line, line.index("{{") + 1, args)
    if problem.code == "KJ105":
        problem = problem._replace(args={**problem.args, "remedy": _twice(problem.args["key"])})
        if _same(lines, problem, first):
            return problem._replace(fix=Fix((Edit(problem.line, 1, problem.line + 1, 1, ""),)))
    return problem


def _twice(key: str) -> str:
    """What to do about a field that is written twice: the lines of two lists belong into one."""
    if takes_list(key):
        return _("put all lines under one {key}:").format(key=key)
    return _("keep one of them; where two people changed the note, a merge may have left both")


def _same(lines: list[str], problem: Problem, first: int) -> bool:
    """Whether a line that stands twice says the same both times, and nothing more below."""
    number = problem.line - first
    line = lines[number].rstrip()
    following = next((below for below in lines[number + 1 :] if below.strip()), "")
    ends = following[:1] not in {" ", "\t", "-", "\u3000"}
    return ends and line == lines[int(problem.args["first"]) - first].rstrip() and line.count(":") == 1


def explain(error: yaml.YAMLError, text: str, first: int, last: Scalar | None) -> Problem:
    """Why a header was refused; `last` is the text that libyaml read last, `first` the file's line of `text`."""
    complaint = _Complaint(error, text, first, last)
    return next(found for rule in _RULES if (found := rule(complaint)) is not None)


class _Complaint:
    """One complaint and the header it is about; lines and columns count from 1, lines in the header."""

    def __init__(self, error: yaml.YAMLError, text: str, first: int, last: Scalar | None) -> None:
        self.lines = text.split("\n")
        self.first = first
        self.last = last
        self.said = str(getattr(error, "problem", None) or error)
        self.context = str(getattr(error, "context", None) or "")
        mark = getattr(error, "problem_mark", None)
        self.line, self.column = self._place(mark)
        self.begin, self.begin_column = self._place(getattr(error, "context_mark", None) or mark)
        if isinstance(error, ReaderError):
            before = text[: text.find(chr(error.character))]
            self.line, self.column = before.count("\n") + 1, len(before) - before.rfind("\n")

    def _place(self, mark: yaml.Mark | None) -> tuple[int, int]:
        """A mark; one behind the end of the header is at the end of its last line."""
        if mark is None:
            return 1, 1
        if mark.line < len(self.lines):
            return mark.line + 1, mark.column + 1
        return len(self.lines), len(self.lines[-1]) + 1

    def text(self, line: int) -> str:
        """One line of the header."""
        return self.lines[line - 1]

    def sign(self, line: int, column: int) -> str:
        """The character at a place."""
        return self.text(line)[column - 1 : column]

    def problem(self, code: str, line: int, column: int, **args: str) -> Problem:
        """A problem from here to the end of the line."""
        return Problem(code, line + self.first - 1, column, args)

    def refuse(self, line: int, column: int, reason: str, remedy: str, text: str = "") -> Problem:
        """A line that is not understood; `text` is what stands for {text} in the remedy, hidden where it is secret."""
        args = {"reason": reason, "remedy": remedy, "text": shown(text)}
        return self.problem("KJ104", line, column, **(args if text else {"reason": reason, "remedy": remedy}))

    def unclosed(self, code: str, line: int, column: int, sign: str, **args: str) -> Problem:
        """A mark without its other half, which may be missing at the end of the line or further down."""
        text = self.text(line).rstrip()
        if self.goes_on(line):
            return self.problem(code, line, column, **args, text=sign)
        edit = Edit(self.place(line), len(text) + 1, self.place(line), len(text) + 1, sign)
        found = self.problem(code, line, column, **args, text=shown(text + sign))
        return found._replace(fix=Fix((edit,), safe=False))

    def place(self, line: int) -> int:
        """A line's number in the file."""
        return line + self.first - 1

    def whole_in_quotes(self, line: int, column: int, reason: str) -> Problem:
        """A value that needs quotes, or the form for longer texts where it goes on below."""
        text = self.text(line)
        if self.goes_on(line):
            remedy = _("write  {text}  and the value on the lines below, each with two blanks in front of it")
            return self.refuse(line, column, reason, remedy, f"{self.key(line)}: |")
        return self.refuse(line, column, reason, _("put the whole value in quotes:  {text}"), in_quotes(text))

    def goes_on(self, line: int) -> bool:
        """Whether lines further right follow."""
        below = self.lines[line] if line < len(self.lines) else ""
        margin = len(self.text(line)) - len(self.text(line).lstrip())
        return bool(below.strip()) and len(below) - len(below.lstrip()) > margin and not self.key(line + 1)

    def key(self, line: int) -> str:
        """The field's name on a line; empty where there is none."""
        match = _FIELD.match(self.text(line))
        return match["key"].rstrip(" ") if match else ""

    def begins_wrong(self, line: int, column: int) -> Problem:
        """A value whose first sign means something else in YAML."""
        sign = self.sign(line, column)
        if sign == "\t":
            return self.refuse(line, column, _("a tab"), _("use two blanks for each step"))
        reason = _("a value cannot begin with {sign}").format(sign=sign)
        return self.whole_in_quotes(line, column, reason)

    def margin(self, line: int) -> Problem:
        """A line that begins further left or right than those it belongs to."""
        column = len(self.text(line)) - len(self.text(line).lstrip()) + 1
        return self.refuse(
            line, column, _("it begins further left or right than its neighbours"),
            _("begin the fields that belong together in the same column"),
        )  # fmt: skip

    def no_colon(self, line: int) -> Problem:
        """A line that is no field."""
        text = self.text(line)
        column = len(text) - len(text.lstrip()) + 1
        if (known := _known_key(text)) is not None:
            key, end, begin = known
            edit = Edit(self.place(line), end + 1, self.place(line), begin + 1, ": ")
            remedy = _("write the colon:  {text}")
            found = self.refuse(line, column, _("the colon is missing"), remedy, f"{key}: {text[begin:]}")
            return found._replace(fix=Fix((edit,), safe=False))
        found = self.refuse(
            line, column, _("it has no colon with a blank behind it"),
            _("write it as  key: value, or move it below the second ---"),
        )  # fmt: skip
        if line == 1 or column > 1 or not self.key(line - 1):
            return found
        remedy = _(
            "put two blanks in front of it if it belongs to the line above, or move it below the second ---"
        )
        edit = Edit(self.place(line), 1, self.place(line), 1, "  ")
        return found._replace(args={**found.args, "remedy": remedy}, fix=Fix((edit,), safe=False))


def _known_key(line: str) -> tuple[str, int, int] | None:
    """The field's name at the beginning of a line without a colon, where it ends, and where the value begins."""
    said = line.lstrip(" -")
    start = len(line) - len(said)
    for length in range(min(len(said) - 1, 20), 1, -1):
        behind = said[length:]
        apart = behind[0] in _APART or (behind[0].isdigit() and not said[length - 1].isascii())
        if apart and is_key(said[:length]):
            value = behind.lstrip(_APART)
            return (said[:length], start + length, len(line) - len(value)) if value else None
    return None


def _control(it: _Complaint) -> Problem | None:
    if "unacceptable character" not in it.said:
        return None
    return it.refuse(
        it.line, it.column, _("a character that nobody sees"), _("delete it, or type the line anew")
    )


def _quotes(it: _Complaint) -> Problem | None:
    """A quotation mark without an end: the text runs to the next mark, lines below, or to the end."""
    if "quoted scalar" in it.context:
        if "escape" in it.said:
            remedy = _("write two \\ for each, or leave the quotes out")
            return it.refuse(it.line, it.column, _("a \\ between double quotes"), remedy)
        return it.unclosed("KJ117", it.begin, it.begin_column, it.sign(it.begin, it.begin_column))
    last = it.last
    if last is None or last.plain or not last.line < last.end_line == it.line + it.first - 1:
        return None
    line = last.line - it.first + 1
    sign = it.sign(line, last.column)
    return it.unclosed("KJ117", line, last.column, sign) if sign in {'"', "'"} else None


def _brackets(it: _Complaint) -> Problem | None:
    if "flow node" in it.context:
        written = [(number, line.rstrip()) for number, line in enumerate(it.lines, 1) if line.strip()]
        number, last = written[-1] if written else (1, "")
        if last.endswith(("[", "{")):  # a bracket with nothing behind it, then the fence
            return it.unclosed("KJ118", number, len(last), "]" if last[-1] == "[" else "}", bracket=last[-1])
        return it.refuse(it.line, it.column, _("nothing between two commas"), _("delete one of the commas"))
    if "flow sequence" not in it.context and "flow mapping" not in it.context:
        return None
    bracket, end = ("[", "]") if "sequence" in it.context else ("{", "}")
    if end not in it.text(it.begin)[it.begin_column :]:
        return it.unclosed("KJ118", it.begin, it.begin_column, end, bracket=bracket)
    reason = _("something between the brackets is not understood")
    return it.refuse(it.line, it.column, reason, _("put each item that holds signs in quotes"))


def _anchors(it: _Complaint) -> Problem | None:
    said = f"{it.context} {it.said}"
    if "alias" in said or "anchor" in said:
        return it.problem("KJ106", it.begin, it.begin_column, text=shown(in_quotes(it.text(it.begin))))
    if " tag" in said:
        return it.problem("KJ107", it.begin, it.begin_column, text=shown(in_quotes(it.text(it.begin))))
    return None


def _two_colons(it: _Complaint) -> Problem | None:
    """A colon and a blank where no field may begin: in a value, or the end of a text that began lines above."""
    if "mapping values are not allowed" not in it.said:
        return None
    last = it.last
    if last is not None and last.plain and last.end_line > last.line:
        begun = last.line - it.first + 1
        return it.margin(it.line) if it.key(begun) else it.no_colon(begun)
    if not it.key(it.line):
        return it.margin(it.line)
    text, key = it.text(it.line), it.key(it.line)
    begin = text.index(":") + 1
    second = second_field(key, text[begin:])
    if second is None:
        return it.whole_in_quotes(it.line, it.column, _("a second colon in the value"))
    indent = " " * (len(text) - len(text.lstrip(" -")))
    end, start = begin + second.end, begin + second.begin
    remedy = _("write each on a line of its own; the second line is  {text}")
    found = it.refuse(it.line, start + 1, _("two fields on one line"), remedy, text[start:])
    edit = Edit(it.place(it.line), end + 1, it.place(it.line), start + 1, f"\n{indent}")
    return found._replace(fix=Fix((edit,), safe=False))


def _signs(it: _Complaint) -> Problem | None:
    """Signs with a meaning of their own at the beginning of a value."""
    if "cannot start any token" in it.said or "not allowed in this context" in it.said:
        return it.begins_wrong(it.line, it.column)
    if "block scalar" in it.context or "directive" in it.context:
        return it.begins_wrong(it.begin, it.begin_column)
    if "tab character" in it.said:
        return it.begins_wrong(it.line, max(it.text(it.line).find("\t") + 1, 1))
    return None


def _places(it: _Complaint) -> Problem | None:
    """A line, or the rest of one, where a field should begin."""
    if "could not find expected ':'" in it.said:
        return it.no_colon(it.begin)
    if "block mapping" not in it.context and "block collection" not in it.context:
        return None
    line = it.text(it.line)
    if _NAMELESS.match(line):
        return it.problem("KJ116", it.line, len(line) - len(line.lstrip()) + 1)
    if line[: it.column - 1].strip(" -"):
        reason = _("text behind the closing {sign}").format(sign=line[: it.column - 1].rstrip()[-1])
        if takes_list(it.key(it.line)):
            return it.refuse(
                it.line, it.column, reason, _("put all items between the brackets, or leave them out")
            )
        return it.whole_in_quotes(it.line, it.column, reason)
    return it.margin(it.line) if it.key(it.line) or line.strip().startswith("-") else it.no_colon(it.line)


def _other(it: _Complaint) -> Problem:
    return it.refuse(it.line, it.column, _("it is no field"), _("write it as  key: value"))


_RULES: tuple[Callable[[_Complaint], Problem | None], ...] = (
    _control, _quotes, _brackets, _anchors, _two_colons, _signs, _places, _other,
)  # fmt: skip
