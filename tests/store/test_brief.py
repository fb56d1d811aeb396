"""The short form of a document keeps what a list of hits shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

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


def test_the_short_form_has_the_facts_the_pages_and_the_parts() -> None:
    document, _ = document_of_brief(brief_of(WHOLE))
    assert document == replace(WHOLE, sections=(), asides=(), citations=())
    assert [document.fact(field) for field in FIELDS] == [WHOLE.fact(field) for field in FIELDS]
    assert repr(document.facts) == repr(dict(WHOLE.facts))


@pytest.mark.parametrize(
    ("offset", "page", "section"),
    [
        pytest.param(0, 1, "", id="before the first section"),
        pytest.param(10, 1, "I. TÌNH HÌNH", id="the outer section"),
        pytest.param(52, 1, "1. Thu", id="between two pages"),
        pytest.param(53, 2, "1. Thu", id="the second page"),
        pytest.param(95, 2, "", id="a footnote of the second page"),
        pytest.param(100, 1, "", id="a stamp of the first"),
    ],
)
def test_the_outline_tells_page_and_section_of_a_place(offset: int, page: int, section: str) -> None:
    _, outline = document_of_brief(brief_of(WHOLE))
    assert (outline.page_at(offset), outline.section_at(offset)) == (page, section)
    assert outline.page_at(offset) == WHOLE.page_at(offset)
    assert outline.head == 14
