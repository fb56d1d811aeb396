"""So sánh: two documents side by side, one aligned pair of sections a row; with fewer than two, choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from archive.compare import compare_documents
from archive.errors import NotFoundError
from archive.library import Library
from archive.model import Change, Comparison, Document, Section
from archive.related import related_documents
from archive.search import search_documents
from archive.ui import text
from archive.ui.address import COMPARE, READ, Params, first, original_url, url
from archive.ui.components import show_box, show_comparison
from archive.ui.format import date_text, number_text, title_text
from archive.ui.frame import notice, read_address, set_title, show
from archive.text.lines import join_lines, narrow_lines, paper_width, spell_out
from archive.ui.markup import Markup, join, tag
from archive.ui.results import facts_html
from archive.ui.sheet import HEADING_LENGTH, Label, value_text
from archive.web.shared import shared_library

CHOICES = 10
"""Documents offered when one is to be chosen."""
Run = tuple[bool, str]
"""Words of one side, and whether the other side lacks them."""
DIFFERENT = "khac"
"""Value of `xem` that hides the rows that are the same; the other values are names of kinds."""


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
        show(notice(text.SAME_DOCUMENT))
    changes = _compared(library, left.id, right.id).changes
    shown = first(address, "xem")
    show_comparison(comparison_data(Comparison(left, right, changes), library.vocab.label, shown=shown))


# Kept by the ids, which name the texts; the facts of both heads are read anew, as a person may have corrected them.
@st.cache_resource(show_spinner=False, max_entries=32, hash_funcs={Library: lambda library: str(library.generation)})
def _compared(library: Library, left: str, right: str) -> Comparison:
    return compare_documents(library, left, right)


def comparison_data(comparison: Comparison, label: Label, *, shown: str) -> dict[str, object]:
    """All that `compare.js` draws. `shown` is "", DIFFERENT or the name of a kind of change."""
    left, right = comparison.left, comparison.right
    counts = Counter[str](change.kind for change in comparison.changes)
    different = sum(count for kind, count in counts.items() if kind != "same")
    choices = [
        ("", text.COMPARISON["all"], len(comparison.changes)),
        (DIFFERENT, text.COMPARISON["different"], different),
    ]
    choices += [(kind, name, counts[kind]) for kind, name in text.KINDS.items() if counts[kind]]
    edits = [edit for change in comparison.changes for edit in change.edits]
    widths = paper_width("".join(edit.left for edit in edits)), paper_width("".join(edit.right for edit in edits))
    known = shown if shown in {value for value, _, _ in choices} else ""
    return {
        "id": f"{left.id}-{right.id}",
        "sides": [_side_data(left, right, "a", label), _side_data(right, left, "b", label)],
        "swap": {"text": text.SWAP, "href": url(COMPARE, a=right.id, b=left.id, xem=known)},
        "shown": known,
        "choices": [
            {
                "name": name,
                "count": count,
                "href": url(COMPARE, a=left.id, b=right.id, xem=value),
                "current": value == known,
            }
            for value, name, count in choices
        ],
        "rows": [_row_data(change, widths) for change in comparison.changes],
        "labels": text.COMPARISON,
    }


def _side_data(document: Document, other: Document, side: str, label: Label) -> dict[str, object]:
    issuer = value_text("issuer", document.value("issuer"), label)
    about = [number_text(document), date_text(document.value("date")), *([issuer] if issuer else [])]
    kept = {"b" if side == "a" else "a": other.id}
    return {
        "title": title_text(document),
        "about": " · ".join(about),
        "read": url(READ, id=document.id),
        "original": original_url(document.id),
        "change": url(COMPARE, **kept),
    }


def _row_data(change: Change, widths: tuple[int, int]) -> dict[str, object]:
    """One row; a side that lacks the section is None."""
    paired = change.left is not None and change.right is not None
    left = [(paired and edit.kind != "equal", edit.left) for edit in change.edits if edit.left]
    right = [(paired and edit.kind != "equal", edit.right) for edit in change.edits if edit.right]
    return {
        "kind": change.kind,
        "name": text.KINDS[change.kind],
        "sides": [_words_data(change.left, left, widths[0]), _words_data(change.right, right, widths[1])],
    }


def _words_data(section: Section | None, runs: Sequence[Run], width: int) -> dict[str, object] | None:
    """The words of one side: a short first line after a label is its heading."""
    if section is None:
        return None
    joined = join_lines("".join(words for _, words in runs), width=width)
    title = spell_out(joined, 0, section.title)
    joined = joined[:title].replace("\n", " ") + joined[title:]
    line = joined.find("\n", title)
    end = line if 0 <= line <= HEADING_LENGTH else len(joined) if len(joined) <= HEADING_LENGTH else 0
    place, shown = 0, []
    for changed, words in runs:
        shown.append((changed, joined[place : place + len(words)]))
        place += len(words)
    heading, rest = _cut(shown, end if section.label else 0)
    body = [(changed, narrow_lines(words)) for changed, words in rest]
    if body:
        body[0] = (body[0][0], body[0][1].lstrip())
    return {"label": section.label, "heading": heading, "text": body}


def _cut(runs: Sequence[Run], at: int) -> tuple[list[Run], list[Run]]:
    """Runs before and after a place in their joined words."""
    before: list[Run] = []
    for number, (changed, words) in enumerate(runs):
        if at < len(words):
            parts = [(changed, words[:at])] if at else []
            return before + parts, [(changed, words[at:]), *runs[number + 1 :]]
        before.append((changed, words))
        at -= len(words)
    return before, []


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
    words = first(address, "tim")
    title = text.CHOOSE_SECOND if chosen else text.CHOOSE_FIRST
    show(tag("h1", title, class_="page-title"), chosen_html(chosen, library.vocab.label))
    show_box(
        {
            "path": COMPARE,
            "name": "tim",
            "value": words,
            "keep": list(kept.items()),
            "label": text.CHOOSE_LABEL,
            "placeholder": text.CHOOSE_LABEL,
            "button": text.SEARCH_BUTTON,
        },
        key="choice-box",
    )
    show(
        choices_html(
            _offered(library, words, chosen), side, kept, library.vocab.label, suggested=bool(chosen and not words)
        )
    )


def _offered(library: Library, words: str, chosen: Document | None) -> list[Document]:
    """Documents to choose from: those found, else those related to the chosen one, else the newest."""
    found: list[Document] = []
    if chosen and not words:
        related = related_documents(library, chosen.id, limit=CHOICES)
        cited = [link.document for link in related.links if link.document]
        found = [*related.series, *cited, *(document for document, _ in related.similar)]
    if not found:
        found = [hit.document for hit in search_documents(library, words, limit=CHOICES + 1, exact=True).hits]
    unique = {document.id: document for document in found if chosen is None or document.id != chosen.id}
    return list(unique.values())[:CHOICES]


def chosen_html(chosen: Document | None, label: Label) -> Markup | None:
    """The document already chosen."""
    if chosen is None:
        return None
    link = tag("a", title_text(chosen), href=url(READ, id=chosen.id), data_nav=True)
    facts = tag("p", *facts_html(chosen, label), class_="document-facts")
    return tag("div", tag("p", tag("strong", link)), facts, class_="notice")


def choices_html(offered: list[Document], side: str, kept: dict[str, str], label: Label, *, suggested: bool) -> Markup:
    """Documents to choose from, each a link that completes the pair."""
    if not offered:
        return notice(text.NOTHING, tag("ul", *(tag("li", tip) for tip in text.NOTHING_HELP)))
    items = [
        tag(
            "li",
            tag("h3", tag("a", title_text(document), href=url(COMPARE, **{**kept, side: document.id}), data_nav=True)),
            tag("p", *facts_html(document, label), class_="facts"),
            class_="hit",
        )
        for document in offered
    ]
    title = text.SUGGESTED if suggested else text.RESULTS
    return join((tag("div", tag("h2", title), class_="head-line"), tag("ol", *items, class_="hits")))
