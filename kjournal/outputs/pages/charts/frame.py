"""What stands around every drawing: title, text alternative, legend, and the table of its figures."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from kjournal.words import _

WIDTH = 360
"""All drawings are as wide, in their own units."""


def figure(
    kind: str, title: str, said: str, drawn: str, *, height: float, keys: str = "", table: str
) -> Markup:
    """The whole chart; `drawn`, `keys` and `table` are safe."""
    name, sentence = escape(title), escape(said)
    spoken = f"{name}: {sentence}" if said else name
    about = f' <span class="soft">{sentence}</span>' if said else ""
    return Markup(  # noqa: S704  what is the user's was escaped above
        f'<figure class="chart chart-{kind}"><figcaption><b>{name}</b>{about}</figcaption>\n'
        f'<svg class="plot" role="img" aria-label="{spoken}" viewBox="0 0 {WIDTH} {n(height)}">'
        f"<title>{spoken}</title>{drawn}</svg>\n{keys}{table}</figure>"
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The figures behind a chart, folded; the first cell of a row is its head."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>\n'
        for row in rows
    )
    title = escape(_("Figures"))
    return (
        f'<details class="behind"><summary>{title}</summary><div class="wide"><table class="figures">'
        f"<thead><tr>{top}</tr></thead>\n<tbody>\n{body}</tbody></table></div></details>"
    )


def keys(found: Iterable[tuple[str, str]]) -> str:
    """What the shapes mean: each a small drawing and its words; nothing where there are none."""
    items = "".join(
        f'<li><svg class="swatch" aria-hidden="true" viewBox="0 0 18 12">{drawn}</svg>{escape(label)}</li>'
        for drawn, label in found
    )
    return f'<ul class="keys">{items}</ul>\n' if items else ""


def n(value: float) -> str:
    """A coordinate: one place behind the point, none where it is zero."""
    near = round(value, 1)
    whole = int(near)
    return str(whole if whole == near else near)


def box(x: float, y: float, width: float, height: float, css: str) -> str:
    """A rectangle."""
    return f'<rect class="{css}" x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"/>'


def words(x: float, y: float, text: str, *, anchor: str = "start", css: str = "") -> str:
    """A word in the drawing; `text` is the user's."""
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    style = f' class="{css}"' if css else ""
    return f'<text{style} x="{n(x)}" y="{n(y)}"{where}>{escape(text)}</text>'


def hatch(x: float, y: float, width: float, height: float, *, gap: float = 5, falling: bool = False) -> str:
    """Slanted strokes over a rectangle, drawn one by one: a pattern would need a name that is nobody else's on the page."""
    strokes = []
    start = gap / 2
    while start < width + height:
        left, low = max(0.0, start - height), min(start, height)
        right, high = min(start, width), max(0.0, start - width)
        if falling:
            low, high = height - low, height - high
        strokes.append(f"M{n(x + left)} {n(y + low)}L{n(x + right)} {n(y + high)}")
        start += gap
    return f'<path class="hatch" d="{"".join(strokes)}"/>' if strokes else ""
