"""The one open archive of this process, for pages and routes alike."""

from __future__ import annotations

import streamlit as st

from archive.config import Config, load_config
from archive.library import Library, open_library


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
