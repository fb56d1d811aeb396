"""Giỏ trích dẫn: the passages a person collected. They are kept in the browser, as places; the words come from here."""

from __future__ import annotations

from archive.ui import reading_text, text
from archive.ui.components import show_basket
from archive.ui.frame import set_title, show
from archive.ui.markup import tag


def draw() -> None:
    """Draw the basket of this browser."""
    set_title(text.BASKET)
    show(tag("h1", text.BASKET, class_="page-title"), tag("p", reading_text.BASKET_HELP, class_="quiet"))
    show_basket({"labels": reading_text.BASKET_LABELS})
