"""What pages and routes share: the one open archive of this process, and how an id and an answer without one look."""

from __future__ import annotations

import re

import streamlit as st
from starlette.responses import PlainTextResponse

from archive.config import Config, load_config
from archive.library import Library, open_library

ID = re.compile(r"[0-9a-f]{1,64}")
"""Id of a document as it may stand in an address or a request."""


def answer_missing(message: str) -> PlainTextResponse:
    """Status 404 with what is not there."""
    return PlainTextResponse(message, 404)


def shared_library() -> Library:
    """The archive of the settings in force. Opened once, and again after a rebuild has made a new index.

    Raises:
        ArchiveError: it cannot be opened; the message says why.
    """
    return _open(load_config())


# An old one is not closed here: another reader may be in the middle of it. It goes when the last reader lets go.
@st.cache_resource(show_spinner=False, hash_funcs={Config: repr}, validate=Library.is_current)
def _open(config: Config) -> Library:
    return open_library(config)
