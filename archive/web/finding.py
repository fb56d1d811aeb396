"""What the search page fetches into place: more passages of a hit, and why it was found. One rule: text as data only.

Both take the parameters of the search page, and `id` for the document.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from archive.errors import ArchiveError, NotFoundError
from archive.explain import explain_hit
from archive.model import Document, Passage
from archive.search import find_more_passages
from archive.ui import text
from archive.ui.address import PASSAGES, READ, REASONS, url
from archive.ui.format import page_text
from archive.ui.why import reason_rows
from archive.web.exports import asked_by
from archive.web.shared import shared_library

AT_ONCE = 5
"""Passages that come at a time."""
_PRIVATE = {"Cache-Control": "no-store"}


def finding_routes() -> list[Route]:
    """GET /doan?id=…&q=…&tu=2 and GET /vi-sao?id=…&q=…"""
    return [Route(PASSAGES, send_passages), Route(REASONS, send_reasons)]


def send_passages(request: Request) -> Response:
    """Passages of a document after the first `tu`: {passages: [{href, page, section, parts}], rest, said, next}."""
    asked, document_id = asked_by(request), request.query_params.get("id", "")
    given = request.query_params.get("tu", "")
    skip = int(given) if given.isdecimal() and len(given) < 5 else 0
    try:
        library = shared_library()
        document = library.catalogue.get(document_id)
        found = find_more_passages(
            library,
            asked.text,
            document_id,
            skip=skip,
            most=AT_ONCE + 1,
            exact=asked.exact,
            expand=not asked.plain,
        )
    except ArchiveError as error:
        return _failed(error)
    marked = [passage for passage in found if passage.marks]
    shown = [_passage_data(passage, document, asked.text) for passage in marked[:AT_ONCE]]
    after = url(PASSAGES, **asked.params(), id=document_id, tu=str(skip + AT_ONCE))
    rest = len(marked) > AT_ONCE
    return JSONResponse({"passages": shown, "rest": rest, "said": text.STILL_MORE, "next": after}, headers=_PRIVATE)


def send_reasons(request: Request) -> Response:
    """Why a document was found: {rows: [[[words, kind], …], …]}, kind "" or "strong"."""
    asked, document_id = asked_by(request), request.query_params.get("id", "")
    try:
        library = shared_library()
        explanation = explain_hit(library, asked.text, document_id, exact=asked.exact, expand=not asked.plain)
    except ArchiveError as error:
        return _failed(error)
    return JSONResponse({"rows": reason_rows(explanation)}, headers=_PRIVATE)


def _passage_data(passage: Passage, document: Document, query: str) -> dict[str, object]:
    parts: list[tuple[str, bool]] = []
    end = 0
    for mark in passage.marks:
        parts += [(passage.text[end : mark.start], False), (passage.text[mark.start : mark.end], True)]
        end = mark.end
    parts.append((passage.text[end:], False))
    return {
        "href": url(READ, id=document.id, q=query, vt=passage.span.start + 1),
        "page": page_text(document, passage.page) or text.TO_PLACE,
        "section": passage.section,
        "parts": [part for part in parts if part[0]],
    }


def _failed(error: ArchiveError) -> Response:
    return PlainTextResponse(str(error), 404 if isinstance(error, NotFoundError) else 503)
