"""Bodies of notes: Markdown as reps write it to HTML that is safe to stand on a page.

Reps write prose, not Markdown: a single line break is a line break, a list needs no empty line before it, `20*12.5`
is no emphasis, an indented paragraph no code, and what looks like HTML is shown as it was typed.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import Literal

import msgspec

from kjournal.outputs.pages import byhand
from kjournal.outputs.pages.parts import LINKED, Html
from kjournal.patterns import regex
from kjournal.words import N_

Reason = Literal["", "long", "marks", "rules", "nested"]
"""Why a body is shown as plain text (KJ704)."""

REASONS: dict[Reason, str] = {
    "": "",
    "long": N_("it is very long"),
    "marks": N_("it holds a great many marks such as [ or *"),
    "rules": N_("it holds a great many headings or rules"),
    "nested": N_("lists or quotations are nested too deeply"),
}

# Python-Markdown's time grows with the square of these, and its depth with the nesting. Found by trying texts that
# repeat a few random marks: within these bounds none of them took half a second, without them `[` alone takes fifteen.
LONGEST = 20_000
MOST_BRACKETS = 400
MOST_MARKS = 1_200
MOST_RULES = 200
DEEPEST = 8

_MARKS = regex(r"[*_`\\>|]")
_RULE = regex(r"^[ \t]*(?:#|([-*_])[ \t]*\1[ \t]*\1)", re.MULTILINE)
_ITEM_SIGN = r"(?:[-*+]|\d{1,9}\.)"
_NESTED = regex(
    rf"^(?:[ \t]*+>){{{DEEPEST}}}|^(?: {{4}}|\t){{{DEEPEST}}}[ \t]*+\S|^[ \t>]*+(?:{_ITEM_SIGN}[ \t]++){{{DEEPEST}}}",
    re.MULTILINE,
)
_BOX = regex(
    r"[ \t\u3000]{0,3}(?:[-*+][ \t]*)?(?:(?P<open>\[\s*\]|【\s*】|□|☐)|(?P<done>\[[xX√✓]\]|【[xX√✓]】|☑|✅|√))\s*(?=\S)"
)
_SAYS_MORE = regex(r"[\s\-*+\[【□☐☑✅√1|]")
"""How a line begins that may be an item, a box, or part of a table."""
_ITEM = regex(r"[ \t]*(?:[-*+]|\d{1,3}\.)[ \t]+\S")
_OPENS_LIST = regex(r" {0,3}(?:[-*+]|1\.)[ \t]+\S")
_STAR = regex(r"(?<=[\w)）\]])\*(?=\d)")
_DRAWN_BOX = regex(r"<li>(\s*<p>)?\[([ x])\] ")
_BOXES = {" ": ("open", "☐"), "x": ("done", "☑")}


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """A body as it stands on a page, and why it is plain where it is."""

    html: Html
    reason: Reason = ""


def render_body(text: str, links: Mapping[str, str] | None = None, base: str = "") -> Body:
    """`text` as HTML.

    `links` gives the address of the page for each name that `linked_names` finds; a name without one is shown as
    text. `base` is the way from the page to the note's folder, from which the note's own relative links are counted.
    """
    return draw_body(text) or _converted(text, links or {}, base)


def draw_body(text: str) -> Body | None:
    """`text` as HTML where that takes no converter: it is drawn sooner than it would be found again."""
    if not text.strip():
        return Body(Html(""))
    if reason := too_much(text):
        return _plain(text, reason)
    made = byhand.drawn(_plain_spoken(text))
    return None if made is None else _boxed(made)


def _converted(text: str, links: Mapping[str, str], base: str) -> Body:
    from kjournal.outputs.pages.markup import convert  # markdown and nh3 are heavy: only where a page is made

    try:
        return _boxed(convert(_plain_spoken(text), links, base))
    except RecursionError:  # nested in a way that `too_much` does not know
        return _plain(text, "nested")


def _boxed(made: str) -> Body:
    return Body(Html(_DRAWN_BOX.sub(_draw_box, made) if "<li>" in made else made))


def _plain(text: str, reason: Reason) -> Body:
    """The text as it was typed."""
    return Body(Html(f'<pre class="plain">{escape(text.strip(chr(10)), quote=False)}</pre>'), reason)


def linked_names(text: str) -> tuple[str, ...]:
    """The names in `[[ ]]`, each once: what besides the text a rendered body depends on."""
    if "[[" not in text:
        return ()
    return tuple(dict.fromkeys(match[1].strip() for match in LINKED.finditer(text)))


def too_much(text: str) -> Reason:
    """Why rendering `text` would take too long, told without rendering it."""
    if len(text) > LONGEST:
        return "long"
    if text.count("[") > MOST_BRACKETS or (len(text) > MOST_MARKS and len(_MARKS.findall(text)) > MOST_MARKS):
        return "marks"
    if text.count("\n") >= MOST_RULES and len(_RULE.findall(text)) > MOST_RULES:
        return "rules"
    roomy = text.count(" ") >= DEEPEST or "\t" in text or text.count(">") >= DEEPEST
    return "nested" if roomy and _NESTED.search(text) else ""


def _plain_spoken(text: str) -> str:
    """`text` with what a rep means said in Markdown."""
    lines: list[str] = []
    before = ""
    for line in text.splitlines():
        if not _SAYS_MORE.match(line):
            lines.append(_STAR.sub(r"\\*", line) if "*" in line else line)
            before = line
            continue
        if box := _BOX.match(line):
            line = f"- [{'x' if box['done'] else ' '}] {line[box.end() :]}"  # noqa: PLW2901  the same line, in Markdown
        if before.strip() and _starts_block(line, before):
            lines.append("")
        lines.append(_STAR.sub(r"\\*", line) if "*" in line else line)
        before = line
    return "\n".join(lines)


def _starts_block(line: str, before: str) -> bool:
    """Whether a list or a table begins at `line` although no empty line stands before it."""
    if line.lstrip().startswith("|"):
        return not before.lstrip().startswith("|")
    if not _OPENS_LIST.match(line) or before.startswith((" ", "\t", ">")):
        return False
    return not _ITEM.match(before) or line.lstrip()[0].isdigit() != before[0].isdigit()


def _draw_box(match: re.Match[str]) -> str:
    state, box = _BOXES[match[2]]
    return f'<li class="task task-{state}">{match[1] or ""}<span class="box">{box}</span> '
