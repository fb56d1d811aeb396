"""Pictures of pages, and where their words stand. The one rule: what was handed in is drawn elsewhere, in a child."""

from __future__ import annotations

import atexit
import re
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from archive.config import Config
from archive.draw import Order, Painter, nearest_width
from archive.errors import ArchiveError, NotFoundError, ReadError
from archive.model import Document, Page
from archive.web.shared import ID, answer_missing, shared_library

DRAWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/tiff"})
"""Media types that have pictures of their pages."""
USUAL_WIDTH = 1200
_DRAWING = "1"
"""Counted up when pictures or words come out otherwise, so that browsers ask again."""
_NUMBER = re.compile(r"[0-9]{1,20}")
_HEADERS = {
    "Content-Encoding": "identity",  # Streamlit would otherwise compress pictures once more
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, max-age=3600",
    "Content-Security-Policy": "default-src 'none'",
}


def picture_routes() -> list[Route]:
    """GET /trang/{id}/{n}.png?rong=1200: a page as a picture; /trang/{id}/{n}.json: its words with their places."""
    return [
        Route("/trang/{id}/{number}.png", send_picture),
        Route("/trang/{id}/{number}.json", send_words),
    ]


def send_picture(request: Request) -> Response:
    """A page so many pixels wide, or a little wider: few widths are drawn, so that they are drawn once."""
    wanted = request.query_params.get("rong", "")
    width = nearest_width(int(wanted)) if re.fullmatch(r"[0-9]{1,5}", wanted) else nearest_width(USUAL_WIDTH)
    return _send(request, width)


def send_words(request: Request) -> Response:
    """{"width", "height" (points or pixels), "words": [[x0, y0, x1, y1, text], …]}, places as shares of the page."""
    return _send(request, 0)


def _send(request: Request, width: int) -> Response:
    document_id, number = request.path_params["id"], request.path_params["number"]
    if not ID.fullmatch(document_id):
        return answer_missing("Không có văn bản này trong kho.")
    if not _NUMBER.fullmatch(number):
        return answer_missing("Văn bản không có trang này.")
    try:
        library = shared_library()
        document = library.catalogue.get(document_id)
        page = _page_of(document, int(number))
        path = library.files.original(document.sha256, document.name)
        if not path.is_file():
            return answer_missing("Tệp gốc không còn trong kho. Chạy `archive check` để kiểm tra.")
        order = Order(path, document.sha256, document.media_type, page.number, width, page.source == "ocr")
        tag = f'"{document.sha256[:32]}-{_DRAWING}-{order.name}"'
        headers = {**_HEADERS, "ETag": tag}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        drawn = _painter(library.config).draw(order)
    except (NotFoundError, ReadError) as error:
        return answer_missing(str(error))
    except ArchiveError as error:
        return PlainTextResponse(str(error), 503)
    return Response(drawn, media_type=_media_type(drawn), headers=headers)


def _page_of(document: Document, number: int) -> Page:
    """The page of this number.

    Raises:
        ReadError: the document has none such, or no pictures at all.
    """
    if document.media_type not in DRAWN:
        raise ReadError("Tệp này không có ảnh trang: chỉ PDF và ảnh (PNG, JPEG, TIFF) có. Đọc phần chữ, hoặc tải tệp.")
    page = next((page for page in document.pages if page.number == number), None)
    if page is None:
        raise ReadError(f"Văn bản không có trang {number}; có {len(document.pages)} trang.")
    return page


@lru_cache(maxsize=1)
def _painter(config: Config) -> Painter:
    painter = Painter(config)
    atexit.register(painter.close)
    return painter


def _media_type(drawn: bytes) -> str:
    if drawn.startswith(b"{"):
        return "application/json"
    return "image/png" if drawn.startswith(b"\x89PNG") else "image/webp"
