"""The page's outer shell, in Vietnamese, under a policy that lets nothing in from elsewhere.

Streamlit's shell says `lang="en"` and its own name, and it answers every unknown address; ours stands before it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAME = "Kho văn bản"
PAGES = ("/", "/doc", "/so-sanh", "/nap", "/kiem-tra", "/gio", "/thieu")
"""Addresses that show the shell; `archive.ui.main` gives each its page."""
ICON = Path(__file__).parents[1] / "ui" / "static" / "favicon.png"
_SAFETY = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
_INLINE = re.compile(r"<script>(?P<source>.*?)</script>", re.DOTALL)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_LOST = f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Không có trang này · {NAME}</title></head>
<body style="font-family:sans-serif;color-scheme:light dark;max-width:40rem;margin:4rem auto;padding:0 1rem">
<h1>Không có trang này</h1><p>Địa chỉ có thể đã gõ nhầm.</p><p><a href="/">Về trang tìm kiếm</a></p></body></html>"""


@cache
def shell_html() -> str:
    """The shell of this Streamlit with its words in Vietnamese."""
    html = _original()
    html = html.replace('<html lang="en">', '<html lang="vi">')
    html = html.replace("<title>Streamlit</title>", f"<title>{NAME}</title>")
    return _NOSCRIPT.sub("<noscript><p>Trang này cần bật JavaScript trong trình duyệt.</p></noscript>", html)


@cache
def content_policy() -> str:
    """The policy of the shell. Its one inline script is named by its hash.

    Components load their script from a `blob:` address; Streamlit writes styles inline.
    """
    digests = (
        base64.b64encode(hashlib.sha256(source.encode()).digest()).decode() for source in _INLINE.findall(_original())
    )
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' blob: " + " ".join(f"'sha256-{digest}'" for digest in digests),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def shell_routes() -> list[Route]:
    """The pages' shells and the icon they name."""
    return [*(Route(path, _send_shell) for path in PAGES), Route("/favicon.png", _send_icon)]


class Headers:
    """Middleware: safety headers on every answer, and a page of our own where Streamlit would show its shell."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        lost = False

        async def pass_on(message: Message) -> None:
            nonlocal lost
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                lost = _is_foreign_shell(headers, message["status"])
                for name, value in _SAFETY.items():
                    headers.setdefault(name, value)
            if not lost:
                await send(message)

        await self.app(scope, receive, pass_on)
        if lost:
            await _lost()(scope, receive, send)


def _is_foreign_shell(headers: MutableHeaders, status: int) -> bool:
    is_page = headers.get("content-type", "").startswith("text/html")
    return status in (200, 206) and is_page and "content-security-policy" not in headers


def _lost() -> Response:
    policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return HTMLResponse(_LOST, status_code=404, headers={**_SAFETY, **policy})


def _send_shell(_: Request) -> Response:
    headers = {"Content-Security-Policy": content_policy(), "Cache-Control": "no-cache"}
    return HTMLResponse(shell_html(), headers=headers)


def _send_icon(_: Request) -> Response:
    return FileResponse(ICON, media_type="image/png", headers={"Cache-Control": "max-age=86400"})


def _original() -> str:
    return (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
