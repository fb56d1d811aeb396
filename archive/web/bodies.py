"""JSON that a page sends. The one rule: it is bounded while it comes in, and what makes no sense is None."""

from __future__ import annotations

import json

from starlette.requests import Request


async def read_json(request: Request, most: int) -> object | None:
    """The value a request carries; None where it is longer than `most` bytes, no JSON, or holds text that is none."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    try:
        value: object = json.loads(body)
        json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError):
        return None
    return value
