"""Charts: small data in, safe HTML out, drawn on the server as SVG with a text alternative and the figures behind it.

A view holds one of the structs of `data` (plain data, no clock), its template says `{{ chart(view.orders) }}`, and
`draw` gives a `<figure class="chart">`: the title with one sentence, the drawing, what its shapes mean, and a folded table
of all figures. Nothing is drawn where there is nothing to draw.

- `Strip`: marks on a line of time, with spans that say what held meanwhile: contacts against the cadence, orders.
- `Bars`: a bar a row, for names: sales by class, owed by customer. `Columns`: a column a step, for months.
- `Stack`: the parts of one sum in a single bar: ageing.
- `Curve`: the share of a sum that the best so many come to: ABC. `cumulated` makes its points.

Colours are tones (`data.Tone`), the custom properties of the style sheet; a texture or a shape says the same, so that a
chart can be read without them. Coordinates are rounded, so that equal data give equal bytes. All drawings are 360 wide
and grow with their box to 28rem, so that words in them can be read on a phone. What stands in a chart (`said`, titles,
labels) is shown as it is given: amounts and names in the words of the page.
"""
