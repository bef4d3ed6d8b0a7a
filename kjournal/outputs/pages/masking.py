"""Cover names, telephone numbers, amounts and what notes tell on finished pages, so that a site can be shown to others.

The mask stands at the door: it sees the pages as they are about to be written, whatever made them, and covers every
name it was given wherever it stands, also in addresses, file names and attributes. It reads only HTML of our own
templates, where `<` begins a tag and nothing else.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape, unescape
from itertools import accumulate
from posixpath import dirname, join, normpath, relpath
from urllib.parse import quote, unquote

from kjournal.outputs.pages.prose import PIECE, Prose, Span
from kjournal.patterns import regex

COVERED = "●●●"
"""What stands in the place of a number."""
BLOCK = "▒"
"""What stands in the place of each character that a note told."""

_TAG = regex(r"(<[^>]*>)")
_ATTRIBUTE = regex(r'\s([\w:-]+)="([^"]*)"')
EXCERPT = regex(r'<pre class="excerpt">.*?</pre>', re.DOTALL)
"""A line of a note, cut where its finding begins: a name may be cut as well."""
_SPOKEN = frozenset({"title", "aria-label", "alt", "placeholder", "value", "content"})
_NAMED = frozenset({"id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "name"})
_COUNTED = "盒瓶袋支件箱粒片贴包份家次天个個人条條篇行张張米平岁歲"
_NUMBER = regex(
    r"(?P<amount>[¥￥]\s*\d[\d,.]*|\d[\d,]*(?:\.\d+)?(?=\s*(?:元|万|块|千元|百元))|(?<=[×x*@]\s)\d[\d,]*(?:\.\d+)?|\d[\d,]*(?:\.\d+)?(?=\s?[%％])"
    r"|[一二两兩三四五六七八九十几]+[百千万萬][零〇一二两兩三四五六七八九十百千万萬]*)"
    r"|(?P<kept>KJ\d{3}|(?:19|20)\d\d(?P<mark>[-/.])\d{1,2}(?:(?P=mark)\d{1,2})?(?!\d)|(?:19|20)\d\d年\s?\d{1,2}(?:月\s?\d{1,2}日?)?|(?<!\d)(?:19|20)\d{6}(?!\d)|\d{1,2}:\d\d"
    rf"|(?<!\d)(?:19|20)\d\d(?:\s*年|(?![\d,.]))|(?<![\d.])\d+(?=\s?(?:公里|km|[{_COUNTED}])))"
    r"|(?P<number>\+?\d[\d \-()（）]{5,}\d|\d[\d,]*\.\d\d(?!\d)|\d{1,3}(?:,\d{3})+|\d{3,})"
)
_SURNAMED = regex(
    r"(?![副正科总院店])[\u4e00-\u9fff](?=(?:主任|院长|院長|老板|老闆|经理|經理|医生|醫生|医师|大夫|护士长|科长|店长|会计|校长|师傅|书记|总|姐|哥|叔|婶|嫂|伯))"
)
_WORD = regex(r"[A-Za-z0-9]")
_LETTER = regex(r"[^\W_]")
_INLINE = regex(r'</?(?:a|b|strong|em|i|code|br|del|s|small|time)\b[^>]*>|</span>|<span(?: class="d")?>')
"""Tags behind which a sentence may go on."""


class Mask:
    """What is covered by what: names by their stand-ins, the site's files by files without names, prose by blocks."""

    def __init__(
        self,
        names: Mapping[str, str],
        files: Mapping[str, str],
        prose: Prose | None = None,
        kept: Iterable[str] = (),
        whole: Iterable[str] = (),
    ) -> None:
        self.files = files
        self.prose = prose or Prose((), ())
        self.kept = {word for word in kept if len(word) > 1}  # a name that is a part of them is none
        self.whole = frozenset(whole)  # labels of fields whose value is covered, whatever it is
        self.names = {name: stand_in for name, stand_in in names.items() if len(name) > 1}
        self.names |= {word: word for word in self.kept}
        self.lengths: dict[str, list[int]] = {}
        for name in self.names:
            known = self.lengths.setdefault(name[:2], [])
            if len(name) not in known:
                known.append(len(name))
        for known in self.lengths.values():
            known.sort(reverse=True)

    def page(self, path: str, html: str) -> str:
        """A page, its text and its attributes covered."""
        parts = _TAG.split(EXCERPT.sub("", html))
        texts = [unescape(part) for part in parts[::2]]
        values = self._values(texts, parts[1::2])
        for n, (text, spans) in enumerate(zip(texts, self._told(texts, parts[1::2]), strict=True)):
            if text.strip():
                parts[2 * n] = COVERED if n in values else escape(self._blocked(text, spans), quote=False)
        for n in range(1, len(parts), 2):
            parts[n] = self._tag(path, parts[n])
        return "".join(parts)

    def _values(self, texts: Sequence[str], tags: Sequence[str]) -> set[int]:
        """Which texts are the value of a field that is covered whole: what stands in the `dd` behind its label."""
        found = set()
        hidden = False
        for n, tag in enumerate(tags):
            if tag.startswith(("<dt", "</dl")):
                hidden = tag.startswith("<dt") and texts[n + 1].strip() in self.whole
            elif hidden and not tag.startswith("</d"):
                found.add(n + 1)
        return found

    def _told(self, texts: Sequence[str], tags: Sequence[str]) -> Iterator[list[Span]]:
        """Where each text between tags tells something; a sentence may go on behind a tag in a line."""
        begun = 0
        for n in range(len(texts)):
            if n == len(tags) or not _INLINE.fullmatch(tags[n]):
                yield from self._told_in(texts[begun : n + 1])
                begun = n + 1

    def _told_in(self, texts: Sequence[str]) -> Iterator[list[Span]]:
        starts = [0, *accumulate(len(text) + 1 for text in texts)]
        found = deque(self.prose.spans("\n".join(texts)))
        for start, text in zip(starts, texts, strict=False):
            end, mine = start + len(text), []
            while found and found[0][0] < end:
                mine.append((max(found[0][0] - start, 0), min(found[0][1] - start, len(text))))
                if found[0][1] > end:
                    break
                found.popleft()
            yield mine

    def file(self, path: str) -> str:
        """Where a file of the site lies when it is shown to others; a part of a list has the name of a rep behind its own."""
        head, dash, word = path.partition("-")
        if path in self.files or "/" in path or not dash:
            return self.files.get(path) or self._word(path)
        return f"{head}-{self._word(word)}"

    def text(self, text: str) -> str:
        """A text with what is told, names, numbers to call and amounts covered."""
        return self._blocked(text, self.prose.spans(text))

    def _blocked(self, text: str, spans: Iterable[Span]) -> str:
        """A text with blocks in the place of what is told, the rest of it covered."""
        shown, at = [], 0
        for start, end in self._rounded(text, spans):
            shown += [self._named(text[at:start]), BLOCK * (end - start)]
            at = end
        return "".join([*shown, self._named(text[at:])])

    def _rounded(self, text: str, spans: Iterable[Span]) -> Iterator[Span]:
        """Spans that cut no word: names are covered to their ends, what is kept stays whole, no few letters are left."""
        spans = list(spans)
        words = self._found(text) if spans else []
        last = 0
        for span in spans:
            start, end = self._uncut(text, max(span[0], last), span[1], words)
            if start < end and _LETTER.search(text, start, end):
                left, right = self._letters(text, start, end, words)
                yield max(left, last), right
                last = right

    def _uncut(self, text: str, start: int, end: int, words: Sequence[Span]) -> Span:
        """A span that begins and ends beside words that are kept, and with whole names."""
        for left, right in words:
            kept = text[left:right] in self.kept
            if left < start < right:
                start = right if kept else left
            if left < end < right:
                end = left if kept else right
        return start, end

    def _letters(self, text: str, start: int, end: int, words: Sequence[Span]) -> Span:
        """A span with the few letters that touch it, unless they are of a word that is known."""
        known = {at for left, right in words for at in range(left, right)}
        left, right = start, end
        while left and left - 1 not in known and _LETTER.match(text[left - 1]):
            left -= 1
        while right < len(text) and right not in known and _LETTER.match(text[right]):
            right += 1
        return (left if start - left < PIECE else start), (right if right - end < PIECE else end)

    def _found(self, text: str) -> list[Span]:
        """Where names stand, and words that are kept."""
        found, at = [], 0
        while at < len(text):
            name = self._name_at(text, at)
            if name:
                found.append((at, at + len(name)))
            at += len(name) or 1
        return found

    def _named(self, text: str) -> str:
        """A text with names, numbers to call and amounts covered."""
        return "".join(
            piece if covered else _NUMBER.sub(_covered, _SURNAMED.sub("●", piece))
            for piece, covered in self._pieces(text)
        )

    def _word(self, word: str) -> str:
        """The name of a place on a page, names in it covered; no blanks may stand in it."""
        return "".join(piece.replace(" ", "-") if covered else piece for piece, covered in self._pieces(word))

    def _pieces(self, text: str) -> Iterator[tuple[str, bool]]:
        """The text between names, and what stands for these: the longest that begins at each place."""
        begun = 0
        for start, end in self._found(text):
            yield text[begun:start], False
            yield self.names[text[start:end]], True
            begun = end
        yield text[begun:], False

    def _name_at(self, text: str, at: int) -> str:
        """The longest name that begins there; a Latin one only as a whole word."""
        for length in self.lengths.get(text[at : at + 2], ()):
            name = text[at : at + length]
            if name in self.names and _whole(text, at, at + length):
                return name
        return ""

    def _tag(self, path: str, tag: str) -> str:
        if '="' not in tag:
            return tag
        return _ATTRIBUTE.sub(lambda match: self._attribute(path, match[1], unescape(match[2])), tag)

    def _attribute(self, path: str, name: str, value: str) -> str:
        if name == "href":
            covered = self._address(path, value)
        elif name in _SPOKEN or name.startswith("data-"):
            covered = value if name == "content" else self.text(value)
        else:
            covered = self._word(value) if name in _NAMED else value
        return f' {name}="{escape(covered)}"' if covered or not value else ""

    def _address(self, path: str, value: str) -> str:
        """A link inside the site with its names covered; one that calls, writes or shows a place leads nowhere."""
        if value.startswith("data:"):
            return value  # the small drawing of the frame
        if re.match(r"[a-z][a-z0-9+.-]*:|//", value, re.IGNORECASE):
            return ""
        address, _mark, fragment = value.partition("#")
        target = normpath(join(dirname(path), unquote(address))) if address else path
        own = relpath(self.file(target), dirname(self.file(path)) or ".") if address else ""
        covered = self._word(unquote(fragment))
        return quote(own) + (f"#{quote(covered)}" if covered else "")


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a Latin name is no part of a longer word; a Chinese one has no such edges."""
    return not (
        (start and _WORD.match(text[start]) and _WORD.match(text[start - 1]))
        or (end < len(text) and _WORD.match(text[end - 1]) and _WORD.match(text[end]))
    )


def _covered(match: re.Match[str]) -> str:
    return match["kept"] or COVERED
