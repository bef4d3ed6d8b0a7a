"""Bars: figures by name one below the other, and columns side by side."""

from markupsafe import Markup

from kjournal.outputs.pages.charts.data import Bar, Bars, Columns
from kjournal.outputs.pages.charts.frame import WIDTH, box, figure, hatch, keys, n, table, words

_ROW = 32
_THICK = 10
_FIELD = 88  # height of the field of columns
_APART = 54  # two words below columns need so much room
_LETTERS = 18  # wide ones that have room over a bar, before its figure


def bars(chart: Bars) -> Markup:
    """A bar a row: its words over it, its figure at the end of them."""
    low, high = _range(chart.bars)
    zero = WIDTH * -low / (high - low)
    parts = []
    for row, bar in enumerate(chart.bars):
        y = row * _ROW
        parts.append(words(0, y + 13, _cut(bar.label)))
        parts.append(words(WIDTH, y + 13, bar.said, anchor="end", css="figure"))
        x = WIDTH * (bar.value - low) / (high - low)
        parts.append(box(0, y + 18, WIDTH, _THICK, "rail"))
        parts.append(_bar(min(x, zero), y + 18, abs(x - zero), _THICK, chart.tone, below=bar.value < 0))
        if bar.goal is not None:
            goal = WIDTH * (bar.goal - low) / (high - low)
            parts.append(f'<path class="goal" d="M{n(goal)} {n(y + 15)}v{_THICK + 6}"/>')
    return _figure("bars", chart, "".join(parts), max(1, len(chart.bars)) * _ROW)


def columns(chart: Columns) -> Markup:
    """A column a step, with the words of as many as have room."""
    low, high = _range(chart.bars)
    wide = WIDTH / max(1, len(chart.bars))
    zero = 6 + _FIELD * high / (high - low)
    parts = [f'<path class="axis" d="M0 {n(zero)}H{WIDTH}"/>']
    last = -99.0
    for step, bar in enumerate(chart.bars):
        x, width = step * wide + wide * 0.15, wide * 0.7
        y = 6 + _FIELD * (high - bar.value) / (high - low)
        parts.append(_bar(x, min(y, zero), width, abs(zero - y), chart.tone, below=bar.value < 0))
        if bar.goal is not None:
            goal = 6 + _FIELD * (high - bar.goal) / (high - low)
            parts.append(f'<path class="goal" d="M{n(step * wide + 1)} {n(goal)}h{n(wide - 2)}"/>')
        if x - last >= _APART and x < WIDTH - 40:
            last = x
            parts.append(words(x, _FIELD + 22, bar.label))
    legend = keys([('<path class="goal" d="M1 6h16"/>', chart.goal)] if chart.goal else [])
    return _figure("columns", chart, "".join(parts), _FIELD + 28, legend)


def _figure(kind: str, chart: Bars | Columns, drawn: str, height: float, legend: str = "") -> Markup:
    rows = ((bar.label, bar.said) for bar in chart.bars)
    behind = table(chart.heads, rows)
    return figure(kind, chart.title, chart.said, drawn, height=height, keys=legend, table=behind)


def _range(found: tuple[Bar, ...]) -> tuple[float, float]:
    """From the lowest to the highest figure or goal, zero always among them."""
    values = [bar.value for bar in found] + [bar.goal for bar in found if bar.goal is not None]
    low, high = min([*values, 0.0]), max([*values, 0.0])
    return (low, high) if high > low else (0.0, 1.0)


def _bar(x: float, y: float, width: float, height: float, tone: str, *, below: bool) -> str:
    """What is below zero is hatched in the colour of what is amiss."""
    if width <= 0 or height <= 0:
        return ""
    if below:
        return f'<g class="t-over">{box(x, y, width, height, "wash")}{hatch(x, y, width, height)}</g>'
    return f'<g class="t-{tone}">{box(x, y, width, height, "solid")}</g>'


def _cut(label: str) -> str:
    return label if len(label) <= _LETTERS else label[: _LETTERS - 1] + "…"
