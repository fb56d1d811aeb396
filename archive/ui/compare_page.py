"""So sánh: two documents side by side in three modes; with fewer than two, choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from archive.compare import usual_mode
from archive.errors import NotFoundError
from archive.library import Library
from archive.model import Comparison, Document, Results
from archive.related import related_documents
from archive.search import search_documents
from archive.ui import compare_text, text
from archive.ui.address import COMPARE, READ, Params, first, url
from archive.ui.comparison import View, originals_data, rows_data
from archive.ui.components import show_box, show_comparison, show_originals
from archive.ui.format import number_text, title_text
from archive.ui.frame import notice, read_address, set_title, show
from archive.ui.markup import Markup, join, tag
from archive.ui.results import facts_html
from archive.ui.sheet import Label
from archive.ui.suggestions import Suggestion, suggest
from archive.web.comparing import COMPARISONS
from archive.web.shared import shared_library

CHOICES = 12
"""Documents offered when one is to be chosen."""
PATIENCE = 1.2
"""Seconds the page waits for a comparison before it says how far it is; most are made in half of it."""
POLL_SECONDS = 0.5


def draw() -> None:
    """Draw the pair its address names, or the choice of what is missing."""
    address, library = read_address(), shared_library()
    left, right = (_document(library, first(address, side)) for side in ("a", "b"))
    if left is None or right is None:
        set_title(text.COMPARE)
        _show_choice(address, library, left, right)
        return
    set_title(f"{number_text(left)} – {number_text(right)}", text.COMPARE)
    if left.id == right.id:
        show(notice(compare_text.SAME_DOCUMENT))
    view = View.parse(address)
    if view.mode == "originals":
        _show_originals(library, Comparison(left, right, ()), view)
        return
    work = COMPARISONS.ask(library, left.id, right.id, wait=PATIENCE)
    if work.result:
        _show_comparison(library, work.result, view)
    elif work.error:
        again = url(COMPARE, a=left.id, b=right.id, mode=view.mode)
        show(
            notice(
                compare_text.COMPARE_FAILED,
                tag("p", work.error),
                tag("p", tag("a", compare_text.TRY_AGAIN, href=again)),
            )
        )
        _show_originals(library, Comparison(left, right, ()), replace(view, mode="originals"))
    else:
        _watch(left.id, right.id)


def _show_comparison(library: Library, comparison: Comparison, view: View) -> None:
    view = replace(view, mode=view.mode or usual_mode(comparison))
    if view.mode == "originals":
        _show_originals(library, comparison, view)
    else:
        show_comparison(rows_data(comparison, library.vocab.label, view))


def _show_originals(library: Library, comparison: Comparison, view: View) -> None:
    texts = [library.catalogue.text(document.id) for document in (comparison.left, comparison.right)]
    show_originals(originals_data(comparison, library.vocab.label, view, texts))


@st.fragment(run_every=POLL_SECONDS)
def _watch(left: str, right: str) -> None:
    """Say how far a comparison is; when it is done, the whole page is drawn once more, without the clock."""
    work = COMPARISONS.look(shared_library(), left, right)
    if work is None or work.done.is_set():
        st.rerun()
    show(notice(compare_text.COMPARING.format(share=round(100 * work.share))))


# ── choosing ──


def _document(library: Library, document_id: str) -> Document | None:
    if not document_id:
        return None
    try:
        return library.catalogue.get(document_id)
    except NotFoundError:
        show(notice(text.NOT_FOUND, kind="bad"))
        return None


def _show_choice(address: Params, library: Library, left: Document | None, right: Document | None) -> None:
    """One document chosen or none: what there is, a box, and documents to choose from."""
    chosen, side = (left, "b") if left else (right, "a")
    kept = {} if chosen is None else {"a" if side == "b" else "b": chosen.id}
    side = side if chosen else "a"
    words, exact = first(address, "tim"), first(address, "dung") == "1"
    title = compare_text.CHOOSE_SECOND if chosen else compare_text.CHOOSE_FIRST
    show(tag("h1", title, class_="page-title"), chosen_html(chosen, library.vocab.label))
    show_box(
        {
            "path": COMPARE,
            "name": "tim",
            "value": words,
            "keep": list(kept.items()),
            "label": compare_text.CHOOSE_LABEL,
            "placeholder": compare_text.CHOOSE_LABEL,
            "button": text.SEARCH_BUTTON,
        },
        key="choice-box",
    )
    offered: Sequence[Suggestion] = ()
    if chosen and not words:
        offered = suggest(related_documents(library, chosen.id, limit=CHOICES), library.vocab.label)[:CHOICES]
    if offered:
        show(choices_html(offered, side, kept, library.vocab.label, title=compare_text.SUGGESTED))
        return
    results = search_documents(library, words, limit=CHOICES + 1, exact=exact)
    found = [Suggestion(hit.document) for hit in results.hits if chosen is None or hit.document.id != chosen.id]
    show(
        repaired_html(results, url(COMPARE, **kept, tim=words, dung=1)),
        choices_html(found[:CHOICES], side, kept, library.vocab.label, title=text.RESULTS),
    )


def chosen_html(chosen: Document | None, label: Label) -> Markup | None:
    """The document already chosen."""
    if chosen is None:
        return None
    link = tag("a", title_text(chosen), href=url(READ, id=chosen.id), data_nav=True)
    facts = tag("p", *facts_html(chosen, label), class_="document-facts")
    return tag("div", tag("p", tag("strong", link)), facts, class_="notice")


def repaired_html(results: Results, exactly: str) -> Markup | None:
    """What was searched for in place of what was typed, and the way to the words as typed."""
    if results.repaired is None:
        return None
    typed = tag("a", text.AS_TYPED, href=exactly, data_nav=True)
    return tag("p", f"{text.SEARCHED}: ", tag("strong", results.repaired), " · ", typed, class_="notice repaired")


def choices_html(offered: Sequence[Suggestion], side: str, kept: dict[str, str], label: Label, *, title: str) -> Markup:
    """Documents to choose from, each a link that completes the pair, with the reason why it is offered."""
    if not offered:
        return notice(text.NOTHING, tag("ul", *(tag("li", tip) for tip in text.NOTHING_HELP)))
    items = [
        tag(
            "li",
            tag(
                "h3",
                tag("a", title_text(one.document), href=url(COMPARE, **{**kept, side: one.document.id}), data_nav=True),
            ),
            tag("p", *facts_html(one.document, label), class_="facts"),
            tag("p", one.reason, class_="quiet") if one.reason else None,
            class_="hit",
        )
        for one in offered
    ]
    return join((tag("div", tag("h2", title), class_="head-line"), tag("ol", *items, class_="hits")))
