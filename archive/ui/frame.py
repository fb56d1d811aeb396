"""What every page shares: reading the address, the bar on top, our style sheet, messages, the title of the tab."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from archive.ui import text
from archive.ui.address import ADD, BASKET, COMPARE, REVIEW, SEARCH, Params
from archive.ui.markup import Markup, css, join, tag

FOLDER = Path(__file__).parent
ICON = str(FOLDER / "static" / "favicon.png")
PLACES = (
    (SEARCH, text.SEARCH),
    (COMPARE, text.COMPARE),
    (ADD, text.ADD),
    (REVIEW, text.REVIEW),
    (BASKET, text.BASKET),
)


def read_address() -> Params:
    """The parameters of the address."""
    return {name: tuple(st.query_params.get_all(name)) for name in st.query_params}


def set_title(*parts: str) -> None:
    """Title of the tab, narrowest part first."""
    st.set_page_config(page_title=" · ".join((*parts, text.ARCHIVE)), page_icon=ICON, layout="wide")


def show(*parts: str | None) -> None:
    """Put markup on the page; plain text among the parts is escaped."""
    st.html(join(parts))


def show_style() -> None:
    """Our style sheet."""
    st.html(_sheet())


def show_bar(current: str) -> None:
    """The bar on top with the pages; `current` is the path of the one shown."""
    links = [
        tag("a", label, href=path, data_nav=True, aria_current="page" if path == current else None)
        for path, label in PLACES
    ]
    brand = tag("a", text.ARCHIVE, href=SEARCH, data_nav=True, class_="brand")
    skip = tag("a", text.SKIP, href="#stMain", data_skip=True, class_="skip")
    show(skip, tag("nav", brand, *links, class_="bar", aria_label=text.CONTENTS))


def notice(title: str, *more: str | None, kind: str = "info") -> Markup:
    """A message in a box; kind is "info", "good" or "bad"."""
    role = "alert" if kind == "bad" else "status"
    return tag("div", tag("p", tag("strong", title)), *more, class_=f"notice {kind}", role=role)


@cache
def _sheet() -> Markup:
    return css((FOLDER / "style.css").read_text("utf-8"))
