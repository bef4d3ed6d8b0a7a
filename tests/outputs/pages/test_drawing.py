"""Small marks: what they look like, and that they escape what they are given."""

from __future__ import annotations

from datetime import date

from kjournal.outputs.pages.drawing import band, dated, day, far, grade, tel
from kjournal.outputs.pages.parts import Phone

DAY = date(2026, 11, 24)


def test_days() -> None:
    """A page carries the day itself; the script writes the distance beside it."""
    assert day(DAY) == '<time datetime="2026-11-24">2026-11-24</time>'
    assert far(DAY) == '<time class="far" datetime="2026-11-24">2026-11-24</time>'
    assert far(DAY, date(2026, 1, 1), week=True) == (
        '<time class="far" datetime="2026-11-24">11-24 <span class="wd">Tue</span></time>'
    )
    assert far(DAY, date(2027, 1, 1)) == '<time class="far" datetime="2026-11-24">2026-11-24</time>'


def test_dates_in_a_text_are_kept_whole() -> None:
    """The rest is escaped, once."""
    assert dated('a<b & "2026-11-24"; 2026-11-245') == (
        'a&lt;b &amp; &#34;<span class="d">2026-11-24</span>&#34;; 2026-11-245'
    )


def test_grades_bands_and_numbers() -> None:
    """Nothing where nothing is known; a band has a shape beside its colour; only a number can be dialled."""
    assert (grade(""), band("")) == ("", "")
    assert grade("VIP") == '<span class="grade grade-vip" title="Grade">VIP</span>'
    assert band("超期") == '<span class="band band-over">超期</span>'
    assert band('<"') == '<span class="band band-fine">&lt;&#34;</span>'
    assert tel(Phone("199 <", "199")) == '<a class="tel" href="tel:199">199 &lt;</a>'
    assert tel(Phone("门卫")) == '<span class="tel">门卫</span>'
