"""What may be meant while a person types. One rule: text as data only, and quickly or not at all."""

from __future__ import annotations

from itertools import groupby

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from archive.errors import ArchiveError
from archive.suggest import Suggestion, suggest
from archive.ui import text
from archive.ui.address import READ, SEARCH, SUGGESTIONS, url
from archive.ui.format import count_text
from archive.web.shared import shared_library

_HEADERS = {"Cache-Control": "no-store"}


def suggestion_routes() -> list[Route]:
    """GET /goi-y?q=…"""
    return [Route(SUGGESTIONS, send_suggestions)]


def send_suggestions(request: Request) -> Response:
    """Suggestions for a line: {groups: [{kind, name, items: [{text, detail, href}]}]}."""
    try:
        found = suggest(shared_library(), request.query_params.get("q", ""))
    except ArchiveError as error:
        return PlainTextResponse(str(error), 503)
    groups = [
        {"kind": kind, "name": text.SUGGESTIONS[kind], "items": [_item(suggestion) for suggestion in of_kind]}
        for kind, of_kind in groupby(found, key=lambda suggestion: suggestion.kind)
    ]
    return JSONResponse({"groups": groups}, headers=_HEADERS)


def _item(suggestion: Suggestion) -> dict[str, str]:
    count = suggestion.count if suggestion.kind in ("issuer", "signer") else 0
    detail = text.SUGGESTED_COUNT.format(count=count_text(count)) if count else ""
    return {"text": suggestion.text, "detail": detail, "href": _address(suggestion)}


def _address(suggestion: Suggestion) -> str:
    match suggestion.kind:
        case "number" | "subject" if suggestion.value:
            return url(READ, id=suggestion.value)
        case "issuer":
            return url(SEARCH, cq=suggestion.value)
        case "signer":
            return url(SEARCH, nguoiky=suggestion.value)
        case _:
            return url(SEARCH, q=suggestion.text)
