"""The short form of a document keeps what a list of hits shows."""

from __future__ import annotations

from dataclasses import replace

from archive.model import FIELDS, Aside, Citation, Document, Fact, Page, Part, Section, Span
from archive.store.brief import brief_of, document_of_brief

WHOLE = Document(
    "a1",
    "a.pdf",
    "a1ff",
    "application/pdf",
    {field: (Fact(),) for field in FIELDS}
    | {
        "number": (Fact("52/BC-UBND", "52 /BC-UBND", 1, Span(3, 14), "corrected", "rule", "mờ", "53/BC-UBND"),),
        "signer": (Fact("Trần Văn Bình", status="printed"), Fact()),
    },
    citations=(Citation("Nghị quyết 1", Span(0, 3), "can-cu"),),
    sections=(Section(1, "I.", "TÌNH HÌNH", Span(5, 90)), Section(2, "1.", "Thu", Span(20, 90))),
    pages=(Page(1, Span(0, 50), "ocr", 0.75), Page(2, Span(53, 90))),
    asides=(Aside("footnote", Span(93, 99), 2, "1", Span(60, 61)), Aside("stamp", Span(100, 110), 1)),
    parts=(Part(Span(0, 50), 1), Part(Span(53, 90), 2, "quyet-dinh", "44/QĐ-UBND", "Về việc x", "2024-03-05", "UBND")),
    reviewed="2026-01-01T00:00:00Z",
)


def test_the_short_form_leaves_out_citations_alone() -> None:
    assert document_of_brief(brief_of(WHOLE)) == replace(WHOLE, citations=())
