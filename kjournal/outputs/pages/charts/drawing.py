"""Which chart is drawn how."""

from markupsafe import Markup

from kjournal.outputs.pages.charts import bars, curve, stack, strip
from kjournal.outputs.pages.charts.data import Bars, Chart, Columns, Stack, Strip


def draw(chart: Chart | None) -> Markup:
    """The chart as a figure; nothing where there is none, or nothing in it."""
    match chart:
        case Strip(marks=found):
            return strip.draw(chart) if found else Markup()
        case Bars(bars=found):
            return bars.bars(chart) if found else Markup()
        case Columns(bars=found):
            return bars.columns(chart) if found else Markup()
        case Stack(parts=found):
            return stack.draw(chart) if any(part.value > 0 for part in found) else Markup()
        case None:
            return Markup()
    return curve.draw(chart) if chart.points else Markup()
