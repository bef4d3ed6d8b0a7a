"""Short texts, names, choices and telephone numbers out of a scalar."""

from __future__ import annotations

import re
import unicodedata

from kjournal.dates.numerals import ONES
from kjournal.findings.codes import CODES, covers
from kjournal.findings.finding import Fix
from kjournal.notes.edits.links import Link
from kjournal.notes.nodes import Node, Scalar, Sequence, span
from kjournal.notes.reading import Reading
from kjournal.notes.values import spelling
from kjournal.patterns import regex
from kjournal.records.choices import Choices
from kjournal.records.spec import PROSE, TEXT, Field
from kjournal.records.template import HINTS
from kjournal.remembering import remembered
from kjournal.words import _
from kjournal.words.folding import fold, nearest

_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "＂": "＂", "”": "”", "'": "'", '"': '"'}
_QUOTED_LIMIT = 40
_NEAR_LIMIT = 40
_WIDE_HASH = regex(r"\s＃.*")
_CUT_OFF = regex(r"\s+#+([^#\s].*)")
_BEHIND_HASH = regex(r"\s*#+\s*(\S.*)")
_COUNTED = regex(f"[0-9]|[两十百{ONES}]+[盒瓶袋件箱包支条罐桶提张份元块万]")
_EXAMPLE = regex("示?例|比?如|写法|格式|e.g.|for example", re.IGNORECASE)
YES = frozenset(["是", "有", "对", "√", "✓", "☑", "yes", "y", "true", "1", "on"])
NO = frozenset(["否", "无", "不是", "没有", "不", "×", "✗", "x", "no", "n", "false", "0", "off"])
_NONE = frozenset([
    "无", "没有", "暂无", "没", "未", "否", "暂时没有", "目前没有", "未发现", "没发现", "未发生", "没发生", "未见",
    "-", "--", "/", "none", "n/a", "na", "nil", "no",
])  # fmt: skip
_SAYS_MORE = regex("[一-鿿0-9A-MO-Za-mo-z](?<![无没暂未否目])")
"""The first sign of nearly every text: none of those words begins with it, and it stays what it is when folded."""
_WEIGHTY = frozenset(["adverse", "escalate", "dislikes", "health", "lessons"])
"""Texts of which the mere presence has consequences; a remark may well say 无."""
_TURNING = regex("[不没未非无别已0-9一二三四五六七八九十两半]")
"""Signs that make another word of a word: a guess may neither add nor drop nor change one."""
_BELOW_ZERO = regex(r"[-+]\s*[0-9]")
_WIDE_IN_NUMBERS = str.maketrans(
    "０１２３４５６７８９＋－　" + "\u2010\u2011\u2012\u2013\u2014\u2212", "0123456789+- " + "-" * 6
)
_NUMBER = (
    r"(?:(?:(?:00|\+)?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}"
    r"|(?:(?:(?:00|\+)?86[- ]?)?0[0-9]{2,3}[- ]?[0-9]|[2-9])[0-9]{2,3}[- ]?[0-9]{4}(?:[-转][0-9]{1,6})?"
    r"|[48]00[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}|[1-9][0-9]{4,5})"
)
_NUMBERS = regex(rf"{_NUMBER}(?: +{_NUMBER})*")
_BRACKETS = regex(r"[（(\[【]([^（(\[【）)\]】]*)[）)\]】]")
_LABEL = regex(r"[^\x00-\x7f转]+[:：]?|[A-Za-z]+[:：]?")
_EXTENSION = regex(r"(?<=[0-9])\s*(?:分机号?|转|[Ee][Xx][Tt]\.?|[*#])[:：]?\s*(?=[0-9])")
_BETWEEN = regex(r"[/|、,;；，\n]")
UNSEEN = r"\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
INVISIBLE = regex(
    rf"[{UNSEEN}]"
    r"|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d"
)
"""Characters that nobody sees: zero-width ones, direction marks, soft hyphens; not the joiner inside an emoji."""


@remembered(1 << 12)
def narrow(text: str) -> str:
    """`text` with wide forms made plain and invisible characters dropped."""
    if text.isascii():
        return text.strip()
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()


def short(reading: Reading, field: Field, scalar: Scalar) -> str:
    """A scalar as one line: quotes around it, line breaks, and what nobody sees are left out."""
    text = scalar.text
    if scalar.plain and reading.hashes:
        cut_off(reading, field, scalar)
    if reading.invisible:
        text = INVISIBLE.sub("", text)
    text = text.strip()
    if "\n" in text:
        text = " ".join(text.split())
        reading.add_for("KJ219", field, scalar, fix=spelling.one_line(reading, scalar, text))
    if text and scalar.plain and text[0] in _QUOTES:
        return _unquoted(reading, field, scalar, text)
    return text


def _unquoted(reading: Reading, field: Field, scalar: Scalar, text: str) -> str:
    """A value without the Chinese quotation marks around it; those within it stay."""
    inner = text[1:-1]
    if (
        not (2 < len(text) <= _QUOTED_LIMIT)
        or _QUOTES[text[0]] != text[-1]
        or text[0] in inner
        or text[-1] in inner
    ):
        return text
    inner = inner.strip()
    reading.add_for("KJ210", field, scalar, fix=reading.rewrite(scalar, inner), value=text)
    return inner


def cut_off(reading: Reading, field: Field, scalar: Scalar) -> None:
    """A plain value behind which a `#` cut something off that does not look like a comment, or with a wide one in it."""
    if (wide := _WIDE_HASH.search(scalar.text)) is not None:
        reading.add_for("KJ231", field, scalar, fix=_remark(reading, scalar, wide), value=wide[0].strip())
    line = reading.lines[scalar.end_line - 1]
    match = _CUT_OFF.match(line, scalar.end_column - 1)
    if match:
        guess = spelling.with_what_was_cut_off(reading, scalar)
        reading.add_for("KJ209", field, scalar, fix=guess, value=match[1].strip())


def behind_hash(reading: Reading, field: Field, scalar: Scalar) -> None:
    """What stands behind a `#` where a line of business was to be: `收款:  # 500 现金`, as beginners fill in a template.

    With a blank behind the `#` it is a remark, and every template note has one: the example that shows how to write
    the line. Only what has a figure in it, and is no example, was lost.
    """
    if not (scalar.empty and reading.hashes):
        return
    match = _BEHIND_HASH.match(reading.lines[scalar.end_line - 1], scalar.end_column - 1)
    said = match[1].strip() if match else ""
    glued = bool(match and match[0].endswith(f"#{match[1]}"))
    if said and (glued or (_COUNTED.search(narrow(said)) and not _EXAMPLE.match(said) and said not in HINTS)):
        reading.add_for("KJ209", field, scalar, value=said)


def _remark(reading: Reading, scalar: Scalar, wide: re.Match[str]) -> Fix | None:
    """The guess that a wide ＃ was meant to begin a remark."""
    said = scalar.text[: wide.start()] + " # " + wide[0].strip("＃ \t\u3000")
    shown = reading.rewrite(scalar, scalar.text) if wide.start() else None
    return spelling.whole(reading, scalar, said, safe=False) if shown else None


def text(reading: Reading, field: Field, scalar: Scalar, _key: str) -> str | None:
    """One line of text."""
    return short(reading, field, scalar) or None


def prose(reading: Reading, field: Field, scalar: Scalar, _key: str) -> str | None:
    """Text to the letter."""
    if scalar.plain and reading.hashes:
        cut_off(reading, field, scalar)
    return scalar.text or None


def says_none(field: Field, node: Node) -> bool:
    """Whether a value says that there is none, where one is read as a thing: 订货: 无, 不良反应: 没有."""
    if isinstance(node, Sequence):
        return len(node.items) == 1 and says_none(field, node.items[0])
    if not isinstance(node, Scalar):
        return False
    listed = field.record is not None or field.each is not None
    if not listed and not (field.name in _WEIGHTY and field.type in {TEXT, PROSE}):
        return False
    if len(node.text) > _NEAR_LIMIT or _SAYS_MORE.match(node.text):
        return False
    said = narrow(node.text).lower().strip(" 。.!;,()“”「」")
    if field.choices is not None and field.choices.read(said) is not None:
        return False
    named = next((word for word in (field.label, *field.also) if said.endswith(word)), "")
    return said in _NONE or said.removesuffix(named) in _NONE


def link(reading: Reading, field: Field, scalar: Scalar, _key: str) -> str | None:
    """A customer as it is named; `[[name|shown]]` gives the name."""
    said = short(reading, field, scalar)
    if said.startswith("[[") and said.endswith("]]"):
        said = said[2:-2].partition("|")[0].strip()
    if said:
        reading.links.append(Link(field.name, said, *span(scalar), whole=scalar.plain))
    return said or None


def choice(reading: Reading, field: Field, scalar: Scalar, _key: str) -> str | None:
    """One of the field's values."""
    choices = reading.classes if field.name == "class_" else field.choices
    assert choices is not None  # noqa: S101  a choice is declared with its table
    said = short(reading, field, scalar)
    below = choices.numbered and _BELOW_ZERO.match(narrow(said)) is not None
    value = None if below else choices.read(said)
    if value is not None:
        if said not in choices.written:
            reading.add_for(
                "KJ221", field, scalar, fix=reading.rewrite(scalar, value), value=said, read=value
            )
        return value
    best = None if below else _nearest(choices, said)
    advice = _("did you mean {word}?").format(word=best) if best else ""
    guess = reading.rewrite(scalar, best, safe=False) if best else None
    if best and choices.nearest:  # what else the words say would be lost, so it is no safe fix
        reading.add_for("KJ221", field, scalar, fix=guess, value=said, read=best)
        return best
    if choices.open:
        if best:
            reading.add_for("KJ223", field, scalar, fix=guess, value=said, nearest=advice)
        return said or None
    listed = _("one of: {words}").format(words=_(", ").join(choices.values))
    reading.add_for("KJ202", field, scalar, fix=guess, value=said, nearest=advice or listed)
    return None


def _nearest(choices: Choices, said: str) -> str | None:
    """The value that a word was hardly meant not to be: one that it begins with, else the nearest.

    没拜访 is near to 待拜访 and means the contrary: what a negation or a figure sets apart is never proposed.
    """
    if not 0 < len(said) <= _NEAR_LIMIT:
        return None
    folded = fold(said)
    turning = _TURNING.findall(folded)
    alike = [
        word for word in (*choices.values, *choices.spellings) if _TURNING.findall(fold(word)) == turning
    ]
    begun = [word for word in alike if len(word) > 1 and folded.startswith(fold(word))]
    close = [max(begun, key=len)] if begun else nearest(said, alike, 1)
    return choices.read(close[0]) if close else None


def code(reading: Reading, field: Field, scalar: Scalar) -> None:
    """A word of a note's `ignore` that names neither a code nor a family: it silences nothing."""
    said = scalar.text.strip()
    if not said or any(covers((said,), one) for one in CODES):
        return
    close = nearest(said, CODES, 1)
    advice = (
        _("did you mean {word}?").format(word=close[0])
        if close
        else _("write the code that stands behind the finding, for example KJ203")
    )
    reading.add_for("KJ236", field, scalar, value=said, nearest=advice)


def score(reading: Reading, field: Field, scalar: Scalar, key: str) -> int | None:
    """1 to 5, or a word for it."""
    value = choice(reading, field, scalar, key)
    return int(value) if value else None


def yes_no(reading: Reading, field: Field, scalar: Scalar, _key: str) -> bool | None:
    """是 or 否, and the other words for them."""
    said = short(reading, field, scalar)
    word = narrow(said).lower()
    if word in YES or word in NO:
        return word in YES
    listed = _("one of: {words}").format(words=_(", ").join(("是", "否")))
    reading.add_for("KJ202", field, scalar, value=said, nearest=listed)
    return None


def is_yes(word: str) -> bool | None:
    """What a word says; None where it is no such word."""
    word = narrow(word).lower()
    return True if word in YES else False if word in NO else None


def phone(reading: Reading, field: Field, scalar: Scalar, _key: str) -> str | None:
    """Telephone numbers, as typed but for wide digits."""
    said = short(reading, field, scalar)
    if not said:
        return None
    shown = said.translate(_WIDE_IN_NUMBERS)
    if shown != said:
        fix = reading.rewrite(scalar, shown)
        reading.add_for("KJ217", field, scalar, fix=fix, value=said, read=shown)
    for typed in _BETWEEN.split(shown):
        if not _is_number(typed) and (typed == shown or re.search(r"[0-9]", typed)):
            reading.add_for("KJ211", field, scalar, value=typed.strip())
            break
    return shown


def _is_number(typed: str) -> bool:
    """Whether a text is one number or several, with words beside them."""
    bare = _BRACKETS.sub(lambda found: found[1] if found[1].isdigit() else " ", _EXTENSION.sub("转", typed))
    return _NUMBERS.fullmatch(_LABEL.sub(" ", bare).replace(".", "").strip()) is not None
