"""Văn bản chưa có trong kho: a document known only because others cite it, and who they are."""

from __future__ import annotations

from archive.model import Citation, Document, Span
from archive.related import mentions_of
from archive.ui import text
from archive.ui.address import READ, Params, first, url
from archive.ui.format import date_text, title_text
from archive.ui.frame import notice, read_address, set_title, show
from archive.ui.markup import Markup, tag
from archive.ui.results import facts_html
from archive.ui.sheet import Label, value_text
from archive.web.shared import shared_library

Mention = tuple[Document, Citation]
SHOWN = 200
"""Citing documents listed; whoever needs more searches for the number."""


def draw() -> None:
    """Draw who cites the document that the address describes."""
    library, address = shared_library(), read_address()
    wanted = wanted_of(address)
    set_title(wanted.number or text.MISSING)
    by_document: dict[str, list[Mention]] = {}
    seen_in = library.catalogue.many([first(address, "vb")]).get(first(address, "vb"))
    for document, citation in mentions_of(library, wanted, seen_in):
        by_document.setdefault(document.id, []).append((document, citation))
    show(heading_html(wanted, library.vocab.label))
    if not by_document:
        show(notice(text.NOBODY_CITES))
        return
    found = list(by_document.values())[:SHOWN]
    rows = [mention_html(mentions, library.vocab.label) for mentions in found]
    head = tag("div", tag("h2", text.CITED_IN.format(count=len(by_document))), class_="head-line")
    show(head, tag("ol", *rows, class_="hits"))


def wanted_of(address: Params) -> Citation:
    """The document that the address describes, as a citation of it."""
    number, kind, dated, issuer = (first(address, name) or None for name in ("so", "loai", "ngay", "cq"))
    return Citation("", Span(0, 0), "", kind, number, dated, issuer)


def heading_html(wanted: Citation, label: Label) -> Markup:
    """What is known of the missing document, from its citations."""
    kind = value_text("doc_type", wanted.doc_type, label)
    dated = date_text(wanted.dated) if wanted.dated else None
    known = [kind, wanted.number, dated, value_text("issuer", wanted.issuer, label)]
    return tag(
        "header",
        tag("h1", " · ".join(part for part in known if part) or text.MISSING, class_="document-title"),
        tag("p", text.MISSING_HELP, class_="quiet"),
    )


def mention_html(mentions: list[Mention], label: Label) -> Markup:
    """One citing document, and each place where it cites."""
    document = mentions[0][0]
    places = [
        tag(
            "p",
            tag("a", label("relation", citation.relation), href=_place_url(document, citation), data_nav=True),
            " ".join(citation.text.split()),
            class_="passage",
        )
        for _, citation in mentions
    ]
    title = tag("a", title_text(document), href=url(READ, id=document.id), data_nav=True)
    return tag("li", tag("h3", title), tag("p", *facts_html(document, label), class_="facts"), *places, class_="hit")


def _place_url(document: Document, citation: Citation) -> str:
    return url(READ, id=document.id, tu=citation.span.start + 1, den=citation.span.end)
