"""What a person says while going through the queue: JSON in, JSON out. One rule: only our own page is listened to.

POST /xac-nhan/{id}   {"values": {field: text}}             accept a paper, with these fields set otherwise
POST /xac-nhan/{id}/trang {"page"}                          a further paper begins on this page of the file
POST /xac-nhan        {"id", "field", "ids": […], "next"}   say the same of the documents read alike
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from archive.correct import accept_document, begin_paper, correct_alike, find_alike
from archive.errors import ArchiveError, CorrectionError
from archive.library import Library
from archive.review import find_neighbours, queue_from, reasons_of
from archive.store.corrections import normal_form
from archive.ui.correct_form import written
from archive.web.bodies import read_json
from archive.web.shared import shared_library
from archive.web.uploads import HEADER

LARGEST = 64 << 10
"""Bytes of what is said at once."""
WAIT_SECONDS = 5.0
NOT_UNDERSTOOD = "Trang gửi dữ liệu không hiểu được. Tải lại trang rồi làm lại."
CHANGED = "Văn bản này vừa được đọc lại hoặc sửa ở nơi khác. Tải lại trang để xem rồi lưu."


class _FieldError(CorrectionError):
    """A value of one field that cannot be kept."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


def review_routes() -> list[Route]:
    """Accept a paper; say where another begins in its file; say the same of others."""
    return [
        Route("/xac-nhan/{id}", accept, methods=["POST"]),
        Route("/xac-nhan/{id}/trang", begin, methods=["POST"]),
        Route("/xac-nhan", apply_alike, methods=["POST"]),
    ]


async def accept(request: Request) -> Response:
    """{"next": id or null, "waiting": count, "alike": [{field, label, confirmed, ids}, …]}."""
    return await _answer(request, _accept)


async def begin(request: Request) -> Response:
    """{"parts": how many papers the file has now}."""
    return await _answer(request, _begin)


async def apply_alike(request: Request) -> Response:
    """{"changed": count, "next": id of the first paper from `next` on that still waits, or null}."""
    return await _answer(request, _apply_alike)


async def _answer(request: Request, work: Callable[[str, dict[str, Any]], dict[str, Any]]) -> Response:
    """Run a piece of work on what was sent; what the archive objects to is told with status 400."""
    if HEADER not in request.headers:
        return Response(status_code=403)
    sent = await read_json(request, LARGEST)
    if not isinstance(sent, dict):
        return JSONResponse({"error": NOT_UNDERSTOOD}, status_code=400)
    try:
        return JSONResponse(await run_in_threadpool(work, request.path_params.get("id", ""), sent))
    except _FieldError as error:
        return JSONResponse({"error": str(error), "field": error.field}, status_code=400)
    except ArchiveError as error:
        return JSONResponse({"error": str(error)}, status_code=400)


def _accept(document_id: str, sent: dict[str, Any]) -> dict[str, Any]:
    values, shown = _texts(sent.get("values")), _texts(sent.get("shown"))
    library = shared_library()
    document = library.catalogue.get(document_id)
    for field, value in values.items():
        try:
            normal_form(field, value, library.vocab)
        except ArchiveError as error:
            raise _FieldError(field, str(error)) from error
    doubtful = {reason.field for reason in reasons_of(document) if reason.kind == "doubt" and reason.field}
    if any(written(document, field, library) != shown.get(field) for field in doubtful - values.keys()):
        raise CorrectionError(CHANGED)
    inferred = sorted(field for field in doubtful - values.keys() if document.fact(field).status == "inferred")
    _, following = find_neighbours(library, document_id)
    accept_document(library, document_id, values, wait=WAIT_SECONDS)
    return {
        "next": following if following != document_id else None,
        "waiting": library.catalogue.count_to_review(),
        "alike": [found for field in (*values, *inferred) if (found := _alike(library, document_id, field))],
    }


def _begin(document_id: str, sent: dict[str, Any]) -> dict[str, Any]:
    page = sent.get("page")
    if not isinstance(page, int):
        raise CorrectionError(NOT_UNDERSTOOD)
    return {"parts": len(begin_paper(shared_library(), document_id, page, wait=WAIT_SECONDS).parts)}


def _texts(sent: object) -> dict[str, str]:
    if not isinstance(sent, dict) or not all(isinstance(value, str) for value in sent.values()):
        raise CorrectionError(NOT_UNDERSTOOD)
    return sent


def _alike(library: Library, document_id: str, field: str) -> dict[str, Any] | None:
    """The documents a correction may be said of too; None where there are none."""
    documents = find_alike(library, document_id, field)
    if not documents:
        return None
    document = library.catalogue.get(document_id)
    label, confirmed = written(document, field, library), document.fact(field).status == "confirmed"
    return {"field": field, "label": label, "confirmed": confirmed, "ids": [document.id for document in documents]}


def _apply_alike(_: str, sent: dict[str, Any]) -> dict[str, Any]:
    source, field, ids = sent.get("id"), sent.get("field"), sent.get("ids")
    if not isinstance(source, str) or not isinstance(field, str) or not isinstance(ids, list):
        raise CorrectionError(NOT_UNDERSTOOD)
    library, following = shared_library(), sent.get("next")
    order = queue_from(library, following) if isinstance(following, str) else ()
    changed = correct_alike(library, source, field, map(str, ids), wait=WAIT_SECONDS)
    left = set(queue_from(library))
    return {"changed": len(changed), "next": next((name for name in order if name in left), None)}
