"""Đọc: one document with its facts and their evidence, its text, and the documents around it."""

from __future__ import annotations

from archive.errors import NotFoundError
from archive.model import Document, Span
from archive.read import read_document
from archive.related import related_documents
from archive.ui import text
from archive.ui.address import COMPARE, READ, REVIEW, SEARCH, Params, first, original_url, url
from archive.ui.components import show_reader
from archive.ui.correct_form import show_correct_form
from archive.ui.format import title_text
from archive.ui.frame import notice, read_address, set_title, show
from archive.ui.markup import Markup, tag
from archive.ui.reading import VIEWS, Wanted, reader_data
from archive.ui.results import facts_html
from archive.ui.sheet import Label
from archive.web.originals import SHOWN
from archive.web.shared import shared_library

RELATED = 8
"""Documents of each kind of relation shown beside a text."""


def draw() -> None:
    """Draw the document its address names."""
    address = read_address()
    document_id, query = first(address, "id"), first(address, "q")
    library = shared_library()
    try:
        reading = read_document(library, document_id, query=query)
    except NotFoundError:
        set_title(text.READ)
        show(missing_html())
        return
    document, label = reading.document, library.vocab.label
    set_title(title_text(document), text.READ)
    show(head_html(document, label))
    show_correct_form(document, library, opened=first(address, "sua") == "1")
    related = related_documents(library, document.id, limit=RELATED)
    show_reader(reader_data(reading, related, label, wanted_of(address, len(reading.text))))


def wanted_of(address: Params, length: int) -> Wanted:
    """What the address asks for; a place outside the text, or a passage that is none, is left out."""
    place, start, end = (_place(first(address, name)) for name in ("vt", "tu", "den"))
    quoted = Span(start - 1, end) if start and end and start <= end <= length else None
    view = first(address, "xem")
    kept = {name: first(address, name) for name in ("id", "q", "vt", "tu", "den")}
    return Wanted(
        query=first(address, "q"),
        at=place - 1 if place and place <= length else None,
        quoted=quoted,
        view=view if view in VIEWS else "",
        address=url(READ, **kept),
    )


def _place(value: str) -> int | None:
    return int(value) if value.isdecimal() and len(value) < 10 else None


def head_html(document: Document, label: Label) -> Markup:
    """What the document is, and what can be done with it."""
    original = original_url(document.id)
    opened = tag("a", text.OPEN_ORIGINAL, href=original, target="_blank", rel="noopener")
    return tag(
        "header",
        tag("h1", title_text(document), class_="document-title"),
        tag("p", *facts_html(document, label), class_="document-facts"),
        tag(
            "p",
            opened if document.media_type in SHOWN else None,
            tag("a", text.DOWNLOAD, href=url(original, tai=1), download=document.name),
            tag("a", text.OPEN_BESIDE, href=url(COMPARE, a=document.id), data_nav=True),
            tag("a", text.CHECK_PAGES, href=url(REVIEW, id=document.id), data_nav=True),
            class_="actions",
        ),
    )


def missing_html() -> Markup:
    """That there is no such document."""
    back = tag("p", tag("a", text.TO_SEARCH, href=SEARCH, data_nav=True))
    return tag(
        "div",
        tag("h1", text.NOT_FOUND, class_="page-title"),
        notice(text.NOT_FOUND_HELP, back),
    )
