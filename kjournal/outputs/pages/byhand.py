"""Markdown that most bodies are made of, drawn by hand: paragraphs, flat lists, headings, bold words and dates.

To the letter as the converter draws it, in a tenth of its time; what only the converter can tell is left to it.
"""

import re
from collections.abc import Iterator

from kjournal.outputs.pages.parts import PLAIN_DATE
from kjournal.patterns import regex

_BETWEEN = regex(r"\n{2,}")
_BOLD = regex(r"\*\*(\w(?:[^*\n]*\w)?)\*\*")
_BOX = regex(r"\[[ x]\] ")
_ITEM = {"ul": regex(r"- "), "ol": regex(r"\d{1,9}\. ")}
_HEADING = regex(r"(#{1,6}) ?([^#\n]+)(?:\n|\Z)")
_SIZED = regex(r"(</?h)(\d)")
_FIRST_HEADING, _DEEPEST_HEADING = 4, 6  # the page's own outline takes h1 to h3
# In what is left of a line: anything that Markdown, HTML or the sanitiser could take for more than a letter. A
# pattern that begins with a class: such a one is looked for several times as fast.
_MARKS = regex(r"[`*_\[\]#|<>&\\\x00-\x09\x0b-\x1f\x7f-\x9f\xa0\ufeff\ufffe\uffff]")
_BEGUN = regex(r"[-+]|\d+\.")


class _MarkedError(Exception):
    """There is more in it than can be drawn by hand."""


def drawn(text: str) -> str | None:
    """`text` as HTML; None where the converter is needed."""
    try:
        made = "\n".join(_blocks(text.strip("\n")))
    except _MarkedError:
        return None
    return _outlined(made) if "<h" in made else made


def _blocks(text: str) -> Iterator[str]:
    """Each paragraph, list and heading; a list right behind another one of its kind goes on with it."""
    tag, items = "", list[str]()
    for part in _BETWEEN.split(text) if "\n\n\n" in text else text.split("\n\n"):
        rest = part
        while heading := _HEADING.match(rest):
            yield from _listed(tag, items)
            level, tag = len(heading[1]), ""
            yield f"<h{level}>{_inline(heading[2])}</h{level}>"
            rest = rest[heading.end() :]
        if not rest:
            continue
        kind = "ul" if rest.startswith("- ") else "ol" if rest.startswith("1. ") else ""
        more = list(_items(rest, _ITEM[kind])) if kind else []
        if kind and kind == tag:
            items = [*items[:-1], _apart(items[-1]), _apart(more[0]), *more[1:]]
            continue
        yield from _listed(tag, items)
        tag, items = kind, more
        if not kind:
            yield f"<p>{_inline(rest)}</p>"
    yield from _listed(tag, items)


def _listed(tag: str, items: list[str]) -> Iterator[str]:
    """The list that ends here, if any."""
    if tag:
        drawn = "".join(f"<li>{item}</li>\n" for item in items)
        yield f"<{tag}>\n{drawn}</{tag}>"


def _apart(item: str) -> str:
    """An item beside an empty line is a paragraph."""
    if not item.strip():
        raise _MarkedError
    return item if item.startswith("\n") else f"\n<p>{item}</p>\n"


def _items(text: str, sign: re.Pattern[str]) -> Iterator[str]:
    for line in text.split("\n"):
        begun = sign.match(line)
        if begun is None:
            raise _MarkedError
        item = line[begun.end() :]
        box = _BOX.match(item)
        yield box[0] + _inline(item[box.end() :]) if box else _inline(item)


def _inline(text: str) -> str:
    """Line breaks, dates and bold words."""
    if "**" in text:
        plain, text = _BOLD.sub(_bare, text), _BOLD.sub(_strong, text)
    else:
        plain = text
    if _MARKS.search(plain):
        raise _MarkedError
    for line in plain.split("\n"):
        if line.strip() != line or _BEGUN.match(line):
            raise _MarkedError
    if "-" in text:
        text = PLAIN_DATE.sub(_whole, text)
    return text.replace("\n", "<br>\n")


def _bare(match: re.Match[str]) -> str:
    return match[1]


def _strong(match: re.Match[str]) -> str:
    return f"<strong>{match[1]}</strong>"


def _whole(match: re.Match[str]) -> str:
    return f'<span class="d">{match[0]}</span>'


def _outlined(made: str) -> str:
    """The headings below those of the page."""
    up = _FIRST_HEADING - min(int(one[2]) for one in _SIZED.finditer(made))
    return _SIZED.sub(lambda one: f"{one[1]}{min(_DEEPEST_HEADING, int(one[2]) + up)}", made)
