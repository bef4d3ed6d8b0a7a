"""A family in a line: who belongs to it; what is said of a child stays with the child's name, which is secret."""

from __future__ import annotations

import re
from typing import Any

from kjournal.dates.typed import is_day
from kjournal.notes.nodes import Scalar
from kjournal.notes.reading import Reading
from kjournal.notes.values import typed
from kjournal.patterns import regex
from kjournal.records import spec
from kjournal.records.people import FamilyMember
from kjournal.records.secrecy import is_child
from kjournal.words.folding import fold

_CLAUSE = regex(r"[^、，,；;。\n]+")
_WORD = regex(r"[^\s\u3000（）()]+")
_KEYED = regex(r"([^=＝:：]{1,12})[=＝:：](.+)", re.DOTALL)
_RELATION = regex(
    r"(?:她|他|有|家有)?(妻子?|老婆|爱人|丈夫|老公|先生|太太|父亲|爸爸?|母亲|妈妈?|岳父|岳母|公公|婆婆|爷爷|奶奶|外公|外婆|父母|哥哥?|弟弟?|姐姐?|妹妹?"
    r"|[大小二三长独双两]?(?:胞胎)?(?:个)?(?:儿子|女儿|孩子|孙子|孙女|外孙女?|娃娃?|崽|儿媳|女婿))[:：]?"
)
_CHILD = regex(r"[儿女孩孙娃崽仔囡]|宝宝|小朋友|学生|上学|读书")
_SCHOOL = regex(
    r"(?:在?[上读念]|就读)?(幼儿园|托班|[小中大]班|小学(?:[一二三四五六]年级)?|[一二三四五六七八九]年级|初中|初[一二三]|高中|高[一二三]"
    r"|大[一二三四]|大学|研究生|中专|大专|职高|技校)"
)


def family_line(reading: Reading, scalar: Scalar) -> list[dict[str, Any]]:
    """The members of a family that a text names: a clause that begins with a relation begins another one."""
    members: list[list[Scalar]] = []
    for match in _CLAUSE.finditer(scalar.text):
        said = match[0].strip()
        if not said:
            continue
        clause = scalar.part(said, scalar.column + match.start() + len(match[0]) - len(match[0].lstrip()))
        if members and not _RELATION.match(said):
            members[-1].append(clause)
        else:
            members.append([clause])
    return [found for clauses in members if (found := _member(reading, clauses))]


def _member(reading: Reading, clauses: list[Scalar]) -> dict[str, Any]:
    """One member: the relation by its word; a child's other words are its name, an adult's the note."""
    first = clauses[0]
    match = _RELATION.match(first.text)
    relation = match[1] if match else ""
    behind = first.part(first.text[match.end() :], first.column + match.end()) if match else first
    found: dict[str, Any] = {}
    rest: list[str] = []
    clauses = [behind, *clauses[1:]]
    child = is_child(relation) or any(_CHILD.search(clause.text) for clause in clauses)
    for clause in clauses:
        if child:
            reading.keep_secret(clause)
        rest += [word[0] for word in _WORD.finditer(clause.text) if not _placed(reading, clause, word, found)]
    if child and not is_child(relation):  # 老婆和儿子小明: of one who is no child everything would be shown
        return {"name": " ".join(clause.text for clause in (first, *clauses[1:]))}
    if relation:
        found["relation"] = relation
    if rest:
        field = "name" if child and "name" not in found else "note"
        found[field] = " ".join(rest)
    return found


def _placed(reading: Reading, clause: Scalar, word: re.Match[str], found: dict[str, Any]) -> bool:
    """Whether a word fills a field."""
    known = spec.by_key(FamilyMember)
    at = clause.part(word[0], clause.column + word.start())
    keyed = _KEYED.fullmatch(word[0])
    field = (known.get(keyed[1]) or known.get(fold(keyed[1]))) if keyed else None
    if keyed and field is not None:
        at = at.part(keyed[2], at.column + keyed.start(2))
    elif is_day(word[0]):
        field = spec.by_name(FamilyMember)["birthday"]
    elif school := _SCHOOL.fullmatch(word[0]):
        return found.setdefault("school", school[1]) == school[1]
    if field is None or field.name in found:
        return False
    value = typed.read(reading, field, at, keyed[1] if keyed else "")
    if value is not None:
        found[field.name] = value
    return True
