"""What a person says while going through the queue: JSON in, JSON out. One rule: only our own page is listened to.

POST /xac-nhan/{id}   {"values": {field: text}}             accept a paper, with these fields set otherwise
POST /xac-nhan        {"ids": […], "field": …, "value": …}  say the same of the documents read alike
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from archive.correct import MOST_ALIKE, accept_document, correct_documents, find_alike
from archive.errors import ArchiveError, CorrectionError
from archive.library import Library
from archive.review import find_neighbours
from archive.store.corrections import normal_form
from archive.web.shared import shared_library
from archive.web.uploads import HEADER

LARGEST = 64 << 10
"""Bytes of what is said at once."""
WAIT_SECONDS = 5.0
NOT_UNDERSTOOD = "Trang gửi dữ liệu không hiểu được. Tải lại trang rồi làm lại."


class _FieldError(CorrectionError):
    """A value of one field that cannot be kept."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


def review_routes() -> list[Route]:
    """Accept a paper; say the same of others."""
    return [
        Route("/xac-nhan/{id}", accept, methods=["POST"]),
        Route("/xac-nhan", apply_alike, methods=["POST"]),
    ]


async def accept(request: Request) -> Response:
    """{"next": id or null, "waiting": count, "alike": [{field, value, label, ids}, …]}."""
    return await _answer(request, _accept)


async def apply_alike(request: Request) -> Response:
    """{"changed": count}."""
    return await _answer(request, _apply_alike)


async def _answer(request: Request, work: Callable[[str, dict[str, Any]], dict[str, Any]]) -> Response:
    """Run a piece of work on what was sent; what the archive objects to is told with status 400."""
    if HEADER not in request.headers:
        return Response(status_code=403)
    body = await request.body()
    try:
        sent = json.loads(body) if len(body) <= LARGEST else None
    except ValueError:
        sent = None
    if not isinstance(sent, dict):
        return JSONResponse({"error": NOT_UNDERSTOOD}, status_code=400)
    try:
        return JSONResponse(await run_in_threadpool(work, request.path_params.get("id", ""), sent))
    except _FieldError as error:
        return JSONResponse({"error": str(error), "field": error.field}, status_code=400)
    except ArchiveError as error:
        return JSONResponse({"error": str(error)}, status_code=400)


def _accept(document_id: str, sent: dict[str, Any]) -> dict[str, Any]:
    values = sent.get("values")
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise CorrectionError(NOT_UNDERSTOOD)
    library = shared_library()
    for field, value in values.items():
        try:
            normal_form(field, value, library.vocab)
        except ArchiveError as error:
            raise _FieldError(field, str(error)) from error
    _, following = find_neighbours(library, document_id)
    accept_document(library, document_id, values, wait=WAIT_SECONDS)
    return {
        "next": following if following != document_id else None,
        "waiting": library.catalogue.count_to_review(),
        "alike": [found for field in values if (found := _alike(library, document_id, field))],
    }


def _alike(library: Library, document_id: str, field: str) -> dict[str, Any] | None:
    """The documents a correction may be said of too; None where there are none."""
    documents = find_alike(library, document_id, field)
    if not documents:
        return None
    value = library.catalogue.get(document_id).value(field)
    return {
        "field": field,
        "value": value or "",
        "label": library.vocab.label(field, value) if value else "",
        "ids": [document.id for document in documents],
    }


def _apply_alike(_: str, sent: dict[str, Any]) -> dict[str, Any]:
    ids, field, value = sent.get("ids"), sent.get("field"), sent.get("value")
    if not isinstance(ids, list) or not isinstance(field, str) or not isinstance(value, str):
        raise CorrectionError(NOT_UNDERSTOOD)
    names = [str(name) for name in ids[:MOST_ALIKE]]
    changed = correct_documents(shared_library(), names, {field: value}, wait=WAIT_SECONDS)
    return {"changed": len(changed)}
