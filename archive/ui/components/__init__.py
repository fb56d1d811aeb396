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


def _component(name: str, *parts: str, style: bool = True, like: str = "") -> Callable[..., object]:
    """A part by its name; its script is one module, put together from `parts` and its own file.

    `like` names another whose style sheet stands before its own.
    """
    sheets = [sheet for sheet in ("shared", like, name) if sheet]
    mount: Callable[..., object] = st.components.v2.component(
        f"archive.{name}",
        html="<div class='root'>\n</div>",
        css="".join(_source(f"{sheet}.css") for sheet in sheets) if style else None,
        js="\n".join(_source(f"{part}.js") for part in (*parts, name)),
    )
    return mount


_nav = _component("nav", style=False)
_box = _component("box")
_suggest = _component("suggest", like="box")
_saved = _component("saved")
_finding = _component("finding", style=False)
_reader = _component("reader", "dom", "article", "cards", "find", "quoting", "pictures", "panels")
_basket = _component("basket", "dom")
_compare = _component("compare", "dom")
_originals = _component("originals", "dom")
_upload = _component("upload")
_review = _component("review", "dom")


def follow_links() -> None:
    """Let links marked `data-nav` change the address in place: one entry of the history for each step."""
    _nav(key="nav", height="content")


def show_box(data: Mapping[str, object], *, key: str) -> None:
    """A search box that goes to an address (`box.js` says which data)."""
    _box(key=key, data=data, height="content")


def show_finder(data: Mapping[str, object], *, key: str) -> None:
    """The search box with suggestions, and the searches kept in this browser (data: `suggest.js`, `saved.js`)."""
    _suggest(key=key, data=data, height="content")
    _saved(key=f"{key}-saved", data=data, height="content")


def follow_answer(words: Mapping[str, str]) -> None:
    """Let the answer to a search do something when it is touched (`finding.js`); `words` are what it says then."""
    _finding(key="finding", data={"text": words}, height="content")


def show_reader(data: Mapping[str, object]) -> None:
    """A document to read (`reading.py` makes the data)."""
    _reader(key="reader", data=data, height="content")


def show_basket(data: Mapping[str, object]) -> None:
    """The passages this browser has collected (`basket.js` says which data)."""
    _basket(key="basket", data=data, height="content")


def show_comparison(data: Mapping[str, object]) -> None:
    """Two documents row by row (`comparison.py` makes the data)."""
    _compare(key="compare", data=data, height="content")


def show_originals(data: Mapping[str, object]) -> None:
    """The pages of two documents beside each other (`comparison.py` makes the data)."""
    _originals(key="originals", data=data, height="content")


def show_upload(data: Mapping[str, object]) -> None:
    """Choose files and send them to the upload route (`upload.js` says which data)."""
    _upload(key="upload", data=data, height="content")


def show_review(data: Mapping[str, object]) -> None:
    """A paper to check, its page beside its fields (`review_page.py` makes the data)."""
    _review(key="review", data=data, height="content")
