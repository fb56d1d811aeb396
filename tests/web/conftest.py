"""The routes and the middleware without Streamlit's server, asked directly."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.responses import FileResponse
from starlette.routing import Mount

from archive.web.server import middleware, routes
from tests.ui.papers import hostile, keep, report


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: dict[str, str]
    body: bytes


Ask = Callable[..., Answer]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARCHIVE_ROOT", str(tmp_path))
    monkeypatch.setenv("ARCHIVE_ENGINE", "memory")
    return tmp_path


@pytest.fixture
def ids(root: Path) -> list[str]:
    """A text document and an HTML one."""
    return keep(root, [report(1, 2023, number="12/BC-STC"), hostile()])


@pytest.fixture
def ask() -> Iterator[Ask]:
    """Ask for an address: `ask("GET", "/tep/…", headers={…}, body=b"…")`."""

    index = Path(streamlit.__file__).parent / "static" / "index.html"
    everything_else = FileResponse(index)

    app = Starlette(routes=[*routes(), Mount("/", everything_else)], middleware=middleware())

    def ask(method: str, address: str, *, headers: dict[str, str] | None = None, body: bytes = b"") -> Answer:
        return asyncio.run(_ask(app, method, address, headers or {}, body))

    return ask


async def _ask(app: Starlette, method: str, address: str, headers: dict[str, str], body: bytes) -> Answer:
    parts = urlsplit(quote(address, safe="/?=&%:;,+"))
    given = [(name.lower().encode(), value.encode()) for name, value in {"Host": "localhost", **headers}.items()]
    scope = {
        "type": "http", "method": method, "path": unquote(parts.path), "raw_path": parts.path.encode(), "root_path": "",
        "query_string": parts.query.encode(), "headers": given, "scheme": "http", "server": ("localhost", 80),
        "client": ("127.0.0.1", 1), "http_version": "1.1", "asgi": {"version": "3.0"},
    }  # fmt: skip
    chunks = [{"type": "http.request", "body": body, "more_body": False}]
    got: list[dict] = []

    async def receive() -> dict:
        if not chunks:
            await asyncio.Event().wait()  # the browser stays; Starlette stops sending when it hears it has gone
        return chunks.pop(0)

    async def send(message: dict) -> None:
        got.append(message)

    await app(scope, receive, send)
    start = got[0]
    found = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], found, b"".join(message.get("body", b"") for message in got[1:]))
