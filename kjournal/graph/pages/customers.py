"""The list of all customers, whole or by town, and what searches them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kjournal.graph.pages.asked import Asked, Sheet
from kjournal.journal.matching import Row
from kjournal.outputs.pages.customers import customers_views, render_customers
from kjournal.outputs.pages.search import SearchView, render_data, render_search, search_data
from kjournal.outputs.pages.site import SEARCH, SEARCH_DATA


def customers(asked: Asked) -> Iterator[Sheet]:
    """The pages of the list."""
    for file, view in customers_views(asked.rows.all().values()).items():
        yield Sheet(file, view, partial(render_customers, asked.site, view, file))


def search(asked: Asked) -> Iterator[Sheet]:
    """The search page, and the data that it and the list look through."""
    packed = {
        row[0]: Row(*row) for row in asked.connection.execute("SELECT customer, keys, texts FROM search")
    }
    data = search_data(asked.rows.all().values(), packed)
    yield Sheet(SEARCH_DATA, data, partial(render_data, data))
    view = SearchView()
    yield Sheet(SEARCH, view, partial(render_search, asked.site, view))
