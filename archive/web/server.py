"""What `app.py` hands to Streamlit's server: routes, middleware, start-up, and the words for a failed page."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute

from archive.errors import ArchiveError
from archive.search import find_more_passages, search_documents
from archive.suggest import suggest
from archive.web.exports import export_routes
from archive.web.finding import finding_routes
from archive.web.originals import original_routes
from archive.web.pictures import picture_routes
from archive.web.quotes import quote_routes
from archive.web.reviews import review_routes
from archive.web.shared import shared_library
from archive.web.shell import Headers, shell_routes
from archive.web.suggestions import suggestion_routes
from archive.web.uploads import sweep_old_uploads, upload_routes

WARM = "bao cao ket qua thuc hien n*"
FAILED = "Có lỗi khi mở trang. Vui lòng thử lại; chi tiết đã ghi vào nhật ký của máy chủ."


def routes() -> list[BaseRoute]:
    """All addresses answered outside Streamlit."""
    return [
        *shell_routes(),
        *original_routes(),
        *picture_routes(),
        *quote_routes(),
        *review_routes(),
        *upload_routes(),
        *export_routes(),
        *finding_routes(),
        *suggestion_routes(),
    ]


def middleware() -> list[Middleware]:
    """What stands around every answer. Names of hosts other than ours are refused, against DNS rebinding."""
    hosts = st.get_option("server.allowedHosts") or ["*"]
    return [Middleware(Headers), Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)]


@asynccontextmanager
async def prepare(_: st.App) -> AsyncIterator[None]:
    """Load the pages and the archive before the first reader comes, then take them out of the collector's sight."""
    from archive.ui import (  # noqa: F401
        add_page,
        basket_page,
        compare_page,
        missing_page,
        read_page,
        review_page,
        search_page,
    )

    await run_in_threadpool(sweep_old_uploads)
    with suppress(ArchiveError):  # the first page will say it
        await run_in_threadpool(_warm_up)
    gc.collect()
    gc.freeze()
    yield


def _warm_up() -> None:
    """Search and suggest once, so that the first reader does not wait for tables that are made when first needed."""
    library = shared_library()
    for hit in search_documents(library, WARM).hits[:1]:
        find_more_passages(library, WARM, hit.document.id)
    suggest(library, WARM)


def on_script_error(_: Exception) -> bool:
    """Say it in Vietnamese; the server's log has the rest."""
    st.error(FAILED)
    return True
