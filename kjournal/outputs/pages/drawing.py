"""Small marks that pages hold by the hundred: days, grades, bands, numbers. Drawn here, since a template takes longer."""

from datetime import date

from markupsafe import Markup, escape

from kjournal.outputs.pages.marks import BANDS, weekday
from kjournal.outputs.pages.parts import PLAIN_DATE, Phone
from kjournal.words import _


def day(value: date) -> Markup:
    """A day."""
    iso = value.isoformat()
    return Markup(f'<time datetime="{iso}">{iso}</time>')  # noqa: S704  nothing of the user's in it


def far(value: date, near: date | None = None, *, week: bool = False) -> Markup:
    """A day beside which the script writes its distance; without its year where that is the year of `near`."""
    iso = value.isoformat()
    shown = iso[5:] if near is not None and near.year == value.year else iso
    name = f' <span class="wd">{escape(weekday(value))}</span>' if week else ""
    return Markup(f'<time class="far" datetime="{iso}">{shown}{name}</time>')  # noqa: S704  escaped above


def dated(text: str) -> Markup:
    """`text` escaped, each plain date in it kept on one line."""
    safe = escape(text)
    if "-" not in text:
        return safe
    # a plain text: a Markup would escape what stands between its matches once more
    return Markup(PLAIN_DATE.sub(r'<span class="d">\g<0></span>', str(safe)))  # noqa: S704  escaped above


def grade(letter: str) -> Markup:
    """A grade in its frame."""
    if not letter:
        return Markup()
    return Markup('<span class="grade grade-{}" title="{}">{}</span>').format(
        letter.lower(), _("Grade"), letter
    )


def band(word: str) -> Markup:
    """How long a customer was not seen, with the shape that says the same."""
    return (
        Markup('<span class="band band-{}">{}</span>').format(BANDS.get(word, "fine"), word)
        if word
        else Markup()
    )


def tel(phone: Phone) -> Markup:
    """A number to tap, where it can be dialled."""
    if not phone.dial:
        return Markup('<span class="tel">{}</span>').format(phone.shown)
    return Markup('<a class="tel" href="tel:{}">{}</a>').format(phone.dial, phone.shown)
