"""Open a document to read: its record, its text, and where the words searched for stand in it."""

from __future__ import annotations

from archive.library import Library
from archive.model import Reading
from archive.text.passages import find_marks


def read_document(library: Library, document_id: str, *, query: str = "") -> Reading:
    """A document with its text; `query`: typed words to mark in it, in the syntax of search.

    `links` is empty: they are `related_documents`' to find.

    Raises:
        NotFoundError: there is no such document.
    """
    document = library.catalogue.get(document_id)
    text = library.catalogue.text(document_id)
    return Reading(document, text, find_marks(text, library.targets(library.understand(query))) if query else ())
