"""Small marks that pages hold by the hundred: days, grades, bands, numbers. Drawn here, since a template takes longer."""

import re
from datetime import date

import markupsafe
from markupsafe import Markup, escape

from kjournal.outputs.pages.marks import BANDS, weekday
from kjournal.outputs.pages.parts import PLAIN_DATE, Phone
from kjournal.words import _


def marked(safe: str) -> Markup:
    """What is safe to stand on a page, as such: a third of the time that the class takes to ask what it is given."""
    return str.__new__(Markup, safe)


def _escaped(text: str) -> str:
    return str(escape(text))


escaped = getattr(markupsafe, "_escape_inner", _escaped)
"""A plain text, escaped: what `escape` calls itself, without a marked string around it."""


def day(value: date) -> Markup:
    """A day."""
    iso = value.isoformat()
    return marked(f'<time datetime="{iso}">{iso}</time>')


def far(value: date, near: date | None = None, *, week: bool = False) -> Markup:
    """A day beside which the script writes its distance; without its year where that is the year of `near`."""
    iso = value.isoformat()
    shown = iso[5:] if near is not None and near.year == value.year else iso
    name = f' <span class="wd">{escaped(weekday(value))}</span>' if week else ""
    return marked(f'<time class="far" datetime="{iso}">{shown}{name}</time>')


def dated(text: str) -> Markup:
    """`text` escaped, each plain date in it kept on one line."""
    safe = escaped(text)
    return marked(PLAIN_DATE.sub(_whole, safe) if "-" in text else safe)


def _whole(match: re.Match[str]) -> str:
    return f'<span class="d">{match[0]}</span>'


def grade(letter: str) -> Markup:
    """A grade in its frame."""
    if not letter:
        return Markup()
    safe, title = escaped(letter), escaped(_("Grade"))
    return marked(f'<span class="grade grade-{safe.lower()}" title="{title}">{safe}</span>')


def band(word: str) -> Markup:
    """How long a customer was not seen, with the shape that says the same."""
    if not word:
        return Markup()
    return marked(f'<span class="band band-{BANDS.get(word, "fine")}">{escaped(word)}</span>')


def tel(phone: Phone) -> Markup:
    """A number to tap, where it can be dialled."""
    shown = escaped(phone.shown)
    if not phone.dial:
        return marked(f'<span class="tel">{shown}</span>')
    return marked(f'<a class="tel" href="tel:{escaped(phone.dial)}">{shown}</a>')
