"""Papers in an archive with places of its own, to be looked at for what they have to do with each other."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from archive.config import Config
from archive.library import Library, open_library
from archive.metadata.citations import find_citations
from archive.model import Document, Fact, Page, Part, Span
from archive.store.catalogue import Record

PLACES = """
[[place]]
code = "van-linh"
name = "Vân Lĩnh"
kind = "tỉnh"

[[place]]
code = "van-linh.na-pheo"
name = "Nà Pheo"
kind = "huyện"
parent = "van-linh"
"""
OURS, COUNCIL = "ubnd@van-linh", "hdnd@van-linh"
SERIAL = count(1)


def open_papers(folder: Path) -> Library:
    """An empty archive that knows `PLACES`."""
    places = folder / "places.toml"
    places.write_text(PLACES, "utf-8")
    return open_library(Config(root=folder / "archive", engine="memory", vocabulary=(places,)))


def keep(library: Library, text: str = "Nội dung.", parts: tuple[Part, ...] = (), **values: str) -> Document:
    """Save a document with this text and these facts; its citations are read from the text."""
    facts = {name: (Fact(value=value, raw=value, status="printed"),) for name, value in values.items()}
    sha256 = f"{next(SERIAL):064x}"
    document = Document(
        sha256[-16:], "a.txt", sha256, "text/plain", facts,
        citations=find_citations(text, library.vocab), pages=(Page(1, Span(0, len(text))),), parts=parts,
    )  # fmt: skip
    with library.writing() as writable:
        writable.keep([Record(document, text, "2026-01-01T00:00:00Z")])
    return document
