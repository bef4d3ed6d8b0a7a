"""A curve: the share of a sum that the best so many come to (ABC, Pareto)."""

from itertools import accumulate

from markupsafe import Markup

from kjournal.outputs.pages.charts.data import Curve, Cut
from kjournal.outputs.pages.charts.frame import WIDTH, box, figure, n, table, words

_LEFT = 40
_TOP = 10
_FIELD = 160
_WIDE = WIDTH - _LEFT - 8
_HUNDRED = 100
_NARROW = 26  # a part that has no room for its word


def draw(curve: Curve) -> Markup:
    """The curve over its parts, each with its word; strokes across where one ends."""
    parts = [*_washes(curve.cuts), _grid(), *_cuts(curve.cuts)]
    if curve.points:
        line = "L".join(f"{n(_x(x))} {n(_y(y))}" for x, y in curve.points)
        parts.append(f'<path class="curve t-visit" d="M{line}"/>')
    rows = [(cut.label, str(cut.count), cut.said, f"{cut.share * _HUNDRED:.1f} %") for cut in curve.cuts]
    behind = table(curve.heads, rows)
    height = _TOP + _FIELD + 20
    return figure("curve", curve.title, curve.said, "".join(parts), height=height, table=behind)


def _x(share: float) -> float:
    return _LEFT + _WIDE * min(max(share, 0.0), 1.0)


def _y(share: float) -> float:
    return _TOP + _FIELD * (1 - min(max(share, 0.0), 1.0))


def _grid() -> str:
    """The axes with 0, 50 and 100 %."""
    drawn = [f'<path class="axis" d="M{_LEFT} {_TOP}V{_TOP + _FIELD}H{_LEFT + _WIDE}"/>']
    for share in (0.0, 0.5, 1.0):
        drawn.append(words(_LEFT - 5, _y(share) + 4, f"{share * _HUNDRED:.0f} %", anchor="end"))
        if share:
            drawn.append(f'<path class="grid-line" d="M{_LEFT} {n(_y(share))}h{_WIDE}"/>')
    return "".join(drawn)


def _ends(cuts: tuple[Cut, ...]) -> list[tuple[float, float, float]]:
    """Where each part begins and ends along, and the height at its end."""
    whole = sum(cut.count for cut in cuts) or 1
    counts = [0, *accumulate(cut.count for cut in cuts)]
    shares = accumulate(cut.share for cut in cuts)
    return [
        (_x(first / whole), _x(last / whole), _y(share))
        for first, last, share in zip(counts, counts[1:], shares, strict=False)
    ]


def _washes(cuts: tuple[Cut, ...]) -> list[str]:
    """Every other part on a ground of its own."""
    ends = _ends(cuts)[::2]
    return [box(left, _TOP, right - left, _FIELD, "band-wash") for left, right, _height in ends]


def _cuts(cuts: tuple[Cut, ...]) -> list[str]:
    """Each part's word below it, and a broken stroke where it ends."""
    drawn = []
    for place, (cut, (left, right, height)) in enumerate(zip(cuts, _ends(cuts), strict=True)):
        if right - left >= _NARROW:
            said = f"{cut.label} {cut.count}"
            drawn.append(words((left + right) / 2, _TOP + _FIELD + 15, said, anchor="middle"))
        if place < len(cuts) - 1:
            drawn.append(f'<path class="cut" d="M{_LEFT} {n(height)}H{n(right)}V{_TOP + _FIELD}"/>')
    return drawn
