"""A stack: the parts of one sum in a single bar."""

from markupsafe import Markup

from kjournal.outputs.pages.charts.data import Stack
from kjournal.outputs.pages.charts.frame import WIDTH, box, figure, hatch, keys, table

_HEIGHT = 20
_MOST = 6
_TEXTURES = ((0, 0), (9, 0), (0, 6), (5, 0), (5, 5), (0, 0))
"""How far the strokes of each part lie apart, rising and falling; 0: none. The gravest is plain again, as dark as ink."""
_HUNDRED = 100


def draw(stack: Stack) -> Markup:
    """The bar, what each part is with its figure, and the table with the shares."""
    whole = sum(max(part.value, 0.0) for part in stack.parts) or 1.0
    drawn, x = [box(0, 0, WIDTH, _HEIGHT, "rail")], 0.0
    for place, part in enumerate(stack.parts):
        width = WIDTH * max(part.value, 0.0) / whole
        if width > 0:
            drawn.append(_part(place, x, width, _HEIGHT))
        x += width
    legend = keys(
        (_part(place, 0, 18, 12), f"{part.label} {part.said}")
        for place, part in enumerate(stack.parts)
        if part.value > 0
    )
    rows = [
        (part.label, part.said, f"{max(part.value, 0.0) / whole * _HUNDRED:.0f} %") for part in stack.parts
    ]
    behind = table((*stack.heads, "%"), rows)
    return figure("stack", stack.title, stack.said, "".join(drawn), height=_HEIGHT, keys=legend, table=behind)


def _part(place: int, x: float, width: float, height: float) -> str:
    """One part; a narrow one is still seen."""
    place = min(place, _MOST - 1)
    rising, falling = _TEXTURES[place]
    strokes = hatch(x, 0, width, height, gap=rising) if rising else ""
    strokes += hatch(x, 0, width, height, gap=falling, falling=True) if falling else ""
    return f'<g class="part part-{place}">{box(x, 0, width, height, "solid")}{strokes}</g>'
