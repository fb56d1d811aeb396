"""Tìm kiếm: the box, the filters, the hits; before anything is asked, how to ask and what is new."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from archive.explain import suggest_spellings
from archive.library import Library
from archive.model import Results
from archive.search import search_documents
from archive.ui import text
from archive.ui.address import SEARCH, SUGGESTIONS
from archive.ui.asked import FILTERS, Asked
from archive.ui.components import follow_answer, show_finder
from archive.ui.facets import value_label
from archive.ui.first_steps import (
    find_ways,
    no_documents_html,
    nothing_html,
    past_the_end_html,
    start_html,
    without_demands,
)
from archive.ui.frame import read_address, set_title, show
from archive.ui.markup import Markup, tag
from archive.ui.results import PAGE_SIZE, beside_filters, results_html
from archive.vocab import Vocab
from archive.web.shared import shared_library

MOST_SPELLINGS, MOST_RESPELLED = 3, 6
"""Spellings offered for a word that is not in the archive, and for a whole question."""
RECENT = 6
"""Documents added last that are shown before anything is asked."""


def draw() -> None:
    """Draw the page its address asks for."""
    asked = Asked.parse(read_address())
    set_title(*([asked.text] if asked.text else []), text.SEARCH)
    library = shared_library()
    show(tag("h1", text.SEARCH_TITLE, class_="page-title" if asked.is_start else "hidden-text"))
    show_finder(_finder_data(asked, library.vocab), key="search-box")
    show(page_html(asked, library))
    follow_answer(text.ANSWER)


def page_html(asked: Asked, library: Library) -> Markup:
    """All below the box."""
    results = ask(library, asked, limit=0 if asked.is_start else PAGE_SIZE)
    if asked.is_start and results.total:
        start = start_html(library.catalogue.recent(RECENT), results.total, library.vocab.label)
        return beside_filters(asked, results, library.vocab, start)
    return results_html(asked, results, library.vocab, lambda: _empty_html(asked, results, library))


def ask(library: Library, asked: Asked, *, limit: int = PAGE_SIZE) -> Results:
    """What the archive answers to a question; `limit` hits from the page it names."""
    return search_documents(
        library,
        asked.text,
        **asked.arguments(),
        offset=(asked.page - 1) * PAGE_SIZE,
        limit=limit,
        fold=not asked.apart,
    )


def _empty_html(asked: Asked, results: Results, library: Library) -> Markup:
    if results.total:
        return past_the_end_html(asked)
    if asked.is_empty:
        return no_documents_html()

    def count(other: Asked) -> int:
        return ask(library, other, limit=0).total

    return nothing_html(
        results.repaired or asked.text, _respelled(asked, library, count), find_ways(asked, library.vocab, count)
    )


def _respelled(asked: Asked, library: Library, count: Callable[[Asked], int]) -> tuple[Asked, ...]:
    """The question with a word the archive does not have as those it has that are spelled nearly so.

    What finds nothing that way is asked without its demands.
    """
    found = suggest_spellings(library, asked.text) if asked.text else ()
    ways = [(typed, near) for typed, spellings in found for near in spellings[:MOST_SPELLINGS]][:MOST_RESPELLED]
    questions = [replace(asked, text=asked.text.replace(typed, near, 1), page=1) for typed, near in ways]
    if not any(map(count, questions)):
        questions = [without_demands(question, library.vocab) for question in questions]
    return tuple(question for question in questions if count(question))


def _finder_data(asked: Asked, vocab: Vocab) -> dict[str, object]:
    keep = [(key, value) for key, value in asked.pairs() if key not in ("q", "dung")]
    return {
        "path": SEARCH,
        "suggestions": SUGGESTIONS,
        "value": asked.text,
        "keep": keep,
        "title": "" if asked.is_empty else _title(asked, vocab),
        "href": "" if asked.is_empty else replace(asked, page=1).url(),
        "start": asked.is_start,
        "text": text.FINDER,
    }


def _title(asked: Asked, vocab: Vocab) -> str:
    """What a search is called in the lists of the browser: its words and its filters."""
    chosen = [
        ("− " if side == "without" else "") + value_label(vocab, FILTERS[key], value)
        for side, key, value in asked.choices()
    ]
    return " · ".join([*([asked.text] if asked.text else []), *chosen, *(text.CERTAIN[name] for name in asked.certain)])
