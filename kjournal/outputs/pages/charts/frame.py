"""What stands around every drawing: title, text alternative, legend, and the table of its figures."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from kjournal.outputs.pages.drawing import escaped, marked
from kjournal.words import _

WIDTH = 360
"""All drawings are as wide, in their own units."""


def figure(
    kind: str, title: str, said: str, drawn: str, *, height: float, keys: str = "", table: str
) -> Markup:
    """The whole chart; `drawn`, `keys` and `table` are safe."""
    name, sentence = escaped(title), escaped(said)
    spoken = f"{name}: {sentence}" if said else name
    about = f' <span class="soft">{sentence}</span>' if said else ""
    return marked(
        f'<figure class="chart chart-{kind}"><figcaption><b>{name}</b>{about}</figcaption>\n'
        f'<svg class="plot" role="img" aria-label="{spoken}" viewBox="0 0 {WIDTH} {n(height)}">'
        f"<title>{spoken}</title>{drawn}</svg>\n{keys}{table}</figure>"
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The figures behind a chart, folded; the first cell of a row is its head."""
    top = "".join(f'<th scope="col">{escaped(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{escaped(row[0])}</th>{"".join(f"<td>{escaped(cell)}</td>" for cell in row[1:])}</tr>\n'
        for row in rows
    )
    title = escaped(_("Figures"))
    return (
        f'<details class="behind"><summary>{title}</summary><div class="wide"><table class="figures">'
        f"<thead><tr>{top}</tr></thead>\n<tbody>\n{body}</tbody></table></div></details>"
    )


def keys(found: Iterable[tuple[str, str]]) -> str:
    """What the shapes mean: each a small drawing and its words; nothing where there are none."""
    items = "".join(
        f'<li><svg class="swatch" aria-hidden="true" viewBox="0 0 18 12">{drawn}</svg>{escaped(label)}</li>'
        for drawn, label in found
    )
    return f'<ul class="keys">{items}</ul>\n' if items else ""


def n(value: float) -> str:
    """A coordinate: one place behind the point, none where it is zero."""
    near = f"{value:.1f}".removesuffix(".0")
    return "0" if near == "-0" else near


def box(x: float, y: float, width: float, height: float, css: str) -> str:
    """A rectangle."""
    return f'<rect class="{css}" x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"/>'


def words(x: float, y: float, text: str, *, anchor: str = "start", css: str = "") -> str:
    """A word in the drawing; `text` is the user's."""
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    style = f' class="{css}"' if css else ""
    return f'<text{style} x="{n(x)}" y="{n(y)}"{where}>{escaped(text)}</text>'


def hatch(x: float, y: float, width: float, height: float, *, gap: float = 5, falling: bool = False) -> str:
    """Slanted strokes over a rectangle, drawn one by one: a pattern would need a name that is nobody else's on the page."""
    strokes = []
    above, below = (n(y + height), n(y)) if falling else (n(y), n(y + height))
    start = gap / 2
    while start < width + height:
        left, low = (
            (start - height, below)
            if start > height
            else (0.0, n(y + (height - start if falling else start)))
        )
        beyond = start - width
        right, high = (
            (start, above) if beyond < 0 else (width, n(y + (height - beyond if falling else beyond)))
        )
        strokes.append(f"M{n(x + left)} {low}L{n(x + right)} {high}")
        start += gap
    return f'<path class="hatch" d="{"".join(strokes)}"/>' if strokes else ""
