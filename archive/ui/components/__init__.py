"""The parts drawn by our own script in the browser. One rule: document text enters the page as `textContent` only.

Each part is a small set of files here: `name.js` and, where needed, `name.css`. The files are constants: nothing of a
document is ever put into them; values travel as data.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FOLDER = Path(__file__).parent


def _source(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def _component(name: str, *parts: str, style: bool = True) -> Callable[..., object]:
    """A part of our own; its script is one module, put together from `parts` and `name.js`."""
    mount: Callable[..., object] = st.components.v2.component(
        f"archive.{name}",
        html="<div class='root'>\n</div>",
        css=_source("shared.css") + _source(f"{name}.css") if style else None,
        js="\n".join(_source(f"{part}.js") for part in (*parts, name)),
    )
    return mount


_nav = _component("nav", style=False)
_box = _component("box")
_reader = _component("reader", "dom", "article", "cards", "finding", "quoting", "pictures", "panels")
_basket = _component("basket", "dom")
_compare = _component("compare")
_upload = _component("upload")


def follow_links() -> None:
    """Let links marked `data-nav` change the address in place: one entry of the history for each step."""
    _nav(key="nav", height="content")


def show_box(data: Mapping[str, object], *, key: str) -> None:
    """A search box that goes to an address (`box.js` says which data)."""
    _box(key=key, data=data, height="content")


def show_reader(data: Mapping[str, object]) -> None:
    """A document to read (`reading.py` makes the data)."""
    _reader(key="reader", data=data, height="content")


def show_basket(data: Mapping[str, object]) -> None:
    """The passages this browser has collected (`basket.js` says which data)."""
    _basket(key="basket", data=data, height="content")


def show_comparison(data: Mapping[str, object]) -> None:
    """Two documents row by row (`compare_page.py` makes the data)."""
    _compare(key="compare", data=data, height="content")


def show_upload(data: Mapping[str, object]) -> None:
    """Choose files and send them to the upload route (`upload.js` says which data)."""
    _upload(key="upload", data=data, height="content")
