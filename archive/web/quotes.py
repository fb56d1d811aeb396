"""Passages to quote, one or a basket of them, as data for our pages and as a Word file.

The one rule: the browser names places only; every quoted word and every citation comes from the archive.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from typing import Any

from docx import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from archive.errors import ArchiveError, NotFoundError
from archive.model import Span
from archive.quote import LONGEST, Quote, quote_passage
from archive.ui import reading_text
from archive.ui.address import READ, url
from archive.web.bodies import read_json
from archive.web.shared import ID, shared_library
from archive.web.uploads import HEADER

MOST = 300
"""Passages of one basket."""
LARGEST = 64 << 10
"""Bytes of a request: 300 places take some 20 kB."""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILE_NAME = "trich-dan.docx"
TITLE = "TRÍCH DẪN"
GONE = "Không còn trong kho."
BAD = "Yêu cầu không đúng dạng, hoặc quá nhiều đoạn trích (tối đa 300)."

Place = tuple[str, int, int]
"""Id of a document, first and last character of a passage, both counted from 1."""


def quote_routes() -> list[Route]:
    """POST /trich-dan gives the passages a request names, POST /trich-dan/docx a Word file of them.

    A request is `{"quotes": [{"id": …, "tu": …, "den": …}, …]}`; an answer has a row for each, in order:
    `{"id", "tu", "den", "text", "citation", "check", "link"}` (check: what to look at before it is cited, or ""), or
    `{"id", "tu", "den", "gone": why}`.
    """
    return [
        Route("/trich-dan", send_quotes, methods=["POST"]),
        Route("/trich-dan/docx", send_word_file, methods=["POST"]),
    ]


async def send_quotes(request: Request) -> Response:
    """The passages with their citations."""
    if HEADER not in request.headers:
        return Response(status_code=403)
    places = await _places(request)
    if places is None:
        return JSONResponse({"error": BAD}, 400)
    try:
        found = await run_in_threadpool(_quotes, places)
    except ArchiveError as error:
        return JSONResponse({"error": str(error)}, 503)
    rows = [_row(place, quote) for place, quote in zip(places, found, strict=True)]
    return JSONResponse({"quotes": rows, "longest": LONGEST})


async def send_word_file(request: Request) -> Response:
    """The passages that are still in the archive as a Word file."""
    if HEADER not in request.headers:
        return Response(status_code=403)
    places = await _places(request)
    if not places:
        return JSONResponse({"error": BAD}, 400)
    try:
        found = await run_in_threadpool(_quotes, places)
    except ArchiveError as error:
        return JSONResponse({"error": str(error)}, 503)
    content = await run_in_threadpool(word_file, [quote for quote in found if quote], str(request.base_url).rstrip("/"))
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"', "Cache-Control": "no-store"}
    return Response(content, media_type=DOCX, headers=headers)


def what_to_check(quote: Quote) -> str:
    """`cần kiểm tra: số, ngày`; "" where the citation has all that was read."""
    fields = ", ".join(reading_text.CITED[name] for name in quote.unsure)
    return reading_text.TO_CHECK.format(fields=fields) if fields else ""


def link_to(quote: Quote) -> str:
    """Address that opens exactly this passage."""
    return url(READ, id=quote.document.id, tu=quote.span.start + 1, den=quote.span.end)


def word_file(quotes: Sequence[Quote], address: str) -> bytes:
    """A Word file: each passage in quotation marks, its citation and its link below."""
    file = WordFile()
    file.core_properties.author, file.core_properties.title = "", TITLE
    file.core_properties.language = "vi-VN"
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    head = file.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.add_run(TITLE).bold = True
    for quote in quotes:
        lines = _printable(quote.text).split("\n")
        for place, line in enumerate(lines):
            opened, closed = "“" * (place == 0), "”" * (place == len(lines) - 1)
            words = file.add_paragraph(f"{opened}{line}{closed}")
            words.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        source = file.add_paragraph()
        source.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        source.add_run(f"({_printable(quote.citation)})").italic = True
        if check := what_to_check(quote):
            source.add_run(f" [{check}]").bold = True
        link = source.add_run(f"\n{address}{link_to(quote)}")
        link.font.size = Pt(9)
    content = BytesIO()
    file.save(content)
    return content.getvalue()


def _printable(text: str) -> str:
    """Text without the control characters that XML does not allow."""
    return "".join(letter for letter in text if letter == "\n" or letter.isprintable())


def _quotes(places: Sequence[Place]) -> list[Quote | None]:
    """The quotes of places, None for what is not there. A document is read once, however often it is quoted."""
    library = shared_library()
    found: dict[Place, Quote] = {}
    for document_id in dict.fromkeys(document_id for document_id, _, _ in places):
        try:
            document, text = library.catalogue.get(document_id), library.catalogue.text(document_id)
        except NotFoundError:
            continue
        for place in {place for place in places if place[0] == document_id}:
            with suppress(NotFoundError):
                found[place] = quote_passage(document, text, Span(place[1] - 1, place[2]), library.vocab)
    return [found.get(place) for place in places]


def _row(place: Place, quote: Quote | None) -> dict[str, object]:
    if quote is None:
        return {"id": place[0], "tu": place[1], "den": place[2], "gone": GONE}
    return {
        "id": quote.document.id,
        "tu": quote.span.start + 1,
        "den": quote.span.end,
        "text": quote.text,
        "citation": quote.citation,
        "check": what_to_check(quote),
        "link": link_to(quote),
    }


async def _places(request: Request) -> list[Place] | None:
    """The places a request names; None when it is too large or not of the form."""
    sent: Any = await read_json(request, LARGEST)
    try:
        places = [_place(row) for row in sent["quotes"]]
    except (ValueError, KeyError, TypeError):
        return None
    return places if len(places) <= MOST else None


def _place(row: dict[str, Any]) -> Place:
    document_id, start, end = row["id"], row["tu"], row["den"]
    if type(start) is not int or type(end) is not int or not ID.fullmatch(document_id):
        raise TypeError
    return document_id, start, end
