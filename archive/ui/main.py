"""The page list. Streamlit runs this file for every view; a page reads the address, calls one verb, draws."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from archive.errors import ArchiveError
from archive.ui import add_page, basket_page, compare_page, missing_page, read_page, review_page, search_page, text
from archive.ui.address import ADD, BASKET, COMPARE, MISSING, READ, REVIEW, SEARCH
from archive.ui.components import follow_links
from archive.ui.frame import notice, set_title, show, show_bar, show_style


def _page(path: str, title: str, draw: Callable[[], None]) -> st.Page:
    """A page under its address, with the bar on top; what the archive reports is told in its own words."""

    def framed() -> None:
        show_bar(path)
        try:
            draw()
        except ArchiveError as error:
            show(notice(str(error), kind="bad"))

    return st.Page(framed, title=title, url_path=path.strip("/"), default=path == SEARCH)


set_title()
show_style()
chosen = st.navigation(
    [
        _page(SEARCH, text.SEARCH, search_page.draw),
        _page(READ, text.READ, read_page.draw),
        _page(COMPARE, text.COMPARE, compare_page.draw),
        _page(ADD, text.ADD, add_page.draw),
        _page(REVIEW, text.REVIEW, review_page.draw),
        _page(BASKET, text.BASKET, basket_page.draw),
        _page(MISSING, text.MISSING, missing_page.draw),
    ],
    position="hidden",
)
chosen.run()
follow_links()
