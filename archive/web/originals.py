"""Original files, byte for byte, with ranges. One rule: nothing a person handed in runs as a page of ours."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from archive.errors import ArchiveError, NotFoundError
from archive.web.shared import ID, answer_missing, shared_library

SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg"})
"""What a browser can and may show by itself; all else is downloaded. TIFF has its pictures, `archive.web.pictures`."""
_HEADERS = {
    # Streamlit would otherwise compress it, and a compressed answer has no ranges.
    "Content-Encoding": "identity",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, max-age=3600",
    "Content-Security-Policy": "default-src 'none'; object-src 'self'; frame-ancestors 'self'",
}


def original_routes() -> list[Route]:
    """GET /tep/{id} shows the file where that is safe; with ?tai=1 it is always a download."""
    return [Route("/tep/{id}", send_original)]


def send_original(request: Request) -> Response:
    """The bytes as handed in, under the name they had."""
    document_id = request.path_params["id"]
    if not ID.fullmatch(document_id):
        return answer_missing("Không có văn bản này trong kho.")
    try:
        library = shared_library()
        document = library.catalogue.get(document_id)
    except NotFoundError as error:
        return answer_missing(str(error))
    except ArchiveError as error:
        return PlainTextResponse(str(error), 503)
    path = library.files.original(document.sha256, document.name)
    if not path.is_file():
        return answer_missing("Tệp gốc không còn trong kho. Chạy `archive check` để kiểm tra.")
    shown = document.media_type in SHOWN and not request.query_params.get("tai")
    return FileResponse(
        path,
        media_type=document.media_type if shown else "application/octet-stream",
        filename=document.name.rpartition("/")[2],  # a file out of a ZIP has its path as its name
        content_disposition_type="inline" if shown else "attachment",
        headers=_HEADERS,
    )
