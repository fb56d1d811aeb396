"""Search, read and compare Vietnamese administrative documents. The public names; all else is inside.

Names are loaded when first used: a child that reads files would otherwise carry the database and the engine too
(0.3 s and 30 MB each).
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.check import Problem, Report, check_archive
    from archive.compare import compare_documents
    from archive.config import Config, load_config
    from archive.correct import accept_document, correct_document, withdraw_corrections
    from archive.errors import ArchiveError
    from archive.ingest import expand_paths, ingest_files
    from archive.library import Library, open_library
    from archive.model import (
        Change,
        Citation,
        Comparison,
        Document,
        Edit,
        Fact,
        Hit,
        Link,
        Number,
        Outcome,
        Page,
        Passage,
        Reading,
        Related,
        Results,
        Section,
        Span,
    )
    from archive.read import read_document
    from archive.rebuild import rebuild_index
    from archive.related import related_documents
    from archive.search import search_documents

__all__ = [
    "ArchiveError",
    "Change",
    "Citation",
    "Comparison",
    "Config",
    "Document",
    "Edit",
    "Fact",
    "Hit",
    "Library",
    "Link",
    "Number",
    "Outcome",
    "Page",
    "Passage",
    "Problem",
    "Reading",
    "Related",
    "Report",
    "Results",
    "Section",
    "Span",
    "accept_document",
    "check_archive",
    "compare_documents",
    "correct_document",
    "expand_paths",
    "ingest_files",
    "load_config",
    "open_library",
    "read_document",
    "rebuild_index",
    "related_documents",
    "search_documents",
    "withdraw_corrections",
]

_HOMES = {
    "check": ("Problem", "Report", "check_archive"),
    "compare": ("compare_documents",),
    "config": ("Config", "load_config"),
    "correct": ("accept_document", "correct_document", "withdraw_corrections"),
    "errors": ("ArchiveError",),
    "ingest": ("expand_paths", "ingest_files"),
    "library": ("Library", "open_library"),
    "read": ("read_document",),
    "rebuild": ("rebuild_index",),
    "related": ("related_documents",),
    "search": ("search_documents",),
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'archive' has no attribute {name!r}")
    home = next((home for home, names in _HOMES.items() if name in names), "model")
    return getattr(import_module(f"archive.{home}"), name)
