"""Records written short, to be searched for, and what was found of them."""

from __future__ import annotations

from itertools import count

from archive.model import PAGE_BREAK, Document, Fact, Page, Results, Span
from archive.store.catalogue import Record

SERIAL = count(1)


def record(name: str, *pages: str, **values: str) -> Record:
    """A record written short; the name begins the id, so that it can be told from the hits."""
    text = PAGE_BREAK.join(pages)
    spans, start = [], 0
    for number, page in enumerate(pages, start=1):
        spans.append(Page(number, Span(start, start + len(page))))
        start += len(page) + len(PAGE_BREAK)
    facts = {field: (Fact(value=value, raw=value, status="printed"),) for field, value in values.items()}
    sha256 = f"{next(SERIAL):064x}"
    document = Document(name, f"{name}.txt", sha256, "text/plain", facts, pages=tuple(spans))
    return Record(document, text, "2026-01-01T00:00:00Z")


def names(results: Results) -> list[str]:
    return [hit.document.id for hit in results.hits]
