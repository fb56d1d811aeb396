"""Documents of the invented province for tests of what keeps and shows them."""

from __future__ import annotations

from archive.model import (
    FIELDS,
    PAGE_BREAK,
    Aside,
    Citation,
    Document,
    Fact,
    Page,
    Part,
    Reread,
    Section,
    Span,
    document_id,
)
from archive.store.catalogue import Record

TEXT = f"Số: 52/BC-UBND\nBáo cáo về trồng rừng tỉnh Vân Lĩnh{PAGE_BREAK}Căn cứ Nghị quyết số 09/NQ-HĐND"
ADDED = "2026-11-21T01:02:03+00:00"


def printed(value: str) -> tuple[Fact, ...]:
    """A fact as printed on page 1."""
    return (Fact(value, value, 1, Span(0, 3), "printed", "test"),)


def document(seed: str = "a", *, cites: tuple[str, ...] = ("09/NQ-HĐND",), **values: str) -> Document:
    """A document whose hash is made of the seed, with these facts."""
    sha256 = (seed * 64)[:64]
    return Document(
        id=document_id(sha256),
        name=f"Báo cáo {seed}.txt",
        sha256=sha256,
        media_type="text/plain",
        facts={name: printed(values[name]) if name in values else (Fact(),) for name in FIELDS},
        citations=tuple(Citation(f"số {number}", Span(10, 20), "basis", number=number) for number in cites),
        sections=(Section(1, "I.", "Kết quả", Span(5, 40)),),
        pages=(Page(1, Span(0, 54)), Page(2, Span(57, len(TEXT)), "ocr", 0.9)),
        asides=(Aside("footnote", Span(60, 70), 2, "1", Span(40, 41)),),
        parts=(Part(Span(0, 54), 1), Part(Span(57, len(TEXT)), 2, "bao_cao", "52/BC-UBND", "Về trồng rừng")),
        rereads=(Reread("number", None, "52/BC-UBND", ADDED),),
    )


def record(seed: str = "a", *, cites: tuple[str, ...] = ("09/NQ-HĐND",), **values: str) -> Record:
    """The record of such a document."""
    return Record(document(seed, cites=cites, **values), TEXT, ADDED)
