"""Tìm kiếm: the box, the filters, the hits; before anything is asked, how to ask and what is new."""

from __future__ import annotations

from archive.search import search_documents
from archive.ui import text
from archive.ui.address import FILTERS, SEARCH, Asked
from archive.ui.components import show_box
from archive.ui.frame import read_address, set_title, show
from archive.ui.markup import tag
from archive.ui.results import PAGE_SIZE, results_html
from archive.web.shared import shared_library


def draw() -> None:
    """Draw the page its address asks for."""
    asked = Asked.parse(read_address())
    set_title(*([asked.text] if asked.text else []), text.SEARCH)
    show(tag("h1", text.SEARCH_TITLE, class_="page-title" if asked.is_empty else "hidden-text"))
    _show_search_box(asked)
    library = shared_library()
    results = search_documents(
        library,
        asked.text,
        filters=asked.by_field(),
        order=asked.order,
        offset=(asked.page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        exact=asked.exact,
    )
    show(results_html(asked, results, library.vocab.label))


def _show_search_box(asked: Asked) -> None:
    keep = [(key, value) for key in FILTERS for value in asked.filters.get(key, ())]
    show_box(
        {
            "path": SEARCH,
            "name": "q",
            "value": asked.text,
            "keep": [*keep, *([("sap", asked.sort)] if asked.sort else [])],
            "label": text.SEARCH_LABEL,
            "placeholder": text.SEARCH_HINT,
            "button": text.SEARCH_BUTTON,
        },
        key="search-box",
    )
